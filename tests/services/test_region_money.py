"""The region's crosswalk, money and funding through its services: what is said, added up, chosen and why."""

from collections.abc import Callable
from typing import Any

import pytest
from support.instance import Instance
from support.plans import VERSION
from support.region_money import M1, M2, M3, REGION, STATE, region_with_money
from support.region_needs import territory_request

from komplan.region.v1 import crosswalk_office_service_pb2 as crosswalk_office
from komplan.region.v1 import crosswalk_service_pb2 as crosswalks
from komplan.region.v1 import funding_office_service_pb2 as funding_office
from komplan.region.v1 import funding_service_pb2 as fundings
from komplan.region.v1 import money_service_pb2 as money
from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_service_pb2 as regions
from komplan.region.v1.crosswalk_pb2 import CrosswalkEntry
from komplan.region.v1.funding_pb2 import Eligibility, FairShare, Funding, FundingBudget
from komplan_core.errors import Forbidden, Invalid, NotFound, Refused, Stale


@pytest.fixture
def region(instance: Callable[..., Instance]) -> Instance:
    return region_with_money(instance)


def entry(canonical: dict[str, str], **values: Any) -> CrosswalkEntry:
    """What the region says of the unmapped group in the years from 2028 on, or of what is given."""
    said = {"area": "vzorov", "kind": "target-group", "code": "newcomers", **values}
    found = CrosswalkEntry(**said, canonical=canonical)
    if not found.HasField("validity"):
        found.validity.start.year, found.validity.start.month, found.validity.start.day = 2020, 1, 1
    return found


def say(region: Instance, said: CrosswalkEntry) -> CrosswalkEntry:
    request = crosswalk_office.CreateCrosswalkEntryRequest(parent=REGION, crosswalk_entry=said)
    return region.ask("CrosswalkOfficeService/CreateCrosswalkEntry", request)


def planned(region: Instance, by: str) -> dict[tuple[str, str], int]:
    """What is planned of 2027 by key and source."""
    request = money.GetMoneyRequest(parent=REGION, from_year=2027, to_year=2027, by=by)
    found = region.ask("MoneyService/GetMoney", request, roles=())
    sums: dict[tuple[str, str], int] = {}
    for figure in found.figures:
        sums[figure.key, figure.source] = sums.get((figure.key, figure.source), 0) + figure.planned
    return {key: amount for key, amount in sums.items() if amount}


def priorities(region: Instance) -> int:
    """How many priorities the cities' plans of 2027 have."""
    request = regions.GetRollUpRequest(name=f"{REGION}/roll-ups/2027-2029")
    return int(region.ask("RegionService/GetRollUp", request, roles=()).priorities)


def test_what_the_region_says_fills_a_gap_at_once_and_corrects_the_city_only_with_a_reason(region: Instance) -> None:
    assert planned(region, "target-group")["", STATE] == 500
    made = say(region, entry({"carers": "1"}))
    assert planned(region, "target-group")["carers", STATE] == 500
    with pytest.raises(Invalid) as twice:
        say(region, entry({"seniors": "1"}))
    assert twice.value.reason == "MAPPING_OVERLAP"
    say(region, entry({"carers": "1"}, code="seniors"))  # the city's own statement stands
    assert planned(region, "target-group")["seniors", STATE] == 1001
    with pytest.raises(Invalid) as unreasoned:
        say(region, entry({"esf": "1"}, kind="funding-source", code="town-fund", correction=True))
    assert [violation.field for violation in unreasoned.value.violations] == ["crosswalk_entry.note"]
    said = entry(
        {"esf": "0.335", "gifts": "0.665"}, kind="funding-source", code="town-fund", correction=True, note="OP LZZ"
    )
    say(region, said)
    found = planned(region, "region")
    assert (found["", "esf"], found["", "gifts"]) == (64, 66)  # 100 in 33.5 and 66.5: by largest remainder, and 30 more
    looked_up = region.ask(
        "CrosswalkService/LookUpCrosswalk",
        crosswalks.LookUpCrosswalkRequest(name=f"{REGION}/municipalities/vzorov"),
        roles=(),
    )
    origins = {(code.kind, code.code): code.origin for code in looked_up.codes}
    assert origins["target-group", "newcomers"] == "region"
    assert origins["target-group", "seniors"] == "city"
    assert origins["funding-source", "town-fund"] == "correction"
    region.ask(
        "CrosswalkOfficeService/DeleteCrosswalkEntry", crosswalk_office.DeleteCrosswalkEntryRequest(name=made.name)
    )
    assert planned(region, "target-group")["", STATE] == 500
    region.stream("RegionOfficeService/Collect", office.CollectRequest(name=REGION))
    assert planned(region, "region")["", "gifts"] == 66
    assert priorities(region) == 1
    say(region, entry({"goal": "1"}, kind="level", code="priority", correction=True, note="Jen cíle."))
    assert priorities(region) == 0


