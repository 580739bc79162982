"""Sheets as files: CSV and XLSX, read in a limited process, written without formulas."""
