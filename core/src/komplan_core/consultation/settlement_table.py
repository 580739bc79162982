"""The settlement table in the columns of Czech offices: one row for each point, counted against the book."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from komplan_core.consultation.codes import AuthorKind, Channel, OutcomeKernel, Severity, Standing
from komplan_core.consultation.comments import Comment, Point, Settlement
from komplan_core.consultation.publishing import (
    LET_OUT,
    Visibility,
    shown_names,
    shown_settlement,
    shown_words,
    visibility,
)
from komplan_core.consultation.rounds import Round
from komplan_core.extra_fields import ExtraField, extra_value, shown_value

COLUMNS: Final = {
    "point": "č. připomínky / bod",
    "received_on": "datum doručení",
    "channel": "kanál",
    "author_kind": "typ podatele",
    "submitter": "podatel",
    "part": "část dokumentu (kód, nadpis)",
    "text": "znění připomínky",
    "proposed_wording": "navrhovaná úprava",
    "reason": "odůvodnění podatele",
    "working_group": "pracovní skupina",
    "severity": "závažnost",
    "kind": "druh (věcná/formální)",
    "outcome": "výsledek",
    "justification": "odůvodnění vypořádání",
    "decided": "rozhodl, dne",
    "incorporated": "kde zapracováno",
    "visibility": "viditelnost",
    "fingerprint": "otisk záznamu",
}
"""Headings by field, in their order."""

CHANNELS: Final = {
    Channel.PAPER_CONTACT_POINT: "sběrné místo",
    Channel.POST: "pošta",
    Channel.IN_PERSON: "osobně",
    Channel.HEARING: "veřejné projednání",
    Channel.EMAIL: "e-mail",
    Channel.DATA_BOX: "datová schránka",
    Channel.WEB: "web",
}
AUTHOR_KINDS: Final = {
    AuthorKind.USER: "uživatel",
    AuthorKind.ORGANISATION: "organizace",
    AuthorKind.INDIVIDUAL: "jednotlivec",
}
SEVERITIES: Final = {Severity.ORDINARY: "běžná", Severity.ESSENTIAL: "zásadní"}
SHOWN: Final = {
    Visibility.WHOLE: "zveřejněno",
    Visibility.REDACTED: "zveřejněno zkráceně",
    Visibility.NOT_AGREED: "bez znění (podatel nesouhlasil)",
    Visibility.WITHHELD: "nezveřejněno",
    Visibility.PENDING: "čeká na posouzení",
}
STANDINGS: Final = {
    Standing.WITHDRAWN: "vzato zpět",
    Standing.DISPUTED: "podatel popírá podání",
    Standing.VOIDED: "zneplatněno",
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; `submitter` holds the names that whoever reads the table may know."""

    point: str
    received_on: date
    channel: str
    author_kind: str
    submitter: str
    part: str
    text: str
    proposed_wording: str
    reason: str
    working_group: str
    severity: str
    kind: str
    outcome: str
    justification: str
    decided: str
    incorporated: str
    visibility: str
    fingerprint: str
    extra: tuple[str, ...] = ()
    """What it says in each of the city's own fields of comments; for the office only."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a row tells that does not stand in the comment."""

    held: Round
    state: str
    """The fixed meaning of the round's state."""
    groups: Mapping[str, str] = field(default_factory=dict)
    """Titles of working groups and bodies by code."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """What is printed for the parts and passages of the drafts, by id."""
    incorporated: Mapping[str, str] = field(default_factory=dict)
    """Where the text changed, by label such as `17/2`."""
    fingerprints: Mapping[int, str] = field(default_factory=dict)
    """Hashes of the entries that registered comments, by number."""
    fields: tuple[ExtraField, ...] = ()
    """The fields that the city adds to comments."""


def is_let_out(comment: Comment) -> bool:
    """Whether its rows stand in the public table; those of the others are counted as withheld there."""
    return comment.publication in LET_OUT


def public_rows(comment: Comment, beside: Beside) -> Iterator[TableRow]:
    """The rows of a comment that is let out, as everybody may have them."""
    names = "; ".join(shown_names(comment, beside.state))
    for point in comment.points:
        yield _row(comment, point, beside, names, shown_words(comment, point), shown_settlement(point))


def office_rows(comment: Comment, beside: Beside) -> Iterator[TableRow]:
    """The rows of a comment as the office has them."""
    names = "; ".join(author.full_name for author in comment.authors if author.full_name)
    extra = tuple(shown_value(field, extra_value(comment.extra, field.code)) for field in beside.fields)
    for point in comment.points:
        words = (point.said, point.proposed_wording, point.reason)
        yield _row(comment, point, beside, names, words, point.settlement if point.settled else None, extra)


def _row(
    comment: Comment,
    point: Point,
    beside: Beside,
    names: str,
    words: tuple[str, str, str],
    answer: Settlement | None,
    extra: tuple[str, ...] = (),
) -> TableRow:
    label = f"{comment.number}/{point.number}"
    outcome = beside.held.outcome(answer.outcome) if answer else None
    formal = outcome is not None and outcome.kernel is OutcomeKernel.EDITORIAL
    return TableRow(
        point=label,
        received_on=comment.received_on,
        channel=CHANNELS[comment.channel],
        author_kind=", ".join(dict.fromkeys(AUTHOR_KINDS[author.kind] for author in comment.authors)),
        submitter=names,
        part=part(point, beside.headings),
        text=words[0],
        proposed_wording=words[1],
        reason=words[2],
        working_group=beside.groups.get(point.working_group, point.working_group),
        severity=SEVERITIES[point.severity],
        kind="" if answer is None else "formální" if formal else "věcná",
        outcome=outcome.title if outcome else "",
        justification=answer.justification if answer else "",
        decided=_decided(answer, beside.groups),
        incorporated=beside.incorporated.get(label, "") if answer else "",
        visibility=_shown(comment, point),
        fingerprint=beside.fingerprints.get(comment.number, ""),
        extra=extra,
    )


def part(point: Point, headings: Mapping[str, str]) -> str:
    """The part of the document that a point speaks of, as it is printed there; its id where no draft tells it."""
    id_ = point.anchor.block if point.anchor else "/".join(point.plan_part.split("/")[-2:])
    return headings.get(id_) or id_


def _decided(answer: Settlement | None, groups: Mapping[str, str]) -> str:
    if answer is None or answer.decided_on is None:
        return ""
    who = answer.body or answer.working_group
    day = answer.decided_on
    return f"{groups.get(who, who) or 'pořizovatel'}, {day.day}. {day.month}. {day.year}"


def _shown(comment: Comment, point: Point) -> str:
    standing = STANDINGS.get(comment.standing, "")
    return ", ".join(filter(None, (SHOWN[visibility(comment, point)], standing)))
