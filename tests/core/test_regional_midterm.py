"""Judging and comparing versions of the region's plan: rules by their days, figures by their rows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from komplan_core.completeness.judging import check_adoptable
from komplan_core.completeness.rules import Outcome, Severity
from komplan_core.errors import Refused
from komplan_core.regional.midterm.differences import figure_differences
from komplan_core.regional.midterm.judging import MidtermContent, judged
from komplan_core.regional.midterm.plans import PlanConsultation, RegionPlan, RegionPlanSection
from komplan_core.regional.midterm.progress import evaluated
from komplan_core.regional.midterm.rules import OWN, part_of, rules, sections_asked
from komplan_core.regional.midterm.strategy import RegionMeasure
from komplan_core.regional.midterm.tables import Cell, CellKind, Column, Row, Table, coded, figure, withheld, words
from komplan_core.regional.midterm.texts import table_text, text_blocks, version_sha256

DAY = date(2026, 12, 15)
VERSION = "regions/kraj/plans/2027-2029/versions/v1"
TITLE, COUNT = Column("title", "Název"), Column("measures", "Opatření", CellKind.COUNT)
NUMBERS = st.one_of(st.none(), st.integers(0, 9))


def table(numbers: dict[str, int | None]) -> Table:
    rows = (Row(key, (Cell(key), figure(number)), key) for key, number in numbers.items())
    return Table("t", "K4", "T", (TITLE, COUNT), tuple(rows))


TABLES = st.dictionaries(st.sampled_from("abcd"), NUMBERS, max_size=4).map(lambda rows: {"t": table(rows)})


def plan(**values: object) -> RegionPlan:
    return RegionPlan(title="SPRSS", from_year=2027, to_year=2029, **values)


def section(code: str, text: str = "Text.") -> RegionPlanSection:
    name = f"{VERSION}/sections/{code.lower()}"
    return RegionPlanSection(name=name, code=code, part=part_of(code), position=1, title=code, text=text)


def outcomes(content: MidtermContent, day: date = DAY) -> dict[str, Outcome]:
    return {check.rule.code: check.outcome for check in judged(content, day)}


def test_an_empty_version_lacks_every_compulsory_part_and_sub_items_only_warn() -> None:
    checks = judged(MidtermContent(VERSION, plan(), {}), DAY)
    blocking = {check.rule.code for check in checks if check.blocks}
    assert blocking == {"K1", "K1a", "K1b", "K2", "K2d", "K3", "K4", "K5", "P1", "P2", "P3", "P4", "P5", "P6"}
    assert all(check.places for check in checks if check.outcome is not Outcome.OK)
    unverified = [rule for rule in rules() if not rule.verified]
    assert unverified
    assert all(rule.severity is Severity.WARNING for rule in unverified)


def test_a_version_is_judged_by_the_rules_of_its_day() -> None:
    content = MidtermContent(VERSION, plan(), {})
    before, after = outcomes(content, date(2017, 12, 31)), outcomes(content, date(2018, 1, 1))
    assert set(after) - set(before) == {"K1", "K1a", "K1b", "K2", "K2d", "K3", "K4", "K5"}
    assert "P1" not in outcomes(content, date(2006, 12, 31))
    assert [rule.code for rule in sections_asked(date(2017, 1, 1))] == [
        "K2a",
        "K2b",
        "K2c",
        "K2e",
        "K4a",
        "K4c",
        "P5",
        "K5a",
        "P6",
    ]


def test_some_of_a_part_is_thin() -> None:
    content = MidtermContent(VERSION, plan(first=True), {}, [section("K1a"), section("K1b", "  ")])
    found = outcomes(content)
    assert (found["K1"], found["K1a"], found["K1b"], found["K3"]) == ("thin", "ok", "missing", "ok")
    money = (Column("planned", "P", CellKind.MONEY), Column("secured", "Z", CellKind.MONEY))
    rows = tuple(Row(f"{year}/region", (Cell(number=1), Cell())) for year in (2027, 2028))
    paid = MidtermContent(VERSION, plan(), {"money": Table("money", "K2", "M", money, rows)})
    (check,) = (check for check in judged(paid, DAY) if check.rule.code == "K2d")
    assert (check.outcome, [place.field for place in check.places]) == ("thin", ["money.2029"])


def test_a_part_of_which_several_sections_are_empty_is_one_finding_and_each_place_is_named_once() -> None:
    checks = judged(MidtermContent(VERSION, plan(first=True), {}), DAY)
    (part,) = (check for check in checks if check.rule.code == "K1")
    assert [place.what for place in part.places] == ["prázdné oddíly části K1: K1a, K1b"]
    with pytest.raises(Refused) as refused:
        check_adoptable(checks)
    places = [violation.field for violation in refused.value.violations]
    assert len(places) == len(set(zip(places, (item.message for item in refused.value.violations), strict=True)))
    (k1b,) = (item for item in refused.value.violations if item.field == f"{VERSION}/sections/k1b text")
    assert k1b.message == "K1b, P1: oddíl K1b je prázdný"


def own(found: tuple[Table, ...]) -> dict[str, list[str]]:
    """What komplan itself notes of a version with these tables."""
    checks = judged(MidtermContent(VERSION, plan(), {table.code: table for table in found}), DAY)
    return {check.rule.code: [place.what for place in check.places] for check in checks if check.rule in OWN}


def test_a_region_that_held_no_round_does_not_know_who_is_silent() -> None:
    text = tuple(Column(code, code) for code in ("year", "orp", "title"))
    coverage = Table("needs-coverage", "K2", "", (), (Row("2027/", words("2027", "celý kraj")),))
    silent = Table("needs-silent", "K2", "", text, (Row("2027/1", words("2027", "Lipná", "Lhota")),))
    assert own(())["silent-municipalities"] == ["nekonalo se žádné kolo sběru potřeb: kdo mlčí, se neví"]
    assert own((coverage,))["silent-municipalities"] == []
    assert own((coverage, silent))["silent-municipalities"] == ["Lhota mlčí (2027)"]


def test_needs_are_missing_where_nobody_spoke_and_incomplete_where_some_did() -> None:
    counts = ("covered", "silent", "awaited")
    columns = (Column("year", ""), Column("orp", ""), *(Column(code, "", CellKind.COUNT) for code in counts))

    def judged_needs(*orps: tuple[int, int, int]) -> tuple[str, list[str]]:
        rows = [
            Row(f"2027/{place}", (*words("2027", f"ORP {place}"), *map(figure, numbers)))
            for place, numbers in enumerate(orps)
        ]
        coverage = {"needs-coverage": Table("needs-coverage", "K2", "", columns, tuple(rows))}
        checks = judged(MidtermContent(VERSION, plan(), coverage), DAY)
        (check,) = (check for check in checks if check.rule.code == "K2b")
        return check.outcome, [place.what for place in check.places]

    assert judged_needs((3, 0, 0)) == ("ok", [])
    assert judged_needs((3, 1, 0), (2, 0, 1)) == (
        "thin",
        ["ORP 0 (2027): mlčí obcí: 1", "ORP 1 (2027): čeká se na obcí: 1"],
    )
    assert judged_needs((0, 2, 0)) == ("missing", ["potřeby nehlásil nikdo", "ORP 0 (2027): mlčí obcí: 2"])


def test_only_copies_that_are_not_current_are_noted() -> None:
    told = tuple(Column(code, code) for code in ("title", "state", "reason"))
    rows = (
        Row("brno", (Cell("Brno"), coded("fresh", "aktuální"), Cell())),
        Row("vzorov", (Cell("Vzorov"), coded("unreachable", "neodpovídá"), Cell("DEADLINE"))),
    )
    assert own((Table("participants", "K1", "", told, rows),))["stale-cities"] == ["Vzorov: neodpovídá (DEADLINE)"]


def test_a_previous_plan_that_is_kept_here_needs_its_evaluation() -> None:
    told = plan(previous="regions/kraj/plans/2024-2026")
    assert outcomes(MidtermContent(VERSION, told, {}, [section("K3")]))["K3"] == "missing"
    assert outcomes(MidtermContent(VERSION, plan(), {}, [section("K3")]))["K3"] == "ok"
    with pytest.raises(ValidationError):
        plan(previous="regions/kraj/plans/2024-2026", first=True)
    with pytest.raises(ValidationError):
        RegionPlan(title="SPRSS", from_year=2027, to_year=2030)


@given(TABLES, TABLES)
def test_differences_lead_from_one_version_to_the_other(before: dict[str, Table], after: dict[str, Table]) -> None:
    rows = {row.key: row.cells[1].number for row in before["t"].rows}
    found = figure_differences(before, after)
    for item in found:
        assert rows.get(item.row) == item.before
        assert item.area == item.row
        assert item.titles == ("T", item.row, "Opatření")
        rows[item.row] = item.after
        assert item.before != item.after
        was, now = (item.row in {row.key for row in side["t"].rows} for side in (before, after))
        absent = ("neznámo" if was else "nebylo", "neznámo" if now else "není")
        assert item.instead == tuple(
            word if number is None else "" for word, number in zip(absent, (item.before, item.after), strict=True)
        )
    after_rows = {row.key: row.cells[1].number for row in after["t"].rows}
    assert {key: rows.get(key) for key in {*rows, *after_rows}} == {
        key: after_rows.get(key) for key in {*rows, *after_rows}
    }
    assert figure_differences(after, after) == ()
    assert len(figure_differences(after, before)) == len(found)


def test_the_hash_of_a_version_follows_its_texts_and_its_figures() -> None:
    first = version_sha256("ab", [section("K1a"), section("K1b")])
    assert first == version_sha256("ab", [section("K1b"), section("K1a")])
    assert (
        len({first, version_sha256("cd", [section("K1a"), section("K1b")]), version_sha256("ab", [section("K1a")])})
        == 3
    )


def test_people_comment_on_texts_and_tables_part_by_part() -> None:
    table = Table(
        "t",
        "K2",
        "Peníze",
        (Column("a", "Rok"), Column("b", "Kč", CellKind.MONEY)),
        (Row("1", (*words("2027"), figure(257_041_680))), Row("2", (*words("2028"), withheld(["n"])))),
    )
    assert table_text(table) == "Rok; Kč\n2027; 2 570 416,80 Kč\n2028; neuvádí se"
    blocks = text_blocks([section("K5"), section("K1a"), section("K2", "")], [table])
    assert [block.id for block in blocks] == ["sections/k1a/text", "tables/t/rows", "sections/k5/text"]


def test_an_adoption_names_a_round_with_its_hash_or_a_reason() -> None:
    for wrong in (
        {},
        {"round": "areas/kraj/rounds/r"},
        {"round": "x", "book_root": "ab" * 32},
        {"reason": "  "},
    ):
        with pytest.raises(ValidationError):
            PlanConsultation(**wrong)
    assert PlanConsultation(reason="Projednáno jinak.").round == ""


@pytest.mark.parametrize(("state", "reached"), [("not-started", None), ("running", None), ("fulfilled", True)])
def test_where_nothing_is_due_only_a_fulfilled_measure_shows_that_aims_are_reached(
    state: str, reached: bool | None
) -> None:
    name = "regions/kraj/midterm-plans/p/measures/m"
    told = {"name": name, "priority": "p1", "position": 1, "title": "Opatření", "state": state, "state_text": "Proto."}
    assert evaluated([RegionMeasure.model_validate(told)], 2027).aims_reached is reached
