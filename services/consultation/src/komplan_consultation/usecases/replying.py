"""Answers to authors: prepared all at once after the release, written when they are sent, noted when they are out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from komplan.consultation.v1.reply_service_pb2 import MarkRepliesResponse, PrepareRepliesResponse
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_core import names
from komplan_core.consultation import Comment, Point, PointState
from komplan_core.consultation.publishing import RELEASED_STATES
from komplan_core.consultation.replies import (
    NEXT_STATES,
    OUT,
    Reply,
    ReplyState,
    letter,
    reply_channel,
    told_sha256,
)
from komplan_core.errors import Invalid, Refused
from komplan_core.papers import Document
from komplan_kit.clock import today
from komplan_kit.store import Written

ANSWER: Final = "answer"
MOST_REPLIES: Final = 500
AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """A reply as it is sent, made for one reading."""

    reply: str
    number: int
    channel: str
    recipient: str
    contact: str
    subject: str
    text: str


class Replying:
    """Answers to the authors of comments."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._rounds, self._points = office.profile.workflow("round"), office.profile.workflow("point")

    def prepare(self, tx: ConsultationTx, parent: str) -> Written:
        """An answer for every author who can be reached and has none to these settlements."""
        held = tx.rounds.get(parent, "parent")
        if self._rounds.kernel(held.state) not in RELEASED_STATES:
            raise Refused("NOT_RELEASED", f"`{parent}` is {held.state}: release the settlement, then answer")
        round_id, after, counts = tx.rounds.refer(parent, "parent"), 0, PrepareRepliesResponse()
        last = tx.publishing.last_number(round_id)
        while comments := tx.publishing.comments(round_id, after, last, AT_ONCE):
            for comment in comments:
                self._prepare(tx, parent, round_id, comment, counts)
            after = comments[-1].number
        reply = counts.SerializeToString(deterministic=True)
        return Written(parent, held.etag, reply, reply)

    def letters(self, tx: ConsultationTx, parent: str, channel: str, after: int) -> tuple[list[Letter], int]:
        """Letters of prepared replies behind a row id; 0 instead of the next one at the end."""
        held = tx.rounds.get(parent, "parent")
        found = tx.replies.prepared(tx.rounds.refer(parent, "parent"), channel, 0, after, AT_ONCE)
        letters = []
        for _, reply in found:
            comment = tx.comments.get(reply.comment)
            author = comment.authors[reply.author - 1]
            if not author.contact or not comment.stands:  # erased or disputed meanwhile: nobody is written to
                continue
            words = letter(comment, held, self._office.titles, self._office.profile.document(Document.REPLY))
            letters.append(
                Letter(
                    reply.name,
                    reply.number,
                    reply.channel.value,
                    author.full_name,
                    author.contact,
                    words.subject,
                    words.text,
                )
            )
        return letters, found[-1][0] if len(found) == AT_ONCE else 0

    def mark(
        self, tx: ConsultationTx, parent: str, replies: Sequence[str], state: str, note: str, roles: Collection[str]
    ) -> Written:
        """Note what became of replies; points are answered when all replies to their comment are out."""
        held = tx.rounds.get(parent, "parent")
        if not replies:
            raise Invalid.field("replies", "REQUIRED", "name the replies")
        if len(replies) > MOST_REPLIES:
            raise Invalid.field("replies", "TOO_MANY", f"name {MOST_REPLIES} replies at most")
        if state not in (ReplyState.SENT, ReplyState.DELIVERED, ReplyState.FAILED):
            raise Invalid.field("state", "UNKNOWN_CODE", "say `sent`, `delivered` or `failed`")
        answered, touched = 0, dict[str, Reply]()
        for index, name in enumerate(dict.fromkeys(replies)):
            if names.REPLY.matches(name) and names.parent(name) != parent:
                raise Invalid.field(f"replies.{index}", "REFERENCE_MISSING", "name replies of this round")
            reply = tx.replies.replies.get(name, f"replies.{index}")
            self._mark(tx, reply, ReplyState(state), note)
            touched[reply.comment] = reply
        for reply in touched.values():
            answered += self._answered(tx, held.name, reply, roles)
        made = MarkRepliesResponse(marked=len(dict.fromkeys(replies)), answered=answered)
        encoded = made.SerializeToString(deterministic=True)
        return Written(parent, held.etag, encoded, encoded)

    def _prepare(
        self, tx: ConsultationTx, parent: str, round_id: int, comment: Comment, counts: PrepareRepliesResponse
    ) -> None:
        told = told_sha256(comment)
        if not told or not comment.stands:
            return
        for author in range(1, len(comment.authors) + 1):
            channel = reply_channel(comment, author)
            if channel is None:
                counts.without_way += 1
            elif tx.replies.has(comment.name, author, told):
                counts.already += 1
            else:
                values = {
                    "name": f"{parent}/replies/{self._office.ids()}",
                    "comment": comment.name,
                    "number": comment.number,
                    "author": author,
                    "channel": channel,
                    "content_sha256": told,
                    "prepared_on": today(self._office.clock),
                }
                tx.replies.add(tx.replies.replies.make(values), round_id)
                counts.prepared += 1

    def _mark(self, tx: ConsultationTx, reply: Reply, state: ReplyState, note: str) -> None:
        if state not in NEXT_STATES[reply.state]:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{reply.name}` is {reply.state}: it does not become {state}")
        sent = today(self._office.clock) if state is ReplyState.SENT else reply.sent_on
        changed = tx.replies.replies.merged(reply, {"state": state, "note": note, "sent_on": sent})
        tx.replies.replies.replace(changed)

    def _answered(self, tx: ConsultationTx, round_name: str, reply: Reply, roles: Collection[str]) -> int:
        every = tx.replies.of_comment(reply.comment, reply.content_sha256)
        if not all(one.state in OUT for one in every):
            return 0
        comment = tx.comments.get(reply.comment)
        if not comment.stands:  # disputed meanwhile: its points wait until the office found out
            return 0
        if told_sha256(comment) != reply.content_sha256:  # settled anew meanwhile: another answer is due
            return 0
        points = tuple(self._answer(tx, round_name, comment, point, roles) for point in comment.points)
        moved = sum(after is not before for after, before in zip(points, comment.points, strict=True))
        if moved:
            tx.comments.replace(comment.revised({"points": points}))
        return moved

    def _answer(
        self, tx: ConsultationTx, round_name: str, comment: Comment, point: Point, roles: Collection[str]
    ) -> Point:
        if self._points.kernel(point.state) != PointState.RELEASED:
            return point
        state = self._points.moved(point.state, ANSWER, roles)
        moved = {"point": f"{comment.number}/{point.number}", "from": "released", "to": self._points.kernel(state)}
        tx.log.append(round_name, "point.moved", moved)
        return point.revised({"state": state})
