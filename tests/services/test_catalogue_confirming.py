"""The link of a letter: looking changes nothing, one press confirms one record, what changed since is asked again."""

import pytest
from sqlalchemy import text
from support.campaigns import AREA, CampaignOffice, Hands, day, everything, fill, letters
from support.catalogue import refusal

from komplan.catalogue.v1 import campaign_service_pb2 as public
from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1.place_pb2 import Place
from komplan_catalogue.usecases.campaigns import confirming
from komplan_core.errors import Refused, Stale, Taken
from komplan_kit.engine import Store


@pytest.fixture
def make(instance, monkeypatch):
    """Makes catalogues with a running campaign."""
    clock = Hands()
    monkeypatch.setattr("komplan_catalogue.compose.utc_now", clock)
    return lambda: fill(CampaignOffice(instance("catalogue"), clock))


@pytest.fixture
def office(make):
    return make()


def facts(office, name):
    store = Store(office.instance.databases["catalogue"])
    with store.engine.connect() as connection:
        query = "SELECT field, verified_at, verified_role FROM field_fact WHERE name = :name"
        return {row[0]: (row[1], row[2]) for row in connection.execute(text(query), {"name": name})}


def test_one_press_confirms_the_record_and_everything_in_it(office):
    letter = letters(office)["domov"]
    seen = office.preview(letter.token)
    assert (seen.title, seen.provider_title, seen.changed, day(seen.expires_on)) == (
        "Domov pod Lipou",
        "Charita Vzorov",
        False,
        "2027-04-30",
    )
    lines = {line.label: line.text for section in seen.sections for line in section.lines}
    assert lines["Popis"] == "Domov v klidu"
    assert lines["Místo"] == "Dům, Lipová 7"
    assert {who for _, who in facts(office, f"{AREA}/services/domov").values()} == {""}
    answer = office.confirm(letter.token, seen.etag)
    assert (answer.title, day(answer.confirmed_on)) == ("Domov pod Lipou", "2027-03-01")
    item = office.items()["domov"]
    assert (item.state, day(item.settled_on), item.confirmed_revision) == ("confirmed", "2027-03-01", seen.etag)
    for name in (f"{AREA}/services/domov", f"{AREA}/places/lipa"):
        verified = facts(office, name)
        assert verified
        assert {who for _, who in verified.values()} == {"provider"}
    assert {who for _, who in facts(office, f"{AREA}/services/azyl").values()} == {""}


def test_confirming_changes_no_word_of_the_record(office):
    before = office.get(f"{AREA}/services/domov")
    office.confirmed(letters(office)["domov"].token)
    assert office.get(f"{AREA}/services/domov") == before


def test_looking_changes_nothing_however_often_and_whoever_looks(office):
    token = letters(office)["domov"].token
    before = everything(office)
    first = office.preview(token)
    for roles in ((), ("provider",), ("region",), ("admin",), ("catalogue-editor",)) * 4:
        request = public.PreviewConfirmationRequest(token=token)
        assert office.instance.ask("CampaignService/PreviewConfirmation", request, roles=roles) == first
    assert everything(office) == before
    assert before["journal_head"]
    assert office.confirm(token, first.etag).title == "Domov pod Lipou"


def test_a_record_that_changed_since_the_letter_shows_it_and_asks_again(office):
    token = letters(office)["domov"].token
    old = office.preview(token).etag
    office.update_service(f"{AREA}/services/domov", "description", "alert", description="Stěhujeme se", alert="Pozor")
    with pytest.raises(Stale) as stale:
        office.confirm(token, old)
    assert stale.value.violations[0].field == "etag"
    seen = office.preview(token)
    assert seen.changed
    assert [(change.label, change.before, change.after) for change in seen.changes] == [
        ("Popis", "Domov v klidu", "Stěhujeme se"),
        ("Aktuálně", "", "Pozor"),
    ]
    assert {change.name for change in seen.changes} == {f"{AREA}/services/domov"}
    assert office.items()["domov"].state == "waiting"
    office.confirm(token, seen.etag)
    assert office.items()["domov"].confirmed_revision == seen.etag != old


