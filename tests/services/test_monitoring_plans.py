"""Action plans, projects and evaluations: by reference, added up, approved by a resolution and then fixed."""

import pytest
from support.monitoring import EDITOR, M1, M2, Watch
from support.planning import DRAFT, PLAN, days, on, told

from komplan.planning.v1 import monitoring_service_pb2 as read
from komplan.planning.v1 import plan_project_service_pb2 as projects
from komplan.planning.v1.action_plan_pb2 import ActionCost, ActionEntry, NetworkService
from komplan.planning.v1.evaluation_pb2 import EvaluationText
from komplan.planning.v1.observation_pb2 import IndicatorActual, ObservedMoney
from komplan.planning.v1.plan_project_pb2 import ProjectIndicator, UsedMoney
from komplan_kit.clock import today, utc_now

OWN = "areas/vzorov/providers/tester"
PROVIDER = ("provider",)


@pytest.fixture
def watch(plan):
    return Watch(plan).carried_out()


def spent(**hal):
    return [ObservedMoney(source=source.replace("_", "-"), kind="operating", actual=n) for source, n in hal.items()]


def test_an_action_plan_takes_its_costs_from_the_sheets_and_adds_them_up(watch):
    made = watch.action_plan(network=[NetworkService(service="areas/vzorov/services/s1", status="basic")])
    assert [(cost.measure, cost.year, cost.source, cost.planned) for cost in made.costs if cost.planned] == [
        (M1, 2027, "municipality", 100_00),
        (M1, 2027, "state-via-region", 300_00),
        (M1, 2028, "state-via-region", 310_00),
        (M1, 2029, "state-via-region", 320_00),
    ]
    found = watch.ask(read.CheckActionPlanRequest(name=made.name))
    money = {(row.year, row.source): (row.planned, row.secured, row.gap) for row in found.totals}
    assert money[2027, "municipality"] == (100_00, 60_00, 40_00)
    assert money[2027, "state-via-region"] == (300_00, 0, 300_00)
    missing = {part.code for part in found.parts if not part.present}
    assert missing == {"a5", "a6", "a7"}
    kept = watch.update("ActionPlan", made.name, "costs", "needs", needs="Chybí odlehčovací služba")
    assert (list(kept.costs), kept.needs) == ([], "Chybí odlehčovací služba")


def test_an_action_plan_is_seen_and_fixed_by_its_approval(watch):
    name = watch.action_plan().name
    shown = read.GetActionPlanRequest(name=name)
    assert told(lambda: watch.ask(shown, ())) == ("NotFound", "NOT_FOUND", "")
    assert told(lambda: watch.approve("ActionPlan", name, "rejected")) == ("Refused", "RESOLUTION_NOT_POSITIVE", "")
    about_the_version = watch.resolution(DRAFT)
    refused = told(lambda: watch.approve("ActionPlan", name, by=about_the_version))
    assert refused == ("Invalid", "INVALID_VALUE", "resolution")
    by = watch.resolution(name)
    assert watch.approve("ActionPlan", name, by=by).resolution.number
    assert watch.ask(shown, ()).state == "approved"
    for call in (
        lambda: watch.update("ActionPlan", name, "title", title="Jiný"),
        lambda: watch.delete("ActionPlan", name),
        lambda: watch.approve("ActionPlan", name),
    ):
        assert told(call) == ("Refused", "APPROVED_ALREADY", "")


def test_providers_report_of_their_own_projects_only_until_the_office_accepts(watch):
    own, other = watch.project("vlastni", OWN), watch.project("cizi", "areas/vzorov/providers/x")

    def late(day):
        found = watch.ask(projects.ListLateRevisionsRequest(parent=PLAN, day=on(day)))
        return [(item.project, item.half, item.returned) for item in found.late_revisions]

    assert late("2027-07-01") == [(own, 1, False), (other, 1, False)]
    indicators = [ProjectIndicator(code="klienti", title="Klienti", unit="osoby", value="12.5")]
    given = {"indicators": indicators, "money": [UsedMoney(source="municipality", kind="operating", amount=5)]}
    name = watch.revise(own, roles=PROVIDER, **given).name
    assert late("2027-07-01") == [(other, 1, False)]
    assert told(lambda: watch.revise(other, roles=PROVIDER)) == ("NotFound", "NOT_FOUND", "")
    listed = read.ListProjectRevisionsRequest(parent=own)
    assert [len(watch.ask(listed, roles).project_revisions) for roles in ((), PROVIDER, EDITOR)] == [0, 1, 1]
    back = watch.ask(projects.ReturnProjectRevisionRequest(name=name, reason="Doplňte peníze"))
    assert (back.stage, back.returned, late("2027-07-01")[0]) == ("returned", "Doplňte peníze", (own, 1, True))
    stale = told(lambda: watch.revise(own, roles=PROVIDER, etag="1"))
    assert stale == ("Stale", "STALE_ETAG", "etag")
    assert watch.revise(own, roles=PROVIDER, etag=back.etag, **given).returned == ""
    watch.ask(projects.AcceptProjectRevisionRequest(name=name))
    assert watch.ask(read.GetProjectRevisionRequest(name=name), ()).indicators[0].value == "12.5"
    again = told(lambda: watch.revise(own, roles=PROVIDER))
    assert again == ("Refused", "TRANSITION_NOT_ALLOWED", "")
    assert told(lambda: watch.delete("PlanProject", own)) == ("Refused", "STILL_REFERRED_TO", "")


