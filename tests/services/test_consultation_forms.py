"""Paper forms: every serial number is accounted for (I10)."""

import json
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.consultation import TODAY, Desk, day, on, stored, told
from support.databases import ON_SQLITE

from komplan.consultation.v1 import form_office_service_pb2 as office
from komplan.consultation.v1 import form_service_pb2 as read
from komplan.consultation.v1.form_pb2 import FormBatch
from komplan.consultation.v1.round_pb2 import ContactPoint
from komplan_core.book.replay import State

POINTS = [ContactPoint(code=code, title=code, place="Vzorov") for code in ("radnice", "knihovna")]


@pytest.fixture
def desk(instance):
    return Desk(instance("consultation"), contact_points=POINTS)


def ask(desk, method, **values):
    return desk.ask(f"FormOfficeService/{method}", getattr(office, f"{method}Request")(parent=desk.round, **values))


def issue(desk, prefix="B03", first=1, last=5, place="radnice", **values):
    batch = FormBatch(prefix=prefix, first=first, last=last, contact_point=place, issued_to="k12")
    return ask(desk, "IssueForms", form_batch=batch, **values)


def balance(desk, parent=""):
    request = read.GetFormBalanceRequest(parent=parent or desk.round)
    return desk.city.ask("FormService/GetFormBalance", request, roles=())


def counted(item):
    return (item.issued, item.registered, item.spoiled, item.returned, item.unreturned, item.outstanding)


def entries(desk):
    """The round's log, replayed: what could not have happened raises."""
    found = [json.loads(row.entry) for row in stored(desk.city, "log_leaf")]
    replayed = State()
    for entry in found:
        replayed.apply(entry)
    return found


def on_paper(form, **values):
    return {"channel": "paper-contact-point", "form": form, **values}


def test_a_batch_is_logged_before_it_is_handed_out_and_each_number_once(desk):
    made = issue(desk, form_batch_id="prvni", request_id="a1")
    assert issue(desk, form_batch_id="prvni", request_id="a1") == made
    (told_of,) = [entry for entry in entries(desk) if entry["type"] == "formbatch.issued"]
    assert (told_of["prefix"], told_of["first"], told_of["last"], told_of["place"]) == ("B03", 1, 5, "radnice")
    for values, answer in (
        ({"first": 5, "last": 9}, ("Taken", "ALREADY_EXISTS", [])),
        ({"first": 9, "last": 8}, ("Invalid", "PERIOD_ORDER", ["form_batch.last"])),
        ({"prefix": "b3"}, ("Invalid", "INVALID_VALUE", ["form_batch.prefix"])),
        ({"prefix": "C", "place": "hospoda"}, ("Invalid", "UNKNOWN_CODE", ["form_batch.contact_point"])),
    ):
        assert told(lambda given=values: issue(desk, **given)) == answer
    forms = desk.ask("FormOfficeService/ListForms", office.ListFormsRequest(parent=made.name)).forms
    assert [(form.serial, form.state) for form in forms] == [(f"B03-000{n}", "issued") for n in range(1, 6)]
    assert counted(balance(desk).total) == (5, 0, 0, 0, 0, 5)
    listed = ask(desk, "ListFormBatches").form_batches
    assert list(listed) == [made]
    desk.close()
    assert told(lambda: issue(desk, prefix="D"))[:2] == ("Refused", "ROUND_NOT_OPEN")


def test_a_form_is_used_once_and_the_first_comment_is_named(desk):
    issue(desk)
    first = desk.entered("text", **on_paper("B03-0002"))
    answer = told(lambda: desk.register("text", **on_paper("B03-0002")))
    assert answer == ("Invalid", "FORM_USED", ["comment.form"])
    with pytest.raises(Exception, match=f"comment {first.number}"):
        desk.register("text", **on_paper("B03-0002"))
    assert told(lambda: desk.register("text", **on_paper("B03-0099"))) == ("Invalid", "FORM_UNKNOWN", ["comment.form"])
    ask(desk, "SpoilForms", serials=["B03-0003"])
    assert told(lambda: desk.register("text", **on_paper("B03-0003")))[1] == "FORM_USED"
    other = Desk(desk.city, round_id="podzim", contact_points=POINTS)
    assert told(lambda: other.register("text", **on_paper("B03-0001")))[1] == "FORM_UNKNOWN"
    assert desk.numbers() == [1]
    assert counted(balance(desk).total) == (5, 1, 1, 0, 0, 3)


