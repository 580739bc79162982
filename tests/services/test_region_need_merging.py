"""The region joins needs that are one and answers them; neither is lost when a municipality corrects its report."""

from collections.abc import Callable

import pytest
from support.instance import Instance
from support.region_need_asking import LHOTA, LIPNA, STAFF, VES, VZOROV, listed, refused, region_with_a_round
from support.region_needs import REGION, ROUND, form, submit

from komplan.region.v1 import need_pb2
from komplan.region.v1 import needs_office_service_pb2 as office
from komplan.region.v1 import needs_service_pb2 as pb
from komplan_core.errors import Refused


@pytest.fixture
def region(instance: Callable[..., Instance]) -> Instance:
    return region_with_a_round(instance)


def respond(region: Instance, need: str, outcome: str, into: str = "") -> need_pb2.NeedResponse:
    said = {"reason": "zařazeno do sítě", "decided_by": "rada kraje", "merged_into": into}
    answer = need_pb2.NeedResponse(need=need, outcome=outcome, **said)
    request = office.RespondToNeedRequest(parent=REGION, need_response=answer)
    made: need_pb2.NeedResponse = region.ask("NeedsOfficeService/RespondToNeed", request)
    return made


def merged(region: Instance, into: str, source: str) -> need_pb2.NeedMerge:
    request = office.MergeNeedsRequest(parent=REGION, into=into, sources=[source], reason="táž služba")
    made: need_pb2.NeedMerge = region.ask("NeedsOfficeService/MergeNeeds", request, STAFF)
    return made


def test_an_analyst_merges_what_is_one_and_undoes_it_and_answers_everybody(region: Instance) -> None:
    submit(region, form(VZOROV, "Chybí odlehčovací služba", on_behalf_of=[LHOTA, VES]))
    submit(region, form(LHOTA, "Chybí odlehčovací služba pro seniory"))
    submit(region, form(LIPNA, "Chybí odlehčovací služba"))
    asked = office.SuggestNeedMergesRequest(parent=REGION, from_year=2027)
    (suggestion,) = region.ask("NeedsOfficeService/SuggestNeedMerges", asked, STAFF).suggestions
    one, other = suggestion.first, suggestion.second
    assert {one, other} == {f"{ROUND}/needs/{VZOROV}-1", f"{ROUND}/needs/{LHOTA}-1"}
    request = office.MergeNeedsRequest(parent=REGION, into=one, sources=[other], reason="táž služba pro totéž území")
    merge = region.ask("NeedsOfficeService/MergeNeeds", request, STAFF)
    assert [len(need.sources) for need in listed(region, orp="V01")] == [2]
    assert len(listed(region)) == 2
    assert refused(lambda: region.ask("NeedsOfficeService/MergeNeeds", request, STAFF))[0] == "MERGE_REFUSED"
    no_reason = office.MergeNeedsRequest(parent=REGION, into=one, sources=[other])
    assert refused(lambda: region.ask("NeedsOfficeService/MergeNeeds", no_reason, STAFF))[0] == "REQUIRED"
    far = f"{ROUND}/needs/{LIPNA}-1"
    apart = office.MergeNeedsRequest(parent=REGION, into=far, sources=[one], reason="táž služba")
    assert refused(lambda: region.ask("NeedsOfficeService/MergeNeeds", apart, STAFF))[0] == "NEEDS_ELSEWHERE"
    told = respond(region, one, "accepted")
    assert set(told.municipalities) == {VZOROV, LHOTA, VES}
    public = pb.ListNeedResponsesRequest(parent=REGION, municipality=LHOTA)
    assert [r.outcome for r in region.ask("NeedsService/ListNeedResponses", public, roles=()).need_responses] == [
        "accepted"
    ]
    assert [need.name for need in listed(region, unanswered=True)] == [far]
    undo = office.UndoNeedMergeRequest(name=merge.name, reason="jiné cílové skupiny")
    region.ask("NeedsOfficeService/UndoNeedMerge", undo, STAFF)
    assert len(listed(region)) == 3
    assert not region.ask("NeedsOfficeService/SuggestNeedMerges", asked, STAFF).suggestions


def test_a_correction_keeps_merges_and_answers_and_tells_those_of_needs_that_changed_or_went(region: Instance) -> None:
    submit(region, form(VZOROV, "Odlehčení", on_behalf_of=[LHOTA]))
    submit(region, form(LHOTA, "Odlehčení seniorům", "Doprava"))
    one, other, third = f"{ROUND}/needs/{VZOROV}-1", f"{ROUND}/needs/{LHOTA}-1", f"{ROUND}/needs/{LHOTA}-2"
    merge, answer, about_third = (
        merged(region, one, other),
        respond(region, one, "accepted"),
        respond(region, third, "not-taken"),
    )
    same = submit(region, form(LHOTA, "Odlehčení seniorům", "Doprava"), correction_reason="přepis")
    assert not same.differences
    told = [(need.name, list(need.sources), list(need.outcomes)) for need in listed(region)]
    assert told == [(one, [one, other], ["accepted"]), (third, [third], ["not-taken"])]
    changed = submit(region, form(LHOTA, "Péče jinde"), correction_reason="omyl")
    assert [(d.need_no, d.change, list(d.merges), d.response) for d in changed.differences] == [
        (1, "changed", [merge.name], ""),
        (2, "removed", [], about_third.name),
    ]
    assert [(need.name, list(need.responses)) for need in listed(region)] == [(one, [answer.name])]


def test_a_need_that_was_merged_into_another_has_no_answer_but_that_it_was(region: Instance) -> None:
    submit(region, form(VZOROV, "Odlehčení", on_behalf_of=[LHOTA]))
    submit(region, form(LHOTA, "Odlehčení seniorům"))
    main, away = f"{ROUND}/needs/{VZOROV}-1", f"{ROUND}/needs/{LHOTA}-1"
    merged(region, main, away)
    respond(region, main, "accepted")
    with pytest.raises(Refused, match=main) as wrong:
        respond(region, away, "not-taken")
    assert wrong.value.reason == "NEED_MERGED"
    told = respond(region, away, "merged", main)
    told.outcome, told.merged_into = "accepted", ""
    mask = {"paths": ["outcome", "merged_into"]}
    update = office.UpdateNeedResponseRequest(need_response=told, update_mask=mask)
    assert refused(lambda: region.ask("NeedsOfficeService/UpdateNeedResponse", update))[0] == "NEED_MERGED"
    assert [list(need.outcomes) for need in listed(region)] == [["accepted", "merged"]]