def test_office_rights_over_revisions_come_from_the_office_and_end_at_the_own_organisation(watch):
    own, other = watch.project("vlastni", OWN), watch.project("cizi", "areas/vzorov/providers/x")
    name, foreign = watch.revise(own).name, watch.revise(other).name
    both = ("catalogue-editor", "provider")
    assert told(lambda: watch.revise(other, roles=both)) == ("NotFound", "NOT_FOUND", "")
    seen = read.GetProjectRevisionRequest(name=foreign)
    assert told(lambda: watch.ask(seen, both)) == ("NotFound", "NOT_FOUND", "")
    day = str(today(utc_now))
    assert told(lambda: watch.as_known(foreign, day, both)) == ("NotFound", "NOT_FOUND", "")
    assert watch.as_known(foreign, day)
    judge = ("clerk", "provider")
    for request in (
        projects.AcceptProjectRevisionRequest(name=name),
        projects.ReturnProjectRevisionRequest(name=name, reason="Doplňte"),
    ):
        refused = told(lambda ask=request: watch.ask(ask, judge))
        assert refused == ("Forbidden", "CONFLICT_OF_INTEREST", "")
    assert watch.ask(read.GetProjectRevisionRequest(name=name)).stage == "submitted"
    assert watch.ask(projects.AcceptProjectRevisionRequest(name=foreign), judge).stage == "accepted"


def test_an_evaluation_computes_from_what_is_published_and_keeps_words_apart(watch):
    evaluation = {"title": "Vyhodnocení 2027", "kind": "yearly", "year": 2027}
    name = watch.create("Evaluation", "2027", **evaluation).name
    facts = watch.evaluate()
    assert [(fact.state, fact.measures, fact.percent) for fact in facts.states] == [("unobserved", 2, "100.00")]
    assert not facts.HasField("aims_reached")
    assert not facts.HasField("reasonable_cost")
    watch.published(
        "o1",
        actuals=[IndicatorActual(code="hours", value="130")],
        money=spent(municipality=90_00, state_via_region=250_00),
    )
    watch.published("o2", measure=M2, state="fulfilled", text="hotovo")
    watch.accepted("o3", year=2028, state="running")
    facts = watch.evaluate()
    assert {fact.state: fact.percent for fact in facts.states} == {"running": "50.00", "fulfilled": "50.00"}
    (hours,) = facts.indicators
    assert (hours.target, hours.actual, hours.reached, hours.progress) == ("120", "130", True, "30.00")
    assert (facts.planned, facts.secured, facts.actual, facts.actual_percent) == (400_00, 60_00, 340_00, "85.00")
    shares = {fact.source: (fact.amount, fact.percent) for fact in facts.sources}
    assert shares == {"municipality": (90_00, "26.47"), "state-via-region": (250_00, "73.53")}
    assert (facts.aims_reached, facts.reasonable_cost, facts.several_sources) == (True, True, True)
    assert watch.evaluate(0).aims_reached is False, "in the end a measure that only runs is not fulfilled"
    texts = [EvaluationText(code="a6", title="Slovy", text="Daří se.")]
    written = watch.update("Evaluation", name, "texts", texts=texts)
    assert (written.facts, written.texts[0].text) == (facts, "Daří se.")
    approved = watch.approve("Evaluation", name, "noted")
    watch.update("Observation", f"{PLAN}/observations/o2", "text", text="jinak")
    watch.published("o4", year=2027, half=1, measure=M2)
    assert watch.ask(read.GetEvaluationRequest(name=name), ()) == approved
    assert told(lambda: watch.update("Evaluation", name, "title", title="X"))[1] == "APPROVED_ALREADY"
    assert watch.action_plan("2028", 2028, evaluation=name).evaluation == name


def test_the_final_evaluation_is_handed_on_to_the_plan_of_the_next_cycle(watch):
    name = watch.create("Evaluation", "final", title="Závěrečné", kind="final").name
    watch.town.create("cycles", "c2", title="Další", period=days("2030-01-01", "2032-12-31"), predecessor="c1")
    period = days("2030-01-01", "2032-12-31")
    after = watch.town.create("plans", "kp2", title="Další plán", cycle="c2", period=period).name
    handed_on = read.ListPreviousEvaluationsRequest(parent=after)
    assert list(watch.ask(handed_on, ()).evaluations) == []
    watch.approve("Evaluation", name)
    assert [item.name for item in watch.ask(handed_on, ()).evaluations] == [name]


