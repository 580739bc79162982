"""The link of a letter: looking changes nothing, one press confirms one record once, and a bad token tells nothing."""

import base64
import hashlib
import json
import re
import secrets

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from sqlalchemy import MetaData, select, text
from support.campaigns import AREA, SPRING, CampaignOffice, Hands, day
from support.catalogue import refusal
from support.instance import Instance

from komplan.catalogue.v1 import campaign_service_pb2 as public
from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1.place_pb2 import Place
from komplan_catalogue.usecases.campaigns import confirming, tokens
from komplan_core.errors import PlanError, Refused, Stale, Taken
from komplan_kit.engine import Store
from komplan_kit.keystore import Keystore
from komplan_kit.statements import Session


@pytest.fixture
def make(instance, monkeypatch):
    """Makes offices, each with a running campaign about one home in one place."""
    clock = Hands()
    monkeypatch.setattr("komplan_catalogue.compose.utc_now", clock)

    def made(**values) -> CampaignOffice:
        office = CampaignOffice(instance("catalogue", **values), clock)
        office.provider()
        office.place("lipa", title="Dům", address={"street": "Lipová 7"})
        office.home(places=[{"place": f"{AREA}/places/lipa"}], description="Domov v klidu")
        office.home("azyl", registration_number="2", title="Azylový dům")
        office.started()
        return office

    return made


@pytest.fixture
def office(make):
    return make()


def letters(office):
    return {letter.item.rsplit("/", 1)[-1]: letter for letter in office.due()}


def everything(office):
    """All that both databases hold, row by row, the numbers of the journal included."""
    held = {}
    for address in (office.instance.databases["catalogue"], office.instance.settings.storage.keystore):
        found = MetaData()
        with Store(address).engine.connect() as connection:
            found.reflect(connection)
            for table in found.sorted_tables:
                held[table.name] = sorted(repr(tuple(row)) for row in connection.execute(select(table)))
    return held


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


def test_looking_with_a_bad_token_changes_nothing_either(office):
    letters(office)
    before = everything(office)
    for token in ("", "x", "a.b.c"):
        with pytest.raises(Refused):
            office.preview(token)
        with pytest.raises(Refused):
            office.confirm(token, "1")
    assert everything(office) == before


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


def forged(office, secret=None, **changes):
    """A token that says what a letter's says but for `changes`, signed with another secret or the instance's own."""
    token = letters(office)["domov"].token
    payload = token.split(".")[1]
    claims = {**json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))), **changes}
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(secret or secrets.token_bytes(32)))


def own_secret(office):
    keys = Keystore(office.instance.settings.storage.keystore)
    found = keys.secret("confirm-token")
    keys.close()
    return found


def wrong_signature(office):
    head, body, signature = letters(office)["domov"].token.split(".")
    return f"{head}.{body}.{signature[:-4]}{'AAAA' if signature[-4:] != 'AAAA' else 'BBBB'}"


def without_signature(office):
    body = letters(office)["domov"].token.split(".")[1]
    head = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
    return f"{head}.{body}."


def expired(office):
    token = letters(office)["domov"].token
    office.clock.go(60)
    return token


def used(office):
    token = letters(office)["domov"].token
    office.confirmed(token)
    return token


def superseded_by_another_letter(office):
    first = letters(office)["domov"].token
    office.confirmed(letters(office)["domov"].token)
    return first


def settled_by_phone(office):
    token = letters(office)["domov"].token
    office.phone(f"{SPRING}/items/domov", confirmed=True, etag=office.preview(token).etag)
    return token


def of_a_closed_campaign(office):
    token = letters(office)["domov"].token
    office.close()
    return token


def of_a_deleted_service(office):
    token = letters(office)["domov"].token
    office.delete(f"{AREA}/services/domov")
    return token


BAD = {
    "empty": lambda office: "",
    "nonsense": lambda office: "nesmysl",
    "endless": lambda office: "a" * 50_000,
    "three dots": lambda office: "...",
    "of another signature": wrong_signature,
    "without a signature": without_signature,
    "signed by somebody else": forged,
    "never sent": lambda office: forged(office, own_secret(office), jti="jiny"),
    "about another record": lambda office: forged(office, own_secret(office), service=f"{AREA}/services/azyl"),
    "expired": expired,
    "used": used,
    "of a letter before the one that was used": superseded_by_another_letter,
    "settled by phone": settled_by_phone,
    "of a closed campaign": of_a_closed_campaign,
    "of a deleted service": of_a_deleted_service,
}


