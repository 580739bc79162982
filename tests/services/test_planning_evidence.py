"""Surveys, SWOT, series, benefits, mapping and money, as the sources state them and as they add up."""

import tomllib

import pytest
from support.evidence import Desk
from support.planning import CITIZEN, DRAFT, Town, days, on, told

from komplan_core.example import past_cycles, read_example
from komplan_core.plugins import installed

HALF = {"code": "doprava", "text": "Dostanete se ke službě?", "answered": 490}


def example(plugin):
    found = read_example(installed()[plugin].module)
    assert found is not None
    return found


@pytest.fixture
def desk(instance):
    """A town whose planning service holds nothing yet."""
    return Desk(instance("planning"), "vzorov")


# surveys


@pytest.fixture
def survey(desk, shared):
    """Ostrava's survey of 2006: its number of respondents is stated, sides and answers are made up."""
    facts = tomllib.loads((shared / "seeds" / "facts.toml").read_text("utf-8"))["ostrava"]["event"]
    asked = next(event["count"] for event in facts if event["kind"] == "survey")
    counts = [
        {"question": "doprava", "option": code, "title": code, "count": n}
        for code, n in (("ano", 480), ("ne", 8), ("nevim", 2))
    ]
    return desk.create(
        "surveys",
        "potreby",
        title="Průzkum specifických potřeb občanů",
        method="unknown",
        period=days("2006-09-01", "2006-09-30"),
        respondents=asked,
        sides=[{"side": "user", "respondents": 496}],
        questions=[HALF],
        counts=counts,
    )


def test_everybody_sees_a_published_survey_without_small_counts(desk, survey):
    assert survey.respondents == 499
    assert told(lambda: desk.ask("GetSurveyResults", CITIZEN, name=survey.name))[:2] == ("NotFound", "NOT_FOUND")
    desk.update(survey.name, published=True)
    seen = desk.ask("GetSurveyResults", CITIZEN, name=survey.name)
    lines = {line.code: line.HasField("count") for line in seen.questions[0].lines}
    assert lines == {"ano": True, "ne": False, "nevim": False}
    assert (seen.respondents, seen.questions[0].answered) == (499, 490)
    # beside the total, the number of users would tell of the three whose side is not known
    assert [side.HasField("count") for side in seen.sides] == [False]
    assert told(lambda: desk.ask("GetSurveyResults", CITIZEN, name=survey.name, exact=True))[0] == "Forbidden"
    whole = desk.ask("GetSurveyResults", name=survey.name, exact=True)
    assert [line.count for line in whole.questions[0].lines] == [480, 8, 2]
    assert told(lambda: desk.ask("GetSurvey", CITIZEN, name=survey.name))[0] == "Forbidden"


def test_a_survey_that_does_not_add_up_is_refused(desk, survey):
    for values in ({"respondents": 10}, {"questions": [{**HALF, "answered": 5}]}):
        assert told(lambda values=values: desk.update(survey.name, **values))[:2] == ("Invalid", "INVALID_VALUE")


# SWOT


def test_a_swot_leads_to_needs_and_measures(desk):
    need = desk.need("n1").name
    items = [
        {"code": "s1", "quadrant": "strength", "text": "Dobrá spolupráce"},
        {"code": "w1", "quadrant": "weakness", "text": "Málo míst"},
    ]
    swot = desk.create(
        "swots", "seniori", title="SWOT", working_group="seniors", items=items, links=[{"item": "w1", "target": need}]
    )
    assert desk.ask("ListSwots", parent=desk.area, working_group="seniors").swots == [swot]
    assert told(lambda: desk.delete(need))[:2] == ("Refused", "STILL_REFERRED_TO")
    for values, reason, field in (
        ({"working_group": "sports"}, "UNKNOWN_CODE", "swot.working_group"),
        ({"links": [{"item": "x9", "target": need}]}, "UNKNOWN_CODE", "swot.links.0.item"),
        ({"links": [{"item": "w1", "target": f"{desk.area}/needs/nic"}]}, "REFERENCE_MISSING", "swot.links.0.target"),
        ({"held_from": on("2026-10-30"), "held_to": on("2026-10-18")}, "PERIOD_ORDER", "swot.held_to"),
    ):
        assert told(lambda values=values: desk.update(swot.name, **values)) == ("Invalid", reason, field)


def test_a_measure_to_which_evidence_leads_stays(instance):
    town = Town(instance("planning"))
    town.draft()
    desk, measure = Desk(town.instance, "vzorov"), town.measure().name
    items = [{"code": "w1", "quadrant": "weakness", "text": "Málo míst"}]
    swot = desk.create("swots", "a", title="SWOT", items=items, links=[{"item": "w1", "target": measure}]).name
    benefit = desk.create("benefits", "b", kind="information", text="Katalog", measures=[measure]).name
    for link in (swot, benefit):
        assert told(lambda: town.delete(measure))[:2] == ("Refused", "STILL_REFERRED_TO")
        desk.delete(link)
    town.delete(measure)


