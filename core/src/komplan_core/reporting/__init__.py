"""Yearly and half-yearly reports of services (výkaznictví): what is stated, judged, published and drawn."""
