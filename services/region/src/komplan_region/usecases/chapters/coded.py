"""Cells that say the Czech title of a code, and keep the code beside it."""

from collections.abc import Iterable

from komplan_core.catalogue import ServiceClass
from komplan_core.codelists import CodeList, entry, known
from komplan_core.regional.midterm.tables import Cell, coded
from komplan_core.regional.titles import RELATED

NOT_MAPPED = "bez přiřazení"
NOT_SAID = "neuvedeno"


def code_cell(of: CodeList, code: str, nothing: str = NOT_SAID) -> Cell:
    """A code of a list; what stands for none says so."""
    if not code:
        return Cell(nothing)
    return coded(code, entry(of, code).title if known(of, code) else code)


def type_cell(service_class: ServiceClass, code: str) -> Cell:
    """A type of service; a related service has none in the act."""
    return code_cell(CodeList.SERVICE_TYPES, code, RELATED if service_class is ServiceClass.RELATED else NOT_SAID)


def group_cell(code: str) -> Cell:
    """A canonical target group."""
    return code_cell(CodeList.TARGET_GROUPS, code, NOT_MAPPED)


def source_cell(code: str) -> Cell:
    """A canonical funding source."""
    return code_cell(CodeList.FUNDING_SOURCES, code, NOT_MAPPED)


def capacity_cells(service_type: str, form: str, unit: str) -> tuple[Cell, Cell, Cell]:
    """Type of service, form and unit."""
    return (
        code_cell(CodeList.SERVICE_TYPES, service_type),
        code_cell(CodeList.FORMS, form),
        code_cell(CodeList.CAPACITY_UNITS, unit),
    )


def listed(cells: Iterable[Cell]) -> Cell:
    """Several codes in one cell."""
    found = list(cells)
    return coded(" ".join(cell.code for cell in found), ", ".join(cell.text for cell in found))
