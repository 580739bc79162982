"""The region takes over official tables of territory whole or not at all, and knows what held on which day."""

from collections.abc import Callable

import pytest
from support.instance import Instance
from support.region_needs import REGION, TABLES, day, territory_request

from komplan.region.v1 import territory_office_service_pb2 as office
from komplan.region.v1 import territory_service_pb2 as pb
from komplan_core.errors import Forbidden, Invalid, NotFound, Refused, Taken

IMPORT = "TerritoryOfficeService/ImportTerritory"


@pytest.fixture
def region(instance: Callable[..., Instance]) -> Instance:
    return instance("region", region="kraj")


def orp_of(region: Instance, code: str, year: int) -> str:
    request = pb.LookUpTerritoryRequest(parent=REGION, day=day(year))
    found = region.ask("TerritoryService/LookUpTerritory", request, roles=())
    return next(town.orp for town in found.municipalities if town.code == code)


def test_the_hierarchy_is_that_of_the_day_that_is_asked_for(region: Instance) -> None:
    first = region.ask(IMPORT, territory_request())
    assert (first.name, len(first.orps), len(first.municipalities)) == (f"{REGION}/territories/2026-01-01", 2, 5)
    moved = TABLES["municipalities"].replace("999003,Nová Ves,V01", "999003,Nová Ves,V02").encode()
    region.ask(IMPORT, territory_request(valid_from=day(2027), municipalities=moved))
    assert [orp_of(region, "999003", year) for year in (2026, 2027, 2030)] == ["V01", "V02", "V02"]
    with pytest.raises(NotFound):
        orp_of(region, "999003", 2025)
    listed = region.ask("TerritoryService/ListTerritories", pb.ListTerritoriesRequest(parent=REGION), roles=())
    assert [item.valid_from.year for item in listed.territories] == [2026, 2027]
    region.ask("TerritoryOfficeService/DeleteTerritory", office.DeleteTerritoryRequest(name=listed.territories[1].name))
    assert orp_of(region, "999003", 2030) == "V01"


def test_a_fault_is_told_by_file_line_and_column_and_nothing_is_kept(region: Instance) -> None:
    for changes, field in (
        (
            {"municipalities": TABLES["municipalities"].replace("999003,Nová Ves,V01", "999003,Nová Ves,V77").encode()},
            "obce.csv:4.orp_ruian",
        ),
        ({"municipalities": b"obec_kod,obec_nazev\n1,x\n"}, "obce.csv:1.orp_ruian"),
        ({"orps": TABLES["orps"].encode("utf-16")}, "orp.csv"),
        ({"regions": b""}, "kraje.csv"),
        ({"region_code": ""}, "region_code"),
        ({"region_code": "V5"}, "region"),
        ({"valid_from": None}, "valid_from"),
        ({"municipalities": TABLES["municipalities"].replace("Lhota", "Lho\0ta").encode()}, "municipalities.1.title"),
        ({"orps": TABLES["orps"].replace("Lipná", "\u202eLipná").encode()}, "orps.1.title"),
    ):
        with pytest.raises(Invalid) as wrong:
            region.ask(IMPORT, territory_request(**changes))
        assert wrong.value.violations[0].field == field
    assert not region.ask("TerritoryService/ListTerritories", pb.ListTerritoriesRequest(parent=REGION)).territories


def test_a_list_that_shrinks_or_is_there_already_is_refused(region: Instance) -> None:
    region.ask(IMPORT, territory_request())
    with pytest.raises(Taken):
        region.ask(IMPORT, territory_request())
    fewer = TABLES["municipalities"].replace("999012,Nová Ves,V02,9,V0\n", "").encode()
    with pytest.raises(Refused) as wrong:
        region.ask(IMPORT, territory_request(valid_from=day(2027), municipalities=fewer))
    assert wrong.value.reason == "IMPORT_SHRINKS"
    region.ask(IMPORT, territory_request(valid_from=day(2027), municipalities=fewer, allow_shrinking=True))
    with pytest.raises(Forbidden):
        region.ask(IMPORT, territory_request(valid_from=day(2028)), roles=())
