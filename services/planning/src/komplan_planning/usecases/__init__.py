"""What people may do with one municipality's plan."""
