"""Made-up contents of versions, quick to make: every field holds one of a few values that fit each other."""

from datetime import date
from random import Random
from typing import Any, Final

from komplan_core.planning import (
    Activity,
    Direction,
    ExtraValue,
    FinancingLine,
    Indicator,
    Measure,
    Milestone,
    PlanNode,
    PlanSection,
    Resolution,
    Risk,
    SectionKind,
    ServiceChange,
    StateNote,
    YearlyTarget,
)
from komplan_core.planning.outline import VersionContent
from komplan_core.values import Money, Period

VERSION: Final = "areas/vzorov/plans/kp/versions/v1"
_DAY: Final = date(2027, 6, 30)
_TEXTS: Final = ("", "Pečovat doma", "Pečovat\ndoma")
_TITLES: Final = ("Doma", "Odlehčit")
_CODES: Final = ("", "a", "b")
_EXTRA: Final = (
    (),
    (ExtraValue(field="f", value="1"),),
    (ExtraValue(field="f", value="2"), ExtraValue(field="g", value="")),
)
_RISK: Final = Risk(text="Nebudou lidé", likelihood="high", impact="low")
_LINES: Final = tuple(
    FinancingLine(year=2027 + year, source=source, planned=planned, actual=actual)
    for year, source, planned, actual in (
        (0, "esf", Money(5), None),
        (0, "region", None, Money(7)),
        (1, "esf", Money(1), Money(2)),
    )
)
_INDICATOR: Final = Indicator(code="k", title="Klienti", unit="osoby", direction=Direction.UP)
_TARGETS: Final = tuple(YearlyTarget(year=year, target=str(year - 2000)) for year in (2027, 2028))
_ACTIVITIES: Final = (Activity(title="A"), Activity(title="A", due=_DAY))
_LISTS: Final = ((), ("a",), ("a", "b"), ("b", "a"))
_SHARED: Final[dict[str, tuple[Any, ...]]] = {"position": (1, 2), "title": _TITLES, "extra": _EXTRA}
VALUES: Final[dict[type[Any], dict[str, tuple[Any, ...]]]] = {
    PlanSection: {**_SHARED, "kind": tuple(SectionKind), "text": _TEXTS},
    PlanNode: {
        **_SHARED,
        "level": ("priority", "goal"),
        "parent": _CODES,
        "code": ("1", "2"),
        "text": _TEXTS,
        "working_group": _CODES,
    },
    Measure: {
        **_SHARED,
        "node": ("a", "b"),
        "code": ("1.1", "1.2"),
        "description": _TEXTS,
        "working_group": _CODES,
        "state": _CODES,
        "target_groups": _LISTS,
        "municipalities": ((), ("999001",)),
        "needs": _LISTS,
        "expected_persons": (None, 0, 40),
        "service_change": (None, ServiceChange(change="keep"), ServiceChange(change="new", unit="beds", capacity_to=4)),
        "activities": ((), _ACTIVITIES[:1], _ACTIVITIES[1:], _ACTIVITIES),
        "responsible": _TEXTS,
        "cooperating": _LISTS,
        "period": (None, Period(start=_DAY), Period(start=_DAY, end=_DAY)),
        "financing": ((), _LINES, _LINES[::-1], _LINES[:1], (_LINES[0].revised({"planned": Money(6)}), *_LINES[1:])),
        "indicators": ((), *((_INDICATOR.revised({"yearly_targets": _TARGETS[:most]}),) for most in range(3))),
        "no_indicator_reason": _TEXTS,
        "swots": _LISTS,
        "regional_priority": _TEXTS,
        "register_target_groups": ((), ("seniors",)),
        "milestones": ((), (Milestone(title="M", due=_DAY),)),
        "conditions": _LISTS,
        "depends_on": _LISTS,
        "risks": ((), (_RISK,), (_RISK.revised({"impact": "high"}),), (_RISK, _RISK)),
        "state_note": (None, StateNote(), StateNote(text="Hotovo")),
        "author": _TEXTS,
        "approval": (None, Resolution(body="council", number="1", held_on=_DAY)),
        "shaped_by": _LISTS,
    },
}  # fmt: skip
"""A few values of every field of each kind."""
_PARTS: Final = {"sections": PlanSection, "nodes": PlanNode, "measures": Measure}


def content(seed: int) -> VersionContent:
    """What a version may hold, some items of each kind under few ids; its tree need not fit together."""
    random = Random(seed)
    return VersionContent(**{part: tuple(_items(random, part, model)) for part, model in _PARTS.items()})


def changed(before: VersionContent, seed: int) -> VersionContent:
    """The same items, in another order, some fields of some of them with other values."""
    random = Random(seed)
    parts = {}
    for part, model in _PARTS.items():
        fields = list(VALUES[model])
        items = [
            item.revised(
                {name: random.choice(VALUES[model][name]) for name in random.sample(fields, random.randint(0, 3))}
            )
            for item in getattr(before, part)
        ]
        parts[part] = tuple(random.sample(items, len(items)))
    return VersionContent(**parts)


def _items(random: Random, part: str, model: Any) -> Any:
    for item_id in random.sample("abcd", random.randint(0, 4)):
        values = {name: random.choice(values) for name, values in VALUES[model].items()}
        yield model(name=f"{VERSION}/{part}/{item_id}", **values)
