"""Extra fields that a city adds to measures, nodes, sections and needs, and to comments."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import StringConstraints, TypeAdapter, ValidationError

from komplan_core.errors import Invalid, violated
from komplan_core.planning.extra import ExtraValue, ExtraValues
from komplan_core.record import Entity, Record
from komplan_core.values import Code, Title, exact_decimal, unique


class FieldSubject(StrEnum):
    """What may have extra fields."""

    MEASURE = "measure"
    NODE = "node"
    NEED = "need"
    SECTION = "section"
    COMMENT = "comment"
    """Of the consultation; only the office sees what is said there."""


class FieldType(StrEnum):
    """What an extra field holds. Every value travels as text: a number as 12.5, a day as 2027-01-31, a flag as true."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    DATE = "date"
    FLAG = "flag"


class Visibility(StrEnum):
    """Who sees an extra field. What is for staff is kept in a record of its own, never beside what is public."""

    PUBLIC = "public"
    STAFF = "staff"


class Choice(Record):
    """One answer of a field of type `choice`."""

    code: Code
    title: Title


class ExtraField(Record):
    """A field that a city adds to a subject."""

    subject: FieldSubject
    code: Code
    label: Title
    type: FieldType = FieldType.TEXT
    choices: Annotated[tuple[Choice, ...], unique("a choice", lambda choice: choice.code)] = ()
    visibility: Visibility = Visibility.PUBLIC
    required: bool = False
    """Whether it must be filled before the plan is adopted; a draft may lack it."""
    source: str = ""
    """Where the city says it, such as a document and its page."""
    inferred: bool = False
    """Whether the city does not state it in so many words."""

    def model_post_init(self, context: Any, /) -> None:
        if bool(self.choices) != (self.type is FieldType.CHOICE):
            violated("INVALID_VALUE", "a field of type `choice` has choices, and no other has", "choices")
        if self.required and self.visibility is Visibility.STAFF:
            violated("INVALID_VALUE", "what the public does not see cannot hold up the plan", "required")
        if self.subject is FieldSubject.COMMENT and self.visibility is not Visibility.STAFF:
            violated("INVALID_VALUE", "what a comment says beside its words is for `staff` only", "visibility")


class StaffFields(Entity):
    """Values of the extra fields of one record that only staff may see: a record apart (nothing here is public)."""

    subject: Annotated[str, StringConstraints(min_length=1, max_length=400)]
    """Resource name of the measure, node, section or need."""
    extra: ExtraValues = ()


_VALUES: Final[TypeAdapter[ExtraValues]] = TypeAdapter(ExtraValues)
_FLAGS: Final = ("true", "false")


def check_extra(
    fields: Iterable[ExtraField],
    subject: FieldSubject,
    values: Iterable[ExtraValue],
    where: str,
    visibility: Visibility = Visibility.PUBLIC,
) -> None:
    """Raise Invalid for a field that the city does not have for this subject and these readers, or a wrong value."""
    known = {field.code: field for field in fields if field.subject is subject and field.visibility is visibility}
    for index, given in enumerate(values):
        field = known.get(given.field)
        if field is None:
            message = f"the city has no such field of a {subject} that is kept here"
            raise Invalid.field(f"{where}.{index}.field", "UNKNOWN_FIELD", message)
        if given.value and not _fits(field, given.value):
            raise Invalid.field(f"{where}.{index}.value", "INVALID_VALUE", f"`{field.label}` takes {_takes(field)}")


def staff_values(fields: Iterable[ExtraField], subject: FieldSubject, values: Any, where: str) -> ExtraValues:
    """The values of a record that only staff may see, checked. Raises Invalid with paths below `where`."""
    try:
        found = _VALUES.validate_python(values)
    except ValidationError as error:
        raise Invalid.of(error, where) from None
    check_extra(fields, subject, found, where, Visibility.STAFF)
    return found


def public_check(fields: Iterable[ExtraField]) -> Callable[[str, Iterable[ExtraValue], str], None]:
    """A check of what records themselves carry: it takes the subject, the values and the path of the field."""
    known = tuple(fields)

    def check(subject: str, values: Iterable[ExtraValue], where: str) -> None:
        check_extra(known, FieldSubject(subject), values, where)

    return check


def extra_value(values: Iterable[ExtraValue], code: str) -> str:
    """What a record says in an extra field; empty where it says nothing."""
    return next((given.value.strip() for given in values if given.field == code), "")


def shown_value(field: ExtraField, value: str) -> str:
    """A value as people read it: the title of a choice, ano or ne for a flag."""
    if field.type is FieldType.CHOICE:
        return next((choice.title for choice in field.choices if choice.code == value), value)
    return {"true": "ano", "false": "ne"}.get(value, value) if field.type is FieldType.FLAG else value


def _fits(field: ExtraField, value: str) -> bool:
    if field.type is FieldType.CHOICE:
        return value in {choice.code for choice in field.choices}
    if field.type is FieldType.FLAG:
        return value in _FLAGS
    try:
        if field.type is FieldType.NUMBER:
            exact_decimal(value)
        elif field.type is FieldType.DATE:
            return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
    return True


def _takes(field: ExtraField) -> str:
    if field.type is FieldType.CHOICE:
        return f"one of {', '.join(choice.code for choice in field.choices)}"
    return {
        FieldType.NUMBER: "a number such as 12.5",
        FieldType.DATE: "a day such as 2027-01-31",
        FieldType.FLAG: "true or false",
    }.get(field.type, "text")
