"""A cycle's calendar over the wire: planned back, changed by hand, seen by citizens where it is public."""

import pytest
from support.planning import CITIZEN, on, told
from support.process import Leader, day_text

from komplan.planning.v1.plan_pb2 import Distance
from komplan.planning.v1.process_pb2 import EntryEvidence, StatedDay

ASSEMBLY = "2027-06-22"


@pytest.fixture
def leader(instance):
    """A leader of a cycle for 2028–2030."""
    made = Leader(instance("planning"))
    made.begin()
    return made


def planned(answer):
    return {item.calendar_entry.rule: (item.change, day_text(item.calendar_entry.starts_on)) for item in answer.entries}


def changes(answer):
    return {item.change for item in answer.entries}


def test_a_dry_run_tells_and_an_apply_stores_the_same(leader):
    told_only = leader.plan_back(ASSEMBLY)
    assert leader.calendar() == {}
    assert not told_only.applied
    assert planned(told_only)["council"] == ("new", "2027-06-01")
    applied = leader.plan_back(ASSEMBLY, apply=True)
    assert applied.applied
    assert planned(applied) == planned(told_only)
    assert {item.calendar_entry.name: item.calendar_entry for item in applied.entries} == {
        item.name: item for item in leader.calendar().values()
    }


def test_planning_again_changes_nothing_and_repeats_under_one_request_id(leader):
    first = leader.plan_back(ASSEMBLY, apply=True, request_id="r-1")
    before = leader.calendar()
    assert leader.plan_back(ASSEMBLY, apply=True, request_id="r-1") == first
    assert changes(leader.plan_back(apply=True)) == {"same"}
    assert leader.calendar() == before


def test_a_moved_assembly_takes_along_all_but_what_is_set_by_hand_or_done(leader):
    leader.plan_back(ASSEMBLY, apply=True)
    by_hand = leader.update("entries/hearing", "starts_on", starts_on=on("2027-04-01"))
    assert by_hand.origin == "by-hand"
    done = leader.update("entries/opening-conference", "done_on", done_on=on("2027-05-30"))
    assert done.origin == "computed"
    noted = leader.update("entries/council", "note", note="zvláštní rada")
    answer = leader.plan_back("2027-09-21", apply=True)
    moved = planned(answer)
    assert moved["hearing"] == ("kept", "2027-04-01")
    assert moved["opening-conference"] == ("kept", day_text(done.starts_on))
    assert moved["council"] == ("moved", "2027-08-31")
    assert next(item for item in answer.entries if item.calendar_entry.rule == "council").before == noted.starts_on
    assert leader.get("entries/council").note == "zvláštní rada"
    assert moved["comments-open"][1] <= "2027-03-18"
    assert planned(answer)["action-plan-2028"][0] == "same"


def test_an_entry_set_by_hand_stands_for_its_rule_under_whatever_name(leader):
    hearing = leader.entry("velka-debata", "2027-03-09", kind="hearing", rule="hearing")
    assert told(lambda: leader.entry("hearing", "2027-03-10"))[:2] == ("Taken", "ALREADY_EXISTS")
    answer = leader.plan_back(ASSEMBLY, apply=True)
    assert planned(answer)["hearing"] == ("kept", "2027-03-09")
    assert "hearing" not in leader.calendar()
    change = leader.update
    assert told(lambda: change("entries/council", "rule", rule=""))[1:] == ("INVALID_VALUE", "calendar_entry.rule")
    leader.delete("entries/velka-debata", etag=hearing.etag)
    assert planned(leader.plan_back(apply=True))["hearing"][0] == "new"


