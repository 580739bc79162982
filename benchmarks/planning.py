"""A plan of 1,000 measures with 12 lines of money each: opened whole, compared, published, taken out and in."""

import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final

import grpc

from benchmarks import samples, shots
from benchmarks.figures import Figure
from benchmarks.load import OPTIONS, Client
from benchmarks.processes import ROLES, Folder, Process
from komplan.planning.v1 import plan_batch_pb2, plan_batch_service_pb2_grpc, plan_view_pb2
from komplan.planning.v1 import plan_content_service_pb2 as content_pb
from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan_kit.client import Peer
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.identity import assertion
from komplan_kit.sheets.reading import open_sheets
from komplan_kit.sheets.writing import Workbook
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.repositories import METADATA
from komplan_planning.repositories.transaction import PlanningStore
from komplan_planning.sources import exporting, sending, tables
from komplan_planning.sources.drafts import Present, changes
from komplan_planning.usecases import content

MEASURES: Final = 1_000
EDITED: Final = 100
CALLS: Final = 9
"""Calls of a shot; it is their median."""
LATER: Final = f"{samples.PLAN}/versions/dalsi"
PACKAGE: Final = "/komplan.planning.v1."
TREE: Final = content_pb.GetPlanTreeRequest(name=samples.VERSION)
CHANGES: Final = feed.StreamChangesRequest(parent=samples.PARENT)
_OF_DRAFT: Final = "SELECT encoded FROM {} WHERE version_id = (SELECT id FROM plan_version WHERE name = ?)"


class Subject:
    """A town that serves the plan, and its database."""

    def __init__(self, runner: shots.Loop, town: Folder, process: Process, folder: Path) -> None:
        self._runner, self._town, self._folder = runner, town, folder
        self._metadata = town.metadata()
        self._client, self._stream = runner.run(_connected(process.target))
        (self._file,) = town.path.glob("**/planning.sqlite3")
        self._raw = sqlite3.connect(self._file)
        self._database: Database[PlanningTx] = Database(Store(f"sqlite:///{self._file}"), METADATA, PlanningStore)
        self._tree = plan_view_pb2.PlanTree.FromString(runner.run(self._asked()))
        self._parts = [feed.StreamChangesResponse.FromString(part) for part in runner.run(self._streamed())]

    def tree(self) -> float:
        """Seconds of GetPlanTree."""
        return self._timed(self._asked)

    def bare_tree(self) -> float:
        """Seconds of reading the same rows and encoding the same message, and of nothing else."""

        def bare() -> None:
            self._rows(samples.VERSION)
            self._tree.SerializeToString()

        return median(_seconds(bare) for _ in range(CALLS))

    def published(self) -> float:
        """Seconds of the published state as a stream."""
        return self._timed(self._streamed)

    def bare_published(self) -> float:
        """Seconds of reading the same rows and encoding the same messages."""

        def bare() -> None:
            self._rows(samples.VERSION)
            for part in self._parts:
                part.SerializeToString()

        return median(_seconds(bare) for _ in range(CALLS))

    def difference(self) -> float:
        """Seconds of comparing two versions of which a tenth of the measures differ."""
        return self._read(partial(content.difference, base=samples.VERSION, name=LATER, staff=True))

    def parsing(self) -> float:
        """Seconds of reading and parsing all that the two versions say."""
        return self._read(lambda tx: (tx.content.of(samples.VERSION), tx.content.of(LATER)))

    def parsing_messages(self) -> float:
        """Seconds of parsing as many messages as the two versions have, into no models."""
        encoded = self._tree.SerializeToString()
        return 2 * _seconds(lambda: plan_view_pb2.PlanTree.FromString(encoded))

    def statements(self) -> int:
        """How many statements opening the plan takes."""

        def count(tx: Any) -> int:
            before: int = tx._tx.session.count
            content.whole(tx, samples.VERSION, staff=True)
            return int(tx._tx.session.count - before)

        return self._runner.run(self._database.read(count))

    def taken_out(self) -> float:
        """Seconds of writing the workbook."""
        return _seconds(self._write)

    def taken_in(self) -> float:
        """Seconds of reading it again and finding that nothing changed."""

        def read() -> None:
            if changes(tables.draft_of(open_sheets(self._folder / "plan.xlsx"), Present.of(self._tree))):
                raise RuntimeError("a workbook that nobody edited has changes")

        self._write()
        return _seconds(read)

    def close(self) -> None:
        """Close channel and databases."""
        self._runner.run(self._client.close())
        self._database.close()
        self._raw.close()

    def _write(self) -> None:
        with Workbook(self._folder / "plan.xlsx") as book:
            exporting.write(Present.of(self._tree), book, with_guide=True)

    def _read(self, use_case: Callable[[PlanningTx], Any]) -> float:
        return self._timed(partial(self._database.read, use_case))

    def _timed(self, once: Callable[[], Awaitable[Any]]) -> float:
        """Median seconds of some calls, measured inside the event loop: starting and leaving it costs milliseconds."""
        self._metadata = self._town.metadata()

        async def calls() -> float:
            taken = []
            for _ in range(CALLS):
                began = time.perf_counter()
                await once()
                taken.append(time.perf_counter() - began)
            return median(taken)

        return self._runner.run(calls())

    def _rows(self, version: str) -> list[Any]:
        tables_read = ("plan_section", "plan_node", "measure")
        return [self._raw.execute(_OF_DRAFT.format(table), (version,)).fetchall() for table in tables_read]

    async def _asked(self) -> bytes:
        method = f"{PACKAGE}PlanContentService/GetPlanTree"
        return await self._client.ask(method, TREE.SerializeToString(), self._metadata)

    async def _streamed(self) -> list[bytes]:
        request = CHANGES.SerializeToString()
        return [part async for part in self._stream(request, timeout=60.0, metadata=self._metadata)]


