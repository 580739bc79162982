"""The journal of a service, read as the history of what it keeps."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select

from komplan_kit.clock import PRAGUE
from komplan_kit.statements import Statement
from komplan_kit.store import JournalEntry, Transaction


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the journal: its number, when it was written and in which role. `deleted` says that it was gone."""

    number: int
    at: datetime
    role: str
    deleted: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A stored message as it was known: sealed as it was stored, with its number and the moment of writing."""

    name: str
    number: int
    at: datetime
    encoded: bytes


class Journal:
    """The statements on one service's journal. Made once per service; `row` is its JournalRow."""

    def __init__(self, row: Any) -> None:
        of = row.name == bindparam("of")
        self.page = Statement(
            select(row.seq, row.at, row.role, row.deleted)
            .where(of, row.seq < bindparam("before"))
            .order_by(row.seq.desc())
            .limit(bindparam("most"))
        )
        self.entry = Statement(select(row.encoded).where(of, row.seq == bindparam("number"), row.deleted.is_(False)))
        self.since = Statement(
            select(row.encoded).where(of, row.seq > bindparam("number"), row.deleted.is_(False)).order_by(row.seq)
        )
        self.last = Statement(
            select(row.seq, row.at, row.encoded, row.deleted)
            .where(of, row.at < bindparam("end"))
            .order_by(row.seq.desc())
            .limit(1)
        )
        newest = (
            select(row.name.label("name"), func.min(row.seq).label("first"), func.max(row.seq).label("seq"))
            .where(row.name.like(bindparam("below")), row.name.not_like(bindparam("deeper")), row.at < bindparam("end"))
            .group_by(row.name)
            .subquery()
        )
        self.below = Statement(
            select(row.name, row.seq, row.at, row.encoded, newest.c.first)
            .join(newest, newest.c.seq == row.seq)
            .where(row.deleted.is_(False), newest.c.first > bindparam("after"))
            .order_by(newest.c.first)
            .limit(bindparam("most"))
        )


class History:
    """The states that resources had, inside a transaction; what its own group wrote is part of them."""

    def __init__(self, journal: Journal, transaction: Transaction) -> None:
        self._journal, self._tx = journal, transaction

    def moments(self, name: str, before: int, most: int) -> list[Moment]:
        """The newest entries of a resource with a number below `before`."""
        rows = self._tx.session.all(self._journal.page, of=name, before=before, most=most)
        return [Moment(int(seq), aware(at), str(role), bool(deleted)) for seq, at, role, deleted in rows]

    def entry(self, name: str, number: int) -> bytes | None:
        """The stored message under a number; None where it was deleted, or is another resource's."""
        written = self._written(lambda item: item.name == name and item.seq == number)
        if written:
            return written[0]
        encoded = self._tx.session.value(self._journal.entry, of=name, number=number)
        return bytes(encoded) if encoded is not None else None

    def since(self, name: str, number: int) -> list[bytes]:
        """The stored messages of a resource after a number, oldest first."""
        found = [bytes(row[0]) for row in self._tx.session.all(self._journal.since, of=name, number=number)]
        return found + self._written(lambda item: item.name == name and item.seq > number)

    def known(self, name: str, day: date) -> Known | None:
        """What a resource was at the end of a day; None where there was none."""
        row = self._tx.session.first(self._journal.last, of=name, end=end_of(day))
        if row is None or row[3]:
            return None
        return Known(name, int(row[0]), aware(row[1]), bytes(row[2]))

    def known_below(self, collection: str, day: date, after: int, most: int) -> list[tuple[int, Known]]:
        """What stood directly in a collection at the end of a day, each with its first number, in that order."""
        rows = self._tx.session.all(
            self._journal.below,
            below=f"{collection}/%",
            deeper=f"{collection}/%/%",
            end=end_of(day),
            after=after,
            most=most,
        )
        return [(int(first), Known(name, int(seq), aware(at), bytes(item))) for name, seq, at, item, first in rows]

    def _written(self, wanted: Callable[[JournalEntry], bool]) -> list[bytes]:
        """What this group of use cases wrote and what is not in the table yet."""
        entries: Iterable[JournalEntry] = self._tx.journal
        return [item.encoded for item in entries if not item.deleted and wanted(item)]


def end_of(day: date) -> datetime:
    """The moment at which a day ends in Prague, in UTC."""
    following = day + timedelta(days=1) if day < date.max else day
    return datetime.combine(following, time(), PRAGUE).astimezone(UTC)


def aware(moment: datetime) -> datetime:
    """SQLite gives a moment without its zone, which is UTC."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
