"""The gate before the plan: complete, consulted, submitted, resolved upon. Whoever lacks one is told which."""

import pytest
from support.adopting import adopt, complete, findings, resolve, submit
from support.consultation import Desk
from support.evidence import Desk as EvidenceDesk
from support.organisation import Office, present
from support.outcomes import Outcome
from support.planning import CITIZEN, DRAFT, PLAN, Town, days, on, told

from komplan.planning.v1 import adoption_service_pb2 as adoption
from komplan.planning.v1 import completeness_service_pb2 as completeness
from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1 import resolution_editor_service_pb2 as resolution_edit
from komplan.planning.v1 import resolution_service_pb2 as resolutions
from komplan.planning.v1.plan_pb2 import PlanVersion

MEASURE = f"{DRAFT}/measures/m1"


@pytest.fixture
def final(plan):
    """A complete version, finished and not submitted."""
    plan.measure()
    plan.complete()
    plan.publish()
    plan.move(DRAFT, "finish")
    return plan


def ask(town, roles=("editor",)):
    return lambda method, request: town.instance.ask(method, request, roles)


def adopt_by(town, resolution, roles=("editor",)):
    request = adoption.AdoptPlanRequest(name=DRAFT, resolution=resolution)
    return town.instance.ask("AdoptionService/AdoptPlan", request, roles)


def test_an_incomplete_plan_is_not_adopted_and_the_findings_say_why(plan):
    plan.measure(responsible="")
    plan.publish()
    plan.move(DRAFT, "finish")
    submit(ask(plan), DRAFT)
    by = resolve(ask(plan), DRAFT).name
    before = plan.journal()
    assert told(lambda: adopt_by(plan, by))[:2] == ("Refused", "PLAN_INCOMPLETE")
    assert plan.journal() == before
    assert {code for code in findings(ask(plan), DRAFT) if code.startswith("P")} == {f"P{n}" for n in range(1, 7)}


def test_a_measure_without_a_responsible_subject_is_refused_at_adoption_only(plan):
    plan.measure()
    plan.complete()
    plan.update(MEASURE, "responsible", responsible="")
    assert findings(ask(plan), DRAFT)["P4"] == "thin"
    plan.publish()
    plan.move(DRAFT, "finish")
    assert told(plan.adopt)[:2] == ("Refused", "PLAN_INCOMPLETE")
    assert plan.get(DRAFT).state == "final"


def lacks(town, day="2026-06-23"):
    """What is missing of P1 and P2 on the day, in words."""
    request = completeness.CheckPlanVersionRequest(name=DRAFT, day=on(day))
    checks = ask(town)("CompletenessService/CheckPlanVersion", request).checks
    return " ".join(place.what for check in checks if check.rule.code in ("P1", "P2") for place in check.places)


def test_only_who_is_in_mandate_and_what_took_place_is_participation(plan):
    office, nobody = Office(plan), "není doložena žádná účast"
    assert nobody in lacks(plan)
    office.seat("past", mandate=days("2020-01-01", "2026-06-22"))
    office.seat("future", mandate=days("2026-06-24"))
    event = {"kind": "conference", "title": "Konference", "when": days("2026-06-24", "2026-06-24")}
    office.create("Event", "ahead", **event)
    office.meet(held_on="2026-03-10", invited_on="2026-03-01")
    assert nobody in lacks(plan)
    for day in ("2026-06-22", "2026-06-24"):
        assert nobody not in lacks(plan, day)
    office.hold(*present("past"))
    assert nobody not in lacks(plan)
    assert nobody in lacks(plan, "2019-12-31")


def test_a_cancelled_meeting_is_no_participation_and_an_event_of_the_day_is(plan):
    office, nobody = Office(plan), "není doložena žádná účast"
    office.meet(held_on="2026-03-10", invited_on="2026-03-01")
    office.ask("CancelMeeting", name=f"{plan.area}/meetings/m1", reason="Nemoc.")
    assert nobody in lacks(plan)
    when = days("2026-06-23", "2026-06-23")
    office.create("Event", "today", kind="conference", title="Konference", when=when)
    assert nobody not in lacks(plan)


