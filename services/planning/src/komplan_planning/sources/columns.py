"""The sheets of a plan: their columns, the field that each says, and how. Export and import have the same."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from komplan.planning.v1 import plan_content_pb2, plan_pb2
from komplan.planning.v1.extra_pb2 import ExtraValue
from komplan_core.codelists import CodeList, entries
from komplan_core.values import MONEY_LIMIT, Money, exact_decimal, is_code
from komplan_kit.sheets.cells import CODE, DAY, LIST, TEXT, Cell, Unreadable, joined, lines, parts
from komplan_kit.sheets.vocabularies import choice, open_list, titled

ID: Final = "name"
ETAG: Final = "etag"
OWNER: Final = ""
"""Path of the column that says to which measure a row belongs."""


@dataclass(frozen=True)
class Column:
    """One column. `path` is the field that it says, such as `title` or `service_change.unit`."""

    header: str
    path: str
    cell: Cell
    note: str = ""
    kept: bool = False
    """Whether komplan fills it in, and an import does not read it."""


@dataclass(frozen=True)
class Table:
    """One sheet: all sections, nodes or measures, or a list that measures have."""

    sheet: str
    kind: str
    """`section`, `node` or `measure`."""
    message: Any
    columns: tuple[Column, ...]
    field: str = ""
    """The list of a measure of which a row is an item; empty for a measure itself."""

    def column(self, path: str) -> Column | None:
        """The column that says a field such as `service_change.unit` or `extra.0.value`."""
        found = [column for column in self.columns if path == column.path or path.startswith(f"{column.path}.")]
        whole = [column for column in self.columns if column.path.startswith(f"{path}.")]
        return max(found, key=lambda column: len(column.path)) if found else (whole[0] if whole else None)


def _read_whole(most: int) -> Any:
    def read(text: str) -> int:
        found = "".join(text.split())
        if not re.fullmatch(rf"[0-9]{{1,{most}}}", found):
            raise Unreadable("INVALID_VALUE", "write a whole number such as 12")
        return int(found)

    return read


def _read_money(text: str) -> int:
    bare = text.strip()
    if re.search(r"\.[0-9]{1,3}$", bare):  # a number with a decimal point, of which nobody knows what it means
        raise Unreadable("MONEY_FORMAT", "write crowns such as 2 570 416,80 with a comma before the haléře")
    try:
        amount = Money.parse(bare)
    except ValueError:
        raise Unreadable("MONEY_FORMAT", "write crowns such as 2 570 416,80; no formula, no other currency") from None
    if abs(amount.hal) > MONEY_LIMIT:
        raise Unreadable("MONEY_RANGE", "the amount is larger than a plan can hold")
    return amount.hal


def _read_decimal(text: str) -> str:
    found = "".join(text.split()).replace(",", ".")
    try:
        exact_decimal(found)
    except ValueError:
        raise Unreadable("INVALID_VALUE", "write a number such as 18 or 65,5") from None
    return found


def _read_extra(line: str) -> ExtraValue:
    field, value = parts(line, ("pole", "hodnota"))
    return ExtraValue(field=field, value=value)


def _read_target(line: str) -> plan_pb2.YearlyTarget:
    year, target = parts(line, ("rok", "hodnota"))
    return plan_pb2.YearlyTarget(year=PLACE.read(year), target=_read_decimal(target))


PLACE: Final = Cell(str, _read_whole(9))
COUNT: Final = Cell(str, _read_whole(10))
MONEY: Final = Cell(lambda hal: str(Money(hal)), _read_money)
DECIMAL: Final = Cell(lambda text: text.replace(".", ","), _read_decimal)
EXTRA: Final = lines(Cell(lambda extra: joined((extra.field, extra.value)), _read_extra))
TARGETS: Final = lines(Cell(lambda at: joined((str(at.year), DECIMAL.write(at.target))), _read_target))
_LIKELIHOOD: Final = choice({"low": "nízká", "medium": "střední", "high": "vysoká"})
_IMPACT: Final = choice({"low": "nízký", "medium": "střední", "high": "vysoký"})
_DIRECTION: Final = choice({"up": "růst", "down": "pokles", "keep": "udržet"})
_CHANGE: Final = choice(
    {"new": "nová", "keep": "zachovat", "extend": "rozšířit", "transform": "přeměnit", "end": "ukončit"}
)
_CLASS: Final = choice({"registered": "registrovaná", "related": "související"})
_FINANCING: Final = choice({"operating": "provozní", "investment": "investiční"})
_SOURCE: Final = open_list({item.code: item.title for item in entries(CodeList.FUNDING_SOURCES)}, is_code)
_SECTION: Final = choice(
    {
        "vision": "vize", "introduction": "úvod", "making": "jak plán vznikal", "analysis": "analýza",
        "strategy": "strategie", "duties": "povinnosti zúčastněných", "monitoring": "sledování a vyhodnocení",
        "changes": "změny", "other": "jiné",
    }
)  # fmt: skip
_LINES: Final = "každá položka na vlastním řádku buňky"
_EXTRA_NOTE: Final = f"pole města: kód | hodnota; {_LINES}"

_KEY: Final = Column("id", ID, CODE, "u nového nechte prázdné, nebo vymyslete: malá písmena, číslice, spojovníky")
_VERSION: Final = Column("verze", ETAG, CODE, "doplní komplan při exportu; neměňte")
_PLACE: Final = Column("pořadí", "position", PLACE, "pořadí mezi sourozenci, od 1")
_NUMBER: Final = Column("číslo", "code", TEXT, "doplní komplan; nečte se", kept=True)
_TITLE: Final = Column("název", "title", TEXT, "povinné")
_GROUP: Final = Column(
    "skupina", "working_group", CODE, "kód pracovní skupiny, viz list číselníky; prázdné znamená průřezové"
)
_EXTRA: Final = Column("vlastní pole", "extra", EXTRA, _EXTRA_NOTE)
_OF: Final = Column("opatření", OWNER, CODE, "id opatření z listu opatření")

SECTIONS: Final = Table(
    "oddíly",
    "section",
    plan_content_pb2.PlanSection,
    (
        _KEY,
        Column("druh", "kind", _SECTION, "o čem oddíl je; hodnoty viz list číselníky"),
        _PLACE,
        _TITLE,
        Column("text", "text", TEXT),
        _EXTRA,
        _VERSION,
    ),
)
NODES: Final = Table(
    "uzly",
    "node",
    plan_pb2.PlanNode,
    (
        _KEY,
        Column("úroveň", "level", CODE, "kód úrovně podle města, viz list číselníky"),
        Column("pod uzlem", "parent", CODE, "id uzlu nad ním; nahoře prázdné"),
        _PLACE,
        _NUMBER,
        _TITLE,
        Column("text", "text", TEXT),
        _GROUP,
        _EXTRA,
        _VERSION,
    ),
)
MEASURES: Final = Table(
    "opatření",
    "measure",
    plan_pb2.Measure,
    (
        _KEY,
        Column("uzel", "node", CODE, "id uzlu, pod kterým opatření stojí"),
        _PLACE,
        _NUMBER,
        _TITLE,
        Column("popis", "description", TEXT),
        _GROUP,
        Column("stav", "state", TEXT, "doplní komplan; nečte se", kept=True),
        Column("cílové skupiny", "target_groups", LIST, f"kódy cílových skupin města, viz list číselníky; {_LINES}"),
        Column(
            "cílové skupiny registru",
            "register_target_groups",
            lines(titled(CodeList.TARGET_GROUPS)),
            f"hodnoty viz list číselníky; {_LINES}",
        ),
        Column("obce", "municipalities", LIST, f"kódy RÚIAN; prázdné znamená celé území; {_LINES}"),
        Column("potřeby", "needs", LIST, f"areas/…/needs/…; {_LINES}"),
        Column("SWOT", "swots", LIST, f"areas/…/swots/…; {_LINES}"),
        Column("priorita kraje", "regional_priority", TEXT),
        Column("očekávaný počet osob", "expected_persons", COUNT),
        Column("změna služby", "service_change.change", _CHANGE, "hodnoty viz list číselníky"),
        Column("služba", "service_change.service", CODE, "areas/…/services/…; u služby, která ještě není, prázdné"),
        Column("druh služby", "service_change.service_type", titled(CodeList.SERVICE_TYPES)),
        Column("forma", "service_change.form", titled(CodeList.FORMS)),
        Column("zařazení služby", "service_change.service_class", _CLASS),
        Column("jednotka kapacity", "service_change.unit", titled(CodeList.CAPACITY_UNITS)),
        Column("kapacita od", "service_change.capacity_from", COUNT),
        Column("kapacita do", "service_change.capacity_to", COUNT),
        Column("odpovídá", "responsible", TEXT, "právě jeden subjekt: organizace nebo orgán, ne osoba"),
        Column("spolupracují", "cooperating", LIST, _LINES),
        Column("od", "period.start", DAY, "den, například 31. 1. 2027"),
        Column("do", "period.end", DAY, "poslední den; prázdné znamená bez konce"),
        Column("podmínky", "conditions", LIST, _LINES),
        Column("závisí na", "depends_on", LIST, f"id opatření, která musí být dřív; {_LINES}"),
        Column("proč bez ukazatele", "no_indicator_reason", TEXT),
        Column("autor", "author", TEXT, "skupina nebo úřad, ne osoba"),
        Column("usnesení: orgán", "approval.body", CODE, "kód orgánu, viz list číselníky"),
        Column("usnesení: číslo", "approval.number", TEXT),
        Column("usnesení: den", "approval.held_on", DAY),
        Column("připomínky", "shaped_by", LIST, f"areas/…/rounds/…/comments/…; {_LINES}"),
        _EXTRA,
        _VERSION,
    ),
)
LISTS: Final = (
    Table(
        "peníze",
        "measure",
        plan_pb2.FinancingLine,
        (
            _OF,
            Column("rok", "year", PLACE),
            Column("zdroj", "source", _SOURCE, "společný zdroj, nebo kód zdroje města; hodnoty viz list číselníky"),
            Column("druh", "kind", _FINANCING),
            Column("plánováno", "planned", MONEY, "Kč, například 2 570 416,80; neznámá částka je prázdná, ne nula"),
            Column("zajištěno", "secured", MONEY),
            Column("skutečnost", "actual", MONEY),
        ),
        "financing",
    ),
    Table(
        "ukazatele",
        "measure",
        plan_pb2.Indicator,
        (
            _OF,
            Column("kód", "code", CODE),
            _TITLE,
            Column("jednotka", "unit", TEXT, "povinné"),
            Column("směr", "direction", _DIRECTION),
            Column("výchozí hodnota", "baseline", DECIMAL),
            Column("výchozí ke dni", "baseline_on", DAY),
            Column("cíl", "target", DECIMAL),
            Column("cíl ke dni", "target_on", DAY),
            Column("zdroj", "source", TEXT),
            Column("sleduje", "owner", TEXT, "úřad, ne osoba"),
            Column("roční cíle", "yearly_targets", TARGETS, f"rok | hodnota; {_LINES}"),
        ),
        "indicators",
    ),
    Table("aktivity", "measure", plan_pb2.Activity, (_OF, _TITLE, Column("do", "due", DAY)), "activities"),
    Table("milníky", "measure", plan_pb2.Milestone, (_OF, _TITLE, Column("do", "due", DAY)), "milestones"),
    Table(
        "rizika",
        "measure",
        plan_pb2.Risk,
        (
            _OF,
            Column("riziko", "text", TEXT, "povinné"),
            Column("pravděpodobnost", "likelihood", _LIKELIHOOD),
            Column("dopad", "impact", _IMPACT),
            Column("co s tím", "response", TEXT),
        ),
        "risks",
    ),
)
ITEMS: Final = (SECTIONS, NODES, MEASURES)
TABLES: Final = (*ITEMS, *LISTS)
BY_SHEET: Final[Mapping[str, Table]] = {table.sheet: table for table in TABLES}
