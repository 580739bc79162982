"""Editing together: etags, repeated requests, calls at the same time, and who wrote what."""

from support.planning import AREA, DRAFT, EDITOR, Town, days, told

from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1.plan_pb2 import Measure
from komplan_core.errors import Stale

M1 = f"{DRAFT}/measures/m1"


def test_of_two_who_read_the_same_state_the_second_is_told(plan):
    etag = plan.measure().etag
    changed = plan.update(M1, "title", etag=etag, title="Prvně")
    assert changed.etag != etag
    assert told(lambda: plan.update(M1, "title", etag=etag, title="Podruhé")) == ("Stale", "STALE_ETAG", "etag")
    assert plan.get(M1).title == "Prvně"
    assert plan.update(M1, "title", etag=changed.etag, title="Podruhé").title == "Podruhé"


def test_of_simultaneous_changes_to_one_etag_exactly_one_stands(plan):
    etag, before = plan.measure().etag, plan.revision()
    requests = [
        edit.UpdateMeasureRequest(
            measure=Measure(name=M1, etag=etag, title=f"Znění {number}"), update_mask={"paths": ["title"]}
        )
        for number in range(12)
    ]
    answers = plan.instance.ask_all("PlanEditorService/UpdateMeasure", requests, EDITOR)
    assert [type(answer) for answer in answers].count(Stale) == 11
    assert [answer for answer in answers if isinstance(answer, Measure)] == [plan.get(M1)]
    assert plan.revision() == before + 1


def test_of_simultaneous_measures_at_one_place_exactly_one_stands(plan):
    before = plan.revision()
    requests = [plan.creation("measures", f"m{n}", DRAFT, node="g1", position=1, title="O") for n in range(12)]
    answers = plan.instance.ask_all("PlanEditorService/CreateMeasure", requests, EDITOR)
    assert sum(isinstance(answer, Measure) for answer in answers) == 1
    assert {getattr(answer, "reason", "") for answer in answers} == {"", "DUPLICATE_CODE"}
    assert plan.revision() == before + 1


def test_simultaneous_measures_at_their_own_places_all_stand(plan):
    requests = [plan.creation("measures", f"m{n}", DRAFT, node="g1", position=n, title="O") for n in range(1, 31)]
    answers = plan.instance.ask_all("PlanEditorService/CreateMeasure", requests, EDITOR)
    assert sorted(answer.code for answer in answers) == sorted(f"1.1.{n}" for n in range(1, 31))
    assert len({answer.etag for answer in answers}) == 30
    assert sorted(plan.ids("measures", DRAFT)) == sorted(f"m{n}" for n in range(1, 31))


def test_a_repeated_creation_has_one_effect(plan):
    request = plan.creation("measures", "", DRAFT, request_id="r-1", node="g1", position=1, title="Opatření")
    first = plan.ask(request)
    assert plan.ask(request) == first
    assert len(plan.ids("measures", DRAFT)) == 1


def test_simultaneous_repetitions_have_one_effect(plan):
    request = plan.creation("measures", "", DRAFT, request_id="r-1", node="g1", position=1, title="Opatření")
    answers = plan.instance.ask_all("PlanEditorService/CreateMeasure", [request] * 8, EDITOR)
    assert len({answer.name for answer in answers}) == 1
    assert len(plan.ids("measures", DRAFT)) == 1


def test_a_repeated_deletion_and_a_repeated_move_are_answered_as_before(plan):
    plan.measure()
    plan.delete(M1, request_id="r-1")
    plan.delete(M1, request_id="r-1")
    assert told(lambda: plan.delete(M1, request_id="r-2"))[:2] == ("NotFound", "NOT_FOUND")
    first = plan.move(DRAFT, "publish", request_id="r-3")
    assert plan.move(DRAFT, "publish", request_id="r-3") == first
    assert told(lambda: plan.move(DRAFT, "publish", request_id="r-4"))[1] == "TRANSITION_NOT_ALLOWED"


def test_the_journal_names_the_role_in_which_something_was_written(town):
    need = {"title": "Nouze", "target_groups": ["seniors"], "year": 2026}
    town.ask(town.creation("needs", "a", **need), ("editor",))
    town.ask(town.creation("needs", "b", **need), ("admin",))
    town.ask(town.creation("needs", "c", **need), ("editor", "admin"))
    assert [role for *_, role in town.journal()] == ["editor", "admin", "admin"]


def test_a_restart_keeps_everything_and_goes_on_counting(instance):
    first = Town(instance("planning"))
    first.draft()
    before, revision = first.get(DRAFT), first.revision()
    first.instance.stop()
    second = Town(instance("planning"))
    assert second.get(DRAFT) == before
    made = second.create("cycles", "c2", title="Další", period=days("2030-01-01"), predecessor="c1")
    assert (made.name, made.etag) == (f"{AREA}/cycles/c2", str(revision + 1))
