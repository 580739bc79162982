"""LAW-PLAN: what act 108/2006 Sb., § 3 letter h) asks of every plan (P1 to P6), as dated data with a check for each."""

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

from komplan_core.completeness.content import Content
from komplan_core.completeness.rules import Basis, Check, Place, Rule, Severity, Subject, weighed
from komplan_core.planning import CommonLevel, SectionKind
from komplan_core.profile import Profile

Checker = Callable[[Rule, Content, Profile], Check]
_SEVERITY: Final = {"povinne": Severity.MANDATORY, "doporucene": Severity.WARNING}
_TODO: Final = {
    "P1": "Napište oddíl o způsobu zpracování plánu a zapište orgány, harmonogram a účast lidí.",
    "P2": "Zapište potřeby a služby a ke každému roku plánu aspoň jeden řádek nákladů nebo zdrojů.",
    "P3": "Ke každé prioritě a každému cíli zapište aspoň jedno opatření.",
    "P4": "U každého opatření uveďte jeden odpovědný subjekt.",
    "P5": "Napište oddíl o sledování plánu; každé opatření má ukazatel, nebo důvod, proč žádný nemá.",
    "P6": "Napište oddíl o tom, jak lze měnit poskytování služeb.",
}


@cache
def law_rules() -> tuple[Rule, ...]:
    """The rules of § 3 h) for plans of municipalities, of all times, as the packaged checklist states them."""
    found: dict[str, Any] = json.loads((files("komplan_core") / "data/plan_checklist.json").read_text("utf-8"))
    return tuple(
        Rule(
            code=row["kod"],
            title=row["nazev"],
            todo=_TODO[row["kod"]],
            severity=_SEVERITY[row["zavaznost"]],
            source=row["zdroj"],
            basis=Basis(row["zaklad"]),
            verified=row["verified"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )
        for row in found["definice_par3h"]
        if "municipality" in row["plati_pro"]
    )


def law_since() -> date:
    """The first day on which the law asked anything of a plan (act 108/2006 Sb.)."""
    return min(rule.valid_from for rule in law_rules() if rule.valid_from is not None)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def how_it_was_made(rule: Rule, content: Content, profile: Profile) -> Check:
    """P1: a text, and at least one body, one entry of the calendar and one record of participation."""
    cycle = content.cycles[0].name if content.cycles else content.plan.name
    return weighed(
        rule,
        [
            (content.has_text(SectionKind.MAKING), _section(content, "chybí oddíl o způsobu zpracování plánu")),
            (bool(profile.bodies), Place(name=_area(content), what="chybí orgán plánování")),
            (
                content.own_entries > 0,
                Place(name=cycle, what="v harmonogramu cyklu není žádný záznam"),
            ),
            (
                content.counts.get(Subject.PARTICIPATION, 0) > 0,
                Place(name=_area(content), what="není doložena žádná účast: člen v mandátu, konané setkání ani akce"),
            ),
        ],
    )


def resources_and_needs(rule: Rule, content: Content, profile: Profile) -> Check:
    """P2: at least one need, open or covered, and one service, and a row of money for each year of the plan."""
    services = content.counts.get(Subject.SERVICE, 0) + sum(
        measure.service_change is not None for measure in content.measures
    )
    paid = {
        line.year
        for measure in content.measures
        for line in measure.financing
        if line.planned is not None or line.secured is not None
    }
    parts = [
        (
            bool(content.standing_needs),
            Place(name=_area(content), what="není zapsána žádná otevřená ani pokrytá potřeba"),
        ),
        (services > 0, Place(name=content.version, what="plán neuvádí žádnou službu")),
    ]
    years = [(year in paid, _year(content, year)) for year in content.years]
    return weighed(rule, [*parts, *years])


def strategy(rule: Rule, content: Content, profile: Profile) -> Check:
    """P3: at least one priority or goal, and a measure somewhere below each."""
    common = {level.code: level.common for level in profile.levels}
    aims = [n for n in content.nodes if common.get(n.level) in (CommonLevel.PRIORITY, CommonLevel.GOAL)]
    if not aims:
        return weighed(rule, [(False, Place(name=content.version, what="plán nemá prioritu ani cíl"))])
    covered = nodes_with_measures(content)
    places = [Place(name=node.name, what=f"pod „{node.title}“ není opatření") for node in aims]
    return weighed(rule, [(last(node.name) in covered, place) for node, place in zip(aims, places, strict=True)])


def duties(rule: Rule, content: Content, profile: Profile) -> Check:
    """P4: each measure has its one responsible subject."""
    if not content.measures:
        return weighed(rule, [(False, Place(name=content.version, what="plán nemá opatření"))])
    return weighed(
        rule,
        [
            (bool(item.responsible.strip()), Place(name=item.name, field="responsible", what=f"„{item.title}“"))
            for item in content.measures
        ],
    )


def watching(rule: Rule, content: Content, profile: Profile) -> Check:
    """P5: a text, and with each measure an indicator or the reason why it has none."""
    parts = [(content.has_text(SectionKind.MONITORING), _section(content, "chybí oddíl o sledování a vyhodnocování"))]
    for item in content.measures:
        met = bool(item.indicators) or bool(item.no_indicator_reason.strip())
        parts.append((met, Place(name=item.name, field="indicators", what=f"„{item.title}“ je bez ukazatele i důvodu")))
    return weighed(rule, parts)


def changing(rule: Rule, content: Content, profile: Profile) -> Check:
    """P6: a text on how services may be changed."""
    place = _section(content, "chybí oddíl o změnách poskytování služeb")
    return weighed(rule, [(content.has_text(SectionKind.CHANGES), place)])


LAW: Final[dict[str, Checker]] = {
    "P1": how_it_was_made,
    "P2": resources_and_needs,
    "P3": strategy,
    "P4": duties,
    "P5": watching,
    "P6": changing,
}


def nodes_with_measures(content: Content) -> set[str]:
    """Ids of the nodes with a measure somewhere below."""
    parents = {last(node.name): node.parent for node in content.nodes}
    covered: set[str] = set()
    for measure in content.measures:
        above = measure.node
        while above and above not in covered:
            covered.add(above)
            above = parents.get(above, "")
    return covered


def last(name: str) -> str:
    """The id at the end of a resource name."""
    return name.rsplit("/", 1)[-1]


def _section(content: Content, what: str) -> Place:
    return Place(name=content.version, field="sections", what=what)


def _year(content: Content, year: int) -> Place:
    return Place(name=content.version, field=f"financing.{year}", what=f"rok {year} je bez peněz")


def _area(content: Content) -> str:
    return "/".join(content.version.split("/")[:2])
