"""The rules that a city declares, applied to its plan."""

from collections import Counter
from typing import Any, Final

from komplan_core.completeness.content import Content
from komplan_core.completeness.law import last
from komplan_core.completeness.rules import Check, CompletenessRule, Condition, Place, Subject, noted, weighed
from komplan_core.extra_fields import extra_value
from komplan_core.profile import Profile

_CALLED: Final = {
    Subject.NODE: "uzel",
    Subject.MEASURE: "opatření",
    Subject.NEED: "potřeba",
    Subject.SECTION: "oddíl",
    Subject.BODY: "orgán",
    Subject.CALENDAR_ENTRY: "záznam v harmonogramu",
    Subject.PARTICIPATION: "záznam o účasti",
    Subject.SERVICE: "služba",
    Subject.SURVEY: "průzkum",
    Subject.SWOT: "SWOT analýza",
    Subject.SERIES: "sociodemografická řada",
    Subject.MONEY: "řádek financování",
}


def declared(rule: CompletenessRule, content: Content, profile: Profile) -> Check:
    """What came of a rule that the city declares."""
    if rule.condition is Condition.FIELD_REQUIRED:
        return _fields(rule, content)
    if rule.condition is Condition.NEEDS_CHILD:
        return _children(rule, content, profile)
    return _at_least(rule, content, profile)


def _fields(rule: CompletenessRule, content: Content) -> Check:
    items: dict[Subject, Any] = {
        Subject.NODE: [node for node in content.nodes if rule.level in ("", node.level)],
        Subject.MEASURE: content.measures,
        Subject.NEED: content.needs,
    }
    return weighed(
        rule,
        [
            (filled(item, rule.field), Place(name=item.name, field=rule.field, what=f"„{item.title}“"))
            for item in items[rule.subject]
        ],
    )


def filled(item: Any, field: str) -> bool:
    """Whether a field of the contract, or else an extra field of the city, says something."""
    value: Any = getattr(item, field) if field in type(item).model_fields else extra_value(item.extra, field)
    return bool(value.strip()) if isinstance(value, str) else value is not None and value != ()


def _children(rule: CompletenessRule, content: Content, profile: Profile) -> Check:
    below = Counter(node.parent for node in content.nodes if node.level == rule.child)
    if rule.child == profile.measure_level().code:
        below = Counter(measure.node for measure in content.measures)
    parents = [node for node in content.nodes if rule.level in ("", node.level)]
    level = next((item.title for item in profile.levels if item.code == rule.child), rule.child)
    return weighed(
        rule,
        [
            (
                below[last(node.name)] >= rule.least,
                Place(name=node.name, what=f"pod „{node.title}“: {level} {below[last(node.name)]} z {rule.least}"),
            )
            for node in parents
        ],
    )


def _at_least(rule: CompletenessRule, content: Content, profile: Profile) -> Check:
    count = _count(rule, content, profile)
    what = f"{_CALLED[rule.subject]}: {count} z {rule.least}"
    if count == 0:
        return weighed(rule, [(False, Place(name=content.version, what=what))])
    return noted(rule, [] if count >= rule.least else [Place(name=content.version, what=what)])


def _count(rule: CompletenessRule, content: Content, profile: Profile) -> int:
    own = content.counts.get(rule.subject, 0)
    if rule.subject is Subject.NODE:
        return sum(rule.level in ("", node.level) for node in content.nodes)
    if rule.subject is Subject.MEASURE:
        return len(content.measures)
    if rule.subject is Subject.NEED:
        return len(content.needs)
    if rule.subject is Subject.SECTION:
        return sum(bool(item.text.strip()) and rule.kind in ("", item.kind) for item in content.sections)
    if rule.subject is Subject.CALENDAR_ENTRY:
        return content.own_entries
    if rule.subject is Subject.BODY:
        return len(profile.bodies)
    if rule.subject is Subject.MONEY:
        return sum(len(measure.financing) for measure in content.measures)
    if rule.subject is Subject.SERVICE:
        return own + sum(measure.service_change is not None for measure in content.measures)
    return own
