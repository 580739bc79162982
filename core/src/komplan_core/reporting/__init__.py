"""Yearly and half-yearly reports of services (výkaznictví): what is reported, judged, published and shown as figures."""
