"""Writing: comments entered into the book by many callers, beside the same rows inserted by the driver alone."""

from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from google.type.date_pb2 import Date

from benchmarks import samples, shots
from benchmarks.bare_inserts import BareInserts
from benchmarks.figures import Figure
from benchmarks.load import Client, Rate, drive
from benchmarks.processes import Folder, Process
from komplan.consultation.v1 import comment_pb2, round_pb2
from komplan.consultation.v1 import intake_service_pb2 as pb
from komplan.consultation.v1 import round_office_service_pb2 as round_pb
from komplan.type.v1.period_pb2 import Period
from komplan_consultation.repositories import METADATA
from komplan_consultation.repositories.book_keys import BookKeys
from komplan_consultation.repositories.kinds import COMMENTS, ROUNDS
from komplan_consultation.repositories.transaction import ConsultationStore
from komplan_consultation.usecases.drafts import Drafts
from komplan_consultation.usecases.entering import Entering
from komplan_consultation.usecases.intake import Intake
from komplan_consultation.usecases.office import Office
from komplan_consultation.usecases.rounds import Rounds
from komplan_core.plugins import compile_profile
from komplan_kit.clock import random_id, today, utc_now
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.garbage import spare_collections
from komplan_kit.keystore import Keystore
from komplan_kit.schema import upgrade
from komplan_kit.tokens import Tokens
from komplan_kit.writer import LARGEST_GROUP

SECONDS: Final = 1.0
CALLERS: Final = 32
SERVICE: Final = "/komplan.consultation.v1."
ROUND: Final = f"{samples.PARENT}/rounds/kolo"


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """Comments a second at `Database.write` in groups and one by one, the longest wait, and the same through gRPC.

    The limit is SQLite itself: the rows of one registered comment, inserted by `executemany` and committed in groups.
    """
    spare_collections()  # as every service does at its start
    with ExitStack() as stack:
        runner = stack.enter_context(shots.Loop())
        grouped, single = (
            stack.enter_context(_Book(folder / name, largest, runner))
            for name, largest in (("grouped", LARGEST_GROUP), ("single", 1))
        )
        things = {
            "rows": grouped.bare(folder / "rows", CALLERS).insert,
            "rows, single": single.bare(folder / "rows-single", 1).insert,
            "comments": grouped.register,
            "comments, single": single.register,
        }
        found = shots.alternate(things, rounds, seed)
    found["remote"] = _through_grpc(folder / "town", rounds, seed)
    rates = {name: [rate.per_second for rate in of] for name, of in found.items()}
    waits = [rate.worst_wait * 1000 for rate in found["comments"]]
    group, unit, who = "consultation", "writes/s", f"of {CALLERS} callers"
    rows = f"the rows that a registration leaves, inserted by the bare driver, {CALLERS} a commit"
    comments = f"a comment registered with its receipt {who}, in groups"
    note = "checked, sealed, signed; beside the same rows inserted by the driver without komplan, keystore left out"
    return [
        Figure(group, f"{rows}, beside one a commit", unit, rates["rows"], rates["rows, single"]),
        Figure(group, comments, unit, rates["comments"], rates["rows"], "at-least", 0.4, note),
        Figure(group, f"{comments}, alone", unit, rates["comments"], None, "at-least", 500.0, "SQLite, FULL"),
        Figure(group, f"{comments}, beside one by one", unit, rates["comments"], rates["comments, single"]),
        Figure(group, f"the longest wait for a registration {who}", "ms", waits, None, "at-most", 100.0),
        Figure(group, f"a comment registered {who}, through gRPC", unit, rates["remote"], None, "at-least", 500.0),
    ]


