"""The region gathers needs: of cities' copies and of forms, each once, with who stands behind the numbers."""

from collections.abc import Callable
from typing import Any

import pytest
from support.evidence import Desk
from support.instance import Instance
from support.region_need_asking import (
    LHOTA,
    LIPNA,
    OTHER_VES,
    STAFF,
    VES,
    VZOROV,
    coverage,
    issued,
    listed,
    refused,
    region_with_a_round,
    states,
)
from support.region_needs import REGION, ROUND, day, form, open_round, submit, territory_request

from komplan.region.v1 import need_intake_office_service_pb2 as intake_office
from komplan.region.v1 import need_intake_service_pb2 as intake
from komplan.region.v1 import need_pb2, region_pb2
from komplan.region.v1 import need_round_office_service_pb2 as rounds
from komplan.region.v1 import needs_office_service_pb2 as office
from komplan.region.v1 import needs_service_pb2 as pb
from komplan.region.v1 import region_office_service_pb2 as directory
from komplan_core.errors import Forbidden, Refused, Taken
from komplan_kit.config import Outgoing


@pytest.fixture
def region(instance: Callable[..., Instance]) -> Instance:
    return region_with_a_round(instance)


def figures(region: Instance, roles: Any = STAFF, year: int = 2027) -> need_pb2.NeedFigures:
    return region.ask("NeedsService/GetNeedFigures", pb.GetNeedFiguresRequest(parent=REGION, from_year=year), roles)


def close(region: Instance) -> None:
    region.ask("NeedRoundOfficeService/CloseNeedRound", rounds.CloseNeedRoundRequest(name=ROUND))


def no_change(region: Instance, municipality: str, **values: Any) -> Any:
    said = {"parent": ROUND, "municipality": municipality, "approved_by": "starosta a rada", **values}
    return region.ask("NeedIntakeOfficeService/EnterNoChange", intake_office.EnterNoChangeRequest(**said), STAFF)


def test_every_municipality_stands_in_one_state_and_silence_is_told_apart(region: Instance) -> None:
    submit(region, form(VES, "Doprava k lékaři"), parent=open_round(region, 2026))
    submit(region, form(VZOROV, "Odlehčovací služba", on_behalf_of=[LHOTA]))
    submit(region, form(LIPNA))
    no_change(region, VES)
    assert states(region) == {
        VZOROV: "reported",
        LHOTA: "reported-by-orp",
        VES: "no-change",
        LIPNA: "reported",
        OTHER_VES: "",
    }
    submit(region, form(LHOTA, "Denní stacionář"))
    close(region)
    whole, first, second = (orp.coverage for orp in coverage(region).orps)
    assert (whole.reported, whole.no_change, whole.reported_by_orp, whole.silent) == (3, 1, 0, 1)
    assert [(part.municipalities, part.silent, part.percent) for part in (first, second)] == [
        (3, 0, "100.00"),
        (2, 1, "50.00"),
    ]
    lhota = next(item for item in first.standings if item.municipality == LHOTA)
    assert (lhota.report, list(lhota.superseded)) == (f"{ROUND}/reports/{LHOTA}-v1", [f"{ROUND}/reports/{VZOROV}-v1"])
    found = figures(region)
    assert found.coverage[0].orps[0].coverage.silent == 1
    assert {total.orp: total.total.needs for total in found.totals if not total.target_group} == {"": 3, "V01": 3}
    both = region.ask(
        "NeedsService/GetNeedFigures", pb.GetNeedFiguresRequest(parent=REGION, from_year=2026, to_year=2027)
    )
    assert both.totals[0].total.needs == 3  # what goes on over two years counts once


def test_a_report_stays_as_it_is_and_a_closed_round_takes_approved_corrections_only(region: Instance) -> None:
    first = submit(region, form(LIPNA, "Doprava", "Bydlení")).report
    assert refused(lambda: submit(region, form(LIPNA, "Jiná")))[0] == "REPORT_SUBMITTED"
    close(region)
    assert refused(lambda: submit(region, form(LHOTA, "Pozdě"))) == ("REQUIRED", "late_reason")
    changed = form(LIPNA, "Doprava k lékaři", "Péče doma")
    changed.needs[0].need_no, changed.needs[1].need_no = 1, 3
    told = {"correction_reason": "přepis"}
    assert refused(lambda: submit(region, changed, **told)) == ("REQUIRED", "correction_approved_by")
    done = submit(region, changed, **told, correction_approved_by="rada kraje", request_id="r1")
    assert submit(region, changed, **told, correction_approved_by="rada kraje", request_id="r1") == done
    assert [(d.need_no, d.change, list(d.fields)) for d in done.differences] == [
        (1, "changed", ["title"]),
        (2, "removed", []),
        (3, "added", []),
    ]
    assert (done.report.version, done.report.corrects) == (2, first.name)
    kept = region.ask("NeedsOfficeService/GetIntakeReport", office.GetIntakeReportRequest(name=first.name), STAFF)
    assert kept == first
    assert {need.title for need in listed(region)} == {"Doprava k lékaři", "Péče doma"}
    assert refused(lambda: no_change(region, LIPNA)) == ("REQUIRED", "late_reason")


