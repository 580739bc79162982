"""The region's supply, inhabitants, gaps and scenarios: nothing twice, nothing guessed, everything with its source."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from support.instance import Instance
from support.region_needs import REGION, TABLES, TITLES, day, form, open_round, submit, territory_request
from support.region_supply import HOME, beds, decide, import_people, keep_service, report_capacity
from typer.testing import CliRunner

from komplan.planning.v1.needs_report_pb2 import CapacityNeed
from komplan.region.v1 import needs_office_service_pb2 as needs
from komplan.region.v1 import network_service_pb2 as networks
from komplan.region.v1 import population_office_service_pb2 as population_office
from komplan.region.v1 import population_service_pb2 as populations
from komplan.region.v1 import region_office_service_pb2 as directory
from komplan.region.v1 import region_pb2, supply_pb2
from komplan.region.v1 import supply_office_service_pb2 as office
from komplan.region.v1 import supply_service_pb2 as pb
from komplan.region.v1.scenario_pb2 import CapacityChange, Scenario
from komplan_cli.app import app
from komplan_core.errors import Forbidden, Invalid, NotFound, PlanError, Refused, Taken
from komplan_kit.config import Outgoing

WITH_ZABREH = {
    "orps": (TABLES["orps"] + "2011,Zábřeh,V0\n").encode(),
    "municipalities": (TABLES["municipalities"] + "541354,Zábřeh,2011,9,V0\n").encode(),
}
TODAY = date.today()


@pytest.fixture
def region(instance: Callable[..., Instance]) -> Instance:
    made = instance("region", region="kraj")
    made.ask("TerritoryOfficeService/ImportTerritory", territory_request())
    return made


def supply(region: Instance, **values: Any) -> supply_pb2.SupplyFigures:
    return region.ask("SupplyService/GetSupply", pb.GetSupplyRequest(parent=REGION, **values), roles=())


def collect(region: Instance) -> None:
    region.stream("RegionOfficeService/Collect", directory.CollectRequest(name=REGION, deadline_seconds=20.0))


def enter(region: Instance, city: Instance, catalogue: str) -> None:
    entry = region_pb2.Municipality(
        name=f"{REGION}/municipalities/{city.audience}",
        code=city.audience,
        title=TITLES[city.audience],
        target=city.target,
        catalogue_target=catalogue,
    )
    region.ask(
        "RegionOfficeService/CreateMunicipality",
        directory.CreateMunicipalityRequest(parent=REGION, municipality=entry),
    )


def reason_and_field(call: Callable[[], Any]) -> tuple[str, str]:
    with pytest.raises(PlanError) as wrong:
        call()
    return wrong.value.reason, wrong.value.violations[0].field if wrong.value.violations else ""


@pytest.fixture
def cities(instance: Callable[..., Instance], tmp_path: Path) -> Iterator[tuple[Instance, Instance]]:
    """Two towns with catalogues."""
    first, folder = instance("planning", "catalogue"), tmp_path / "zabreh"
    second = Instance(
        ("planning", "catalogue"),
        lambda name: f"sqlite:///{folder}/{name}.sqlite3",
        folder,
        area="zabreh",
        plugins=("zabreh",),
        keys=first.folder,
    )
    yield first, second
    second.stop()


def test_two_catalogues_with_one_registration_have_one_service_and_the_network_is_set_beside_them(
    instance: Callable[..., Instance], cities: tuple[Instance, Instance]
) -> None:
    first, second = cities
    region = instance("region", region="kraj", keys=first.folder, outgoing=Outgoing(issuer_key=first.issuer_key))
    region.ask("TerritoryOfficeService/ImportTerritory", territory_request(**WITH_ZABREH))
    keep_service(first, "s1", municipalities=["999001"], capacities=[beds(60)])
    keep_service(first, "s2", registration_number="7654321", capacities=[beds(5)])  # the whole area
    report_capacity(first, "s1", available=2, as_of=_day(TODAY - timedelta(days=3)))
    keep_service(second, "s1", registration_number="123 4567", capacities=[beds(50, day(2026, 5, 1))])
    for city in (first, second):
        enter(region, city, city.target)
    import_people(region, "65,V01,2025,,younger-seniors,700", "65,V01,2025,,older-seniors,300")
    decide(region, "granted", day(2026, 1, 1), registration="999")
    decide(region, "granted", day(2026, 1, 1), registration="7654321")
    collect(region)
    found = supply(region)
    rows = {total.orp: total for total in found.totals}
    assert {orp: (row.registered, row.available, row.available_unknown) for orp, row in rows.items()} == {
        "": (55, 2, 1),
        "V01": (55, 2, 1),
        "2011": (50, 2, 0),
    }
    assert (rows["V01"].people, rows["V01"].per_thousand, rows[""].HasField("people")) == (1000, "55.00", False)
    assert (found.population_year, found.services, found.in_several_catalogues) == (2025, 2, 1)
    assert (list(found.contradictory), rows["V01"].ages_verified) == (["1234567"], False)
    later = supply(region, day=_day(TODAY + timedelta(days=60)))
    assert [(row.registered, row.HasField("available")) for row in later.totals if not row.orp] == [(55, False)]
    request = pb.ListSuppliedServicesRequest(parent=REGION, contradictory=True)
    (one,) = region.ask("SupplyService/ListSuppliedServices", request, roles=()).services
    assert [(source.name, source.revision > 0) for source in one.sources] == [
        ("areas/vzorov/services/s1", True),
        ("areas/zabreh/services/s1", True),
    ]
    assert set(one.orps) == {"V01", "2011"}

    compared = region.ask("NetworkService/CompareNetwork", networks.CompareNetworkRequest(parent=REGION), roles=())
    assert [(item.code, item.registration) for item in compared.findings] == [
        ("above-registered", "7654321"),
        ("not-in-register", "999"),
        ("not-in-network", "1234567"),
    ]
    assert not compared.without_catalogue
    entry = region_pb2.Municipality(name=f"{REGION}/municipalities/zabreh", catalogue_target="")
    update = directory.UpdateMunicipalityRequest(municipality=entry, update_mask={"paths": ["catalogue_target"]})
    region.ask("RegionOfficeService/UpdateMunicipality", update)
    assert [(row.orp, row.registered) for row in supply(region).totals] == [("", 65), ("V01", 65)]
    again = region.ask("NetworkService/CompareNetwork", networks.CompareNetworkRequest(parent=REGION), roles=())
    assert list(again.without_catalogue) == ["zabreh"]


def _day(of: date) -> Any:
    return day(of.year, of.month, of.day)


def test_inhabitants_are_taken_over_whole_or_not_at_all(region: Instance) -> None:
    wrong = ("43,999001,2025,,adults,7", "43,999001,2025,,5-9,7", "43,999002,2026,9,adults,7")
    with pytest.raises(Invalid) as faults:
        import_people(region, *wrong)
    assert [item.field for item in faults.value.violations] == ["table:3.vek", "table:4.pohlavi_kod"]
    assert not listed(region)
    made = import_people(region, "43,999001,2025,,adults,7", "43,999001,2026,,adults,8", request_id="i1")
    assert ([item.year for item in made.populations], made.figures) == ([2025, 2026], 2)
    assert import_people(region, "43,999001,2025,,adults,7", "43,999001,2026,,adults,8", request_id="i1") == made
    with pytest.raises(Taken):
        import_people(region, "43,999001,2027,,adults,1", "43,999001,2026,,adults,9")
    assert [item.year for item in listed(region)] == [2025, 2026]
    ends = ((day(2025, 12, 30), 0), (day(2026, 1, 15), 2025), (day(2026, 12, 31), 2026))  # a year ends with its state
    assert [supply(region, day=on).population_year for on, _ in ends] == [year for _, year in ends]
    assert supply(region, day=day(2026, 1, 15), population_year=2026).population_year == 2026
    with pytest.raises(Refused) as mixed:
        import_people(region, "43,999001,2027,,adults,1", fictional=True)
    assert mixed.value.reason == "POPULATION_HELD"
    import_people(region, "43,999001,2026,,adults,9", replace=True)
    got = populations.GetPopulationRequest(name=f"{REGION}/populations/2026")
    assert region.ask("PopulationService/GetPopulation", got, roles=()).figures[0].people == 9
    assert not any(item.figures for item in listed(region))
    assert reason_and_field(lambda: import_people(region, "43,999001,2028,,adults,1", licence="")) == (
        "REQUIRED",
        "licence",
    )
    delete = population_office.DeletePopulationRequest(name=f"{REGION}/populations/2026")
    with pytest.raises(Forbidden):
        region.ask("PopulationOfficeService/DeletePopulation", delete, roles=("region",))
    region.ask("PopulationOfficeService/DeletePopulation", delete, roles=("analyst",))
    assert [item.year for item in listed(region)] == [2025]


def listed(region: Instance) -> Any:
    request = populations.ListPopulationsRequest(parent=REGION)
    return region.ask("PopulationService/ListPopulations", request, roles=()).populations


def needed(quantity: int, now: int | None, **values: Any) -> CapacityNeed:
    told: dict[str, Any] = {"service_type": HOME, "form": "residential", "unit": "beds", "target_group": "seniors"}
    return CapacityNeed(quantity_needed=quantity, quantity_now=now, from_year=2028, need_nos=[1], **{**told, **values})


def test_an_orp_or_a_code_that_is_none_is_refused_wherever_it_is_asked_for(region: Instance) -> None:
    needed_in = needs.ListRegionalNeedsRequest(parent=REGION, from_year=2027)
    for method, request in (
        ("SupplyService/GetSupply", pb.GetSupplyRequest(parent=REGION)),
        ("SupplyService/ListSuppliedServices", pb.ListSuppliedServicesRequest(parent=REGION)),
        ("SupplyService/GetCapacityGaps", pb.GetCapacityGapsRequest(parent=REGION, from_year=2027)),
        ("NeedsOfficeService/ListRegionalNeeds", needed_in),
    ):
        for orp, meant in (("999", "V01"), ("lipná", "V02")):  # no code, and the title of one
            request.orp = orp
            with pytest.raises(Invalid, match=f"`{meant}`") as refused:
                region.ask(method, request, roles=("analyst",))
            assert (refused.value.reason, refused.value.violations[0].field) == ("UNKNOWN_CODE", "orp")
        request.orp = "V01"
        region.ask(method, request, roles=("analyst",))
    needed_in.target_group = "senioři"
    of_type = networks.GetNetworkRequest(parent=REGION, service_type="domov")
    for method, request, field in (
        ("NeedsOfficeService/ListRegionalNeeds", needed_in, "target_group"),
        ("NetworkService/GetNetwork", of_type, "service_type"),
    ):
        assert reason_and_field(lambda method=method, request=request: region.ask(method, request)) == (
            "UNKNOWN_CODE",
            field,
        )


def test_gaps_tell_what_is_not_known_and_scenarios_stand_beside_the_base(region: Instance) -> None:
    open_round(region)
    submit(region, form("999001", "Lůžka pro seniory", capacities=[needed(70, 60), needed(9, 1, unit="clients")]))
    submit(region, form("999011", "Lůžka", capacities=[needed(20, None)]))
    request = pb.GetCapacityGapsRequest(parent=REGION, from_year=2027)
    found = region.ask("SupplyService/GetCapacityGaps", request, roles=("analyst",))
    assert [
        (g.orp, g.unit, g.needed, g.HasField("gap") and g.gap, g.gap_unknown, g.unmeasured, g.now) for g in found.gaps
    ] == [
        ("", "beds", 90, 10, 1, 20, 60),
        ("", "clients", 9, 8, 0, 0, 1),
        ("V01", "beds", 70, 10, 0, 0, 60),
        ("V01", "clients", 9, 8, 0, 0, 1),
        ("V02", "beds", 20, False, 1, 20, 0),
    ]
    (line,) = found.gaps[2].lines
    assert (line.report, line.number, line.now_from, len(line.needs)) == (
        f"{REGION}/need-rounds/2027/reports/999001-v1",
        1,
        "report",
        1,
    )
    assert found.need_coverage[0].orps[0].coverage.awaited == 3
    public = region.ask("SupplyService/GetCapacityGaps", request, roles=())
    assert not any(line.needs for gap in public.gaps for line in gap.lines)

    change = {"service_type": HOME, "form": "residential", "unit": "beds", "orp": "V01", "year": 2028}
    for id_, kind, quantity in (("a", "add", 7), ("b", "remove", 5)):
        made = Scenario(
            title=id_, changes=[CapacityChange(kind=kind, quantity=quantity, **change)], published=id_ == "a"
        )
        create = office.CreateScenarioRequest(parent=REGION, scenario=made, scenario_id=id_)
        region.ask("SupplyOfficeService/CreateScenario", create)
    compare = pb.CompareScenariosRequest(name=f"{REGION}/scenarios/a", other=f"{REGION}/scenarios/b", year=2028)
    compare.from_year = 2027
    with pytest.raises(NotFound):
        region.ask("SupplyService/CompareScenarios", compare, roles=())
    rows = region.ask("SupplyService/CompareScenarios", compare, roles=("analyst",)).rows
    town = next(row for row in rows if (row.orp, row.unit) == ("V01", "beds"))
    assert (town.base, town.gap, town.first.value, town.first.gap) == (0, 10, 7, 3)
    assert (town.second.value, town.second.below_zero, town.second.gap) == (0, True, 10)
    whole = next(row for row in rows if (row.orp, row.unit) == ("", "beds"))
    assert (whole.HasField("gap"), whole.first.change) == (False, 7)  # one line does not tell what there is
    nowhere = Scenario(title="x", changes=[CapacityChange(kind="add", quantity=1, **{**change, "orp": "V91"})])
    assert reason_and_field(
        lambda: region.ask(
            "SupplyOfficeService/CreateScenario", office.CreateScenarioRequest(parent=REGION, scenario=nowhere)
        )
    ) == ("REFERENCE_MISSING", "scenario.changes.0.orp")


def test_the_region_says_whom_a_type_serves_once_for_each_day(region: Instance) -> None:
    said = supply_pb2.ServedAges(service_type=HOME, age_groups=["older-seniors"])
    said.validity.start.CopyFrom(day(2027))
    create = office.CreateServedAgesRequest(parent=REGION, served_ages=said, served_ages_id="domovy")
    made = region.ask("SupplyOfficeService/CreateServedAges", create)
    again = office.CreateServedAgesRequest(parent=REGION, served_ages=said)
    assert reason_and_field(lambda: region.ask("SupplyOfficeService/CreateServedAges", again)) == (
        "MAPPING_OVERLAP",
        "served_ages.validity",
    )
    changed = supply_pb2.ServedAges(name=made.name, etag=made.etag, verified=True)
    update = office.UpdateServedAgesRequest(served_ages=changed, update_mask={"paths": ["verified"]})
    assert (
        reason_and_field(lambda: region.ask("SupplyOfficeService/UpdateServedAges", update))[1] == "served_ages.source"
    )
    shown = region.ask("SupplyService/ListServedAges", pb.ListServedAgesRequest(parent=REGION, service_type=HOME), ())
    assert [list(item.age_groups) for item in shown.served_ages] == [["older-seniors"]]


def test_the_commands_do_the_same_and_say_what_is_made_up(region: Instance, tmp_path: Path, root: Path) -> None:
    def run(*words: str) -> Any:
        where = ["--target", region.target, "--code", "kraj"]
        key = [] if {"list", "supply"} & set(words) else ["--issuer-key", str(region.issuer_key)]
        done = CliRunner().invoke(app, ["region", *words, *where, *key, "--json"], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        start = min(
            place
            for place in (done.output.find("{\n  "), done.output.find("[\n  "), done.output.find("[]"))
            if place >= 0
        )
        return json.JSONDecoder().raw_decode(done.output[start:])[0]

    table = str(tmp_path / "o.csv")
    sampled = ["region", "population", "sample", table, "--seed", "7", "--orp", "V01", "--orp", "V02"]
    assert CliRunner().invoke(app, sampled).exit_code == 0
    told = ["--title", "t", "--source", "s", "--licence", "l", "--fictional"]
    made = run("population", "import", table, *told)
    assert (made["years"][0], made["years"][-1], made["figures"]) == (2018, 2030, 13 * 2 * 9)
    assert all(item["fictional"] for item in run("population", "list"))
    found = run("gap", "supply", "--population-year", "2030")
    assert (found["population_year"], found["population_fictional"], "totals" in found) == (2030, True, False)
    wrong = ["region", "population", "sample", table, "--orp", "Trhové Sviny", "--replace"]
    with pytest.raises(Invalid, match="such as `281`"):
        CliRunner().invoke(app, wrong, catch_exceptions=False)
    assert CliRunner().invoke(app, sampled).exit_code != 0  # it is there
    assert CliRunner().invoke(app, [*sampled, "--replace"]).exit_code == 0
    with_sviny = {"orps": (TABLES["orps"] + "281,Trhové Sviny,V0\n").encode()}
    region.ask("TerritoryOfficeService/ImportTerritory", territory_request(valid_from=day(2026, 2), **with_sviny))
    page = (root / "docs/how-to/supply-need-and-network.md").read_text(encoding="utf-8")
    for place, resource in enumerate(re.findall(r"```\n(\{.*?\})\n```", page, re.DOTALL)):
        file = tmp_path / f"{place}.json"
        file.write_text(resource)
        put = ["put", str(file), "--target", region.target, "--area", "kraj", "--role", "analyst"]
        done = CliRunner().invoke(app, [*put, "--issuer-key", str(region.issuer_key)], catch_exceptions=False)
        assert '"created"' in done.output, done.output
    of = ["--target", region.target, "--code", "kraj", "--issuer-key", str(region.issuer_key)]
    shown = CliRunner().invoke(app, ["region", "gap", "compare", "a", "--year", "2028", *of])
    assert "chybí (Varianta A)" in shown.output
    assert "neznámo" in shown.output  # nobody reported what is needed: no empty cell
    compared = run("gap", "compare", "a", "--year", "2028")
    assert (compared["first"]["title"], compared["rows"][0]["first"]["value"]) == ("Varianta A", "30")
