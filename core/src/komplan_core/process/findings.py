"""What is wrong with a cycle's calendar or with the project that pays for it: told, never mended by guess."""

from enum import StrEnum

from komplan_core.record import Record


class FindingKind(StrEnum):
    """What is found."""

    DISTANCE_SHORT = "distance-short"
    """Fewer days lie between two entries than the least."""
    ORDER = "order"
    """An entry lies on the wrong side of the one from which it is counted."""
    TOO_LATE = "too-late"
    """An entry should lie on a day that is over: the time to the assembly is too short."""
    DAYS_DISPUTED = "days-disputed"
    """Sources state different days."""
    TOTAL_DIFFERS = "total-differs"
    """A stated total is not what the parts add up to."""
    PARTS_DIFFER = "parts-differ"
    """Two sets of parts of one whole add up differently."""
    OVERDRAWN = "overdrawn"
    """More is drawn than is planned."""


class ProcessFinding(Record):
    """One finding, with the entry, project or figure that it is about."""

    kind: FindingKind
    subject: str
    """Resource name, or the code of an entry that is not stored yet."""
    message: str
    """Czech, for people."""
