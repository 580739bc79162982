"""Charts of work: full-time equivalents by type and form, occupancy by service."""

from decimal import Decimal

from komplan_core.codelists import CodeList
from komplan_core.reporting.charts import (
    NOT_ADDED,
    Chart,
    ChartCode,
    Column,
    PeriodFigures,
    Reported,
    Row,
    by_title,
    number,
    titled,
)
from komplan_core.reporting.lines import WorkloadLine


def workload_by_type(figures: PeriodFigures) -> Chart:
    """Full-time equivalents by type and form of service."""
    sums: dict[tuple[str, str], Decimal] = {}
    for item in figures.reports:
        for line in item.report.workload:
            key = (item.service.service_type or "", _form(line, item))
            sums[key] = sums.get(key, Decimal(0)) + line.fte

    def row(key: tuple[str, str], fte: Decimal) -> Row:
        service_type, form = key
        title = titled(CodeList.SERVICE_TYPES, service_type, "bez druhu")
        return Row("/".join(key), f"{title}, {titled(CodeList.FORMS, form, 'forma nerozlišena')}", (number(fte),))

    return Chart(
        code=ChartCode.WORKLOAD,
        title="Úvazky podle druhu a formy služby",
        columns=(Column("fte", "úvazky", "fte"),),
        rows=by_title(row(key, fte) for key, fte in sums.items()),
        total=Row("total", "celkem", (number(sum(sums.values(), Decimal(0))),)),
        notes=(),
        coverages=(figures.coverage,),
    )


def occupancy_by_service(figures: PeriodFigures) -> Chart:
    """Occupancy of each service that states it."""
    rows = (
        Row(item.service.name, item.service.title, (number(item.report.occupancy),))
        for item in figures.reports
        if item.report.occupancy is not None
    )
    return Chart(
        code=ChartCode.OCCUPANCY,
        title="Obložnost služeb",
        columns=(Column("occupancy", "obložnost", "percent"),),
        rows=by_title(rows),
        total=None,
        notes=(NOT_ADDED,),
        coverages=(figures.coverage,),
    )


def _form(line: WorkloadLine, item: Reported) -> str:
    """The form that the line names, or the only one of the service, or none."""
    if line.form:
        return line.form
    return item.service.forms[0] if len(item.service.forms) == 1 else ""
