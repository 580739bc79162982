"""Forms of municipalities without an instance: a workbook or fields, all faults told at once, nothing half-stored."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from support.databases import ON_SQLITE
from support.instance import Instance
from support.region_need_asking import LHOTA, STAFF, VES, issued, listed, refused, region_with_a_round, states
from support.region_needs import ROUND, form, submit

from komplan.region.v1 import need_intake_office_service_pb2 as intake_office
from komplan.region.v1 import need_intake_service_pb2 as intake
from komplan_core.errors import Forbidden, Invalid


@pytest.fixture
def region(instance: Callable[..., Instance]) -> Instance:
    return region_with_a_round(instance)


def test_a_workbook_without_a_good_code_is_not_even_opened_and_an_endless_one_is_cut_off(region: Instance) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("potřeby")
    for _ in range(2_100):
        sheet.append(["a"])
    told = io.BytesIO()
    book.save(told)
    for code in ("", "AAAA-AAAA-AAAA-AAAA"):
        sent = intake.UploadNeedFormRequest(parent=ROUND, workbook=b"no workbook", code=code)
        with pytest.raises(Forbidden) as wrong:
            region.ask("NeedIntakeService/UploadNeedForm", sent, roles=())
        assert wrong.value.reason == "NEED_CODE_INVALID"
    sent = intake.UploadNeedFormRequest(parent=ROUND, workbook=told.getvalue(), code=issued(region, LHOTA))
    assert refused(lambda: region.ask("NeedIntakeService/UploadNeedForm", sent, roles=()))[0] == "SOURCE_TOO_LARGE"


def filled(region: Instance, *rows: dict[str, Any], **head: Any) -> bytes:
    """The region's empty form for Lhota, filled in."""
    request = intake.GetNeedFormTemplateRequest(parent=ROUND, municipality=LHOTA)
    template = region.ask("NeedIntakeService/GetNeedFormTemplate", request, roles=())
    assert template.filename == f"potreby-2027-{LHOTA}.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(template.workbook))
    assert len(book["potřeby"].data_validations.dataValidation) >= 5  # drop-down lists
    for row in book["hlášení"].iter_rows(min_row=2):
        if row[0].value in head:
            row[1].value = head[row[0].value]
    header = [cell.value for cell in book["potřeby"][1]]
    for number, values in enumerate(rows, 2):
        for title, value in values.items():
            book["potřeby"].cell(number, header.index(title) + 1, value)
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def upload(region: Instance, workbook: bytes) -> Any:
    request = intake_office.EnterNeedWorkbookRequest(parent=ROUND, workbook=workbook)
    return region.ask("NeedIntakeOfficeService/EnterNeedWorkbook", request, STAFF, seconds=30)


@ON_SQLITE
def test_a_filled_in_workbook_is_a_report(region: Instance) -> None:
    group = "senioři"
    sent = filled(
        region,
        {"název potřeby": "Odlehčovací služba", "cílová skupina": group, "počet osob": 12, "přesnost počtu": "odhad",
         "druh služby": "odlehčovací služby", "forma": "pobytová", "jednotka": "lůžka", "kolik je potřeba": 4},
        {"č.": 7, "název potřeby": "=1+1", "cílová skupina": "seniors"},
        schválil="zastupitelstvo obce",
    )  # fmt: skip
    with pytest.raises(Invalid) as formula:
        upload(region, sent)
    assert [item.field for item in formula.value.violations] == ["potřeby:3.název potřeby"]
    sent = filled(
        region,
        {"název potřeby": "Odlehčovací služba", "cílová skupina": group, "počet osob": 12, "přesnost počtu": "odhad",
         "druh služby": "odlehčovací služby", "forma": "pobytová", "jednotka": "lůžka", "kolik je potřeba": 4},
        {"č.": 7, "název potřeby": "Doprava", "cílová skupina": "seniors"},
        schválil="zastupitelstvo obce",
    )  # fmt: skip
    report = upload(region, sent).report
    assert [(n.need_no, n.title, n.persons, n.persons_basis) for n in report.reported] == [
        (1, "Odlehčovací služba", 12, "estimate"),
        (7, "Doprava", 0, "unknown"),
    ]
    (capacity,) = report.capacities
    assert (capacity.quantity_needed, capacity.from_year, list(capacity.need_nos)) == (4, 2027, [1])
    assert states(region)[LHOTA] == "reported"


@ON_SQLITE
def test_all_faults_of_a_workbook_are_told_by_sheet_row_and_column_and_nothing_is_stored(region: Instance) -> None:
    sent = filled(
        region,
        {"název potřeby": "Doprava", "cílová skupina": "senioři a děti", "počet osob": "asi pět"},
        {"cílová skupina": "seniors", "počet osob": 3, "obce": VES},
        {"název potřeby": "Péče", "cílová skupina": "seniors", "druh služby": "odlehčovací služby", "od roku": "brzy"},
        {"název potřeby": "Doma", "cílová skupina": "seniors", "počet osob": 5, "přesnost počtu": "přibližně"},
    )
    with pytest.raises(Invalid) as wrong:
        upload(region, sent)
    told = {item.field: item.message for item in wrong.value.violations}
    assert set(told) == {
        "potřeby:2.cílová skupina",
        "potřeby:2.počet osob",
        "potřeby:3.název potřeby",
        "potřeby:3.přesnost počtu",
        "potřeby:4.forma",
        "potřeby:4.jednotka",
        "potřeby:4.kolik je potřeba",
        "potřeby:4.od roku",
        "potřeby:5.přesnost počtu",
        "hlášení:5.hodnota",
    }
    assert "write `přesný` or `odhad`" in told["potřeby:3.přesnost počtu"]
    assert "write a year such as 2027" in told["potřeby:4.od roku"]
    assert "`přesný` or `odhad` or `neznámý`" in told["potřeby:5.přesnost počtu"]
    both = {"nejsou žádné neuspokojené potřeby": "ano", "schválil": "rada obce"}
    with pytest.raises(Invalid) as wrong:
        upload(region, filled(region, {"název potřeby": "Doprava", "cílová skupina": "seniors"}, **both))
    assert [(v.field, v.reason) for v in wrong.value.violations] == [("hlášení:6.hodnota", "INVALID_VALUE")]
    assert "lists needs (1) and says too that there are none" in wrong.value.violations[0].message
    for nonsense in (b"", b"PK\x03\x04nonsense", b"a;b\n1;2\n"):
        with pytest.raises(Invalid):
            upload(region, nonsense)
    assert states(region)[LHOTA] == ""
    assert not listed(region)


@ON_SQLITE
@pytest.mark.parametrize(
    ("sent", "reason", "field"),
    [
        (form("999091", "Cizí kraj"), "UNKNOWN_CODE", "form.municipality"),
        (form(LHOTA, "x", on_behalf_of=["999091"]), "UNKNOWN_CODE", "form.on_behalf_of.0"),
        (form(LHOTA, "x", approved_by=""), "REQUIRED", "form.approved_by"),
        (form(LHOTA, no_unmet_needs=False), "REQUIRED", "form.no_unmet_needs"),
        (form(LHOTA, "x\u202e"), "TEXT_CONTROL", "form.needs.0.title"),
    ],
)
def test_a_form_that_breaks_a_rule_is_refused(region: Instance, sent: Any, reason: str, field: str) -> None:
    assert refused(lambda: submit(region, sent)) == (reason, field)
    assert not listed(region)
