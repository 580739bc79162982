"""A page of the comment book of 50,000 comments, beside the bare query by the same index."""

import random
import sqlite3
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

from benchmarks import samples, shots
from benchmarks.figures import Figure
from komplan.consultation.v1 import settlement_service_pb2 as pb
from komplan_consultation.repositories.kinds import COMMENT_LIST, COMMENTS, METADATA, ROUNDS
from komplan_core.consultation import Author, AuthorKind, Channel, ChannelRule, Comment, Point, Round
from komplan_core.values import Period
from komplan_kit import pages
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.keystore import Keystore
from komplan_kit.schema import upgrade
from komplan_kit.store import Collection, Transaction, Written

COMMENTS_HELD: Final = 50_000
AT_ONCE: Final = 5_000
PAGE: Final = 50
CALLS: Final = 300
ROUND: Final = f"{samples.PARENT}/rounds/jaro"
DAY: Final = date(2027, 4, 1)
_BARE: Final = """
SELECT id, encoded FROM comment
WHERE id > ? AND round_id = (SELECT id FROM consultation_round WHERE name = ?) ORDER BY id LIMIT ?
"""


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """The 99th percentile of a page's milliseconds, from the middle of the book as from its ends."""
    file = folder / "consultation.sqlite3"
    store = Store(f"sqlite:///{file}")
    upgrade(store, "komplan_consultation")
    keys = Keystore(f"sqlite:///{folder / 'keystore.sqlite3'}")
    database: Database[Transaction] = Database(store, METADATA, lambda transaction: transaction, keys)
    bare = sqlite3.connect(file)
    with shots.Loop() as runner:
        runner.run(_filled(database))
        chance = random.Random(seed)
        listed, queried = [], []
        for _ in range(rounds):
            starts = [chance.randrange(COMMENTS_HELD - PAGE) for _ in range(CALLS)]
            listed.append(_p99(starts, lambda after: runner.run(_page(database, after))))
            queried.append(_p99(starts, lambda after: bare.execute(_BARE, (after, ROUND, PAGE + 1)).fetchall()))
    database.close()
    keys.close()
    name = f"p99 of a page of {PAGE} from {COMMENTS_HELD:,} comments"
    note = "with every personal field opened"
    return [Figure("consultation", name, "ms", listed, queried, "at-most", 3.0, note)]


async def _page(database: Database[Transaction], after: int) -> bytes:
    request = pb.ListCommentsRequest(parent=ROUND, page_size=PAGE)
    request.page_token = pages.token(after, request) if after else ""
    return await database.page(COMMENT_LIST, request, parent=ROUND)


async def _filled(database: Database[Transaction]) -> None:
    await database.write(_round)
    for first in range(1, COMMENTS_HELD + 1, AT_ONCE):
        await database.write(_comments, first, alone=True)


def _round(tx: Transaction) -> Written:
    held = Round(
        name=ROUND,
        title="Připomínky",
        plan_version=samples.VERSION,
        window=Period(start=DAY, end=date(2027, 4, 30)),
        channels=(ChannelRule(channel=Channel.WEB),),
        state="open",
    )
    return Collection(ROUNDS, tx).add(held)


def _comments(tx: Transaction, first: int) -> Written:
    book, round_id = Collection(COMMENTS, tx), Collection(ROUNDS, tx).refer(ROUND, "parent")
    written = Written("", "", b"", b"")
    for number in range(first, first + AT_ONCE):
        author = Author(kind=AuthorKind.INDIVIDUAL, full_name=f"Osoba {number}", contact="osoba@vzorov.cz")
        point = Point(number=1, text=f"{samples.TEXT * 4}{number}", state="assigned", working_group="seniors")
        comment = Comment(
            name=f"{ROUND}/comments/c{number}",
            number=number,
            received_on=DAY,
            channel=Channel.WEB,
            clerk="clerk",
            authors=(author,),
            points=(point,),
        )
        written = book.add(comment, round_id=round_id)
    return written


def _p99(starts: list[int], call: Callable[[int], Any]) -> float:
    """Milliseconds that 99 of a hundred calls stay below."""
    taken = []
    for after in starts:
        began = time.perf_counter()
        call(after)
        taken.append((time.perf_counter() - began) * 1e3)
    return sorted(taken)[int(len(taken) * 0.99)]
