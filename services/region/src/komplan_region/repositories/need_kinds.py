"""The entities that the region keeps of needs, and their tables."""

from sqlalchemy import bindparam, exists, select

from komplan.planning.v1 import needs_report_pb2
from komplan.region.v1 import need_pb2, need_round_pb2
from komplan_core import names
from komplan_core.evidence.rounds import NeedsReport
from komplan_core.regional.need_records import NeedCode, NeedMerge, NeedResponse, RegionNeedRound
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.store import Kind
from komplan_region.rows.need_rounds import (
    IntakeReportRow,
    NeedCodeRow,
    NeedMergeRow,
    NeedResponseMunicipalityRow,
    NeedResponseRow,
    RegionNeedRoundRow,
)

ROUNDS = Kind(
    "need round", names.REGION_NEED_ROUND, Codec(need_round_pb2.NeedRound, RegionNeedRound), RegionNeedRoundRow
)
INTAKE_REPORTS = Kind(
    "intake report",
    names.INTAKE_REPORT,
    Codec(needs_report_pb2.NeedsReport, NeedsReport),
    IntakeReportRow,
    only_encoded=("needs", "possibilities", "resources", "capacities", "submitted_at", "reported", "late_reason"),
)
CODES = Kind("need code", names.NEED_CODE, Codec(need_round_pb2.NeedCode, NeedCode), NeedCodeRow)
MERGES = Kind("need merge", names.NEED_MERGE, Codec(need_pb2.NeedMerge, NeedMerge), NeedMergeRow)
RESPONSES = Kind("need response", names.NEED_RESPONSE, Codec(need_pb2.NeedResponse, NeedResponse), NeedResponseRow)

_OF_ROUND = select(RegionNeedRoundRow.id).where(RegionNeedRoundRow.name == bindparam("parent")).scalar_subquery()
ROUND_LIST = Listing(ROUNDS, filters={"year": RegionNeedRoundRow.year == bindparam("year")})
INTAKE_LIST = Listing(
    INTAKE_REPORTS,
    parent=IntakeReportRow.need_round_id == _OF_ROUND,
    filters={"municipality": IntakeReportRow.municipality == bindparam("municipality")},
)
CODE_LIST = Listing(CODES, parent=NeedCodeRow.need_round_id == _OF_ROUND)
MERGE_LIST = Listing(MERGES)
RESPONSE_LIST = Listing(
    RESPONSES,
    filters={
        "year": NeedResponseRow.year == bindparam("year"),
        "need": NeedResponseRow.need == bindparam("need"),
        "municipality": exists().where(
            NeedResponseMunicipalityRow.need_response_id == NeedResponseRow.id,
            NeedResponseMunicipalityRow.value == bindparam("municipality"),
        ),
    },
)
