"""Rules of practice over nodes, measure sheets, needs and groups, which every city has."""

from typing import Final

from komplan_core.completeness.content import Content
from komplan_core.completeness.law import last
from komplan_core.completeness.rules import Basis, Check, Place, Rule, Severity, noted
from komplan_core.needs import NeedState
from komplan_core.organisation import TRIAD, TRIAD_TITLES
from komplan_core.planning import Measure, PlanNode
from komplan_core.profile import Profile

INDICATOR: Final = Rule(
    code="indicator-complete",
    title="Ukazatel má zdroj, správce a období",
    todo="Doplňte u ukazatele zdroj hodnoty, kdo jej sleduje a ke kterému dni se cíl vztahuje.",
    severity=Severity.MANDATORY,
    source="zadání komplanu: ukazatel bez zdroje, správce a období nelze ve schváleném plánu vést",
    basis=Basis.PROJECT,
)
PERIOD: Final = Rule(
    code="financing-in-period",
    title="Peníze jsou v letech plánu",
    todo="Přesuňte řádek financování do roku plánu, nebo upravte období plánu.",
    basis=Basis.PROJECT,
)
HEADING: Final = Rule(
    code="heading-not-empty",
    title="Pod nadpisem něco stojí",
    todo="Doplňte pod nadpis prioritu nebo opatření, nebo jej odstraňte.",
    basis=Basis.PROJECT,
)
ANSWERED: Final = Rule(
    code="need-answered",
    title="Na otevřenou potřebu odpovídá opatření",
    todo="Připojte potřebu k opatření, nebo ji uzavřete.",
    basis=Basis.PRACTICE,
)
GROUP: Final = Rule(
    code="group-valid",
    title="Pracovní skupina v době plánu existuje",
    todo="Převeďte uzel nebo opatření na nástupnickou skupinu.",
    basis=Basis.PROJECT,
)
TRIAD_SIDES: Final = Rule(
    code="triad",
    title="Ve skupině jsou zadavatelé, poskytovatelé i uživatelé",
    todo="Přizvěte do skupiny chybějící stranu.",
    source="k P1 (§3 písm. h) z. 108/2006): upozornění, ne překážka schválení",
    basis=Basis.PRACTICE,
)


def indicators(rule: Rule, content: Content, profile: Profile) -> Check:
    """Every indicator says its unit, where its value comes from, who follows it and when it should be reached."""
    places = []
    for measure in content.measures:
        for index, item in enumerate(measure.indicators):
            met = {
                "unit": bool(item.unit.strip()),
                "source": bool(item.source.strip()),
                "owner": bool(item.owner.strip()),
                "target_on": item.target_on is not None or bool(item.yearly_targets),
            }
            places += [
                Place(name=measure.name, field=f"indicators.{index}.{field}", what=f"ukazatel „{item.title}“")
                for field, filled in met.items()
                if not filled
            ]
    return noted(rule, places)


def periods(rule: Rule, content: Content, profile: Profile) -> Check:
    """No money stands in a year outside the plan's period."""
    end = content.plan.period.end
    places = [
        Place(name=measure.name, field=f"financing.{index}.year", what=f"rok {line.year} je mimo období plánu")
        for measure in content.measures
        for index, line in enumerate(measure.financing)
        if line.year < content.plan.period.start.year or (end is not None and line.year > end.year)
    ]
    return noted(rule, places)


def headings(rule: Rule, content: Content, profile: Profile) -> Check:
    """Something stands under every node that is a mere heading."""
    common = {level.code: level.common for level in profile.levels}
    filled = {node.parent for node in content.nodes} | {measure.node for measure in content.measures}
    return noted(
        rule,
        [
            Place(name=node.name, what=f"pod „{node.title}“ nic není")
            for node in content.nodes
            if common.get(node.level) is None and last(node.name) not in filled
        ],
    )


def answers(rule: Rule, content: Content, profile: Profile) -> Check:
    """A measure answers every open need."""
    answered = {need for measure in content.measures for need in measure.needs}
    return noted(
        rule,
        [
            Place(name=need.name, what=f"na „{need.title}“ neodpovídá žádné opatření")
            for need in content.needs
            if need.state is NeedState.OPEN and need.name not in answered
        ],
    )


def groups(rule: Rule, content: Content, profile: Profile) -> Check:
    """The groups of nodes and measures exist on some day of the plan."""
    alive = {group.code for group in profile.working_groups if group.validity.overlaps(content.plan.period)}
    return noted(
        rule,
        [
            Place(name=item.name, field="working_group", what=f"skupina `{item.working_group}` v době plánu neexistuje")
            for item in _of_groups(content)
            if item.working_group and item.working_group not in alive
        ],
    )


def triads(rule: Rule, content: Content, profile: Profile) -> Check:
    """Every group that the plan speaks of has members of all three sides in mandate."""
    spoken_of = dict.fromkeys(item.working_group for item in _of_groups(content) if item.working_group)
    places = []
    for code in spoken_of:
        if missing := TRIAD - content.sides.get(code, frozenset()):
            sides = ", ".join(title for side, title in TRIAD_TITLES.items() if side in missing)
            what = f"ve skupině chybí: {sides}"
            places.append(Place(name=content.version, field=f"working_groups.{code}", what=what))
    return noted(rule, places)


def _of_groups(content: Content) -> list[PlanNode | Measure]:
    return [*content.nodes, *content.measures]
