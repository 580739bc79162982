"""Scores, conflicts of interest, proposals and resolutions."""

import pytest
from support.grants import Fund
from support.planning import EDITOR, days, on, told

from komplan.planning.v1.resolution_editor_service_pb2 import CreateResolutionRequest
from komplan.planning.v1.resolution_pb2 import RegisteredResolution

BOTH = {"quality": 5, "need": 5}


pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)
"""What is judged is decided before storage; the way of an application goes through both kinds of store."""


@pytest.fixture
def fund(town):
    made = Fund(town)
    made.eva, made.jan = made.evaluator("eva"), made.evaluator("jan")
    return made


def test_who_declared_a_conflict_never_counts_whatever_was_given_before_or_is_tried_after(fund):
    call = fund.call()
    name = fund.apply(call, "a")
    fund.scored(name, eva=10, jan=4)
    assert fund.assessment(name).score == "70.00"
    excluded = fund.conflict(name, fund.eva)
    assert (fund.application(name).state, excluded.score) == ("opinion", "")
    assert fund.close(name).score == "40.00"
    assert [item.evaluator for item in fund.assessment(name).scores].count(fund.eva) == 2  # kept, not counted
    unscored = fund.apply(call, "b")
    fund.check(unscored)
    fund.advise(unscored)
    fund.conflict(unscored, fund.eva)
    wanted = ("Refused", "EVALUATOR_CONFLICT", "evaluator")
    assert told(lambda: fund.score(unscored, fund.eva, BOTH)) == wanted
    assert told(lambda: fund.close(unscored)) == ("Refused", "NOTHING_SCORED", "name")


def test_a_conflict_is_that_of_the_person_in_every_seat(fund):
    person = fund.town.get(fund.eva).person
    other_seat = fund.evaluator("eva-podruhe", person=person)
    call = fund.call()
    name = fund.apply(call, "a")
    fund.check(name)
    fund.advise(name)
    fund.score(name, fund.eva, BOTH)
    assert told(lambda: fund.score(name, other_seat, BOTH)) == ("Invalid", "DUPLICATE_CODE", "evaluator")
    assert set(fund.conflict(name, fund.eva).conflicts) == {fund.eva, other_seat}
    later_seat = fund.evaluator("eva-potreti", person=person)
    assert told(lambda: fund.score(name, later_seat, BOTH)) == ("Refused", "EVALUATOR_CONFLICT", "evaluator")


def test_voting_members_of_the_commission_in_mandate_evaluate_and_nobody_else(fund):
    strangers = [
        fund.evaluator("host", role="guest"),
        fund.evaluator("senior", body="", working_group="seniors"),
        fund.evaluator("byvaly", mandate=days("2020-01-01", "2021-12-31")),
    ]
    name = fund.apply(fund.call(), "a")
    fund.check(name)
    fund.advise(name)
    for seat in strangers:
        wanted = ("Refused", "NOT_AN_EVALUATOR", "evaluator")
        assert told(lambda seat=seat: fund.score(name, seat, BOTH)) == wanted
    assert fund.assessment(name).scores == []


def test_a_conflict_declared_after_the_proposal_makes_it_stale(fund):
    call = fund.call()
    first, second = fund.apply(call, "a"), fund.apply(call, "b")
    fund.scored(first, eva=9, jan=5)
    fund.scored(second, eva=6, jan=6)
    proposal = fund.propose(call)
    fund.conflict(first, fund.eva)
    assert told(lambda: fund.decide(proposal, {second: 60_000})) == (
        "Refused",
        "PROPOSAL_STALE",
        "grant_decision.proposal",
    )
    fund.close(first)
    again = fund.propose(call)
    assert [line.application for line in again.lines] == [second, first]
    assert told(lambda: fund.decide(proposal, {second: 60_000}))[1] == "PROPOSAL_STALE"
    fund.decide(again)
    assert [fund.application(name).granted for name in (second, first)] == [60_000, 40_000]


