"""A plan in sheets and back: nothing is lost, nothing runs as a formula, and a wrong cell is told where it stands."""

import datetime
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.catalogue import refusal
from support.planning import on
from support.sheets import csv_file

from komplan.planning.v1 import plan_pb2, profile_pb2
from komplan.planning.v1.extra_pb2 import ExtraValue
from komplan.planning.v1.plan_content_pb2 import PlanSection
from komplan.planning.v1.plan_view_pb2 import PlanTree, TreeNode
from komplan.type.v1.period_pb2 import Period
from komplan_kit.inputs import FORBIDDEN
from komplan_kit.sheets.reading import open_sheets
from komplan_kit.sheets.writing import Folder, Workbook
from komplan_planning.sources import document, exporting, tables
from komplan_planning.sources.columns import LISTS, MEASURES, NODES, SECTIONS
from komplan_planning.sources.drafts import Present, changes

VERSION = "areas/vzorov/plans/kp/versions/navrh"
NASTY = st.sampled_from(
    ["=1+1", "+420", "-5", "@x", "'=1", "\t=1", "a;b", '"', "řádek\nna dva", " okraj ", "a|b", "\\n", "_x000D_", "a\rb",
     "příšerně žluťoučký kůň", "1.234", "ANO", "x" * 30_000]
)  # fmt: skip
TEXTS = NASTY | st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cn"]), min_size=1, max_size=30).filter(
    lambda text: not FORBIDDEN.search(text)
)
CODES = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,4})?", fullmatch=True)
DAYS = st.dates(min_value=datetime.date(1000, 1, 1)).map(lambda day: on(day.isoformat()))
AMOUNTS = st.none() | st.integers(0, 10**16)
LINES = st.builds(
    plan_pb2.FinancingLine,
    year=st.integers(1990, 2150), source=CODES, kind=st.sampled_from(["operating", "investment"]),
    planned=AMOUNTS, secured=AMOUNTS, actual=AMOUNTS,
)  # fmt: skip
NUMBERS = st.none() | st.decimals(-999, 999, places=3).map(lambda number: format(number, "f"))
INDICATORS = st.builds(
    plan_pb2.Indicator,
    code=CODES, title=TEXTS, unit=TEXTS, direction=st.sampled_from(["up", "down", "keep"]), baseline=NUMBERS,
    target_on=st.none() | DAYS,
    yearly_targets=st.lists(st.builds(plan_pb2.YearlyTarget, year=st.integers(1990, 2150), target=st.just("12.5"))),
)  # fmt: skip
MEASURE = st.builds(
    plan_pb2.Measure,
    node=CODES, position=st.integers(1, 9999), title=TEXTS, description=TEXTS, cooperating=st.lists(TEXTS, max_size=3),
    expected_persons=AMOUNTS.filter(lambda count: count is None or count < 10**9), etag=st.just("7"),
    period=st.none() | st.builds(Period, start=DAYS, end=st.none() | DAYS),
    service_change=st.none() | st.builds(
        plan_pb2.ServiceChange, change=st.just("extend"), form=st.none() | st.just("field"), unit=st.just("clients"),
        capacity_from=st.none() | st.integers(0, 99), capacity_to=st.none() | st.just(0),
    ),
    financing=st.lists(LINES, max_size=3), indicators=st.lists(INDICATORS, max_size=2),
    activities=st.lists(st.builds(plan_pb2.Activity, title=TEXTS, due=st.none() | DAYS), max_size=2),
    risks=st.lists(st.builds(plan_pb2.Risk, text=TEXTS, likelihood=st.just("low"), impact=st.just("high")), max_size=2),
    extra=st.lists(st.builds(ExtraValue, field=CODES, value=TEXTS), max_size=2),
)  # fmt: skip


