"""Groups score priorities: who votes, what a ballot is, and what comes out. Fields for staff stay with staff."""

import pytest
from support.planning import AREA, CITIZEN, DRAFT, EDITOR, Town, days, on, told

from komplan.planning.v1 import scoring_service_pb2 as pb
from komplan.planning.v1 import staff_fields_service_pb2 as staff
from komplan.planning.v1.extra_pb2 import ExtraValue
from komplan.planning.v1.scoring_pb2 import Ballot, Scoring
from komplan_core.extra_fields import ExtraField
from komplan_core.plugins import compile_profile
from komplan_kit.serving import Context

NAME = f"{DRAFT}/scorings/s"
POINTS = {"title": "Priority seniorů", "method": "points", "most_points": 10, "held_on": on("2026-03-02")}


def ask(town, request, roles=EDITOR):
    method = type(request).__name__.removesuffix("Request")
    return town.instance.ask(f"ScoringService/{method}", request, roles)


def begin(town, **values):
    scoring = Scoring(**{**POINTS, "working_group": "seniors", "candidates": ["p1", "p2"], **values})
    return ask(town, pb.CreateScoringRequest(parent=DRAFT, scoring=scoring, scoring_id="s"))


def cast(town, *scores, voter="", count=1, etag=""):
    ballot = Ballot(voter=f"{AREA}/members/{voter}" if voter else "", count=count, scores=scores)
    return ask(town, pb.CastBallotRequest(name=NAME, ballot=ballot, etag=etag))


@pytest.fixture
def voters(plan):
    """A draft, and people: three voters and a guest of the seniors, one of the families, one whose mandate ended."""
    for id_, group, role, end in (
        ("volic", "seniors", "member", ""),
        ("druhy", "seniors", "member", ""),
        ("treti", "seniors", "member", ""),
        ("host", "seniors", "guest", ""),
        ("rodina", "families", "member", ""),
        ("byvaly", "seniors", "member", "2025-12-31"),
    ):
        seat = {"working_group": group, "role": role, "side": "user", "mandate": days("2024-01-01", end)}
        plan.create("members", id_, full_name="Jana Smyšlená", **seat)
    return plan


def test_votes_are_counted_into_an_order_with_the_disagreement_shown(voters):
    begin(voters)
    cast(voters, 2, 9, voter="volic")
    assert [ballot.count for ballot in cast(voters, 8, 3, count=2).ballots] == [1, 2]
    found = ask(voters, pb.TallyScoringRequest(name=NAME), ("clerk",))
    assert found.ballots == 3
    assert [(item.candidate, item.place, item.total, item.mean) for item in found.placed] == [
        ("p1", 1, 18, "6.0000"),
        ("p2", 2, 15, "5.0000"),
    ]
    assert (found.placed[0].lowest, found.placed[0].highest, found.placed[0].variance) == (2, 8, "8.0000")
    assert found.agreement == "0.1111"


def test_who_may_not_vote_is_refused_and_nothing_is_stored(voters):
    begin(voters)
    cast(voters, 2, 9, voter="volic")
    before = voters.journal()
    for voter, scores, verdict in (
        ("volic", (1, 1), ("Invalid", "DUPLICATE_CODE", "ballot.voter")),
        ("host", (1, 1), ("Invalid", "WITHOUT_VOTE", "ballot.voter")),
        ("rodina", (1, 1), ("Invalid", "NOT_A_MEMBER", "ballot.voter")),
        ("byvaly", (1, 1), ("Invalid", "NOT_A_MEMBER", "ballot.voter")),
        ("nikdo", (1, 1), ("Invalid", "REFERENCE_MISSING", "ballot.voter")),
        ("", (1, 11), ("Invalid", "INVALID_VALUE", "scoring.ballots.1.scores")),
        ("", (1,), ("Invalid", "INVALID_VALUE", "scoring.ballots.1.scores")),
    ):
        assert told(lambda voter=voter, scores=scores: cast(voters, *scores, voter=voter)) == verdict
    assert voters.journal() == before


def test_a_scoring_is_of_nodes_of_the_version_and_ends(voters):
    missing = ("Invalid", "REFERENCE_MISSING", "scoring.candidates.1")
    assert told(lambda: begin(voters, candidates=["p1", "p9"])) == missing
    assert told(lambda: begin(voters, working_group="youth"))[1:] == (
        "GROUP_OUTSIDE_VALIDITY",
        "scoring.working_group",
    )
    made = begin(voters)
    assert told(lambda: ask(voters, pb.EndScoringRequest(name=NAME)))[:2] == ("Refused", "SCORING_CLOSED")
    cast(voters, 1, 2, etag=made.etag)
    assert told(lambda: cast(voters, 1, 2, etag=made.etag))[:2] == ("Stale", "STALE_ETAG")
    change = pb.UpdateScoringRequest(scoring=Scoring(name=NAME, title="Jinak"), update_mask={"paths": ["title"]})
    assert told(lambda: ask(voters, change))[:2] == ("Refused", "SCORING_CLOSED")
    assert ask(voters, pb.EndScoringRequest(name=NAME)).closed
    assert told(lambda: cast(voters, 1, 2))[:2] == ("Refused", "SCORING_CLOSED")
    assert told(lambda: ask(voters, pb.GetScoringRequest(name=NAME), CITIZEN))[:2] == ("Forbidden", "ROLE_REQUIRED")
    ask(voters, pb.DeleteScoringRequest(name=NAME))
    assert not ask(voters, pb.ListScoringsRequest(parent=DRAFT)).scorings


