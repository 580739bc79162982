"""Chapters of the region's plan: each module makes the tables of one subject from what is held of the cities."""
