"""The comment book: an audit of a whole one and the verification of one receipt, as anybody runs them."""

import random
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks import shots
from benchmarks.figures import Figure
from komplan_core.book import checkpoints, cosignatures, merkle
from komplan_core.book.checkpoints import Checkpoint
from komplan_core.book.commitments import LABELS, check_commitment, commitment
from komplan_core.book.entries import decoded, encoded, entry
from komplan_core.book.notes import COSIGNATURE, ED25519, Note, SigningKey
from komplan_core.book.proofs import Receipt
from komplan_core.book.receipts import Words, extra, receipt_text
from komplan_core.book.verifying import verify_book, verify_receipt

ENTRIES: Final = 50_000
ROUND: Final = "2027-1"
ORIGIN: Final = f"kniha.example/book/{ROUND}"
SEEN: Final = 1_806_000_000
"""When the witnesses cosigned, in seconds since 1970."""
DAY: Final = "2027-03-24T"
PER_COMMENT: Final = 4
"""Entries that a comment leaves in the book of this benchmark."""


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """Seconds of a full audit (all entries, all commitments) and milliseconds of one receipt."""
    dice = random.Random(seed)
    log = SigningKey(ORIGIN, _private("log"), ED25519)
    witnesses = [SigningKey(f"witness{number}.example/w", _private(str(number)), COSIGNATURE) for number in (1, 2)]
    keys = [key.verifier for key in (log, *witnesses)]
    entries = _book()
    nodes = _nodes(entries)

    def stored(level: int, index: int) -> bytes:
        return nodes[level, index]

    size = len(entries)
    note = checkpoints.sign(Checkpoint(ORIGIN, size, merkle.root(size, stored)), log)
    for witness in witnesses:
        note = Note.parse(note).with_line(cosignatures.cosign(note, witness, SEEN)).format()
    number = dice.randrange(1, ENTRIES // PER_COMMENT)
    index = next(place for place, data in enumerate(entries) if _registers(data) and decoded(data)["no"] == number)
    path = tuple(merkle.inclusion(index, size, stored))
    receipt = Receipt(extra(entries[index], _salt("content", number)), index, path, note)
    text = receipt_text(receipt, Words("Komunitní plán", "B7K2-9QX4"))

    def audit() -> None:
        if verify_book(entries, note, keys, witnesses=keys, trusted=note, quorum=2).size != size:
            raise RuntimeError("the book is not the one that was made")
        for data in entries:
            if _registers(data):
                made = decoded(data)
                for label in LABELS:
                    check_commitment(label, _salt(label, made["no"]), _record(label, made["no"]), made[label])

    def one_receipt() -> None:
        verify_receipt(text, keys, record=_record("content", number), quorum=2)

    found = shots.alternate({"audit": lambda: _took(audit), "receipt": lambda: 1000 * _took(one_receipt)}, rounds, seed)
    code = len(receipt.format().encode())
    return [
        Figure(
            "consultation",
            f"full audit of {size:,} entries with all commitments",
            "s",
            found["audit"],
            direction="at-most",
            goal=10.0,
        ),
        Figure(
            "consultation",
            "verification of one receipt with two cosignatures",
            "ms",
            found["receipt"],
            direction="at-most",
            goal=50.0,
            note=f"proof of {code:,} bytes in one QR code",
        ),
    ]


def _book() -> list[bytes]:
    """A book in which every comment was registered, assigned, and settled."""
    made: list[bytes] = []

    def tell(type: str, **fields: Any) -> None:
        second = len(made)
        at = f"{DAY}{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}Z"
        made.append(encoded(entry(type, at, round=ROUND, **fields)))

    tell("round.moved", to="announced", rules=f"sha256:{sha256(b'rules').hexdigest()}")
    tell("round.opened")
    for no in range(1, ENTRIES // PER_COMMENT):
        hidden = {label: commitment(label, _salt(label, no), _record(label, no)) for label in LABELS}
        draft = f"sha256:{sha256(b'draft').hexdigest()}"
        tell("comment.registered", no=no, received="2027-03-24", channel="paper-contact-point", draft=draft, **hidden)
        tell("point.moved", point=f"{no}/1", to="assigned")
        tell("settlement.proposed", point=f"{no}/1", version=1)
        tell("settlement.decided", point=f"{no}/1", version=1)
    while len(made) < ENTRIES:
        tell("plan.changed", change="edit")
    return made


def _nodes(entries: list[bytes]) -> dict[tuple[int, int], bytes]:
    nodes: dict[tuple[int, int], bytes] = {}
    frontier: list[bytes] = []
    for index, data in enumerate(entries):
        nodes[0, index] = leaf = merkle.leaf_hash(data)
        frontier, new = merkle.grown(frontier, index, leaf)
        nodes.update({(level, place): found for level, place, found in new})
    return nodes


def _registers(data: bytes) -> bool:
    return b'"type":"comment.registered"' in data


def _record(label: str, no: int) -> dict[str, str]:
    return {"text": f"{label} {no}: Ve čtvrti chybí spoj k domovu seniorů, prosíme o jeho zavedení. " * 8}


def _salt(label: str, no: int) -> bytes:
    return sha256(f"{label} {no}".encode()).digest()


def _private(seed: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(sha256(seed.encode()).digest())


def _took(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
