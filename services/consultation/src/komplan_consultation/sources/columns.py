"""The columns of the sheet `připomínky`: their Czech titles, what each says, and how."""

from dataclasses import dataclass
from typing import Any, Final

from komplan_core.consultation import REFUSAL_REASONS
from komplan_core.papers import COMMENT_COLUMNS, REQUIRED_COLUMNS
from komplan_kit.sheets.cells import CODE, DAY, FLAG, LIST, TEXT, Cell
from komplan_kit.sheets.vocabularies import choice

SHEET: Final = "připomínky"
ERROR_COLUMN: Final = "chyba"
"""Added to a sheet that is sent back; not read."""
CHANNELS: Final = {
    "paper-contact-point": "sběrné místo",
    "post": "pošta",
    "in-person": "osobně",
    "hearing": "veřejné projednání",
    "email": "e-mail",
    "data-box": "datová schránka",
    "web": "web",
}
KINDS: Final = {"user": "uživatel", "organisation": "organizace", "individual": "jednotlivec"}
_SIDES: Final = {
    "commissioner": "zadavatel",
    "provider": "poskytovatel",
    "user": "uživatel",
    "carer": "pečující",
    "public": "veřejnost",
}
_CONSENTS: Final = {"none": "ne", "anonymised": "bez jména", "named": "se jménem"}
_VERIFIED: Final = {"none": "neověřeno", "contact": "kontaktem", "presence": "osobně", "eid": "elektronicky"}
_SEVERITIES: Final = {"ordinary": "běžná", "essential": "zásadní"}


@dataclass(frozen=True)
class Column:
    """One column. `path` is the field that it says, of the row, the comment, its author or its point."""

    path: str
    cell: Cell
    note: str = ""
    called: str = ""
    """What a city calls it."""
    fixed: str = ""
    """What every row says there, of a column that does not stand in the sheet."""

    @property
    def header(self) -> str:
        """What stands above it."""
        return self.called or COMMENT_COLUMNS[self.path]

    @property
    def field(self) -> str:
        """The field of the contract that it says, such as `comment.points.0.text`; its header where there is none."""
        owner, _, name = self.path.partition(".")
        path = next((path for path, of in _PREFIXES if of in (f"{owner}.", self.path)), "")
        return f"{path}{name}" if path.endswith(".") else path or self.header

    @property
    def example(self) -> str:
        """What may stand there, where that is a list."""
        return ", ".join(value.title for value in self.cell.values)


COLUMNS: Final = (
    Column("row.key", CODE, "co řádek odlišuje od jiných; při opakovaném importu se nepřidá podruhé"),
    Column("comment.channel", choice(CHANNELS), "povinné"),
    Column("comment.received_on", DAY, "povinné; den, například 31. 1. 2027"),
    Column("comment.sent_on", DAY, "den odeslání, je-li znám"),
    Column("comment.postmark_on", DAY, "den na razítku"),
    Column("comment.registry_ref", CODE),
    Column("comment.form", CODE, "sériové číslo, například B03-0121"),
    Column("comment.draft_code", CODE, "kód z formuláře nebo ze stránky návrhu"),
    Column("comment.audience", CODE, "kód pozvaných, jen v kole s fázemi"),
    Column("author.kind", choice(KINDS), "povinné"),
    Column("author.full_name", TEXT, "povinné; jméno nebo název"),
    Column("author.contact", TEXT),
    Column("author.side", choice(_SIDES)),
    Column("author.authority", FLAG, "ano nebo ne"),
    Column("author.represented_by", TEXT),
    Column("author.proof", TEXT),
    Column("row.signatories", LIST, "každý na vlastním řádku buňky; téhož druhu jako podatel"),
    Column("point.text", TEXT, "povinné"),
    Column("point.proposed_wording", TEXT),
    Column("point.reason", TEXT),
    Column("point.plan_part", CODE, "číslo, jak je vytištěno v návrhu, například 1.2.3; nebo název zdroje"),
    Column("point.severity", choice(_SEVERITIES)),
    Column("point.target_groups", LIST, "kódy; každý na vlastním řádku buňky"),
    Column("comment.reply_channel", choice(CHANNELS), "jak chce podatel odpovědět"),
    Column("comment.publish_consent", choice(_CONSENTS)),
    Column("comment.verified_by", choice(_VERIFIED)),
    Column("comment.language", CODE, "kód ISO 639; prázdné znamená čeština"),
    Column("comment.scan_sha256", CODE, "SHA-256 skenu, 64 šestnáctkových číslic"),
)
HEADER: Final = [column.header for column in COLUMNS]
_PREFIXES: Final = (
    ("comment.authors.0.", "author."),
    ("comment.points.0.", "point."),
    ("comment.", "comment."),
    ("key", "row.key"),
)


@dataclass(frozen=True)
class Layout:
    """The columns of one kind of sheet: komplan's own, or those that a city declares."""

    columns: tuple[Column, ...] = COLUMNS
    known: tuple[str, ...] = ()
    """Headers of columns that are not read."""

    @property
    def required(self) -> list[str]:
        """Headers of the columns without which no sheet is read."""
        return [column.header for column in self.columns if column.path in REQUIRED_COLUMNS and not column.fixed]

    def column(self, header: str) -> Column | None:
        """The column below a header, however it is spelt; None for one that is not read."""
        folded = header.casefold()
        return next((c for c in self.columns if not c.fixed and c.header.casefold() == folded), None)

    def is_known(self, header: str) -> bool:
        """Whether a column that is not read may stand there."""
        return header.casefold() in (ERROR_COLUMN, *map(str.casefold, self.known))

    def header_of(self, field: str) -> str:
        """The header of the column that says a field such as `comment.points.0.text`; else the field."""
        for prefix, owner in _PREFIXES:
            if field.startswith(prefix):
                path = owner + field.removeprefix(prefix) if prefix.endswith(".") else owner
                return next((column.header for column in self.columns if column.path == path), field)
        return field

    def guide(self) -> list[list[str]]:
        """What each column means, for the second sheet of a template."""
        told: list[Any] = [[c.header, c.note, c.example] for c in self.columns if not c.fixed]
        return [["sloupec", "co do něj patří", "možné hodnoty"], *told]


USUAL: Final = Layout()

REASON_TITLES: Final = {reason.code: reason.title for reason in REFUSAL_REASONS}
"""Titles of the usual reasons of refusal."""
