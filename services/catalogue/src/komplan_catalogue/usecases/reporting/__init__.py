"""Yearly reports of services: providers write them, the office judges and publishes, everybody sees figures."""
