"""Collecting in any order, with repeats, broken lines and failed commits, comes to what one collection comes to."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import text
from support.instance import Instance
from support.journal_city import JournalCity

from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_pb2
from komplan.region.v1 import region_service_pb2 as pb
from komplan_kit.engine import Store
from komplan_region.repositories.money import MoneyStore

REGION = "regions/kraj"
CODES = ("obec-a", "obec-b")
CITY, MEASURE = st.sampled_from(CODES), st.integers(1, 4)
COPIES = """
    SELECT m.code, r.part, r.name, r.number, r.encoded FROM copy_record r
    JOIN municipality m ON m.id = r.municipality_id ORDER BY r.name
"""
STATES = """
    SELECT m.code, c.feed, c.state, c.cursor, c.revision, c.records, c.digest, c.profile FROM copy c
    JOIN municipality m ON m.id = c.municipality_id ORDER BY m.code, c.feed
"""


def enter(region: Instance, cities: dict[str, JournalCity]) -> None:
    """Begin anew with these cities."""
    for code, city in cities.items():
        name = f"{REGION}/municipalities/{code}"
        if any(item.code == code for item in listed(region)):
            region.ask("RegionOfficeService/DeleteMunicipality", office.DeleteMunicipalityRequest(name=name))
        entry = region_pb2.Municipality(code=code, title=code, target=city.target)
        request = office.CreateMunicipalityRequest(parent=REGION, municipality=entry)
        region.ask("RegionOfficeService/CreateMunicipality", request)


def listed(region: Instance) -> list[Any]:
    """The directory."""
    request = pb.ListMunicipalitiesRequest(parent=REGION)
    return list(region.ask("RegionService/ListMunicipalities", request).municipalities)


def collect(region: Instance) -> Any:
    """One collection."""
    request = office.CollectRequest(name=REGION, deadline_seconds=20.0)
    return region.stream("RegionOfficeService/Collect", request)[-1].summary


def stored(region: Instance) -> list[Any]:
    """All copies, and their states."""
    with Store(region.databases["region"]).engine.connect() as connection:
        return [tuple(row) for query in (COPIES, STATES) for row in connection.execute(text(query))]


def composed(region: Instance) -> Any:
    """The midterm plan, without the moments of its collection."""
    plan = region.ask("RegionService/GetRollUp", pb.GetRollUpRequest(name=f"{REGION}/roll-ups/2027-2029"))
    for coverage in plan.coverage:
        coverage.ClearField("collected_at")
        coverage.ClearField("age_seconds")
        for freshness in coverage.feeds:
            freshness.ClearField("as_of")
    return plan


@pytest.fixture(scope="module")
def cities() -> Iterator[dict[str, JournalCity]]:
    made = {code: JournalCity(code) for code in CODES}
    yield made
    for city in made.values():
        city.server.stop(None)


@pytest.fixture(scope="module")
def regions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Instance]]:
    def region(folder: Path) -> Instance:
        return Instance(("region",), lambda name: f"sqlite:///{folder}/{name}.sqlite3", folder, region="kraj")

    made = [region(tmp_path_factory.mktemp(name)) for name in ("often", "once")]
    yield made
    for item in made:
        item.stop()


def test_any_way_of_collecting_gives_the_same_copies_and_the_same_plan(
    regions: list[Instance], cities: dict[str, JournalCity], monkeypatch: pytest.MonkeyPatch
) -> None:
    often, once = regions
    put = MoneyStore.put
    crashes: list[str] = []

    def put_or_crash(store: MoneyStore, *arguments: Any) -> None:
        if crashes:
            raise RuntimeError(crashes.pop())
        put(store, *arguments)

    monkeypatch.setattr(MoneyStore, "put", put_or_crash)

    class Collecting(RuleBasedStateMachine):
        @initialize()
        def begin(self) -> None:
            for city in cities.values():
                city.begin()
            enter(often, cities)
            self.revisions = dict.fromkeys(CODES, 0)

        @rule(code=CITY, measure=MEASURE, hal=st.integers(0, 10**9))
        def a_measure_changes(self, code: str, measure: int, hal: int) -> None:
            cities[code].plan(measure, hal)

        @rule(code=CITY, measure=MEASURE)
        def a_measure_goes(self, code: str, measure: int) -> None:
            cities[code].drop(measure)

        @rule(code=CITY)
        def a_version_is_adopted(self, code: str) -> None:
            cities[code].adopt()

        @rule(code=CITY)
        def something_is_not_published(self, code: str) -> None:
            cities[code].work()

        @rule(cuts=st.tuples(*[st.none() | st.integers(0, 3)] * 2), crash=st.booleans())
        def it_is_collected(self, cuts: tuple[int | None, ...], crash: bool) -> None:
            for city, cut in zip(cities.values(), cuts, strict=True):
                city.cut = cut
            crashes[:] = ["the commit failed"] * crash
            collect(often)
            crashes.clear()
            for item in listed(often):
                assert item.revision >= self.revisions[item.code]
                self.revisions[item.code] = item.revision

        def teardown(self) -> None:
            for city in cities.values():
                city.cut = None
            enter(once, cities)
            for region in (often, once):
                assert sorted(collect(region).fresh) == sorted(CODES)
            assert stored(often) == stored(once)
            assert composed(often) == composed(once)

    limits = settings(max_examples=12, stateful_step_count=12, deadline=None)
    run_state_machine_as_test(Collecting, settings=limits)
