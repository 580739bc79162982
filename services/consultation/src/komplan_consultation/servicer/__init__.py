"""Translates between the contract and the use cases; decides nothing. A module for each subject."""
