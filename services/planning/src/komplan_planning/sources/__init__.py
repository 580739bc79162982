"""A version of a plan as a file, and what a file wants changed in it."""
