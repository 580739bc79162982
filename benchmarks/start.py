"""A small town's process with all three services: how soon it serves, how much memory it takes."""

import itertools
from pathlib import Path

from benchmarks import shots
from benchmarks.figures import Figure
from benchmarks.load import Client
from benchmarks.processes import Folder, Process
from benchmarks.samples import PARENT
from komplan.catalogue.v1 import catalogue_service_pb2 as catalogue
from komplan.consultation.v1 import consultation_service_pb2 as consultation
from komplan.planning.v1 import plan_service_pb2 as planning

SERVICES = ("catalogue", "planning", "consultation")
CALLS = {
    "/komplan.catalogue.v1.CatalogueService/ListServices": catalogue.ListServicesRequest(parent=PARENT),
    "/komplan.planning.v1.PlanService/GetProfile": planning.GetProfileRequest(name=PARENT),
    "/komplan.planning.v1.PlanService/ListPlans": planning.ListPlansRequest(parent=PARENT),
    "/komplan.consultation.v1.ConsultationService/ListRounds": consultation.ListRoundsRequest(parent=PARENT),
}
REPEATS = 100


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """Every shot is a first start, which makes the databases too, and some calls to each service."""
    numbers = itertools.count(1)
    found = shots.alternate({"start": lambda: _start(folder, f"town{next(numbers)}")}, rounds, seed)["start"]
    name, memory = "a town's process with three services", [peak for _, peak in found if peak is not None]
    figures = [Figure("foundation", f"{name} is ready, first start", "s", [s for s, _ in found], None, "at-most", 3.0)]
    if memory:
        figures.append(Figure("foundation", f"{name}, peak memory (RSS)", "MB", memory, None, "at-most", 150.0))
    return figures


def _start(folder: Path, name: str) -> tuple[float, float | None]:
    """Seconds until it serves, and megabytes after use where the system tells."""
    town = Folder(folder / name, services=SERVICES)
    arguments = ("komplan_cli", "serve", "--config", str(town.config))
    with Process(name, folder, arguments) as process, shots.Loop() as runner:
        client = runner.run(Client.to(process.target))
        for method, request in CALLS.items():
            for _ in range(REPEATS):
                runner.run(client.ask(method, request.SerializeToString(), town.metadata()))
        runner.run(client.close())
        return process.start_seconds, process.peak_mb()
