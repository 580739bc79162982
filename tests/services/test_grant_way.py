"""The way of an application from the call to the settlement, and who sees what of it."""

from datetime import date, timedelta

import pytest
from support.grants import PROVIDER, Fund
from support.organisation import MOTION, Office, present
from support.planning import CITIZEN, days, told

from komplan.planning.v1 import grant_application_service_pb2 as apply
from komplan.planning.v1 import grant_editor_service_pb2 as edit
from komplan.planning.v1 import grant_service_pb2 as read
from komplan.planning.v1.grant_pb2 import FormalCheck, GrantApplication, GrantCall

OWN = "areas/vzorov/providers/tester"


@pytest.fixture
def fund(town):
    return Fund(town)


def test_an_application_goes_from_the_call_to_its_settlement(fund):
    fund.evaluator("eva")
    call = fund.call(budget=50_000)
    name = fund.apply(call, "pecovatelska", requested=60_000)
    assert fund.check(name).state == "formally-checked"
    opinion = fund.advise(name, text="Doporučujeme.").opinion
    assert (opinion.working_group, opinion.verdict, opinion.text) == ("seniors", "recommended", "Doporučujeme.")
    fund.score(name, "areas/vzorov/members/eva", {"quality": 9, "need": 5})
    assert fund.close(name).score == "80.00"  # (3 × 9 + 1 × 5) of 40
    proposal = fund.propose(call)
    assert [(line.proposed, line.rank, line.note) for line in proposal.lines] == [(50_000, 1, "zbytek rozpočtu výzvy")]
    decision = fund.decide(proposal, number="RM 7/2026")
    assert fund.application(name).granted == 50_000
    assert fund.contract(name).state == "contracted"
    assert fund.pay(name, 30_000).state == "contracted"
    assert fund.pay(name, 20_000, paid_on="2026-08-01").state == "paid"
    settled = fund.settle(name, drawn=48_500, returned=1_500)
    assert (settled.state, settled.granted, settled.decision) == ("settled", 50_000, decision.name)
    (result,) = fund.results(call)
    assert (result.granted, result.paid, result.drawn, result.returned) == (50_000, 50_000, 48_500, 1_500)
    assert (result.body, result.resolution_number, result.contract_number) == ("council", "RM 7/2026", "S/1/2026")


def test_a_grant_of_which_the_rest_is_never_paid_is_settled_by_what_was_paid(fund):
    call = fund.call(criteria=[], commission="", requirements=[])
    name = fund.granted(call, "a", 50_000)
    fund.contract(name)
    assert fund.pay(name, 20_000, last=True).state == "paid"
    assert told(lambda: fund.settle(name, 49_000, 1_000)) == ("Invalid", "SETTLEMENT_SUM", "settlement.drawn")
    assert fund.settle(name, 20_000, 0).settlement.drawn == 20_000


def test_a_call_is_seen_by_the_office_alone_until_it_is_announced(fund):
    call = fund.call(announced=False)
    seen = read.GetGrantCallRequest(name=call)
    assert told(lambda: fund.public(seen)) == ("NotFound", "NOT_FOUND", "")
    assert told(lambda: fund.apply(call, roles=PROVIDER, received_on="")) == ("NotFound", "NOT_FOUND", "")
    fund.office(edit.AnnounceGrantCallRequest(name=call))
    assert fund.public(seen).budget == 100_000
    assert [item.name for item in fund.public(read.ListGrantCallsRequest(parent="areas/vzorov")).grant_calls] == [call]


def test_everybody_sees_decided_applications_and_nothing_of_how_they_were_judged(fund):
    fund.evaluator("eva")
    call = fund.call()
    decided, waiting = fund.apply(call, "a"), fund.apply(call, "b", requested=70_000)
    fund.scored(decided, eva=7)
    assert fund.results(call) == []
    fund.decide(fund.propose(call))
    (result,) = fund.results(call)
    assert (result.name.rsplit("/", 1)[-1], result.granted, result.applicant.ico) == ("a", 60_000, "00025593")
    assert not {"score", "scores", "opinion", "conflicts", "formal_checks"} & set(result.DESCRIPTOR.fields_by_name)
    for request in (edit.GetGrantAssessmentRequest(name=decided), edit.ListGrantProposalsRequest(parent=call)):
        for roles in (CITIZEN, PROVIDER):
            assert told(lambda ask=request, by=roles: fund.office(ask, by)) == ("Forbidden", "ROLE_REQUIRED", "")
    assert told(lambda: fund.application(waiting, CITIZEN)) == ("Forbidden", "ROLE_REQUIRED", "")


def test_a_provider_sees_and_hands_in_applications_of_its_own_organisation_only(fund):
    today = date.today()
    call = fund.call(window=days(str(today - timedelta(days=1)), str(today + timedelta(days=1))))
    other = fund.apply(call, "other", provider="areas/vzorov/providers/jiny", received_on="")
    own = fund.apply(call, "own", roles=PROVIDER, received_on="")
    assert fund.application(own, PROVIDER).provider == OWN
    assert [item.name for item in fund.applications(call, PROVIDER)] == [own]
    assert {item.name for item in fund.applications(call)} == {own, other}
    for ask in (fund.application, fund.withdraw):
        assert told(lambda ask=ask: ask(other, PROVIDER)) == ("NotFound", "NOT_FOUND", "")
    strange = {"provider": "areas/vzorov/providers/jiny", "received_on": ""}
    assert told(lambda: fund.apply(call, "x", roles=PROVIDER, **strange)) == ("Forbidden", "ROLE_REQUIRED", "")
    given_away = apply.UpdateGrantApplicationRequest(
        grant_application=GrantApplication(name=own, provider="areas/vzorov/providers/jiny"),
        update_mask={"paths": ["provider"]},
    )
    assert told(lambda: fund.applicant(given_away)) == ("Forbidden", "ROLE_REQUIRED", "")
    assert fund.withdraw(own, PROVIDER).state == "withdrawn"


