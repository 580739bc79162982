"""Evidence added up: nobody is counted twice, every municipality stands in one state, unknown stays unknown."""

import tomllib
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from komplan_core.evidence.finance import Line, analyse
from komplan_core.evidence.persons import persons_total
from komplan_core.evidence.rounds import NeedsReport, ReportingState, coverage
from komplan_core.evidence.series import Series, trend
from komplan_core.evidence.surveys import Survey, results
from komplan_core.needs import Need, NeedChange, compared
from komplan_core.values import Money, Period

TOWNS = ("545171", "544281", "544868", "544515")
ROUND = "areas/trhove-sviny/need-rounds/2027"


def need(number, persons=None, towns=(), basis="exact", **values):
    known = {"persons": persons, "persons_basis": basis if persons is not None else "unknown"}
    given_ = {"title": "Potřeba", "target_groups": ("seniors",), "year": 2027, "municipalities": towns, **known}
    return Need(name=f"areas/trhove-sviny/needs/n{number}", **given_, **values)


# persons


def test_needs_of_disjoint_territories_are_added():
    total = persons_total([need(1, 10, TOWNS[:1]), need(2, 5, TOWNS[1:2], "estimate")])
    assert (total.persons, total.basis, total.at_least) == (15, "estimate", 15)


@pytest.mark.parametrize(
    "other", [need(2, 5, TOWNS[:2]), need(2, 5), need(2, 5, TOWNS[1:2], persons_overlap=True)], ids=str
)
def test_where_people_may_be_the_same_there_is_no_sum(other):
    total = persons_total([need(1, 10, TOWNS[:1]), other])
    assert (total.persons, total.basis, total.at_least, total.overlapping) == (None, "unknown", 10, 2)


def test_unknown_stays_unknown_and_is_not_zero():
    total = persons_total([need(1, 10, TOWNS[:1]), need(2, None, TOWNS[1:2])])
    assert (total.persons, total.basis, total.at_least, total.unknown) == (None, "unknown", 10, 1)


def test_a_merged_need_counts_where_it_was_merged_into():
    merged = need(2, 5, TOWNS[:1], state="merged", merged_into="areas/trhove-sviny/needs/n1")
    total = persons_total([need(1, 10, TOWNS[:1]), merged])
    assert (total.needs, total.persons) == (1, 10)


PEOPLE = st.integers(0, 40)
WHO = st.lists(st.tuples(st.sets(PEOPLE), st.sets(st.sampled_from(TOWNS))), max_size=5)


@given(WHO)
def test_nobody_is_counted_twice(reported):
    """People live in one municipality each; a need speaks of those in its territory whom it names."""
    homes = {person: TOWNS[person % len(TOWNS)] for person in range(41)}
    found = [
        ({person for person in people if not towns or homes[person] in towns}, towns) for people, towns in reported
    ]
    needs = [need(index, len(people), tuple(sorted(towns))) for index, (people, towns) in enumerate(found)]
    real = len(set().union(*(people for people, _ in found)))
    total = persons_total(needs)
    assert total.at_least <= real
    assert total.persons is None or total.persons == real


# against the year before


def test_a_need_is_compared_with_the_one_that_it_follows():
    before = need(1, 10)
    assert compared(need(2, 10), None) is NeedChange.NEW
    assert compared(need(2, 10), before) is NeedChange.UNCHANGED
    assert compared(need(2, 12), before) is NeedChange.CHANGED
    assert compared(need(2, 10, state="closed"), before) is NeedChange.CLOSED


# reporting


def report(town, version=1, state="submitted", hour=0, **values):
    at = datetime(2027, 3, 1, hour, tzinfo=UTC) if state == "submitted" else None
    return NeedsReport(
        name=f"{ROUND}/reports/{town}-v{version}",
        municipality=town,
        version=version,
        state=state,
        year=2027,
        submitted_at=at,
        **values,
    )


def test_its_own_report_wins_over_that_of_the_orp_which_is_kept():
    seat, village, silent, _ = TOWNS
    found = coverage(TOWNS, [report(seat, on_behalf_of=(village, TOWNS[3])), report(village, hour=1)], closed=True)
    states = {item.municipality: item.state for item in found.standings}
    assert states == {seat: "reported", village: "reported", silent: "silent", TOWNS[3]: "reported-by-orp"}
    own = next(item for item in found.standings if item.municipality == village)
    assert (own.report, own.superseded) == (f"{ROUND}/reports/{village}-v1", (f"{ROUND}/reports/{seat}-v1",))
    assert (found.covered, str(found.percent)) == (3, "75.00")


def test_nobody_is_silent_before_the_round_is_closed():
    found = coverage(TOWNS, [], closed=False)
    assert (found.count(ReportingState.SILENT), found.awaited) == (0, 4)


def test_a_correction_counts_once_it_is_submitted():
    first, second = report(TOWNS[0]), report(TOWNS[0], version=2, state="draft", kind="needs")
    assert coverage(TOWNS, [first, second], True).standings[0].report == first.name
    submitted = report(TOWNS[0], version=2, hour=2)
    standing = coverage(TOWNS, [first, submitted], True).standings[0]
    assert (standing.report, standing.superseded) == (submitted.name, (first.name,))


