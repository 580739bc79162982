"""The signed directory: one spelling, believed only while it holds, never an older one."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from komplan_core.book.notes import Note, SigningKey
from komplan_core.directory import EntryKind, Municipality, warned_days
from komplan_core.errors import Refused
from komplan_core.regional import signed_directory as directory

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
KEY = SigningKey("regions/kraj/directory", Ed25519PrivateKey.from_private_bytes(b"k" * 32))
OTHER = SigningKey("regions/kraj/directory", Ed25519PrivateKey.from_private_bytes(b"o" * 32))


def city(code: str, **values: Any) -> Municipality:
    given = {"target": "192.0.2.1:5100", "certificate_name": f"{code}.komplan.example", **values}
    return Municipality(code=code, title=f"Město {code}", **given)


def issue(number: int = 7, now: datetime = NOW, *entries: Municipality) -> directory.Issue:
    return directory.issue_of("kraj", number, directory.listed(entries or (city("brno"), city("zabreh"))), now)


def refusal(note: str, key: SigningKey = KEY, now: datetime = NOW, known: directory.Known | None = None) -> str:
    with pytest.raises(Refused) as caught:
        directory.opened(note, key.verifier, now, known)
    return caught.value.reason


@given(
    st.lists(st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True), unique=True, max_size=8),
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30),
    st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2100, 1, 1))),
    st.booleans(),
    st.lists(st.from_regex(r"[0-9]{6}", fullmatch=True), unique=True, max_size=4),
)
def test_what_was_signed_is_what_is_read(
    codes: list[str], title: str, until: date | None, blocked: bool, towns: list[str]
) -> None:
    told: dict[str, Any] = {"valid_until": until, "blocked": blocked, "municipalities": towns, "orps": ["V01"]}
    entries = [Municipality(code=code, title=title, target="h:1", **told) for code in codes]
    made = directory.issue_of("kraj", 3, directory.listed(entries), NOW)
    note = directory.sign(made, KEY)
    assert directory.opened(note, KEY.verifier, NOW) == made
    assert len(note.split("\n\n")[0].split("\n")) == 3 + len(codes)
    assert all(entry.municipalities == tuple(sorted(towns)) for entry in directory.read(note).entries)


@pytest.mark.parametrize("spelled", ['["2","1"]', '["1","1"]', '"1"', "[1]", "null", '{"1":1}'])
def test_a_territory_is_spelled_in_one_way(spelled: str) -> None:
    body = issue(7, NOW, city("brno", orps=["1"])).text()
    made = body.replace('"orps":["1"]', f'"orps":{spelled}')
    assert made != body
    assert refusal(f"{made}\n{KEY.sign(made)}\n") == "DIRECTORY_SIGNATURE"


@given(st.data())
def test_a_changed_character_is_noticed(data: st.DataObject) -> None:
    note = directory.sign(issue(), KEY)
    body = Note.parse(note).body
    place = data.draw(st.integers(0, len(body) - 1))
    put = data.draw(st.sampled_from('x0"{\n,:}').filter(lambda found: found != body[place]))
    assert refusal(note[:place] + put + note[place + 1 :]) == "DIRECTORY_SIGNATURE"


def test_only_the_regions_own_key_signs_for_it() -> None:
    assert refusal(directory.sign(issue(), OTHER)) == "DIRECTORY_SIGNATURE"
    foreign = SigningKey("regions/jinam/directory", Ed25519PrivateKey.from_private_bytes(b"k" * 32))
    body = issue().text()
    assert refusal(f"{body}\n{foreign.sign(body)}\n", foreign) == "DIRECTORY_SIGNATURE"


def test_an_issue_holds_from_its_beginning_to_its_end() -> None:
    made = issue()
    note = directory.sign(made, KEY)
    assert refusal(note, now=made.expires_at) == "DIRECTORY_EXPIRED"
    assert refusal(note, now=made.issued_at - timedelta(minutes=6)) == "DIRECTORY_EXPIRED"
    for now in (made.issued_at - timedelta(minutes=4), made.expires_at - timedelta(seconds=1)):
        assert directory.opened(note, KEY.verifier, now) == made


@given(st.integers(1, 20), st.integers(1, 20))
def test_nothing_older_than_what_was_seen_is_taken(seen: int, shown: int) -> None:
    known = directory.Known(seen, directory.digest(directory.sign(issue(seen), KEY)))
    note = directory.sign(issue(shown), KEY)
    if shown < seen:
        assert refusal(note, known=known) == "DIRECTORY_OLDER"
    else:
        assert directory.opened(note, KEY.verifier, NOW, known).number == shown


def test_two_directories_of_one_number_are_not_both_taken() -> None:
    known = directory.Known(7, directory.digest(directory.sign(issue(), KEY)))
    other = directory.sign(issue(7, NOW, city("brno", blocked=True)), KEY)
    assert refusal(other, known=known) == "DIRECTORY_OLDER"


def test_it_is_made_anew_when_something_changed_and_before_it_expires() -> None:
    made = issue()
    assert not directory.is_due(made, made.entries, NOW + timedelta(hours=47))
    assert directory.is_due(made, made.entries, NOW + timedelta(hours=48))
    assert directory.is_due(made, made.entries, NOW - timedelta(days=1))  # the clock was wrong
    assert directory.is_due(made, directory.listed([city("brno")]), NOW)
    assert directory.is_due(made, directory.listed([city("brno", blocked=True), city("zabreh")]), NOW)
    assert directory.is_due(None, (), NOW)


def test_addresses_of_the_services_are_not_told() -> None:
    text = issue(1, NOW, city("brno", target="10.1.2.3:5100", public_address="plan.brno.example:443")).text()
    assert "10.1.2.3" not in text
    assert "plan.brno.example:443" in text


def test_the_blocked_and_the_expired_are_not_trusted() -> None:
    entries = directory.listed(
        [
            city("a", valid_until=date(2026, 11, 22)),
            city("b", valid_until=date(2026, 11, 21)),
            city("c", blocked=True),
            city("d"),
        ]
    )
    assert [entry.code for entry in entries if entry.is_trusted(date(2026, 11, 22))] == ["a", "d"]


def test_a_municipality_without_an_instance_has_no_address() -> None:
    told = Municipality(code="lhota", title="Lhota", kind=EntryKind.MUNICIPALITY)
    assert directory.listed([told])[0].kind == "municipality"
    for values in ({"target": "h:1"}, {"certificate_name": "x.cz"}, {"consultation_target": "h:1"}):
        with pytest.raises(ValueError, match="without an instance"):
            Municipality(code="lhota", title="Lhota", kind=EntryKind.MUNICIPALITY, **values)
    with pytest.raises(ValueError, match="planning service"):
        Municipality(code="brno", title="Brno")


def test_the_office_is_warned_thirty_days_before_an_entry_expires() -> None:
    today = date(2026, 11, 22)
    days = {left: warned_days(today + timedelta(left), today) for left in (31, 30, 7, 1, 0, -1)}
    assert days == {31: None, 30: 30, 7: 7, 1: 1, 0: 0, -1: -1}
    assert warned_days(None, today) is None