class _Book:
    """A consultation's database with an open round, used without a server."""

    def __init__(self, folder: Path, largest_group: int, runner: shots.Loop) -> None:
        folder.mkdir()
        store = self._store = Store(f"sqlite:///{folder}/consultation.sqlite3")
        upgrade(store, "komplan_consultation")
        office = Office(compile_profile(("reference",))[0], utc_now, random_id)
        self._keys = Keystore(f"sqlite:///{folder}/keystore.sqlite3")
        book = BookKeys(folder / "book.key.pem", "vzorov.example")
        book.make_first()
        opened = partial(ConsultationStore, keys=book)
        self._database = Database(store, METADATA, opened, self._keys, utc_now, largest_group)
        rounds = Rounds(office, Drafts(office))
        tokens = Tokens(self._keys.secret("comment-token"), office.area, utc_now)
        self._intake, self._runner = Intake(office, Entering(office, rounds, tokens), tokens), runner
        runner.run(self._database.write(rounds.create, ROUNDS.codec.values(_round()), "kolo"))
        runner.run(self._database.write(rounds.announce, ROUND, "", frozenset({"clerk"}), None))

    def __enter__(self) -> "_Book":
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()
        self._keys.close()

    def register(self) -> Rate:
        """Let all callers register comments for a while: checked, sealed, numbered, stored."""
        values = COMMENTS.codec.values(_comment())

        async def call(given: Any) -> None:
            register = self._intake.register
            await self._database.write(register, ROUND, given, "clerk", personal=pb.RegisterCommentResponse)

        return self._runner.run(drive(call, [values], SECONDS, CALLERS))

    def bare(self, folder: Path, at_once: int) -> BareInserts:
        """The rows that one registered comment left, to be inserted again and again into a database of their own."""
        values = COMMENTS.codec.values(_comment())
        personal = pb.RegisterCommentResponse
        self._runner.run(self._database.write(self._intake.register, ROUND, values, "clerk", personal=personal))
        return BareInserts(self._store, folder, at_once, SECONDS)


def _through_grpc(folder: Path, rounds: int, seed: int) -> list[Rate]:
    """Rates at which a consultation service on a core of its own takes comments."""
    server_core, load_core = shots.cores()
    town = Folder(folder, services=("consultation",))
    pin = ("--core", str(server_core)) if server_core is not None else ()
    arguments = ("benchmarks.servers", "serve", "consultation", "--config", str(town.config), *pin)
    request = pb.RegisterCommentRequest(parent=ROUND, comment=_comment()).SerializeToString()
    made = round_pb.CreateRoundRequest(parent=samples.PARENT, round_id="kolo", round=_round()).SerializeToString()
    announced = round_pb.AnnounceRoundRequest(name=ROUND).SerializeToString()
    with Process("consultation", folder, arguments) as process, shots.pinned(load_core), shots.Loop() as runner:
        client = runner.run(Client.to(process.target))
        runner.run(client.ask(f"{SERVICE}RoundOfficeService/CreateRound", made, town.metadata()))
        runner.run(client.ask(f"{SERVICE}RoundOfficeService/AnnounceRound", announced, town.metadata()))

        def shoot() -> Rate:
            method = f"{SERVICE}IntakeService/RegisterComment"
            return runner.run(client.rate(method, [request], town.metadata(), SECONDS, CALLERS))

        found = shots.alternate({"remote": shoot}, rounds, seed)["remote"]
        runner.run(client.close())
    return found


def _round() -> round_pb2.Round:
    now = today(utc_now)
    first, last = now - timedelta(days=20), now + timedelta(days=20)
    window = Period(
        start=Date(year=first.year, month=first.month, day=first.day),
        end=Date(year=last.year, month=last.month, day=last.day),
    )
    channels = [round_pb2.ChannelRule(channel="web")]
    return round_pb2.Round(title="Kolo", plan_version=samples.VERSION, window=window, channels=channels)


def _comment() -> comment_pb2.Comment:
    now = today(utc_now) - timedelta(days=1)
    return comment_pb2.Comment(
        received_on=Date(year=now.year, month=now.month, day=now.day),
        channel="web",
        authors=[comment_pb2.Author(kind="user", full_name="Jana Smyšlená", contact="jana@example.org")],
        points=[comment_pb2.Point(text=samples.TEXT * 5)],
    )
