"""Bad input about grants: a clear error with class, reason and field; nothing stored, the same on every store."""

import pytest
from support.grants import MEASURES, NEED, QUALITY, Fund
from support.planning import DRAFT, PLAN, days, told

from komplan.planning.v1 import grant_editor_service_pb2 as edit
from komplan.planning.v1.grant_assessment_pb2 import GrantProposal
from komplan.planning.v1.grant_pb2 import Applicant, FormalCheck, OtherSource, SupportedMeasure

M1, GA = f"{MEASURES}/m1", "grant_application"
HUGE = 2**63 - 1
TO_COME = "2999-01-01"


def supported(measure, share=""):
    return SupportedMeasure(measure=measure, share=share)


CASES = {
    "an IČO with a wrong check digit": (
        lambda f: f.apply(f.open, applicant=Applicant(title="Spolek", ico="00025594")),
        ("ICO_CHECKSUM", f"{GA}.applicant.ico"),
    ),
    "no IČO": (lambda f: f.apply(f.open, applicant=Applicant(title="Spolek")), ("REQUIRED", f"{GA}.applicant.ico")),
    "nothing asked for": (lambda f: f.apply(f.open, requested=0), ("REQUIRED", f"{GA}.requested")),
    "a negative amount": (lambda f: f.apply(f.open, requested=-1), ("MONEY_RANGE", f"{GA}.requested")),
    "2^63-1 haléře": (lambda f: f.apply(f.open, total_cost=HUGE), ("MONEY_RANGE", f"{GA}.total_cost")),
    "sources above the cost": (
        lambda f: f.apply(f.open, other_sources=[OtherSource(source="region", amount=30_001)]),
        ("SOURCES_ABOVE_COST", f"{GA}.total_cost"),
    ),
    "a source that is none": (
        lambda f: f.apply(f.open, other_sources=[OtherSource(source="lottery", amount=1)]),
        ("UNKNOWN_CODE", f"{GA}.other_sources.0.source"),
    ),
    "a source twice": (
        lambda f: f.apply(f.open, other_sources=[OtherSource(source="own", amount=1)] * 2),
        ("DUPLICATE_CODE", f"{GA}.other_sources"),
    ),
    "a measure that does not exist": (
        lambda f: f.apply(f.open, measures=[supported(f"{MEASURES}/none")]),
        ("REFERENCE_MISSING", f"{GA}.measures.0.measure"),
    ),
    "a measure of a draft": (
        lambda f: f.apply(f.open, measures=[supported(M1.replace("navrh", "druhy"))]),
        ("REFERENCE_MISSING", f"{GA}.measures.0.measure"),
    ),
    "shares that do not add up": (
        lambda f: f.apply(f.open, measures=[supported(M1, "0.5"), supported(f"{MEASURES}/m2", "0.4")]),
        ("SHARES_SUM", f"{GA}.measures"),
    ),
    "a measure outside the call's priorities": (
        lambda f: f.apply(f.tied, measures=[supported(f"{MEASURES}/m2")]),
        ("OUTSIDE_PRIORITIES", f"{GA}.measures.0.measure"),
    ),
    "no measure in a call tied to priorities": (lambda f: f.apply(f.tied), ("REQUIRED", f"{GA}.measures")),
    "a service of another area": (
        lambda f: f.apply(f.open, service="areas/ostrava/services/s1"),
        ("AREA_MISMATCH", f"{GA}.service"),
    ),
    "a service that is no name": (lambda f: f.apply(f.open, service="domov"), ("NAME_FORMAT", f"{GA}.service")),
    "a day that has not come": (
        lambda f: f.apply(f.call("x", window=days("2026-02-01", "2150-01-01")), received_on="2149-01-01"),
        ("INVALID_VALUE", "received_on"),
    ),
    "a used id": (lambda f: f.apply(f.open, "a"), ("ALREADY_EXISTS", "")),
    "before the first day": (lambda f: f.apply(f.open, received_on="2026-01-31"), ("CALL_NOT_OPEN", "parent")),
    "after the last day": (lambda f: f.apply(f.open, received_on="2026-03-01"), ("CALL_NOT_OPEN", "parent")),
    "a call without a last day": (
        lambda f: f.call("x", window=days("2026-02-01")),
        ("REQUIRED", "grant_call.window.end"),
    ),
    "criteria without a commission": (lambda f: f.call("x", commission=""), ("REQUIRED", "grant_call.commission")),
    "a commission that does not exist": (
        lambda f: f.call("x", commission="nobody"),
        ("UNKNOWN_CODE", "grant_call.commission"),
    ),
    "a criterion twice": (lambda f: f.call("x", criteria=[NEED, NEED]), ("DUPLICATE_CODE", "grant_call.criteria")),
    "a least score above all points": (
        lambda f: f.call("x", minimum_score="100.01"),
        ("INVALID_VALUE", "grant_call.minimum_score"),
    ),
    "an unknown kind of call": (lambda f: f.call("x", kind="loan"), ("INVALID_VALUE", "grant_call.kind")),
    "a priority that is not published": (
        lambda f: f.call("x", priorities=[f"{DRAFT.replace('navrh', 'druhy')}/nodes/p1"]),
        ("REFERENCE_MISSING", "grant_call.priorities.0"),
    ),
    "a call with applications deleted": (
        lambda f: f.office(edit.DeleteGrantCallRequest(name=f.open)),
        ("STILL_REFERRED_TO", ""),
    ),
    "a requirement left out": (
        lambda f: f.office(edit.CheckGrantApplicationRequest(name=f.waiting)),
        ("REQUIRED", "checks"),
    ),
    "a failed requirement without an outcome": (
        lambda f: f.office(
            edit.CheckGrantApplicationRequest(name=f.waiting, checks=[FormalCheck(code="statute", note="chybí")])
        ),
        ("REQUIRED", "outcome"),
    ),
    "an opinion before the formal check": (lambda f: f.advise(f.waiting), ("TRANSITION_NOT_ALLOWED", "")),
    "an opinion of a group that is none": (
        lambda f: f.advise(f.ready, working_group="nobody"),
        ("UNKNOWN_CODE", "opinion.working_group"),
    ),
    "points above a criterion": (
        lambda f: f.score(f.ready, f.eva, {"quality": 11, "need": 1}),
        ("INVALID_VALUE", "points.0.points"),
    ),
    "a criterion left out": (lambda f: f.score(f.ready, f.eva, {"quality": 1}), ("REQUIRED", "points")),
    "a criterion that is none": (
        lambda f: f.score(f.ready, f.eva, {"quality": 1, "luck": 1}),
        ("UNKNOWN_CODE", "points.1.criterion"),
    ),
    "an evaluator who does not exist": (
        lambda f: f.score(f.ready, "areas/vzorov/members/nobody", {}),
        ("REFERENCE_MISSING", "evaluator"),
    ),
    "an unknown strategy": (lambda f: f.propose(f.open, "lots"), ("UNKNOWN_CODE", "strategy")),
    "a ranking without criteria": (lambda f: f.propose(f.plain), ("INVALID_VALUE", "strategy")),
    "a payment above the grant": (lambda f: f.pay(f.given, 50_001), ("PAYMENT_ABOVE_GRANT", "payment.amount")),
    "a payment of nothing": (lambda f: f.pay(f.given, 0), ("REQUIRED", "payment.amount")),
    "a payment before the contract": (
        lambda f: f.pay(f.given, 1, paid_on="2026-04-14"),
        ("DAYS_OUT_OF_ORDER", "payment.paid_on"),
    ),
    "a decision of a day to come": (
        lambda f: f.decide(GrantProposal(name=f"{f.plain}/proposals/1"), {f.given: 1}, held_on=TO_COME),
        ("INVALID_VALUE", "grant_decision.held_on"),
    ),
    "a contract of a day to come": (lambda f: f.contract(f.given, TO_COME), ("INVALID_VALUE", "contract.signed_on")),
    "a payment of a day to come": (lambda f: f.pay(f.given, 1, TO_COME), ("INVALID_VALUE", "payment.paid_on")),
    "a settlement of a day to come": (
        lambda f: f.settle(f.given, 1, 0, TO_COME),
        ("INVALID_VALUE", "settlement.settled_on"),
    ),
    "a second contract": (lambda f: f.contract(f.given), ("TRANSITION_NOT_ALLOWED", "")),
    "a settlement before all is paid": (lambda f: f.settle(f.given, 1, 0), ("TRANSITION_NOT_ALLOWED", "")),
}


