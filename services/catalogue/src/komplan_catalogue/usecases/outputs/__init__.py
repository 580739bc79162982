"""The public catalogue as a whole: open data, the map, and what changed."""
