"""Whether a version comes out again from what it was built from, and if not, why."""

from dataclasses import dataclass
from enum import StrEnum

from komplan_core.regional.midterm.plans import RegionPlanVersion
from komplan_region.usecases.midterm_content import RULES, Parts, content_sha256


class Outcome(StrEnum):
    """What came of building a version again."""

    SAME = "same"
    OTHER_RULES = "other-rules"
    """Something else came out, and this program composes by other rules than the one that built the version."""
    DIFFERS = "differs"
    """Something else came out by the same rules, or what is stored is not what was built."""


@dataclass(frozen=True, slots=True)
class Reproduced:
    """A version beside what came out now."""

    outcome: Outcome
    sha256: str
    """Of what came out now."""
    differing: tuple[str, ...]
    """Codes of the tables that differ."""


def reproduced(version: RegionPlanVersion, stored: Parts, made: Parts, rules: int = RULES) -> Reproduced:
    """Compare what a version keeps with what was made again from its records by these rules."""
    before, after, sha256 = dict(stored), dict(made), content_sha256(made)
    whole = content_sha256(stored) == version.content_sha256
    outcome = Outcome.OTHER_RULES if whole and version.rules != rules else Outcome.DIFFERS
    if whole and sha256 == version.content_sha256:
        outcome = Outcome.SAME
    differing = tuple(code for code in {**before, **after} if before.get(code) != after.get(code))
    return Reproduced(outcome, sha256, differing)
