"""Eight ways in which an administrator may change a book by SQL, with or without the city's signing key.

A case is a copy of one real city's log in memory. `Attack.key` says whether checkpoints are signed anew after the
change; without the key they stay as they were. Only what lies below the last witnessed checkpoint can be told from what
the city might have written itself, so whoever holds the key is given places below it.
"""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from komplan_core.book.checkpoints import Checkpoint, sign
from komplan_core.book.cosignatures import cosign
from komplan_core.book.entries import encoded, moment
from komplan_core.book.merkle import frontier_root, grown, leaf_hash
from komplan_core.book.notes import COSIGNATURE, Note, SigningKey, VerifierKey
from komplan_core.book.rotation import rotated
from komplan_core.book.verifying import verify_book

WITNESS = SigningKey("svedek.soused.example", Ed25519PrivateKey.from_private_bytes(b"\x07" * 32), COSIGNATURE)


@dataclass(frozen=True)
class Export:
    """A city's log as it stands in its database, the key that signs it, and when witnesses saw it last."""

    origin: str
    leaves: list[bytes]
    notes: list[str]
    """Signed checkpoints by size, from 0."""
    key: SigningKey
    public: VerifierKey

    def witnessed(self, size: int) -> str:
        """The checkpoint of a size, cosigned ten minutes after its last entry, and before the next one."""
        at = int(datetime.fromisoformat(json.loads(self.leaves[size - 1])["at"]).timestamp()) + 600
        note = Note.parse(self.notes[size])
        return note.with_line(cosign(self.notes[size], WITNESS, at)).format()


class Case:
    """One copy of the log in memory, changed by SQL."""

    def __init__(self, export: Export, dice: Random, seen: int, key: bool) -> None:
        """`seen` is the size that the witness cosigned last; `key` whether the attacker holds the city's key."""
        self.export, self.dice, self.seen, self.key = export, dice, seen, key
        self.signing = export.key
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.execute("CREATE TABLE log_leaf (position INTEGER PRIMARY KEY, entry BLOB)")
        self.db.execute("CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note TEXT)")
        self.db.executemany("INSERT INTO log_leaf VALUES (?, ?)", enumerate(export.leaves))
        self.db.executemany("INSERT INTO checkpoint VALUES (?, ?)", enumerate(export.notes))

    @property
    def size(self) -> int:
        return int(self.db.execute("SELECT count(*) FROM log_leaf").fetchone()[0])

    def place(self, first: int = 0) -> int:
        """An entry that may be changed: below the witnessed size for whoever holds the key."""
        return self.dice.randrange(first, self.seen if self.key else self.size)

    def entry(self, position: int) -> dict[str, object]:
        found = self.db.execute("SELECT entry FROM log_leaf WHERE position = ?", (position,)).fetchone()
        made: dict[str, object] = json.loads(found[0])
        return made

    def put(self, position: int, entry: dict[str, object]) -> None:
        self.db.execute("INSERT OR REPLACE INTO log_leaf VALUES (?, ?)", (position, encoded(entry)))

    def shift(self, position: int, by: int) -> None:
        """Move the entries from a position on."""
        self.db.execute("UPDATE log_leaf SET position = -1 - position WHERE position >= ?", (position,))
        self.db.execute("UPDATE log_leaf SET position = -1 - position + ? WHERE position < 0", (by,))

    def signed(self) -> None:
        """Sign what is there now; without the key the last checkpoint stays, whatever it says."""
        frontier: list[bytes] = []
        for size, (data,) in enumerate(self.db.execute("SELECT entry FROM log_leaf ORDER BY position").fetchall()):
            frontier, _ = grown(frontier, size, leaf_hash(data))
        note = sign(Checkpoint(self.export.origin, self.size, frontier_root(frontier)), self.signing)
        self.db.execute("INSERT OR REPLACE INTO checkpoint VALUES (?, ?)", (self.size, note))
        self.db.execute("DELETE FROM checkpoint WHERE size > ?", (self.size,))

    def verify(self, trusting: bool = True) -> None:
        """As anybody does: with the public keys and the last witnessed checkpoint. Raises BookError."""
        entries = [data for (data,) in self.db.execute("SELECT entry FROM log_leaf ORDER BY position")]
        (note,) = self.db.execute("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1").fetchone()
        keys = [self.export.public, WITNESS.verifier]
        trusted = [self.export.witnessed(self.seen)] if trusting else []
        verify_book(entries, note, keys, witnesses=[WITNESS.verifier], trusted=trusted)


