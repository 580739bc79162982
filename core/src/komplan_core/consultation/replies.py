"""Answers to the authors of comments: who gets one, on which way, and what it says."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from komplan_core.consultation.codes import SET_ASIDE, Channel
from komplan_core.consultation.comments import Comment, Sha256
from komplan_core.consultation.publishing import shown_settlement
from komplan_core.consultation.rounds import Round
from komplan_core.papers import DocumentText
from komplan_core.record import Entity
from komplan_core.values import Text

SALUTATION: Final = "Vážená paní, vážený pane,"
BY_MAIL: Final = frozenset({Channel.EMAIL, Channel.WEB})
"""Channels that are answered by e-mail."""


class ReplyState(StrEnum):
    """How far an answer is on its way."""

    PREPARED = "prepared"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


NEXT_STATES: Final = {
    ReplyState.PREPARED: {ReplyState.SENT, ReplyState.FAILED},
    ReplyState.SENT: {ReplyState.DELIVERED, ReplyState.FAILED},
    ReplyState.FAILED: {ReplyState.SENT},
    ReplyState.DELIVERED: set[ReplyState](),
}
OUT: Final = frozenset({ReplyState.SENT, ReplyState.DELIVERED})
"""States of an answer that is out."""


class Reply(Entity):
    """The answer to one author. Who that is stands in the comment only."""

    comment: str
    number: Annotated[int, Field(ge=1)]
    author: Annotated[int, Field(ge=1)]
    """Which of the comment's authors, from 1."""
    channel: Channel
    state: ReplyState = ReplyState.PREPARED
    content_sha256: Sha256
    """Hash of the released settlements that it tells; another answer is due where they change."""
    prepared_on: date
    sent_on: date | None = None
    note: Text = ""
    year: Annotated[int, Field(ge=0, le=9999)] = 0
    """The year of whose evaluation it tells; 0 for the settlement itself."""


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and text of a letter."""

    subject: str
    text: str


def reply_channel(comment: Comment, author: int) -> Channel | None:
    """On which way an author (from 1) is answered, or None where the author gave none."""
    return (comment.reply_channel or comment.channel) if comment.authors[author - 1].contact.strip() else None


def told_sha256(comment: Comment) -> str:
    """Hexadecimal SHA-256 of a comment's released settlements; empty where none is released or it needs none."""
    if comment.standing in SET_ASIDE:
        return ""
    told = [
        f"{point.number}\n{answer.version}\n{answer.outcome}\n{answer.justification}\n"
        for point in comment.points
        if (answer := shown_settlement(point)) is not None
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest() if told else ""


def letter(comment: Comment, held: Round, groups: dict[str, str], city: DocumentText | None = None) -> Words:
    """The letter to an author of a comment. `groups` are the titles of working groups and bodies by code."""
    day = _day(comment.received_on)
    lines = [
        f"dne {day} jsme obdrželi Vaši připomínku. V knize připomínek „{held.title}“ je zapsána pod číslem "
        f"{comment.number}.",
        "Tímto Vám sdělujeme, jak byla vypořádána.",
        "",
        *(line for part in _points(comment, held, groups) for line in part),
        "Celé vypořádání připomínek je zveřejněno a stane se přílohou plánu.",
    ]
    return Words(f"Vypořádání připomínky č. {comment.number}: {held.title}", framed(lines, city))


def framed(lines: Iterable[str], city: DocumentText | None) -> str:
    """The text of a letter between the city's words; a salutation stands before it in any case."""
    heading, opening, closing = (city.heading, city.opening, city.closing) if city else ("", "", "")
    head = [heading, ""] if heading else []
    foot = ["", closing] if closing else []
    return "\n".join([*head, opening or SALUTATION, "", *lines, *foot]) + "\n"


def _points(comment: Comment, held: Round, groups: dict[str, str]) -> Iterator[list[str]]:
    for point in comment.points:
        answer = shown_settlement(point)
        if answer is None:
            continue
        outcome = held.outcome(answer.outcome)
        who = answer.body or answer.working_group
        decided = groups.get(who, who) or "pořizovatel plánu"
        lines = [f"Bod {comment.number}/{point.number}: {point.said}"]
        lines.append(f"Výsledek: {outcome.title if outcome else answer.outcome}")
        if answer.justification:
            lines.append(f"Odůvodnění: {answer.justification}")
        lines.append(f"Rozhodl: {decided}, {_day(answer.decided_on)}")
        yield [*lines, ""]


def _day(day: date | None) -> str:
    return f"{day.day}. {day.month}. {day.year}" if day else ""
