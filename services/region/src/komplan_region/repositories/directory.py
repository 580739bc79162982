"""How the directory is read, with the state of the copies."""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import aliased

from komplan_core.directory import CopyState, EntryKind, Feed
from komplan_core.regional.speaking import SpeaksFor, own_municipality
from komplan_kit.clock import today
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction
from komplan_region.ports.directory import FeedStanding, Standing
from komplan_region.ports.limits import ALL
from komplan_region.repositories.kinds import MUNICIPALITIES
from komplan_region.repositories.moments import utc
from komplan_region.rows.copies import CopyRow
from komplan_region.rows.directory import MunicipalityRow
from komplan_region.rows.territory import TerritoryMunicipalityRow as TownRow

_COPIES = {feed: aliased(CopyRow) for feed in Feed}
_SHOWN = ("state", "cursor", "revision", "confirmed_at", "reason", "records", "digest", "profile_sha256")
_STANDING = select(
    MunicipalityRow.encoded,
    MunicipalityRow.id,
    _COPIES[Feed.PLANNING].territory_codes,
    *(getattr(copy, column) for copy in _COPIES.values() for column in _SHOWN),
)
for _feed, _copy in _COPIES.items():
    _STANDING = _STANDING.outerjoin(_copy, and_(_copy.municipality_id == MunicipalityRow.id, _copy.feed == _feed.value))
_STANDINGS = Statement(
    _STANDING.where(MunicipalityRow.id > bindparam("after")).order_by(MunicipalityRow.id).limit(bindparam("most"))
)
_ONE = Statement(_STANDING.where(MunicipalityRow.name == bindparam("of")))
_COLLECTED = Statement(
    select(
        MunicipalityRow.blocked, MunicipalityRow.catalogue_target, MunicipalityRow.kind, MunicipalityRow.valid_until
    ).where(MunicipalityRow.id == bindparam("of"))
)
_ENTRY = Statement(select(MunicipalityRow.encoded).where(MunicipalityRow.id == bindparam("of")))
_ROW_IDS = Statement(select(MunicipalityRow.id).order_by(MunicipalityRow.id))
_OF_ORP = Statement(select(TownRow.code).where(TownRow.orp == bindparam("of")).distinct())
_CALLED = Statement(select(TownRow.territory_id, TownRow.code, TownRow.title).where(TownRow.title == bindparam("of")))


read_municipality = lru_cache(maxsize=4096)(MUNICIPALITIES.codec.parse)
"""The same bytes are one frozen entry: a directory is read far more often than it changes."""


class DirectoryStore:
    """The directory inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def standings(self, after: int = 0, most: int = ALL) -> list[Standing]:
        day = self._today()
        return [_standing(row, day) for row in self._tx.session.all(_STANDINGS, after=after, most=most)]

    def standing(self, name: str) -> Standing | None:
        row = self._tx.session.first(_ONE, of=name)
        return _standing(row, self._today()) if row is not None else None

    def speaks_for(self, row_id: int) -> SpeaksFor:
        session = self._tx.session
        encoded = session.value(_ENTRY, of=row_id)
        if encoded is None:  # removed meanwhile
            return SpeaksFor()
        entry = read_municipality(bytes(encoded))
        if entry.municipalities or entry.orps:
            of_orps = {code for orp in entry.orps for (code,) in session.all(_OF_ORP, of=orp)}
            return SpeaksFor(frozenset(entry.municipalities) | of_orps, frozenset(entry.orps))
        lists: dict[int, list[tuple[str, str]]] = {}
        for territory_id, code, title in session.all(_CALLED, of=entry.title):
            lists.setdefault(territory_id, []).append((code, title))
        return SpeaksFor(frozenset().union(*(own_municipality(entry.title, named) for named in lists.values())))

    def row_ids(self) -> list[int]:
        return [int(row_id) for (row_id,) in self._tx.session.all(_ROW_IDS)]

    def is_collected(self, row_id: int, feed: Feed) -> bool:
        row = self._tx.session.first(_COLLECTED, of=row_id)
        if row is None or row[0] or row[2] != EntryKind.CITY or (row[3] is not None and row[3] < self._today()):
            return False
        return feed is Feed.PLANNING or bool(row[1])

    def _today(self) -> date:
        return today(lambda: self._tx.now)


def _standing(row: tuple[Any, ...], day: date) -> Standing:
    municipality = read_municipality(bytes(row[0]))
    width, expired = len(_SHOWN), municipality.has_expired(day)
    silent = municipality.blocked or expired
    feeds = [
        _feed_standing(feed, silent, row[3 + place * width : 3 + (place + 1) * width])
        for place, feed in enumerate(Feed)
        if feed is Feed.PLANNING or municipality.catalogue_target
    ]
    return Standing(municipality, row[1], tuple(feeds), tuple((row[2] or "").split()), expired)


def _feed_standing(feed: Feed, silent: bool, columns: tuple[Any, ...]) -> FeedStanding:
    state, cursor, revision, confirmed_at, reason, records, digest, profile_sha256 = columns
    if state is None:
        return FeedStanding(feed)
    known = CopyState(state)
    if silent and confirmed_at is not None:
        known = CopyState.STALE  # nobody asks any more, whatever the last answer was
    return FeedStanding(
        feed,
        known,
        int(cursor),
        int(revision),
        utc(confirmed_at),
        reason,
        int(records),
        bytes(digest),
        bytes(profile_sha256),
    )
