"""Parts of a list's records that stand in the stored message only."""

from types import SimpleNamespace

import pytest
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from komplan_core.record import Entity, Record
from komplan_kit.codec import Drift
from komplan_kit.mapper import Mapper
from komplan_kit.tables import ChildColumns, EntityColumns, children, service_metadata


class Person(Record):
    kind: str
    full_name: str = ""


class Letter(Entity):
    title: str
    words: str = ""
    people: tuple[Person, ...] = ()
    tags: tuple[str, ...] = ()
    sender: Person | None = None


class Row(DeclarativeBase):
    metadata = service_metadata()


class LetterRow(EntityColumns, Row):
    __tablename__ = "letter"
    title: Mapped[str]
    sender_kind: Mapped[str | None]
    sender_full_name: Mapped[str | None]
    people: Mapped[list["PersonRow"]] = children(order_by="PersonRow.ordinal")
    tags: Mapped[list["TagRow"]] = children(order_by="TagRow.ordinal")


class PersonRow(ChildColumns, Row):
    __tablename__ = "person"
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"))
    kind: Mapped[str]


class TagRow(ChildColumns, Row):
    __tablename__ = "tag"
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"))
    value: Mapped[str]


ONLY_ENCODED = ("words", "people.full_name")
LETTER = Letter(
    name="letters/1",
    title="Dopis",
    words="Text",
    people=(Person(kind="user", full_name="Jana"), Person(kind="office", full_name="Karel")),
    tags=("a", "b"),
)


def row(mapper, letter):
    """The row with its children, as they would be read."""
    lists = {child.field: [SimpleNamespace(**item) for item in child.rows(letter, 1)] for child in mapper.children}
    return SimpleNamespace(**mapper.columns(letter), **lists, name=letter.name, etag=letter.etag)


def test_hidden_parts_go_into_no_column():
    mapper = Mapper(Letter, LetterRow, ONLY_ENCODED)
    people = next(child for child in mapper.children if child.field == "people")
    assert people.rows(LETTER, 7) == [
        {"ordinal": 0, "letter_id": 7, "kind": "user"},
        {"ordinal": 1, "letter_id": 7, "kind": "office"},
    ]
    assert mapper.columns(LETTER) == {"title": "Dopis", "sender_kind": None, "sender_full_name": None}


def test_a_record_is_made_of_row_and_message():
    mapper = Mapper(Letter, LetterRow, ONLY_ENCODED)
    assert mapper.record(row(mapper, LETTER), LETTER) == LETTER


def test_of_what_stands_in_both_the_row_is_told():
    mapper = Mapper(Letter, LetterRow, ONLY_ENCODED)
    changed = LETTER.revised({"people": [Person(kind="carer", full_name="Jana"), LETTER.people[1]], "tags": ["c"]})
    assert mapper.record(row(mapper, changed), LETTER).people[0] == Person(kind="carer", full_name="Jana")
    assert mapper.record(row(mapper, changed), LETTER).tags == ("c",)


def test_a_row_and_a_message_with_different_numbers_of_items_do_not_make_a_record():
    mapper = Mapper(Letter, LetterRow, ONLY_ENCODED)
    shorter = LETTER.revised({"people": LETTER.people[:1]})
    with pytest.raises(ValueError, match="zip"):
        mapper.record(row(mapper, LETTER), shorter)


@pytest.mark.parametrize(
    "paths",
    [
        ("words",),
        ("words", "people"),
        ("words", "people.kind"),
        ("words", "people.full_name", "people.kind"),
        ("words", "people.full_name", "people.nickname"),
        ("words", "people.full_name", "nobody.full_name"),
        ("words", "people.full_name", "nothing"),
        ("words", "people.full_name", "tags.value"),
        ("words", "people.full_name", "sender.full_name"),
    ],
)
def test_what_fits_neither_row_nor_message_is_a_drift(paths):
    with pytest.raises(Drift):
        Mapper(Letter, LetterRow, paths)
