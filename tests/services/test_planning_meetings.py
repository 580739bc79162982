"""Meetings: convened, held, voted in, recorded; refused is what nobody may do, and nothing is stored of it."""

import pytest
from support.organisation import CANARY, MEETING, MOTION, Office, present, seat
from support.planning import AREA, CITIZEN, days, on, told

from komplan.planning.v1 import meeting_pb2 as pb


@pytest.fixture
def office(town):
    """A seniors' group of three voters `a`, `b`, `c` (one of each side), a coordinator `k`, and `d`, deputy of `c`."""
    found = Office(town)
    found.seat("a", "commissioner")
    found.seat("b", "provider")
    found.seat("c", "user")
    found.seat("k", "commissioner", "coordinator")
    found.seat("d", "user", deputy_of=seat("c"))
    found.seat("former", mandate=days("2021-01-01", "2025-03-09"))
    return found


@pytest.fixture
def held(office):
    """A meeting at which `a`, `b` and the coordinator are present and two guests, with a motion `d1`."""
    office.meet()
    office.hold(*present("a", "b", "k"), guests={"public": 2})
    office.motion()
    return office


def test_a_meeting_goes_from_plan_to_approved_minutes(held):
    assert held.ask("GetMeeting", name=MEETING).state == "held"
    held.vote(a="for", b="for")
    decided = held.decide()
    assert (decided.state, decided.result.votes_for, decided.result.present, decided.result.voting_members) == (
        "adopted",
        2,
        2,
        3,
    )
    approved = held.approve()
    assert (approved.state, len(approved.content_sha256), CANARY in approved.minutes) == ("minutes-approved", 64, True)
    assert held.ask("GetMeeting", name=MEETING) == approved


def test_minutes_once_approved_stay_and_are_corrected_beside(held):
    held.vote(a="for", b="against")
    assert held.decide().state == "rejected"
    approved = held.approve()
    before = held.town.revision()
    assert told(lambda: held.update("Meeting", MEETING, "minutes", minutes="Jinak")) == (
        "Refused",
        "MINUTES_APPROVED",
        "meeting.minutes",
    )
    assert told(lambda: held.vote(a="for"))[1] == "TRANSITION_NOT_ALLOWED"
    assert told(lambda: held.motion("d2"))[1] == "TRANSITION_NOT_ALLOWED"
    assert told(lambda: held.ask("CorrectMinutes", name=MEETING, text=" "))[1:] == ("REQUIRED", "text")
    assert held.town.revision() == before
    corrected = held.ask("CorrectMinutes", name=MEETING, text=f"{CANARY} přišla později.")
    assert (corrected.minutes, corrected.content_sha256) == (approved.minutes, approved.content_sha256)
    assert [item.text for item in corrected.corrections] == [f"{CANARY} přišla později."]


def test_who_has_no_vote_is_told_why_and_nothing_is_stored(held):
    held.seat("elsewhere", working_group="families")
    before = held.town.revision()
    for voter, reason in {
        "outsider": "NOT_A_MEMBER",
        "elsewhere": "NOT_A_MEMBER",
        "k": "WITHOUT_VOTE",
        "c": "NOT_PRESENT",
        "d": "NOT_PRESENT",
        "former": "OUT_OF_MANDATE",
    }.items():
        refused = told(lambda voter=voter: held.vote(**{voter: "for"}))
        assert refused == ("Invalid", reason, "votes.0.member")
    assert held.town.revision() == before


def test_a_declared_conflict_takes_the_vote_in_that_item_only(office):
    office.meet()
    office.hold(*present("a", "b", b=["one"]))
    office.motion("d1", "one")
    office.motion("d2", "two")
    assert told(lambda: office.vote(b="for"))[1:] == ("CONFLICT_OF_INTEREST", "votes.0.member")
    office.vote(f"{MEETING}/decisions/d2", b="for")
    office.vote(a="for")
    assert office.decide().result.present == 2


