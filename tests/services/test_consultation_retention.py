"""Personal data in time: a legal hold stops every erasure, retention ends, and one person's data is found."""

import pytest
from sqlalchemy import text
from support.consultation import Desk, author, stored, told
from support.forgetting import CONTACT, NAME, PEOPLE, TEXT, erase_authors, erase_content, erasures
from support.witnessing import Clock, run_job

from komplan.consultation.v1 import privacy_service_pb2 as pb
from komplan.consultation.v1.round_pb2 import Round
from komplan_core.consultation.privacy import Ground
from komplan_kit.engine import Store


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr("komplan_consultation.compose.utc_now", made)
    return made


@pytest.fixture
def desk(instance, clock):
    return Desk(instance("consultation"))


def person_data(desk, **who):
    request = pb.GetPersonDataRequest(parent=desk.area, **who)
    *found, last = desk.city.stream("PrivacyService/GetPersonData", request, ("admin",))
    assert last.summary.found == len(found)
    return [(item.WhichOneof("found"), getattr(item, item.WhichOneof("found"))) for item in found]


def hold(desk, target, reason="22 C 14/2027"):
    request = pb.SetLegalHoldRequest(name=target, reason=reason)
    return desk.ask("PrivacyService/SetLegalHold", request, ("admin",))


@pytest.mark.parametrize("whole_round", [True, False])
def test_a_legal_hold_stops_every_erasure_until_it_is_released(desk, whole_round):
    comment, other = desk.entered(TEXT, authors=PEOPLE), desk.entered(TEXT, authors=PEOPLE)
    held = hold(desk, desk.round if whole_round else comment.name)
    for erase in (erase_authors, erase_content):
        assert told(lambda erase=erase: erase(desk, comment)) == ("Refused", "LEGAL_HOLD", [])
    assert desk.get(comment.name) == comment
    if not whole_round:
        assert erase_authors(desk, other).authors[0].full_name == ""
    listed = desk.ask("PrivacyService/ListLegalHolds", pb.ListLegalHoldsRequest(parent=desk.round)).legal_holds
    assert list(listed) == [held]
    desk.ask("PrivacyService/ReleaseLegalHold", pb.ReleaseLegalHoldRequest(name=held.name), ("admin",))
    assert erase_authors(desk, comment).authors[0].full_name == ""
    assert told(lambda: hold(desk, desk.round, ""))[:2] == ("Invalid", "REQUIRED")
    assert told(lambda: hold(desk, f"{desk.area}/rounds/none"))[:2] == ("NotFound", "NOT_FOUND")


def end_round(desk, state):
    """The round is over; the way there is another test's."""
    with Store(desk.city.databases["consultation"]).transaction() as connection:
        ((encoded,),) = connection.execute(text("SELECT encoded FROM consultation_round")).all()
        message = Round.FromString(bytes(encoded))
        message.state = state
        values = {"state": state, "encoded": message.SerializeToString(deterministic=True)}
        connection.execute(text("UPDATE consultation_round SET state = :state, encoded = :encoded"), values)


@pytest.mark.tampers
def test_authors_are_forgotten_when_the_years_have_passed_and_the_round_is_over(desk, clock):
    comment, kept = desk.entered(TEXT, authors=PEOPLE), desk.entered(TEXT, authors=PEOPLE)
    hold(desk, kept.name)

    def names(of):
        run_job(desk.city, "retention")
        return [person.full_name for person in desk.get(of.name).authors]

    clock.pass_by(days=365 * 7)
    assert names(comment) == [NAME, "Petr Svoboda"]  # the round is still open
    end_round(desk, "approved")
    clock.pass_by(days=-365 * 4)
    assert names(comment) == [NAME, "Petr Svoboda"]
    clock.pass_by(days=365 * 4)
    assert names(comment) == ["", ""]
    assert names(kept) == [NAME, "Petr Svoboda"]
    assert [(item.what, item.ground) for item in erasures(desk, comment)] == [("identity", Ground.RETENTION)]
    assert desk.get(comment.name).points[0].text == TEXT
    assert desk.numbers() == [1, 2]


def test_refused_content_is_purged_on_its_day_unless_a_legal_hold_keeps_it(desk, clock):
    refusal = desk.refused(TEXT, authors=[])
    held = hold(desk, desk.round)

    def left():
        run_job(desk.city, "retention")
        return not stored(desk.city, "refusal")[0].purged

    assert left()
    clock.pass_by(days=3 * 366)
    assert left()
    desk.ask("PrivacyService/ReleaseLegalHold", pb.ReleaseLegalHoldRequest(name=held.name), ("admin",))
    assert not left()
    assert stored(desk.city, "refusal")[0].number == refusal.number == 1


def test_everything_about_one_person_is_found_by_name_or_contact(desk):
    mine = desk.entered(TEXT, authors=PEOPLE)
    desk.entered("Cizí.", authors=[author("Jana Kanarkova", "user")])
    represented = desk.entered(
        "Za mámu.",
        authors=[{"kind": "user", "full_name": "Marie Stará", "represented_by": NAME, "proof": "plná moc"}],
    )
    desk.refused("", authors=[author(NAME, "user", CONTACT)])
    by_name = person_data(desk, full_name="  kanarkova   JANA ")
    assert [(what, getattr(found, "name", "")) for what, found in by_name][:2] == [
        ("comment", mine.name),
        ("comment", represented.name),
    ]
    assert [what for what, _ in by_name][2:] == ["refusal"]
    assert by_name[0][1] == mine
    assert [what for what, _ in person_data(desk, contact=CONTACT.upper())] == ["comment", "refusal"]
    assert person_data(desk, full_name="Nikdo Neznámý") == []
    assert told(lambda: person_data(desk))[:2] == ("Invalid", "REQUIRED")
    erase_authors(desk, mine)
    assert [what for what, _ in person_data(desk, full_name=NAME)] == ["comment", "refusal"]