@pytest.fixture
def fund(plan):
    made = Fund(plan)
    for id_, node, position in (("m1", "g1", 1), ("m2", "p2", 1)):
        made.measure(id_, position, node)
    plan.publish()
    made.eva = made.evaluator("eva")
    made.open = made.call("open", criteria=[QUALITY, NEED])
    made.tied = made.call("tied", priorities=[f"{DRAFT}/nodes/p1"])
    made.plain = made.call("plain", criteria=[], commission="", requirements=[])
    made.waiting, made.ready = made.apply(made.open, "a"), made.apply(made.open, "b")
    made.check(made.ready)
    made.advise(made.ready)
    made.given = made.granted(made.plain, "c", 50_000)
    made.contract(made.given)
    scored = made.apply(made.plain, "d")
    made.office(edit.CheckGrantApplicationRequest(name=scored))
    made.advise(scored)
    made.close(scored)
    return made


def test_bad_input_is_refused_with_its_reason_and_field_and_nothing_is_stored(fund):
    fund.call("x", announced=False)  # what a case may begin with is stored before, or its id is in use
    fund.office(edit.DeleteGrantCallRequest(name="areas/vzorov/grant-calls/x"))
    wrong = {}
    for what, (call, expected) in CASES.items():
        before = [name for name, *_ in fund.town.journal() if "/grant-calls/x" not in name]
        found = told(lambda call=call: call(fund))[1:]
        after = [name for name, *_ in fund.town.journal() if "/grant-calls/x" not in name]
        if found != expected or after != before:
            wrong[what] = (found, len(after) - len(before))
    assert wrong == {}


def test_a_measure_under_a_priority_of_the_call_is_taken(fund):
    name = fund.apply(fund.tied, "ok", measures=[supported(M1)])
    assert [item.share for item in fund.application(name).measures] == ["1"]


def test_priorities_of_a_call_hold_for_the_same_nodes_of_a_later_version(fund):
    fund.town.begin_from(PLAN, "v2", "navrh")
    fund.town.move(f"{PLAN}/versions/v2", "publish")
    inside, outside = (f"{PLAN}/versions/v2/measures/{id_}" for id_ in ("m1", "m2"))
    name = fund.apply(fund.tied, "later", measures=[supported(inside)])
    assert [item.measure for item in fund.application(name).measures] == [inside]
    refused = told(lambda: fund.apply(fund.tied, "aside", measures=[supported(outside)]))
    assert refused == ("Invalid", "OUTSIDE_PRIORITIES", f"{GA}.measures.0.measure")
