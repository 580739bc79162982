"""A small town's process with all three services: how soon it serves, how much memory it takes."""

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
    """Every shot is a first start, which makes the databases too."""
    seconds, memory = [], []
    for number in range(rounds):
        town = Folder(folder / f"town{number}", services=SERVICES)
        arguments = ("komplan_cli", "serve", "--config", str(town.config))
        with Process("town", town.path, arguments) as process, shots.loop() as runner:
            seconds.append(process.start_seconds)
            client = runner.run(Client.to(process.target))
            for method, request in CALLS.items():
                for _ in range(REPEATS):
                    runner.run(client.ask(method, request.SerializeToString(), town.metadata()))
            runner.run(client.close())
            if (peak := process.peak_mb()) is not None:
                memory.append(peak)
    name = "a town's process with three services"
    found = [Figure("foundation", f"{name} is ready, first start", "s", seconds, None, "at-most", 3.0)]
    if memory:
        found.append(Figure("foundation", f"{name}, peak memory (RSS)", "MB", memory, None, "at-most", 150.0))
    return found
