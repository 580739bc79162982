"""The columns of the sheet `připomínky`: their Czech titles, what each says, and how."""

from dataclasses import dataclass
from typing import Any, Final

from komplan_core.consultation import REFUSAL_REASONS
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

    header: str
    path: str
    cell: Cell
    note: str = ""

    @property
    def example(self) -> str:
        """What may stand there, where that is a list."""
        return ", ".join(value.title for value in self.cell.values)


COLUMNS: Final = (
    Column("klíč", "row.key", CODE, "co řádek odlišuje od jiných; při opakovaném importu se nepřidá podruhé"),
    Column("kanál", "comment.channel", choice(CHANNELS), "povinné"),
    Column("doručeno", "comment.received_on", DAY, "povinné; den, například 31. 1. 2027"),
    Column("odesláno", "comment.sent_on", DAY, "den odeslání, je-li znám"),
    Column("razítko pošty", "comment.postmark_on", DAY, "den na razítku"),
    Column("číslo jednací", "comment.registry_ref", CODE),
    Column("formulář", "comment.form", CODE, "sériové číslo, například B03-0121"),
    Column("kód návrhu", "comment.draft_code", CODE, "kód z formuláře nebo ze stránky návrhu"),
    Column("okruh", "comment.audience", CODE, "kód pozvaných, jen v kole s fázemi"),
    Column("druh podatele", "author.kind", choice(KINDS), "povinné"),
    Column("podatel", "author.full_name", TEXT, "povinné; jméno nebo název"),
    Column("kontakt", "author.contact", TEXT),
    Column("strana", "author.side", choice(_SIDES)),
    Column("dotčený orgán", "author.authority", FLAG, "ano nebo ne"),
    Column("zástupce", "author.represented_by", TEXT),
    Column("doklad o zastoupení", "author.proof", TEXT),
    Column("spolupodepsaní", "row.signatories", LIST, "každý na vlastním řádku buňky; téhož druhu jako podatel"),
    Column("znění připomínky", "point.text", TEXT, "povinné"),
    Column("navrhovaná úprava", "point.proposed_wording", TEXT),
    Column("odůvodnění", "point.reason", TEXT),
    Column("část plánu", "point.plan_part", CODE, "název zdroje, například areas/…/measures/m1"),
    Column("závažnost", "point.severity", choice(_SEVERITIES)),
    Column("cílové skupiny", "point.target_groups", LIST, "kódy; každý na vlastním řádku buňky"),
    Column("odpověď", "comment.reply_channel", choice(CHANNELS), "jak chce podatel odpovědět"),
    Column("souhlas se zveřejněním", "comment.publish_consent", choice(_CONSENTS)),
    Column("ověření", "comment.verified_by", choice(_VERIFIED)),
    Column("jazyk", "comment.language", CODE, "kód ISO 639; prázdné znamená čeština"),
    Column("otisk skenu", "comment.scan_sha256", CODE, "SHA-256 skenu, 64 šestnáctkových číslic"),
)
REQUIRED: Final = ("kanál", "doručeno", "druh podatele", "podatel", "znění připomínky")
"""Columns without which no sheet is read."""
HEADER: Final = [column.header for column in COLUMNS]
_PREFIXES: Final = (
    ("comment.authors.0.", "author."),
    ("comment.points.0.", "point."),
    ("comment.", "comment."),
    ("key", "row.key"),
)


def header_of(field: str) -> str:
    """The title of the column that says a field of the contract such as `comment.points.0.text`; else the field."""
    for prefix, owner in _PREFIXES:
        if field.startswith(prefix):
            path = owner + field.removeprefix(prefix) if prefix.endswith(".") else owner
            return next((column.header for column in COLUMNS if column.path == path), field)
    return field


def guide() -> list[list[str]]:
    """What each column means, for the second sheet of a template."""
    told: list[Any] = [[column.header, column.note, column.example] for column in COLUMNS]
    return [["sloupec", "co do něj patří", "možné hodnoty"], *told]


REASON_TITLES: Final = {reason.code: reason.title for reason in REFUSAL_REASONS}
"""Titles of the usual reasons of refusal."""
