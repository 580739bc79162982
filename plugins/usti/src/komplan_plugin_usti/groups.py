"""The eight coordination groups of slide 7, each with its sides; five have carers beside the triad.

Since when they have met is not stated: the year of the presentation is inferred, as are the shares of target groups.
"""

from datetime import date
from decimal import Decimal
from typing import Final

from komplan_core.declarations import TargetGroup
from komplan_core.organisation import Side, WorkingGroup
from komplan_core.values import Period

_SINCE: Final = Period(start=date(2005, 1, 1))
_TRIAD: Final = (Side.COMMISSIONER, Side.PROVIDER, Side.USER)
_WITH_CARERS: Final = (*_TRIAD, Side.CARER)

_GROUPS: Final[dict[str, tuple[str, tuple[Side, ...], dict[str, str]]]] = {
    "seniors": ("Senioři", _WITH_CARERS, {"seniors": "1"}),
    "mental-health": ("Duševní zdraví", _WITH_CARERS, {"chronic-mental-illness": "1"}),
    "children-and-youth": (
        "Děti a mládež",
        _WITH_CARERS,
        {"youth-at-risk": "0.5", "families-with-children": "0.5"},
    ),
    "disability": ("Zdravotně postižení", _WITH_CARERS, {"disability": "1"}),
    "ethnic-minorities": ("Etnické menšiny", _WITH_CARERS, {"ethnic-minorities": "1"}),
    "addiction": ("Osoby závislé na drogách", _TRIAD, {"addiction": "1"}),
    "intellectual-disability": ("Mentálně postižení občané", _TRIAD, {"intellectual-disability": "1"}),
    "transient-crisis": ("Přechodná krize", _TRIAD, {"people-in-crisis": "1"}),
}

WORKING_GROUPS: Final = tuple(
    WorkingGroup(
        code=code,
        title=title,
        validity=_SINCE,
        target_groups=(code,),
        leading_roles=("group-leader",),
        sides=sides,
    )
    for code, (title, sides, _) in _GROUPS.items()
)

TARGET_GROUPS: Final = tuple(
    TargetGroup(
        code=code,
        title=title,
        canonical={canonical: Decimal(share) for canonical, share in shares.items()},
        inferred=True,
    )
    for code, (title, _, shares) in _GROUPS.items()
)
