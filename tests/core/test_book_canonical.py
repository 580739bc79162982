"""One spelling for every value (RFC 8785), and commitments that do not depend on how a keyboard writes `ř`."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from komplan_core.book.canonical import canonical, nfc, parsed
from komplan_core.book.commitments import LABELS, check_commitment, commitment
from komplan_core.book.entries import TYPES, decoded, encoded, entry
from komplan_core.book.errors import BookError

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
SALT = bytes(range(32))
CZECH = st.text("aábcčdďeéěfghiíjklmnňoópqrřsštťuúůvwxyýzžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ ", min_size=1, max_size=30)


def test_the_example_of_the_standard_is_spelled_as_the_standard_spells_it() -> None:
    value = {
        "string": '\u20ac$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
        "numbers": [333333333, 4, -7, 0],
    }
    assert canonical(value) == (
        b'{"literals":[null,true,false],"numbers":[333333333,4,-7,0],'
        b'"string":"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_keys_sort_by_utf_16_as_the_standard_asks() -> None:
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    order = [json.loads(line) for line in canonical(dict.fromkeys(keys, 0)).decode()[1:-1].replace(":0", "").split(",")]
    assert order == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


@given(VALUES)
def test_what_is_spelled_reads_back_and_has_no_second_spelling(value: object) -> None:
    data = canonical(value)
    assert parsed(data) == value
    assert json.loads(data) == value
    loose = json.dumps(value, ensure_ascii=True, indent=1).encode()
    if loose != data:
        with pytest.raises(BookError) as caught:
            parsed(loose)
        assert caught.value.reason == "NOT_CANONICAL"


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), 2**53 + 1, b"x", {1: "a"}, "\ud800", {"a": {"b": 0.0}}, {"\ud800": 1}]
)
def test_what_has_no_safe_spelling_is_refused(value: object) -> None:
    with pytest.raises(BookError) as caught:
        canonical(value)
    assert caught.value.reason == "NOT_CANONICAL"


@pytest.mark.parametrize("data", [b'{"a":1,"a":1}', b"1e3", b"01", b'"\\u0061"', b"{}\n", b"\xff", b"[" * 5000])
def test_bytes_that_are_not_the_one_spelling_are_refused(data: bytes) -> None:
    with pytest.raises(BookError) as caught:
        parsed(data)
    assert caught.value.reason == "NOT_CANONICAL"


@given(CZECH, st.sampled_from(LABELS))
def test_a_czech_name_commits_alike_however_it_was_typed(name: str, label: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)
    committed = commitment(label, SALT, {"name": composed, "more": [composed]})
    assert committed == commitment(label, SALT, {"name": decomposed, "more": [decomposed]})
    check_commitment(label, SALT, {"more": [decomposed], "name": decomposed}, committed)
    assert nfc(decomposed) == composed


def test_labels_salts_and_texts_each_make_another_commitment() -> None:
    made = {commitment(label, salt, {"t": t}) for label in LABELS for salt in (SALT, SALT[::-1]) for t in ("ano", "ne")}
    assert len(made) == 12
    assert commitment("content", SALT, {"text": "Přidejte spoj."}) == (
        "hmac:46fe2b99ae34a78e65fe0472ab92300188f80f11fc56f3df4145c513963ae583"
    )
    with pytest.raises(BookError) as caught:
        check_commitment("content", SALT, {"t": "Ano"}, commitment("content", SALT, {"t": "ano"}))
    assert caught.value.reason == "COMMITMENT_MISMATCH"


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_salt_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(BookError) as caught:
        commitment("content", bytes(length), {})
    assert caught.value.reason == "SALT_INVALID"


@pytest.mark.parametrize("type", sorted(TYPES))
def test_each_known_entry_needs_its_fields_and_reads_back(type: str) -> None:
    full = entry(type, "2027-04-02T09:00:00Z", **dict.fromkeys(TYPES[type], "x"))
    assert decoded(encoded(full)) == full
    for field in TYPES[type]:
        with pytest.raises(BookError, match=field):
            entry(type, "2027-04-02T09:00:00Z", **dict.fromkeys(set(TYPES[type]) - {field}, "x"))


@pytest.mark.parametrize("at", ["2027-04-02", "2027-04-02T09:00:00", "2027-04-02T09:00:00.5Z", "2027-13-02T09:00:00Z"])
def test_a_moment_has_one_spelling(at: str) -> None:
    with pytest.raises(BookError) as caught:
        entry("future.kind", at)
    assert caught.value.reason == "ENTRY_INVALID"


def test_an_unknown_kind_of_entry_is_an_entry() -> None:
    made = entry("future.kind", "2027-04-02T09:00:00Z", anything=[1, {"x": "y"}])
    assert decoded(encoded(made)) == made
