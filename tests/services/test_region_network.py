"""The region's network: it changes by decisions only, everybody may read it, and every day of its past stays."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.instance import Instance
from support.region_needs import REGION, day, form, open_round, submit, territory_request
from support.region_supply import HOME, decide
from typer.testing import CliRunner

from komplan.planning.v1.needs_report_pb2 import CapacityNeed
from komplan.region.v1 import network_office_service_pb2 as office
from komplan.region.v1 import network_pb2, network_view_pb2
from komplan.region.v1 import network_service_pb2 as pb
from komplan.type.v1.period_pb2 import Period
from komplan_cli.app import app
from komplan_core.errors import Forbidden, Invalid, NotFound, PlanError, Stale

BEDS = network_pb2.NetworkCapacity(form="residential", unit="beds", quantity=40)
TO_COME = day(2999)
ENTRY_RULE = f"{REGION}/network-criteria/potreba"


@pytest.fixture
def region(instance: Callable[..., Instance]) -> Instance:
    return instance("region", region="kraj")


def network(region: Instance, year: int) -> network_view_pb2.Network:
    request = pb.GetNetworkRequest(parent=REGION, day=day(year, 6))
    return region.ask("NetworkService/GetNetwork", request, roles=())


def criterion(region: Instance) -> None:
    made = network_pb2.NetworkCriterion(
        title="Potřeba", text="Obce kapacitu potřebují.", check="need-reported", validity=Period(start=day(2020))
    )
    request = office.CreateNetworkCriterionRequest(
        parent=REGION, network_criterion=made, network_criterion_id="potreba"
    )
    region.ask("NetworkOfficeService/CreateNetworkCriterion", request)


def apply(region: Instance, id_: str = "z1", **values: Any) -> network_pb2.NetworkApplication:
    told: dict[str, Any] = {
        "registration": "123 4567",
        "title": "Domov",
        "provider": "Charita",
        "service_type": HOME,
        "capacities": [BEDS],
        "asked_from": day(2027),
        "submitted_on": day(2026, 3, 1),
    }
    made = network_pb2.NetworkApplication(**{**told, **values})
    request = office.CreateNetworkApplicationRequest(
        parent=REGION, network_application=made, network_application_id=id_
    )
    return region.ask("NetworkOfficeService/CreateNetworkApplication", request)


def refused(call: Callable[[], Any]) -> tuple[str, str]:
    with pytest.raises(PlanError) as wrong:
        call()
    return wrong.value.reason, wrong.value.violations[0].field if wrong.value.violations else ""


def test_an_application_is_returned_completed_checked_and_decided_once(region: Instance) -> None:
    region.ask("TerritoryOfficeService/ImportTerritory", territory_request())
    criterion(region)
    application = apply(region, reasons=[network_pb2.CriterionReason(criterion=ENTRY_RULE, text="čekatelé")])
    assert (application.state, application.registration) == ("submitted", "1234567")
    assert refused(lambda: apply(region, "z2", reasons=[network_pb2.CriterionReason(criterion="x", text="y")])) == (
        "REFERENCE_MISSING",
        "network_application.reasons.0.criterion",
    )
    name = application.name
    give_back = office.ReturnNetworkApplicationRequest(name=name)
    assert refused(lambda: region.ask("NetworkOfficeService/ReturnNetworkApplication", give_back)) == (
        "REQUIRED",
        "reason",
    )
    give_back.reason = "chybí rozpočet"
    returned = region.ask("NetworkOfficeService/ReturnNetworkApplication", give_back)
    decision = {"application": name, "start": day(2027)}
    assert refused(lambda: decide(region, "granted", **decision))[0] == "APPLICATION_DECIDED"
    resubmit = office.ResubmitNetworkApplicationRequest(name=name, etag=application.etag)
    with pytest.raises(Stale):
        region.ask("NetworkOfficeService/ResubmitNetworkApplication", resubmit)
    resubmit.etag = returned.etag
    again = region.ask("NetworkOfficeService/ResubmitNetworkApplication", resubmit)
    assert (again.state, again.returned_reason) == ("submitted", "")

    def result() -> tuple[str, str]:
        check = office.CheckNetworkApplicationRequest(name=name)
        (finding,) = region.ask("NetworkOfficeService/CheckNetworkApplication", check).findings
        return finding.result, finding.reason

    assert result() == ("unknown", "čekatelé")  # nobody reported anything
    open_round(region)
    need = CapacityNeed(
        service_type=HOME, form="residential", unit="beds", target_group="seniors", quantity_needed=5, quantity_now=1
    )
    need.from_year = 2027
    submit(region, form("999001", "Lůžka", capacities=[need]))
    assert result() == ("met", "čekatelé")
    made = decide(region, "granted", **decision)
    assert ([item.quantity for item in made.capacities], made.provider) == ([40], "Charita")
    (entry,) = network(region, 2027).entries
    assert (entry.name, entry.status, entry.decision, entry.registration) == (made.entry, "basic", made.name, "1234567")
    decided = office.GetNetworkApplicationRequest(name=name)
    found = region.ask("NetworkOfficeService/GetNetworkApplication", decided)
    assert (found.state, found.decision) == ("decided", made.name)
    assert refused(lambda: decide(region, "granted", application=name, start=day(2028)))[0] == "APPLICATION_DECIDED"
    changed = network_pb2.NetworkApplication(name=name, note="ještě")
    update = office.UpdateNetworkApplicationRequest(network_application=changed, update_mask={"paths": ["note"]})
    assert refused(lambda: region.ask("NetworkOfficeService/UpdateNetworkApplication", update))[0] == (
        "APPLICATION_DECIDED"
    )


def test_the_network_of_any_day_is_what_its_decisions_made_it(region: Instance) -> None:
    decide(region, "conditional", day(2026), conditions="bezbariérový vchod")
    decide(
        region,
        "granted",
        day(2027),
        capacities=[BEDS, network_pb2.NetworkCapacity(form="field", unit="clients", quantity=9)],
    )
    decide(region, "refused", registration="7654321")
    decide(region, "exit", day(2028), reason="služba končí")
    assert {year: [entry.status for entry in network(region, year).entries] for year in range(2025, 2029)} == {
        2025: [],
        2026: ["conditional"],
        2027: ["basic"],
        2028: [],
    }
    totals = network(region, 2027).totals
    assert [(total.unit, total.quantity, total.services) for total in totals] == [("beds", 40, 1), ("clients", 9, 1)]
    history = pb.ListNetworkDecisionsRequest(parent=REGION, registration="1234567")
    found = region.ask("NetworkService/ListNetworkDecisions", history, roles=()).network_decisions
    assert [item.outcome for item in found] == ["conditional", "granted", "exit"]
    entries = pb.ListNetworkEntriesRequest(parent=REGION, page_size=2)
    first = region.ask("NetworkService/ListNetworkEntries", entries, roles=())
    entries.page_token = first.next_page_token
    last = region.ask("NetworkService/ListNetworkEntries", entries, roles=())
    assert [item.status for item in (*first.network_entries, *last.network_entries)] == ["conditional", "basic", "out"]
    before = network(region, 2027).SerializeToString()
    for call, expected in (
        (lambda: decide(region, "granted", day(2027)), ("NETWORK_ORDER", "network_decision.validity.start")),
        (lambda: decide(region, "exit", day(2029)), ("NOT_IN_NETWORK", "")),
        (
            lambda: decide(region, "granted", day(2025, 11, 30), registration="9"),
            ("NETWORK_ORDER", "network_decision.validity.start"),
        ),
        (
            lambda: decide(region, "granted", TO_COME, registration="9", decided_on=TO_COME),
            ("INVALID_VALUE", "network_decision.decided_on"),
        ),
        (
            lambda: apply(region, submitted_on=TO_COME),
            ("INVALID_VALUE", "network_application.submitted_on"),
        ),
        (lambda: decide(region, "granted", day(2029), reason=" "), ("REQUIRED", "network_decision.reason")),
        (lambda: decide(region, "granted", None), ("REQUIRED", "network_decision.validity")),
        (
            lambda: decide(region, "granted", day(2029), service_type="kino"),
            ("UNKNOWN_CODE", "network_decision.service_type"),
        ),
        (lambda: decide(region, "granted", day(2029), capacities=[]), ("REQUIRED", "network_decision.capacities")),
    ):
        assert refused(call) == expected
    assert network(region, 2027).SerializeToString() == before
    request = office.DecideNetworkRequest(parent=REGION)
    with pytest.raises(Forbidden):
        region.ask("NetworkOfficeService/DecideNetwork", request, roles=("editor",))


def test_what_municipalities_count_to_their_own_is_no_part_of_the_network(region: Instance) -> None:
    flag = network_pb2.MunicipalFlag(
        municipality="999001", title="Klub", source="usnesení rady 7/2026", validity=Period(start=day(2026))
    )
    request = office.CreateMunicipalFlagRequest(parent=REGION, municipal_flag=flag, municipal_flag_id="klub")
    with pytest.raises(Invalid) as nameless:
        region.ask("NetworkOfficeService/CreateMunicipalFlag", request)
    assert nameless.value.violations[0].field == "municipal_flag.service"
    request.municipal_flag.registration = "55"
    region.ask("NetworkOfficeService/CreateMunicipalFlag", request)
    shown = network(region, 2027)
    assert ([item.title for item in shown.municipal_flags], list(shown.entries), list(shown.totals)) == (
        ["Klub"],
        [],
        [],
    )
    assert not network(region, 2025).municipal_flags


def test_the_commands_take_an_application_decide_and_show(region: Instance, tmp_path: Path) -> None:
    def run(*words: str, staff: bool = True) -> str:
        where = ["--target", region.target, "--code", "kraj"]
        key = ["--issuer-key", str(region.issuer_key)] if staff else []
        done = CliRunner().invoke(app, ["region", "network", *words, *where, *key], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    def put(resource: dict[str, Any]) -> None:
        """Neither area nor role is said: they follow from the name."""
        where = ["--target", region.target, "--issuer-key", str(region.issuer_key)]
        done = CliRunner().invoke(app, ["put", *where], input=json.dumps(resource), catch_exceptions=False)
        assert '"changed"' in done.output

    who = ["--title", "Domov", "--provider", "Charita", "--service-type", HOME, "--registration", "1234567"]
    days = ["--from", "2027-01-01", "--submitted", "1. 3. 2026"]
    run("apply", "z1", *who, *days, "--capacity", "residential/beds=40")
    assert "podaná" in run("applications")
    run("return", "z1", "--reason", "chybí rozpočet")
    assert "vrácená" in run("applications", "--state", "returned")
    put({"name": f"{REGION}/network-applications/z1", "provider": "Oblastní charita"})
    assert "žádost z1 (Domov): podaná" in run("resubmit", "z1")
    assert "Oblastní charita" in run("applications", "--state", "submitted")
    told = ["--reason", "je potřeba", "--by", "zastupitelstvo", "--resolution", "12/2026", "--decided", "2026-06-01"]
    assert "neplatí žádné pravidlo vstupu" in run("check", "z1")
    place = ["--from", "2027-01-01", "--capacity", "residential/beds=40"]
    assert "pozor: Domov (1234567): není v žádném katalogu" in run("decide", "granted", *who, *told, *place)
    table = tmp_path / "sit.csv"
    run("show", "--day", "2027-06-30", "--csv", str(table), staff=False)
    (row,) = csv.reader(table.read_text(encoding="utf-8-sig").splitlines()[1:], delimiter=";")
    assert row == [
        "1234567", "Domov", "Charita", "domovy pro seniory", "základní síť", "lůžka 40 (pobytová)", "1. 1. 2027",
        "12/2026",
    ]  # fmt: skip
    assert '"je potřeba"' in run("history", "123 4567", "--json", staff=False)
    with pytest.raises(NotFound, match="7654321"):
        run("history", "7654321", staff=False)
    run("compare", "--day", "2027-06-30", "--csv", str(table), staff=False)
    assert "není v žádném katalogu" in table.read_text(encoding="utf-8-sig")