def test_a_deputy_votes_for_the_member_who_is_not_there(office):
    office.meet()
    deputised = pb.Attendance(member=seat("c"), state="deputised", deputy=seat("d"))
    office.hold(*present("a"), deputised)
    office.motion()
    office.vote(a="for", d="for")
    assert office.decide().result.votes_for == 2
    office.meet("m2")
    wrong = pb.Attendance(member=seat("b"), state="deputised", deputy=seat("d"))
    refused = told(lambda: office.hold(wrong, name=f"{AREA}/meetings/m2"))
    assert refused == ("Invalid", "NOT_A_MEMBER", "attendance.0.deputy")


def test_a_meeting_without_a_quorum_does_not_decide(office):
    office.meet()
    office.hold(*present("a", "k"), guests={"user": 9})
    office.motion()
    office.vote(a="for")
    before = office.town.revision()
    assert told(office.decide) == ("Refused", "NO_QUORUM", "name")
    assert office.town.revision() == before
    check = office.ask("CheckMeeting", name=MEETING)
    assert (check.present, check.needed, check.voting_members, check.reached) == (1, 2, 3, False)
    assert [item.reason for item in check.findings] == ["no-quorum"]
    kept = office.decide(keep_invalid=True)
    assert (kept.state, kept.result.votes_for) == ("invalid", 1)
    assert told(lambda: office.decide(keep_invalid=True))[1] == "TRANSITION_NOT_ALLOWED"


def test_votes_counted_by_side_are_no_more_than_the_present_of_that_side(held):
    too_many = [pb.SideTally(side="provider", votes_for=2)]
    assert told(lambda: held.ask("RecordVote", name=MOTION, tallies=too_many)) == (
        "Invalid",
        "MORE_VOTES_THAN_VOTERS",
        "tallies.0",
    )
    tallies = [pb.SideTally(side="provider", votes_for=1), pb.SideTally(side="commissioner", votes_for=1)]
    held.ask("RecordVote", name=MOTION, tallies=tallies)
    assert held.decide().state == "adopted"


def test_a_late_invitation_is_noticed_and_not_refused(office):
    office.meet(invited_on="2025-03-05")
    assert [item.reason for item in office.ask("CheckMeeting", name=MEETING).findings] == ["invitation-late"]
    office.meet("m2", invited_on="2025-03-03")
    assert not office.ask("CheckMeeting", name=f"{AREA}/meetings/m2").findings


def test_attendance_on_which_a_vote_rests_stays(held):
    held.vote(a="for")
    refused = told(lambda: held.update("Meeting", MEETING, "attendance", attendance=present("b")))
    assert refused == ("Invalid", "VOTE_RECORDED", "meeting.attendance")
    held.update("Meeting", MEETING, "attendance", attendance=present("a", "b", "c"))
    assert held.ask("CheckMeeting", name=MEETING).present == 3


def test_what_does_not_fit_the_state_of_a_meeting_is_refused(office):
    office.create("Meeting", "m1", title="J", working_group="seniors", held_on=on("2025-03-10"))
    for method in ("HoldMeeting", "ApproveMinutes"):
        assert told(lambda method=method: office.ask(method, name=MEETING))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    office.ask("InviteMeeting", name=MEETING)
    assert told(lambda: office.update("Meeting", MEETING, "held_on", held_on=on("2025-04-10")))[2] == "meeting.held_on"
    assert told(lambda: office.ask("DeleteMeeting", name=MEETING))[1] == "TRANSITION_NOT_ALLOWED"
    assert told(lambda: office.ask("CancelMeeting", name=MEETING))[1:] == ("REQUIRED", "reason")
    assert office.ask("CancelMeeting", name=MEETING, reason="Nemoc").state == "cancelled"
    assert told(lambda: office.hold())[1] == "TRANSITION_NOT_ALLOWED"
    gone = {"title": "J", "working_group": "youth", "held_on": on("2025-03-10")}
    assert told(lambda: office.create("Meeting", "m2", **gone)) == (
        "Invalid",
        "GROUP_OUTSIDE_VALIDITY",
        "meeting.held_on",
    )


