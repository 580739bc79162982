"""Ostrava's eight target groups (slide 5) and the four into which the widest one fell apart.

The city states no shares. All are inferred: a name that spans several canonical groups is split evenly among them.
"""

from decimal import Decimal
from typing import Final

from komplan_core.declarations import TargetGroup

_HALF: Final = Decimal("0.5")
_QUARTER: Final = Decimal("0.25")
_FIFTH: Final = Decimal("0.2")
_WHOLE: Final = Decimal(1)

TARGET_GROUPS: Final = (
    TargetGroup(code="seniors", title="Senioři", canonical={"seniors": _WHOLE}, inferred=True),
    TargetGroup(
        code="mental-illness",
        title="Občané s duševním onemocněním",
        canonical={"chronic-mental-illness": _WHOLE},
        inferred=True,
    ),
    TargetGroup(
        code="intellectual-disability",
        title="Občané s mentálním postižením",
        canonical={"intellectual-disability": _WHOLE},
        inferred=True,
    ),
    TargetGroup(
        code="other-disability",
        title="Občané s jiným zdravotním postižením",
        canonical={
            "visual-disability": _FIFTH,
            "hearing-disability": _FIFTH,
            "physical-disability": _FIFTH,
            "combined-disability": _FIFTH,
            "chronic-illness": _FIFTH,
        },
        inferred=True,
    ),
    TargetGroup(
        code="children-and-family",
        title="Děti a rodina",
        canonical={"families-with-children": _HALF, "youth-at-risk": _HALF},
        inferred=True,
    ),
    TargetGroup(
        code="socially-maladjusted",
        title="Občané společensky nepřizpůsobení",
        canonical={
            "homeless": _QUARTER,
            "people-in-crisis": _QUARTER,
            "risky-lifestyle": _QUARTER,
            "offenders": _QUARTER,
        },
        inferred=True,
    ),
    TargetGroup(code="roma", title="Romské etnikum", canonical={"ethnic-minorities": _WHOLE}, inferred=True),
    TargetGroup(
        code="crime-and-drug-prevention",
        title="Prevence kriminality a protidrogová prevence",
        canonical={"addiction": _HALF, "offenders": _QUARTER, "crime-victims": _QUARTER},
        inferred=True,
    ),
    TargetGroup(
        code="visual-disability",
        title="Občané se zrakovým postižením",
        canonical={"visual-disability": _WHOLE},
        inferred=True,
    ),
    TargetGroup(
        code="hearing-disability",
        title="Občané se sluchovým postižením",
        canonical={"hearing-disability": _WHOLE},
        inferred=True,
    ),
    TargetGroup(
        code="physical-and-combined-disability",
        title="Občané s tělesným a kombinovaným postižením",
        canonical={"physical-disability": _HALF, "combined-disability": _HALF},
        inferred=True,
    ),
    TargetGroup(
        code="civilisation-illness",
        title="Občané s civilizačním onemocněním",
        canonical={"chronic-illness": _WHOLE},
        inferred=True,
    ),
)
