"""How it is stored what cities and municipalities say of needs."""

from collections.abc import Collection as Names
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, insert, select

from komplan.planning.v1 import need_pb2
from komplan_core.evidence.rounds import NeedsReport, ReportKind
from komplan_core.needs import Need, NeedState, PersonsBasis
from komplan_core.regional.need_holding import SaidReport
from komplan_core.regional.need_records import NeedCode, RegionNeedRound
from komplan_core.regional.needs import Merge, SaidNeed
from komplan_kit.codec import Codec
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Transaction
from komplan_region.ports.needs import Answered, CapacitySaid, SaidByOne, SaidOfNeeds
from komplan_region.repositories import said_rows as say
from komplan_region.repositories.moments import utc
from komplan_region.repositories.need_kinds import CODES, INTAKE_REPORTS, MERGES, RESPONSES, ROUNDS
from komplan_region.rows.directory import MunicipalityRow
from komplan_region.rows.need_rounds import (
    IntakeReportRow,
    NeedCodeRow,
    NeedMergeRow,
    NeedResponseRow,
    RegionNeedRoundRow,
)
from komplan_region.rows.needs import CopiedNeedRoundRow, SaidCapacityRow, SaidNeedRow, SaidReportRow

_NEED = Codec(need_pb2.Need, Need)
_SAID = (SaidReportRow, SaidNeedRow, SaidCapacityRow)
_PUT = {row: Statement(insert(row)) for row in (*_SAID, CopiedNeedRoundRow)}
_CLEAR = tuple(
    Statement(delete(row).where(row.municipality_id == bindparam("municipality")))
    for row in (*_SAID, CopiedNeedRoundRow)
)


def _with_area(row: Any, *columns: Any) -> Select[Any]:
    """These columns with the code of the planning area, empty for the region's own intake."""
    area = func.coalesce(MunicipalityRow.code, "")
    return select(area, *columns).outerjoin(MunicipalityRow, MunicipalityRow.id == row.municipality_id)


_REPORT_COLUMNS = [getattr(SaidReportRow, name) for name in say.REPORT]
_NEED_COLUMNS = [getattr(SaidNeedRow, name) for name in say.NEED]
_CAPACITY_COLUMNS = [getattr(SaidCapacityRow, name) for name in say.CAPACITY]
_YEARS: Any = bindparam("first"), bindparam("last")
_REPORTS = Statement(_with_area(SaidReportRow, *_REPORT_COLUMNS).where(SaidReportRow.year.between(*_YEARS)))
_REPORTS_OF = Statement(
    _with_area(SaidReportRow, *_REPORT_COLUMNS).where(SaidReportRow.municipality == bindparam("of"))
)
_NEEDS = Statement(_with_area(SaidNeedRow, *_NEED_COLUMNS).where(SaidNeedRow.year.between(*_YEARS)))
_NEED_OF = Statement(_with_area(SaidNeedRow, *_NEED_COLUMNS).where(SaidNeedRow.name == bindparam("of")))
_CAPACITIES = Statement(_with_area(SaidCapacityRow, *_CAPACITY_COLUMNS).where(SaidCapacityRow.year.between(*_YEARS)))
_SAID_BY = Statement(
    select(SaidNeedRow.said_at, SaidNeedRow.report, SaidNeedRow.encoded).where(SaidNeedRow.name == bindparam("of"))
)
_REPORTED = Statement(
    select(SaidNeedRow.encoded).where(SaidNeedRow.report == bindparam("of")).order_by(SaidNeedRow.need_no)
)
_ROUND_OF = Statement(select(RegionNeedRoundRow.encoded).where(RegionNeedRoundRow.year == bindparam("year")))
_ROUND_ID = select(RegionNeedRoundRow.id).where(RegionNeedRoundRow.name == bindparam("round_name")).scalar_subquery()
_VERSIONS = Statement(
    select(IntakeReportRow.encoded)
    .where(IntakeReportRow.need_round_id == _ROUND_ID, IntakeReportRow.municipality == bindparam("of"))
    .order_by(IntakeReportRow.version)
)
_HAS_REPORTS = Statement(select(IntakeReportRow.id).where(IntakeReportRow.need_round_id == _ROUND_ID).limit(1))
_CODES_OF = Statement(select(NeedCodeRow.encoded).where(NeedCodeRow.need_round_id == _ROUND_ID))
_MERGES = Statement(select(NeedMergeRow.encoded).where(NeedMergeRow.undone == bindparam("undone")))
_ANSWERS = Statement(select(NeedResponseRow.need, NeedResponseRow.name, NeedResponseRow.outcome))


