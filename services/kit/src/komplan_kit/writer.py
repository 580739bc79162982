"""The writer: one thread that runs all waiting use cases, commits once, and only then answers them (D6).

Each of several runs in its own SAVEPOINT, so that one that is refused leaves nothing behind and the others stand.
"""

import asyncio
import contextlib
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from google.protobuf.message import Message
from sqlalchemy import MetaData, bindparam, delete, insert, select, update

from komplan_core.errors import Late, PlanError, Taken, Unavailable, Violation
from komplan_kit import sealing
from komplan_kit.caller import Call
from komplan_kit.clock import Clock
from komplan_kit.engine import Store
from komplan_kit.keystore import Keystore
from komplan_kit.logs import where
from komplan_kit.statements import Session, Statement
from komplan_kit.store import Transaction, Written, sha256

LARGEST_GROUP: Final = 128
KEPT: Final = timedelta(days=7)
"""How long the answer of a request is kept for those who repeat it."""

FORGET_EVERY: Final = timedelta(hours=1)
log = structlog.get_logger(__name__)


class Ledger:
    """Statements on the journal and the answered requests of a service."""

    def __init__(self, metadata: MetaData) -> None:
        journal, head, request = (metadata.tables[name] for name in ("journal", "journal_head", "request"))
        self.lock = Statement(select(head.c.seq).where(head.c.id == 1).with_for_update())
        self.advance = Statement(update(head).where(head.c.id == 1).values(seq=bindparam("new_seq")))
        self.append = Statement(insert(journal))
        same = (request.c.caller == bindparam("by"), request.c.request_id == bindparam("id"))
        self.answered = Statement(select(request.c.sha256, request.c.reply).where(*same))
        self.answer = Statement(insert(request))
        self.forget = Statement(delete(request).where(request.c.at < bindparam("before")))


@dataclass(slots=True)
class Job:
    """One use case that waits for its commit."""

    run: Callable[[], Written]
    future: "asyncio.Future[bytes]"
    call: Call
    personal: type[Message] | None
    alone: bool = False
    """Whether it takes a transaction of its own, because it changes much."""
    result: Any = None


