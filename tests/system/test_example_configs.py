"""Every example in deploy/config starts as it stands: only addresses and the databases' places are other ones."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from grpc_health.v1 import health_pb2, health_pb2_grpc
from support.certificates import SCRIPT, peer
from support.postgres import Cluster
from support.processes import KOMPLAN, Served, clean_environment

from komplan.catalogue.v1 import catalogue_service_pb2, catalogue_service_pb2_grpc
from komplan.consultation.v1 import consultation_service_pb2, consultation_service_pb2_grpc
from komplan.planning.v1 import plan_service_pb2, plan_service_pb2_grpc
from komplan.region.v1 import region_service_pb2, region_service_pb2_grpc
from komplan.witness.v1 import witness_service_pb2, witness_service_pb2_grpc
from komplan_core.errors import PlanError
from komplan_core.plugins import compile_profile
from komplan_kit.client import Peer
from komplan_kit.config_loading import load

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
TOWN, CITY, REGION = (DEPLOY / "config" / f"{name}.toml" for name in ("town", "city", "region"))
PLUGINS = [DEPLOY / "config" / f"{name}.toml" for name in ("trhove-sviny", "cesky-krumlov", "usti")]
"""Examples of the small town's kind, each with the plugin of its name."""
AREA = "areas/vzorov"

