"""Rules of intake without a server: who is who, what a file is, what is in time to the second."""

import hashlib
import unicodedata
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from komplan_core.consultation import Author, Basis, Channel, ChannelRule, Point, Round
from komplan_core.consultation.attachments import MEDIA_TYPES, Attachment, check_file, media_type_of
from komplan_core.consultation.deadlines import PRAGUE, timeliness
from komplan_core.consultation.people import check_two_people, is_the_same
from komplan_core.consultation.puzzles import is_solved, solve
from komplan_core.consultation.submissions import Reading, differences
from komplan_core.errors import Invalid
from komplan_core.values import Period

CZECH = "aábcčdďeéěfghiíjklmnňoópqrřsštťuúůvwxyýzž"
WORDS = st.text(CZECH, min_size=1, max_size=12)
LAST = date(2027, 3, 28)
"""A Sunday of 23 hours: clocks go forward in the night before."""


def bare(word):
    return "".join(mark for mark in unicodedata.normalize("NFD", word) if not unicodedata.combining(mark))


@given(st.lists(WORDS, min_size=1, max_size=4), st.randoms(), st.sampled_from(["NFC", "NFD"]))
def test_a_clerk_is_known_by_name_in_any_order_and_however_letters_are_composed(words, random, form):
    name = unicodedata.normalize(form, " ".join(words).title())
    code = [bare(word) for word in words]
    random.shuffle(code)
    assert is_the_same(Author(kind="user", full_name=name), "-".join(code))
    assert not is_the_same(Author(kind="user", full_name=name), "-".join([*code, "jinak"]))


def test_clerk_and_author_are_two_people():
    authors = [Author(kind="user", full_name="Eva"), Author(kind="user", full_name="Jan", contact="novak@vzorov.cz")]
    check_two_people(authors, "svoboda", "authors")
    check_two_people(authors, "", "authors")
    with pytest.raises(Invalid) as caught:
        check_two_people(authors, "novak", "authors")
    assert [(item.field, item.reason) for item in caught.value.violations] == [("authors.1", "SECOND_CLERK")]


@pytest.mark.parametrize("channel", list(Channel))
@given(seconds=st.integers(-100_000, 100_000), hour=st.integers(4, 23))
@example(seconds=0, hour=16)
@example(seconds=1, hour=16)
def test_what_is_judged_by_receipt_is_late_by_one_second(channel, seconds, hour):
    rule = ChannelRule(channel=channel, until=LAST, until_time=f"{hour:02d}:00")
    held = opened(rule)
    end = datetime(2027, 3, 28, hour, tzinfo=PRAGUE).astimezone(UTC)
    at = end + timedelta(seconds=seconds)
    judged = timeliness(held, channel, at.astimezone(PRAGUE).date(), at)
    assert judged.in_time is (seconds <= 0)


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("basis", [Basis.SENT, Basis.POSTMARK])
@given(days=st.integers(-20, 20), way=st.integers(0, 40))
def test_what_is_judged_by_its_sending_is_late_by_one_day(channel, basis, days, way):
    held = opened(ChannelRule(channel=channel, until=LAST, basis=basis))
    day = LAST + timedelta(days=days)
    field = {"sent_on": day} if basis is Basis.SENT else {"postmark_on": day}
    assert timeliness(held, channel, day + timedelta(days=way), **field).in_time is (days <= 0)


def opened(rule):
    return Round(
        title="Kolo",
        plan_version="areas/vzorov/plans/kp/versions/v1",
        window=Period(start=date(2027, 1, 1), end=date(2027, 4, 30)),
        channels=(rule,),
    )


@given(st.binary(max_size=300))
@example(b"PK\x03\x04")
@example(b"PK\x03\x04" + b"\0" * 40 + b"PK\x05\x06" + b"\xff" * 18)
def test_any_bytes_are_told_apart_and_never_break_anything(content):
    assert media_type_of(content) in MEDIA_TYPES | {""}


def test_a_file_is_the_one_that_was_named():
    content = "Příloha".encode()
    named = Attachment(
        sha256=hashlib.sha256(content).hexdigest(), size=len(content), kind="annex", media_type="text/plain"
    )
    check_file(content, named)
    with pytest.raises(Invalid):
        check_file(content + b"!", named)
    with pytest.raises(Invalid):
        check_file(content, named.revised({"media_type": "image/png"}))


TEXTS = st.lists(st.text(CZECH, max_size=8), max_size=4)


def read(texts):
    return Reading(points=[Point(number=number, text=text) for number, text in enumerate(texts, 1)])


@given(TEXTS, TEXTS)
def test_two_readings_differ_where_they_say_different_things_and_nowhere_else(first, second):
    told = {
        item.field: (item.first, item.second) for item in differences(read(first), read(second)) if "text" in item.field
    }
    padded = [(*first, *[""] * 4)[:4], (*second, *[""] * 4)[:4]]
    wanted = {f"points.{at}.text": pair for at, pair in enumerate(zip(*padded, strict=True)) if pair[0] != pair[1]}
    assert told == wanted
    assert differences(read(first), read(first)) == ()


@given(st.text(max_size=20), st.integers(0, 6))
def test_a_puzzle_is_solved_by_its_solution_only(puzzle, bits):
    solution = solve(puzzle, bits)
    assert is_solved(puzzle, solution, bits)
    assert not any(is_solved(puzzle, str(number), bits) for number in range(int(solution)))
    assert not is_solved(puzzle, f"{solution}x", bits)
