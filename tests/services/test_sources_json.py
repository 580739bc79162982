"""A long JSON list is read item by item, whatever its size, and what is wrong with it is told with its place."""

import io
import json
import random
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.catalogue import refusal

from komplan_catalogue.sources import json_items
from komplan_catalogue.sources.json_items import items

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def read(raw):
    return [value for _, value in items(io.BytesIO(raw), "polozky")]


@given(before=VALUES, listed=st.lists(VALUES, max_size=5), after=VALUES, indent=st.none() | st.integers(0, 2))
def test_the_list_is_what_the_decoder_of_the_whole_file_gives(before, listed, after, indent):
    raw = json.dumps({"a": before, "polozky": listed, "z": after}, ensure_ascii=False, indent=indent).encode()
    whole, chunk = read(raw), json_items.CHUNK
    try:
        json_items.CHUNK = 3  # items, keys, numbers and characters are cut anywhere
        assert read(raw) == whole == listed
        assert read(b"\xef\xbb\xbf" + raw) == listed
    finally:
        json_items.CHUNK = chunk


def test_items_are_numbered_from_one():
    assert list(items(io.BytesIO(b'{"polozky": ["a", "b"]}'), "polozky")) == [(1, "a"), (2, "b")]


GOOD = json.dumps({"polozky": [{"n": n, "text": "žluťoučký kůň"} for n in range(40)]}, ensure_ascii=False, indent=1)


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        (GOOD.encode()[:900], "line 69, column 12: item 17 is broken"),
        (GOOD.replace('"n": 7', '"n" 7').encode(), "line 32, column 8: item 8 is broken"),
        (GOOD.replace('{\n   "n": 9', '{\n   "n": 9,,').encode(), "item 10 is broken"),
        (GOOD.replace("}\n ]", "},\n ]").encode(), "item 41 is broken"),
        (GOOD.replace('"n": 3', '"n": NaN').encode(), "item 4 is broken"),
        (b'{"polozky": [' + b"[" * 100_000, "item 1 is nested too deeply"),
        (b'{"polozky": [' + b"9" * 5_000 + b"]}", "item 1 is broken"),
        (b'{"polozky": [1 2]}', "line 1, column 16: a comma is missing after item 1"),
        (b'{"polozky": [1]', "line 1, column 16: a comma is missing"),
        (b'{"polozky": [1]} and more', "line 1, column 18: something follows the end of the object"),
        (b"[1, 2]", "line 1, column 1: the file is no JSON object with the list `polozky`"),
        (b'{"items": []}', "the object has no list `polozky`: is it another file?"),
        (b'{"polozky": {}}', "`polozky` is no list"),
        (b"", "the file is no JSON object"),
    ],
)
def test_a_broken_file_is_told_with_line_and_column(raw, where):
    assert refusal(read, raw) == ("source", "SOURCE_FORMAT")
    with pytest.raises(Exception, match=where.replace("`", ".").replace("?", ".")):
        read(raw)


def test_another_encoding_is_told_with_its_byte():
    for codec, advice in (
        ("cp1250", f"byte {GOOD.index('ž') + 1} is not UTF-8; it looks like Windows-1250"),
        ("utf-16", "byte 1 .* UTF-16"),
    ):
        assert refusal(read, GOOD.encode(codec)) == ("source", "TEXT_ENCODING")
        with pytest.raises(Exception, match=advice):
            read(GOOD.encode(codec))


def test_a_broken_item_does_not_make_the_rest_of_the_file_stand_in_memory(monkeypatch):
    monkeypatch.setattr(json_items, "CHUNK", 10_000)
    monkeypatch.setattr(json_items, "LARGEST_ITEM", 50_000)
    stream = io.BytesIO(b'{"polozky": ["' + b"a" * 1_000_000)
    assert refusal(list, items(stream, "polozky")) == ("source", "SOURCE_FORMAT")
    assert stream.tell() <= 80_000


def test_memory_does_not_grow_with_the_file(monkeypatch):
    monkeypatch.setattr(json_items, "CHUNK", 20_000)
    text = random.Random(1).randbytes(300).hex()

    def peak(count):
        raw = json.dumps({"polozky": [text] * count}).encode()
        tracemalloc.start()
        for _ in items(io.BytesIO(raw), "polozky"):
            continue
        _, used = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return used

    assert peak(8_000) < peak(500) + 50_000