def test_a_ranking_gives_all_until_the_money_is_gone_and_divides_what_is_left_among_equals(fund):
    call = fund.call(budget=100_001, minimum_score="30")
    names = [
        fund.apply(call, id_, requested=hal) for id_, hal in zip("abcd", (30_000, 60_000, 80_000, 10), strict=True)
    ]
    for name, points in zip(names, (10, 5, 5, 1), strict=True):
        fund.scored(name, eva=points)
    tried = fund.propose(call, validate_only=True)
    assert tried.name == ""
    assert fund.application(names[0]).state == "scored"
    proposal = fund.propose(call)
    assert [(line.rank, line.score, line.proposed, line.note) for line in proposal.lines] == [
        (1, "100.00", 30_000, ""),
        (2, "50.00", 30_000, "shodné skóre: zbytek rozpočtu dělen poměrně podle požadavků"),
        (2, "50.00", 40_001, "shodné skóre: zbytek rozpočtu dělen poměrně podle požadavků"),
        (4, "10.00", 0, "nedosáhla nejnižšího počtu bodů"),
    ]
    assert tried.lines == proposal.lines


def test_a_proposal_names_the_applications_that_still_wait(fund):
    call = fund.call()
    first, second = fund.apply(call, "a"), fund.apply(call, "b")
    assert told(lambda: fund.propose(call)) == ("Refused", "NOTHING_TO_PROPOSE", "")
    fund.scored(first, eva=5)
    assert list(fund.propose(call).waiting) == [second]


def test_nothing_is_granted_above_the_budget_or_what_was_asked_for_or_without_its_reason(fund):
    call = fund.call(budget=100_000)
    names = [fund.apply(call, id_) for id_ in "abc"]
    for name in names:
        fund.scored(name, eva=5)
    proposal = fund.propose(call, "proportional")
    assert [line.proposed for line in proposal.lines] == [33_334, 33_333, 33_333]
    before = fund.town.revision()

    def decide(*amounts, **values):
        return told(lambda: fund.decide(proposal, dict(zip(names, amounts, strict=False)), **values))

    line = "grant_decision.lines"
    assert decide(60_000, 40_001, reason="spěchá") == ("Refused", "GRANT_ABOVE_BUDGET", line)
    assert decide(60_001, reason="spěchá") == ("Refused", "GRANT_ABOVE_REQUEST", f"{line}.0.granted")
    assert decide(33_333) == ("Invalid", "GRANT_REASON_REQUIRED", f"{line}.0.reason")
    assert decide(0) == ("Invalid", "GRANT_REASON_REQUIRED", f"{line}.0.reason")
    assert decide(33_334, body="steering-group") == ("Invalid", "INVALID_VALUE", "grant_decision.body")
    assert decide(33_334, body="nobody") == ("Invalid", "UNKNOWN_CODE", "grant_decision.body")
    assert decide(33_334, held_on="2026-02-09") == ("Invalid", "DAYS_OUT_OF_ORDER", "grant_decision.held_on")
    lost = "areas/vzorov/resolutions/lost"
    assert decide(33_334, resolution=lost) == ("Invalid", "REFERENCE_MISSING", "grant_decision.resolution")
    assert fund.town.revision() == before
    fund.decide(proposal, {names[0]: 60_000}, reason="jediná noční služba")
    assert decide(60_000, reason="ještě jednou") == ("Refused", "TRANSITION_NOT_ALLOWED", "")
    rest = {names[1]: 40_000, names[2]: 1}
    assert told(lambda: fund.decide(proposal, rest, "doplnění"))[1] == "GRANT_ABOVE_BUDGET"
    fund.decide(proposal, {names[1]: 40_000, names[2]: 0}, "rozpočet")
    assert [item.granted for item in fund.results(call)] == [60_000, 40_000, 0]
    assert [fund.application(name).state for name in names] == ["granted", "granted", "refused"]


def test_a_registered_resolution_must_say_the_same_as_the_decision(fund):
    call = fund.call()
    name = fund.apply(call, "a")
    fund.scored(name, eva=5)
    proposal = fund.propose(call)
    kept = RegisteredResolution(
        body="council", number="RM 12/2026", held_on=on("2026-03-31"), result="approved", subject=call
    )
    request = CreateResolutionRequest(parent=fund.town.area, resolution=kept)
    registered = fund.town.instance.ask("ResolutionEditorService/CreateResolution", request, EDITOR).name
    wanted = ("Invalid", "REFERENCE_MISSING", "grant_decision.resolution")
    assert told(lambda: fund.decide(proposal, number="RM 13/2026", resolution=registered)) == wanted
    assert fund.decide(proposal, resolution=registered).resolution == registered
