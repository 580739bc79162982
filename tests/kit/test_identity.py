"""Who calls: assertions that are believed, and all those that are not."""

import base64
import hmac
import json
from datetime import timedelta
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import OKPKey

from komplan_core.errors import Unidentified
from komplan_kit import identity
from komplan_kit.caller import NOBODY
from komplan_kit.identity import Identities, assertion, make_issuer_key

NOW = 1_800_000_000.0
CITY = b"portal.vzorov"


class Call:
    """What a call shows of its caller."""

    def __init__(self, presented="", names=()):
        self._presented, self._names = presented, names

    def auth_context(self):
        return {"x509_subject_alternative_name": self._names} if self._names else {}

    def invocation_metadata(self):
        return (("user-agent", "test"), *((("authorization", self._presented),) if self._presented else ()))


class Watch:
    """A clock that the test sets."""

    now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def keys(tmp_path):
    make_issuer_key(tmp_path / "issuer.pem", tmp_path / "issuer.pub.pem")
    return tmp_path


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def identities(keys, watch):
    return Identities("vzorov", [keys / "issuer.pub.pem"], {"portal.vzorov": "editor", "region.kraj": "region"}, watch)


def signed(keys: Path, **changes):
    """An assertion as the portal makes it, with some claims changed."""
    claims = {"sub": "office", "roles": ["editor"], "aud": "vzorov", "iat": NOW, "exp": NOW + 300, **changes}
    key = OKPKey.import_key((keys / "issuer.pem").read_bytes())
    claims = {name: value for name, value in claims.items() if value is not None}
    return "Bearer " + jwt.encode({"alg": "Ed25519"}, claims, key, algorithms=["Ed25519"])


def test_a_caller_who_presents_nothing_is_a_citizen(identities):
    assert identities.of(Call()) is NOBODY


def test_an_assertion_says_who_calls_and_in_which_roles(identities, keys):
    made = assertion(keys / "issuer.pem", "office", ["editor", "clerk"], "vzorov", now=lambda: NOW)
    caller = identities.of(Call(f"Bearer {made}"))
    assert (caller.subject, caller.roles) == ("office", {"anyone", "editor", "clerk"})


def test_roles_that_the_table_does_not_know_give_nothing(identities, keys):
    caller = identities.of(Call(signed(keys, roles=["editor", "emperor", 7, ["admin"], {"admin": 1}])))
    assert caller.roles == {"anyone", "editor"}


def part(claims):
    """A part of a token as anybody can make it."""
    return base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=")


BAD = {
    "expired": {"iat": NOW - 400, "exp": NOW - 100},
    "from the future": {"iat": NOW + 100, "exp": NOW + 300},
    "holds too long": {"exp": NOW + 301},
    "never expires": {"exp": None},
    "says no beginning": {"iat": None},
    "expires in words": {"exp": "tomorrow"},
    "for another service": {"aud": "ostrava"},
    "for nobody": {"aud": None},
    "for a portal with a certificate": {"azp": "portal.vzorov"},
    "without an office": {"sub": None},
    "a person's name for an office": {"sub": "Jana Nováková"},
    "without roles": {"roles": None},
    "roles in words": {"roles": "admin"},
}


@pytest.mark.parametrize("changes", BAD.values(), ids=BAD)
def test_an_assertion_that_does_not_hold_here_and_now_is_refused(identities, keys, changes):
    with pytest.raises(Unidentified):
        identities.of(Call(signed(keys, **changes)))


def test_clocks_may_differ_by_a_minute(identities, keys):
    assert identities.of(Call(signed(keys, iat=NOW + 59, exp=NOW + 300))).subject == "office"
    assert identities.of(Call(signed(keys, iat=NOW - 300, exp=NOW - 59))).subject == "office"


def test_another_issuers_assertion_is_refused(identities, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    make_issuer_key(other / "issuer.pem", other / "issuer.pub.pem")
    with pytest.raises(Unidentified):
        identities.of(Call(signed(other)))


def test_a_tampered_assertion_is_refused(identities, keys):
    head, body, signature = signed(keys).split(".")
    _, richer, _ = signed(keys, roles=["admin"]).split(".")
    for forged in (f"{head}.{richer}.{signature}", f"{head}.{body}.", f"{head}.{body}", f"{head}.{body}.{'A' * 86}"):
        with pytest.raises(Unidentified):
            identities.of(Call(forged))


def test_the_algorithm_is_ours_to_choose(identities, keys):
    claims = part({"sub": "office", "roles": ["admin"], "aud": "vzorov", "iat": NOW, "exp": NOW + 300})
    unsigned = part({"alg": "none"}) + b"." + claims
    by_public_key = part({"alg": "HS256"}) + b"." + claims
    digest = hmac.digest((keys / "issuer.pub.pem").read_bytes(), by_public_key, "sha256")
    for forged in (unsigned + b".", by_public_key + b"." + base64.urlsafe_b64encode(digest).rstrip(b"=")):
        with pytest.raises(Unidentified):
            identities.of(Call(f"Bearer {forged.decode()}"))


@pytest.mark.parametrize(
    "presented", ["Basic b2ZmaWNl", "Bearer", "Bearer ", "Bearer " + "a" * 5000, "x", "Bearer \x00"]
)
def test_what_is_no_bearer_of_an_assertion_is_refused(identities, presented):
    with pytest.raises(Unidentified):
        identities.of(Call(presented))


def test_a_machine_is_known_by_its_certificate(identities):
    caller = identities.of(Call(names=[b"other.name", CITY]))
    assert (caller.subject, caller.roles) == ("portal.vzorov", {"anyone", "editor"})


def test_a_machine_that_is_not_in_the_list_is_refused_whatever_it_presents(identities, keys):
    for presented in ("", signed(keys), signed(keys, azp="stranger")):
        with pytest.raises(Unidentified):
            identities.of(Call(presented, [b"stranger"]))


def test_a_persons_assertion_is_bound_to_the_portal_that_got_it(identities, keys):
    bound = signed(keys, azp="portal.vzorov", roles=["clerk"])
    assert identities.of(Call(bound, [CITY])).roles == {"anyone", "clerk"}
    for names in ([b"region.kraj"], []):
        with pytest.raises(Unidentified):
            identities.of(Call(bound, names))
    with pytest.raises(Unidentified):
        identities.of(Call(signed(keys), [CITY]))


def test_an_assertion_is_verified_once_and_forgotten_when_it_expires(identities, keys, watch, monkeypatch):
    verified = []
    decode = jwt.decode
    monkeypatch.setattr(identity.jwt, "decode", lambda *a, **k: verified.append(1) or decode(*a, **k))
    call = Call(signed(keys))
    first, second = identities.of(call), identities.of(call)
    assert (first, len(verified)) == (second, 1)
    watch.now = NOW + 300 + identity.LEEWAY + 1
    with pytest.raises(Unidentified):
        identities.of(call)


def test_the_cache_does_not_lend_an_assertion_to_another_machine(identities, keys):
    call = signed(keys, azp="portal.vzorov")
    assert identities.of(Call(call, [CITY])).subject == "office"
    with pytest.raises(Unidentified):
        identities.of(Call(call, [b"region.kraj"]))


def test_the_issuers_private_key_is_for_its_owner_only(keys):
    assert (keys / "issuer.pem").stat().st_mode & 0o077 == 0


def test_an_assertion_lives_for_five_minutes_at_most(identities, keys):
    longer = assertion(keys / "issuer.pem", "office", ["editor"], "vzorov", life=timedelta(hours=1), now=lambda: NOW)
    with pytest.raises(Unidentified):
        identities.of(Call(f"Bearer {longer}"))