@pytest.mark.parametrize("item", ["", "/items/w1"])
def test_a_swot_that_a_measure_cites_stays(instance, item):
    town = Town(instance("planning"))
    town.draft()
    desk = Desk(town.instance, "vzorov")
    items = [{"code": "w1", "quadrant": "weakness", "text": "Málo míst"}]
    cited, other = (
        desk.create("swots", id_, title="SWOT", working_group="seniors", items=items).name for id_ in ("a", "ab")
    )
    measure = town.measure(swots=[f"{cited}{item}"]).name
    assert told(lambda: desk.delete(cited))[:2] == ("Refused", "STILL_REFERRED_TO")
    desk.delete(other)
    if item:
        renamed = [{"code": "w2", "quadrant": "weakness", "text": "Málo míst"}]
        refused = ("Refused", "STILL_REFERRED_TO", "swot.items")
        assert told(lambda: desk.update(cited, items=renamed)) == refused
    town.delete(measure)
    desk.delete(cited)
    assert not desk.ask("ListSwots", parent=desk.area).swots


# series


def test_a_series_shows_its_growth_and_its_gaps(desk):
    values = [{"year": 2021, "value": "100"}, {"year": 2022, "value": "104.5"}, {"year": 2024, "value": "110"}]
    made = desk.create(
        "series", "starsi", title="Obyvatelé 65+", indicator="aged-65", unit="osoby", source="ČSÚ", values=values
    )
    found = desk.ask("GetSeriesTrend", CITIZEN, name=made.name)
    assert [item.growth_percent for item in found.years] == ["", "4.50", "", ""]
    assert (list(found.gaps), found.growth_percent) == ([2023], "10.00")
    twice = [*values, {"year": 2021, "value": "1"}]
    assert told(lambda: desk.update(made.name, values=twice))[1:] == ("DUPLICATE_CODE", "series.values")
    assert told(lambda: desk.update(made.name, municipalities=["554821"]))[1] == "UNKNOWN_CODE"


# benefits

BY_KIND = {
    "trhove-sviny": {
        "new-service": 6,
        "extended-service": 2,
        "kept-service": 1,
        "capacity": 2,
        "place": 1,
        "post": 1,
        "project": 3,
        "partnership": 6,
        "information": 3,
        "process": 2,
        "support": 2,
    },
    "cesky-krumlov": {"place": 3, "post": 3, "partnership": 4, "information": 5, "process": 1},
}


@pytest.mark.parametrize("area", BY_KIND)
def test_the_benefits_of_the_slides_are_counted_by_kind(instance, shared, area):
    desk = Desk(instance("planning", area=area, plugins=(area,)), area)
    rows = example(area)["benefits"]
    facts = tomllib.loads((shared / "seeds" / "facts.toml").read_text("utf-8"))[area.replace("-", "_")]["benefits"]
    on_slides = {f"seed 003, snímek {table['slide']}": len(table.get("items") or table["rows"]) for table in facts}
    assert {source: sum(row["source"] == source for row in rows) for source in on_slides} == on_slides
    for number, row in enumerate(rows):
        desk.create("benefits", f"p{number}", **row)
    found = desk.ask("GetBenefitOverview", CITIZEN, parent=desk.area)
    assert {count.kind: count.achieved + count.prepared for count in found.counts} == BY_KIND[area]
    assert (found.total, found.without_need) == (len(rows), len(rows))


def test_one_provider_keeps_what_another_one_begins_and_both_entries_stay(instance):
    desk = Desk(instance("planning", area="trhove-sviny", plugins=("trhove-sviny",)), "trhove-sviny")
    rows = [row for row in example("trhove-sviny")["benefits"] if row.get("service_type") == "home-care"]
    kept, new = [desk.create("benefits", f"p{number}", **row).name for number, row in enumerate(rows)]
    found = desk.ask("GetBenefitOverview", parent=desk.area)
    assert [(item.new, item.kept) for item in found.contradictions] == [(new, kept)]
    assert found.total == 2


def test_years_and_beds_of_krumlovs_benefits_are_those_of_the_slide(instance):
    desk = Desk(instance("planning", area="cesky-krumlov", plugins=("cesky-krumlov",)), "cesky-krumlov")
    for number, row in enumerate(example("cesky-krumlov")["benefits"]):
        desk.create("benefits", f"p{number}", **row)
    found = desk.ask("GetBenefitOverview", parent=desk.area)
    assert [(item.year, item.benefits) for item in found.years] == [(2011, 1), (2014, 4)]
    places = desk.ask("ListBenefits", CITIZEN, parent=desk.area, kind="place").benefits
    assert [(item.quantity, item.unit) for item in places if item.quantity] == [(16, "beds")]


