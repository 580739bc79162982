"""Messages of charts, completeness, comparisons and the address book."""

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Final

from komplan.catalogue.v1 import catalogue_pb2
from komplan.catalogue.v1 import reporting_editor_service_pb2 as edit
from komplan.catalogue.v1 import reporting_pb2 as pb
from komplan.catalogue.v1 import reporting_service_pb2 as read
from komplan_core.catalogue import Capacity, Contact
from komplan_core.reporting.address_book import BookEntry, BookService
from komplan_core.reporting.charts import Chart, Row
from komplan_core.reporting.comparing import ComparedQuantity, Comparison
from komplan_core.reporting.coverage import Coverage, Missing
from komplan_core.reporting.founders import FounderRow
from komplan_kit.codec import Codec
from komplan_kit.days import day_message

_CONTACT: Final = Codec(catalogue_pb2.Contact, Contact)
_CAPACITY: Final = Codec(catalogue_pb2.Capacity, Capacity)


def chart_message(chart: Chart) -> pb.Chart:
    """The chart, with exact numbers as text."""
    return pb.Chart(
        code=chart.code,
        title=chart.title,
        columns=[pb.ChartColumn(**asdict(column)) for column in chart.columns],
        rows=[_row(row) for row in chart.rows],
        total=_row(chart.total) if chart.total is not None else None,
        notes=chart.notes,
        coverages=[coverage_message(item) for item in chart.coverages],
    )


def coverage_message(coverage: Coverage) -> pb.Coverage:
    """How complete a period is."""
    return pb.Coverage(**{**asdict(coverage), "due": day_message(coverage.due)})


def late_message(missing: Missing) -> edit.LateReport:
    """A service whose report has not come."""
    values = asdict(missing)
    return edit.LateReport(**{**values, "due": day_message(missing.due), "state": missing.state or ""})


def comparison_message(comparison: Comparison) -> pb.Comparison:
    """One service through the years."""
    return pb.Comparison(
        periods=[
            pb.ComparedPeriod(period=period.name, title=period.title, reported=reported)
            for period, reported in zip(comparison.periods, comparison.reported, strict=True)
        ],
        quantities=[_compared(quantity) for quantity in comparison.quantities],
    )


def founder_table_message(rows: Iterable[FounderRow]) -> read.FounderTable:
    """Providers and services by founder."""
    return read.FounderTable(rows=[read.FounderRow(**asdict(row)) for row in rows])


def entry_message(entry: BookEntry) -> read.AddressBookEntry:
    """One organisation of the address book."""
    return read.AddressBookEntry(
        name=entry.name,
        title=entry.title,
        ico=entry.ico,
        founder_type=entry.founder_type,
        legal_form=entry.legal_form,
        seat=entry.seat,
        data_box=entry.data_box,
        contacts=[_CONTACT.encode(contact) for contact in entry.contacts],
        description=entry.description,
        working_groups=entry.working_groups,
        services=[_offered(service) for service in entry.services],
    )


def _offered(service: BookService) -> read.BookService:
    return read.BookService(
        name=service.name,
        title=service.title,
        service_class=service.service_class,
        service_type=service.service_type,
        status=service.status,
        forms=service.forms,
        target_groups=service.target_groups,
        capacities=[_CAPACITY.encode(capacity) for capacity in service.capacities],
        places=[read.BookPlace(**asdict(place)) for place in service.places],
        contacts=[_CONTACT.encode(contact) for contact in service.contacts],
        working_groups=service.working_groups,
        description=service.description,
    )


def _row(row: Row) -> pb.ChartRow:
    figures = [pb.ChartFigure(value=_text(figure.value), withheld=figure.withheld) for figure in row.figures]
    return pb.ChartRow(code=row.code, title=row.title, figures=figures)


def _compared(quantity: ComparedQuantity) -> pb.ComparedQuantity:
    values = [
        pb.ComparedValue(value=_text(item.value), change_percent=_text(item.change_percent)) for item in quantity.values
    ]
    return pb.ComparedQuantity(code=quantity.code, title=quantity.title, unit=quantity.unit, values=values)


def _text(value: Decimal | None) -> str | None:
    return format(value, "f") if value is not None else None
