"""Workbooks that municipalities fill in for the region."""
