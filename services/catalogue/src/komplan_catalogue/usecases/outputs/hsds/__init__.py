"""The catalogue as HSDS 3.1 with the Czech profile (docs/reference/hsds.md). Pure: records in, dictionaries out."""
