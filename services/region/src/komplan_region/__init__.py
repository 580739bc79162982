"""The region: its directory of planning areas, the copies it collects, and the midterm plan composed from them."""
