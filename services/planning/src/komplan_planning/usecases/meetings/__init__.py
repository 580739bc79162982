"""Meetings, what they decide, and the tasks that arise in them."""