def test_the_office_takes_a_late_report_with_its_reason_and_a_municipality_is_told_whom_to_ask(
    region: Instance,
) -> None:
    submit(region, form(VES, "Doprava k lékaři"), parent=open_round(region, 2026))
    code = issued(region, LHOTA)
    told = {"late_reason": "zastupitelstvo zasedalo až po uzávěrce"}
    assert refused(lambda: submit(region, form(LHOTA, "Včas"), **told)) == ("INVALID_VALUE", "late_reason")
    close(region)
    with pytest.raises(Refused) as late:
        submit(region, form(LHOTA, "Stacionář"), roles=(), code=code)
    assert late.value.reason == "NEED_ROUND_NOT_OPEN"
    assert f"ask the office of {region.settings.region.title}" in str(late.value)
    assert (states(region)[LHOTA], states(region)[VES]) == ("silent", "silent")
    taken = submit(region, form(LHOTA, "Stacionář"), **told).report
    assert taken.late_reason == told["late_reason"]
    no_change(region, VES, **told)
    now = coverage(region)
    assert (states(region)[LHOTA], states(region)[VES]) == ("reported", "no-change")
    assert (list(now.taken_late), list(now.late)) == ([taken.name, f"{ROUND}/reports/{VES}-v1"], [])
    assert {need.title for need in listed(region)} == {"Stacionář", "Doprava k lékaři"}
    assert refused(lambda: submit(region, form(LHOTA, "Jinak"), correction_reason="x", **told))[1] == "late_reason"
    again = submit(region, form(LHOTA, "Jinak"), correction_reason="přepis", correction_approved_by="rada kraje")
    assert (again.report.version, list(coverage(region).taken_late)) == (2, list(now.taken_late))


def test_no_change_is_refused_without_an_earlier_report_and_beside_one_of_the_round(region: Instance) -> None:
    assert refused(lambda: no_change(region, LIPNA))[0] == "NO_EARLIER_REPORT"
    submit(region, form(LIPNA))
    with pytest.raises(Taken):
        no_change(region, LIPNA)
    assert states(region)[LIPNA] == "reported"


def test_a_code_lets_one_municipality_send_one_form_without_an_account(region: Instance) -> None:
    code = issued(region, LHOTA)
    for wrong in ("", "ABCD-ABCD-ABCD-ABCD", issued(region, VES)):
        with pytest.raises(Forbidden) as caught:
            submit(region, form(LHOTA, "Doprava"), roles=(), code=wrong)
        assert caught.value.reason == "NEED_CODE_INVALID"
    for_others = form(LHOTA, "Doprava", on_behalf_of=[VES])
    assert refused(lambda: submit(region, for_others, roles=(), code=code)) == ("AREA_MISMATCH", "form.on_behalf_of")
    asked = intake.GetNeedFormStatusRequest(parent=ROUND, municipality=LHOTA, code=code.lower().replace("-", " "))
    status = region.ask("NeedIntakeService/GetNeedFormStatus", asked, roles=())
    assert (status.title, status.last_year, status.round.state) == ("Lhota", 0, "open")
    submit(region, form(LHOTA, "Doprava"), roles=(), code=code)
    with pytest.raises(Forbidden):
        submit(region, form(LHOTA, "Jiná"), roles=(), code=code, correction_reason="x")
    kept = region.ask("NeedRoundOfficeService/ListNeedCodes", rounds.ListNeedCodesRequest(parent=ROUND))
    assert {item.municipality: item.state for item in kept.need_codes} == {LHOTA: "used", VES: "issued"}
    assert code.encode() not in kept.SerializeToString()


def test_a_need_goes_on_only_from_an_earlier_one_of_its_own_territory(region: Instance) -> None:
    theirs = submit(region, form(LIPNA, "Velká"), parent=open_round(region, 2026)).report
    same_year = submit(region, form(OTHER_VES, "Téhož roku")).report
    for named, reason in (
        (theirs.reported[0].name, "AREA_MISMATCH"),
        (same_year.reported[0].name, "INVALID_VALUE"),
        (f"{theirs.reported[0].name}7", "REFERENCE_MISSING"),
    ):
        sent = form(LHOTA, "Malá")
        sent.needs[0].follows = named
        assert refused(lambda sent=sent: submit(region, sent)) == (reason, "form.needs.0.follows")
    own = form(LIPNA, "Velká dál")
    own.needs[0].follows = theirs.reported[0].name
    submit(region, own)
    counted = {need.title for need in listed(region, from_year=2026, to_year=2027, orp="V02")}
    assert counted == {"Téhož roku", "Velká dál"}


