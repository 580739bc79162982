"""Writing: comments entered into the book by many callers, committed together or each alone."""

import asyncio
import itertools
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from google.type.date_pb2 import Date

from benchmarks import samples, shots
from benchmarks.figures import Figure
from benchmarks.load import Client, Rate, drive
from benchmarks.processes import Folder, Process
from komplan.consultation.v1 import consultation_office_service_pb2 as pb
from komplan.consultation.v1 import consultation_pb2
from komplan.type.v1.period_pb2 import Period
from komplan_consultation.repositories import COMMENTS, METADATA, ROUNDS, ConsultationStore
from komplan_consultation.usecases.book import Book
from komplan_consultation.usecases.office import Office
from komplan_consultation.usecases.rounds import Rounds
from komplan_core.plugins import compile_profile
from komplan_kit.clock import random_id, today, utc_now
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.keystore import Keystore
from komplan_kit.schema import upgrade
from komplan_kit.store import Written
from komplan_kit.writer import LARGEST_GROUP

SECONDS: Final = 1.0
CALLERS: Final = 32
SERVICE: Final = "/komplan.consultation.v1.ConsultationOfficeService/"
ROUND: Final = f"{samples.PARENT}/rounds/kolo"


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """Comments a second at `Database.write` in groups and one by one, the longest wait, and the same through gRPC."""
    with ExitStack() as stack:
        runner = stack.enter_context(shots.loop())
        grouped, single = (
            stack.enter_context(_Book(folder / name, largest, runner))
            for name, largest in (("grouped", LARGEST_GROUP), ("single", 1))
        )
        things = {
            "entries": grouped.enter,
            "entries, single": single.enter,
            "comments": grouped.register,
            "comments, single": single.register,
        }
        found = shots.alternate(things, rounds, seed)
    found["remote"] = _through_grpc(folder / "town", rounds, seed)
    rates = {name: [rate.per_second for rate in of] for name, of in found.items()}
    waits = {name: [rate.worst_wait * 1000 for rate in found[name]] for name in ("entries", "comments")}
    group, unit, who = "foundation", "writes/s", f"of {CALLERS} callers"
    entries, comments = f"a comment's row and journal entry {who}, in groups", f"a comment registered {who}, in groups"
    return [
        Figure(group, entries, unit, rates["entries"], rates["entries, single"], "at-least", 4.0),
        Figure(group, comments, unit, rates["comments"], rates["comments, single"], note="sealed; the whole use case"),
        Figure(group, f"the longest wait for a row and entry {who}", "ms", waits["entries"], None, "at-most", 50.0),
        Figure(group, f"the longest wait for a registration {who}", "ms", waits["comments"], None, "at-most", 50.0),
        Figure(group, f"a comment registered {who}, through gRPC", unit, rates["remote"]),
    ]


class _Book:
    """A consultation's database with an open round, used without a server."""

    def __init__(self, folder: Path, largest_group: int, runner: asyncio.Runner) -> None:
        folder.mkdir()
        store = Store(f"sqlite:///{folder}/consultation.sqlite3")
        upgrade(store, "komplan_consultation")
        office = Office(compile_profile(("reference",))[0], utc_now, random_id)
        self._keys = Keystore(f"sqlite:///{folder}/keystore.sqlite3")
        self._database = Database(store, METADATA, _Transaction, self._keys, utc_now, largest_group)
        self._book, self._runner, self._numbers = Book(office), runner, itertools.count(1_000_000)
        opened = ROUNDS.codec.values(_round())
        runner.run(self._database.write(Rounds(office).open, opened, "kolo"))

    def __enter__(self) -> "_Book":
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()
        self._keys.close()

    def register(self) -> Rate:
        """Let all callers register comments for a while: checked, sealed, numbered, stored."""
        values = COMMENTS.codec.values(_comment())

        async def call(given: Any) -> None:
            await self._database.write(self._book.register, ROUND, given, "clerk", personal=pb.RegisterCommentResponse)

        return self._runner.run(drive(call, [values], SECONDS, CALLERS))

    def enter(self) -> Rate:
        """Let all callers store a comment that needs no work any more, with its journal entry."""
        encoded = _comment().SerializeToString()

        async def call(given: bytes) -> None:
            await self._database.write(_Transaction.enter_encoded, next(self._numbers), given)

        return self._runner.run(drive(call, [encoded], SECONDS, CALLERS))


class _Transaction(ConsultationStore):
    def enter_encoded(self, number: int, encoded: bytes) -> Written:
        """Store a comment's row and its journal entry, and nothing else."""
        name, etag = f"{ROUND}/comments/x{number}", str(self._tx.next_seq())
        self._tx.session.run(
            COMMENTS.insert, round_id=1, number=number, name=name, etag=etag, encoded=encoded,
            received_on=date(2026, 9, 1), channel="web", clerk="clerk",
        )  # fmt: skip
        self._tx.record(name, encoded)
        return Written(name, etag, encoded, encoded)


def _through_grpc(folder: Path, rounds: int, seed: int) -> list[Rate]:
    """Rates at which a consultation service on a core of its own takes comments."""
    server_core, load_core = shots.cores()
    town = Folder(folder, services=("consultation",))
    pin = ("--core", str(server_core)) if server_core is not None else ()
    arguments = ("benchmarks.servers", "serve", "consultation", "--config", str(town.config), *pin)
    request = pb.RegisterCommentRequest(parent=ROUND, comment=_comment()).SerializeToString()
    opening = pb.OpenRoundRequest(parent=samples.PARENT, round_id="kolo", round=_round()).SerializeToString()
    with Process("consultation", folder, arguments) as process, shots.pinned(load_core), shots.loop() as runner:
        client = runner.run(Client.to(process.target))
        runner.run(client.ask(f"{SERVICE}OpenRound", opening, town.metadata()))

        def shoot() -> Rate:
            method = f"{SERVICE}RegisterComment"
            return runner.run(client.rate(method, [request], town.metadata(), SECONDS, CALLERS))

        found = shots.alternate({"remote": shoot}, rounds, seed)["remote"]
        runner.run(client.close())
    return found


def _round() -> consultation_pb2.Round:
    now = today(utc_now)
    first, last = now - timedelta(days=20), now + timedelta(days=20)
    window = Period(
        start=Date(year=first.year, month=first.month, day=first.day),
        end=Date(year=last.year, month=last.month, day=last.day),
    )
    return consultation_pb2.Round(title="Kolo", plan_version=samples.VERSION, window=window, channels=["web"])


def _comment() -> consultation_pb2.Comment:
    now = today(utc_now) - timedelta(days=1)
    return consultation_pb2.Comment(
        received_on=Date(year=now.year, month=now.month, day=now.day),
        channel="web",
        authors=[consultation_pb2.Author(kind="user", full_name="Jana Smyšlená", contact="jana@example.org")],
        points=[consultation_pb2.Point(text=samples.TEXT * 5)],
    )