def test_everybody_sees_that_a_meeting_was_and_nobody_who_was_there(held):
    held.vote(a="for", b="for")
    held.decide()
    for roles in (CITIZEN, ("region",), ("provider",)):
        assert told(lambda roles=roles: held.ask("GetMeeting", roles, name=MEETING))[0] == "Forbidden"
    (notice,) = held.public("ListMeetingNotices", parent=AREA).meeting_notices
    assert (notice.state, notice.attendances, list(notice.decisions)) == ("held", 5, [])
    held.approve()
    (notice,) = held.public("ListMeetingNotices", parent=AREA, year=2025, working_group="seniors").meeting_notices
    decided = held.ask("GetDecision", name=MOTION)
    assert [(item.name, item.content_sha256) for item in notice.decisions] == [(MOTION, decided.content_sha256)]
    assert CANARY not in str(notice)
    assert "members/" not in str(notice)
    assert not held.public("ListMeetingNotices", parent=AREA, year=2024).meeting_notices


def test_the_votes_of_an_erased_member_stay_counted_and_the_person_is_gone(held):
    held.seat("other", person=held.town.get(seat("a")).person, working_group="families")
    held.vote(a="for", b="for")
    decided = held.decide()
    held.town.erase(seat("a"))
    assert held.ask("GetDecision", name=MOTION) == decided
    assert [held.town.get(seat(id_)).full_name for id_ in ("a", "other")] == ["", ""]
    assert told(lambda: held.town.delete(seat("b")))[:2] == ("Refused", "STILL_REFERRED_TO")
    assert all(CANARY.encode() not in encoded for _, encoded, _, _ in held.town.journal())


def test_tasks_are_listed_once_they_are_overdue_and_closed_once(held):
    held.create("Task", "t1", title="Zjistit kapacity", meeting=MEETING, working_group="seniors", due=on("2025-04-01"))
    held.create("Task", "t2", title="Pozvat", member=seat("a"), due=on("2025-03-20"))
    late = held.ask("ListOverdueTasks", parent=AREA, day=on("2025-04-02"))
    assert [task.name.rsplit("/", 1)[1] for task in late.tasks] == ["t2", "t1"]
    assert held.ask("FinishTask", name=f"{AREA}/tasks/t2", outcome="Pozváno").state == "done"
    assert told(lambda: held.ask("DropTask", name=f"{AREA}/tasks/t2", outcome="x"))[1] == "TRANSITION_NOT_ALLOWED"
    assert len(held.ask("ListOverdueTasks", parent=AREA, day=on("2025-04-01")).tasks) == 0
    for values in ({}, {"role": "member", "body": "council"}):
        refused = told(lambda v=values: held.create("Task", "t3", title="Ú", due=on("2025-03-20"), **v))
        assert refused == ("Invalid", "REQUIRED", "task.member")


def test_of_two_who_record_votes_at_once_one_is_told(held):
    etag = held.ask("GetDecision", name=MOTION).etag
    votes = [pb.Vote(member=seat("a"), choice="for")]
    held.ask("RecordVote", name=MOTION, votes=votes, etag=etag)
    assert told(lambda: held.ask("RecordVote", name=MOTION, votes=votes, etag=etag))[:2] == ("Stale", "STALE_ETAG")
    assert len(held.vote(a="against").votes) == 1


def test_what_becomes_of_seats_after_a_meeting_changes_nothing_in_it(held):
    held.vote(a="for", b="for")
    before = held.ask("CheckMeeting", name=MEETING)
    held.town.update(seat("a"), "mandate", mandate=days("2024-01-01", "2025-03-09"))
    held.town.update(seat("b"), "side", "role", side="public", role="guest")
    for late in ("x", "y", "z"):
        held.seat(late)
    assert held.ask("CheckMeeting", name=MEETING) == before
    assert told(lambda: held.vote(x="against")) == ("Invalid", "NOT_A_MEMBER", "votes.0.member")
    refused = told(lambda: held.update("Meeting", MEETING, "attendance", attendance=present("a", "b", "x")))
    assert refused == ("Invalid", "NOT_A_MEMBER", "meeting.attendance.2.member")
    decided = held.decide()
    assert (decided.state, decided.result.votes_for, decided.result.voting_members) == ("adopted", 2, 3)
    assert held.approve().roll == held.ask("GetMeeting", name=MEETING).roll
    assert CANARY not in str(held.ask("GetMeeting", name=MEETING).roll)
