"""Personal fields in stored messages: which keys seal them, and what opens, or does not, afterwards."""

import base64

import pytest
import structlog
from google.protobuf import descriptor_pb2, descriptor_pool
from hypothesis import given
from hypothesis import strategies as st

from komplan.consultation.v1.comment_pb2 import Author, Comment, Point
from komplan.planning.v1 import plan_pb2
from komplan.planning.v1.member_pb2 import Member
from komplan.type.v1 import personal_pb2
from komplan_kit import sealing
from komplan_kit.sealing import Key, key_ids, keys_needed, reseal, seal, unseal

PERSON, RECORD = personal_pb2.KEY_SCOPE_PERSON, personal_pb2.KEY_SCOPE_RECORD


def key(number):
    return Key(f"key{number}", bytes([number]) * 32)


class Ring:
    """Keys as a keystore gives them: each is new, and can be lost."""

    def __init__(self):
        self.made = {}

    def mint(self, count):
        new = [key(len(self.made) + number + 1) for number in range(count)]
        self.made.update({item.id: item for item in new})
        return new

    def find(self, key_id):
        return self.made.get(key_id)


@pytest.fixture
def ring():
    return Ring()


def comment(*names, texts=("chodník", "lavička")):
    authors = [
        Author(kind="individual", full_name=name, contact=f"{name}@example.cz" if name else "") for name in names
    ]
    return Comment(name="c", authors=authors, points=[Point(number=n, text=t) for n, t in enumerate(texts, 1)])


def sealed(message, ring):
    return seal(message, ring.mint(keys_needed(message)))


def test_the_contract_says_which_messages_are_personal():
    assert sealing.is_personal(Member.DESCRIPTOR)
    assert sealing.is_personal(Comment.DESCRIPTOR)
    assert not sealing.is_personal(plan_pb2.Measure.DESCRIPTOR)


def test_each_named_person_has_a_key_and_the_record_has_one_more():
    assert keys_needed(Member(full_name="Jana")) == 1
    assert keys_needed(Member(contact="jana@example.cz")) == 1
    assert keys_needed(Member()) == 0
    assert keys_needed(comment("Jana", "", "Karel")) == 3
    assert keys_needed(comment("")) == 1


def test_nothing_personal_stands_in_a_sealed_message_and_all_the_rest_does(ring):
    before = comment("Jana", "Karel")
    stored = sealed(before, ring)
    encoded = stored.SerializeToString()
    for words in ("Jana", "Karel", "example.cz", "chodník", "lavička"):
        assert words.encode() not in encoded
    assert [author.kind for author in stored.authors] == ["individual", "individual"]
    assert unseal(stored, ring.find) == before


def test_two_records_have_two_keys_and_one_person_has_one(ring):
    first, second = sealed(Member(full_name="Jana", contact="x"), ring), sealed(Member(full_name="Jana"), ring)
    assert len(key_ids(first, PERSON)) == len(key_ids(second, PERSON)) == 1
    assert key_ids(first, PERSON) != key_ids(second, PERSON)
    book = sealed(comment("Jana", "Karel"), ring)
    assert len({*key_ids(book, PERSON), *key_ids(book, RECORD)}) == 3


def test_the_same_words_never_look_the_same(ring):
    member = Member(full_name="Jana")
    keys = ring.mint(1)
    assert seal(member, keys).full_name != seal(member, keys).full_name


def test_without_its_key_a_field_is_empty_and_the_others_stay(ring):
    stored = sealed(comment("Jana", "Karel"), ring)
    del ring.made[key_ids(stored, PERSON)[0]]
    opened = unseal(stored, ring.find)
    assert [(author.full_name, author.contact) for author in opened.authors] == [
        ("", ""),
        ("Karel", "Karel@example.cz"),
    ]
    assert [point.text for point in opened.points] == ["chodník", "lavička"]


def test_a_changed_message_keeps_the_keys_of_its_people(ring):
    stored = sealed(comment("Jana", "Karel"), ring)
    changed = comment("Jana Nová", "Karel")
    again = reseal(changed, stored, ring.find, ring.mint)
    assert key_ids(again, PERSON) == key_ids(stored, PERSON)
    assert key_ids(again, RECORD) == key_ids(stored, RECORD)
    assert unseal(again, ring.find) == changed


