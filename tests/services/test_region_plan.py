"""The region's plan: built from exact revisions, written apart from its figures, judged, compared, adopted."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.instance import Instance
from support.region_plan import HASH, PLAN, Office, Two, own_instances, two_cities


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    made = two_cities(own_instances(tmp_path_factory.mktemp("two")))
    yield made
    made.stop()


@pytest.fixture
def office(two: Two) -> Office:
    return two.office


def test_a_version_is_built_and_built_again(office: Office) -> None:
    office.plan()
    office.priority()
    office.measure()
    version = office.build()
    print(version)
    for t in office.ask("ListMidtermTables", parent=version.name).tables:
        print(t.part, t.code, t.row_count)
    for f in office.figures(version.name):
        print(f)
    print(office.findings(version.name))
    again = office.ask("ReproduceRegionPlanVersion", name=version.name)
    print(again)
    assert again.same
