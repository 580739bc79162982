"""The checks of a kept book of 50,000 comments: at the start of the service, at night, and `fsck` of all rows."""

import asyncio
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks import samples, shots
from benchmarks.figures import Figure
from benchmarks.processes import Folder
from benchmarks.settlement_export import DAY, ROUND, opened_round
from komplan_consultation import repositories
from komplan_consultation.compose.book import book_keys
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.repositories import METADATA
from komplan_consultation.repositories.book_guard import KeptBooks
from komplan_consultation.repositories.transaction import ConsultationStore
from komplan_core.consultation import Author, AuthorKind, Channel, Comment, Point
from komplan_core.plugins import compile_profile
from komplan_kit import fsck
from komplan_kit.config_loading import load
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.keystore import Keystore
from komplan_kit.schema import upgrade
from komplan_kit.store import Written

COMMENTS_HELD: Final = 50_000
AT_ONCE: Final = 2_500
MOST_ROUNDS: Final = 2


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """Seconds of each check of a sound book; one that finds anything wrong is an error here."""
    settings = load(Folder(folder / "town", services=("consultation",)).config, ("consultation",))
    store = Store(settings.database("consultation"))
    upgrade(store, "komplan_consultation")
    keys, book = Keystore(settings.keystore()), book_keys(settings, store)
    database: Database[ConsultationTx] = Database(store, METADATA, partial(ConsultationStore, keys=book), keys)
    asyncio.run(_filled(database))
    guard = KeptBooks(store, book, keys, compile_profile(("reference",))[0])
    kinds = fsck.kinds_of(repositories)
    things = {
        "at the start: tree, newest signature, states": lambda: _took(lambda: guard.findings(deep=False)),
        "at night: all signatures and commitments too": lambda: _took(lambda: guard.findings(deep=True)),
        "fsck: rows, journal, seals": lambda: _took(lambda: fsck.check(store, METADATA, kinds, keys)),
    }
    found = shots.alternate(things, min(rounds, MOST_ROUNDS), seed)
    database.close()
    keys.close()
    name = f"check of a book of {COMMENTS_HELD:,} comments"
    return [Figure("consultation", f"{name} {what}", "s", taken) for what, taken in found.items()]


async def _filled(database: Database[ConsultationTx]) -> None:
    await database.write(opened_round)
    for _ in range(0, COMMENTS_HELD, AT_ONCE):
        await database.write(_comments, alone=True)


def _comments(tx: ConsultationTx) -> Written:
    round_id, written = tx.rounds.refer(ROUND, "parent"), Written("", "", b"", b"")
    for _ in range(AT_ONCE):
        number = tx.book.next_comment(round_id)
        author = Author(kind=AuthorKind.INDIVIDUAL, full_name=f"Osoba {number}", contact="osoba@vzorov.example")
        comment = Comment(
            name=f"{ROUND}/comments/c{number}",
            number=number,
            received_on=DAY,
            channel=Channel.WEB,
            clerk="clerk",
            authors=(author,),
            points=(Point(number=1, text=f"{samples.TEXT * 4}{number}", state="registered"),),
        )
        written = tx.book.enter(comment, round_id, answered=False)
    return written


def _took(check: Callable[[], Sequence[object]]) -> float:
    began = time.perf_counter()
    if wrong := check():
        raise RuntimeError(f"a sound book was found wrong: {wrong[0]}")
    return time.perf_counter() - began
