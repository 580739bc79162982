"""How evidence is stored and listed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, bindparam, func, literal, select, union_all

from komplan.planning.v1 import evidence_pb2, needs_report_pb2, survey_pb2
from komplan_core import names
from komplan_core.evidence.benefits import Benefit
from komplan_core.evidence.mapping import MappedSubject
from komplan_core.evidence.rounds import NeedRound, NeedsReport
from komplan_core.evidence.series import Series
from komplan_core.evidence.surveys import Survey
from komplan_core.evidence.swots import Swot
from komplan_core.needs import Need
from komplan_core.values import Money
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction
from komplan_planning.ports.evidence import MeasureLine
from komplan_planning.repositories.kinds import NEEDS, OF_VERSION
from komplan_planning.rows import evidence as rows
from komplan_planning.rows.needs import NeedGroundRow, NeedRow
from komplan_planning.rows.needs_reports import (
    NeedRoundRow,
    NeedsReportNeedRow,
    NeedsReportRow,
)
from komplan_planning.rows.sheet import MeasureSwotRow
from komplan_planning.rows.surveys import SurveyRow
from komplan_planning.rows.tree import FinancingRow, MeasureRow

ROUNDS = Kind("need round", names.NEED_ROUND, Codec(needs_report_pb2.NeedRound, NeedRound), NeedRoundRow)
REPORTS = Kind(
    "needs report",
    names.NEEDS_REPORT,
    Codec(needs_report_pb2.NeedsReport, NeedsReport),
    NeedsReportRow,
    only_encoded=("reported", "submitted_at", "late_reason", "capacities.municipal_cofunding"),
    public=NeedsReportRow.state == "submitted",
)
SURVEYS = Kind("survey", names.SURVEY, Codec(survey_pb2.Survey, Survey), SurveyRow)
SWOTS = Kind("SWOT", names.SWOT, Codec(evidence_pb2.Swot, Swot), rows.SwotRow)
SERIES = Kind("series", names.SERIES, Codec(evidence_pb2.Series, Series), rows.SeriesRow)
BENEFITS = Kind("benefit", names.BENEFIT, Codec(evidence_pb2.Benefit, Benefit), rows.BenefitRow)
SUBJECTS = Kind(
    "mapped subject", names.MAPPED_SUBJECT, Codec(evidence_pb2.MappedSubject, MappedSubject), rows.MappedSubjectRow
)

OF_ROUND = NeedsReportRow.need_round_id == (
    select(NeedRoundRow.id).where(NeedRoundRow.name == bindparam("parent")).scalar_subquery()
)

ROUND_LIST = Listing(ROUNDS, filters={"year": NeedRoundRow.year == bindparam("year")})
REPORT_LIST = Listing(
    REPORTS, parent=OF_ROUND, filters={"municipality": NeedsReportRow.municipality == bindparam("municipality")}
)
SURVEY_LIST = Listing(SURVEYS)
SWOT_LIST = Listing(SWOTS, filters={"working_group": rows.SwotRow.working_group == bindparam("working_group")})
SERIES_LIST = Listing(SERIES, filters={"indicator": rows.SeriesRow.indicator == bindparam("indicator")})
BENEFIT_LIST = Listing(BENEFITS, filters={"kind": rows.BenefitRow.kind == bindparam("kind")})
SUBJECT_LIST = Listing(SUBJECTS)


def _encoded(row: Any, *conditions: ColumnElement[bool]) -> Statement:
    return Statement(select(row.encoded).where(*conditions).order_by(row.id))


_OF: Any = bindparam("of", type_=String)
_REFERRED = Statement(
    union_all(
        *(
            select(literal(1)).where(column == _OF)
            for column in (
                NeedRow.follows,
                NeedRow.merged_into,
                NeedGroundRow.reference,
                NeedsReportNeedRow.value,
                MeasureSwotRow.value,
                rows.SwotLinkRow.target,
                rows.BenefitNeedRow.value,
                rows.BenefitMeasureRow.value,
                rows.SubjectNeedRow.value,
            )
        ),
        # a measure may rest on one item of a SWOT
        select(literal(1)).where(MeasureSwotRow.value.like(_OF.concat("/items/%"))),
        select(literal(1)).where(NeedsReportRow.need_round_id == NeedRoundRow.id, NeedRoundRow.name == _OF),
    ).limit(1)
)
_NEEDS_OF_YEAR = _encoded(NeedRow, NeedRow.year == bindparam("year"))
_FOLLOWERS = _encoded(NeedRow, NeedRow.follows == bindparam("of"))
_NUMBERED = Statement(
    select(NeedRow.name).where(NeedRow.year == bindparam("year"), NeedRow.need_no == bindparam("need_no"))
)
_HIGHEST = Statement(select(func.max(NeedRow.need_no)).where(NeedRow.year == bindparam("year")))
_REPORTS_OF = _encoded(NeedsReportRow, OF_ROUND)
_EARLIER = Statement(
    select(NeedsReportRow.encoded)
    .where(
        NeedsReportRow.municipality == bindparam("municipality"),
        NeedsReportRow.year < bindparam("year"),
        NeedsReportRow.state == "submitted",
    )
    .order_by(NeedsReportRow.year.desc(), NeedsReportRow.id.desc())
    .limit(1)
)
_ROUNDS_OF_YEAR = Statement(
    select(NeedRoundRow.name).where(NeedRoundRow.year == bindparam("year")).order_by(NeedRoundRow.id)
)
_BENEFITS = _encoded(rows.BenefitRow)
_BENEFITS_OF_CYCLE = _encoded(rows.BenefitRow, rows.BenefitRow.cycle == bindparam("cycle"))
_SUBJECTS = _encoded(rows.MappedSubjectRow)
_SUBJECT_OF = Statement(
    select(rows.MappedSubjectRow.name).where(rows.MappedSubjectRow.provider == bindparam("provider")).limit(1)
)
_OPEN_NEEDS = Statement(select(NeedRow.name).where(NeedRow.state == "open").order_by(NeedRow.id))
_MONEY = Statement(
    select(FinancingRow.year, FinancingRow.source, FinancingRow.planned, FinancingRow.secured, FinancingRow.actual)
    .join(MeasureRow, FinancingRow.measure_id == MeasureRow.id)
    .where(MeasureRow.version_id == OF_VERSION)
)


class EvidenceStore:
    """Evidence in one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.rounds = Collection(ROUNDS, transaction)
        self.reports = Collection(REPORTS, transaction)
        self.surveys = Collection(SURVEYS, transaction)
        self.swots = Collection(SWOTS, transaction)
        self.series = Collection(SERIES, transaction)
        self.benefits = Collection(BENEFITS, transaction)
        self.subjects = Collection(SUBJECTS, transaction)

    @property
    def now(self) -> datetime:
        return self._tx.now

    def referred(self, name: str) -> bool:
        return self._tx.session.value(_REFERRED, of=name) is not None

    def needs_of_year(self, year: int) -> list[Need]:
        return self._parsed(NEEDS, _NEEDS_OF_YEAR, year=year)

    def followers(self, need: str) -> list[Need]:
        return self._parsed(NEEDS, _FOLLOWERS, of=need)

    def need_number_taken(self, year: int, need_no: int) -> str | None:
        return self._name(_NUMBERED, year=year, need_no=need_no)

    def next_need_number(self, year: int) -> int:
        return int(self._tx.session.value(_HIGHEST, year=year) or 0) + 1

    def reports_of(self, need_round: str) -> list[NeedsReport]:
        return self._parsed(REPORTS, _REPORTS_OF, parent=need_round)

    def earlier_report(self, municipality: str, year: int) -> NeedsReport | None:
        found = self._parsed(REPORTS, _EARLIER, municipality=municipality, year=year)
        return found[0] if found else None

    def rounds_of_year(self, year: int) -> list[str]:
        return [str(row[0]) for row in self._tx.session.all(_ROUNDS_OF_YEAR, year=year)]

    def all_benefits(self, cycle: str) -> list[Benefit]:
        if cycle:
            return self._parsed(BENEFITS, _BENEFITS_OF_CYCLE, cycle=cycle)
        return self._parsed(BENEFITS, _BENEFITS)

    def all_subjects(self) -> list[MappedSubject]:
        return self._parsed(SUBJECTS, _SUBJECTS)

    def subject_of_provider(self, provider: str) -> str | None:
        return self._name(_SUBJECT_OF, provider=provider)

    def open_needs(self) -> list[str]:
        return [str(row[0]) for row in self._tx.session.all(_OPEN_NEEDS)]

    def money_of(self, version: str) -> list[MeasureLine]:
        return [
            (int(year), str(source), _money(planned), _money(secured), _money(actual))
            for year, source, planned, secured, actual in self._tx.session.all(_MONEY, parent=version)
        ]

    def _parsed(self, kind: Kind[Any], statement: Statement, **params: Any) -> list[Any]:
        return [kind.codec.parse(bytes(row[0])) for row in self._tx.session.all(statement, **params)]

    def _name(self, statement: Statement, **params: Any) -> str | None:
        found = self._tx.session.value(statement, **params)
        return str(found) if found is not None else None


def _money(hal: int | None) -> Money | None:
    return Money(hal) if hal is not None else None