def test_money_tells_gaps_and_what_is_not_known_and_every_line_behind_it(region: Instance) -> None:
    request = money.GetMoneyRequest(parent=REGION, from_year=2027)
    found = region.ask("MoneyService/GetMoney", request, roles=())
    assert (found.from_year, found.to_year) == (2027, 2029)
    state = next(figure for figure in found.figures if figure.source == STATE)
    assert (state.planned, state.secured, state.gap) == (1501, 1, 1500)
    assert (state.lines, state.without_planned, state.without_secured) == (3, 1, 2)
    assert (found.spread.measures, found.spread.with_several_sources, found.spread.percent) == (2, 2, "100.00")
    for by in ("area", "orp", "target-group"):
        assert sum(planned(region, by).values()) == sum(planned(region, "region").values())
    lines = money.ListMoneyLinesRequest(parent=REGION, year=2027, source=STATE, page_size=2)
    first = region.ask("MoneyService/ListMoneyLines", lines, roles=())
    lines.page_token = first.next_page_token
    behind = [*first.lines, *region.ask("MoneyService/ListMoneyLines", lines, roles=()).lines]
    assert [(item.measure, item.area, item.HasField("planned")) for item in behind] == [
        (M1, "vzorov", True),
        (M2, "vzorov", True),
        (M3, "vzorov", False),
    ]
    assert sum(item.planned for item in behind) == state.planned
    assert {item.revision for item in behind} == {found.coverage[0].revision} != {0}
    asked = region.ask(
        "MoneyService/GetSubsidyRequest", money.GetSubsidyRequestRequest(parent=REGION, year=2027), roles=()
    )
    assert [(total.year, total.amount, total.unknown) for total in asked.totals] == [
        (2027, 1501, 1),
        (2028, 0, 0),
        (2029, 0, 0),
    ]
    findings = {item.measure: set(item.findings) for item in asked.items}
    assert findings[M3] >= {"amount-unknown", "one-source"}
    assert "one-source" not in findings[M1]


def ask_what(region: Instance, funding_id: str, **values: Any) -> Funding:
    values = {"title": "Co lze zaplatit", "from_year": 2027, "to_year": 2027, **values}
    request = funding_office.CreateFundingRequest(parent=REGION, funding_id=funding_id, funding=Funding(**values))
    return region.ask("FundingOfficeService/CreateFunding", request)


def solve(region: Instance, name: str, etag: str = "") -> Funding:
    request = funding_office.SolveFundingRequest(name=name, etag=etag)
    return region.ask("FundingOfficeService/SolveFunding", request, seconds=60)


def became(region: Instance, name: str) -> dict[str, Any]:
    request = fundings.ListFundedMeasuresRequest(parent=name)
    return {item.measure: item for item in region.ask("FundingService/ListFundedMeasures", request).measures}


def test_what_can_be_funded_is_chosen_explained_compared_and_kept_with_its_origins(region: Instance) -> None:
    enough = [FundingBudget(source=STATE, year=2027, amount=1501)]
    tight = [FundingBudget(source=STATE, year=2027, amount=1500)]
    a, b = ask_what(region, "a", budgets=enough), ask_what(region, "b", budgets=tight)
    with pytest.raises(Refused) as early:
        region.ask("FundingService/CompareFundings", fundings.CompareFundingsRequest(name=a.name, other=b.name))
    assert early.value.reason == "FUNDING_NOT_SOLVED"
    solved, again = solve(region, a.name, a.etag), solve(region, a.name)
    assert (solved.result.state, solved.result.chosen, solved.result.fallen) == ("optimal", 2, 1)
    assert solved.result.outcome_sha256 == again.result.outcome_sha256
    assert [(origin.area, origin.revision > 0) for origin in solved.result.origins] == [("vzorov", True)]
    assert {(item.source, item.given) for item in solved.result.unlimited} == {("municipality", 100), ("esf", 30)}
    fallen = became(region, a.name)[M3]
    assert (fallen.percent, [item.rule.kind for item in fallen.hindrances]) == (0, ["amount"])

    solve(region, b.name)
    out = became(region, b.name)
    assert (out[M1].percent, out[M1].mandatory, out[M2].percent) == (100, True, 0)  # what keeps a service stays
    (missing,) = out[M2].hindrances
    assert (missing.rule.source, missing.rule.year, missing.missing) == (STATE, 2027, 1)
    compared = region.ask("FundingService/CompareFundings", fundings.CompareFundingsRequest(name=a.name, other=b.name))
    assert (compared.both, [item.measure for item in compared.only_first], list(compared.only_second)) == (1, [M2], [])

    short = [FundingBudget(source=STATE, year=2027, amount=1000)]
    hopeless = solve(region, ask_what(region, "c", budgets=short).name).result
    assert (hopeless.state, hopeless.chosen) == ("infeasible", 0)
    assert [(item.rule.source, item.by, list(item.measures)) for item in hopeless.conflicts] == [(STATE, 1, [M1])]
    barred = [Eligibility(source=STATE, target_groups=["carers"])]
    refused = solve(region, ask_what(region, "d", budgets=enough, eligibility=barred, without_continuity=True).name)
    assert (refused.result.state, refused.result.chosen) == ("optimal", 0)


