"""The papers of the default city: the export of its registry, and what it says in its letters."""

from typing import Final

from komplan_core.papers import DayForm, Document, DocumentText, SheetColumn, SheetFormat, SheetValue

_SOURCE: Final = "Vzorov (smyšlené město)"

REGISTRY_SHEET: Final = SheetFormat(
    code="registry",
    title="Výpis z podatelny",
    columns=(
        SheetColumn(header="č. j.", field="comment.registry_ref"),
        SheetColumn(header="doručeno dne", field="comment.received_on"),
        SheetColumn(
            header="způsob doručení",
            field="comment.channel",
            values=(
                SheetValue(written="listovní zásilka", means="post"),
                SheetValue(written="osobní podání", means="in-person"),
                SheetValue(written="ISDS", means="data-box"),
            ),
        ),
        SheetColumn(header="odesílatel", field="author.full_name"),
        SheetColumn(header="adresa", field="author.contact"),
        SheetColumn(
            header="typ odesílatele",
            field="author.kind",
            values=(
                SheetValue(written="FO", means="individual"),
                SheetValue(written="PO", means="organisation"),
            ),
        ),
        SheetColumn(header="obsah podání", field="point.text"),
        SheetColumn(header="vyřizuje"),
    ),
    days=(DayForm.SLASHES,),
    source=_SOURCE,
)
DOCUMENTS: Final = (
    DocumentText(
        code=Document.REPLY,
        heading="Město Vzorov, odbor sociálních věcí",
        closing="S dotazy se obraťte na koordinátora komunitního plánování města Vzorova.",
        source=_SOURCE,
    ),
    DocumentText(
        code=Document.SETTLEMENT_TABLE,
        heading="Vypořádání připomínek ke komunitnímu plánu města Vzorova",
        source=_SOURCE,
    ),
)