REPORTS = st.lists(
    st.tuples(
        st.sampled_from(TOWNS),
        st.integers(1, 3),
        st.sampled_from(("draft", "submitted")),
        st.sampled_from(("needs", "no-change")),
        st.sets(st.sampled_from(TOWNS)),
    ),
    max_size=8,
    unique_by=lambda item: item[:2],
)


@given(REPORTS, st.booleans())
def test_every_municipality_stands_in_exactly_one_state_and_coverage_adds_up(sent, closed):
    reports = [
        report(town, version, state, kind=kind, on_behalf_of=tuple(sorted(others - {town})))
        for town, version, state, kind, others in sent
    ]
    found = coverage(TOWNS, reports, closed)
    assert [item.municipality for item in found.standings] == list(TOWNS)
    counted = sum(found.count(state) for state in ReportingState) + found.awaited
    assert counted == len(TOWNS) == found.covered + found.count(ReportingState.SILENT) + found.awaited
    assert found.count(ReportingState.SILENT) == 0 or closed
    assert found.awaited == 0 or not closed
    for item in found.standings:
        assert bool(item.report) == (item.state not in (None, ReportingState.SILENT))
        assert item.report not in item.superseded


# surveys


def survey(respondents=100, sides=(), questions=(), counts=()):
    period = Period(start=date(2006, 9, 1), end=date(2006, 9, 30))
    return Survey(
        title="Průzkum", period=period, respondents=respondents, sides=sides, questions=questions, counts=counts
    )


def of_one(answered, **options):
    question = {"code": "q", "text": "Jak?", "answered": answered}
    return [question], [
        {"question": "q", "option": code, "title": code, "count": count} for code, count in options.items()
    ]


def test_small_counts_are_withheld_and_so_is_what_would_give_them_away():
    questions, counts = of_one(100, yes=90, no=7, other=3)
    (question,) = results(survey(questions=questions, counts=counts), exact=False).questions
    assert [line.count for line in question.lines] == [90, None, None]
    assert [line.count for line in results(survey(questions=questions, counts=counts), True).questions[0].lines] == [
        90,
        7,
        3,
    ]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=6), st.integers(0, 10))
def test_no_small_count_of_one_choice_can_be_computed(chosen, silent):
    answered = sum(chosen) + silent
    questions, counts = of_one(answered, **{f"o{index}": count for index, count in enumerate(chosen)})
    (found,) = results(survey(max(answered, 1), questions=questions, counts=counts), exact=False).questions
    shown = [line.count for line in found.lines]
    assert all(count is None or count == 0 or count >= 5 for count in shown)
    told_by_the_rest = found.answered is not None and silent == 0
    assert not (told_by_the_rest and shown.count(None) == 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sides": [{"side": "user", "respondents": 101}]},
        {"questions": [{"code": "q", "text": "Jak?", "answered": 101}]},
        {"questions": of_one(10, yes=6, no=5)[0], "counts": of_one(10, yes=6, no=5)[1]},
        {"counts": of_one(10, yes=1)[1]},
    ],
    ids=["sides", "answered", "one choice", "no question"],
)
def test_a_survey_adds_up(wrong):
    with pytest.raises(ValueError, match=r"respondents|asked|one person|no question"):
        survey(**wrong)


# series


def test_growth_is_computed_and_gaps_are_shown():
    values = [{"year": year, "value": value} for year, value in ((2009, "200"), (2010, "210"), (2013, "189.5"))]
    found = trend(Series(title="Obyvatelé 65+", indicator="aged-65", unit="osoby", source="ČSÚ", values=values))
    assert [item.year for item in found.years] == [2009, 2010, 2011, 2012, 2013]
    assert found.gaps == (2011, 2012)
    assert [item.growth_percent for item in found.years] == [None, Decimal("5.00"), None, None, None]
    assert found.growth_percent == Decimal("-5.25")


# money


def test_ostravas_sources_give_the_shares_of_the_slide(shared):
    facts = tomllib.loads((shared / "seeds" / "facts.toml").read_text("utf-8"))["ostrava"]["financing"]
    codes = ("esf", "region", "municipality")
    lines = [
        Line(2006, code, Money(source["amount_hal"]), None, None)
        for code, source in zip(codes, facts["sources"], strict=True)
    ]
    found = analyse(lines)
    assert found.total.planned == Money(facts["planned_cost_hal"])
    assert {share.source: str(share.planned_percent) for share in found.sources} == {
        "esf": "80.00",
        "region": "10.00",
        "municipality": "10.00",
    }
    assert found.source_count == 3


AMOUNTS = st.none() | st.integers(0, 10**6).map(Money)
LINES = st.lists(
    st.builds(Line, st.integers(2027, 2029), st.sampled_from(("esf", "region")), AMOUNTS, AMOUNTS, AMOUNTS), max_size=12
)


@given(LINES)
def test_years_and_sources_add_up_to_the_whole(lines):
    found = analyse(lines)
    for part in (found.years, found.cells, found.sources):
        for amount in ("planned", "secured", "actual", "gap", "overrun", "lines", "without_planned"):
            parts = [getattr(item.total, amount) for item in part]
            whole = getattr(found.total, amount)
            assert sum(getattr(item, "hal", item) for item in parts) == getattr(whole, "hal", whole)
    assert found.total.gap >= found.total.planned - found.total.secured
