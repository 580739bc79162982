"""How reports are stored, listed and gathered for figures."""

from typing import Any

from sqlalchemy import Select, bindparam, exists, false, literal, select

from komplan.catalogue.v1 import reporting_pb2
from komplan_catalogue.repositories.kinds import PLACES, PROVIDERS, SERVICES
from komplan_catalogue.rows.entries import ProviderRow
from komplan_catalogue.rows.places import PlaceRow
from komplan_catalogue.rows.reporting import PublishedReportRow, ReportPeriodRow, ReportRow
from komplan_catalogue.rows.services import ServiceRow
from komplan_catalogue.rows.tables import JournalRow
from komplan_core import names
from komplan_core.catalogue import Place, Provider, Service
from komplan_core.reporting.coverage import Standing
from komplan_core.reporting.periods import ReportPeriod
from komplan_core.reporting.reports import PublishedReport, Report
from komplan_core.reporting.states import ReportState
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction

REPORT_PERIODS = Kind(
    "report period", names.REPORT_PERIOD, Codec(reporting_pb2.ReportPeriod, ReportPeriod), ReportPeriodRow
)
REPORTS = Kind(
    "report",
    names.REPORT,
    Codec(reporting_pb2.Report, Report),
    ReportRow,
    only_encoded=("explanations", "findings"),
    public=false(),
)
PUBLISHED_REPORTS = Kind(
    "published report",
    names.PUBLISHED_REPORT,
    Codec(reporting_pb2.PublishedReport, PublishedReport),
    PublishedReportRow,
    only_encoded=("units", "workload", "costs", "incomes", "indicators"),
)

_PERIOD = select(ReportPeriodRow.id).where(ReportPeriodRow.name == bindparam("parent")).scalar_subquery()


class _OfOneOffice(Listing):
    """A list whose callers may see all that the filters leave them, drafts included."""

    def statement(self, staff: bool, used: frozenset[str]) -> Statement:
        return super().statement(True, used)


REPORT_PERIOD_LIST = Listing(REPORT_PERIODS)
REPORT_LIST = _OfOneOffice(
    REPORTS,
    parent=ReportRow.period_id == _PERIOD,
    filters={
        "provider": ReportRow.service_id.in_(select(ServiceRow.id).where(ServiceRow.provider == bindparam("provider"))),
        "state": ReportRow.state == bindparam("state"),
    },
)
PUBLISHED_REPORT_LIST = Listing(
    PUBLISHED_REPORTS,
    parent=PublishedReportRow.period_id == _PERIOD,
    filters={"provider": PublishedReportRow.provider == bindparam("provider")},
)


def _all(row: Any) -> Select[Any]:
    return select(row.encoded).order_by(row.id)


_PROVIDERS, _SERVICES, _PLACES = (Statement(_all(row)) for row in (ProviderRow, ServiceRow, PlaceRow))
_PERIODS_OF = Statement(
    select(ReportPeriodRow.encoded).where(ReportPeriodRow.half == bindparam("half")).order_by(ReportPeriodRow.year)
)
_HAS_REPORTS = Statement(select(literal(1)).where(exists(select(literal(1)).where(ReportRow.period_id == _PERIOD))))
_IS_REPORTED = Statement(
    select(literal(1)).where(exists(select(literal(1)).where(ReportRow.service == bindparam("service"))))
)
_STANDINGS = Statement(
    select(ReportRow.service, ReportRow.state, PublishedReportRow.id)
    .outerjoin(
        PublishedReportRow,
        (PublishedReportRow.period_id == ReportRow.period_id) & (PublishedReportRow.service_id == ReportRow.service_id),
    )
    .where(ReportRow.period_id == _PERIOD)
)
_WHOLE = select(JournalRow.encoded).join(PublishedReportRow, PublishedReportRow.revision == JournalRow.seq)
_PUBLISHED_IN = Statement(_WHOLE.where(PublishedReportRow.period_id == _PERIOD).order_by(PublishedReportRow.id))
_PUBLISHED = Statement(_WHOLE.where(PublishedReportRow.name == bindparam("of")))


class ReportingStore:
    """Reports inside one transaction, and the whole directory that figures speak of."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.periods = Collection(REPORT_PERIODS, transaction)
        self.reports = Collection(REPORTS, transaction)
        self.published = Collection(PUBLISHED_REPORTS, transaction)

    def all_providers(self) -> list[Provider]:
        return self._parsed(PROVIDERS, _PROVIDERS)

    def all_services(self) -> list[Service]:
        return self._parsed(SERVICES, _SERVICES)

    def all_places(self) -> list[Place]:
        return self._parsed(PLACES, _PLACES)

    def periods_of(self, half: int) -> list[ReportPeriod]:
        return self._parsed(REPORT_PERIODS, _PERIODS_OF, half=half)

    def has_reports(self, period: str) -> bool:
        return bool(self._tx.session.value(_HAS_REPORTS, parent=period))

    def is_reported(self, service: str) -> bool:
        return bool(self._tx.session.value(_IS_REPORTED, service=service))

    def standings(self, period: str) -> dict[str, Standing]:
        rows = self._tx.session.all(_STANDINGS, parent=period)
        return {service: Standing(ReportState(state), published is not None) for service, state, published in rows}

    def published_in(self, period: str) -> list[Report]:
        return self._parsed(REPORTS, _PUBLISHED_IN, parent=period)

    def published_version(self, name: str) -> Report | None:
        found: list[Report] = self._parsed(REPORTS, _PUBLISHED, of=name)
        return found[0] if found else None

    def _parsed(self, kind: Kind[Any], statement: Statement, **params: Any) -> list[Any]:
        return [kind.codec.parse(bytes(row[0])) for row in self._tx.session.all(statement, **params)]
