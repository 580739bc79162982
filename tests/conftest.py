"""Fixtures: the shared data, a private PostgreSQL cluster, and instances that really serve."""

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from support.book_audit import book_problems
from support.databases import Databases, Files, Spare
from support.instance import Instance
from support.postgres import Cluster, find_binaries

from komplan_kit import logs
from komplan_kit.garbage import spare_collections

ROOT = Path(__file__).resolve().parents[1]
MISSING = (
    "no PostgreSQL binaries are installed",
    "../shared is not beside the checkout",
    "Node or npm is not installed",
    "npm could not install the Node client's packages",
)
"""Reasons for which tests are skipped where something is missing. In CI nothing may be missing."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--seed", type=int, help="seed of the tests in which chance plays a part; a new one if not given")


def pytest_configure() -> None:
    """Log as a service does, to whatever a test holds stdout for."""
    logs.set_up(as_json=True)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(), cache_logger_on_first_use=False)


def pytest_collection_finish() -> None:
    """Spare the collector what was imported, as a service does: a tenth of the time of the tests."""
    spare_collections()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests of whole processes: begun last, one file of them would keep a worker long after the others.

    `--no-loadscope-reorder` keeps this order where several workers share the files.
    """
    items.sort(key=lambda item: "system" not in item.path.parts)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Tell how many tests could not run, and why."""
    for reason, count in sorted(_skipped(config).items()):
        terminalreporter.write_line(f"{count} test{'s' * (count > 1)} skipped because {reason}")
        if os.environ.get("CI") == "true":
            terminalreporter.write_line(f"CI may skip none of them: {reason}", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a test that could not run is a test that failed."""
    if os.environ.get("CI") == "true" and _skipped(session.config) and session.exitstatus in (0, 5):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _skipped(config: pytest.Config) -> Counter[str]:
    reporter: Any = config.pluginmanager.get_plugin("terminalreporter")
    reports = reporter.stats.get("skipped", ()) if reporter is not None else ()
    said = [str(report.longrepr[2]) for report in reports if isinstance(report.longrepr, tuple)]
    return Counter(reason for text in said for reason in MISSING if reason in text)


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """The seed of a test in which chance plays a part; printed, so that `--seed` can repeat it."""
    given: int | None = request.config.getoption("--seed")
    chosen = random.getrandbits(32) if given is None else given
    print(f"--seed {chosen}")
    return chosen


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
    with Cluster(_binaries(), durable=False) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def spare(postgres: Cluster) -> Spare:
    """Databases of the cluster that are used again."""
    return Spare(postgres)


@pytest.fixture
def durable_postgres() -> Iterator[Cluster]:
    """A cluster of one test's own, which it may crash."""
    with Cluster(_binaries()) as cluster:
        yield cluster


def _binaries() -> Path:
    return find_binaries() or pytest.skip("no PostgreSQL binaries are installed")


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where migrated databases wait to be copied."""
    return tmp_path_factory.mktemp("templates")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest, tmp_path: Path, sqlite_templates: Path) -> Iterator[Callable[[str], str]]:
    """For each kind of store: from a name to the address of a new database; a service's has its tables already."""
    made: Files | Databases
    if request.param == "sqlite":
        made = Files(sqlite_templates, tmp_path)
    else:
        made = Databases(request.getfixturevalue("spare"))
    yield made
    made.drop()


@pytest.fixture
def instance(
    request: pytest.FixtureRequest, address: Callable[[str], str], tmp_path: Path
) -> Iterator[Callable[..., Instance]]:
    """Starts instances: `instance("planning", plugins=("reference",), area="vzorov")`; both kinds of store.

    Whatever a test did to a consultation, its books tell the same as its tables afterwards (I1, I10, I11), unless the
    test is marked `tampers`.
    """
    started: list[Instance] = []

    def start(*services: str, **settings: Any) -> Instance:
        started.append(Instance(services, address, tmp_path / f"instance{len(started)}", **settings))
        return started[-1]

    yield start
    for item in started:
        item.stop()
    if request.node.get_closest_marker("tampers") is None:
        assert [problem for item in started for problem in book_problems(item)] == []
