"""Bodies, groups, people's seats, handovers and participation, as citizens and staff see them."""

import tomllib

import pytest
from support.organisation import CANARY, MEETING, Office, present, seat
from support.planning import AREA, CITIZEN, Town, days, on, told

from komplan.planning.v1 import organisation_pb2 as pb
from komplan.planning.v1.plan_pb2 import StatedFigure

_KINDS = {"round_table": "round-table", "analysis": "swot"}
_UNITS = {"osob": "attendances", "účastníků": "attendances", "občanů": "respondents", "subjektů": "subjects"}


@pytest.fixture
def office(town):
    """A town's office with nobody seated yet."""
    return Office(town)


def test_bodies_are_a_tree_with_rules_of_procedure(office):
    bodies = office.public("ListBodies", parent=AREA).bodies
    assert [(item.body.code, item.depth) for item in bodies] == [("assembly", 0), ("council", 1), ("steering-group", 2)]
    council = office.public("GetBody", name=f"{AREA}/bodies/council")
    assert (council.rules.majority_of, council.rules.invitation_days, council.rules.quorum_above) == (
        "members",
        7,
        "0.5",
    )
    first = office.public("ListBodies", parent=AREA, page_size=2)
    rest = office.public("ListBodies", parent=AREA, page_size=2, page_token=first.next_page_token)
    assert ([*first.bodies, *rest.bodies], rest.next_page_token) == (list(bodies), "")
    assert told(lambda: office.public("GetBody", name=f"{AREA}/bodies/senate"))[:2] == ("NotFound", "NOT_FOUND")


def test_groups_are_those_of_a_day(office):
    def codes(day):
        found = office.public("ListWorkingGroups", parent=AREA, day=on(day))
        return [item.working_group.code for item in found.working_groups]

    assert codes("2024-12-31") == ["seniors", "families", "youth"]
    assert codes("2025-01-01") == ["seniors", "families"]


def test_who_sits_in_a_group_is_for_the_staff_and_its_balance_for_all(office):
    office.seat("a", "commissioner")
    office.seat("b", "provider")
    office.seat("k", "commissioner", "coordinator")
    seniors = f"{AREA}/working-groups/seniors"
    seats = office.ask("ListSeats", parent=seniors, day=on("2025-01-01")).seats
    assert [(item.member.name, item.votes) for item in seats] == [
        (seat("a"), True),
        (seat("b"), True),
        (seat("k"), False),
    ]
    assert seats[0].member.full_name == f"{CANARY} a"
    assert not office.ask("ListSeats", parent=seniors, day=on("2028-01-01")).seats
    assert told(lambda: office.ask("ListSeats", CITIZEN, parent=seniors))[0] == "Forbidden"
    balances = office.public("ListTriadBalances", parent=AREA, day=on("2025-01-01")).triad_balances
    found = {item.name.rsplit("/", 1)[1]: item for item in balances}
    assert (list(found["seniors"].missing), found["seniors"].people) == (["user"], 3)
    assert (found["council"].expected, found["seniors"].expected) == (False, True)
    assert CANARY not in str(balances)
    findings = office.ask("ListOrganisationFindings", parent=AREA, day=on("2025-01-01")).findings
    assert ("side-missing", seniors) in {(item.reason, item.subject) for item in findings}
    assert CANARY not in str(findings)


def test_several_seats_of_a_person_share_a_key_that_the_service_made(office):
    first = office.seat("a", body="council", role="guarantor", side="commissioner")
    second = office.seat("b", person=first.person)
    assert (second.person, office.seat("c").person == first.person) == (first.person, False)
    assert told(lambda: office.seat("d", person="jana-novakova")) == ("Invalid", "REFERENCE_MISSING", "member.person")
    assert office.town.update(seat("b"), "person", person="").person == first.person
    for deputised in ("a", "b"):
        refused = told(lambda of=deputised: office.town.update(seat("b"), "deputy_of", deputy_of=seat(of)))
        assert refused == ("Invalid", "INVALID_VALUE", "member.deputy_of")
    late = {"guest_since": on("2024-06-01")}
    assert told(lambda: office.seat("e", **late))[1:] == ("PERIOD_ORDER", "member.guest_since")


