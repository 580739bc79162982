"""Ostrava's working groups: eight with four subgroups until the end of 2006, eleven since 2007 (slides 5, 7 and 11).

The slides give the numbers and the names of eight groups. That the group of other disabilities gave way to its
four subgroups, and their names, are inferred: 8 - 1 + 4 = 11.
"""

from datetime import date
from typing import Final

from komplan_core.organisation import WorkingGroup
from komplan_core.values import Period

_LED_BY: Final = ("group-leader", "contact-person")

# planning goes on since 2003; the day is not stated
_CONTINUING: Final = Period(start=date(2003, 1, 1))
_FORMER: Final = Period(start=date(2003, 1, 1), end=date(2006, 12, 31))
_NEW: Final = Period(start=date(2007, 1, 1))

_SEVEN: Final = {
    "seniors": "Senioři",
    "mental-illness": "Občané s duševním onemocněním",
    "intellectual-disability": "Občané s mentálním postižením",
    "children-and-family": "Děti a rodina",
    "socially-maladjusted": "Občané společensky nepřizpůsobení",
    "roma": "Romské etnikum",
    "crime-and-drug-prevention": "Prevence kriminality a protidrogová prevence",
}

_FOUR: Final = {
    "visual-disability": ("visual-subgroup", "Občané se zrakovým postižením"),
    "hearing-disability": ("hearing-subgroup", "Občané se sluchovým postižením"),
    "physical-and-combined-disability": (
        "physical-and-combined-subgroup",
        "Občané s tělesným a kombinovaným postižením",
    ),
    "civilisation-illness": ("civilisation-illness-subgroup", "Občané s civilizačním onemocněním"),
}

UNTIL_2006: Final = (
    WorkingGroup(
        code="other-disability",
        title="Občané s jiným zdravotním postižením",
        validity=_FORMER,
        target_groups=("other-disability",),
        leading_roles=_LED_BY,
        inferred=True,
    ),
    *(
        WorkingGroup(
            code=subgroup,
            title=f"Podskupina: {title}",
            validity=_FORMER,
            subgroup_of="other-disability",
            target_groups=(code,),
            leading_roles=_LED_BY,
            inferred=True,
        )
        for code, (subgroup, title) in _FOUR.items()
    ),
)

SINCE_2007: Final = (
    *(
        WorkingGroup(code=code, title=title, validity=_CONTINUING, target_groups=(code,), leading_roles=_LED_BY)
        for code, title in _SEVEN.items()
    ),
    *(
        WorkingGroup(
            code=code,
            title=title,
            validity=_NEW,
            predecessors=(subgroup,),
            target_groups=(code,),
            leading_roles=_LED_BY,
            inferred=True,
        )
        for code, (subgroup, title) in _FOUR.items()
    ),
)
"""The groups of today; the first seven are older."""
