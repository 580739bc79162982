"""Watches over the books of a city: checks them at start and at night, keeps their heads outside the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import structlog
from sqlalchemy import bindparam, select

from komplan_consultation.ports.log import BookFinding, LogHead
from komplan_consultation.repositories.book_check import check_trees
from komplan_consultation.repositories.book_facts import check_facts
from komplan_consultation.repositories.book_heads import BookHeads
from komplan_consultation.repositories.book_keys import BookKeys
from komplan_consultation.repositories.log_reading import HEADS, LogReading, head_of
from komplan_consultation.rows.log import CheckpointRow
from komplan_core.book.checkpoints import Checkpoint, read
from komplan_core.book.merkle import needed, root
from komplan_core.errors import NotFound, Refused
from komplan_core.profile import Profile
from komplan_kit.clock import utc_now
from komplan_kit.engine import Store
from komplan_kit.keystore import Keystore
from komplan_kit.statements import Session, Statement
from komplan_kit.store import Transaction

_NOTE = Statement(
    select(CheckpointRow.note).where(
        CheckpointRow.origin == bindparam("of"), CheckpointRow.size == bindparam("at_size")
    )
)
RECOVER: Final = "restore the newest database, or go on in a new book with `komplan consultation book recover`"
NO_KEY: Final = "its signing key is not in `{path}`"
log = structlog.get_logger(__name__)


class KeptBooks:
    """The books of a database, read beside its transactions."""

    def __init__(self, store: Store, keys: BookKeys, keystore: Keystore | None, profile: Profile | None) -> None:
        self._store, self._keys, self._keystore, self._profile = store, keys, keystore, profile
        self._heads = BookHeads(keys.path)
        self._mine: set[str] = set()

    def check(self, deep: bool) -> list[BookFinding]:
        """All findings. Books that they break take no entries from now on; those that are sound again do."""
        try:
            findings = self.findings(deep)
        except Refused as error:  # the file of heads is damaged
            findings = [BookFinding("", error.message)]
        no_key = NO_KEY.format(
            path=self._keys.path.name
        )  # is found anew with every entry, so that the key may come back
        broken = {
            found.origin: f"{found.problem}; {RECOVER}"
            for found in reversed(findings)
            if found.breaks and found.problem != no_key
        }
        for origin in self._mine - set(broken):
            self._keys.refusals.pop(origin, None)
        self._keys.refusals.update(broken)
        self._mine = set(broken)
        for found in findings:
            log.error("book_finding", origin=found.origin, problem=found.problem, breaks=found.breaks)
        return findings

    def findings(self, deep: bool) -> list[BookFinding]:
        """All findings, on one consistent state. Raises Refused for a damaged file of heads, Unavailable."""
        kept = self._heads.kept()  # before the database is looked at, which only grows meanwhile
        with self._session() as session:
            found, books = check_trees(session, kept, deep)
            broken = {finding.origin for finding in found if finding.breaks}
            for head in (book.head for book in books if book.head.origin not in broken):
                self._keys.committed(head.origin, head.size, head.root)
            found += check_facts(session, books, self._profile, self._keystore if deep else None)
        newest = {book.head.round_name: book.head for book in books}
        found += [
            BookFinding(head.origin, NO_KEY.format(path=self._keys.path.name))
            for head in newest.values()
            if not self._keys.has(head.public_key)
        ]
        return found

    def keep_heads(self) -> None:
        """Keep the signed heads that are committed, if a book has grown; forget keys that sign nothing any more.

        A book that does not contain its kept head takes no entries from now on, and its kept head stays.
        """
        if not self._keys.grown:
            return
        self._keys.grown = False
        kept = {origin: read(note) for origin, note in self._heads.kept().items()}  # before the database is looked at
        with self._session() as session:
            heads = [head_of(row) for row in session.all(HEADS)]
            sound = [head for head in heads if self._contains(session, head, kept.get(head.origin))]
            notes = {head.origin: str(session.value(_NOTE, of=head.origin, at_size=head.size)) for head in sound}
        for origin in {head.round_name: head.origin for head in heads}.values() - notes.keys():
            problem = f"the book does not contain the {kept[origin].size} entries that were signed before"
            log.error("book_finding", origin=origin, problem=problem, breaks=True)
            self._mine.add(origin)
            self._keys.refusals[origin] = f"{problem}; {RECOVER}"
        self._heads.keep(notes)
        self._keys.keep({head.public_key for head in heads})

    def _contains(self, session: Session, head: LogHead, kept: Checkpoint | None) -> bool:
        """Whether the first entries of a book have the root of its kept head."""
        if kept is None:
            return True
        if kept.size > head.size:
            return False
        transaction = Transaction(None, utc_now())
        transaction.session = session
        try:
            return root(kept.size, LogReading(transaction).nodes(head.origin, needed(kept.size))) == kept.root
        except NotFound:  # a node is missing
            return False

    @contextmanager
    def _session(self) -> Iterator[Session]:
        session = Session(self._store.reader(), self._store.dialect)
        try:
            session.execute("BEGIN" if self._store.sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield session
        except Exception as error:
            if self._store.is_fault(error):
                self._store.explain(error)
            raise
        finally:
            session.discard()
