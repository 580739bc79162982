"""Reading through gRPC: one measure and a page of fifty, beside an empty server that sends the same bytes."""

from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import samples, shots
from benchmarks.figures import Figure
from benchmarks.load import Client
from benchmarks.postgres import cluster
from benchmarks.processes import Folder, Process
from komplan.planning.v1 import plan_service_pb2 as pb

SECONDS: Final = 1.0
MEASURES: Final = 60
SERVICE: Final = "/komplan.planning.v1.PlanService/"
EDITOR: Final = "/komplan.planning.v1.PlanEditorService/"
REQUESTS: Final = {
    "GetMeasure": [
        pb.GetMeasureRequest(name=f"{samples.VERSION}/measures/opatreni-{number}").SerializeToString()
        for number in range(1, MEASURES + 1)
    ],
    "ListMeasures": [pb.ListMeasuresRequest(parent=samples.VERSION, page_size=50).SerializeToString()],
}
GOALS: Final = {
    ("stack", "GetMeasure"): ("the stack alone", 0.75),
    ("sqlite", "GetMeasure"): ("GetMeasure on SQLite", 0.60),
    ("postgres", "GetMeasure"): ("GetMeasure on PostgreSQL", 0.40),
    ("sqlite", "ListMeasures"): ("a list of 50 on SQLite", 0.40),
    ("postgres", "ListMeasures"): ("a list of 50 on PostgreSQL", 0.30),
}


@dataclass(frozen=True)
class Shot:
    """Calls a second, and what each cost the server's process."""

    per_second: float
    cpu_us: float


class Subject:
    """A running server under load."""

    def __init__(self, process: Process, town: Folder, runner: shots.Loop) -> None:
        self._process, self._town, self._runner = process, town, runner
        self._client = runner.run(Client.to(process.target))

    def ask(self, method: str, request: bytes) -> bytes:
        """One answer."""
        return self._runner.run(self._client.ask(method, request, self._town.metadata()))

    def shoot(self, method: str) -> Shot:
        """Let all callers ask for a while, after a short warm-up."""
        for seconds in (SECONDS / 5, SECONDS):
            before = self._process.cpu_seconds()
            rate = self._runner.run(
                self._client.rate(SERVICE + method, REQUESTS[method], self._town.metadata(), seconds)
            )
        return Shot(rate.per_second, (self._process.cpu_seconds() - before) / rate.calls * 1e6)

    def close(self) -> None:
        """Close the channel."""
        self._runner.run(self._client.close())


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """Calls a second of each way, beside those of the empty server."""
    server_core, load_core = shots.cores()
    with shots.pinned(load_core), shots.Loop() as runner, ExitStack() as stack:
        towns = {"sqlite": Folder(folder / "sqlite")}
        if (postgres := stack.enter_context(cluster())) is not None:
            towns["postgres"] = Folder(folder / "postgres", postgres.new_database("planning"))

        def start(name: str, *arguments: str) -> Subject:
            pin = ("--core", str(server_core)) if server_core is not None else ()
            process = stack.enter_context(Process(name, folder, ("benchmarks.servers", *arguments, *pin)))
            subject = Subject(process, towns.get(name, towns["sqlite"]), runner)
            stack.callback(subject.close)
            return subject

        subjects = {name: start(name, "serve", "planning", "--config", str(t.config)) for name, t in towns.items()}
        for subject in subjects.values():
            for method, message in samples.draft(MEASURES):
                subject.ask(EDITOR + method, message.SerializeToString())
        replies = folder / "replies"
        replies.mkdir()
        for method, requests in REQUESTS.items():
            (replies / method).write_bytes(subjects["sqlite"].ask(SERVICE + method, requests[0]))
        subjects["echo"] = start("echo", "echo", "--replies", str(replies))
        subjects["stack"] = start("stack", "stack", "--replies", str(replies), "--config", str(towns["sqlite"].config))
        chosen = {key: goal for key, goal in GOALS.items() if key[0] in subjects}
        wanted = [*(("echo", method) for method in REQUESTS), *chosen]
        found = shots.alternate({key: partial(subjects[key[0]].shoot, key[1]) for key in wanted}, rounds, seed)
        return [_figure(name, goal, found[key], found["echo", key[1]]) for key, (name, goal) in chosen.items()]


def _figure(name: str, goal: float, things: list[Shot], limits: list[Shot]) -> Figure:
    cpu, least = (median(shot.cpu_us for shot in of) for of in (things, limits))
    return Figure(
        "foundation", name, "calls/s", [shot.per_second for shot in things], [shot.per_second for shot in limits],
        "at-least", goal, f"CPU of the server {cpu:.0f} µs a call, of the empty one {least:.0f}",
    )  # fmt: skip
