"""A witness: cosigns the comment books of other instances as long as they only grow."""