def test_a_person_votes_once_from_whatever_seat_and_there_are_no_more_ballots_than_people(voters):
    seat = {"role": "member", "side": "user", "mandate": days("2024-01-01"), "full_name": "Jana Smyšlená"}
    person = voters.get(f"{AREA}/members/volic").person
    voters.create("members", "zastupce", working_group="seniors", deputy_of=f"{AREA}/members/druhy", **seat)
    voters.create("members", "podruhe", working_group="seniors", person=person, **seat)
    begin(voters)
    cast(voters, 2, 9, voter="volic")
    before = voters.journal()
    again = ("Invalid", "DUPLICATE_CODE", "ballot.voter")
    assert told(lambda: cast(voters, 2, 9, voter="podruhe")) == again
    assert told(lambda: cast(voters, 2, 9, voter="zastupce")) == ("Invalid", "WITHOUT_VOTE", "ballot.voter")
    assert told(lambda: cast(voters, 2, 9, count=3)) == ("Invalid", "MORE_VOTES_THAN_VOTERS", "ballot.count")
    assert told(lambda: voters.delete(f"{AREA}/members/volic"))[:2] == ("Refused", "STILL_REFERRED_TO")
    assert voters.journal() == before
    cast(voters, 2, 9, count=2)
    assert told(lambda: cast(voters, 2, 9, voter="druhy")) == ("Invalid", "MORE_VOTES_THAN_VOTERS", "ballot.count")


def test_what_is_scored_stays_and_so_does_the_scoring_behind_an_approved_plan(voters):
    begin(voters, candidates=["p1", "p2"])
    cast(voters, 1, 2)
    assert told(lambda: voters.delete(f"{DRAFT}/nodes/p2"))[:2] == ("Refused", "STILL_REFERRED_TO")
    voters.adopted()
    assert told(lambda: ask(voters, pb.DeleteScoringRequest(name=NAME)))[:2] == ("Refused", "VERSION_FROZEN")
    assert ask(voters, pb.GetScoringRequest(name=NAME)).ballots


@pytest.fixture
def town(instance, monkeypatch):
    """A town with two fields of its own: what everybody sees of a measure, and what staff do."""
    profile, behaviour = compile_profile(["reference"])
    fields = (
        ExtraField(subject="measure", code="share", label="Podíl", type="number"),
        ExtraField(subject="measure", code="file", label="Spisová značka", visibility="staff"),
    )
    city = profile.revised({"fields": fields})
    monkeypatch.setattr(Context, "profile", lambda self: (city, behaviour))
    return Town(instance("planning"))


def set_staff(town, *values, etag=""):
    extra = [ExtraValue(field=field, value=value) for field, value in values]
    request = staff.SetStaffFieldsRequest(name=f"{DRAFT}/measures/m1", extra=extra, etag=etag)
    return town.instance.ask("StaffFieldsService/SetStaffFields", request, EDITOR)


def test_a_citys_fields_take_their_values_only_and_those_for_staff_are_kept_apart(plan):
    plan.measure(extra=[ExtraValue(field="share", value="12.5")])
    field = "measure.extra.0"
    for name, value, verdict in (
        ("share", "hodně", ("Invalid", "INVALID_VALUE", f"{field}.value")),
        ("colour", "x", ("Invalid", "UNKNOWN_FIELD", f"{field}.field")),
        ("file", "S-1/2026", ("Invalid", "UNKNOWN_FIELD", f"{field}.field")),
    ):
        wrong = [ExtraValue(field=name, value=value)]
        assert told(lambda wrong=wrong: plan.measure("m2", position=2, extra=wrong)) == verdict
    made = set_staff(plan, ("file", "S-1/2026"))
    assert told(lambda: set_staff(plan, ("share", "1")))[1:] == ("UNKNOWN_FIELD", "extra.0.field")
    assert set_staff(plan, ("file", "S-2/2026"), etag=made.etag).extra[0].value == "S-2/2026"
    assert told(lambda: set_staff(plan, etag=made.etag))[:2] == ("Stale", "STALE_ETAG")
    asked = staff.GetStaffFieldsRequest(name=f"{DRAFT}/measures/m1")
    read = plan.instance.ask("StaffFieldsService/GetStaffFields", asked, ("clerk",))
    assert read.extra[0].value == "S-2/2026"
    nothing = staff.GetStaffFieldsRequest(name=f"{DRAFT}/nodes/p1")
    assert not plan.instance.ask("StaffFieldsService/GetStaffFields", nothing, EDITOR).extra
    assert told(lambda: plan.instance.ask("StaffFieldsService/GetStaffFields", asked, CITIZEN))[0] == "Forbidden"


def test_what_is_for_staff_leaves_in_no_public_answer_and_goes_with_its_record(plan):
    plan.measure(extra=[ExtraValue(field="share", value="12.5")])
    set_staff(plan, ("file", "kanarek-771"))
    plan.measure("m9", position=9)
    request = staff.SetStaffFieldsRequest(name=f"{DRAFT}/measures/m9", extra=[ExtraValue(field="file", value="x")])
    kept = plan.instance.ask("StaffFieldsService/SetStaffFields", request, EDITOR).name
    plan.delete(f"{DRAFT}/measures/m9")
    assert [(name, deleted) for name, _, deleted, _ in plan.journal()[-2:]] == [
        (kept, True),
        (f"{DRAFT}/measures/m9", True),
    ]
    plan.adopted()
    sent = b"".join(part.SerializeToString() for part in plan.changes())
    seen = plan.page("measures", DRAFT, CITIZEN).SerializeToString()
    assert b"12.5" in sent
    assert b"12.5" in seen
    assert b"kanarek" not in sent + seen
