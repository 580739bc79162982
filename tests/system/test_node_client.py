"""A client in another language reads what a region tells everybody: the contract is enough."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from support.instance import Instance
from support.plans import serving_region
from support.region_needs import ROUND, day, form, open_round, submit, territory_request

from komplan.region.v1 import (
    money_service_pb2,
    needs_service_pb2,
    network_office_service_pb2,
    network_pb2,
    network_service_pb2,
    region_service_pb2,
)
from komplan.type.v1.period_pb2 import Period

TESTS = Path(__file__).resolve().parents[1]
CLIENT = TESTS / "clients" / "node"
REGION = "regions/kraj"
ROLL_UP = f"{REGION}/roll-ups/2027-2029"
pytestmark = pytest.mark.node


@pytest.fixture(scope="module")
def client(pytestconfig: pytest.Config) -> Path:
    """The client with its packages installed, kept until they change."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("Node or npm is not installed")
    manifest = (CLIENT / "package.json").read_bytes()
    folder = pytestconfig.cache.mkdir("node-client") / hashlib.sha256(manifest).hexdigest()[:16]
    if not folder.exists():
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        (part / "package.json").write_bytes(manifest)
        command = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(command, cwd=part, capture_output=True, text=True, timeout=110, check=False)
        if done.returncode:
            pytest.skip("npm could not install the Node client's packages")
        part.rename(folder)
    shutil.copy(CLIENT / "region.mjs", folder)
    return folder


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with serving_region(tmp_path_factory.mktemp("region")) as serving:
        yield serving


def run(client: Path, target: str, what: str, name: str) -> "subprocess.CompletedProcess[str]":
    command = ["node", "region.mjs", target, what, name, str(TESTS.parent / "protos"), str(google_protos())]
    return subprocess.run(command, cwd=client, capture_output=True, text=True, timeout=60, check=False)


def google_protos() -> Path:
    """The folder that holds google/api and google/type: the wheel of the common protos."""
    spec = find_spec("google.api")
    assert spec is not None
    return Path(next(iter(spec.submodule_search_locations or ()))).parents[1]


def plain(value: Any) -> Any:
    """A message as the Node client shows it: all fields, 64-bit numbers as text, absent messages as null."""
    if not isinstance(value, Message):
        return value
    found: dict[str, Any] = {}
    for field in value.DESCRIPTOR.fields:
        content = getattr(value, field.name)
        wide = field.cpp_type in (field.CPPTYPE_INT64, field.CPPTYPE_UINT64)
        if field.is_repeated:
            found[field.name] = [str(item) if wide else plain(item) for item in content]
        elif field.message_type is not None and not value.HasField(field.name):
            found[field.name] = None
        else:
            found[field.name] = str(content) if wide else plain(content)
    return found


def read(client: Path, region: Instance, what: str, name: str) -> Any:
    """What the Node client prints."""
    done = run(client, region.target, what, name)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def without_age(plan: dict[str, Any]) -> dict[str, Any]:
    """The plan without what changes from second to second."""
    assert all(int(city.pop("age_seconds")) >= 0 for city in plan["coverage"])
    return plan


def test_a_node_client_reads_the_roll_up_that_a_python_client_reads(client: Path, region: Instance) -> None:
    request = region_service_pb2.GetRollUpRequest(name=ROLL_UP)
    expected = plain(region.ask("RegionService/GetRollUp", request, roles=()))
    assert without_age(read(client, region, "roll-up", ROLL_UP)) == without_age(expected)
    assert sum(int(figure["planned"]) for figure in expected["financing"]) == 1101


def test_a_node_client_reads_directory_and_money_and_sees_no_address(client: Path, region: Instance) -> None:
    (city,) = read(client, region, "directory", REGION)
    assert [city[key] for key in ("target", "catalogue_target", "consultation_target")] == ["", "", ""]
    assert (city["code"], city["state"], {feed["feed"] for feed in city["feeds"]}) == ("vzorov", "fresh", {"planning"})
    money = read(client, region, "money", f"{REGION}#2027")
    request = money_service_pb2.GetMoneyRequest(parent=REGION, from_year=2027)
    expected = plain(region.ask("MoneyService/GetMoney", request, roles=()))
    assert money["figures"] == expected["figures"] != []


def test_a_node_client_reads_a_round_of_needs(client: Path, region: Instance) -> None:
    region.ask("TerritoryOfficeService/ImportTerritory", territory_request())
    open_round(region)
    submit(region, form("999002", "Doprava k lékaři"))
    found = read(client, region, "needs", ROUND)
    request = needs_service_pb2.GetNeedCoverageRequest(name=ROUND)
    assert found["coverage"] == plain(region.ask("NeedsService/GetNeedCoverage", request, roles=()))
    assert (found["round"]["state"], found["coverage"]["orps"][0]["coverage"]["reported"]) == ("open", 1)
    whole = found["figures"]["totals"][0]
    assert (whole["total"]["needs"], whole["needs"]) == (1, []), "names of needs are for the office"


def test_a_node_client_reads_the_network(client: Path, region: Instance) -> None:
    decision = network_pb2.NetworkDecision(
        registration="1234567",
        title="Domov Lípa",
        provider="Charita Vzorov",
        service_type="home-for-seniors",
        outcome="granted",
        reason="kapacita v ORP chybí",
        capacities=[network_pb2.NetworkCapacity(form="residential", unit="beds", quantity=40)],
        validity=Period(start=day(2026)),
        decided_by="Zastupitelstvo kraje",
        decided_on=day(2025, 12, 10),
        resolution="1/2025",
    )
    request = network_office_service_pb2.DecideNetworkRequest(parent=REGION, network_decision=decision)
    region.ask("NetworkOfficeService/DecideNetwork", request)
    found = read(client, region, "network", REGION)
    expected = region.ask("NetworkService/GetNetwork", network_service_pb2.GetNetworkRequest(parent=REGION), roles=())
    assert found == plain(expected)
    (entry,) = found["entries"]
    assert (entry["registration"], entry["status"], entry["capacities"][0]["quantity"]) == ("1234567", "basic", "40")


def test_a_node_client_is_told_what_is_wrong(client: Path, region: Instance) -> None:
    done = run(client, region.target, "roll-up", "regions/jiny/roll-ups/2027-2029")
    assert (done.returncode, done.stderr.strip()) == (1, "NOT_FOUND: this service serves `regions/kraj` only")
