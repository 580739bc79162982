"""Steps of a cycle over the wire: made from the profile, closed by evidence, opened again, refused."""

import pytest
from support.planning import CITIZEN, days, told
from support.process import Leader

from komplan.planning.v1.member_pb2 import Member
from komplan.planning.v1.plan_editor_service_pb2 import CreateMemberRequest, DeleteCycleRequest, DeleteMemberRequest
from komplan.planning.v1.process_editor_service_pb2 import StartProcessRequest
from komplan.planning.v1.process_pb2 import StepEvidence, StepTask
from komplan.planning.v1.process_service_pb2 import ListStepsRequest

JANA = "areas/vzorov/members/jana"
PAPERS = [StepEvidence(output=code, document=code) for code in ("bodies", "rules-of-procedure")]
MEMBERS = [StepEvidence(output="members", resource=JANA)]


@pytest.fixture
def leader(instance):
    """A leader of a cycle whose process has started."""
    made = Leader(instance("planning"))
    made.begin()
    made.start()
    return made


def seat(leader):
    member = Member(
        full_name="Jana", working_group="seniors", role="member", side="user", mandate=days("2026-01-01", "2029-12-31")
    )
    request = CreateMemberRequest(parent=leader.area, member=member, member_id="jana")
    leader.instance.ask("PlanEditorService/CreateMember", request)


def test_a_cycle_gets_the_ten_steps_of_the_profile_once(instance):
    leader = Leader(instance("planning"))
    assert told(leader.start)[:2] == ("NotFound", "NOT_FOUND")
    leader.begin()
    made = leader.start(request_id="r-1")
    assert leader.start(request_id="r-1") == made
    assert [(step.position, step.state) for step in made] == [(number, "not-started") for number in range(1, 11)]
    assert made[0].name == f"{leader.cycle}/steps/ground"
    assert (made[0].body, made[4].body) == ("council", "steering-group")
    assert made[4].outputs[0].at_least == 8
    assert list(leader.read(ListStepsRequest(parent=leader.cycle)).steps) == list(made)
    assert told(leader.start)[:2] == ("Refused", "PROCESS_STARTED")
    request = StartProcessRequest(parent=leader.cycle)
    assert told(lambda: leader.ask(request, ("clerk",)))[:2] == ("Forbidden", "ROLE_REQUIRED")
    assert told(lambda: leader.get("steps/ground", CITIZEN))[:2] == ("Forbidden", "ROLE_REQUIRED")


def test_a_step_closes_only_with_what_it_leaves_behind(leader):
    seat(leader)
    assert told(lambda: leader.step("Close", "structures"))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    leader.step("Start", "structures")
    leader.step("Start", "needs")
    leader.update("steps/structures", "evidence", evidence=PAPERS)
    assert told(lambda: leader.step("Close", "structures")) == ("Refused", "STEP_INCOMPLETE", "evidence")
    lacks = leader.status("2027-03-01").lacks
    assert [(item.output, item.found, item.at_least) for item in lacks if item.step.endswith("/structures")] == [
        ("members", 0, 1)
    ]
    assert {item.working_group for item in lacks if item.output == "swot"} == {"seniors", "families"}
    leader.update("steps/structures", "evidence", evidence=[*PAPERS, *MEMBERS])
    done = leader.step("Close", "structures")
    assert done.state == "done"
    assert done.HasField("closed_on")
    status = leader.status("2027-03-01")
    assert (status.steps_done, status.steps_counted, status.percent) == (1, 10, "10.00")


def test_evidence_that_was_deleted_since_counts_no_more(leader):
    seat(leader)
    leader.step("Start", "structures")
    leader.update("steps/structures", "evidence", evidence=[*PAPERS, *MEMBERS])
    leader.instance.ask("PlanEditorService/DeleteMember", DeleteMemberRequest(name=JANA))
    assert told(lambda: leader.step("Close", "structures"))[1] == "STEP_INCOMPLETE"
    assert len(leader.update("steps/structures", "title", title="Struktury").evidence) == 3


def test_a_closed_step_is_changed_only_after_it_is_opened_again_for_a_reason(leader):
    skipped = leader.step("Skip", "information", reason="Katalog má kraj")
    assert (skipped.state, skipped.reason) == ("skipped", "Katalog má kraj")
    assert leader.status("2027-03-01").steps_counted == 9
    for call in (
        lambda: leader.update("steps/information", "title", title="Jinak"),
        lambda: leader.step("Skip", "information", reason="znovu"),
        lambda: leader.step("Start", "information"),
        lambda: leader.step("Reopen", "ground", reason="je otevřen"),
        lambda: leader.delete("steps/information"),
    ):
        assert told(call)[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    assert told(lambda: leader.step("Reopen", "information", reason=" ")) == ("Invalid", "REQUIRED", "reason")
    opened = leader.step("Reopen", "information", reason="Kraj ho zrušil")
    assert (opened.state, opened.HasField("closed_on")) == ("running", False)
    assert told(lambda: leader.step("Skip", "information", etag=skipped.etag, reason="ne"))[:2] == (
        "Stale",
        "STALE_ETAG",
    )


REFUSED = [
    ({"evidence": [StepEvidence(output="fireworks", document="x")]}, "UNKNOWN_CODE", "step.evidence"),
    (
        {"evidence": [StepEvidence(output="members", resource="areas/vzorov/members/karel")]},
        "REFERENCE_MISSING",
        "step.evidence.0.resource",
    ),
    (
        {"evidence": [StepEvidence(output="bodies", resource="areas/ostrava/rounds/r1")]},
        "REFERENCE_MISSING",
        "step.evidence.0.resource",
    ),
    (
        {"evidence": [StepEvidence(output="members", resource="areas/vzorov/needs/n1")]},
        "INVALID_VALUE",
        "step.evidence",
    ),
    (
        {"evidence": [StepEvidence(output="bodies", document="x", working_group="sports")]},
        "UNKNOWN_CODE",
        "step.evidence.0.working_group",
    ),
    ({"evidence": [StepEvidence(output="bodies")]}, "REQUIRED", "step.evidence.0.document"),
    ({"body": "parliament"}, "UNKNOWN_CODE", "step.body"),
    ({"tasks": [StepTask(code="a", title="A"), StepTask(code="a", title="B")]}, "DUPLICATE_CODE", "step.tasks"),
]


def test_a_step_takes_no_evidence_or_body_that_is_not_there(leader):
    for values, reason, field in REFUSED:
        before = leader.get("steps/structures")
        assert told(lambda given=values: leader.update("steps/structures", *given, **given)) == (
            "Invalid",
            reason,
            field,
        )
        assert leader.get("steps/structures") == before


def test_another_services_resource_is_taken_by_name(leader):
    shown = [StepEvidence(output="bodies", resource="areas/vzorov/rounds/r1")]
    assert list(leader.update("steps/structures", "evidence", evidence=shown).evidence) == shown


def test_a_cycle_with_steps_stays_until_they_are_removed(leader):
    request = DeleteCycleRequest(name=leader.cycle)
    assert told(lambda: leader.instance.ask("PlanEditorService/DeleteCycle", request))[1] == "STILL_REFERRED_TO"
    for step in leader.read(ListStepsRequest(parent=leader.cycle)).steps:
        leader.delete(step.name)
    leader.instance.ask("PlanEditorService/DeleteCycle", request)
