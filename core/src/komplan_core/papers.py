"""A city's own papers: the sheets from which it takes comments, and the words of what it sends out."""

from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field

from komplan_core.consultation.codes import AuthorKind, Channel, Consent, Severity, Side, Verification
from komplan_core.errors import violated
from komplan_core.record import Record
from komplan_core.values import Code, Text, Title, unique

COMMENT_COLUMNS: Final = {
    "row.key": "klíč",
    "comment.channel": "kanál",
    "comment.received_on": "doručeno",
    "comment.sent_on": "odesláno",
    "comment.postmark_on": "razítko pošty",
    "comment.registry_ref": "číslo jednací",
    "comment.form": "formulář",
    "comment.draft_code": "kód návrhu",
    "comment.audience": "okruh",
    "author.kind": "druh podatele",
    "author.full_name": "podatel",
    "author.contact": "kontakt",
    "author.side": "strana",
    "author.authority": "dotčený orgán",
    "author.represented_by": "zástupce",
    "author.proof": "doklad o zastoupení",
    "row.signatories": "spolupodepsaní",
    "point.text": "znění připomínky",
    "point.proposed_wording": "navrhovaná úprava",
    "point.reason": "odůvodnění",
    "point.plan_part": "část plánu",
    "point.severity": "závažnost",
    "point.target_groups": "cílové skupiny",
    "comment.reply_channel": "odpověď",
    "comment.publish_consent": "souhlas se zveřejněním",
    "comment.verified_by": "ověření",
    "comment.language": "jazyk",
    "comment.scan_sha256": "otisk skenu",
}
"""Headers of the sheet `připomínky` by the field that each says."""
REQUIRED_COLUMNS: Final = (
    "comment.channel",
    "comment.received_on",
    "author.kind",
    "author.full_name",
    "point.text",
)
"""Fields without which no sheet is read."""
_CODES: Final[dict[str, type[StrEnum]]] = {
    "comment.channel": Channel,
    "comment.reply_channel": Channel,
    "author.kind": AuthorKind,
    "author.side": Side,
    "point.severity": Severity,
    "comment.publish_consent": Consent,
    "comment.verified_by": Verification,
}


class DayForm(StrEnum):
    """How a sheet writes days, beside 2027-01-31 and 31. 1. 2027, which are always understood."""

    SLASHES = "slashes"
    """31/01/2027"""
    DIGITS = "digits"
    """20270131"""
    SHORT = "short"
    """31.1.27, in this century"""


class SheetValue(Record):
    """A word of the city for one of the values that a column may hold."""

    written: Title
    means: Code


class SheetColumn(Record):
    """A column of the city's sheet. Without a field it is known and not read."""

    header: Title
    field: Annotated[str, Field(max_length=60)] = ""
    """One of `COMMENT_COLUMNS`, or `extra.` and the code of an extra field of comments; empty for none."""
    values: Annotated[tuple[SheetValue, ...], unique("a value", lambda value: value.written.casefold())] = ()
    fixed: Annotated[str, Field(max_length=200)] = ""
    """What every row says there, for a column that the sheet does not have."""

    def model_post_init(self, context: Any, /) -> None:
        if self.field and self.field not in COMMENT_COLUMNS and not self.field.startswith("extra."):
            violated("UNKNOWN_FIELD", f"no column of comments says `{self.field}`", "field")
        codes = _CODES.get(self.field)
        if self.values and codes is None:
            violated("INVALID_VALUE", "only a column with a list of values has words for them", "values")
        if codes is not None and (unknown := {value.means for value in self.values} - {*codes}):
            violated("UNKNOWN_CODE", f"`{self.field}` cannot be {sorted(unknown)}", "values")


class SheetFormat(Record):
    """A sheet of comments as the city keeps it, such as the export of its registry, and what its columns say."""

    code: Code
    title: Title
    columns: Annotated[
        tuple[SheetColumn, ...],
        Field(min_length=1, max_length=100),
        unique("a header", lambda column: column.header.casefold()),
    ]
    days: tuple[DayForm, ...] = ()
    source: str = ""
    """Where the city says it, such as a document and its page."""
    inferred: bool = False

    def model_post_init(self, context: Any, /) -> None:
        fields = [column.field for column in self.columns if column.field]
        if twice := sorted({field for field in fields if fields.count(field) > 1}):
            violated("DUPLICATE_CODE", f"{twice} stand in two columns", "columns")
        if missing := [field for field in REQUIRED_COLUMNS if field not in fields]:
            violated("REQUIRED", f"no column says {missing}: say it in one that is `fixed`", "columns")

    @property
    def extra(self) -> tuple[str, ...]:
        """Codes of the city's own fields that it says."""
        found = (column.field.partition("extra.")[2] for column in self.columns)
        return tuple(code for code in found if code)


class Document(StrEnum):
    """What goes out of a consultation under the city's name."""

    REPLY = "reply"
    """The letter that tells an author how the comment was settled."""
    EVALUATION = "evaluation"
    """The letter that tells an author at the yearly evaluation what became of the comment."""
    REMINDER = "reminder"
    """The letter that reminds those who settle comments."""
    SETTLEMENT_TABLE = "settlement-table"
    """The table of all settlements, as a document to read."""


class DocumentText(Record):
    """The city's words in one document. What is empty stands as komplan words it."""

    code: Document
    heading: Annotated[str, Field(max_length=300)] = ""
    """The first line, such as the name of the office; the title of a table."""
    opening: Text = ""
    """Instead of the salutation; below the title of a table."""
    closing: Text = ""
    """At the end, such as who to turn to."""
    source: str = ""
    inferred: bool = False