planning, catalogue = plan_service_pb2_grpc.PlanServiceStub, catalogue_service_pb2_grpc.CatalogueServiceStub
consultation, region = consultation_service_pb2_grpc.ConsultationServiceStub, region_service_pb2_grpc.RegionServiceStub
witness = witness_service_pb2_grpc.WitnessServiceStub
QUESTIONS: dict[str, tuple[Any, str, Message]] = {
    "planning": (planning, "GetProfile", plan_service_pb2.GetProfileRequest(name=AREA)),
    "catalogue": (catalogue, "ListServices", catalogue_service_pb2.ListServicesRequest(parent=AREA)),
    "consultation": (consultation, "ListRounds", consultation_service_pb2.ListRoundsRequest(parent=AREA)),
    "witness": (witness, "GetWitness", witness_service_pb2.GetWitnessRequest()),
    "region": (
        region,
        "GetRollUp",
        region_service_pb2.GetRollUpRequest(name="regions/vzorovy-kraj/roll-ups/2027-2029"),
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with trial certificates, made by the script as documented."""
    command = [sys.executable, SCRIPT, "certs", "--host", "127.0.0.1"]
    subprocess.run(command, cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
    return tmp_path


@pytest.fixture
def serving() -> Iterator[list[Served]]:
    """Processes that a test started; what it did not stop is killed."""
    started: list[Served] = []
    yield started
    for process in started:
        process.kill()


async def asked(caller: Peer, service: str) -> tuple[int, Any]:
    """The health of a service and its answer to one question."""
    try:
        health = health_pb2_grpc.HealthStub(caller.channel)
        checked = await caller.ask(health.Check, health_pb2.HealthCheckRequest(), wait=True)
        stub, method, request = QUESTIONS[service]
        return checked.status, await caller.ask(getattr(stub(caller.channel), method), request)
    finally:
        await caller.close()


def over_tls(target: str, folder: Path, service: str, stem: str | None) -> tuple[int, Any]:
    """Ask as the machine whose certificate has this file name."""
    certs = folder / "certs"

    async def ask() -> tuple[int, Any]:
        pair = (certs / f"{stem}.pem", certs / f"{stem}.key") if stem else None
        return await asked(peer(target, certs / "authority.pem", pair), service)

    return asyncio.run(ask())


def test_there_is_a_test_for_every_example() -> None:
    assert sorted((DEPLOY / "config").iterdir()) == sorted([TOWN, CITY, REGION, *PLUGINS])


@pytest.mark.parametrize("example", [TOWN, CITY, REGION, *PLUGINS], ids=lambda path: path.stem)
def test_an_example_is_free_of_faults(example: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    settings = load(example)
    assert settings.services
    if settings.area is not None:
        assert compile_profile(settings.area.plugins)[0].area.code == settings.area.code


def test_the_town_serves_all_its_services_at_one_address(tmp_path: Path, serving: list[Served]) -> None:
    town = Served.komplan(tmp_path, "--config", TOWN, environment={"KOMPLAN_LISTEN": "127.0.0.1:0"})
    serving.append(town)
    town.start()

    async def ask() -> list[tuple[int, Any]]:
        return [await asked(Peer(town.target), service) for service in ("planning", "catalogue", "consultation")]

    answers = asyncio.run(ask())
    assert [status for status, _ in answers] == [health_pb2.HealthCheckResponse.SERVING] * 3
    profile = answers[0][1]
    assert (profile.area.code, len(profile.working_groups) > 0) == ("vzorov", True)
    assert {path.name for path in (tmp_path / "var").glob("*.sqlite3")} == {
        f"{name}.sqlite3" for name in ("planning", "catalogue", "consultation", "keystore")
    }
    assert town.stop() == 0


def test_the_doctor_finds_nothing_wrong_with_the_town(tmp_path: Path) -> None:
    command = [KOMPLAN, "doctor", "--config", TOWN]
    environment = {**clean_environment(), "KOMPLAN_LISTEN": "127.0.0.1:0"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, "fault" in done.stdout) == (0, False), done.stdout + done.stderr


@pytest.mark.postgres
@pytest.mark.parametrize("service", ["catalogue", "planning", "consultation", "witness"])
def test_each_service_of_the_city_is_a_process_behind_mutual_tls(
    service: str, folder: Path, postgres: Cluster, serving: list[Served]
) -> None:
    environment = {
        f"KOMPLAN_LISTEN_BY_SERVICE__{service.upper()}": "127.0.0.1:0",
        "KOMPLAN_STORAGE__DATABASE": postgres.new_database(service),
        "KOMPLAN_STORAGE__KEYSTORE": postgres.new_database("keystore"),
    }
    city = Served.komplan(folder, service, "--config", CITY, environment=environment)
    serving.append(city)
    city.start()
    status, answer = over_tls(city.target, folder, service, "portal")
    assert (status, answer is not None) == (health_pb2.HealthCheckResponse.SERVING, True)
    with pytest.raises(PlanError):
        over_tls(city.target, folder, service, None)
    assert city.stop() == 0


@pytest.mark.postgres
def test_the_region_serves_its_midterm_plan_behind_mutual_tls(
    folder: Path, postgres: Cluster, serving: list[Served]
) -> None:
    environment = {
        "KOMPLAN_LISTEN": "127.0.0.1:0",
        "KOMPLAN_STORAGE__DATABASE": postgres.new_database("region"),
    }
    kraj = Served.komplan(folder, "region", "--config", REGION, environment=environment)
    serving.append(kraj)
    kraj.start()
    status, plan = over_tls(kraj.target, folder, "region", "office")
    assert (status, plan.title) == (health_pb2.HealthCheckResponse.SERVING, "Vzorový kraj")
    office = ["--ca", "certs/authority.pem", "--certificate", "certs/office.pem", "--key", "certs/office.key"]
    command = [KOMPLAN, "region", "collect", "--target", kraj.target, "--code", "vzorovy-kraj", *office]
    done = subprocess.run(command, cwd=folder, env=clean_environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (
        0,
        "aktuálních kopií: 0 z 0; v adresáři není žádné město (komplan region directory add)\n",
    ), done.stderr
    assert kraj.stop() == 0


def test_three_services_with_an_address_each_do_not_start_as_one_process(folder: Path) -> None:
    command = [KOMPLAN, "serve", "--config", CITY]
    done = subprocess.run(command, cwd=folder, env=clean_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 5
    assert "start each on its own" in " ".join(done.stderr.split())
