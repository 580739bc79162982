"""How the copies of the cities are stored."""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, false, insert, or_, select, update

from komplan_core.directory import CopyState, Feed
from komplan_kit.clock import today
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction
from komplan_region.ports.copies import CopiedRecord, Held, Taken
from komplan_region.rows.copies import CopyRecordRow, CopyRow
from komplan_region.rows.directory import MunicipalityRow

_OF: BindParameter[int] = bindparam("municipality")
_THIS = (CopyRow.municipality_id == _OF, CopyRow.feed == bindparam("of_feed"))
_CURSORS = Statement(select(CopyRow.feed, CopyRow.cursor).where(CopyRow.municipality_id == _OF))
_STATE = Statement(select(CopyRow.state, CopyRow.reason, CopyRow.revision).where(*_THIS))
_PROFILE = Statement(select(CopyRow.profile).where(*_THIS))
_REMOVE = Statement(
    delete(CopyRecordRow).where(CopyRecordRow.municipality_id == _OF, CopyRecordRow.name == bindparam("gone"))
)
_REMOVE_PART = Statement(
    delete(CopyRecordRow).where(CopyRecordRow.municipality_id == _OF, CopyRecordRow.part == bindparam("gone"))
)
_PUT_RECORD = Statement(insert(CopyRecordRow))
_PUT_COPY = Statement(insert(CopyRow))
_FORGET = Statement(delete(CopyRow).where(*_THIS))


def _update(*columns: str, **fixed: Any) -> Any:
    return update(CopyRow).where(*_THIS).values({**{name: bindparam(f"new_{name}") for name in columns}, **fixed})


_OWN = ("state", "cursor", "revision", "confirmed_at", "reason", "records", "digest")
_UPDATE = Statement(_update(*_OWN))
_UPDATE_PROFILE = Statement(_update(*_OWN, "profile", "profile_sha256", "territory_codes"))
_MARK = Statement(_update("state", "reason"))
_RESET = Statement(update(CopyRow).where(CopyRow.municipality_id == _OF).values(cursor=0))
_CONFIRM = Statement(
    _update("cursor", "confirmed_at", state=CopyState.FRESH.value, reason="").where(
        CopyRow.cursor == bindparam("before"),
        CopyRow.municipality_id.in_(
            select(MunicipalityRow.id).where(
                ~MunicipalityRow.blocked,
                or_(MunicipalityRow.valid_until.is_(None), MunicipalityRow.valid_until >= bindparam("today")),
            )
        ),
    )
)


@lru_cache
def _records(parts: frozenset[str]) -> Statement:
    columns = (CopyRecordRow.part, CopyRecordRow.name, CopyRecordRow.number, CopyRecordRow.encoded)
    some = or_(false(), *(CopyRecordRow.part == part for part in sorted(parts)))
    return Statement(select(*columns).where(CopyRecordRow.municipality_id == _OF, some))


class CopiesStore:
    """The copies inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def cursors(self, row_id: int) -> dict[Feed, int]:
        found = {Feed(feed): int(cursor) for feed, cursor in self._tx.session.all(_CURSORS, municipality=row_id)}
        return {feed: found.get(feed, 0) for feed in Feed}

    def held(self, row_id: int, feed: Feed, parts: Collection[str]) -> Held:
        session = self._tx.session
        state = session.first(_STATE, municipality=row_id, of_feed=feed.value)
        profile = session.value(_PROFILE, municipality=row_id, of_feed=Feed.PLANNING.value)
        records = {
            name: CopiedRecord(part, name, int(number), bytes(encoded))
            for part, name, number, encoded in session.all(_records(frozenset(parts)), municipality=row_id)
        }
        return Held(self.cursors(row_id), int(state[2]) if state else 0, bytes(profile or b""), records)

    def put(self, row_id: int, taken: Taken) -> None:
        session, before = self._tx.session, self.cursors(row_id)
        if session.first(_STATE, municipality=row_id, of_feed=taken.feed.value) is None:
            self._begin(row_id, taken.feed)
        assert before == taken.based_on
        gone = (*taken.removed, *(record.name for record in taken.changed))
        self._many(_REMOVE, ({"municipality": row_id, "gone": name} for name in gone))
        self._many(
            _PUT_RECORD,
            (
                {
                    "municipality_id": row_id,
                    "part": record.part,
                    "name": record.name,
                    "number": record.number,
                    "encoded": record.encoded,
                }
                for record in taken.changed
            ),
        )
        new = {
            "new_state": CopyState.FRESH.value,
            "new_cursor": taken.cursor,
            "new_revision": taken.revision,
            "new_confirmed_at": self._tx.now,
            "new_reason": "",
            "new_records": taken.records,
            "new_digest": taken.digest,
        }
        if taken.profile:
            structure: dict[str, Any] = {"new_profile": taken.profile, "new_profile_sha256": taken.profile_sha256}
            structure["new_territory_codes"] = " ".join(taken.territory_codes)
            session.run(_UPDATE_PROFILE, municipality=row_id, of_feed=taken.feed.value, **new, **structure)
        else:
            session.run(_UPDATE, municipality=row_id, of_feed=taken.feed.value, **new)

    def confirm(self, row_id: int, feed: Feed, before: int, cursor: int) -> None:
        self._tx.session.run(
            _CONFIRM,
            municipality=row_id,
            of_feed=feed.value,
            before=before,
            new_cursor=cursor,
            new_confirmed_at=self._tx.now,
            today=today(lambda: self._tx.now),
        )

    def mark(self, row_id: int, feed: Feed, state: CopyState, reason: str) -> None:
        session = self._tx.session
        known = session.first(_STATE, municipality=row_id, of_feed=feed.value)
        if known is None:
            self._begin(row_id, feed)
        if known is None or known[:2] != (state.value, reason):
            session.run(_MARK, municipality=row_id, of_feed=feed.value, new_state=state.value, new_reason=reason)

    def reset(self, row_id: int) -> None:
        self._tx.session.run(_RESET, municipality=row_id)

    def forget(self, row_id: int, feed: Feed, parts: Collection[str]) -> None:
        self._many(_REMOVE_PART, ({"municipality": row_id, "gone": part} for part in parts))
        self._tx.session.run(_FORGET, municipality=row_id, of_feed=feed.value)

    def _begin(self, row_id: int, feed: Feed) -> None:
        self._tx.session.run(
            _PUT_COPY,
            municipality_id=row_id,
            feed=feed.value,
            state=CopyState.NEVER.value,
            cursor=0,
            revision=0,
            confirmed_at=None,
            reason="",
            records=0,
            digest=b"",
            profile=b"",
            profile_sha256=b"",
            territory_codes="",
        )

    def _many(self, statement: Statement, rows: Iterable[dict[str, Any]]) -> None:
        if found := list(rows):
            self._tx.session.run_many(statement, found)