def test_a_provider_that_also_edits_the_catalogue_still_speaks_for_itself_only(fund):
    both = ("catalogue-editor", "provider")
    call = fund.call()
    other = fund.apply(call, "other", provider="areas/vzorov/providers/jiny")
    own = fund.apply(call, "own", provider=OWN)
    assert [item.name for item in fund.applications(call, both)] == [own]
    for ask in (fund.application, fund.withdraw):
        assert told(lambda ask=ask: ask(other, both)) == ("NotFound", "NOT_FOUND", "")
    earlier = told(lambda: fund.apply(call, "x", roles=both))
    assert earlier == ("Invalid", "INVALID_VALUE", "received_on")


def test_nobody_acts_at_the_office_on_an_application_of_the_own_organisation(fund, monkeypatch):
    fund.evaluator("eva")
    call = fund.call()
    own, other = fund.apply(call, "own", provider=OWN), fund.apply(call, "other")
    office, conflict = fund.office, ("Forbidden", "CONFLICT_OF_INTEREST", "")

    def refused(act):
        before = fund.town.journal()
        with monkeypatch.context() as patched:
            patched.setattr(fund, "office", lambda request: office(request, ("clerk", "provider")))
            assert told(act) == conflict
        assert fund.town.journal() == before

    refused(lambda: fund.check(own))
    fund.check(own)
    refused(lambda: fund.advise(own))
    fund.advise(own)
    refused(lambda: fund.score(own, "areas/vzorov/members/eva", {"quality": 10, "need": 10}))
    fund.score(own, "areas/vzorov/members/eva", {"quality": 1, "need": 1})
    refused(lambda: fund.close(own))
    fund.close(own)
    refused(lambda: fund.propose(call))
    proposal = fund.propose(call)
    refused(lambda: fund.decide(proposal))
    checks = edit.CheckGrantApplicationRequest(name=other, checks=[FormalCheck(code="statute", passed=True)])
    assert office(checks, ("clerk", "provider")).state == "formally-checked"


def test_a_returned_application_is_completed_and_handed_in_again_also_after_the_last_day(fund):
    call = fund.call()
    name = fund.apply(call, "a", provider=OWN)
    changed = apply.UpdateGrantApplicationRequest(
        grant_application=GrantApplication(name=name, purpose="Doplněno"), update_mask={"paths": ["purpose"]}
    )
    assert told(lambda: fund.applicant(changed)) == ("Refused", "CALL_NOT_OPEN", "parent")
    assert fund.check(name, "return", "chybí stanovy").formal_checks[0].note == "chybí stanovy"
    assert fund.applicant(changed).purpose == "Doplněno"
    assert fund.applicant(apply.ResubmitGrantApplicationRequest(name=name)).state == "submitted"
    assert fund.check(name).state == "formally-checked"
    assert told(lambda: fund.applicant(changed)) == ("Refused", "TRANSITION_NOT_ALLOWED", "")


def test_an_announced_call_changes_in_favour_of_applicants_only(fund):
    call = fund.call()

    def change(*mask, **values):
        changed = GrantCall(name=call, **values)
        return fund.office(edit.UpdateGrantCallRequest(grant_call=changed, update_mask={"paths": mask}))

    assert change("budget", budget=150_000).budget == 150_000
    assert change("window", window=days("2026-02-01", "2026-03-15")).window.end.month == 3
    assert change("purpose", purpose="Rozvoj služeb").purpose == "Rozvoj služeb"
    for mask, values in (
        ("budget", {"budget": 149_999}),
        ("window", {"window": days("2026-02-01", "2026-03-14")}),
        ("year", {"year": 2027}),
        ("criteria", {"criteria": []}),
    ):
        wanted = ("Refused", "CALL_ANNOUNCED", f"grant_call.{mask}")
        assert told(lambda mask=mask, values=values: change(mask, **values)) == wanted


def test_the_opinion_of_a_group_keeps_the_hash_of_its_decision(fund):
    group = Office(fund.town)
    group.seat("a", "commissioner")
    group.meet()
    group.hold(*present("a"))
    group.motion()
    group.vote(a="for")
    name = fund.apply(fund.call(), "a")
    fund.check(name)
    wanted = ("Invalid", "REFERENCE_MISSING", "opinion.decision")
    assert told(lambda: fund.advise(name, decision=MOTION)) == wanted  # nothing is decided yet
    decided = group.decide()
    assert told(lambda: fund.advise(name, decision=MOTION, working_group="families")) == wanted
    opinion = fund.advise(name, decision=MOTION, decision_sha256="0" * 64).opinion
    assert (opinion.decision, opinion.decision_sha256) == (MOTION, decided.content_sha256)


def test_a_grant_that_is_given_up_frees_the_budget(fund):
    call = fund.call(criteria=[], commission="", requirements=[], budget=50_000)
    name = fund.granted(call, "a", 50_000)
    other = fund.apply(call, "b", requested=50_000)
    fund.office(edit.CheckGrantApplicationRequest(name=other))
    fund.advise(other)
    fund.close(other)
    assert [line.proposed for line in fund.propose(call, "proportional").lines] == [0]
    fund.withdraw(name)
    assert [line.proposed for line in fund.propose(call, "proportional").lines] == [50_000]
    assert [(item.granted, item.state) for item in fund.results(call)] == [(0, "withdrawn")]
