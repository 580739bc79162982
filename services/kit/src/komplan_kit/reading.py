"""Reading: stored messages by name, pages of them, and use cases that only read."""

import asyncio
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, bindparam, select

from komplan_core.errors import NotFound
from komplan_kit import pages, sealing
from komplan_kit.caller import current
from komplan_kit.engine import Store
from komplan_kit.hops import Hops
from komplan_kit.keystore import Keystore
from komplan_kit.statements import Session, Statement, Stop
from komplan_kit.store import Kind

T = TypeVar("T")
READERS: Final = 4
LOOKUPS: Final = 2
"""Threads for single messages and pages: while one waits for PostgreSQL, the other works."""


class Listing:
    """How the entities of one kind are listed: by parent, with filters, in the order of creation."""

    def __init__(
        self,
        kind: Kind[Any],
        field_number: int = 1,
        parent: ColumnElement[bool] | None = None,
        filters: Mapping[str, ColumnElement[bool]] | None = None,
    ) -> None:
        self.kind, self._parent, self._filters = kind, parent, dict(filters or {})
        self.tag = bytes([field_number << 3 | 2])
        self._statements: dict[tuple[bool, frozenset[str]], Statement] = {}

    def statement(self, staff: bool, used: frozenset[str]) -> Statement:
        """The statement with the filters in use; drafts are left out for all but staff."""
        found = self._statements.get((staff, used))
        if found is None:
            table = self.kind.table
            query = select(table.c.id, table.c.encoded).where(table.c.id > bindparam("after"))
            if self._parent is not None:
                query = query.where(self._parent)
            if not staff and self.kind.public is not None:
                query = query.where(self.kind.public)
            for name in sorted(used):
                query = query.where(self._filters[name])
            query = query.order_by(table.c.id).limit(bindparam("most"))
            found = self._statements[(staff, used)] = Statement(query)
        return found

    def used(self, request: Any) -> dict[str, Any]:
        """The filters that a request fills, with their values."""
        return {name: value for name in self._filters if (value := getattr(request, name))}


class Readers:
    """Reading connections: one in the event loop for SQLite's point reads, the others each in a thread.

    Threads of their own serve single messages and pages, so that these never wait for a long use case.
    """

    def __init__(self, store: Store, keys: Keystore | None, staff: frozenset[str]) -> None:
        self._store, self._keys, self._staff = store, keys, staff
        self._pool = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._lookups = Hops(LOOKUPS)
        self._local = threading.local()
        self._sessions: list[Session] = []

    async def get(self, kind: Kind[Any], name: str) -> bytes:
        """The stored message of one entity, readable. Raises NotFound, also for what the caller may not see."""
        kind.pattern.parse(name)
        statement = kind.select if self._to_staff() else kind.select_public

        def find(session: Session) -> bytes | None:
            encoded = session.value(statement, of=name)
            return self._readable(kind, bytes(encoded)) if encoded is not None else None

        here = self._store.sqlite and not kind.personal
        found = self._in_this_thread(find) if here else await self._look_up(find)
        if found is None:
            raise NotFound("NOT_FOUND", f"there is no {kind.title} `{name}`")
        return found

    async def page(self, listing: Listing, request: Any, **params: Any) -> bytes:
        """One page of a List response, made of stored messages."""
        size, after = pages.size_of(request.page_size), pages.after(request)
        used = listing.used(request)
        statement = listing.statement(self._to_staff(), frozenset(used))
        bound = {**params, **used, "after": after, "most": size + 1}

        def find(session: Session) -> list[tuple[int, bytes]]:
            rows: list[Any] = session.all(statement, **bound)
            if not listing.kind.personal:
                return rows
            opened = self._all_readable(listing.kind, [bytes(encoded) for _, encoded in rows[:size]])
            ids = (row_id for row_id, _ in rows)
            return [*zip(ids, opened, strict=False), *rows[size:]]  # of the last one it only matters that it is there

        rows = await self._look_up(find)
        parts: list[bytes] = []
        for _, body in rows[:size]:
            parts += (listing.tag, varint(len(body)), body)
        if len(rows) > size:
            token = pages.token(rows[size - 1][0], request).encode()
            parts += (b"\x12", varint(len(token)), token)
        return b"".join(parts)

    async def read(self, use_case: Callable[..., T], *arguments: Any) -> T:
        """Run a use case that only reads, on one consistent state, in a reader thread."""

        def work(session: Session) -> T:
            return self._consistent(session, use_case, arguments)

        stop = Stop()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self._in_this_thread, work, stop)
        except asyncio.CancelledError:
            self._give_up(stop)
            raise

    def _to_staff(self) -> bool:
        return bool(current.get().caller.roles & self._staff)

    def _consistent(self, session: Session, use_case: Callable[..., T], arguments: tuple[Any, ...]) -> T:
        session.execute("BEGIN" if self._store.sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            return use_case(session, *arguments)
        finally:
            session.execute("COMMIT")

    async def _look_up(self, find: Callable[[Session], T]) -> T:
        stop = Stop()
        try:
            return await self._lookups.run(partial(self._in_this_thread, find, stop))
        except asyncio.CancelledError:
            self._give_up(stop)
            raise

    def _give_up(self, stop: Stop) -> None:
        """End a read for which nobody waits, so that its thread serves the next one."""
        stop.given_up = True
        if not self._store.sqlite:
            threading.Thread(target=_cancel, args=(stop,), name="cancel", daemon=True).start()

    def _in_this_thread(self, work: Callable[[Session], T], stop: Stop | None = None) -> T:
        session: Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = Session(self._store.reader(), self._store.dialect)
            self._sessions.append(session)
            if self._store.sqlite:
                session.watch()
        session.stop = stop
        if stop is not None:
            stop.session = session
        try:
            return work(session)
        except Exception as error:
            if self._store.is_fault(error):
                self._discard(session)
                self._store.explain(error)
            raise
        finally:
            session.stop = None
            if stop is not None:
                stop.session = None
                if stop.given_up:  # PostgreSQL's cancellation may still be under way: it must not meet the next read
                    self._discard(session)

    def _discard(self, session: Session) -> None:
        self._local.session = None
        if session in self._sessions:
            self._sessions.remove(session)
            session.discard()

    def _readable(self, kind: Kind[Any], encoded: bytes) -> bytes:
        return self._all_readable(kind, [encoded])[0] if kind.personal else encoded

    def _all_readable(self, kind: Kind[Any], stored: Sequence[bytes]) -> Sequence[bytes]:
        """Messages with their personal fields opened; the keys of all of them are looked up together."""
        if self._keys is None:
            return stored
        messages = [kind.codec.message.FromString(encoded) for encoded in stored]
        sealing.unseal_all(messages, self._keys.find_all)
        return [message.SerializeToString(deterministic=True) for message in messages]

    def close(self) -> None:
        """Finish what runs and close the connections."""
        self._lookups.close()
        self._pool.shutdown(wait=True)
        for session in self._sessions:
            session.discard()


def _cancel(stop: Stop) -> None:
    while (session := stop.session) is not None:
        session.cancel()
        time.sleep(0.05)


@lru_cache(4096)
def varint(number: int) -> bytes:
    """A length in protobuf's encoding."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def wrapped(field_number: int, message: bytes) -> bytes:
    """The encoding of a message whose only field is this message."""
    return bytes([field_number << 3 | 2]) + varint(len(message)) + message
