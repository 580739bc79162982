"""The levels that all cities share."""

from enum import StrEnum


class CommonLevel(StrEnum):
    """The levels that all cities share; a city's own level maps to one of them or is a mere heading."""

    PRIORITY = "priority"
    GOAL = "goal"
    MEASURE = "measure"
    ACTIVITY = "activity"
