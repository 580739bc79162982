"""`make bench`: every figure as a ratio to a limit that is measured in the same run (design: performance)."""
