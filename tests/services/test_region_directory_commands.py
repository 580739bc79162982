"""`komplan region directory` and `collect`, as an analyst at a terminal runs them."""

import re
from collections.abc import Callable, Iterator

import pytest
from support.databases import ON_SQLITE
from support.instance import Instance
from support.lying_city import AREA, LyingCity, change, entries, profile_of, told
from support.region_needs import territory_request
from typer.testing import CliRunner

from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan_cli.app import app
from komplan_cli.output import exit_code
from komplan_core.errors import PlanError

VZOROV, LHOTA, LIPNA = "999001", "999002", "999011"


def run(region: Instance, *words: str, code: int = 0) -> str:
    """What a command prints, spaces as one."""
    where = ["--target", region.target, "--code", "kraj", "--issuer-key", str(region.issuer_key)]
    done = CliRunner().invoke(app, ["region", *words, *where])
    left = exit_code(done.exception) if isinstance(done.exception, PlanError) else done.exit_code
    assert left == code, (done.output, done.exception)
    return " ".join(done.output.split())


@pytest.fixture
def city() -> Iterator[LyingCity]:
    made = LyingCity()
    published = entries()
    head = feed.ChangesHead(name=AREA, journal_head=5, profile=profile_of(VZOROV, LHOTA, LIPNA))
    made.says(told(*(change(5, entry) for entry in published), published=published, head=head))
    yield made
    made.server.stop(None)


@pytest.fixture
def region(instance: Callable[..., Instance]) -> Instance:
    made = instance("region", region="kraj")
    made.ask("TerritoryOfficeService/ImportTerritory", territory_request())
    return made


@ON_SQLITE
def test_the_command_that_a_warning_names_confirms_what_the_city_says_beside_what_was_confirmed(
    region: Instance, city: LyingCity
) -> None:
    run(region, "directory", "add", "vzorov", "--title", "Vzorov", "--address", city.target, "--municipality", VZOROV)
    assert "aktuálních kopií: 1 z 1; nic nechybí" in run(region, "collect")
    listed = run(region, "directory", "list")
    assert "struktura Lhota (999002), Lipná (999011)" in listed
    assert "obcí a ORP: 2" in run(region, "status")
    pasted = re.search(r"komplan region (directory confirm vzorov [-a-z0-9 ]+)", listed)
    assert pasted is not None
    assert "mluví za obcí: 3" in run(region, *pasted[1].split())
    assert "mluvit nemá" not in run(region, "directory", "list")
    run(region, "directory", "confirm", "vzorov", code=3)  # no codes do not empty the territory
    run(region, "directory", "confirm", "vzorov", "--orp", "V01", "--by-title", code=3)
    said = run(region, "directory", "confirm", "vzorov", "--municipality", VZOROV, "--municipality", LHOTA)
    assert "mluví za obcí: 2" in said
    assert f"--municipality {LIPNA}" in said
    assert "mluví za obcí: 1" in run(region, "directory", "confirm", "vzorov", "--by-title")


@ON_SQLITE
def test_two_entries_that_get_in_each_others_way_are_told_and_one_municipality_has_one_city(
    region: Instance, city: LyingCity
) -> None:
    run(region, "directory", "add", "vzorov", "--title", "Vzorov", "--address", city.target, "--orp", "V01")
    said = run(region, "directory", "add", "lhota", "--title", "VZOROV", "--address", city.target, "--orp", "V01")
    assert "záznam téhož názvu: vzorov" in said
    assert "mluví i Vzorov (vzorov)" in said
    assert "mluví i VZOROV (lhota)" in run(region, "directory", "confirm", "vzorov", "--municipality", VZOROV)
    run(region, "directory", "confirm", "lhota", "--municipality", VZOROV, code=3)
    run(region, "directory", "confirm", "vzorov", "--by-title")
    run(region, "directory", "confirm", "lhota", "--municipality", VZOROV)
    alone = run(region, "directory", "add", "lipna", "--title", "Lipná", "--without-instance")
    assert "příští sběr" not in alone
    assert "nikdo se ho neptá" in alone
    assert "Lipná" not in run(region, "gap", "supply")  # nobody expects a copy of it


@ON_SQLITE
def test_a_collection_tells_whom_nobody_asked_and_why(region: Instance, city: LyingCity) -> None:
    assert "není žádné město" in run(region, "collect")
    for code in ("vzorov", "lhota"):
        run(region, "directory", "add", code, "--title", code, "--address", city.target)
    run(region, "directory", "add", "lipna", "--title", "Lipná", "--without-instance")
    for command in ("vzorov", "lhota"):
        run(region, "directory", "block", command)
    assert "aktuálních kopií: 0 z 2; nikdo se neptal: vzorov (zablokováno), lhota (zablokováno)" in run(
        region, "collect"
    )
    for over in (["renew", "vzorov"], ["add", "x", "--title", "X", "--address", city.target]):
        run(region, "directory", *over, "--until", "2020-12-31", code=3)
