"""What a city knows of people never reaches its region: not the copies, not the plan, no file, no log."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect
from support.consultation import rows
from support.instance import Instance
from support.leaks import in_files, sought, unpacked
from support.organisation import CANARY, Office, present
from support.planning import Town
from support.region_cities import Two, own_instances, two_cities
from typer.testing import CliRunner

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import place_pb2
from komplan_cli.app import app
from komplan_kit.engine import Store

SECRET = {
    "name of a mandate holder": f"{CANARY} a",
    "mail of a mandate holder": "kanar.posta@tajne-8812.example",
    "telephone of a mandate holder": "+420 700 881 299",
    "minutes": f"Zapsala {CANARY}.",
    "hidden telephone of a service": "+420 700 881 377",
}
SHOWN = {"title of a need": "Doprava k lékaři"}
"""What a report says in its words is in the copy, and is found there."""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """Two cities, of which one knows people."""
    made = two_cities(own_instances(tmp_path_factory.mktemp("two")))
    office = Office(Town(made.vzorov))
    contact = f"{SECRET['mail of a mandate holder']}, {SECRET['telephone of a mandate holder']}"
    for id_ in ("a", "b"):
        office.seat(id_, contact=contact)
    office.meet()
    office.hold(*present("a", "b"))
    office.motion()
    office.vote(a="for", b="for")
    office.decide()
    office.approve()
    detail = place_pb2.RestrictedDetail(
        owner="areas/vzorov/services/s1",
        kind="phone",
        value=SECRET["hidden telephone of a service"],
        visibility="professionals",
    )
    request = edit.CreateRestrictedDetailRequest(parent="areas/vzorov", detail=detail)
    made.vzorov.ask("CatalogueEditorService/CreateRestrictedDetail", request)
    yield made
    made.stop()


def kept(instance: Instance, service: str) -> list[str]:
    """All that stands in any table of a service."""
    address = instance.databases[service]
    tables = inspect(Store(address).engine).get_table_names()
    values = (value for table in tables for row in rows(address, table) for value in row)
    return [value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for value in values]


def run(two: Two, *words: str) -> str:
    """What a command of the region's office prints."""
    region = two.office.region
    access = ["--target", region.target, "--code", "kraj", "--issuer-key", str(region.issuer_key)]
    done = CliRunner().invoke(app, ["region", *words, *access], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_no_copy_no_plan_and_no_file_of_a_region_holds_what_is_personal(
    two: Two, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()  # what the city said while it was filled
    office, region = two.office, two.office.region
    two.office.collect()
    office.plan()
    office.network()
    version = office.build()
    office.written(version.name)
    files = [tmp_path / f"plan.{shape}" for shape in ("md", "xlsx", "json")]
    for path in files:
        run(two, "plan", "export", "2027-2029/v1", str(path), "--format", path.suffix[1:])
    run(two, "plan", "consult", "2027-2029/v1", str(tmp_path / "draft.json"), "--incomplete")
    run(two, "gap", "table", "2027", "--csv", str(tmp_path / "gap.csv"))
    printed = [run(two, *words.split()) for words in COMMANDS]
    office.reproduced(version.name)
    written = [unpacked(path.read_bytes()) for path in (*files, tmp_path / "draft.json", tmp_path / "gap.csv")]
    assert all(len(text) > 60 for text in (*written, *printed))
    assert sought(SECRET, [*written, *printed]) == set()
    assert sought({**SECRET, **SHOWN}, kept(region, "region")) == set(SHOWN)  # the search is not blind
    logged = "\n".join(capfd.readouterr())
    assert "StreamChanges" in logged
    assert sought(SECRET, [logged]) == set()
    assert in_files({**SECRET, **SHOWN}, region.folder) == set(SHOWN)


COMMANDS = (
    "status",
    "money 2027 --by area",
    "needs list 2027",
    "needs status 2027",
    "gap supply",
    "gap services",
    "gap table 2027",
    "network show",
    "plan show 2027-2029/v1",
    "plan check 2027-2029/v1",
)