@pytest.mark.parametrize("case", BAD)
def test_whatever_is_wrong_with_a_token_the_answer_is_the_same(case, office):
    token = BAD[case](office)
    told = []
    for call in (lambda: office.preview(token), lambda: office.confirm(token, "1"), lambda: office.confirm(token, "")):
        with pytest.raises(PlanError) as refused:
            call()
        told.append((type(refused.value), refused.value.reason, refused.value.message, refused.value.violations))
    same = "this link confirms nothing: ask the office of the catalogue for a new one"
    assert told == [(Refused, "TOKEN_INVALID", same, ())] * 3


def test_a_token_of_another_catalogue_confirms_nothing(make, address, tmp_path, monkeypatch):
    office = make()
    monkeypatch.setattr("komplan_catalogue.compose.utc_now", office.clock)
    instance = Instance(("catalogue",), lambda name: address(f"other-{name}"), tmp_path / "other")
    other = CampaignOffice(instance, office.clock)
    try:
        other.provider()
        other.home()
        other.started()
        with pytest.raises(Refused) as refused:
            office.confirm(letters(other)["domov"].token, "1")
        assert refused.value.reason == "TOKEN_INVALID"
    finally:
        instance.stop()


def test_a_token_lasts_sixty_days(office):
    token = letters(office)["domov"].token
    office.clock.go(59.9)
    assert office.confirmed(token).title == "Domov pod Lipou"


def test_refusing_takes_the_same_statements_whatever_is_wrong(office, monkeypatch):
    cases = ("nonsense", "of another signature", "never sent", "about another record", "expired", "used")
    bad = {case: BAD[case](office) for case in cases}
    done, run = [], Session.all

    def noted(session, statement, **params):
        done.append(statement)
        return run(session, statement, **params)

    monkeypatch.setattr(Session, "all", noted)
    work = {}
    for case, token in bad.items():
        done.clear()
        with pytest.raises(Refused):
            office.preview(token)
        work[case] = tuple(map(id, done))
    assert len(set(work.values())) == 1
    assert len(work["nonsense"]) == 2


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


def test_no_token_stands_in_a_database_or_in_a_log(office, capfd):
    letter = letters(office)["domov"]
    office.preview(letter.token)
    with pytest.raises(Refused):
        office.confirm(wrong := letter.token[:-2], "1")
    stands = everything(office)
    held = repr(stands)
    logged = "".join(capfd.readouterr())
    signature = letter.token.split(".")[2]
    identifier = json.loads(base64.urlsafe_b64decode(letter.token.split(".")[1] + "=="))["jti"]
    for secret in (letter.token, wrong, signature, identifier):
        assert secret not in held
        assert secret not in logged
    sha256 = hashlib.sha256(letter.token.encode()).digest()
    assert any(repr(sha256) in row for row in stands["confirm_token"])


def test_a_token_is_made_of_256_random_bits(office):
    payloads = [letter.token.split(".")[1] for _ in range(4) for letter in office.due()]
    ids = [json.loads(base64.urlsafe_b64decode(payload + "=="))["jti"] for payload in payloads]
    assert len(set(ids)) == len(ids) == 8
    assert {len(base64.urlsafe_b64decode(found + "=")) for found in ids} == {32}
    assert all(re.fullmatch(r"[\w-]{43}", found) for found in ids)


class NeverExpires(tokens.Tokens):
    """A planted fault: does not look at the time."""

    def opened(self, token):
        now, self._clock = self._clock, lambda: Hands().now
        try:
            return super().opened(token)
        finally:
            self._clock = now


def test_these_facts_find_a_catalogue_whose_tokens_never_expire(make, monkeypatch):
    monkeypatch.setattr("komplan_catalogue.compose.Tokens", NeverExpires)
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        test_whatever_is_wrong_with_a_token_the_answer_is_the_same("expired", make())


@pytest.mark.parametrize("case", ["used", "of a letter before the one that was used"])
def test_these_facts_find_a_catalogue_that_takes_a_token_twice(case, make, monkeypatch):
    monkeypatch.setattr("komplan_catalogue.repositories.campaigns.StoredCampaigns.drop_tokens", lambda *_: None)
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        test_whatever_is_wrong_with_a_token_the_answer_is_the_same(case, make())


def test_these_facts_find_a_catalogue_that_confirms_what_nobody_saw(make, monkeypatch):
    monkeypatch.setattr(confirming, "_check_seen", lambda record, etag: None)
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        test_a_record_that_changed_since_the_letter_shows_it_and_asks_again(make())


def test_an_empty_etag_is_no_consent(office):
    assert refusal(office.confirm, letters(office)["domov"].token, "") == ("etag", "STALE_ETAG")