def test_an_applicant_is_a_guest_first(office):
    office.seat("a")
    office.seat("b", guest_since=on("2025-01-01"), mandate=days("2025-06-01"))
    office.meet()
    office.hold(*present("a", "b"))
    assert office.ask("CheckMeeting", name=MEETING).present == 1
    found = office.ask("ListOrganisationFindings", parent=AREA, day=on("2025-07-01")).findings
    assert "not-a-guest-before" not in {item.reason for item in found}
    office.seat("c", guest_since=on("2025-05-01"), mandate=days("2025-06-01"))
    found = office.ask("ListOrganisationFindings", parent=AREA, day=on("2025-07-01")).findings
    assert [item.subject for item in found if item.reason == "not-a-guest-before"] == [seat("c")]


def test_after_elections_offices_are_handed_over(office):
    office.seat("a", "commissioner", "group-leader", mandate=days("2022-01-01", "2024-10-31"))
    office.seat("b", "commissioner", "group-leader")
    ending = office.ask("ListEndingMandates", parent=AREA, period=days("2024-10-01", "2024-12-31"))
    assert [member.name for member in ending.members] == [seat("a")]
    day = on("2025-01-01")
    assert [item.name for item in office.ask("ListMissingHandovers", parent=AREA, day=day).members] == [seat("a")]
    values = {"from_member": seat("a"), "held_on": on("2024-11-10"), "items": ["spisy"]}
    office.seat("x", working_group="families")
    foreign = {"working_group": "seniors", "to_member": seat("x"), **values}
    assert told(lambda: office.create("Handover", "h", **foreign)) == ("Invalid", "NOT_A_MEMBER", "handover.to_member")
    office.create("Handover", "h", working_group="seniors", to_member=seat("b"), **values)
    assert not office.ask("ListMissingHandovers", parent=AREA, day=day).members
    assert told(lambda: office.ask("ListHandovers", CITIZEN, parent=AREA))[0] == "Forbidden"


def test_units_of_participation_are_never_mixed(office):
    def event(id_, kind, unit, **counts):
        return office.create(
            "Event",
            id_,
            kind=kind,
            title="Akce",
            when=days("2025-03-01", "2025-03-01"),
            counts=[{"unit": unit, "side": side, "count": count} for side, count in counts.items()],
        )

    event("e1", "seminar", "attendances", user=10, provider=5)
    event("e2", "conference", "distinct-persons", user=7)
    event("e3", "conference", "distinct-persons", user=8)
    office.seat("a")
    office.seat("b", "provider")
    office.meet()
    office.hold(*present("a", "b"), guests={"public": 3})
    found = office.public("GetParticipation", name=AREA, period=days("2025-01-01", "2025-12-31"))
    totals = {item.unit: item for item in found.totals}
    assert set(totals) == {"attendances", "distinct-persons"}
    assert (totals["attendances"].total, totals["attendances"].events) == (20, 2)
    assert {item.side: item.count for item in totals["attendances"].by_side} == {"user": 11, "provider": 6, "public": 3}
    people = totals["distinct-persons"]
    assert (people.HasField("total"), people.at_least, people.at_most) == (False, 8, 15)
    assert (found.events, found.meetings, found.seated, found.uncounted) == (3, 1, 2, 0)


