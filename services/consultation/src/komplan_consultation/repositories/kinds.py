"""The kinds of entities that the consultation keeps, and how they are listed."""

from typing import Any

from sqlalchemy import and_, bindparam, exists, literal, or_, select

from komplan.consultation.v1 import comment_pb2, round_pb2, submission_pb2
from komplan_consultation.rows import Row
from komplan_consultation.rows.comments import AuthorRow, CommentRow, PointRow, RefusalRow
from komplan_consultation.rows.intake import SubmissionRow
from komplan_consultation.rows.rounds import RoundRow
from komplan_core import names
from komplan_core.consultation import SET_ASIDE, Comment, Refusal, Round, Standing
from komplan_core.consultation.submissions import Submission
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.store import Kind

METADATA = Row.metadata

ROUNDS = Kind("round", names.ROUND, Codec(round_pb2.Round, Round), RoundRow)
COMMENTS = Kind(
    "comment",
    names.COMMENT,
    Codec(comment_pb2.Comment, Comment),
    CommentRow,
    only_encoded=(
        "authors.full_name",
        "authors.contact",
        "authors.represented_by",
        "authors.proof",
        "authors.staff_code",
        "registry_ref",
        "withdrawal_proof",
        "extra",
        "annotations",
        "points.text",
        "points.proposed_wording",
        "points.reason",
        "points.quote",
        "points.public_text",
    ),
)
REFUSALS = Kind("refusal", names.REFUSAL, Codec(comment_pb2.Refusal, Refusal), RefusalRow, only_encoded=("content",))

SUBMISSIONS = Kind(
    "submission",
    names.SUBMITTED,
    Codec(submission_pb2.Submission, Submission),
    SubmissionRow,
    only_encoded=("registry_ref", "reading", "differences"),
)

OF_ROUND = select(RoundRow.id).where(RoundRow.name == bindparam("parent")).scalar_subquery()
UNSETTLED = PointRow.settlement_decided_on.is_(None)
PENDING = or_(UNSETTLED, CommentRow.standing == Standing.DISPUTED.value)
"""What keeps a round from being settled; the points of a disputed comment wait until the office found out."""
STANDING = and_(*(CommentRow.standing != standing.value for standing in sorted(SET_ASIDE)))


def has(*conditions: Any) -> Any:
    """Whether a row stands for which all of this holds."""
    return exists(select(literal(1)).where(*conditions))


HAS_UNSETTLED = has(PointRow.comment_id == CommentRow.id, PENDING)

ROUND_LIST = Listing(ROUNDS)
COMMENT_LIST = Listing(
    COMMENTS,
    parent=CommentRow.round_id == OF_ROUND,
    filters={
        "author_kind": has(AuthorRow.comment_id == CommentRow.id, AuthorRow.kind == bindparam("author_kind")),
        "working_group": has(
            PointRow.comment_id == CommentRow.id, PointRow.working_group == bindparam("working_group")
        ),
        "unsettled": and_(STANDING, HAS_UNSETTLED),
        "number": CommentRow.number == bindparam("number"),
        "publication": CommentRow.publication == bindparam("publication"),
    },
)
REFUSAL_LIST = Listing(
    REFUSALS, parent=RefusalRow.round_id == OF_ROUND, filters={"reason": RefusalRow.reason == bindparam("reason")}
)
SUBMISSION_LIST = Listing(
    SUBMISSIONS,
    parent=SubmissionRow.round_id == OF_ROUND,
    filters={"state": SubmissionRow.state == bindparam("state")},
)