def test_a_place_that_moved_since_the_letter_is_a_change_too(office):
    token = letters(office)["domov"].token
    old = office.preview(token).etag
    place = Place(name=f"{AREA}/places/lipa", address={"street": "Dubová 1"})
    office.write("UpdatePlace", edit.UpdatePlaceRequest(place=place, update_mask={"paths": ["address"]}))
    with pytest.raises(Stale):
        office.confirm(token, old)
    seen = office.preview(token)
    assert [(change.name, change.before, change.after) for change in seen.changes] == [
        (f"{AREA}/places/lipa", "Lipová 7", "Dubová 1")
    ]
    assert office.confirm(token, seen.etag).title == "Domov pod Lipou"


def test_what_changes_between_looking_and_pressing_is_not_confirmed(office):
    token = letters(office)["domov"].token
    office.update_service(f"{AREA}/services/domov", "alert", alert="Pozor")
    seen = office.preview(token)
    office.update_service(f"{AREA}/services/domov", "alert", alert="")
    with pytest.raises(Stale):
        office.confirm(token, seen.etag)
    for guess in ("", "0", seen.etag + ".", seen.etag.partition(".")[0], "9" * 30):
        with pytest.raises(Stale):
            office.confirm(token, guess)


def test_a_repeated_press_of_the_same_request_is_answered_as_before(office):
    token = letters(office)["domov"].token
    etag = office.preview(token).etag
    first = office.confirm(token, etag, request_id="r-1")
    assert office.confirm(token, etag, request_id="r-1") == first
    with pytest.raises(Taken):
        office.confirm(token, etag + "1", request_id="r-1")
    with pytest.raises(Refused):
        office.confirm(token, etag, request_id="r-2")


def test_of_simultaneous_presses_one_confirms(office):
    token = letters(office)["domov"].token
    requests = [public.ConfirmRecordRequest(token=token, etag=office.preview(token).etag)] * 12
    answers = office.instance.ask_all("CampaignService/ConfirmRecord", requests, roles=())
    assert sorted(type(answer).__name__ for answer in answers) == ["ConfirmRecordResponse"] + ["Refused"] * 11


def test_these_facts_find_a_catalogue_that_confirms_what_nobody_saw(make, monkeypatch):
    monkeypatch.setattr(confirming, "_check_seen", lambda record, etag: None)
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        test_a_record_that_changed_since_the_letter_shows_it_and_asks_again(make())


def test_an_empty_etag_is_no_consent(office):
    assert refusal(office.confirm, letters(office)["domov"].token, "") == ("etag", "STALE_ETAG")


def test_a_place_that_became_secret_since_the_letter_is_not_told_by_the_difference(office):
    token = letters(office)["domov"].token
    place = Place(name=f"{AREA}/places/lipa", location_type="confidential", title="Utajený dům")
    mask = {"paths": ["location_type", "address", "title"]}
    office.write("UpdatePlace", edit.UpdatePlaceRequest(place=place, update_mask=mask))
    seen = office.preview(token)
    assert {change.path: (change.before, change.after) for change in seen.changes} == {
        "title": ("Místo s utajenou adresou", "Utajený dům"),
        "location_type": ("adresa", "utajená adresa"),
    }
    assert "Lipová" not in str(seen)


def test_a_difference_inside_a_list_is_told_where_it_is(office):
    old = {"contacts": [{"label": "recepce", "phone": "555 000 111"}]}
    office.update_service(f"{AREA}/services/domov", "contacts", **old)
    token = letters(office)["domov"].token
    new = {"contacts": [{"label": "recepce", "phone": "555 000 222"}]}
    office.update_service(f"{AREA}/services/domov", "contacts", **new)
    (change,) = office.preview(token).changes
    assert (change.path, change.label, change.before, change.after) == (
        "contacts.0.phone",
        "Kontakt",
        "555 000 111",
        "555 000 222",
    )