def test_the_day_of_the_assembly_is_given_or_entered_and_never_both(leader):
    assert told(leader.plan_back) == ("Invalid", "REQUIRED", "assembly_on")
    assert told(lambda: leader.plan_back("2027-06-26")) == ("Invalid", "INVALID_VALUE", "assembly_on")
    assert told(lambda: leader.plan_back(ASSEMBLY, parent=f"{leader.area}/cycles/c9"))[1] == "NOT_FOUND"
    leader.entry("assembly", "2027-06-26", kind="assembly")
    assert planned(leader.plan_back())["assembly"] == ("kept", "2027-06-26")
    assert told(lambda: leader.plan_back(ASSEMBLY, apply=True)) == ("Invalid", "INVALID_VALUE", "assembly_on")
    assert list(leader.calendar()) == ["assembly"]


def test_a_calendar_without_time_is_told_by_findings_and_stored_all_the_same(leader):
    answer = leader.plan_back(ASSEMBLY, not_before="2027-05-10", apply=True)
    late = {item.subject for item in answer.findings if item.kind == "too-late"}
    assert {"hearing", "comments-open", "opening-conference"} <= late
    assert "council" not in late
    assert len(leader.calendar()) == len(answer.entries)


def test_a_cycle_plans_by_days_of_its_own(leader):
    leader.plan_back(ASSEMBLY, apply=True)
    leader.set_distances(Distance(rule="council", days=35))
    assert planned(leader.plan_back(apply=True))["council"] == ("moved", "2027-05-18")
    assert told(lambda: leader.set_distances(Distance(rule="council", days=0))) == (
        "Invalid",
        "INVALID_VALUE",
        "cycle.distances.0.days",
    )
    assert told(lambda: leader.set_distances(Distance(rule="fireworks", days=9)))[1:] == (
        "UNKNOWN_CODE",
        "cycle.distances.0.rule",
    )


def test_citizens_see_what_is_public(leader):
    leader.plan_back(ASSEMBLY, apply=True)
    seen = leader.calendar(CITIZEN)
    assert {"hearing", "comments-open", "comments-close", "assembly"} <= set(seen)
    assert all(entry.public for entry in seen.values())
    assert told(lambda: leader.get("entries/settlement", CITIZEN))[:2] == ("NotFound", "NOT_FOUND")
    leader.update("entries/settlement", "public", public=True)
    assert leader.get("entries/settlement", CITIZEN).public
    assert set(leader.calendar(kind="assembly")) == {"assembly", *(f"action-plan-{y}" for y in (2028, 2029, 2030))}
    assert set(leader.calendar(step="control")) == {f"evaluation-{year}" for year in (2028, 2029, 2030)}


REFUSED = [
    ({"ends_on": "2027-03-01"}, "PERIOD_ORDER", "calendar_entry.ends_on"),
    ({"done_on": "2027-03-01"}, "PERIOD_ORDER", "calendar_entry.done_on"),
    ({"kind": "carnival"}, "INVALID_VALUE", "calendar_entry.kind"),
    ({"body": "parliament"}, "UNKNOWN_CODE", "calendar_entry.body"),
    ({"working_group": "sports"}, "UNKNOWN_CODE", "calendar_entry.working_group"),
    ({"step": "dance"}, "UNKNOWN_CODE", "calendar_entry.step"),
    ({"rule": "fireworks"}, "UNKNOWN_CODE", "calendar_entry.rule"),
    ({"rule": "action-plan-2031"}, "UNKNOWN_CODE", "calendar_entry.rule"),
    (
        {"done_on": "2027-03-03", "evidence": [EntryEvidence(resource="areas/vzorov/meetings/m9")]},
        "REFERENCE_MISSING",
        "calendar_entry.evidence.0.resource",
    ),
    ({"stated_days": [StatedDay(day=on("2027-03-02"))]}, "REQUIRED", "calendar_entry.stated_days.0.source"),
]


def test_an_entry_is_one_that_the_city_can_have(leader):
    for values, reason, field in REFUSED:
        assert told(lambda given=values: leader.entry("x", "2027-03-02", **given)) == ("Invalid", reason, field)
        assert leader.calendar() == {}
