"""What each example.toml states is what the sources state: every figure is looked up in ../shared/seeds/facts.toml."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from komplan_core.example import past_cycles, read_example
from komplan_core.plugins import installed
from komplan_core.process import StatedFigure

Keys = tuple[str | int, ...]
Figures = dict[tuple[str, str, int | None], Keys]
"""(cycle, figure, year) → where facts.toml has it, below the city's own tables."""

GROUPS_BEFORE, GROUPS_AFTER = ("structure_change", "before"), ("structure_change", "after")

OSTRAVA: Figures = {
    ("2003-2006", "working-groups", None): (*GROUPS_BEFORE, "working_groups"),
    ("2003-2006", "subgroups", None): (*GROUPS_BEFORE, "subgroups"),
    ("2003-2006", "target-groups", None): ("target_groups", "count"),
    ("2007-2010", "project-planned-cost", None): ("financing", "planned_cost_hal"),
    ("2007-2010", "project-actual-cost", None): ("financing", "actual_cost_hal"),
    ("2007-2010", "project-actual-share", None): ("financing", "actual_of_planned_percent_on_slide"),
    ("2007-2010", "project-subsidy", None): ("financing", "subsidy_hal"),
    ("2007-2010", "project-source-srop", None): ("financing", "sources", 0, "amount_hal"),
    ("2007-2010", "project-source-region", None): ("financing", "sources", 1, "amount_hal"),
    ("2007-2010", "project-source-city", None): ("financing", "sources", 2, "amount_hal"),
    ("2007-2010", "project-share-eu-and-region", None): ("project", "share_eu_and_region_percent"),
    ("2007-2010", "project-share-city", None): ("project", "share_city_percent"),
    ("2007-2010", "tender-score", 2006): ("event", 0, "score_percent"),
    ("2007-2010", "opening-seminar-attendance", 2006): ("event", 1, "count"),
    ("2007-2010", "round-table-attendance", 2006): ("event", 2, "count"),
    ("2007-2010", "mapped-subjects", 2006): ("event", 3, "count"),
    ("2007-2010", "managers-training-attendance", 2006): ("event", 4, "count"),
    ("2007-2010", "survey-respondents", 2006): ("event", 5, "count"),
    ("2007-2010", "consultation-conference-attendance", 2007): ("event", 12, "count"),
    ("2007-2010", "people-involved", None): ("involvement", "people"),
    ("2007-2010", "working-groups", 2007): (*GROUPS_AFTER, "working_groups"),
    ("2007-2010", "working-groups", 2009): ("working_groups_2009", "working_groups"),
    ("2007-2010", "group-members", 2009): ("working_groups_2009", "people"),
    ("2007-2010", "grants-to-ngos", 2007): ("grant", 0, "amount_hal"),
    ("2007-2010", "grants-to-ngos", 2008): ("grant", 1, "amount_hal"),
    ("2007-2010", "grants-to-ngos", 2009): ("grant", 2, "amount_hal"),
    ("2007-2010", "interest-subsidy", 2007): ("ngo_support", 0, "amount_hal"),
    ("2007-2010", "project-application-subsidy", 2008): ("ngo_support", 1, "amount_hal"),
    ("2007-2010", "new-services", 2008): ("new_services", 0, "count"),
    ("2007-2010", "new-services", 2009): ("new_services", 1, "count"),
    ("2007-2010", "volunteering-round-tables", 2008): ("volunteering_and_awards", "round_tables_2008"),
    ("2007-2010", "career-fair-ngos", 2009): ("outputs", "career_fair_ngos"),
}
BRNO: Figures = {
    ("2007-2009", "project-subsidy", None): ("first_process", "subsidy_hal"),
    ("2007-2009", "working-groups", None): ("groups", "count"),
    ("2007-2009", "average-group-members", None): ("groups", "average_members"),
    ("2010-2013", "working-groups", None): ("second_process", "working_groups"),
    ("2010-2013", "chapters", None): ("second_plan", "chapters"),
    ("2010-2013", "priorities", None): ("second_plan", "priorities"),
    ("2010-2013", "measures", None): ("second_plan", "measures"),
    ("2010-2013", "main-goals", None): ("second_plan_goals", "count"),
    ("2010-2013", "registered-services", 2009): ("registered_services", "total"),
    ("2010-2013", "services-in-cost-line", 2009): ("services_conflict", "count_on_slide"),
    ("2010-2013", "counselling-services", 2009): ("registered_services", "counselling"),
    ("2010-2013", "care-services", 2009): ("registered_services", "care"),
    ("2010-2013", "prevention-services", 2009): ("registered_services", "prevention"),
    ("2010-2013", "providers", 2009): ("providers", "rows", 3, "providers"),
    ("2010-2013", "city-providers", 2009): ("providers", "rows", 0, "providers"),
    ("2010-2013", "city-services", 2009): ("providers", "rows", 0, "services"),
    ("2010-2013", "contributory-providers", 2009): ("providers", "rows", 1, "providers"),
    ("2010-2013", "contributory-services", 2009): ("providers", "rows", 1, "services"),
    ("2010-2013", "ngo-providers", 2009): ("providers", "rows", 2, "providers"),
    ("2010-2013", "ngo-services", 2009): ("providers", "rows", 2, "services"),
    ("2010-2013", "ip-prevention-total", None): ("financing", "rows", 0, "total_hal"),
    ("2010-2013", "ip-prevention-brno", None): ("financing", "rows", 0, "brno_hal"),
    ("2010-2013", "ip-planning-total", None): ("financing", "rows", 1, "total_hal"),
    ("2010-2013", "ip-planning-brno", None): ("financing", "rows", 1, "brno_hal"),
    ("2010-2013", "city-social-care-budget", None): ("financing", "rows", 2, "total_hal"),
    ("2010-2013", "city-health-budget", None): ("financing", "rows", 3, "total_hal"),
}
ZABREH: Figures = {
    ("2012-2015", "project-support", None): ("second_plan", "support_hal"),
    ("2012-2015", "plan-parts", None): ("plan_parts", "count"),
    ("2012-2015", "working-groups", None): ("structure", "working_groups"),
}
CITIES = {"ostrava": OSTRAVA, "brno": BRNO, "zabreh": ZABREH}


