"""Asking the cities: the channels to them, and the fan-out over all of them."""
