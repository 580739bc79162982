"""What the core says in several places is the same: kernels of states, titles of outcomes, headings of the table.

`komplan_core.book` is copied without the rest of komplan by whoever verifies a book, so it has its own lists.
"""

import pytest

from komplan_core.book import exports, states
from komplan_core.consultation import OUTCOMES, codes
from komplan_core.consultation.forms import FormState
from komplan_core.consultation.settlement_table import COLUMNS
from komplan_core.consultation.submissions import SubmissionState
from komplan_core.workflow import KERNELS, RELIED_ON


@pytest.mark.parametrize(
    ("subject", "codes_", "moves"),
    [("round", codes.RoundState, states.ROUND), ("point", codes.PointState, states.POINT)],
)
def test_a_round_and_a_point_have_the_same_kernel_states_for_guards_workflows_and_verifiers(subject, codes_, moves):
    assert KERNELS[subject].split(", ") == [state.value for state in codes_]
    assert set(moves) == set(codes_)
    assert set().union(*moves.values()) <= set(codes_)
    assert RELIED_ON[subject] <= set(codes_)


def test_the_verifier_knows_every_other_state_of_the_office():
    assert set(states.SUBMISSION) == set(SubmissionState)
    assert set(states.FORM) == {"printed", *FormState}
    assert set(states.PUBLICATION) == set(codes.Publication)
    assert set(codes.SET_ASIDE) == states.OUT
    assert set(codes.Standing) <= set(codes.PointState)
    assert (set(states.BY_ENTRY) | states.SETTLED | states.OUT) <= set(codes.PointState)
    assert set(codes.RoundState) >= states.REGISTERING


def test_outcomes_have_the_same_titles_in_a_round_and_for_the_verifier():
    assert {outcome.code: outcome.title for outcome in OUTCOMES} == states.OUTCOMES
    assert [outcome.kernel for outcome in OUTCOMES] == list(codes.OutcomeKernel)
    assert len(set(states.OUTCOMES.values())) == len(states.OUTCOMES)


def test_the_verifier_finds_its_columns_in_the_table_by_their_headings():
    headings = {name: COLUMNS[name] for name in ("point", "outcome", "justification", "fingerprint")}
    assert headings == {
        "point": exports.POINT,
        "outcome": exports.OUTCOME,
        "justification": exports.JUSTIFICATION,
        "fingerprint": exports.FINGERPRINT,
    }
    assert next(iter(COLUMNS.values())) == exports.POINT
    assert len(set(COLUMNS.values())) == len(COLUMNS)