def test_questions_that_make_no_sense_are_refused_and_unpublished_answers_are_the_office_s(region: Instance) -> None:
    budgets = [FundingBudget(source=STATE, year=2027, amount=1501)]
    made = ask_what(region, "a", budgets=budgets)
    for wrong, field in (
        ({"budgets": [*budgets, *budgets]}, "funding.budgets"),
        ({"budgets": [FundingBudget(source="lottery", year=2027, amount=1)]}, "funding.budgets.0.source"),
        ({"budgets": [FundingBudget(source=STATE, year=2028, amount=1)]}, "funding.budgets.0.year"),
        ({"budgets": [FundingBudget(source=STATE, year=2027, amount=-1)]}, "funding.budgets.0.amount"),
        ({"budgets": budgets, "fair_shares": [FairShare(orp="V01")]}, "funding.fair_shares.0.floor"),
        ({"budgets": budgets, "part_payment_from": 100}, "funding.part_payment_from"),
        ({"budgets": budgets, "mandatory": [M1, f"{VERSION}/measures/m9"]}, "funding.mandatory.1"),
    ):
        with pytest.raises(Invalid) as refused:
            ask_what(region, "x", **wrong)
        assert [violation.field for violation in refused.value.violations] == [field]
    solved = solve(region, made.name)
    with pytest.raises(Stale):
        solve(region, made.name, made.etag)
    asked = fundings.GetFundingRequest(name=made.name)
    with pytest.raises(NotFound):
        region.ask("FundingService/GetFunding", asked, roles=())
    with pytest.raises(NotFound):
        region.ask("FundingService/ListFundedMeasures", fundings.ListFundedMeasuresRequest(parent=made.name), roles=())
    with pytest.raises(Forbidden):
        region.ask("FundingOfficeService/SolveFunding", funding_office.SolveFundingRequest(name=made.name), roles=())
    change = Funding(name=made.name, etag=solved.etag, published=True)
    request = funding_office.UpdateFundingRequest(funding=change, update_mask={"paths": ["published"]})
    region.ask("FundingOfficeService/UpdateFunding", request)
    assert region.ask("FundingService/GetFunding", asked, roles=()).result.chosen == 2
    change = Funding(name=made.name, default_points=5)
    request = funding_office.UpdateFundingRequest(funding=change, update_mask={"paths": ["default_points"]})
    assert not region.ask("FundingOfficeService/UpdateFunding", request).HasField("result")


def test_money_and_least_amounts_of_an_orp_go_by_the_region_s_list_of_municipalities(region: Instance) -> None:
    assert {key for key, _ in planned(region, "orp")} == {""}
    region.ask("TerritoryOfficeService/ImportTerritory", territory_request())
    assert planned(region, "orp") == {
        ("V01", source): amount for (_, source), amount in planned(region, "region").items()
    }
    budgets = [FundingBudget(source=STATE, year=2027, amount=1501)]
    asked = {"budgets": budgets, "fair_shares": [FairShare(orp="V01", floor=1501), FairShare(orp="V02", share="0.1")]}
    solved = solve(region, ask_what(region, "a", **asked).name).result
    assert (solved.state, [(use.rule.orp, use.limit, use.given) for use in solved.uses if use.rule.orp]) == (
        "optimal",
        [("V01", 1501, 1501), ("V02", 0, 0)],  # nobody asks in the second one
    )
    more = {"budgets": budgets, "fair_shares": [FairShare(orp="V01", floor=1502)]}
    hopeless = solve(region, ask_what(region, "b", **more).name).result
    assert [(item.rule.kind, item.rule.orp, item.by) for item in hopeless.conflicts] == [("floor", "V01", 1)]
    with pytest.raises(Invalid) as refused:
        ask_what(region, "c", budgets=budgets, fair_shares=[FairShare(orp="V99", floor=1)])
    assert [violation.field for violation in refused.value.violations] == ["funding.fair_shares.0.orp"]
