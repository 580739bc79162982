"""Fixtures: the shared data, a private PostgreSQL cluster, and instances that really serve."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.instance import Instance
from support.postgres import Cluster, find_binaries

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data beside the checkout; tests that need it are skipped where it is missing."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not beside the checkout")
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A private PostgreSQL cluster; tests that need it are skipped where no binaries are installed."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL binaries are installed")
    with Cluster(binaries) as cluster:
        yield cluster


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """For each kind of store: a function from a database's name to the address of a new, empty database."""
    if request.param == "sqlite":
        return lambda name: f"sqlite:///{tmp_path}/{name}.sqlite3"
    cluster: Cluster = request.getfixturevalue("postgres")
    made: dict[str, str] = {}
    return lambda name: made.setdefault(name, "") or made.update({name: cluster.new_database(name)}) or made[name]


@pytest.fixture
def instance(address: Callable[[str], str], tmp_path: Path) -> Iterator[Callable[..., Instance]]:
    """Starts instances: `instance("planning", plugins=("reference",), area="vzorov")`; both kinds of store."""
    started: list[Instance] = []

    def start(*services: str, **settings: Any) -> Instance:
        started.append(Instance(services, address, tmp_path / f"instance{len(started)}", **settings))
        return started[-1]

    yield start
    for item in started:
        item.stop()