def entry(measure):
    return ActionEntry(measure=measure, todo="Udělat")


def cost(**values):
    return ActionCost(**{"measure": M1, "year": 2027, "source": "municipality", "kind": "operating", **values})


AP = "action_plan"
CASES = {
    "a year outside the plan": (lambda w: w.action_plan("x", 2030), ("OUTSIDE_PERIOD", f"{AP}.year")),
    "a second plan of the year": (lambda w: w.action_plan("x"), ("DUPLICATE_CODE", f"{AP}.year")),
    "a used id": (lambda w: w.action_plan("2027", 2028), ("ALREADY_EXISTS", "")),
    "a measure that does not exist": (
        lambda w: w.action_plan("x", 2028, entries=[entry(f"{DRAFT}/measures/none")]),
        ("REFERENCE_MISSING", f"{AP}.entries.0.measure"),
    ),
    "a measure twice": (
        lambda w: w.action_plan("x", 2028, entries=[entry(M1), entry(M1)]),
        ("DUPLICATE_CODE", f"{AP}.entries"),
    ),
    "costs of a measure without an entry": (
        lambda w: w.action_plan("x", 2028, entries=[], costs=[cost(year=2028)]),
        ("REFERENCE_MISSING", f"{AP}.costs.0.measure"),
    ),
    "costs of a year too far": (
        lambda w: w.action_plan("x", 2028, costs=[cost(year=2031)]),
        ("OUTSIDE_PERIOD", f"{AP}.costs.0.year"),
    ),
    "a source that is none": (
        lambda w: w.action_plan("x", 2028, costs=[cost(year=2028, source="lottery")]),
        ("UNKNOWN_CODE", f"{AP}.costs.0.source"),
    ),
    "negative money": (
        lambda w: w.action_plan("x", 2028, costs=[cost(year=2028, planned=-1)]),
        ("MONEY_RANGE", f"{AP}.costs.0.planned"),
    ),
    "a service of another area": (
        lambda w: w.action_plan("x", 2028, network=[NetworkService(service="areas/b/services/s", status="out")]),
        ("AREA_MISMATCH", f"{AP}.network.0.service"),
    ),
    "an evaluation that does not exist": (
        lambda w: w.action_plan("x", 2028, evaluation=f"{PLAN}/evaluations/none"),
        ("REFERENCE_MISSING", f"{AP}.evaluation"),
    ),
    "an evaluation of another year": (
        lambda w: w.action_plan("x", 2029, evaluation=f"{PLAN}/evaluations/v"),
        ("INVALID_VALUE", f"{AP}.evaluation"),
    ),
    "a yearly evaluation without a year": (
        lambda w: w.create("Evaluation", title="V", kind="yearly"),
        ("REQUIRED", "evaluation.year"),
    ),
    "a second final evaluation's year": (
        lambda w: w.create("Evaluation", title="V", kind="final", year=2027),
        ("INVALID_VALUE", "evaluation.year"),
    ),
    "a second evaluation of a year": (
        lambda w: w.create("Evaluation", title="V", kind="yearly", year=2027),
        ("DUPLICATE_CODE", "evaluation.year"),
    ),
    "an evaluation of a year outside": (
        lambda w: w.create("Evaluation", title="V", kind="yearly", year=2031),
        ("OUTSIDE_PERIOD", "evaluation.year"),
    ),
    "a project without a last day": (
        lambda w: w.project("x", period=days("2027-01-01")),
        ("REQUIRED", "plan_project.period.end"),
    ),
    "a project with a wrong IČO": (lambda w: w.project("x", ico="12345678"), ("ICO_CHECKSUM", "plan_project.ico")),
    "a project without a measure": (lambda w: w.project("x", measures=[]), ("REQUIRED", "plan_project.measures")),
    "a revision outside its project": (
        lambda w: w.revise(f"{PLAN}/projects/dil", year=2028),
        ("OUTSIDE_PERIOD", "project_revision.year"),
    ),
    "a revision without words": (
        lambda w: w.revise(f"{PLAN}/projects/dil", text=""),
        ("REQUIRED", "project_revision.text"),
    ),
    "a deviation of another year": (
        lambda w: w.create("Deviation", measure=M1, year=2031, kind="time", planned="a", actual="b", why="c"),
        ("OUTSIDE_PERIOD", "deviation.year"),
    ),
    "a deviation without a reason": (
        lambda w: w.create("Deviation", measure=M1, year=2027, kind="time", planned="a", actual="b"),
        ("REQUIRED", "deviation.why"),
    ),
}


def test_bad_input_is_refused_with_reason_and_field_and_nothing_is_stored(watch):
    watch.action_plan()
    watch.create("Evaluation", "v", title="V", kind="yearly", year=2027)
    watch.project()
    before = watch.town.revision()
    assert {case: told(lambda call=call: call(watch))[1:] for case, (call, _) in CASES.items()} == {
        case: expected for case, (_, expected) in CASES.items()
    }
    assert watch.town.revision() == before
