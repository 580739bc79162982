"""What a region does: keep its directory, check and keep copies, compose the midterm plan."""