def present(*measures, section_text="Doma"):
    """A version with a section, a node and these measures."""
    for number, measure in enumerate(measures, 1):
        measure.name = f"{VERSION}/measures/m{number}"
    node = plan_pb2.PlanNode(name=f"{VERSION}/nodes/p1", level="priority", position=1, title="Uzel", etag="3")
    section = PlanSection(name=f"{VERSION}/sections/v", kind="vision", position=1, title="V", text=section_text)
    tree = PlanTree(version={"name": VERSION, "title": "Návrh"}, sections=[section])
    tree.nodes.append(TreeNode(node=node, measures=measures))
    return tree


def written(tree, path):
    """The sheets of a version, read again."""
    with Workbook(path) if path.suffix else Folder(path) as book:
        exporting.write(Present.of(tree), book, with_guide=bool(path.suffix))
    return open_sheets(path)


def wanted(sheets, tree):
    """Changes by name and mask, and problems."""
    draft = tables.draft_of(sheets, Present.of(tree))
    found = [(item.message.name.removeprefix(VERSION + "/"), list(c.update_mask.paths)) for item, c in changes(draft)]
    return found, [(tuple(problem.where), problem.column, problem.reason) for problem in draft.problems]


@settings(max_examples=40, deadline=None)
@given(measures=st.lists(MEASURE, min_size=1, max_size=3), text=TEXTS)
def test_what_is_written_as_csv_is_read_as_nothing_changed(tmp_path_factory, measures, text):
    tree = present(*measures, section_text=text)
    assert wanted(written(tree, tmp_path_factory.mktemp("csv") / "plan"), tree) == ([], [])


@settings(max_examples=8, deadline=None)
@given(measures=st.lists(MEASURE, min_size=1, max_size=3), text=TEXTS)
def test_so_it_is_as_a_workbook(tmp_path_factory, measures, text):
    tree = present(*measures, section_text=text)
    assert wanted(written(tree, tmp_path_factory.mktemp("xlsx") / "plan.xlsx"), tree) == ([], [])


