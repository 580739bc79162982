"""Keys of personal data, in a database of their own: whoever deletes a key erases what it sealed, everywhere."""

import hashlib
import secrets
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NoReturn, TypeVar

import structlog
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    Column,
    DateTime,
    LargeBinary,
    MetaData,
    String,
    Table,
    bindparam,
    delete,
    insert,
    select,
    text,
    update,
)

from komplan_core.errors import PlanError, Refused, Unavailable
from komplan_kit.clock import Clock, utc_now
from komplan_kit.engine import Store
from komplan_kit.sealing import Key
from komplan_kit.statements import Session, Statement

T = TypeVar("T")
AHEAD: Final = 1024
"""Keys made ahead of need, so that a key costs no commit of its own. Unused ones seal nothing."""
LOCK: Final = 108_2007
"""Advisory lock of PostgreSQL under which one replica makes the table while the others wait."""
_METADATA: Final = MetaData()
_KEYS: Final = Table(
    "sealing_key",
    _METADATA,
    Column("id", String, primary_key=True),
    Column("key", LargeBinary, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    sqlite_with_rowid=False,
)
_PUT: Final = Statement(insert(_KEYS))
_GET: Final = Statement(select(_KEYS.c.key).where(_KEYS.c.id == bindparam("key_id")))
AT_A_TIME: Final = 100
"""Keys that one statement looks up."""
_GET_SOME: Final = Statement(
    select(_KEYS.c.id, _KEYS.c.key).where(_KEYS.c.id.in_([bindparam(f"id_{place}") for place in range(AT_A_TIME)]))
)
_DROP: Final = Statement(delete(_KEYS).where(_KEYS.c.id == bindparam("key_id")))
_TRUNCATE: Final = Statement(text("PRAGMA wal_checkpoint(TRUNCATE)"))
SCRUB_SECONDS: Final = 1.0
"""Between attempts to empty the log of SQLite while somebody reads."""
log = structlog.get_logger(__name__)


class Keystore:
    """Makes, finds and deletes keys. Every key is durable before anything is sealed with it.

    `only_look` is for checks: it takes the keystore as it is and makes nothing.
    """

    def __init__(self, address: str, clock: Clock = utc_now, only_look: bool = False) -> None:
        self._store, self._clock = Store(address), clock
        if not only_look:
            self._make()
        self._lock = threading.Lock()
        self._writer: Session | None = None
        self._local = threading.local()
        self._readers: list[Session] = []
        self._ahead: list[Key] = []
        self._closing = threading.Event()
        self._scrubber: threading.Thread | None = None
        self._only_look = only_look
        self._scrub_soon()

    def _make(self) -> None:
        if self._store.sqlite:
            _keep_private(Path(str(self._store.url.database)))
        with self._store.transaction() as connection:
            if not self._store.sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK})
            _METADATA.create_all(connection)

    def mint(self, count: int) -> list[Key]:
        """New keys. They are made and committed many at a time, ahead of need; each is given out once."""
        with self._lock:
            if len(self._ahead) < count:
                now = self._clock()
                batch = f"{int(now.timestamp()):08x}{secrets.token_hex(4)}"  # what is made together stands together
                made = [Key(f"{batch}{place:04x}", AESGCM.generate_key(256)) for place in range(count + AHEAD)]
                rows = [{"id": key.id, "key": key.secret, "made_at": now} for key in made]
                self._write(lambda session: session.run_many(_PUT, rows))
                self._ahead.extend(made)
            return [self._ahead.pop() for _ in range(count)]

    def secret(self, purpose: str) -> bytes:
        """A secret of this instance, the same for all of its replicas; made when it is first asked for."""
        key_id = f"secret-{purpose}"
        if self.find(key_id) is None:
            made = {"id": key_id, "key": AESGCM.generate_key(256), "made_at": self._clock()}
            with self._lock, suppress(Refused):  # refused when another replica was first
                self._write(lambda session: session.run(_PUT, **made))
        key = self.find(key_id)
        if key is None:
            raise Unavailable("STORAGE_UNAVAILABLE", "the keystore does not keep its secret")
        return key.secret

    def find(self, key_id: str) -> Key | None:
        """The key, or None when it was deleted. Raises Unavailable."""
        try:
            secret = self._reader().value(_GET, key_id=key_id)
        except Exception as error:
            self._drop_reader()
            self._told(error)
        return Key(key_id, bytes(secret)) if secret is not None else None

    def find_all(self, key_ids: Sequence[str]) -> dict[str, Key]:
        """The keys of these ids that were not deleted, a hundred in a statement. Raises Unavailable."""
        found: dict[str, Key] = {}
        try:
            for first in range(0, len(key_ids), AT_A_TIME):
                asked = list(key_ids[first : first + AT_A_TIME])
                asked += asked[:1] * (AT_A_TIME - len(asked))
                ids = {f"id_{place}": key_id for place, key_id in enumerate(asked)}
                for key_id, secret in self._reader().all(_GET_SOME, **ids):
                    found[key_id] = Key(key_id, bytes(secret))
        except Exception as error:
            self._drop_reader()
            self._told(error)
        return found

    def delete(self, key_ids: Sequence[str]) -> None:
        """Delete keys durably: nobody finds them again. Raises Unavailable when that is not sure.

        Their bytes leave the files of SQLite at once, or as soon as nobody reads; it is tried until it succeeds, also
        at the next start. PostgreSQL keeps them in dead rows until VACUUM, in its log until that is recycled, and in
        whatever was archived of it; they are out of reach of SQL, not of who reads its disk.
        """

        def drop(session: Session) -> None:
            for key_id in key_ids:
                session.run(_DROP, key_id=key_id)

        with self._lock:
            self._write(drop)
        self._scrub_soon()

    def scrub(self) -> bool:
        """Empty the log of SQLite, in which deleted keys still stand. It waits for nobody; whether it succeeded."""
        try:
            session = Session(self._store.writer(), self._store.dialect)
            try:
                session.execute("PRAGMA busy_timeout=0")
                emptied: bool = session.value(_TRUNCATE) == 0
                return emptied
            finally:
                session.discard()
        except Exception as error:
            log.warning("scrub_failed", error=type(error).__name__)
            return False

    def _scrub_soon(self) -> None:
        """Empty the log now; else again and again in the background, where nobody waits for it."""
        if self._only_look or not self._store.sqlite or self.scrub() or self._closing.is_set():
            return
        with self._lock:
            if self._scrubber is None or not self._scrubber.is_alive():
                self._scrubber = threading.Thread(target=self._scrub_on, name="scrubber", daemon=True)
                self._scrubber.start()

    def _scrub_on(self) -> None:
        while not self._closing.wait(SCRUB_SECONDS) and not self.scrub():
            pass

    def close(self) -> None:
        """Close all connections."""
        self._closing.set()
        self._scrub_soon()
        for session in [*self._readers, *filter(None, [self._writer])]:
            session.discard()
        self._readers, self._writer, self._local = [], None, threading.local()

    def _write(self, work: Callable[[Session], object]) -> None:
        def transaction(session: Session) -> None:
            session.execute("BEGIN IMMEDIATE" if self._store.sqlite else "BEGIN")
            work(session)
            session.execute("COMMIT")

        self._writing(transaction)

    def _writing(self, work: Callable[[Session], T]) -> T:
        try:
            if self._writer is None:
                self._writer = Session(self._store.writer(), self._store.dialect)
            return work(self._writer)
        except Exception as error:
            broken, self._writer = self._writer, None
            if broken is not None:
                broken.discard()
            self._told(error)

    def _reader(self) -> Session:
        session: Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = Session(self._store.reader(), self._store.dialect)
            self._readers.append(session)
        return session

    def _drop_reader(self) -> None:
        session: Session | None = getattr(self._local, "session", None)
        self._local.session = None
        if session is not None:
            with suppress(ValueError):  # closed meanwhile
                self._readers.remove(session)
            session.discard()

    def _told(self, error: Exception) -> NoReturn:
        if isinstance(error, PlanError):
            raise error
        self._store.explain(error)


