"""The directory of social services of one municipality: providers, services, a plain search, counts."""
