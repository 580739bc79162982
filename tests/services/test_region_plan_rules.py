"""Whoever changes what chapters say has to raise the number of the rules: versions say by which they were built."""

import pytest
from support import kept_plan

from komplan_region import repositories
from komplan_region.repositories.midterm_scratch import ScratchRegion
from komplan_region.usecases.midterm_content import RULES, composed, content_sha256, encoded
from komplan_region.usecases.midterm_reproducing import Outcome, reproduced


@pytest.fixture(scope="module")
def kept() -> kept_plan.KeptPlan:
    """A version that some komplan built by the rules that this one has."""
    path = kept_plan.FOLDER / f"rules-{RULES}.json"
    assert path.exists(), "new rules: write their file, see support/kept_plan.py"
    return kept_plan.read(path)


def test_the_rules_of_this_number_still_give_what_they_gave(kept: kept_plan.KeptPlan) -> None:
    plan = kept.version.name.rsplit("/", 2)[0]
    with ScratchRegion(repositories)(kept.inputs) as tx:
        made = encoded(composed(tx, tx.midterm.plans.get(plan)))
    found = reproduced(kept.version, kept.parts, made)
    assert (found.outcome, found.differing) == (Outcome.SAME, ()), "chapters say something else: raise RULES"
    assert kept.version.rules == RULES


def test_other_rules_are_told_apart_from_a_broken_version(kept: kept_plan.KeptPlan) -> None:
    code, body = kept.parts[0]
    other = [(code, body + b"\x1a\x00"), *kept.parts[1:]]
    newer = reproduced(kept.version, kept.parts, other, rules=RULES + 1)
    assert (newer.outcome, newer.differing, newer.sha256) == (Outcome.OTHER_RULES, (code,), content_sha256(other))
    assert reproduced(kept.version, kept.parts, other).outcome is Outcome.DIFFERS
    assert reproduced(kept.version, kept.parts, kept.parts, rules=RULES + 1).outcome is Outcome.SAME
    assert reproduced(kept.version, other, kept.parts, rules=RULES + 1).outcome is Outcome.DIFFERS  # what is stored
    assert reproduced(kept.version, other, other, rules=RULES + 1).outcome is Outcome.DIFFERS
