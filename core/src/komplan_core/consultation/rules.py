"""The rules of a round as one hash: what was announced can be recognised, and nothing of it changes unnoticed."""

import hashlib
from typing import Final

from komplan_core.consultation.rounds import Round

RULES: Final = frozenset(
    {
        "plan_version",
        "window",
        "channels",
        "phases",
        "contact_points",
        "outcomes",
        "refusal_reasons",
        "quorum",
        "registration_until",
        "hearing_on",
        "days_before_hearing",
        "days_after_hearing",
        "invitation_days",
        "next_working_day",
        "evening_next_day",
        "predecessor",
        "draft",
        "retention_years",
    }
)
"""The fields that say how a round is held."""


def rules_sha256(round_: Round) -> str:
    """Hexadecimal SHA-256 of the rules of a round. What is as usual is left out: a later rule changes no hash."""
    return hashlib.sha256(round_.model_dump_json(include=set(RULES), exclude_defaults=True).encode()).hexdigest()
