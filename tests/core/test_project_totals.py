"""The project that pays: totals by computation, stated figures beside them, contradictions told."""

import tomllib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from komplan_core.process.cycle import StatedFigure
from komplan_core.process.findings import FindingKind
from komplan_core.process.project_totals import totals
from komplan_core.process.projects import BudgetLine, Drawdown, PayingProject, ProjectSource
from komplan_core.values import Money, Period

MONTHS = [f"2006-{number:02}" for number in range(6, 13)] + [f"2007-{number:02}" for number in range(1, 5)]
PERIOD = Period(start=date(2006, 6, 1), end=date(2007, 4, 15))
AMOUNTS = st.integers(0, 10**12)


def project(**values):
    given = {"name": "areas/ostrava/cycles/c2/projects/kp", "title": "Projekt", "bearer": "Město", "period": PERIOD}
    return PayingProject(**{**given, **values})


def source(code, planned=None, actual=None, own=False):
    return ProjectSource(source=code, title=code, own=own, planned=planned, actual=actual)


def stated(code, value, unit="hal"):
    return StatedFigure(code=code, title=code, value=Decimal(value), unit=unit, source="snímek 3")


def kinds(item):
    return [(finding.kind, finding.subject.partition("#")[2]) for finding in totals(item).findings]


def test_ostravas_figures_come_out_of_its_sources_and_agree_with_what_is_stated(shared):
    facts = tomllib.loads((shared / "seeds" / "facts.toml").read_text(encoding="utf-8"))["ostrava"]["financing"]
    amounts = [item["amount_hal"] for item in facts["sources"]]
    item = project(
        sources=(source("srop", amounts[0]), source("msk", amounts[1]), source("smo", amounts[2], own=True)),
        drawdowns=(Drawdown(month="2007-04", amount=facts["actual_cost_hal"]),),
        stated_figures=(
            stated("planned", facts["planned_cost_hal"]),
            stated("actual", facts["actual_cost_hal"]),
            stated("subsidy", facts["subsidy_hal"]),
            stated("actual-percent", facts["actual_of_planned_percent_on_slide"], "percent"),
            stated("share-srop", "80", "percent"),
            stated("share-smo", "10", "percent"),
        ),
    )
    found, derived = totals(item), facts["derived"]
    assert found.planned.amount == Money(derived["planned_cost_hal"])
    assert found.subsidy.amount == Money(derived["subsidy_hal"])
    assert found.unspent == Money(derived["unspent_hal"])
    assert str(found.actual_percent) == derived["actual_of_planned_percent"] == "79.46"
    shares = [derived["share_percent"][name] for name in ("srop", "region", "city")]
    assert [item.share for item in found.sources] == [Decimal(f"{share}.00") for share in shares]
    assert found.findings == ()


def test_a_stated_figure_is_compared_as_exactly_as_it_is_stated():
    parts = {"sources": (source("srop", 321302100),), "drawdowns": (Drawdown(month="2006-06", amount=255316700),)}
    for value, agrees in (("79.46", True), ("79.5", True), ("79", True), ("79.4", False), ("80", False)):
        item = project(**parts, stated_figures=(stated("actual-percent", value, "percent"),))
        assert kinds(item) == ([] if agrees else [(FindingKind.TOTAL_DIFFERS, "actual-percent")])
    differing = project(**parts, stated_figures=(stated("planned", "321302101"), stated("people", "1780", "persons")))
    assert kinds(differing) == [(FindingKind.TOTAL_DIFFERS, "planned")]
    assert differing.stated_figures[0].value == 321302101


def test_what_is_unknown_is_no_zero():
    assert totals(project()).planned.amount is None
    partly = totals(project(sources=(source("srop", 100), source("msk"))))
    assert (partly.planned.amount, partly.planned.complete) == (Money(100), False)
    assert partly.sources[0].share is None
    assert totals(project(sources=(source("srop", 0),))).planned.complete
    assert totals(project(sources=(source("srop", 0, 0),))).actual_percent is None


def test_parts_of_one_whole_that_differ_are_told():
    lines = (
        BudgetLine(category="wages", title="Mzdy", planned=60),
        BudgetLine(category="rent", title="Nájem", planned=41),
    )
    item = project(sources=(source("srop", 100),), budget=lines)
    assert kinds(item) == [(FindingKind.PARTS_DIFFER, "")]
    assert totals(item).planned.amount == Money(100)
    assert kinds(project(sources=(source("srop", 101),), budget=lines)) == []


def test_more_drawn_than_planned_is_told_for_a_category_and_for_the_whole():
    lines = (
        BudgetLine(category="wages", title="Mzdy", planned=60),
        BudgetLine(category="rent", title="Nájem", planned=40),
    )
    drawn = (Drawdown(month="2006-07", category="wages", amount=61), Drawdown(month="2006-08", amount=40))
    assert kinds(project(budget=lines, drawdowns=drawn)) == [(FindingKind.OVERDRAWN, "")] * 2
    assert kinds(project(budget=lines, drawdowns=drawn[:1])) == [(FindingKind.OVERDRAWN, "")]


@given(st.lists(st.tuples(st.sampled_from(MONTHS), st.sampled_from(["wages", "rent", ""]), AMOUNTS), max_size=30))
def test_months_and_categories_add_up_to_the_whole_and_nothing_is_divided(rows):
    lines = (
        BudgetLine(category="wages", title="M", planned=5),
        BudgetLine(category="rent", title="N", month="2006-09", planned=7),
    )
    item = project(budget=lines, drawdowns=tuple(Drawdown(month=m, category=c, amount=a) for m, c, a in rows))
    found = totals(item)
    whole = sum(amount for _, _, amount in rows)
    assert sum(line.drawn.hal for line in found.categories) == whole
    assert sum(line.drawn.hal for line in found.months) == whole
    assert found.months[-1].drawn_so_far.hal == whole
    assert [line.month for line in found.months] == sorted({"2006-09"} | {month for month, _, _ in rows})
    assert sum(line.planned.hal for line in found.months) == 7
    assert found.planned.amount == Money(12)


@pytest.mark.parametrize(
    "values",
    [
        {"drawdowns": (Drawdown(month="2007-05", amount=1),)},
        {"drawdowns": (Drawdown(month="2006-05", amount=1),)},
        {"budget": (BudgetLine(category="wages", title="Mzdy", month="2005-06", planned=1),)},
        {"drawdowns": (Drawdown(month="2006-06", source="srop", amount=1),)},
        {"drawdowns": (Drawdown(month="2006-06", category="wages", amount=1),)},
        {"sources": (source("srop", 1), source("srop", 2))},
    ],
    ids=str,
)
def test_money_lies_within_the_project_and_its_sources(values):
    with pytest.raises(ValidationError):
        project(**values)
    for wrong in ({"month": "2006-13"}, {"amount": -1}, {"amount": 1.5}):
        with pytest.raises(ValidationError):
            Drawdown(**{"month": "2006-06", "amount": 1, **wrong})