async def _connected(target: str) -> tuple[Client, Any]:
    """A client, and the method that streams, both on a channel of their own in the running event loop."""
    channel: Any = grpc.aio.insecure_channel(target, options=OPTIONS)
    return Client(channel), channel.unary_stream(f"{PACKAGE}PlanFeedService/StreamChanges")


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """What people and the region do with a large plan, beside the least that it could take."""
    town = Folder(folder / "town")
    with shots.Loop() as runner, ExitStack() as stack:
        with _service("filling", folder, town) as process:
            made = runner.run(_fill(process.target, town))
        _adopt(town)
        process = stack.enter_context(_service("serving", folder, town))
        subject = Subject(runner, town, process, folder)
        stack.callback(subject.close)
        things = {
            name: getattr(subject, name)
            for name in (
                "tree", "bare_tree", "published", "bare_published", "difference", "parsing", "taken_out", "taken_in",
            )
        }  # fmt: skip
        found = shots.alternate(things, rounds, seed)
        statements, messages = subject.statements(), subject.parsing_messages()
    rate = {name: [MEASURES / seconds for seconds in found[name]] for name in ("published", "bare_published")}
    plan = f"a plan of {MEASURES:,} measures × 12 lines"
    parsed = f"into models; the messages alone take {messages:.3f} s"
    return [
        Figure("planning", f"opening {plan} over gRPC, beside reading and encoding it", "s", found["tree"],
               found["bare_tree"]),
        Figure("planning", "statements of that", "statements", [statements], None, "at-most", 6),
        Figure("planning", f"comparing two versions of it ({EDITED} differ), beside parsing both", "s",
               found["difference"], found["parsing"], "at-most", 5, parsed),
        Figure("planning", "all that is published of it over gRPC, beside reading and encoding it", "measures/s",
               rate["published"], rate["bare_published"], "at-least", 0.5),
        Figure("planning", "writing it as a workbook", "s", found["taken_out"]),
        Figure("planning", "reading the workbook, nothing edited", "s", found["taken_in"]),
        Figure("planning", f"taking {MEASURES:,} new measures in one batch", "s", [made]),
    ]  # fmt: skip


def _seconds(thing: Callable[[], Any]) -> float:
    began = time.perf_counter()
    thing()
    return time.perf_counter() - began


def _service(name: str, folder: Path, town: Folder) -> Process:
    return Process(name, folder, ("benchmarks.servers", "serve", "planning", "--config", str(town.config)))


def _adopt(town: Folder) -> None:
    """Let the first version count as adopted: what the feed shows is measured, not how a plan is adopted."""
    (file,) = town.path.glob("**/planning.sqlite3")
    database = sqlite3.connect(file)
    with database:
        resolution = "resolution_body = 'assembly', resolution_number = '1', resolution_held_on = '2026-06-23'"
        database.execute(f"UPDATE plan_version SET {resolution} WHERE name = ?", (samples.VERSION,))  # noqa: S608
    database.close()


async def _fill(target: str, town: Folder) -> float:
    """Make the plan and a later version of it; the seconds that all measures took."""
    client = await Client.to(target)
    for method, request in samples.draft(0):
        await client.ask(f"{PACKAGE}PlanEditorService/{method}", request.SerializeToString(), town.metadata())
    seconds = await _apply(target, town, samples.VERSION, _new())
    begun = edit.CreatePlanVersionRequest(parent=samples.PLAN, plan_version_id="dalsi", based_on="navrh")
    begun.plan_version.title = "Další"
    method = f"{PACKAGE}PlanEditorService/CreatePlanVersion"
    await client.ask(method, begun.SerializeToString(), town.metadata())
    await client.close()
    await _apply(target, town, LATER, _edits())
    return seconds


async def _apply(target: str, town: Folder, version: str, wanted: Iterator[plan_batch_pb2.ContentChange]) -> float:
    peer = Peer(target, assertion=lambda: assertion(town.path / "issuer.pem", "benchmark", ROLES, samples.AREA))

    async def parts() -> Any:
        for part in sending.requests(version, wanted, dry_run=False):
            yield part

    began = time.perf_counter()
    stub = plan_batch_service_pb2_grpc.PlanBatchServiceStub(peer.channel)
    report = await peer.send(stub.ApplyPlanChanges, parts(), 300.0)
    seconds = time.perf_counter() - began
    await peer.close()
    if not report.stored:
        raise RuntimeError(f"the plan was not taken: {report.problems[:3]}")
    return seconds


def _new() -> Iterator[plan_batch_pb2.ContentChange]:
    for number in range(1, MEASURES + 1):
        measure = samples.measure(number)
        measure.name = f"{samples.VERSION}/measures/opatreni-{number}"
        yield plan_batch_pb2.ContentChange(position=number, measure=measure)


def _edits() -> Iterator[plan_batch_pb2.ContentChange]:
    for number in range(1, MEASURES + 1, MEASURES // EDITED):
        measure = samples.measure(number)
        measure.name, measure.title = f"{LATER}/measures/opatreni-{number}", f"Jinak {number}"
        measure.financing[0].planned += 100
        yield plan_batch_pb2.ContentChange(
            position=number, measure=measure, update_mask={"paths": ["title", "financing"]}
        )
