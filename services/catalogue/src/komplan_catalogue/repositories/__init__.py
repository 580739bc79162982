"""How the directory is stored: kinds, listings, and the queries that the use cases ask."""

from komplan_catalogue.repositories.kinds import METADATA

__all__ = ["METADATA"]
