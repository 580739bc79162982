"""Bodies and people: who sits where, which side is missing, how groups follow one another, who must hand over."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from komplan_core.handovers import Handover, without_handover
from komplan_core.meetings.findings import FindingReason, Organisation
from komplan_core.meetings.meeting import Attendance, AttendanceState, Meeting, MeetingState
from komplan_core.organisation import Body, BodyKind, MajorityOf, Member, Procedure, Role, Side
from komplan_core.plugins import compile_profile
from komplan_core.profile import Profile
from komplan_core.seats import balance, ending, seats_of, voters
from komplan_core.succession import succession
from komplan_core.values import Period

ROLES = {
    role.code: role
    for role in (
        Role(code="member", title="člen", capabilities=("settle",)),
        Role(code="leader", title="vedoucí", capabilities=("edit",)),
        Role(code="coordinator", title="koordinátor", capabilities=("edit",), votes=False),
        Role(code="guest", title="host", capabilities=(), votes=False),
    )
}
DAY = date(2025, 6, 1)
SINCE = Period(start=date(2024, 1, 1), end=date(2027, 12, 31))


@pytest.fixture(scope="module")
def town() -> Profile:
    return compile_profile(["reference"])[0]


def member(id_: str, side: Side = Side.USER, role: str = "member", **values: object) -> Member:
    """A seat in the seniors' group."""
    given = {"working_group": "seniors", "mandate": SINCE, "person": id_, **values}
    return Member.model_validate({"name": f"areas/vzorov/members/{id_}", "side": side, "role": role, **given})


def test_a_body_of_the_law_decides_by_more_than_half_of_all_its_members() -> None:
    council, group = (
        Body(code="c", title="Rada", kind=BodyKind.COUNCIL),
        Body(code="s", title="ŘS", kind=BodyKind.STEERING_GROUP),
    )
    assert (council.rules.majority_of, group.rules.majority_of) == (MajorityOf.MEMBERS, MajorityOf.PRESENT)
    assert (group.rules.meetings_per_year, group.rules.invitation_days, group.rules.submission_days) == (4, 7, 3)
    assert (group.rules.quorum_above, group.rules.guest_meetings) == (Decimal("0.5"), 1)


def test_a_body_may_declare_its_own_rules_of_procedure() -> None:
    own = Procedure(meetings_per_year=8, quorum_above=Decimal("0.6"))
    assert Body(code="c", title="Rada", kind=BodyKind.COUNCIL, procedure=own).rules == own
    for share in ("1", "-0.1"):
        with pytest.raises(ValidationError):
            Procedure(quorum_above=Decimal(share))


def test_votes_follow_role_side_and_mandate_and_a_person_votes_once() -> None:
    rules = Procedure(voting_sides=(Side.COMMISSIONER, Side.PROVIDER, Side.USER))
    seats = [
        member("a"),
        member("a2", Side.PROVIDER, "leader", person="a"),
        member("b", role="coordinator"),
        member("c", Side.PUBLIC),
        member("d", role="guest"),
        member("e", deputy_of="areas/vzorov/members/a"),
        member("f", mandate=Period(start=date(2026, 1, 1))),
        member("g", Side.COMMISSIONER),
        member("h", role="abolished"),
    ]
    assert [name.rsplit("/", 1)[1] for name in voters(seats, ROLES, rules, DAY)] == ["a", "g"]


def test_a_missing_side_is_seen_on_the_day(town: Profile) -> None:
    seniors = next(seat for seat in seats_of(town, DAY) if seat.working_group == "seniors")
    people = [member("a"), member("b", Side.PROVIDER), member("c", Side.CARER, person="a")]
    found = balance(seniors, people, DAY)
    assert (found.missing, found.distinct, found.people[Side.CARER]) == ((Side.COMMISSIONER,), 2, 1)
    assert balance(seniors, [*people, member("d", Side.COMMISSIONER)], DAY).missing == ()
    assert len(balance(seniors, people, date(2023, 1, 1)).missing) == 3


