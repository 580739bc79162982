"""`komplan catalogue report`: figures of yearly reporting as tables, CSV or JSON."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from komplan.catalogue.v1 import reporting_editor_service_pb2 as edit
from komplan.catalogue.v1 import reporting_editor_service_pb2_grpc as edit_rpc
from komplan.catalogue.v1 import reporting_pb2
from komplan.catalogue.v1 import reporting_service_pb2 as pb
from komplan.catalogue.v1 import reporting_service_pb2_grpc as rpc
from komplan_cli.access import Access, Area, Ca, Certificate, IssuerKey, Key, Target
from komplan_cli.asking import answer
from komplan_cli.catalogue.app import catalogue_app
from komplan_cli.output import give_json
from komplan_cli.tables import print_table, write_csv
from komplan_core.codelists import CodeList, entry
from komplan_core.errors import NotFound
from komplan_kit.days import day_of

report_app = typer.Typer(no_args_is_help=True, help="Yearly reports of services: charts, tables, who is late.")
catalogue_app.add_typer(report_app, name="report")

Period = Annotated[str, typer.Option("--period", help="id of the report period, such as 2026 or 2026-1")]
Csv = Annotated[Path | None, typer.Option("--csv", help="write the table to this file")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
WITHHELD: Final = "méně než 5"


@dataclass(frozen=True)
class Sheet:
    """A table with what must be said beside it."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    def give(self, csv: Path | None, json: bool) -> None:
        """Write it where it was asked for."""
        if csv is not None:
            write_csv(csv, self.columns, self.rows)
        if json:
            rows = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
            give_json({"title": self.title, "rows": rows, "notes": list(self.notes)})
        else:
            print_table(self.title, self.columns, self.rows, self.notes)


@report_app.command("chart")
def chart_command(
    target: Target,
    area: Area,
    chart: Annotated[str, typer.Argument(help="money-by-founder, clients-by-area, cost-per-unit, workload, …")],
    period: Period,
    csv: Csv = None,
    ca: Ca = None,
    certificate: Certificate = None,
    key: Key = None,
    json: Json = False,
) -> None:
    """Show the data of a chart with its coverage; counts of fewer than five people are withheld.

    Example: komplan catalogue report chart money-by-founder --period 2026 --target 127.0.0.1:5100 --area vzorov
    """
    request = pb.GetChartRequest(name=f"areas/{area}/report-periods/{period}", chart=chart)
    access = Access(target, area, "anyone", None, ca, certificate, key)
    with opened(area, period):
        found = answer(access, lambda channel: rpc.ReportingServiceStub(channel).GetChart, request)
    columns = ["", *(f"{column.title} ({column.unit})" if column.unit else column.title for column in found.columns)]
    rows = [_chart_row(row) for row in found.rows]
    if found.HasField("total"):
        rows.append(_chart_row(found.total))
    Sheet(found.title, columns, rows, [*found.notes, *map(_coverage, found.coverages)]).give(csv, json)


@report_app.command("founders")
def founders_command(
    target: Target,
    area: Area,
    csv: Csv = None,
    ca: Ca = None,
    certificate: Certificate = None,
    key: Key = None,
    json: Json = False,
) -> None:
    """Show how many providers and services each kind of founder has, by category of service.

    Example: komplan catalogue report founders --target 127.0.0.1:5100 --area brno
    """
    access = Access(target, area, "anyone", None, ca, certificate, key)
    request = pb.GetFounderTableRequest(parent=f"areas/{area}")
    found = answer(access, lambda channel: rpc.ReportingServiceStub(channel).GetFounderTable, request)
    categories = sorted({category for row in found.rows for category in row.by_category})
    titles = [entry(CodeList.SERVICE_CATEGORIES, category).title for category in categories]
    rows = [
        [
            row.founder_title,
            row.legal_form_title,
            str(row.providers),
            str(row.services),
            *(str(row.by_category[category]) for category in categories),
        ]
        for row in found.rows
    ]
    columns = ["zřizovatel", "právní forma", "poskytovatelé", "služby", *titles]
    notes = ["Jen registrované služby a jejich poskytovatelé; související služby tu nejsou."]
    if without := sum(row.services - sum(row.by_category.values()) for row in found.rows):
        notes.append(f"Služby, jejichž druh nebo kategorie nejsou známy: {without}; ve sloupcích kategorií chybějí.")
    Sheet("Poskytovatelé a služby podle zřizovatele", columns, rows, notes).give(csv, json)


@report_app.command("late")
def late_command(
    target: Target,
    area: Area,
    period: Period,
    issuer_key: IssuerKey = None,
    csv: Csv = None,
    ca: Ca = None,
    certificate: Certificate = None,
    key: Key = None,
    json: Json = False,
) -> None:
    """List the services whose report has not come, with their providers.

    Example: komplan catalogue report late --period 2026 --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    access = Access(target, area, "catalogue-editor", issuer_key, ca, certificate, key)
    request = edit.ListLateReportsRequest(parent=f"areas/{area}/report-periods/{period}")
    with opened(area, period):
        found = answer(access, lambda channel: edit_rpc.ReportingEditorServiceStub(channel).ListLateReports, request)
    rows = [
        [item.provider_title, item.service_title, item.state or "nic", str(item.days_late)]
        for item in found.late_reports
    ]
    columns = ["poskytovatel", "služba", "stav", "dní po termínu"]
    Sheet("Chybějící výkazy", columns, rows, [_coverage(found.coverage)]).give(csv, json)


@contextmanager
def opened(area: str, period: str) -> Iterator[None]:
    """Say who opens a report period that is not there."""
    try:
        yield
    except NotFound as error:
        name = f"areas/{area}/report-periods/{period}"
        raise NotFound(error.reason, f"{error.message}; the office opens `{name}` with `komplan put`") from None


def _chart_row(row: reporting_pb2.ChartRow) -> list[str]:
    return [row.title, *map(_figure, row.figures)]


def _figure(figure: reporting_pb2.ChartFigure) -> str:
    if figure.withheld:
        return WITHHELD
    return figure.value.replace(".", ",") if figure.HasField("value") else ""


def _coverage(coverage: reporting_pb2.Coverage) -> str:
    due = day_of(coverage.due, "due")
    silent = ", ".join(provider.title for provider in coverage.silent) or "nikdo"
    return (
        f"{coverage.title}: výkazů přišlo {coverage.received} z {coverage.expected}, zveřejněno {coverage.published};"
        f" termín {due.day}. {due.month}. {due.year}; mlčí: {silent}"
    )
