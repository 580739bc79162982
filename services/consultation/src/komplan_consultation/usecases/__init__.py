"""What the office may do in one municipality's consultation."""
