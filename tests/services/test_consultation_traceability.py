"""No accepted comment without a change, no change without a reason: what the gate lets through, and names (I6)."""

import pytest
from support.adopting import resolve, submit
from support.consultation import point_name, told
from support.outcomes import BENCHES, FINAL, planned, worked_over
from support.planning import DRAFT, PLAN

from komplan.consultation.v1 import publication_service_pb2 as public
from komplan.consultation.v1 import traceability_service_pb2 as traces
from komplan.consultation.v1.comment_pb2 import Point

OTHER = "measures/m2/description"


@pytest.fixture
def city(instance):
    return instance("planning", "consultation")


def test_the_plan_goes_on_when_every_accepted_point_changed_it_and_every_change_has_its_reason(city):
    town, desk = planned(city)
    benches, advice = desk.about("Lavičky i u řeky.", BENCHES), desk.about("Poradna?", OTHER)
    desk.settled((benches, "accepted"), (advice, "explained"))
    assert told(lambda: desk.because(BENCHES, point_name(benches)))[:2] == ("Refused", "FINAL_DRAFT_MISSING")
    assert (desk.gate().open, desk.holes()) == (False, (["1/1"], []))
    worked_over(town, m1="V parku a u řeky budou lavičky.", m2="Vznikne občanská poradna.")
    desk.final()
    desk.release()
    assert desk.holes() == (["1/1"], [BENCHES, OTHER])
    refused = told(desk.submit)
    assert refused[:2] == ("Refused", "TRACEABILITY_GAPS")
    with pytest.raises(Exception, match=rf"1/1.*{OTHER}"):
        desk.submit()
    made = desk.because(BENCHES, point_name(benches))
    assert (made.change, list(made.labels), made.heading) == ("edit", ["1/1"], "1.1.1 Opatření")
    assert desk.holes() == ([], [OTHER])
    desk.because(OTHER, reason="law", words="Zákon mění název.")
    assert desk.gate().open
    assert desk.submit().state == "submitted"
    late = told(lambda: desk.because(OTHER, reason="editorial", words="Překlep."))
    assert late[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")


def test_a_wrong_reason_is_refused_and_stores_nothing(city):
    town, desk = planned(city)
    benches, advice = desk.about("Lavičky i u řeky.", BENCHES), desk.about("Poradna?")
    desk.settled((benches, "accepted"), (advice, "rejected"))
    worked_over(town, m1="V parku a u řeky budou lavičky.")
    desk.final()
    for given, expected in (
        ((OTHER, point_name(benches)), ("Invalid", "BLOCK_UNCHANGED", ["block"])),
        (("", point_name(benches)), ("Invalid", "BLOCK_UNCHANGED", ["block"])),
        ((BENCHES,), ("Invalid", "REQUIRED", ["incorporation.points"])),
        ((BENCHES, point_name(advice)), ("Invalid", "POINT_NOT_ACCEPTED", ["incorporation.points.0"])),
        ((BENCHES, point_name(benches, 2)), ("Invalid", "REFERENCE_MISSING", ["incorporation.points.0"])),
        ((BENCHES, benches.name), ("Invalid", "NAME_FORMAT", ["incorporation.points.0"])),
    ):
        assert told(lambda given=given: desk.because(*given)) == expected
    for values, field in (({"reason": "law"}, "words"), ({"reason": "whim", "words": "Proto."}, "reason")):
        assert told(lambda values=values: desk.because(BENCHES, **values))[2] == [f"incorporation.{field}"]
    assert desk.holes() == (["1/1"], [BENCHES])


def test_a_reason_holds_for_the_text_that_it_was_given_for_and_can_be_taken_back(city):
    town, desk = planned(city)
    benches = desk.about("Lavičky i u řeky.", BENCHES)
    desk.settled((benches, "partially-accepted"))
    worked_over(town, m1="V parku a u řeky budou lavičky.")
    desk.final()
    made = desk.because(BENCHES, point_name(benches))
    assert desk.gate().open
    worked_over(town, "druha", m1="U řeky budou lavičky a stromy.")
    desk.final(f"{PLAN}/versions/druha")
    assert desk.holes() == (["1/1"], [BENCHES])
    assert list(desk.gate().outdated) == [made.name]
    again = desk.because(BENCHES, point_name(benches))
    assert desk.gate().open
    remove = traces.DeleteIncorporationRequest(name=again.name, etag=again.etag)
    desk.ask("TraceabilityService/DeleteIncorporation", remove)
    assert desk.holes() == (["1/1"], [BENCHES])


def test_planning_takes_no_version_while_either_side_has_a_hole(city):
    town, desk = planned(city)
    benches = desk.about("Lavičky i u řeky.", BENCHES)
    desk.settled((benches, "accepted"))
    worked_over(town, m1="V parku a u řeky budou lavičky.", m2="Vznikne občanská poradna.")
    town.move(FINAL, "finish")

    def handed_in():
        return submit(lambda method, request: city.ask(method, request, ("editor",)), FINAL)

    with pytest.raises(Exception, match="final text is not frozen") as caught:
        handed_in()
    assert caught.value.reason == "TRACEABILITY_GAPS"
    desk.final()
    with pytest.raises(Exception, match=f"1/1; changed without a reason: {BENCHES}, {OTHER}"):
        handed_in()
    desk.because(BENCHES, point_name(benches))
    desk.because(OTHER, reason="editorial", words="Název.")
    (standing,) = handed_in().rounds
    assert (standing.state, list(standing.unchanged), list(standing.unexplained)) == ("settled", [], [])


def test_a_version_of_another_text_than_was_compared_is_not_submitted(city):
    town, desk = planned(city)
    desk.settled()
    worked_over(town, m1="V parku budou stromy.")
    worked_over(town, "jina", m1="V parku bude parkoviště.")
    desk.final()
    desk.because(BENCHES, reason="assembly", words="Usnesení rady.")
    other = f"{PLAN}/versions/jina"
    town.move(other, "finish")
    with pytest.raises(Exception, match="another text"):
        submit(lambda method, request: city.ask(method, request, ("editor",)), other)


def test_the_resolution_that_approves_is_read_from_planning(city):
    town, desk = planned(city)
    desk.settled()
    worked_over(town, m1="V parku budou stromy.")
    desk.final()
    desk.because(BENCHES, reason="assembly", words="Usnesení rady.")
    desk.release()
    desk.submit()

    def ask(method, request):
        return city.ask(method, request, ("editor",))

    no = resolve(ask, FINAL, number="ZM 1", result="returned").name
    on_draft, yes = resolve(ask, DRAFT, number="ZM 2").name, resolve(ask, FINAL, number="ZM 3").name
    assert told(lambda: desk.approve(no))[:2] == ("Refused", "RESOLUTION_NOT_POSITIVE")
    assert told(lambda: desk.approve(on_draft))[:2] == ("Refused", "FINAL_DRAFT_OTHER")
    assert told(lambda: desk.approve(f"{desk.area}/resolutions/zadne"))[0] == "NotFound"
    assert told(lambda: desk.send_back(" ")) == ("Invalid", "REQUIRED", ["reason"])
    assert desk.send_back("Doplnit rozpočet.").returned == "Doplnit rozpočet."
    assert told(lambda: desk.approve(yes))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    desk.finish()
    desk.release()
    desk.submit()
    approved = desk.approve(yes)
    assert (approved.state, approved.resolution) == ("approved", yes)
    assert approved.resolution_sha256 == town.get(FINAL).content_sha256


def test_a_comment_is_followed_from_its_passage_to_the_text_and_back(city):
    town, desk = planned(city)
    benches, trees = desk.about("Lavičky i u řeky.", BENCHES), desk.about("Lavičky všude.", BENCHES)
    desk.settled((benches, "accepted"), (trees, "partially-accepted"))
    worked_over(town, m1="V parku a u řeky budou lavičky.")
    desk.final()
    desk.because(BENCHES, point_name(benches), point_name(trees))
    everybody = public.ListChangedPassagesRequest(parent=desk.round)
    assert not city.ask("PublicationService/ListChangedPassages", everybody, ()).passages
    (before,) = desk.trail(1).points
    assert (before.block, before.heading, before.HasField("settlement"), len(before.changes)) == (
        BENCHES,
        "1.1.1 Opatření",
        False,
        0,
    )
    (office,) = desk.ask("TraceabilityService/GetOfficeTrail", traces.GetOfficeTrailRequest(name=benches.name)).points
    assert (office.settlement.kernel, [c.block for c in office.changes]) == ("accepted", [BENCHES])
    desk.release()
    (point,) = desk.trail(1).points
    assert (point.settlement.outcome_title, point.measures[0].measure) == ("akceptováno", "m1")
    (passage,) = city.ask("PublicationService/ListChangedPassages", everybody, ()).passages
    assert list(passage.because_of) == list(point.changes[0].because_of) == ["1/1", "2/1"]
    assert passage.block == BENCHES
    assert told(lambda: desk.trail(3))[0] == "NotFound"


def test_the_table_names_places_as_they_are_printed(city):
    town, desk = planned(city)
    point = Point(text="Lavičky i u řeky.", plan_part="opatření 1.1.1")
    numbered = desk.entered(points=[point])
    assert numbered.points[0].plan_part == f"{DRAFT}/measures/m1"
    wrong = told(lambda: desk.entered(points=[Point(text="x", plan_part="9.9")]))
    assert wrong == ("Invalid", "REFERENCE_MISSING", ["comment.points.0.plan_part"])
    quoted = desk.about("Poradna?", OTHER)
    desk.settled((numbered, "accepted"), (quoted, "explained"))
    worked_over(town, m1="V parku a u řeky budou lavičky.")
    desk.final()
    desk.because(BENCHES, point_name(numbered))
    desk.release()
    for comment in (numbered, quoted):
        desk.moderate(comment)
    for public_profile in (True, False):
        rows, _ = desk.table(public_profile)
        assert [(row.part, row.incorporated) for row in rows] == [
            ("1.1.1 Opatření", "1.1.1 Opatření (popis)"),
            ("1.1.2 Opatření (popis)", ""),
        ]
    statistics = public.GetSettlementStatisticsRequest(parent=desk.round)
    (line,) = desk.city.ask("PublicationService/GetSettlementStatistics", statistics, ()).chapters
    assert (line.code, line.comments) == ("1", 2)