def test_no_cell_of_a_workbook_is_a_formula(tmp_path):
    from openpyxl import load_workbook

    written(present(plan_pb2.Measure(title="=1+1", description="=HYPERLINK(1)")), tmp_path / "plan.xlsx")
    book = load_workbook(tmp_path / "plan.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}


def test_an_amount_of_a_workbook_is_a_number_and_one_that_is_typed_is_read_exactly(tmp_path):
    from openpyxl import load_workbook

    tree, path = present(FULL), tmp_path / "plan.xlsx"
    written(tree, path)
    book = load_workbook(path)
    sheet = book["peníze"]
    planned = [cell.value for cell in sheet[1]].index("plánováno")
    assert [row[planned].value for row in sheet.iter_rows(min_row=2)] == [2570416.8, 0.01]
    for typed, hal in ((650000.5, 65000050), (0.29, 29), (1234567.89, 123456789), (650000, 65000000)):
        sheet.cell(2, planned + 1).value = typed
        book.save(path)
        (item,) = (
            item for item in tables.draft_of(open_sheets(path), Present.of(tree)).items if item.kind == "measure"
        )
        assert [line.planned for line in item.message.financing] == [hal, 1]
    for typed in (12.125, 1e-9, 0.001):
        sheet.cell(2, planned + 1).value = typed
        book.save(path)
        assert wanted(open_sheets(path), tree) == ([], [(("peníze", 2), "plánováno", "MONEY_FORMAT")])


def test_a_source_of_money_is_told_by_its_title_and_the_guide_tells_those_of_the_city(tmp_path):
    tree = present(FULL)
    profile = profile_pb2.Profile(
        levels=[{"code": "cil", "title": "Cíl"}, {"code": "opatreni", "title": "Opatření", "common": "measure"}],
        working_groups=[{"code": "seniori", "title": "Senioři"}],
        target_groups=[{"code": "rodina", "title": "Rodiny"}],
        funding_sources=[{"code": "fond", "title": "Fond města"}],
        bodies=[{"code": "rada", "title": "Rada"}],
    )
    with Workbook(tmp_path / "plan.xlsx") as book:
        exporting.write(Present.of(tree), book, True, profile)
    told = [tuple(line.cells) for line in open_sheets(tmp_path / "plan.xlsx")["číselníky"].lines]
    assert {line for line in told if line[1] == "zdroj"} >= {
        ("peníze", "zdroj", "rozpočet kraje", "region"), ("peníze", "zdroj", "Fond města", "fond")
    }  # fmt: skip
    assert {line[3] for line in told if line[1] == "úroveň"} == {"cil"}
    assert {
        ("uzly", "skupina", "Senioři", "seniori"),
        ("opatření", "skupina", "Senioři", "seniori"),
        ("opatření", "cílové skupiny", "Rodiny", "rodina"),
        ("opatření", "usnesení: orgán", "Rada", "rada"),
    } <= set(told)
    rows = [money(plánováno="2 570 416,80"), money(rok="2028", zdroj="Rozpočet  kraje", plánováno="0,01")]
    assert wanted(folder(tmp_path, financing=rows), tree) == ([], [])


def test_a_text_that_no_cell_holds_is_refused_and_nothing_is_left(tmp_path):
    tree = present(plan_pb2.Measure(title="M", description="x" * 40_000))
    assert refusal(written, tree, tmp_path / "plan.xlsx") == ("format", "TEXT_TOO_LONG")
    assert list(tmp_path.iterdir()) == []
    assert wanted(written(tree, tmp_path / "plan"), tree) == ([], [])


FULL = plan_pb2.Measure(
    node="p1", position=1, title="M", etag="7", period=Period(start=on("2027-01-01"), end=on("2028-12-31")),
    service_change=plan_pb2.ServiceChange(change="new", form="field", unit="clients", capacity_to=5),
    financing=[
        plan_pb2.FinancingLine(year=2027, source="esf", kind="operating", planned=257041680),
        plan_pb2.FinancingLine(year=2028, source="region", kind="operating", planned=1),
    ],
)  # fmt: skip


def folder(tmp_path, **sheets):
    """A folder of these sheets, their rows after the header that an export writes."""
    by_name = {"oddily": SECTIONS, "uzly": NODES, "opatreni": MEASURES, **{table.field: table for table in LISTS}}
    for name, rows in sheets.items():
        table = by_name[name]
        header = [column.header for column in table.columns]
        lines = [[row.get(title, "") for title in header] for row in rows]
        csv_file(tmp_path / f"{table.sheet}.csv", [header, *lines])
    return open_sheets(tmp_path)


def test_only_edited_fields_are_asked_for_and_a_cell_left_out_is_cleared(tmp_path):
    tree = present(FULL)
    sheets = tmp_path / "opatření.csv"
    csv_file(
        sheets, [["ID ", "název", "do", "jednotka kapacity", "číslo"], ["m1", "Jinak", "", "", "9.9"], ["", "Nové"]]
    )
    assert wanted(open_sheets(tmp_path), tree) == (
        [("measures/m1", ["title", "service_change", "period"]), ("", [])], []
    )  # fmt: skip
    csv_file(sheets, [["id", "změna služby", "forma", "jednotka kapacity", "kapacita do"], ["m1"]])
    assert wanted(open_sheets(tmp_path), tree) == ([("measures/m1", ["service_change"])], [])
    draft = tables.draft_of(open_sheets(tmp_path), Present.of(tree))
    assert not draft.items[0].message.HasField("service_change")


def money(**row):
    return {"opatření": "m1", "rok": "2027", "zdroj": "esf", "druh": "provozní", **row}


def test_a_list_is_one_field_and_its_order_says_nothing_of_money(tmp_path):
    tree = present(FULL)
    first, second = money(plánováno="2.570.416,80,-Kč"), money(rok="2028", zdroj="region", plánováno="0,01")
    assert wanted(folder(tmp_path, financing=[second, first]), tree) == ([], [])
    assert wanted(folder(tmp_path, financing=[first]), tree) == ([("measures/m1", ["financing"])], [])
    assert wanted(folder(tmp_path, financing=[]), tree) == ([], [])  # it says nothing of a measure without a row
    both = {"financing": [], "opatreni": [{"id": "m1", "uzel": "p1", "pořadí": "1", "název": "M"}]}
    (found,) = wanted(folder(tmp_path, **both), tree)[0]
    assert "financing" in found[1]


@pytest.mark.parametrize("amount", ["12.125", "1,234", "1e3", "1 00", "=1", "5 EUR", "9" * 30])
def test_an_amount_is_read_exactly_or_refused_in_its_cell(tmp_path, amount):
    found, problems = wanted(folder(tmp_path, financing=[money(), money(plánováno=amount)]), present(FULL))
    assert found == []
    ((where, column, reason),) = problems
    assert (where, column) == (("peníze", 3), "plánováno")
    assert reason in ("MONEY_FORMAT", "MONEY_RANGE", "FORMULA_CELL")


def test_each_wrong_cell_is_told_with_sheet_row_column_and_code(tmp_path):
    sheets = folder(
        tmp_path,
        oddily=[{"id": "v", "druh": "nevím", "pořadí": "první"}],
        opatreni=[
            {"id": "m1", "od": "31. 2. 2027", "název": "=1+1"}, {"id": "m2", "název": "a"}, {"id": "m2", "název": "b"},
            {"id": "m3", "název": "nul\x00"},
        ],
        activities=[{"opatření": "m9", "název": "x"}],
    )  # fmt: skip
    assert wanted(sheets, present(FULL))[1] == [
        (("oddíly", 2), "druh", "INVALID_VALUE"),
        (("oddíly", 2), "pořadí", "INVALID_VALUE"),
        (("opatření", 2), "název", "FORMULA_CELL"),
        (("opatření", 4), "id", "DUPLICATE_CODE"),
        (("aktivity", 2), "opatření", "REFERENCE_MISSING"),
        (("opatření", 5), "název", "TEXT_CONTROL"),
    ]


@pytest.mark.parametrize("rows", [[["id", "nový sloupec"]], [["název"]], [["id", "id"]], []])
def test_a_header_that_no_export_has_is_refused(tmp_path, rows):
    csv_file(tmp_path / "opatření.csv", rows)
    assert refusal(wanted, open_sheets(tmp_path), present(FULL)) == ("source", "TABLE_HEADER")


def test_other_sheets_and_a_list_without_a_column_are_refused(tmp_path):
    csv_file(tmp_path / "penize.csv", [["rok"]])
    assert refusal(wanted, open_sheets(tmp_path), present(FULL)) == ("source", "TABLE_HEADER")
    (tmp_path / "penize.csv").rename(tmp_path / "peníze.csv")
    assert refusal(wanted, open_sheets(tmp_path), present(FULL)) == ("source", "TABLE_HEADER")


@settings(max_examples=30, deadline=None)
@given(text=TEXTS)
def test_a_document_says_all_that_the_version_says(tmp_path_factory, text):
    tree = present(FULL, section_text=text)
    path = tmp_path_factory.mktemp("json") / "plan.json"
    path.write_bytes(document.document_of(tree))
    draft = document.draft_of(path, Present.of(tree))
    assert (changes(draft), draft.problems) == ([], [])


def test_what_is_wrong_in_a_document_is_told_record_by_record(tmp_path):
    tree = present(FULL)
    said = json.loads(document.document_of(tree))
    said["measures"] += [
        {**said["measures"][0]},
        {"node": "p1", "position": 0, "title": "", "financing": [{"year": 1}]},
    ]
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(said))
    problems = document.draft_of(path, Present.of(tree)).problems
    assert (problems[0].where, problems[0].reason) == (("measures", 2), "DUPLICATE_CODE")
    assert {problem.column for problem in problems[1:]} == {
        "position",
        "title",
        "financing.0.year",
        "financing.0.source",
    }
    for wrong in ({**said, "format": "jiný"}, {**said, "schema_version": 2}, {**said, "navíc": 1}, [], {"measures": 1}):
        path.write_text(json.dumps(wrong))
        assert refusal(document.draft_of, path, Present.of(tree)) == ("source", "SOURCE_FORMAT")