class NeedsStore:
    """Needs inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.rounds = Collection(ROUNDS, transaction)
        self.intake = Collection(INTAKE_REPORTS, transaction)
        self.codes = Collection(CODES, transaction)
        self.merges = Collection(MERGES, transaction)
        self.responses = Collection(RESPONSES, transaction)

    def put(self, row_id: int, said: SaidOfNeeds) -> None:
        for clear in _CLEAR:
            self._tx.session.run(clear, municipality=row_id)
        self._put(said, {"municipality_id": row_id, "intake_id": None})
        rounds = [{"municipality_id": row_id, **say.round_row(item)} for item in said.rounds]
        if rounds:
            self._tx.session.run_many(_PUT[CopiedNeedRoundRow], rounds)

    def put_intake(self, name: str, said: SaidOfNeeds) -> None:
        self._put(said, {"municipality_id": None, "intake_id": self.intake.refer(name, "name")})

    def _put(self, said: SaidOfNeeds, origin: Mapping[str, int | None]) -> None:
        rows: dict[Any, Iterable[dict[str, Any]]] = {
            SaidReportRow: map(say.report_row, said.reports),
            SaidNeedRow: (say.need_row(item, _NEED.encode(item.need)) for item in said.needs),
            SaidCapacityRow: map(say.capacity_row, said.capacities),
        }
        for row, values in rows.items():
            if made := [{**origin, **value} for value in values]:
                self._tx.session.run_many(_PUT[row], made)

    def reports(self, years: Names[int]) -> list[SaidReport]:
        return [_report(row) for row in self._in(_REPORTS, years) if row[1 + say.REPORT.index("year")] in years]

    def reports_of(self, municipality: str) -> list[SaidReport]:
        return [_report(row) for row in self._tx.session.all(_REPORTS_OF, of=municipality)]

    def needs(self, years: Names[int]) -> list[SaidNeed]:
        return [_need(row) for row in self._in(_NEEDS, years) if row[1 + say.NEED.index("year")] in years]

    def capacities(self, years: Names[int]) -> list[CapacitySaid]:
        found = self._in(_CAPACITIES, years)
        return [say.capacity_said(row) for row in found if row[1 + say.CAPACITY.index("year")] in years]

    def known(self, names: Names[str]) -> dict[str, SaidNeed]:
        found: dict[str, SaidNeed] = {}
        for name in names:
            rows = [_need(row) for row in self._tx.session.all(_NEED_OF, of=name)]
            if rows:
                found[name] = max(rows, key=lambda need: (str(need.said_at or ""), need.report))
        return found

    def said_by(self, names: Names[str]) -> list[SaidByOne]:
        found: list[SaidByOne] = []
        for name in names:
            rows = sorted(self._tx.session.all(_SAID_BY, of=name), key=lambda row: (str(row[0] or ""), row[1]))
            found.extend(SaidByOne(name, report, bytes(encoded)) for _, report, encoded in rows)
        return found

    def reported(self, report: str) -> list[Need]:
        return [_NEED.parse(bytes(encoded)) for (encoded,) in self._tx.session.all(_REPORTED, of=report)]

    def round_of(self, year: int) -> RegionNeedRound | None:
        encoded = self._tx.session.value(_ROUND_OF, year=year)
        return ROUNDS.decoded(bytes(encoded)) if encoded is not None else None

    def versions(self, round_name: str, municipality: str) -> list[NeedsReport]:
        found = self._tx.session.all(_VERSIONS, round_name=round_name, of=municipality)
        return [INTAKE_REPORTS.decoded(bytes(encoded)) for (encoded,) in found]

    def has_reports(self, round_name: str) -> bool:
        return self._tx.session.value(_HAS_REPORTS, round_name=round_name) is not None

    def codes_of(self, round_name: str) -> list[NeedCode]:
        return [CODES.decoded(bytes(row[0])) for row in self._tx.session.all(_CODES_OF, round_name=round_name)]

    def merges_in_force(self) -> list[Merge]:
        found = (MERGES.decoded(bytes(row[0])) for row in self._tx.session.all(_MERGES, undone=False))
        return [Merge(merge.name, merge.into, merge.sources) for merge in found]

    def taken_apart(self) -> list[tuple[str, ...]]:
        found = (MERGES.decoded(bytes(row[0])) for row in self._tx.session.all(_MERGES, undone=True))
        return [(merge.into, *merge.sources) for merge in found]

    def answers(self) -> Mapping[str, Answered]:
        return {need: Answered(name, outcome) for need, name, outcome in self._tx.session.all(_ANSWERS)}

    def _in(self, statement: Statement, years: Names[int]) -> list[tuple[Any, ...]]:
        return self._tx.session.all(statement, first=min(years), last=max(years)) if years else []


def _report(row: tuple[Any, ...]) -> SaidReport:
    area, *values = row
    told = dict(zip(say.REPORT, values, strict=True))
    told["on_behalf_of"] = tuple(told["on_behalf_of"])
    told["kind"], told["submitted_at"] = ReportKind(told["kind"]), utc(told["submitted_at"])
    told["no_unmet_needs"] = bool(told["no_unmet_needs"])
    return SaidReport(area=area, **told)


def _need(row: tuple[Any, ...]) -> SaidNeed:
    area, *values = row
    told = dict(zip(say.NEED, values, strict=True))
    told["groups"] = tuple(sorted(told["groups"]))
    told["unmapped"], told["municipalities"] = tuple(told["unmapped"]), tuple(told["municipalities"])
    told["persons_basis"], told["state"] = PersonsBasis(told["persons_basis"]), NeedState(told["state"])
    told["persons_overlap"], told["said_at"] = bool(told["persons_overlap"]), utc(told["said_at"])
    return SaidNeed(area=area, **told)