def test_a_mapped_subject_without_services_and_a_closed_need_do_not_fulfil_the_law(plan):
    desk = EvidenceDesk(plan.instance, "vzorov")
    desk.create("mapped-subjects", "spolek", title="Spolek")
    desk.need("stara", state="closed")
    assert "plán neuvádí žádnou službu" in lacks(plan)
    assert "není zapsána žádná otevřená ani pokrytá potřeba" in lacks(plan)
    desk.create("mapped-subjects", "charita", title="Charita", services=["areas/vzorov/services/pecovatelska"])
    desk.need("nova")
    assert "plán neuvádí žádnou službu" not in lacks(plan)
    assert "otevřená ani pokrytá" not in lacks(plan)


def test_without_submission_there_is_no_adoption(final):
    by = resolve(ask(final), DRAFT).name
    before = final.journal()
    assert told(lambda: adopt_by(final, by))[:2] == ("Refused", "NOT_SUBMITTED")
    submit(ask(final), DRAFT, "council")
    assert told(lambda: adopt_by(final, by))[:2] == ("Refused", "NOT_SUBMITTED")
    assert len(final.journal()) == len(before) + 1
    submit(ask(final), DRAFT)
    assert adopt_by(final, by).state == "approved"


@pytest.mark.parametrize("result", ["rejected", "returned", "noted"])
def test_only_a_resolution_that_approves_adopts(final, result):
    submit(ask(final), DRAFT)
    by = resolve(ask(final), DRAFT, result=result).name
    assert told(lambda: adopt_by(final, by))[:2] == ("Refused", "RESOLUTION_NOT_POSITIVE")
    assert adopt_by(final, resolve(ask(final), DRAFT).name).resolution.number == "ZM 2/2026"


def test_the_resolution_is_on_this_version_and_exists(final):
    submit(ask(final), DRAFT)
    other = resolve(ask(final), PLAN).name
    invalid = ("Invalid", "INVALID_VALUE", "resolution")
    assert told(lambda: adopt_by(final, other)) == invalid
    missing = ("Invalid", "REFERENCE_MISSING", "resolution")
    assert told(lambda: adopt_by(final, "areas/vzorov/resolutions/x")) == missing
    assert told(lambda: adopt_by(final, other, CITIZEN))[:2] == ("Forbidden", "ROLE_REQUIRED")


def test_what_is_not_final_is_not_submitted(plan):
    for state in ("draft", "consultation"):
        assert plan.get(DRAFT).state == state
        assert told(lambda: submit(ask(plan), DRAFT))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
        if state == "draft":
            plan.publish()
    assert told(lambda: submit(ask(plan), f"{PLAN}/versions/x"))[:2] == ("NotFound", "NOT_FOUND")


def test_a_resolution_is_the_bodys_own_number_and_stays_once_a_plan_rests_on_it(final):
    first = resolve(ask(final), DRAFT, number="ZM 7")
    for case, reason, field in (
        ({"number": "ZM 7"}, "DUPLICATE_CODE", "resolution.number"),
        ({"number": ""}, "REQUIRED", "resolution.number"),
        ({"body": "steering-group"}, "INVALID_VALUE", "resolution.body"),
        ({"body": "parliament"}, "UNKNOWN_CODE", "resolution.body"),
        ({"result": "maybe"}, "INVALID_VALUE", "resolution.result"),
        ({"held_on": "2999-01-01"}, "INVALID_VALUE", "resolution.held_on"),
        ({"subject": f"{PLAN}/versions/none"}, "REFERENCE_MISSING", "resolution.subject"),
        ({"subject": "areas/brno/plans/kp"}, "AREA_MISMATCH", "resolution.subject"),
    ):
        before = final.journal()
        assert told(lambda case=case: resolve(ask(final), DRAFT, **{"number": "ZM 8", **case})) == (
            "Invalid",
            reason,
            field,
        )
        assert final.journal() == before
    assert resolve(ask(final), DRAFT, "council", number="ZM 7").number == "ZM 7"
    submit(ask(final), DRAFT)
    adopt_by(final, first.name)
    delete = resolution_edit.DeleteResolutionRequest(name=first.name)
    assert told(lambda: ask(final)("ResolutionEditorService/DeleteResolution", delete))[1] == "STILL_REFERRED_TO"
    change = resolution_edit.UpdateResolutionRequest(resolution=first, update_mask={"paths": ["text"]})
    assert told(lambda: ask(final)("ResolutionEditorService/UpdateResolution", change))[1] == "STILL_REFERRED_TO"
    listed = resolutions.ListResolutionsRequest(parent=final.area, subject=DRAFT, body="assembly")
    assert [item.name for item in ask(final, CITIZEN)("ResolutionService/ListResolutions", listed).resolutions] == [
        first.name
    ]


