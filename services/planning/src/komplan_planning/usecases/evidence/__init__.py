"""What is known of the territory, and who reports it."""
