"""The same for a person: short tables with Czech titles, a column for each region where that is possible."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from rich.table import Table

from komplan_cli.output import crowns, in_crowns
from komplan_cli.region.funding_told import STATES as ANSWERS
from komplan_cli.region.funding_told import source_title
from komplan_core.codelists import CodeList, entry
from komplan_core.regional.titles import COPY_STATES, FEEDS, GAP_NOTE, MONEY_NOTE

_STANDINGS: Final = {
    "municipalities": "obcí",
    "reported": "vlastní hlášení",
    "no_change": "beze změny",
    "reported_by_orp": "hlásilo ORP",
    "silent": "mlčí",
}

_PARTS: Final = ("K1", "K2", "K3", "K4", "K5")
_OUTCOMES: Final = {"ok": "v pořádku", "thin": "neúplné", "missing": "chybí"}
MOST_PLACES: Final = 3
"""Places of a finding that are named."""


def region_tables(regions: Sequence[dict[str, Any]]) -> Iterable[Table]:
    """Every table of all regions, in the order of an analyst's work."""
    yield _copies(regions)
    yield _rounds(regions)
    yield _needs(regions)
    yield _money(regions)
    yield _funding(regions)
    yield _services(regions)
    yield _gaps(regions)
    yield _document(regions)


def _copies(regions: Sequence[dict[str, Any]]) -> Table:
    table = _table("Kopie měst v krajích", ("kraj", "město", "co", "stav"), ("záznamů",))
    for region in regions:
        titles = {area["code"]: area["title"] for area in region["areas"]}
        for feed in region["feeds"]:
            state = COPY_STATES[feed["state"]]
            what = (region["title"], titles[feed["area"]], FEEDS[feed["feed"]], state)
            table.add_row(*what, str(feed["records"]))
    return table


def _rounds(regions: Sequence[dict[str, Any]]) -> Table:
    table = _table("Hlášení potřeb obcí podle ORP", ("rok", "kraj a jeho ORP"), (*_STANDINGS.values(), "pokrytí"))
    for region in regions:
        orps = region["territory"]["orps"]
        for round_ in region["rounds"]:
            for item in round_["coverage"]:
                where = orps.get(item["orp"], region["title"])
                counts = (str(item[key]) for key in _STANDINGS)
                table.add_row(str(round_["year"]), where, *counts, f"{item['percent'].replace('.', ',')}\u00a0%")
    return table


def _needs(regions: Sequence[dict[str, Any]]) -> Table:
    table = _table(
        "Potřeby nahlášené kraji, každá jednou", ("kraj", "cílová skupina"), ("potřeb", "osob v posledním roce nejméně")
    )
    for region in regions:
        people = str(region["needs"]["people"]["at_least"])
        for item in region["needs"]["totals"]:
            group = entry(CodeList.TARGET_GROUPS, item["target_group"]).title if item["target_group"] else "všechny"
            table.add_row(region["title"], group, str(item["needs"]), "" if item["target_group"] else people)
    return table


def _money(regions: Sequence[dict[str, Any]]) -> Table:
    table = _table("Peníze krajů podle let", ("kraj", "rok"), ("plán", "zajištěno", "chybí"))
    for region in regions:
        by_year: dict[int, list[int | None]] = defaultdict(lambda: [None, None, 0])
        for figure in region["money"]:
            amounts = by_year[figure["year"]]
            for place, key in enumerate(("planned", "secured", "gap")):
                if figure.get(f"without_{key}", 0) < figure["lines"]:  # no line of a year tells it: it is not known
                    amounts[place] = (amounts[place] or 0) + figure[key]
        write = in_crowns((amount for amounts in by_year.values() for amount in amounts), "neznámo")
        for year, amounts in sorted(by_year.items()):
            table.add_row(region["title"], str(year), *map(write, amounts))
    table.caption, table.caption_justify = MONEY_NOTE, "left"
    return table


def _funding(regions: Sequence[dict[str, Any]]) -> Table:
    """The budget that keeps measures out is the one that binds."""
    table = _table(
        "Co lze zaplatit: rozpočty", ("kraj", "rozpočet"), ("k dispozici", "žádá se", "přiděleno", "kvůli němu ne")
    )
    for region in regions:
        told = region["funding"]
        for budget in told["budgets"]:
            amounts = (crowns(budget[key]) for key in ("limit", "wanted", "given"))
            source = f"{source_title(budget['source'])} {budget['year']}"
            table.add_row(region["title"], source, *amounts, str(budget["held_back"]))
    choices = (
        f"{region['title']}: {ANSWERS[told['state']]}, opatření ano {told['chosen']}, ne {told['fallen']}"
        for region in regions
        for told in [region["funding"]]
    )
    table.caption, table.caption_justify = "\n".join(choices), "left"
    return table


def _services(regions: Sequence[dict[str, Any]]) -> Table:
    numbers = ("služeb v katalozích", "základní síť", "podmíněně", "rozhodnutí", "z toho zamítnutí")
    table = _table("Služby a síť kraje", ("kraj",), numbers)
    for region in regions:
        told, decisions = region["network"], region["network"]["decisions"]
        counts = (region["supply"]["services"], told["basic"], told["conditional"], sum(decisions.values()))
        table.add_row(region["title"], *map(str, counts), str(decisions.get("refused", 0)))
    return table


def _gaps(regions: Sequence[dict[str, Any]]) -> Table:
    words = ("kraj a jeho ORP", "druh služby", "forma", "jednotka")
    numbers = ("potřeba", "z toho neznámo, co je", "je", "nad potřebu", "chybí")
    table = _table("Kapacity, které podle hlášení chybějí", words, numbers)
    for region in regions:
        orps = region["territory"]["orps"]
        for gap in region["gaps"]:
            kind = entry(CodeList.SERVICE_TYPES, gap["service_type"]).title
            what = (entry(CodeList.FORMS, gap["form"]).title, entry(CodeList.CAPACITY_UNITS, gap["unit"]).title)
            keys = ("needed", "unmeasured", "now", "spare", "gap")
            amounts = ("neznámo" if gap[key] is None else str(gap[key]) for key in keys)
            table.add_row(orps.get(gap["orp"], region["title"]), kind, *what, *amounts)
    table.caption, table.caption_justify = GAP_NOTE, "left"
    return table


def _document(regions: Sequence[dict[str, Any]]) -> Table:
    """The five mandatory parts, and what stands in the way of an approval."""
    table = _table("Střednědobý plán: povinné části", ("kraj", *_PARTS), ("brání schválení", "upozornění"))
    missing = []
    for region in regions:
        told = region["document"]
        outcomes = {check["rule"]: check["outcome"] for check in told["checks"]}
        parts = (_OUTCOMES[outcomes[part]] for part in _PARTS)
        table.add_row(region["title"], *parts, str(told["blocking"]), str(told["warnings"]))
        missing += [
            f"{region['title']}: {check['title']} – {_OUTCOMES[check['outcome']]}: {_first(check['places'])}"
            for check in told["checks"]
            if check["outcome"] != "ok" and check["rule"] not in _PARTS
        ]
    table.caption, table.caption_justify = "\n".join(missing), "left"
    return table


def _first(places: Sequence[str]) -> str:
    """The first places where something is missing, and how many more there are."""
    more = [f"a dalších {len(places) - MOST_PLACES}"] if len(places) > MOST_PLACES else []
    return ", ".join([*places[:MOST_PLACES], *more])


def _table(title: str, words: Iterable[str], numbers: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left")
    for column in words:
        table.add_column(column)
    for column in numbers:
        table.add_column(column, justify="right")
    return table