@pytest.fixture(scope="module")
def facts(shared: Path) -> dict[str, Any]:
    return tomllib.loads((shared / "seeds" / "facts.toml").read_text(encoding="utf-8"))


def example(city: str) -> dict[str, Any]:
    found = read_example(installed()[city].module)
    assert found is not None
    return found


def stated(city: str) -> dict[tuple[str, str, int | None], StatedFigure]:
    cycles = past_cycles(example(city))
    return {
        (code, figure.code, figure.year): figure for code, cycle in cycles.items() for figure in cycle.stated_figures
    }


def looked_up(facts: dict[str, Any], city: str, path: Keys) -> tuple[Decimal, str]:
    """The figure, and the nearest source on the way to it as the example writes it."""
    place: Any = facts[city]
    source = ""
    for step in path:
        place = place[step]
        if isinstance(place, dict) and "seed" in place:
            source = f"seed {place['seed'][:3]}, snímek {place['slide']}"
    return Decimal(place), source


@pytest.mark.parametrize("city", CITIES)
def test_every_stated_figure_is_looked_up(city: str) -> None:
    assert set(stated(city)) == set(CITIES[city])


@pytest.mark.parametrize("city", CITIES)
def test_every_stated_figure_has_the_value_and_the_source_of_the_facts(city: str, facts: dict[str, Any]) -> None:
    for key, figure in stated(city).items():
        assert (figure.value, figure.source) == looked_up(facts, city, CITIES[city][key]), key


@pytest.mark.parametrize("city", CITIES)
def test_money_is_stated_in_whole_haler(city: str, facts: dict[str, Any]) -> None:
    for key, figure in stated(city).items():
        assert (figure.unit == "hal") == str(CITIES[city][key][-1]).endswith("_hal")
        assert figure.unit != "hal" or figure.value == int(figure.value)


def test_both_of_brnos_contradicting_counts_are_kept_with_a_note() -> None:
    figures = stated("brno")
    right, odd = figures["2010-2013", "registered-services", 2009], figures["2010-2013", "services-in-cost-line", 2009]
    assert [right.value, odd.value] == [Decimal(223), Decimal(233)]
    assert "233" in right.note
    assert "223" in odd.note


def test_both_days_of_ostravas_revision_are_kept_with_their_slides(facts: dict[str, Any]) -> None:
    (entry,) = example("ostrava")["cycles"][1]["entries"]
    assert [(stated["day"], stated["source"]) for stated in entry["days"]] == [
        (row["date"], f"seed 000, snímek {row['slide']}") for row in facts["ostrava"]["esrp_date_conflict"]
    ]
    assert entry["title"] == facts["ostrava"]["esrp_date_conflict"][0]["what"]


def test_the_parts_of_ostravas_project_add_up_to_its_planned_cost() -> None:
    values = {code: figure.value for (_, code, _), figure in stated("ostrava").items()}
    assert values["project-source-srop"] + values["project-source-region"] == values["project-subsidy"]
    assert values["project-subsidy"] + values["project-source-city"] == values["project-planned-cost"]


def test_figures_that_the_slides_do_not_print_say_so() -> None:
    for code in ("ngo-providers", "ngo-services"):
        assert "Dopočteno" in stated("brno")["2010-2013", code, 2009].note


@pytest.mark.parametrize("city", CITIES)
def test_cycles_end_in_the_years_of_the_facts(city: str, facts: dict[str, Any]) -> None:
    tables = facts[city]
    years = {
        "ostrava": lambda: [tables["first_plan"]["valid_until_year"], tables["second_plan"]["valid_until_year"]],
        "brno": lambda: [tables["first_plan"]["valid_until_year"], tables["second_plan"]["inferred"]["year_to"]],
        "zabreh": lambda: [tables["first_plan"]["year_to"], tables["presentation"]["year_to"]],
    }[city]()
    assert [cycle["end"].year for cycle in example(city)["cycles"]] == years


@pytest.mark.parametrize("city", CITIES)
def test_inferred_days_are_marked_beside_them(city: str) -> None:
    text = (Path(__file__).parents[2] / f"plugins/{city}/src/komplan_plugin_{city}/example.toml").read_text("utf-8")
    starts = re.findall(r"^start = .*$", text, re.MULTILINE)
    assert len(starts) == 4
    assert all("inferred" in line for line in starts)
