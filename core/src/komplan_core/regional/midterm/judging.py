"""Judging a version of the region's plan by the rules in force on a day: `ok`, `thin` or `missing`, with the places."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from komplan_core.completeness.rules import Check, Place, Rule, noted, weighed
from komplan_core.directory import CopyState
from komplan_core.regional.midterm.plans import RegionPlan, RegionPlanSection
from komplan_core.regional.midterm.rules import OWN, rules
from komplan_core.regional.midterm.tables import Cell, Table

Parts = list[tuple[bool, Place]]
_NO_TABLE: Final = Table("", "", "", (), ())


@dataclass(frozen=True, slots=True)
class MidtermContent:
    """A version with all that stands in it."""

    version: str
    """Resource name of the version."""
    plan: RegionPlan
    tables: Mapping[str, Table]
    sections: Sequence[RegionPlanSection] = ()

    def says(self, code: str) -> bool:
        """Whether the section of a rule says something."""
        return any(section.code == code and section.text.strip() for section in self.sections)

    def table(self, code: str) -> Table:
        """A table, empty where the version has none of this name."""
        return self.tables.get(code, _NO_TABLE)

    def has(self, code: str) -> bool:
        """Whether a table has any row."""
        return bool(self.table(code).rows)

    def section(self, code: str) -> Place:
        """The place of a section that says nothing."""
        return Place(name=f"{self.version}/sections/{code.lower()}", field="text", what=f"oddíl {code} je prázdný")

    def lacks(self, table: str, what: str) -> Place:
        """The place of a table in which something is missing."""
        return Place(name=self.version, field=table, what=what)

    def written(self, code: str) -> tuple[bool, Place]:
        """Whether a section says something, as a part of a check."""
        return self.says(code), self.section(code)


def judged(content: MidtermContent, day: date) -> tuple[Check, ...]:
    """Every rule in force on the day with its outcome; first the decree's, then the law's, then komplan's own."""
    return tuple(_checks(content, day))


def _checks(content: MidtermContent, day: date) -> Iterator[Check]:
    for rule in rules():
        if rule.in_force(day):
            yield _CHECKERS[rule.code](rule, content)
    for rule in OWN:
        yield _CHECKERS[rule.code](rule, content)


def _texts(*codes: str) -> Callable[[Rule, MidtermContent], Check]:
    return lambda rule, content: weighed(rule, [content.written(code) for code in codes])


def _part(code: str, *codes: str) -> Callable[[Rule, MidtermContent], Check]:
    """A part made of sections: one finding in one place, whichever of them are empty."""

    def check(rule: Rule, content: MidtermContent) -> Check:
        weight = weighed(rule, [content.written(of) for of in codes])
        empty = ", ".join(of for of in codes if not content.says(of))
        place = content.lacks(code, f"prázdné oddíly části {code}: {empty}")
        return weight.revised({"places": (place,) if weight.places else ()})

    return check


def _figures_or_text(table: str, what: str) -> Callable[[Rule, MidtermContent], Check]:
    def check(rule: Rule, content: MidtermContent) -> Check:
        met = content.has(table) or content.says(rule.code)
        return weighed(rule, [(met, content.lacks(table, what))])

    return check


def _needs(rule: Rule, content: MidtermContent) -> Check:
    table = content.table("needs-coverage")
    orps = [row for row in table.rows if not row.key.endswith("/")]
    if not orps:
        return weighed(rule, [(False, content.lacks(table.code, "žádné kolo sběru potřeb s územím"))])
    covered, silent, awaited = (table.numbers(column) for column in ("covered", "silent", "awaited"))
    anybody = any(covered[row.key] for row in orps)
    parts: Parts = [(anybody, content.lacks(table.code, "potřeby nehlásil nikdo"))]
    for row in orps:
        left = {"mlčí obcí": silent[row.key], "čeká se na obcí": awaited[row.key]}
        told = ", ".join(f"{words}: {number}" for words, number in left.items() if number)
        what = f"{row.cells[1].text or row.key} ({row.cells[0].text}): {told or 'nehlásil nikdo'}"
        heard = bool(covered[row.key]) and not told
        parts.append((heard, content.lacks(f"needs-coverage.{row.key}", what)))
    return weighed(rule, parts)


def _paid(content: MidtermContent, table: str) -> Parts:
    told = content.table(table)
    found = {
        key.split("/")[0] for column in ("planned", "secured") for key, amount in told.numbers(column).items() if amount
    }
    return [
        (str(year) in found, content.lacks(f"{table}.{year}", f"rok {year} je bez peněz"))
        for year in content.plan.years
    ]


def _money(table: str) -> Callable[[Rule, MidtermContent], Check]:
    def check(rule: Rule, content: MidtermContent) -> Check:
        if not content.has(table):
            return weighed(rule, [(False, content.lacks(table, "plán nemá žádný řádek peněz"))])
        return weighed(rule, _paid(content, table))

    return check


def _previous(rule: Rule, content: MidtermContent) -> Check:
    if content.plan.first:
        return weighed(rule, [])
    if content.plan.previous:
        what = f"`{content.plan.previous}` nemá schválené vyhodnocení"
        return weighed(rule, [(content.has("own-evaluation"), content.lacks("own-evaluation", what))])
    return weighed(rule, [content.written("K3")])


def _strategy(rule: Rule, content: MidtermContent) -> Check:
    used = set(content.table("own-measures").codes("priority").values()) if content.has("own-measures") else set()
    met = any(row.key in used for row in content.table("own-priorities").rows)
    return weighed(rule, [(met, content.lacks("own-priorities", "kraj nemá prioritu s opatřením"))])


