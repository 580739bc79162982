"""A token of a letter: good once, for a time, for one record; whatever is wrong with one, nobody learns what."""

import base64
import hashlib
import json
import re
import secrets

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from support.campaigns import AREA, SPRING, CampaignOffice, Hands, everything, fill, letters
from support.instance import Instance

from komplan.catalogue.v1.campaign_editor_service_pb2 import SetRecipientRequest
from komplan_core.errors import PlanError, Refused
from komplan_kit import tokens
from komplan_kit.keystore import Keystore
from komplan_kit.statements import Session


@pytest.fixture
def make(instance, monkeypatch):
    """Makes catalogues with a running campaign."""
    clock = Hands()
    monkeypatch.setattr("komplan_catalogue.compose.utc_now", clock)
    return lambda: fill(CampaignOffice(instance("catalogue"), clock))


@pytest.fixture
def office(make):
    return make()


def test_looking_with_a_bad_token_changes_nothing_either(office):
    letters(office)
    before = everything(office)
    for token in ("", "x", "a.b.c"):
        with pytest.raises(Refused):
            office.preview(token)
        with pytest.raises(Refused):
            office.confirm(token, "1")
    assert everything(office) == before


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


def test_a_letter_confirms_nothing_once_somebody_else_is_asked(office):
    before = letters(office)
    item = SetRecipientRequest(name=before["domov"].item, recipient="nova@vzorov.example")
    office.office("SetRecipient", item)
    with pytest.raises(Refused) as told:
        office.preview(before["domov"].token)
    assert told.value.reason == "TOKEN_INVALID"
    token = letters(office)["domov"].token
    office.office("SetRecipient", item)  # the same again
    assert office.confirmed(token).title == "Domov pod Lipou"


def test_a_letter_to_the_former_provider_confirms_nothing(office):
    armada = office.provider("armada", title="Armáda", contacts=[{"email": "info@armada.example"}]).name
    before = letters(office)["azyl"]
    office.update_service(f"{AREA}/services/azyl", "provider", "contacts", provider=armada)
    for call in (office.preview, office.confirmed):
        with pytest.raises(Refused) as told:
            call(before.token)
        assert told.value.reason == "TOKEN_INVALID"
    assert office.items()["azyl"].state == "waiting"
    after = letters(office)["azyl"]
    assert after.recipient == "info@armada.example"
    assert office.items()["azyl"].provider == armada
    with pytest.raises(Refused):
        office.preview(before.token)
    assert office.confirmed(after.token).title == "Azylový dům"


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
    monkeypatch.setattr("komplan_catalogue.compose.SignedTokens", NeverExpires)
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        test_whatever_is_wrong_with_a_token_the_answer_is_the_same("expired", make())


@pytest.mark.parametrize("case", ["used", "of a letter before the one that was used"])
def test_these_facts_find_a_catalogue_that_takes_a_token_twice(case, make, monkeypatch):
    monkeypatch.setattr("komplan_catalogue.repositories.campaigns.StoredCampaigns.drop_tokens", lambda *_: None)
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        test_whatever_is_wrong_with_a_token_the_answer_is_the_same(case, make())