def test_forms_move_together_or_not_at_all(desk):
    issue(desk)
    for serials, answer in (
        ([], ("Invalid", "REQUIRED", ["serials"])),
        (["B03-0001", "B03-0077"], ("Invalid", "FORM_UNKNOWN", ["serials.1"])),
        (["B03-0001", "B03-0001"], ("Refused", "FORM_USED", [])),
        (["B03-0001"] * 1001, ("Invalid", "TOO_MANY", ["serials"])),
    ):
        assert told(lambda given=serials: ask(desk, "ReturnForms", serials=given)) == answer
    assert counted(balance(desk).total) == (5, 0, 0, 0, 0, 5)
    done = ask(desk, "ReturnForms", serials=["B03-0001", "B03-0004"]).forms
    assert [(form.serial, form.state) for form in done] == [("B03-0001", "returned"), ("B03-0004", "returned")]
    assert told(lambda: ask(desk, "SpoilForms", serials=["B03-0004"]))[:2] == ("Refused", "FORM_USED")


def test_forms_are_reconciled_when_nothing_more_may_be_entered_and_only_once(instance):
    desk = Desk(instance("consultation"), contact_points=POINTS, registration_until=on(TODAY + timedelta(days=60)))
    issue(desk)
    assert told(lambda: ask(desk, "ReconcileForms"))[:2] == ("Refused", "ROUND_NOT_CLOSED")
    desk.close()
    assert told(lambda: ask(desk, "ReconcileForms"))[:2] == ("Refused", "ROUND_NOT_CLOSED")
    without = Desk(desk.city, round_id="podzim", contact_points=POINTS)
    without.close()
    assert told(lambda: ask(without, "ReconcileForms"))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")


ROUNDS = count(1)
FATES = st.lists(st.sampled_from(["register", "spoil", "return", "keep"]), min_size=1, max_size=8)


@ON_SQLITE
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fates=st.lists(FATES, min_size=1, max_size=2))
def test_issued_forms_are_registered_spoiled_returned_or_unreturned(desk, fates):
    round_id = f"kolo-{next(ROUNDS)}"
    own = Desk(desk.city, round_id=round_id, contact_points=POINTS)
    wanted = {"register": 0, "spoil": 0, "return": 0, "keep": 0}
    for index, batch in enumerate(fates):
        issue(own, prefix=f"P{index}", last=len(batch), place=POINTS[index].code)
        for number, fate in enumerate(batch, start=1):
            serial = f"P{index}-{number:04}"
            wanted[fate] += 1
            if fate == "register":
                own.entered("text", received_on=day(-1), **on_paper(serial))
            elif fate != "keep":
                ask(own, f"{fate.title()}Forms", serials=[serial])
    issued = sum(wanted.values())
    moved = (issued, wanted["register"], wanted["spoil"], wanted["return"])
    assert counted(balance(own).total) == (*moved, 0, wanted["keep"])
    own.close()
    assert counted(ask(own, "ReconcileForms").total) == (*moved, wanted["keep"], 0)
    published = balance(own)
    assert published.reconciled
    assert sum(place.issued for place in published.by_contact_point.values()) == issued
    assert told(lambda: ask(own, "ReconcileForms"))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    mine = [json.loads(row.entry) for row in stored(own.city, "log_leaf") if row.origin.endswith(f"/{round_id}")]
    replayed = State()
    for entry in mine:
        replayed.apply(entry)
    states = list(replayed.forms.values())
    assert [states.count(state) for state in ("registered", "spoiled", "returned", "unreturned")] == [
        wanted["register"],
        wanted["spoil"],
        wanted["return"],
        wanted["keep"],
    ]
