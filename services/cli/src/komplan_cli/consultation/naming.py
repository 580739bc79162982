"""Names of rounds and of what stands below them, as clerks write them: `jaro`, `rounds/jaro`, or the whole name."""

from komplan_cli.access import Access
from komplan_core import names
from komplan_core.errors import Invalid

_COLLECTIONS = ("rounds/", "plans/")


def full_name(access: Access, given: str) -> str:
    """The resource name of a round or of something below it; `plans/…` is the book of a plan's monitoring."""
    if given.startswith("areas/"):
        return given
    return f"areas/{access.code}/{given if given.startswith(_COLLECTIONS) else f'rounds/{given}'}"


def round_name(access: Access, given: str) -> str:
    """The resource name of a round. Raises Invalid for anything else."""
    name = full_name(access, given)
    if not names.ROUND.matches(name):
        raise Invalid.field("round", "NAME_FORMAT", "give the id of the round, such as `jaro`")
    return name
