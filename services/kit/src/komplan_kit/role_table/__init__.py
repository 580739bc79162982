"""The role table: a module for each service. What a row means is in `access.py`."""