def delete(case: Case) -> None:
    """A row goes, and the ones behind it close up."""
    position = case.place()
    case.db.execute("DELETE FROM log_leaf WHERE position = ?", (position,))
    if case.dice.random() < 0.8:
        case.shift(position, -1)


def edit(case: Case) -> None:
    """A field of an entry says something else."""
    position = case.place()
    made = case.entry(position)
    name = case.dice.choice([name for name in made if name not in ("v", "type", "round")])
    value = made[name]
    if name == "at":
        made[name] = moment(datetime.fromisoformat(str(value)) + timedelta(seconds=case.dice.choice((-1, 1, 60))))
    else:
        made[name] = value + 1 if isinstance(value, int) else f"{value}x"
    case.put(position, made)


def reorder(case: Case) -> None:
    """Two entries change places, perhaps with their numbers and times put right."""
    first, second = sorted(case.dice.sample(range(case.seen if case.key else case.size), 2))
    one, other = case.entry(first), case.entry(second)
    if case.dice.random() < 0.5:
        for name in ("at", "no"):
            if name in one and name in other:
                one[name], other[name] = other[name], one[name]
        if one == case.entry(second):  # two refusals alike: nothing would have changed places
            one, other = case.entry(first), case.entry(second)
    case.put(first, other)
    case.put(second, one)


def insert_back_dated(case: Case) -> None:
    """A comment is put between older ones, or behind all of them with an old date."""
    whole = case.size
    position = whole if case.dice.random() < 0.3 else case.dice.randrange(case.seen)
    made = {**case.dice.choice([case.entry(place) for place in range(3, whole)])}
    made["at"] = case.entry(max(0, min(position, case.seen) - 1))["at"]
    case.shift(position, 1)
    case.put(position, made)
    if position == whole and not case.key:
        return  # one entry more than the signed checkpoint tells
    if case.dice.random() < 0.5:
        _renumber(case)


def truncate(case: Case) -> None:
    """The tail goes; the checkpoint of that size is a real one."""
    size = case.dice.randrange(1, case.seen)
    case.db.execute("DELETE FROM log_leaf WHERE position >= ?", (size,))
    case.db.execute("DELETE FROM checkpoint WHERE size > ?", (size,))


def fork(case: Case) -> None:
    """From some entry on the book tells another story, as long as the first one or longer."""
    position = case.dice.randrange(2, case.seen)
    for place in range(position, case.size):
        made = case.entry(place)
        made["fork"] = case.dice.getrandbits(32)
        case.put(place, made)


def re_key(case: Case) -> None:
    """All is signed by another key, perhaps with a rotation that the old key never signed."""
    case.signing = SigningKey(case.export.origin, Ed25519PrivateKey.generate())
    if case.dice.random() < 0.5:
        edit(case)
    if case.dice.random() < 0.5:
        stranger = SigningKey(case.export.origin, Ed25519PrivateKey.generate())
        at = str(case.entry(case.size - 1)["at"])
        made = rotated(case.export.origin, stranger, case.signing, at)
        if case.dice.random() < 0.5:
            made["old"] = str(case.export.public)
        case.put(case.size, {**made, "round": case.export.origin.rpartition("/")[2]})
    case.signed()


def restore(case: Case) -> None:
    """An older copy takes the place of the book, and goes on by itself."""
    size = case.dice.randrange(1, case.seen)
    truncate_at(case, size)
    for extra in range(case.dice.randrange(case.seen)):
        made = {**case.entry(0), "type": "future.kind", "copy": extra, "at": case.entry(size - 1)["at"]}
        case.put(size + extra, made)
    case.signed()


def truncate_at(case: Case, size: int) -> None:
    case.db.execute("DELETE FROM log_leaf WHERE position >= ?", (size,))
    case.db.execute("DELETE FROM checkpoint WHERE size > ?", (size,))


def _renumber(case: Case) -> None:
    """Put the numbers of all comments right again."""
    number = 0
    for place in range(case.size):
        made = case.entry(place)
        if made["type"] == "comment.registered":
            number += 1
            case.put(place, {**made, "no": number})


ATTACKS: dict[str, Callable[[Case], None]] = {
    "delete": delete,
    "edit": edit,
    "reorder": reorder,
    "back-dated insert": insert_back_dated,
    "truncated tail": truncate,
    "fork": fork,
    "re-keyed": re_key,
    "restored old copy": restore,
}
SIGNS_ITSELF = {"truncated tail", "re-keyed", "restored old copy"}
"""Attacks that say themselves which checkpoint stands at the end."""