def test_a_city_without_a_consultation_says_so_with_every_submission(final):
    made = submit(ask(final), DRAFT)
    assert (made.consultation, list(made.rounds), made.body) == ("none", [], "assembly")
    assert made.content_sha256 == final.get(DRAFT).content_sha256
    page = adoption.ListSubmissionsRequest(parent=DRAFT)
    assert list(ask(final, ("clerk",))("AdoptionService/ListSubmissions", page).submissions) == [made]


def test_the_consultation_itself_is_asked_whether_its_round_is_settled(instance):
    town = Town(instance("planning", "consultation"))
    town.draft()
    town.measure()
    town.complete()
    town.publish()
    town.move(DRAFT, "finish")
    assert told(lambda: submit(ask(town), DRAFT))[:2] == ("Refused", "NOT_CONSULTED")
    desk = Outcome(town.instance)
    comment = desk.entered("Chybí lavičky.", "A stromy.")
    for step in (lambda: None, desk.close, lambda: desk.answered(comment, "explained")):
        step()
        assert told(lambda: submit(ask(town), DRAFT))[:2] == ("Refused", "CONSULTATION_UNSETTLED")
    page = adoption.ListSubmissionsRequest(parent=DRAFT)
    assert not ask(town)("AdoptionService/ListSubmissions", page).submissions
    desk.finish()
    assert told(lambda: submit(ask(town), DRAFT))[:2] == ("Refused", "TRACEABILITY_GAPS")
    desk.final(DRAFT)
    (standing,) = submit(ask(town), DRAFT).rounds
    assert (standing.name, standing.state) == (desk.round, "settled")
    assert (standing.comments, standing.points, standing.unsettled) == (1, 2, 0)


def test_a_consultation_that_does_not_answer_is_never_taken_as_settled(instance):
    office = instance("consultation")
    town = Town(instance("planning", consultation=office.target, keys=office.folder))
    town.draft()
    town.complete()
    town.publish()
    town.move(DRAFT, "finish")
    Desk(office).close()
    Desk(office, round_id="podzim")
    assert told(lambda: submit(ask(town), DRAFT))[:2] == ("Refused", "CONSULTATION_UNSETTLED")
    office.stop()
    before = town.journal()
    assert told(lambda: submit(ask(town), DRAFT))[:2] == ("Unavailable", "PEER_UNAVAILABLE")
    assert town.journal() == before


def test_a_version_rests_on_the_round_of_the_one_that_it_was_made_of(instance):
    town = Town(instance("planning", "consultation"))
    town.draft()
    town.measure()
    complete(ask(town), DRAFT)
    town.publish()
    desk = Outcome(town.instance)
    desk.close()
    desk.finish()
    final = f"{PLAN}/versions/konecna"
    version = PlanVersion(title="Konečná")
    given = {"parent": PLAN, "plan_version_id": "konecna", "plan_version": version, "based_on": "navrh"}
    town.ask(edit.CreatePlanVersionRequest(**given))
    for action in ("publish", "finish"):
        town.move(final, action)
    desk.final(final)
    assert adopt(ask(town), final).state == "approved"
    assert [item.name for item in town.page("versions", PLAN).plan_versions if item.state == "approved"] == [final]


def test_findings_of_a_draft_are_for_staff_and_of_a_published_version_for_all(plan):
    assert told(lambda: findings(ask(plan, CITIZEN), DRAFT))[:2] == ("NotFound", "NOT_FOUND")
    plan.publish()
    assert findings(ask(plan, CITIZEN), DRAFT) == findings(ask(plan), DRAFT)


@pytest.mark.parametrize("held_on", ["1990-01-01", "2006-12-31"])
def test_a_resolution_from_before_the_law_is_no_way_around_it(held_on, plan):
    plan.measure()
    for action in ("publish", "finish"):
        plan.move(DRAFT, action)
    assert told(lambda: plan.adopt(held_on=held_on))[:2] == ("Refused", "PLAN_INCOMPLETE")
    assert plan.get(DRAFT).state == "final"