def belongs_to(store: Store, metadata: MetaData, keys: Keystore) -> None:
    """Bind a database to the keystore that seals it. Raises Refused for another one: its words would read as erased."""
    head = metadata.tables["journal_head"]
    mine = _fingerprint(keys.secret("identity"))
    with store.transaction() as connection:
        kept = connection.execute(select(head.c.keystore_sha256).where(head.c.id == 1).with_for_update()).scalar()
        if kept is None:
            connection.execute(update(head).where(head.c.id == 1).values(keystore_sha256=mine))
        elif bytes(kept) != mine:
            raise Refused(
                "KEYSTORE_MISMATCH", "another keystore seals this database: restore it, or name the right one"
            )


def is_foreign(store: Store, metadata: MetaData, keys: Keystore | None) -> bool:
    """Whether another keystore than this seals a database, or one does and there is none."""
    head = metadata.tables["journal_head"]
    with store.engine.connect() as connection:
        kept = connection.execute(select(head.c.keystore_sha256).where(head.c.id == 1)).scalar()
    identity = keys.find("secret-identity") if keys is not None else None
    return kept is not None and (identity is None or _fingerprint(identity.secret) != bytes(kept))


def _fingerprint(identity: bytes) -> bytes:
    return hashlib.sha256(b"komplan keystore\0" + identity).digest()


def _keep_private(path: Path) -> None:
    """Make the file if need be, and let nobody but its owner read it or its log."""
    path.touch(mode=0o600)
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        if file.exists() and file.stat().st_mode & 0o077:
            file.chmod(0o600)