def _each_priority(rule: Rule, content: MidtermContent) -> Check:
    priorities = content.table("own-priorities").rows
    if not priorities:
        return weighed(rule, [(False, content.lacks("own-priorities", "kraj nemá prioritu"))])
    used = set(content.table("own-measures").codes("priority").values()) if content.has("own-measures") else set()
    return weighed(
        rule,
        [
            (row.key in used, content.lacks(f"own-priorities.{row.key}", f"pod „{row.cells[0].text}“ není opatření"))
            for row in priorities
        ],
    )


def _sheets(*columns: str) -> Callable[[Rule, MidtermContent], Check]:
    """Every measure of the region says all of these: a text, or a number above zero."""
    titles = {"responsible": "odpovědnost", "deadline": "termín", "indicators": "ukazatel", "planned": "peníze"}

    def check(rule: Rule, content: MidtermContent) -> Check:
        table = content.table("own-measures")
        if not table.rows:
            return weighed(rule, [(False, content.lacks("own-measures", "kraj nemá opatření"))])
        places = {column.code: place for place, column in enumerate(table.columns)}
        parts: Parts = []
        for row in table.rows:
            for column in columns:
                cell = row.cells[places[column]]
                what = f"„{row.cells[places['title']].text}“: chybí {titles[column]}"
                place = content.lacks(f"own-measures.{row.key}.{column}", what)
                parts.append((bool(cell.text.strip() or cell.number), place))
        return weighed(rule, parts)

    return check


def _network(rule: Rule, content: MidtermContent) -> Check:
    entries = (content.has("network"), content.lacks("network", "v síti není žádná služba"))
    return weighed(rule, [content.written("K5"), entries])


def _network_rules(rule: Rule, content: MidtermContent) -> Check:
    criteria = (content.has("network-criteria"), content.lacks("network-criteria", "chybí kritéria sítě"))
    return weighed(rule, [content.written("K5a"), criteria])


def _made(rule: Rule, content: MidtermContent) -> Check:
    took_part = (content.has("levels"), content.lacks("levels", "není sesbírán plán žádného města"))
    return weighed(rule, [content.written("K1b"), took_part])


def _resources(rule: Rule, content: MidtermContent) -> Check:
    needs = any(content.table("needs").numbers("needs").values()) if content.has("needs") else False
    services = content.has("services") or content.has("measure-services")
    parts: Parts = [
        (needs, content.lacks("needs", "není nahlášena žádná potřeba")),
        (services, content.lacks("services", "plán neuvádí žádnou službu")),
    ]
    money = _paid(content, "money") if content.has("money") else _no_money(content)
    return weighed(rule, [*parts, *money])


def _no_money(content: MidtermContent) -> Parts:
    return [(False, content.lacks(f"money.{year}", f"rok {year} je bez peněz")) for year in content.plan.years]


def _watching(rule: Rule, content: MidtermContent) -> Check:
    table = content.table("own-measures")
    parts: Parts = [content.written("P5")]
    for row in table.rows:
        known = dict(zip((column.code for column in table.columns), row.cells, strict=True))
        met = bool(known["indicators"].text.strip() or known["no-indicator-reason"].text.strip())
        what = f"„{known['title'].text}“ je bez ukazatele i důvodu"
        parts.append((met, content.lacks(f"own-measures.{row.key}.indicators", what)))
    return weighed(rule, parts)


def _stale(rule: Rule, content: MidtermContent) -> Check:
    places = []
    for row in content.table("participants").rows:
        title, state, reason = row.cells[:3]
        if state.code != CopyState.FRESH:
            why = f" ({reason.text})" if reason.text else ""
            places.append(content.lacks(f"participants.{row.key}", f"{title.text}: {state.text}{why}"))
    return noted(rule, places)


def _silent(rule: Rule, content: MidtermContent) -> Check:
    if not content.has("needs-coverage"):
        what = "nekonalo se žádné kolo sběru potřeb: kdo mlčí, se neví"
        return noted(rule, [content.lacks("needs-coverage", what)])
    rows = content.table("needs-silent").rows
    return noted(
        rule,
        [content.lacks(f"needs-silent.{row.key}", f"{row.cells[2].text} mlčí ({row.cells[0].text})") for row in rows],
    )


def _unmapped(rule: Rule, content: MidtermContent) -> Check:
    rows = content.table("unmapped").rows
    return noted(rule, [content.lacks(f"unmapped.{row.key}", _words(row.cells[:3])) for row in rows])


def _words(cells: Sequence[Cell]) -> str:
    return ": ".join((cells[0].text, " ".join(cell.text for cell in cells[1:])))


_CHECKERS: Final[dict[str, Callable[[Rule, MidtermContent], Check]]] = {
    "K1": _part("K1", "K1a", "K1b"),
    "K1a": _texts("K1a"),
    "K1b": _texts("K1b"),
    "K2": _texts("K2"),
    "K2a": _figures_or_text("population", "chybí obyvatelé podle věku"),
    "K2b": _needs,
    "K2c": _figures_or_text("services", "chybí služby s kapacitami"),
    "K2d": _money("money"),
    "K2e": _texts("K2e"),
    "K3": _previous,
    "K4": _strategy,
    "K4a": _texts("K4a"),
    "K4b": _sheets("responsible", "deadline", "indicators", "planned"),
    "K4c": _money("outlook"),
    "K5": _network,
    "K5a": _network_rules,
    "P1": _made,
    "P2": _resources,
    "P3": _each_priority,
    "P4": _sheets("responsible"),
    "P5": _watching,
    "P6": _texts("P6"),
    "stale-cities": _stale,
    "silent-municipalities": _silent,
    "unmapped": _unmapped,
}
