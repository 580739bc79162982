"""Brno's eight working groups (slide 4), each with a target group of its name.

The city states no shares. All are inferred: one canonical group where the name is one, else the first that the
name mentions takes what an even split leaves over.
"""

from datetime import date
from decimal import Decimal
from typing import Final

from komplan_core.declarations import TargetGroup
from komplan_core.organisation import WorkingGroup
from komplan_core.values import Period

# the groups met from March 2006 and again in the second process; the day is not stated
_SINCE: Final = Period(start=date(2006, 3, 1))

_GROUPS: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "seniors": ("Senioři", {"seniors": "1"}),
    "families": ("Rodiny s dětmi", {"families-with-children": "1"}),
    "mental-illness": ("Osoby s duševním onemocněním", {"chronic-mental-illness": "1"}),
    "intellectual-disability": (
        "Osoby s mentálním postižením, autismem a kombinovaným postižením",
        {"intellectual-disability": "0.34", "autism-spectrum": "0.33", "combined-disability": "0.33"},
    ),
    "physical-disability": ("Osoby s tělesným postižením", {"physical-disability": "1"}),
    "sensory-disability": (
        "Osoby se smyslovým postižením",
        {"visual-disability": "0.5", "hearing-disability": "0.5"},
    ),
    "socially-maladjusted": (
        "Společensky nepřizpůsobení",
        {"homeless": "0.25", "people-in-crisis": "0.25", "risky-lifestyle": "0.25", "offenders": "0.25"},
    ),
    "ethnic-minorities": ("Etnické menšiny", {"ethnic-minorities": "1"}),
}

WORKING_GROUPS: Final = tuple(
    WorkingGroup(code=code, title=title, validity=_SINCE, target_groups=(code,)) for code, (title, _) in _GROUPS.items()
)

TARGET_GROUPS: Final = tuple(
    TargetGroup(
        code=code,
        title=title,
        canonical={canonical: Decimal(share) for canonical, share in shares.items()},
        inferred=True,
    )
    for code, (title, shares) in _GROUPS.items()
)
