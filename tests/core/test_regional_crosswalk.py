"""What cities' codes stand for: the city's word, the region's where there is none, corrections, and days."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from komplan_core.declarations import FundingSource, Level, TargetGroup
from komplan_core.errors import Invalid
from komplan_core.monitoring.evaluations import EvaluatedFacts, Evaluation, IndicatorFact
from komplan_core.organisation import WorkingGroup
from komplan_core.planning import CommonLevel, FinancingKind, FinancingLine, PlanNode
from komplan_core.plugins import compile_profile
from komplan_core.regional.crosswalk import UNMAPPED, Crosswalk, MappingOrigin, groups_of_a_day
from komplan_core.regional.crosswalk_entries import CodeKind, CrosswalkEntry
from komplan_core.regional.indicators import compared, totals
from komplan_core.regional.money import AMOUNTS, canonical_lines
from komplan_core.regional.priorities import priorities
from komplan_core.values import Money, Period

CITY = compile_profile([])[0].revised(
    {
        "working_groups": (),
        "comment_categories": (),
        "target_groups": (
            TargetGroup(code="stated", title="Uvedená", canonical={"seniors": Decimal(1)}),
            TargetGroup(code="open", title="Bez přiřazení"),
        ),
        "funding_sources": (FundingSource(code="fund", title="Fond", canonical="municipality"),),
    }
)
DAYS = st.dates(date(2025, 1, 1), date(2030, 12, 31))


def entry(code: str, canonical: dict[str, str], **values: object) -> CrosswalkEntry:
    told = {"kind": CodeKind.TARGET_GROUP, "validity": Period(start=date(2020, 1, 1)), **values}
    shares = {group: Decimal(share) for group, share in canonical.items()}
    return CrosswalkEntry(area="vzorov", code=code, canonical=shares, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "correction", "origin", "group"),
    [
        ("open", False, MappingOrigin.REGION, "carers"),
        ("open", True, MappingOrigin.CORRECTION, "carers"),
        ("stated", False, MappingOrigin.CITY, "seniors"),
        ("stated", True, MappingOrigin.CORRECTION, "carers"),
        ("gone", False, MappingOrigin.REGION, "carers"),
    ],
)
def test_the_region_fills_gaps_and_replaces_the_city_only_by_a_correction(
    code: str, correction: bool, origin: MappingOrigin, group: str
) -> None:
    walk = Crosswalk(CITY, [entry(code, {"carers": "1"}, correction=correction, note="Proto.")])
    shares, told = walk.told(CodeKind.TARGET_GROUP, code, date(2027, 1, 1))
    assert (dict(shares), told) == ({group: Decimal(1)}, origin)


@given(DAYS, DAYS)
def test_an_entry_holds_in_its_days_only_and_the_next_one_after_it(change: date, day: date) -> None:
    before = Period(start=date(2020, 1, 1), end=date.fromordinal(change.toordinal() - 1))
    after = Period(start=change)
    said = [entry("open", {"carers": "1"}, validity=before), entry("open", {"seniors": "1"}, validity=after)]
    walk = Crosswalk(CITY, said)
    assert walk.weights(("open",), day) == ((("carers",) if day < change else ("seniors",)), (1,))


def test_what_has_ended_without_a_next_one_is_unmapped_again_and_listed() -> None:
    walk = Crosswalk(
        CITY, [entry("open", {"carers": "1"}, validity=Period(start=date(2020, 1, 1), end=date(2026, 12, 31)))]
    )
    assert walk.unmapped(("open",), date(2026, 1, 1)) == ()
    assert walk.unmapped(("open",), date(2027, 1, 1)) == ("open",)
    assert walk.weights(("open",), date(2027, 1, 1)) == ((UNMAPPED,), (1,))


@given(*[st.none() | st.integers(0, 10**14)] * 3, st.integers(1, 999_999))
def test_parts_of_a_line_by_source_add_up_to_it_and_unknown_stays_unknown(
    planned: int | None, secured: int | None, actual: int | None, millionths: int
) -> None:
    share = Decimal(millionths) / 1_000_000
    split = {"esf": str(share), "gifts": str(1 - share)}
    told = entry("fund", split, kind=CodeKind.FUNDING_SOURCE, correction=True, note="Smlouva.")
    amounts = {
        name: None if hal is None else Money(hal) for name, hal in zip(AMOUNTS, (planned, secured, actual), strict=True)
    }
    line = FinancingLine(year=2027, source="fund", kind=FinancingKind.OPERATING, **amounts)
    parts = canonical_lines(0, line, Crosswalk(CITY, [told]), date(2027, 1, 1))
    assert [part.source for part in parts] == ["esf", "gifts"]
    for name, whole in zip(AMOUNTS, (planned, secured, actual), strict=True):
        found = [getattr(part, name) for part in parts]
        assert found == [None, None] if whole is None else sum(found) == whole


def test_levels_and_indicators_are_mapped_where_the_city_leaves_them_open() -> None:
    city = CITY.revised({"levels": (*CITY.levels, Level(code="chapter", title="Kapitola"))})
    said = [
        entry("chapter", {"priority": "1"}, kind=CodeKind.LEVEL),
        entry("visits", {"contacts": "1"}, kind=CodeKind.INDICATOR),
    ]
    walk = Crosswalk(city, said)
    assert (Crosswalk(city).level("chapter"), walk.level("chapter")) == (None, CommonLevel.PRIORITY)
    assert (walk.indicator("visits"), walk.indicator("calls")) == ("contacts", UNMAPPED)


def test_a_plan_has_the_priorities_that_its_levels_stand_for_on_its_first_day() -> None:
    city = CITY.revised({"levels": (*CITY.levels, Level(code="chapter", title="Kapitola"))})
    plan = "areas/vzorov/plans/p1/versions/v1/nodes"
    chapter = PlanNode(name=f"{plan}/1", level="chapter", position=1, title="Bydlení", working_group="housing")
    goal = PlanNode(name=f"{plan}/2", level="goal", position=2, title="Byty", parent="1")
    standing = PlanNode(name=f"{plan}/3", level="priority", position=3, title="Data")
    said = entry("chapter", {"priority": "1"}, kind=CodeKind.LEVEL, validity=Period(start=date(2027, 1, 1)))
    walk = Crosswalk(city, [said])
    before, after = (priorities([chapter, goal, standing], walk, date(year, 1, 1)) for year in (2026, 2027))
    assert (before.of_groups, before.systemic, before.above["2"]) == (frozenset(), {"3"}, "")
    assert (after.of_groups, after.systemic, after.above["2"]) == ({"1"}, {"3"}, "1")


@pytest.mark.parametrize(
    ("canonical", "values", "field"),
    [
        ({"seniors": "0.5", "carers": "0.4"}, {}, "canonical"),
        ({"pirates": "1"}, {}, "canonical"),
        ({"priority": "0.5", "goal": "0.5"}, {"kind": CodeKind.LEVEL}, "canonical"),
        ({"chapter": "1"}, {"kind": CodeKind.LEVEL}, "canonical"),
        ({"seniors": "1"}, {"correction": True}, "note"),
    ],
)
def test_an_entry_that_says_too_little_or_nonsense_is_refused(
    canonical: dict[str, str], values: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        entry("open", canonical, **values)
    assert [violation.field for violation in Invalid.of(refused.value).violations] == [field]


def test_a_group_that_ended_is_carried_on_by_its_successors_of_the_day() -> None:
    def group(code: str, start: int, end: int | None, *predecessors: str) -> WorkingGroup:
        days = Period(start=date(start, 1, 1), end=date(end, 12, 31) if end else None)
        return WorkingGroup(code=code, title=code, validity=days, predecessors=predecessors)

    city = CITY.revised(
        {
            "working_groups": (
                group("old", 2003, 2006),
                group("middle", 2007, 2009, "old"),
                group("beside", 2007, None, "old"),
                group("new", 2010, None, "middle"),
                group("ended", 2003, 2006),
            )
        }
    )
    assert groups_of_a_day(city, "old", date(2005, 1, 1)) == ("old",)
    assert groups_of_a_day(city, "old", date(2008, 1, 1)) == ("beside", "middle")
    assert groups_of_a_day(city, "old", date(2012, 1, 1)) == ("beside", "new")
    assert groups_of_a_day(city, "ended", date(2012, 1, 1)) == ()


def evaluation(name: str, year: int | None, *indicators: tuple[str, int | None, int | None]) -> Evaluation:
    """An evaluation with the code, target and value of some indicators."""
    facts = [
        IndicatorFact(
            measure=f"areas/vzorov/plans/kp/versions/v1/measures/m{place}",
            code=code,
            title=f"Ukazatel {code}",
            unit="osoby",
            target=None if target is None else Decimal(target),
            actual=None if actual is None else Decimal(actual),
            reached=None if target is None or actual is None else actual >= target,
        )
        for place, (code, target, actual) in enumerate(indicators)
    ]
    kind = "final" if year is None else "yearly"
    return Evaluation(
        name=f"areas/vzorov/plans/kp/evaluations/{name}",
        title="Vyhodnocení",
        kind=kind,
        year=year,
        version="v1",
        facts=EvaluatedFacts(indicators=tuple(facts)),
    )


def test_indicators_are_compared_under_the_regions_codes_by_the_day_and_what_is_not_mapped_is_counted_too() -> None:
    until, since = Period(start=date(2020, 1, 1), end=date(2026, 12, 31)), Period(start=date(2027, 1, 1))
    walk = Crosswalk(
        CITY,
        [
            entry("lide", {"clients": "1"}, kind=CodeKind.INDICATOR, validity=until),
            entry("lide", {"persons": "1"}, kind=CodeKind.INDICATOR, validity=since),
            entry("klienti", {"clients": "1"}, kind=CodeKind.INDICATOR),
        ],
    )
    told = [
        evaluation("e26", 2026, ("lide", 10, 12), ("klienti", 10, 8), ("hodiny", None, 5)),
        evaluation("e27", 2027, ("lide", 10, None), ("klienti", 10, 10)),
        evaluation("cely", None, ("lide", 10, 11)),
    ]
    found = [item for one in told for item in compared(one, "vzorov", walk, date(2025, 1, 1))]
    counted = {
        (total.code, total.year): tuple(map(len, (total.indicators, total.due, total.reached, total.unknown)))
        for total in totals(found)
    }
    assert counted == {
        ("clients", 2026): (2, 2, 1, 0),
        ("clients", 2027): (1, 1, 1, 0),
        ("clients", None): (1, 1, 1, 0),  # of a whole plan: by the day on which it began
        ("persons", 2027): (1, 1, 0, 1),
        (UNMAPPED, 2026): (1, 0, 0, 0),
    }
    assert list(counted)[-1] == (UNMAPPED, 2026)
    assert {item.evaluation.rsplit("/", 1)[1] for item in found} == {"e26", "e27", "cely"}
