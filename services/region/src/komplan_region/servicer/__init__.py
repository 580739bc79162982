"""Translates between the contract and the use cases, a module for each subject; decides nothing."""
