"""The same for a person: short tables with Czech titles, a column for each region where that is possible."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from rich.table import Table

from komplan_cli.output import crowns
from komplan_cli.region.funding_told import STATES as ANSWERS
from komplan_cli.region.funding_told import source_title
from komplan_cli.region.status import FEEDS, STATES
from komplan_core.codelists import CodeList, entry

_STANDINGS: Final = {
    "municipalities": "obcí",
    "reported": "vlastní hlášení",
    "no_change": "beze změny",
    "reported_by_orp": "hlásilo ORP",
    "silent": "mlčí",
}


def region_tables(regions: Sequence[dict[str, Any]]) -> Iterable[Table]:
    """Every table of all regions, in the order of an analyst's work."""
    yield _copies(regions)
    yield _rounds(regions)
    yield _needs(regions)
    yield _money(regions)
    yield _funding(regions)


def _copies(regions: Sequence[dict[str, Any]]) -> Table:
    table = _table("Kopie měst v krajích", ("kraj", "město", "co", "stav"), ("záznamů",))
    for region in regions:
        titles = {area["code"]: area["title"] for area in region["areas"]}
        for feed in region["feeds"]:
            state = STATES[feed["state"]]
            what = (region["title"], titles[feed["area"]], FEEDS[feed["feed"]], state)
            table.add_row(*what, str(feed["records"]))
    return table


def _rounds(regions: Sequence[dict[str, Any]]) -> Table:
    table = _table("Hlášení potřeb obcí podle ORP", ("kraj", "rok", "ORP"), (*_STANDINGS.values(), "pokrytí"))
    for region in regions:
        orps = region["territory"]["orps"]
        for round_ in region["rounds"]:
            for item in round_["coverage"]:
                counts = (str(item[key]) for key in _STANDINGS)
                where = (region["title"], str(round_["year"]), orps.get(item["orp"], "celý kraj"))
                table.add_row(*where, *counts, f"{item['percent'].replace('.', ',')} %")
    return table


def _needs(regions: Sequence[dict[str, Any]]) -> Table:
    table = _table("Potřeby nahlášené kraji, každá jednou", ("kraj", "cílová skupina"), ("potřeb", "osob nejméně"))
    for region in regions:
        for item in region["needs"]["totals"]:
            group = entry(CodeList.TARGET_GROUPS, item["target_group"]).title if item["target_group"] else "všechny"
            table.add_row(region["title"], group, str(item["needs"]), str(item["at_least"]))
    return table


def _money(regions: Sequence[dict[str, Any]]) -> Table:
    table = _table("Peníze krajů podle let", ("kraj", "rok"), ("plán", "zajištěno", "chybí"))
    for region in regions:
        by_year: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
        for figure in region["money"]:
            for place, key in enumerate(("planned", "secured", "gap")):
                by_year[figure["year"]][place] += figure[key]
        for year, amounts in sorted(by_year.items()):
            table.add_row(region["title"], str(year), *map(crowns, amounts))
    return table


def _funding(regions: Sequence[dict[str, Any]]) -> Table:
    words = ("kraj", "odpověď", "rozpočet")
    numbers = ("opatření ano", "ne", "k dispozici", "požadováno", "přiděleno", "nepustil")
    table = _table("Co lze zaplatit", words, numbers)
    for region in regions:
        told = region["funding"]
        for budget in told["budgets"]:
            amounts = (crowns(budget[key]) for key in ("limit", "wanted", "given"))
            table.add_row(
                region["title"],
                ANSWERS[told["state"]],
                f"{source_title(budget['source'])} {budget['year']}",
                str(told["chosen"]),
                str(told["fallen"]),
                *amounts,
                str(budget["held_back"]),
            )
    return table


def _table(title: str, words: Iterable[str], numbers: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left")
    for column in words:
        table.add_column(column)
    for column in numbers:
        table.add_column(column, justify="right")
    return table
