"""A city speaks for the territory that the region's office confirmed, whatever its own structure says."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from google.protobuf.timestamp_pb2 import Timestamp
from support.databases import ON_SQLITE
from support.instance import Instance
from support.lying_city import AREA, LyingCity, change, entries, measure, profile_of, told
from support.plans import enter_the_town
from support.region_needs import REGION, TABLES, day, form, open_round, submit, territory_request
from support.region_supply import beds, keep_service

from komplan.planning.v1 import need_pb2, needs_report_pb2, plan_pb2
from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan.region.v1 import money_service_pb2 as money
from komplan.region.v1 import needs_office_service_pb2 as needs_office
from komplan.region.v1 import needs_service_pb2 as needs
from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_service_pb2 as pb
from komplan.region.v1 import supply_service_pb2 as supply
from komplan.region.v1.region_pb2 import Municipality
from komplan_core.errors import Invalid
from komplan_kit.config import Outgoing

TOWN = f"{REGION}/municipalities/vzorov"
VZOROV, LHOTA, LIPNA = "999001", "999002", "999011"
SENT = Timestamp(seconds=1_770_000_000)


def need(number: int, *municipalities: str, persons: int = 7) -> need_pb2.Need:
    """An open need of these municipalities, or of all of its report."""
    return need_pb2.Need(
        name=f"{AREA}/needs/n{number}",
        title=f"Potřeba {number}",
        target_groups=["seniors"],
        municipalities=municipalities,
        persons=persons,
        persons_basis="exact",
        year=2027,
        need_no=number,
        state="open",
        compared="new",
    )


def report(of: str, *reported: need_pb2.Need, **values: Any) -> needs_report_pb2.NeedsReport:
    """A submitted report of 2027."""
    return needs_report_pb2.NeedsReport(
        name=f"{AREA}/need-rounds/2027/reports/{of}-v1",
        municipality=of,
        version=1,
        kind="needs",
        state="submitted",
        year=2027,
        no_unmet_needs=not reported,
        approved_by="Rada",
        submitted_at=SENT,
        reported=reported,
        **values,
    )


def greedy() -> list[Any]:
    """What a city publishes that speaks for two others too, beside what is its own."""
    line = plan_pb2.FinancingLine(year=2027, source="municipality", kind="operating", planned=40)
    wanted = {"service_type": "home-care", "form": "field", "unit": "clients", "target_group": "seniors"}
    places = [
        needs_report_pb2.CapacityNeed(quantity_needed=number, from_year=2027, municipalities=towns, **wanted)
        for number, towns in ((3, [VZOROV]), (50, [VZOROV, LHOTA]))
    ]
    own = report(
        VZOROV,
        need(1, VZOROV),
        need(2, VZOROV, LHOTA),
        need(3, LHOTA),
        need(4),
        on_behalf_of=[LHOTA],
        capacities=places,
    )
    stranger = report(LIPNA, need(5, LIPNA))
    abroad = measure("m2", line, municipalities=[LIPNA], position=2)
    return [*entries(100), abroad, own, stranger]


def answers(*published: Any) -> feed.StreamChangesResponse:
    """All of it in one part, of a city that says that it has three municipalities."""
    head = feed.ChangesHead(name=AREA, journal_head=5, profile=profile_of(VZOROV, LHOTA, LIPNA))
    return told(*(change(5, entry) for entry in published), published=list(published), head=head)


@pytest.fixture
def city() -> Iterator[LyingCity]:
    made = LyingCity()
    yield made
    made.server.stop(None)


@pytest.fixture
def region(instance: Callable[..., Instance]) -> Instance:
    made = instance("region", region="kraj")
    made.ask("TerritoryOfficeService/ImportTerritory", territory_request())
    open_round(made)
    return made


def collect(region: Instance) -> list[str]:
    request = office.CollectRequest(name=REGION, deadline_seconds=5.0)
    return list(region.stream("RegionOfficeService/Collect", request)[-1].summary.fresh)


def confirm(region: Instance, **values: Any) -> Municipality:
    entry = Municipality(name=TOWN, **values)
    request = office.UpdateMunicipalityRequest(municipality=entry, update_mask={"paths": ["municipalities", "orps"]})
    return region.ask("RegionOfficeService/UpdateMunicipality", request)  # type: ignore[no-any-return]


def shown(region: Instance) -> Municipality:
    return region.ask("RegionService/GetMunicipality", pb.GetMunicipalityRequest(name=TOWN), ())  # type: ignore[no-any-return]


def claims(region: Instance) -> dict[tuple[str, str], int]:
    return {(item.subject, item.code): item.entries for item in shown(region).claims}


def states(region: Instance) -> dict[str, str]:
    request = needs.GetNeedCoverageRequest(name=f"{REGION}/need-rounds/2027")
    found = region.ask("NeedsService/GetNeedCoverage", request, roles=())
    return {s.municipality: s.state for orp in found.orps for s in orp.coverage.standings if s.state}


def counted(region: Instance) -> dict[str, tuple[list[str], int | None]]:
    request = needs_office.ListRegionalNeedsRequest(parent=REGION, from_year=2027)
    found = region.ask("NeedsOfficeService/ListRegionalNeeds", request).needs
    return {
        need.title: (list(need.municipalities), need.persons if need.HasField("persons") else None) for need in found
    }


def by_orp(region: Instance) -> dict[str, int]:
    request = money.GetMoneyRequest(parent=REGION, from_year=2027, to_year=2027, by="orp")
    found = region.ask("MoneyService/GetMoney", request, roles=())
    return {figure.key: figure.planned for figure in found.figures if figure.planned}


def asked_capacity(region: Instance) -> list[int]:
    request = supply.GetCapacityGapsRequest(parent=REGION, from_year=2027)
    found = region.ask("SupplyService/GetCapacityGaps", request, roles=())
    return [gap.needed for gap in found.gaps if not gap.orp]


def test_what_a_city_says_of_others_is_listed_and_never_counted_until_the_office_confirms_it(
    region: Instance, city: LyingCity
) -> None:
    city.says(answers(*greedy()))
    enter_the_town(region.ask, "kraj", city.target)
    submit(region, form(LHOTA, "Vlastní slova Lhoty"))
    assert collect(region) == ["vzorov"]
    assert list(shown(region).speaks_for) == [VZOROV]  # the one municipality that is called as the entry
    assert states(region) == {VZOROV: "reported", LHOTA: "reported"}
    assert counted(region) == {
        "Potřeba 1": ([VZOROV], 7),
        "Potřeba 2": ([VZOROV], None),  # how many of its people live in Vzorov nobody knows
        "Potřeba 4": ([VZOROV], None),
        "Vlastní slova Lhoty": ([LHOTA], None),
    }
    assert (by_orp(region), asked_capacity(region)) == ({"V01": 100, "": 40}, [3])
    assert claims(region) == {
        ("structure", LHOTA): 1,
        ("structure", LIPNA): 1,
        ("report", LHOTA): 1,
        ("report", LIPNA): 1,
        ("need", LHOTA): 2,
        ("capacity", LHOTA): 1,
        ("measure", LIPNA): 1,
    }
    city.server.stop(None).wait()  # what is confirmed holds at once, of the copy: nobody is asked
    assert list(confirm(region, municipalities=[VZOROV, LHOTA]).speaks_for) == [VZOROV, LHOTA]
    assert {title: people for title, (_, people) in counted(region).items()} == {
        "Potřeba 1": 7,
        "Potřeba 2": 7,
        "Potřeba 4": 7,
        "Vlastní slova Lhoty": None,
    }
    assert (states(region)[LHOTA], asked_capacity(region), LIPNA in states(region)) == ("reported", [53], False)
    confirm(region, municipalities=[VZOROV, LHOTA], orps=["V02"])
    assert (states(region)[LIPNA], claims(region)) == ("reported", {})
    assert by_orp(region) == {"V01": 67, "V02": 73}  # two thirds of the 100 of the whole area
    confirm(region)
    assert (list(shown(region).speaks_for), by_orp(region)) == ([VZOROV], {"V01": 100, "": 40})


@ON_SQLITE
def test_only_territory_of_the_region_is_confirmed_and_a_list_that_comes_later_is_followed(
    instance: Callable[..., Instance], city: LyingCity
) -> None:
    region = instance("region", region="kraj")
    city.says(answers(*greedy()))
    enter_the_town(region.ask, "kraj", city.target)
    assert collect(region) == ["vzorov"]
    assert (list(shown(region).speaks_for), by_orp(region)) == ([], {"": 140})
    region.ask("TerritoryOfficeService/ImportTerritory", territory_request())
    assert (list(shown(region).speaks_for), by_orp(region)) == ([VZOROV], {"V01": 100, "": 40})
    neighbour = Municipality(code="lhota", title="Lhota", target=city.target, municipalities=[LHOTA], orps=["V01"])
    request = office.CreateMunicipalityRequest(parent=REGION, municipality=neighbour)
    region.ask("RegionOfficeService/CreateMunicipality", request)
    for values, field in (
        ({"municipalities": [VZOROV, "999091"]}, "municipalities.1"),
        ({"orps": ["V77"]}, "orps.0"),
        ({"municipalities": ["1"]}, "municipalities.0"),
        ({"municipalities": [VZOROV, VZOROV]}, "municipalities"),
        ({"municipalities": [VZOROV, LHOTA]}, "municipalities.1"),  # another city's
    ):
        with pytest.raises(Invalid) as wrong:
            confirm(region, **values)
        assert [item.field for item in wrong.value.violations] == [f"municipality.{field}"]
    moved = TABLES["municipalities"].replace("999011,Lipná,V02", "999011,Lipná,V01").encode()
    confirm(region, orps=["V01"])
    assert LIPNA not in shown(region).speaks_for
    region.ask("TerritoryOfficeService/ImportTerritory", territory_request(valid_from=day(2027), municipalities=moved))
    assert LIPNA in shown(region).speaks_for


@ON_SQLITE
def test_a_service_counts_where_its_city_speaks(instance: Callable[..., Instance]) -> None:
    town = instance("planning", "catalogue")
    region = instance("region", region="kraj", keys=town.folder, outgoing=Outgoing(issuer_key=town.issuer_key))
    with_zabreh = {
        "orps": (TABLES["orps"] + "2011,Zábřeh,V0\n").encode(),
        "municipalities": (TABLES["municipalities"] + "541354,Zábřeh,2011,9,V0\n").encode(),
    }
    region.ask("TerritoryOfficeService/ImportTerritory", territory_request(**with_zabreh))
    keep_service(town, "s1", municipalities=[VZOROV, LIPNA], capacities=[beds(5)])
    keep_service(town, "s2", registration_number="2222222", municipalities=[LIPNA], capacities=[beds(600)])
    keep_service(town, "s3", registration_number="3333333", orps=["2011"], capacities=[beds(7000)])
    enter_the_town(region.ask, "kraj", town.target, catalogue_target=town.target)
    assert collect(region) == ["vzorov"]

    def provided() -> dict[str, int]:
        found = region.ask("SupplyService/GetSupply", supply.GetSupplyRequest(parent=REGION), roles=())
        return {total.orp: total.registered for total in found.totals}

    assert provided() == {"": 5, "V01": 5}
    assert claims(region) == {("service", LIPNA): 2, ("service", "2011"): 1}
    confirm(region, municipalities=[VZOROV, LIPNA], orps=["2011"])
    assert provided() == {"": 7605, "V01": 5, "V02": 605, "2011": 7000}
