"""What people may do with the directory of services."""