def test_a_benefit_is_linked_to_needs_measures_and_services_that_are_there(instance):
    town = Town(instance("planning"))
    town.draft()
    desk = Desk(town.instance, "vzorov")
    measure, need = town.measure().name, desk.need("n1").name
    service = f"{desk.area}/services/poradna"
    given = {"kind": "new-service", "text": "Poradna", "needs": [need], "measures": [measure], "service": service}
    made = desk.create("benefits", "p1", **given)
    found = desk.ask("GetBenefitOverview", parent=desk.area)
    assert (found.without_measure, found.without_need, found.without_year) == (0, 0, 1)
    for values, reason, field in (
        ({"measures": [f"{DRAFT}/measures/nic"]}, "REFERENCE_MISSING", "benefit.measures.0"),
        ({"service": "areas/jinde/services/poradna"}, "AREA_MISMATCH", "benefit.service"),
        ({"unit": "beds"}, "REQUIRED", "benefit.quantity"),
        ({"cycle": "c9"}, "REFERENCE_MISSING", "benefit.cycle"),
    ):
        assert told(lambda values=values: desk.update(made.name, **values)) == ("Invalid", reason, field)


# mapping


def test_mapped_subjects_are_counted_and_gaps_are_named(instance):
    desk = Desk(instance("planning", area="ostrava", plugins=("ostrava",)), "ostrava")
    need = desk.need("n1").name
    for number in range(1, 120):
        subject = {"title": f"Subjekt {number}", "target_groups": ["seniors"], "mapped_on": on("2006-08-31")}
        desk.create(
            "mapped-subjects",
            f"s{number}",
            provider=f"{desk.area}/providers/p{number}" if number < 20 else "",
            **subject,
        )
    found = desk.ask("GetMappingOverview", parent=desk.area)
    assert (found.subjects, found.in_catalogue) == (119, 19)
    assert {count.target_group: count.subjects for count in found.groups}["seniors"] == 119
    assert "roma" in found.unserved_groups
    assert list(found.unanswered_needs) == [need]
    twice = {"title": "Totéž", "provider": f"{desk.area}/providers/p1"}
    assert told(lambda: desk.create("mapped-subjects", "t", **twice))[1:] == (
        "DUPLICATE_CODE",
        "mapped_subject.provider",
    )


# money


def test_the_money_of_a_plan_is_computed_and_what_sources_state_stands_beside(instance):
    town = Town(instance("planning", area="brno", plugins=("brno",)), "areas/brno")
    past = past_cycles(example("brno"))["2010-2013"]
    figures = [
        {"code": item.code, "title": item.title, "value": str(item.value), "unit": item.unit, "source": item.source}
        for item in past.stated_figures
        if item.unit == "hal"
    ]
    period = days("2010-01-01", "2013-12-31")
    town.create("cycles", "c1", title=past.title, period=period, stated_figures=figures)
    town.create("plans", "kp", title="2. komunitní plán", cycle="c1", period=period)
    version = town.create("versions", "navrh", "areas/brno/plans/kp", title="Návrh").name
    town.create("nodes", "k1", version, level="chapter", position=1, title="Senioři", working_group="seniors")
    town.create("nodes", "p1", version, level="priority", parent="k1", position=1, title="Priorita")
    money = [
        {"year": 2010, "source": "mpsv", "kind": "operating", "planned": 600, "secured": 500, "actual": 550},
        {"year": 2010, "source": "ip", "kind": "operating", "planned": 300},
        {"year": 2011, "source": "op-lzz", "kind": "operating", "planned": 100, "secured": 400},
        {"year": 2011, "source": "mmb", "kind": "operating", "actual": 70},
    ]
    town.create("measures", "m1", version, node="p1", position=1, title="Opatření", financing=money)
    desk = Desk(town.instance, "brno")
    found = desk.ask("GetFinancialAnalysis", name=version)
    total = found.total
    assert (total.planned, total.secured, total.actual, total.gap) == (1000, 900, 620, 400)
    assert (total.without_planned, total.without_secured, total.without_actual) == (1, 2, 2)
    assert {item.source: item.planned_percent for item in found.sources} == {
        "esf": "40.00",
        "state-via-region": "60.00",
        "municipality": "0.00",
    }
    assert found.source_count == 2
    assert [(item.year, item.total.planned) for item in found.years] == [(2010, 900), (2011, 100)]
    assert {item.code: item.value for item in found.stated}["ip-prevention-total"] == "58500000000"
    assert told(lambda: desk.ask("GetFinancialAnalysis", CITIZEN, name=version))[:2] == ("NotFound", "NOT_FOUND")