def test_groups_of_ostrava_are_followed_across_the_change_of_2007() -> None:
    city, _ = compile_profile(["ostrava"])
    chain = succession("visual-disability", city.working_groups)
    assert [group.code for group in chain.groups] == ["visual-subgroup", "visual-disability"]
    assert chain == succession("visual-subgroup", city.working_groups)
    assert [len(succession(group.code, city.working_groups).groups) for group in city.groups_on(DAY)].count(2) == 4


def test_an_office_that_ends_asks_for_a_handover() -> None:
    gone = Period(start=date(2020, 1, 1), end=date(2024, 10, 5))
    former = [member("a", role="leader", mandate=gone), member("b", mandate=gone), member("c", role="leader")]
    missing = without_handover(former, (), ROLES, DAY)
    assert [seat.name for seat in missing] == ["areas/vzorov/members/a"]
    record = Handover(
        working_group="seniors",
        from_member=former[0].name,
        to_member=former[2].name,
        held_on=date(2024, 10, 20),
        items=("spisy skupiny",),
    )
    assert without_handover(former, [record], ROLES, DAY) == []
    assert [seat.name for seat in ending(former, date(2024, 1, 1), date(2024, 12, 31))] == [
        former[0].name,
        former[1].name,
    ]


def test_what_an_office_should_look_at_is_found(town: Profile) -> None:
    seats = [member("a"), member("b", Side.PROVIDER, guest_since=date(2023, 6, 1))]
    late = Meeting(
        name="areas/vzorov/meetings/m1",
        title="1. jednání",
        working_group="seniors",
        held_on=date(2025, 3, 10),
        invited_on=date(2025, 3, 5),
        state=MeetingState.HELD,
        roll=tuple(seats),
        attendance=(
            Attendance(member=seats[0].name, state=AttendanceState.PRESENT),
            Attendance(member=seats[1].name, state=AttendanceState.EXCUSED, excused_on=date(2025, 3, 9)),
        ),
    )
    found = Organisation(town, seats, [late], ()).findings(DAY)
    reasons = {(item.reason, item.subject.rsplit("/", 1)[1]) for item in found}
    assert reasons >= {
        (FindingReason.SIDE_MISSING, "seniors"),
        (FindingReason.SIDE_MISSING, "families"),
        (FindingReason.MEETINGS_TOO_FEW, "seniors"),
        (FindingReason.INVITATION_LATE, "m1"),
        (FindingReason.EXCUSE_LATE, "m1"),
        (FindingReason.NO_QUORUM, "m1"),
        (FindingReason.NOT_A_GUEST_BEFORE, "b"),
    }
    assert any(item.message.endswith("chybí zadavatel.") for item in found)
    visited = late.revised({"held_on": date(2023, 9, 1), "invited_on": date(2023, 8, 1)})
    visited = visited.revised({"attendance": (Attendance(member=seats[1].name, state=AttendanceState.PRESENT),)})
    after = {item.reason for item in Organisation(town, seats, [visited], ()).findings(DAY)}
    assert FindingReason.NOT_A_GUEST_BEFORE not in after
    assert not {(item.reason, item.subject) for item in found} & {(FindingReason.SIDE_MISSING, "bodies/council")}


def test_a_planned_meeting_asks_for_its_invitation_in_time(town: Profile) -> None:
    planned = Meeting(name="areas/vzorov/meetings/m2", title="J", working_group="seniors", held_on=date(2025, 6, 8))
    due = [item.reason for item in Organisation(town, (), [planned], ()).findings(DAY)]
    assert FindingReason.INVITATION_DUE in due
    sooner = [item.reason for item in Organisation(town, (), [planned], ()).findings(date(2025, 5, 31))]
    assert FindingReason.INVITATION_DUE not in sooner