def test_an_event_says_how_exactly_it_is_known_when_it_was(office):
    made = {"kind": "fair", "title": "Veletrh"}
    for precision, when in (("day", days("2025-03-01", "2025-03-02")), ("month", days("2025-03-01", "2025-03-30"))):
        refused = told(lambda p=precision, w=when: office.create("Event", "e", precision=p, when=w, **made))
        assert refused == ("Invalid", "INVALID_VALUE", "event.when")
    year = days("2025-01-01", "2025-12-31")
    assert office.create("Event", "e", precision="year", when=year, **made).occurrences == 1
    half = office.public("GetParticipation", name=AREA, period=days("2025-01-01", "2025-06-30"))
    assert (half.events, half.undecided) == (0, 1)
    assert told(lambda: office.public("GetParticipation", name=AREA))[1:] == ("REQUIRED", "cycle")
    assert told(lambda: office.update("Event", f"{AREA}/events/e", "cycle", cycle="c9"))[1:] == (
        "REFERENCE_MISSING",
        "event.cycle",
    )


def test_participation_of_ostravas_project_is_what_its_slides_add_up_to(instance, shared):
    ostrava = Town(instance("planning", area="ostrava", plugins=("ostrava",)), "areas/ostrava")
    office = Office(ostrava)
    facts = tomllib.loads((shared / "seeds" / "facts.toml").read_text(encoding="utf-8"))["ostrava"]
    involved = StatedFigure(code="people", title="Zapojení", value=str(facts["involvement"]["people"]), unit="persons")
    involved.source = "snímek 9"
    taking_part = StatedFigure(code="taking-part", title="Podílí se", unit="persons", source="snímek 11")
    taking_part.value = str(facts["working_groups_2009"]["people"])
    area = ostrava.area
    ostrava.create(
        "cycles", "2007", title="KP", period=days("2006-06-01", "2007-04-30"), stated_figures=[involved, taking_part]
    )

    def enter(number, kind, title, when, precision, *counts, **values):
        office.create(
            "Event", f"e{number}", area, kind=kind, title=title, when=when, precision=precision, counts=counts, **values
        )

    def month(text):
        end = {"08": "31", "09": "30", "01": "31", "02": "28"}[text[-2:]]
        return days(f"{text}-01", f"{text}-{end}")

    taken_part = [row for row in facts["event"] if row["kind"] not in ("milestone", "document", "structure_change")]
    for number, row in enumerate(taken_part):
        single = days(str(row["date"]), str(row.get("date_to", row["date"]))) if "date" in row else month(row["month"])
        precision = "month" if "month" in row else "range" if "date_to" in row else "day"
        counts = [pb.AttendanceCount(unit=_UNITS[row["count_unit"]], count=row["count"])] if "count" in row else []
        enter(number, _KINDS.get(row["kind"], row["kind"]), row["what"], single, precision, *counts, cycle="2007")
    year = days("2008-01-01", "2008-12-31")
    volunteering, outputs = facts["volunteering_and_awards"], facts["outputs"]
    enter(90, "fair", outputs["fair_name"], year, "year")
    enter(91, "award", volunteering["items"][0], year, "year")
    enter(92, "round-table", "Kulaté stoly", year, "year", occurrences=volunteering["round_tables_2008"])

    found = office.public("GetParticipation", name=area, cycle="2007")
    derived = facts["events_derived"]
    assert {item.unit: item.total for item in found.totals} == {
        "attendances": derived["attendance_sum"],
        "respondents": derived["surveyed"],
        "subjects": derived["mapped_subjects"],
    }
    assert [(figure.unit, figure.value) for figure in found.stated] == [("persons", "1780"), ("persons", "203")]
    assert (found.events, found.uncounted) == (len(taken_part), sum("count" not in row for row in taken_part))
    later = office.public("GetParticipation", name=area, period=days("2008-01-01", "2009-12-31"))
    assert (later.events, later.uncounted, later.groups, len(later.totals)) == (7, 3, 11, 0)
    office.ask(
        "CreateEvent",
        parent=area,
        event={
            "kind": "fair",
            "title": "Kariéra 2009+",
            "precision": "year",
            "when": days("2009-01-01", "2009-12-31"),
            "counts": [{"unit": "subjects", "count": 4}],
        },
    )
    assert ostrava.ids("cycles") == ["2007"]
    listed = office.public("ListEvents", parent=area, kind="fair").events
    assert {event.title for event in listed} == {outputs["fair_name"], "Kariéra 2009+"}