class Writer:
    """Owns the writing connection. Callers hand in jobs and wait for the commit that holds them."""

    def __init__(
        self,
        store: Store,
        ledger: Ledger,
        keys: Keystore | None,
        clock: Clock,
        largest_group: int = LARGEST_GROUP,
    ) -> None:
        self._store, self._ledger, self._clock = store, ledger, clock
        self._largest = largest_group
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._session: Session | None = None
        self._forgotten: datetime | None = None
        self.transaction = Transaction(keys, clock())
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    async def write(
        self, run: Callable[[], Written], call: Call, personal: type[Message] | None, alone: bool = False
    ) -> bytes:
        """Run a use case and wait until it is durable. Raises what the use case raised, or Unavailable."""
        if self._closed:
            raise Unavailable("STORAGE_UNAVAILABLE", "the service is stopping; repeat with the same request_id")
        loop = self._loop = asyncio.get_running_loop()
        job = Job(run, loop.create_future(), call, personal, alone)
        self._jobs.put(job)
        return await job.future

    def close(self) -> None:
        """Finish what waits, then stop."""
        self._closed = True
        self._jobs.put(None)
        self._thread.join(timeout=30)

    def _work(self) -> None:
        held: list[Job | None] = []  # what was taken from the queue and belongs to the next group
        while (job := held.pop() if held else self._jobs.get()) is not None:
            group = [job]
            while not job.alone and len(group) < self._largest:
                try:
                    following = self._jobs.get_nowait()
                except queue.Empty:
                    break
                if following is None or following.alone:
                    held.append(following)
                    break
                group.append(following)
            self._commit(group)
            del job, group
        self._disconnect()

    def _commit(self, group: list[Job]) -> None:
        try:
            session = self._begin()
            alone = len(group) == 1
            stored = [self._run(session, job, alone) for job in group]
            if any(stored) or not alone:
                self._end(session)
            else:
                session.execute("ROLLBACK")
        except Exception as error:
            self._disconnect()
            told = error if isinstance(error, PlanError) else self._store.explained(error)
            if not isinstance(error, PlanError):
                state = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
                kind = type(error).__name__  # the engine's own words may quote rows
                log.error("write_group_failed", jobs=len(group), error=kind, state=state, where=where(error))
            for job in group:
                job.result = told
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self._loop.call_soon_threadsafe(_answer, group)

    def _begin(self) -> Session:
        if self._session is None:
            self._session = Session(self._store.writer(), self._store.dialect)
        session, tx = self._session, self.transaction
        session.execute("BEGIN IMMEDIATE" if self._store.sqlite else "BEGIN")
        tx.session, tx.now, tx.journal, tx.doomed, tx.after = session, self._clock(), [], {}, []
        tx.seen, tx.minted = {}, {}
        tx.seq = session.value(self._ledger.lock)
        if tx.seq is None:
            raise Unavailable("STORAGE_UNAVAILABLE", "the journal has no head: run the migrations")
        return session

    def _end(self, session: Session) -> None:
        tx = self.transaction
        if tx.journal:
            session.run_many(
                self._ledger.append,
                (
                    {
                        "seq": entry.seq,
                        "name": entry.name,
                        "encoded": entry.encoded,
                        "sha256": sha256(entry.encoded),
                        "at": tx.now,
                        "role": entry.role,
                        "deleted": entry.deleted,
                    }
                    for entry in tx.journal
                ),
            )
            session.run(self._ledger.advance, new_seq=tx.seq)
        if old := self._forgotten is None or tx.now - self._forgotten >= FORGET_EVERY:
            session.run(self._ledger.forget, before=tx.now - KEPT)
        if tx.doomed:
            tx.key_store().delete(list(tx.doomed))
        session.execute("COMMIT")
        for call in tx.after:
            call()
        if old:
            self._forgotten = tx.now

    def _run(self, session: Session, job: Job, alone: bool) -> bool:
        """Run a job; whether something of it is to be committed.

        One that is alone needs no SAVEPOINT: the whole transaction is rolled back if it is refused. Under a SAVEPOINT
        SQLite's time grows with the square of what is changed, and an import changes much.
        """
        if job.future.cancelled():
            return False
        if job.call.deadline is not None and time.monotonic() > job.call.deadline:
            job.result = Late("DEADLINE_TOO_SHORT", "the deadline passed before the write began; nothing was stored")
            return False
        tx = self.transaction
        seq, entries, doomed, after = tx.seq, len(tx.journal), len(tx.doomed), len(tx.after)
        tx.caller = job.call.caller
        if not alone:
            session.execute("SAVEPOINT use_case")
        try:
            answered = self._answered(session, job)
            job.result = self._fresh(session, job) if answered is None else answered
            if not alone:
                session.execute("RELEASE SAVEPOINT use_case")
            return True
        except BaseException as error:
            if self._store.is_fault(error):
                raise
            if not alone:
                session.execute("ROLLBACK TO SAVEPOINT use_case")
                session.execute("RELEASE SAVEPOINT use_case")
            tx.seq = seq
            del tx.journal[entries:]
            tx.doomed = dict.fromkeys(list(tx.doomed)[:doomed])
            del tx.after[after:]
            tx.seen = {}
            job.result = self._told(error)
            return False

    def _answered(self, session: Session, job: Job) -> bytes | None:
        key = job.call.key
        if key is None:
            return None
        before = session.first(self._ledger.answered, by=key.caller, id=key.request_id)
        if before is None:
            return None
        if bytes(before[0]) != key.sha256:
            message = "this request_id was used for another request: take a new one"
            raise Taken("REQUEST_REPLAYED", message, (Violation("request_id", "REQUEST_REPLAYED", message),))
        kept = bytes(before[1])
        if job.personal is None:
            return kept
        message = sealing.unseal(job.personal.FromString(kept), self.transaction.key, lenient=False)
        readable: bytes = message.SerializeToString(deterministic=True)
        return readable

    def _fresh(self, session: Session, job: Job) -> bytes:
        written = job.run()
        if key := job.call.key:
            session.run(
                self._ledger.answer,
                caller=key.caller,
                request_id=key.request_id,
                sha256=key.sha256,
                reply=written.kept,
                at=self.transaction.now,
            )
        return written.reply

    def _told(self, error: BaseException) -> BaseException:
        if isinstance(error, PlanError):
            return error
        if self._store.is_contradiction(error):
            log.warning("write_refused", error=type(error).__name__)
            return self._store.explained(error)
        if isinstance(error, Exception) and not isinstance(error, StopIteration):
            return error
        return RuntimeError(f"a use case ended with {type(error).__name__}")  # SystemExit in a future kills the loop

    def _disconnect(self) -> None:
        if self._session is not None:
            try:
                self._session.close()
            except Exception as error:
                log.warning("close_failed", error=type(error).__name__)
            self._session = None


def _answer(group: list[Job]) -> None:
    for job in group:
        if job.future.done():
            continue
        if isinstance(job.result, BaseException):
            job.future.set_exception(job.result)
        else:
            job.future.set_result(job.result)