def test_everybody_sees_no_texts_of_needs_and_no_small_numbers_of_people(region: Instance) -> None:
    sent = form(LIPNA, "Potřeba jediné rodiny")
    sent.needs[0].persons, sent.needs[0].persons_basis = 3, "exact"
    many = form(VZOROV, "Doprava")
    many.needs[0].persons, many.needs[0].persons_basis = 40, "estimate"
    submit(region, sent)
    submit(region, many)
    assert {(t.orp, t.total.persons) for t in figures(region).totals if not t.target_group} == {
        ("", 43),
        ("V01", 40),
        ("V02", 3),
    }
    shown = figures(region, roles=())
    assert {(t.orp, t.total.persons, t.withheld) for t in shown.totals if not t.target_group} == {
        ("", 43, False),
        ("V01", 0, True),
        ("V02", 0, True),
    }
    assert not any(total.needs for total in shown.totals)
    with pytest.raises(Forbidden):
        region.ask(
            "NeedsOfficeService/ListRegionalNeeds", office.ListRegionalNeedsRequest(parent=REGION, from_year=2027), ()
        )


def test_there_is_one_round_a_year_which_moves_only_as_it_may(region: Instance) -> None:
    with pytest.raises(Taken):
        open_round(region, 2027)
    future = open_round(region, 2028, day(2150))
    submit(region, form(LIPNA), parent=future)
    for call, reason in (
        (rounds.CloseNeedRoundRequest(name=future), "NEED_ROUND_AWAITED"),
        (rounds.OpenNeedRoundRequest(name=future), "TRANSITION_NOT_ALLOWED"),
        (rounds.DeleteNeedRoundRequest(name=future), "STILL_REFERRED_TO"),
    ):
        method = type(call).__name__.removesuffix("Request")
        with pytest.raises(Refused) as wrong:
            region.ask(f"NeedRoundOfficeService/{method}", call)
        assert wrong.value.reason == reason


def test_what_a_city_took_in_itself_reaches_the_region_with_its_groups(instance: Callable[..., Instance]) -> None:
    city = instance("planning")
    region = instance("region", region="kraj", keys=city.folder, outgoing=Outgoing(issuer_key=city.issuer_key))
    region.ask("TerritoryOfficeService/ImportTerritory", territory_request())
    open_round(region)
    desk = Desk(city, "vzorov")
    mixed = desk.need("n1", title="Péče", target_groups=["families", "newcomers"], persons=8, persons_basis="exact")
    desk.need("n2", title="Nehlášená")
    desk.submitted(desk.round(), VZOROV, mixed.name)
    entry = region_pb2.Municipality(code="vzorov", title="Vzorov", target=city.target)
    region.ask(
        "RegionOfficeService/CreateMunicipality",
        directory.CreateMunicipalityRequest(parent=REGION, municipality=entry),
    )
    region.stream("RegionOfficeService/Collect", directory.CollectRequest(name=REGION, deadline_seconds=5.0))
    assert states(region)[VZOROV] == "reported"
    (need,) = listed(region)
    assert (need.name, need.area, list(need.unmapped)) == (mixed.name, "vzorov", ["vzorov:newcomers"])
    assert list(need.target_groups) == ["families-with-children", "youth-at-risk"]
    assert [item.title for item in listed(region, published_only=True)] == ["Nehlášená"]
    found = figures(region)
    assert [(origin.area, origin.state, origin.needs) for origin in found.origins] == [("vzorov", "fresh", 1)]
    assert [(t.target_group, t.unmapped, t.total.persons) for t in found.totals if not t.orp] == [
        ("", False, 8),
        ("families-with-children", False, 8),
        ("youth-at-risk", False, 8),
        ("", True, 8),
    ]
    whole = region.ask(
        "NeedsOfficeService/GetRegionalNeed", office.GetRegionalNeedRequest(parent=REGION, need=mixed.name)
    )
    assert [said.title for said in whole.said] == ["Péče"]
    # the city's own report wins over what the region's office took down later of the ORP
    submit(region, form(LHOTA, "Od ORP", on_behalf_of=[VZOROV]))
    assert states(region)[VZOROV] == "reported"
