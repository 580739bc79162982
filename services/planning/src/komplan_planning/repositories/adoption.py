"""Resolutions, submissions, scorings and staff fields: how they are stored and asked for."""

from datetime import date
from typing import Any

from sqlalchemy import bindparam, exists, literal, or_, select

from komplan.planning.v1 import resolution_pb2, scoring_pb2, staff_fields_pb2
from komplan_core import names
from komplan_core.completeness.content import Content
from komplan_core.extra_fields import StaffFields
from komplan_core.resolutions import RegisteredResolution, Submission
from komplan_core.scoring import Scoring
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction
from komplan_planning.repositories.completeness import ContentReader
from komplan_planning.repositories.kinds import OF_VERSION
from komplan_planning.rows.adoption import ResolutionRow, ScoringRow, StaffFieldsRow, SubmissionRow
from komplan_planning.rows.assessments import GrantDecisionRow
from komplan_planning.rows.monitoring import ActionPlanRow, EvaluationRow
from komplan_planning.rows.tree import VersionRow

RESOLUTIONS = Kind(
    "resolution", names.RESOLUTION, Codec(resolution_pb2.RegisteredResolution, RegisteredResolution), ResolutionRow
)
SUBMISSIONS = Kind("submission", names.SUBMISSION, Codec(resolution_pb2.Submission, Submission), SubmissionRow)
SCORINGS = Kind("scoring", names.SCORING, Codec(scoring_pb2.Scoring, Scoring), ScoringRow)
STAFF_FIELDS = Kind(
    "staff fields", names.STAFF_FIELDS, Codec(staff_fields_pb2.StaffFields, StaffFields), StaffFieldsRow
)

RESOLUTION_LIST = Listing(
    RESOLUTIONS,
    filters={
        "subject": ResolutionRow.subject == bindparam("subject"),
        "body": ResolutionRow.body == bindparam("body"),
    },
)
SUBMISSION_LIST = Listing(SUBMISSIONS, parent=SubmissionRow.version_id == OF_VERSION)
SCORING_LIST = Listing(SCORINGS, parent=ScoringRow.version_id == OF_VERSION)

_NUMBERED = Statement(
    select(ResolutionRow.name).where(
        ResolutionRow.body == bindparam("by"), ResolutionRow.number == bindparam("its_number")
    )
)


def _cited(body: Any, number: Any) -> Any:
    return exists(select(literal(1)).where(body == bindparam("by"), number == bindparam("its_number")))


_CITED = Statement(
    select(literal(1)).where(
        or_(
            _cited(VersionRow.resolution_body, VersionRow.resolution_number),
            _cited(GrantDecisionRow.body, GrantDecisionRow.number),
            _cited(ActionPlanRow.resolution_body, ActionPlanRow.resolution_number),
            _cited(EvaluationRow.resolution_body, EvaluationRow.resolution_number),
        )
    )
)
_NOTED = Statement(select(StaffFieldsRow.name).where(StaffFieldsRow.subject == bindparam("of")))
_CANDIDATES = Statement(select(ScoringRow.candidates).where(ScoringRow.version_id == OF_VERSION))
_SUBMISSIONS_OF = Statement(
    select(SubmissionRow.encoded).where(SubmissionRow.version_id == OF_VERSION).order_by(SubmissionRow.id)
)


class AdoptionStore:
    """What leads to an adopted plan, inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self._reader = ContentReader(transaction)
        self.resolutions = Collection(RESOLUTIONS, transaction)
        self.submissions = Collection(SUBMISSIONS, transaction)
        self.scorings = Collection(SCORINGS, transaction)
        self.staff_fields = Collection(STAFF_FIELDS, transaction)

    def numbered(self, body: str, number: str) -> str | None:
        found = self._tx.session.value(_NUMBERED, by=body, its_number=number)
        return str(found) if found is not None else None

    def is_cited(self, resolution: RegisteredResolution) -> bool:
        return bool(self._tx.session.value(_CITED, by=resolution.body, its_number=resolution.number))

    def is_candidate(self, node: str) -> bool:
        rows = self._tx.session.all(_CANDIDATES, parent=names.parent(node))
        return any(names.last_id(node) in row[0] for row in rows)

    def submissions_of(self, version: str) -> list[Submission]:
        rows = self._tx.session.all(_SUBMISSIONS_OF, parent=version)
        return [SUBMISSIONS.codec.parse(bytes(row[0])) for row in rows]

    def forget_staff_fields(self, subject: str) -> None:
        name = self._tx.session.value(_NOTED, of=subject)
        if name is not None:
            self.staff_fields.delete(str(name))

    def content(self, version: str, day: date) -> Content:
        return self._reader.content(version, day)
