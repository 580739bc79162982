"""What comments, points and readings say, as rows of a table for the office: they print words of people."""

from collections.abc import Iterator
from typing import Any, Final

from komplan_cli.consultation.titles import CONSENTS, Titles
from komplan_cli.days import czech_day
from komplan_core.consultation.settlement_table import AUTHOR_KINDS, CHANNELS, SEVERITIES

Rows = list[list[str]]
_KINDS: Final = {kind.value: title for kind, title in AUTHOR_KINDS.items()}
_CHANNELS: Final = {channel.value: title for channel, title in CHANNELS.items()}
_SEVERITIES: Final = {severity.value: title for severity, title in SEVERITIES.items()}


def channel_title(code: str) -> str:
    """What people call a channel."""
    return _CHANNELS.get(code, code)


def author_rows(authors: Any) -> Rows:
    """Who stands behind a comment, a row each."""
    told = []
    for author in authors:
        who = [author.full_name or "(neuvedeno)", _KINDS.get(author.kind, author.kind), author.contact]
        if author.represented_by:
            who.append(f"zastupuje {author.represented_by}, doklad {author.proof}")
        told.append(["podatel", ", ".join(filter(None, who))])
    return told


def said_rows(point: Any, name: str = "") -> Rows:
    """What a point says. `name` is put in front of the headings."""
    where = point.anchor.block if point.HasField("anchor") else "/".join(point.plan_part.split("/")[-2:])
    quoted = f"{where}: „{point.anchor.exact}“" if point.HasField("anchor") and point.anchor.exact else where
    told = [
        ("znění", getattr(point, "quote", "") or point.text),
        ("navrhovaná úprava", point.proposed_wording),
        ("odůvodnění podatele", point.reason),
        ("část dokumentu", quoted),
        ("závažnost", _SEVERITIES.get(point.severity, point.severity)),
    ]
    return [[f"{name}{heading}", text] for heading, text in told if text]


def reading_rows(reading: Any) -> Rows:
    """What somebody of the office wrote down of a submission."""
    rows = author_rows(reading.authors)
    for number, point in enumerate(reading.points, 1):
        rows += said_rows(point, f"bod {number}: " if len(reading.points) > 1 else "")
    if reading.HasField("reply_channel"):
        rows.append(["odpovědět", channel_title(reading.reply_channel)])
    rows.append(["se zveřejněním", CONSENTS.get(reading.publish_consent or "none", reading.publish_consent)])
    return rows


def point_rows(point: Any, titles: Titles) -> Rows:
    """Where a point stands and what is answered to it."""
    rows = [
        ["stav", titles.state(point.state)],
        ["kategorie", titles.category(point.category)],
        ["skupina", titles.group(point.body or point.working_group)],
        ["zpracovává", point.handler],
        ["do dne", czech_day(point.due_on) if point.HasField("due_on") else ""],
    ]
    for referral in point.referrals:
        rows.append(["postoupeno", f"{titles.group(referral.to_body)}, {czech_day(referral.asked_on)}"])
        rows += [["dotaz", referral.question], ["vyjádření", referral.advice]]
    if point.HasField("settlement"):
        rows += _answer_rows(point.settlement, titles, "")
    for earlier in point.earlier_settlements:
        rows += _answer_rows(earlier, titles, "dříve: ")
    return [row for row in rows if row[1]]


def _answer_rows(answer: Any, titles: Titles, when: str) -> Iterator[list[str]]:
    decided = answer.HasField("decided_on")
    day = czech_day(answer.decided_on) if decided else "zatím jen navrženo"
    yield [f"{when}výsledek", f"{titles.outcome(answer.outcome)} ({day})"]
    yield [f"{when}odůvodnění vypořádání", answer.justification]