def test_who_is_newly_named_gets_a_key_of_their_own(ring):
    stored = sealed(comment("Jana"), ring)
    again = reseal(comment("Jana", "Karel"), stored, ring.find, ring.mint)
    old, new = key_ids(again, PERSON)
    assert [old] == key_ids(stored, PERSON)
    assert new not in key_ids(stored, PERSON)


def test_after_an_erasure_the_remaining_people_keep_their_keys(ring):
    stored = sealed(comment("Jana", "Karel"), ring)
    jana, karel = key_ids(stored, PERSON)
    del ring.made[jana]
    again = reseal(unseal(Comment.FromString(stored.SerializeToString()), ring.find), stored, ring.find, ring.mint)
    assert key_ids(again, PERSON) == [karel]
    assert unseal(again, ring.find).authors[1].full_name == "Karel"


def damaged(stored, how):
    broken = Member.FromString(stored.SerializeToString())
    head, _, body = broken.full_name.rpartition(":")
    broken.full_name = f"{head}:{how(body)}"
    return broken


def flip(body):
    raw = bytearray(base64.b64decode(body))
    raw[-1] ^= 1
    return base64.b64encode(raw).decode()


@pytest.mark.parametrize(
    "how", [flip, lambda body: body[:8], lambda body: "", lambda body: "not base64!", lambda body: "ž"]
)
def test_tampered_words_do_not_open_and_are_noticed(ring, how):
    broken = damaged(sealed(Member(full_name="Jana", role="člen"), ring), how)
    assert sealing.broken(broken, ring.find) == ["komplan.planning.v1.Member.full_name"]
    with structlog.testing.capture_logs() as lines:
        opened = unseal(broken, ring.find)
    assert (opened.full_name, opened.role) == ("", "člen")
    assert [line["event"] for line in lines] == ["seal_broken"]
    assert "Jana" not in repr(lines)


def test_another_key_does_not_open(ring):
    stored = sealed(Member(full_name="Jana"), ring)
    assert unseal(Member.FromString(stored.SerializeToString()), lambda key_id: key(99)).full_name == ""
    assert sealing.broken(stored, lambda key_id: key(99)) == ["komplan.planning.v1.Member.full_name"]


def test_words_cannot_be_moved_to_another_field_or_another_key(ring):
    stored = sealed(Member(full_name="Jana", contact="jana@example.cz"), ring)
    swapped = Member(full_name=stored.contact, contact=stored.full_name)
    assert sealing.broken(swapped, ring.find) == [
        "komplan.planning.v1.Member.full_name",
        "komplan.planning.v1.Member.contact",
    ]
    other = ring.mint(1)[0]
    renamed = Member(full_name=stored.full_name.replace(key_ids(stored, PERSON)[0], other.id))
    assert unseal(renamed, ring.find).full_name == ""


def test_a_message_that_was_stored_in_the_open_is_noticed(ring):
    assert sealing.broken(Member(full_name="Jana"), ring.find) == ["komplan.planning.v1.Member.full_name"]
    assert sealing.broken(sealed(Member(full_name="Jana"), ring), ring.find) == []
    assert sealing.broken(sealed(Member(full_name="Jana"), ring), lambda key_id: None) == []


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=30))
def test_any_words_come_back_even_those_that_look_sealed(text):
    ring = Ring()
    for words in (text, f"sealed:{text}", "sealed:key1:AAAA"):
        before = Member(full_name=words)
        assert unseal(sealed(before, ring), ring.find) == before


def test_a_personal_field_that_is_no_single_text_cannot_be_declared():
    file = descriptor_pb2.FileDescriptorProto(name="test/wrong.proto", package="test", syntax="proto3")
    file.dependency.append("komplan/type/v1/personal.proto")
    field = file.message_type.add(name="Wrong").field.add(name="names", number=1, label=3, type=9)
    field.options.Extensions[personal_pb2.personal] = PERSON
    pool = descriptor_pool.Default()
    pool.Add(file) if hasattr(pool, "Add") else pool.AddSerializedFile(file.SerializeToString())
    with pytest.raises(TypeError, match=r"test\.Wrong\.names"):
        sealing.is_personal(pool.FindMessageTypeByName("test.Wrong"))
