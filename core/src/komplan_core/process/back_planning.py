"""Planning back from the day of the assembly: a pure computation over declared rules and what is set by hand."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from komplan_core.errors import Invalid
from komplan_core.holidays import FIRST_YEAR, is_working_day, working_day_from, working_day_until
from komplan_core.organisation import BodyKind
from komplan_core.process.cycle import Distance
from komplan_core.process.declarations import ASSEMBLY, BackRule, Counted, Process, YearRule
from komplan_core.process.entries import EntryKind
from komplan_core.process.findings import FindingKind, ProcessFinding
from komplan_core.values import Period

Span = tuple[date, date]
"""First and last day."""

ASSEMBLY_TITLE: Final = "Zasedání zastupitelstva: schválení plánu"


@dataclass(frozen=True)
class PlannedEntry:
    """An entry as the rules have it; `code` becomes its id."""

    code: str
    title: str
    kind: EntryKind
    day: date
    rule: BackRule | YearRule | None = None
    """None for the assembly, from which everything is counted."""

    @property
    def body(self) -> BodyKind | None:
        """Kind of the body that acts."""
        return self.rule.body if self.rule is not None else BodyKind.ASSEMBLY


def check_distances(process: Process, own: Iterable[Distance], field: str) -> None:
    """Raise Invalid below `field` for a distance that has no rule, or plans with fewer days than its least."""
    for index, distance in enumerate(own):
        rule = process.rule(distance.rule)
        if rule is None:
            raise Invalid.field(
                f"{field}.{index}.rule", "UNKNOWN_CODE", f"the city's process has no rule `{distance.rule}`"
            )
        if _days(rule, distance) < (_least(rule, distance) or 0):
            raise Invalid.field(
                f"{field}.{index}.days", "INVALID_VALUE", f"`{rule.code}` is planned with fewer days than its least"
            )


def with_distances(process: Process, own: Iterable[Distance]) -> Process:
    """The process with a cycle's own distances, where it has rules for them."""
    given = {distance.rule: distance for distance in own}
    rules = [
        rule.revised({"days": _days(rule, given[rule.code]), "least": _least(rule, given[rule.code])})
        if rule.code in given
        else rule
        for rule in process.rules
    ]
    return process.revised({"rules": tuple(rules)})


def rule_codes(process: Process, period: Period) -> set[str]:
    """Codes for which an entry of a cycle with this period can stand."""
    years = range(period.start.year, (period.end or period.start).year + 1)
    yearly = {f"{rule.code}-{year}" for rule in process.yearly for year in years}
    return {ASSEMBLY} | {rule.code for rule in process.rules} | yearly


def planned_back(process: Process, assembly: date, period: Period, fixed: Mapping[str, Span]) -> list[PlannedEntry]:
    """All entries that the rules compute, without those that are `fixed`, in the order of their days.

    A rule that is counted from a fixed entry follows it. Raises Invalid for an assembly on a weekend or holiday that
    is not fixed, or before the first year whose holidays are known.
    """
    try:
        found = _computed(process, assembly, period, fixed)
    except (ValueError, OverflowError):
        message = f"the calendar would reach before {FIRST_YEAR}, since when holidays are known, or too far ahead"
        raise Invalid.field("assembly_on", "INVALID_VALUE", message) from None
    return sorted((item for item in found if item.code not in fixed), key=lambda item: (item.day, item.code))


def _computed(process: Process, assembly: date, period: Period, fixed: Mapping[str, Span]) -> list[PlannedEntry]:
    if ASSEMBLY not in fixed and not is_working_day(assembly):
        message = "it is a weekend or a holiday: choose a working day, or enter the assembly by hand"
        raise Invalid.field("assembly_on", "INVALID_VALUE", message)
    spans = {ASSEMBLY: fixed.get(ASSEMBLY, (assembly, assembly))}
    found = [PlannedEntry(ASSEMBLY, ASSEMBLY_TITLE, EntryKind.ASSEMBLY, assembly)]
    for rule in process.ordered():
        day = _counted(rule, spans[rule.anchor])
        spans[rule.code] = fixed.get(rule.code, (day, day))
        found.append(PlannedEntry(rule.code, rule.title, rule.kind, day, rule))
    for yearly in process.yearly:
        for year in range(period.start.year, (period.end or period.start).year + 1):
            title = f"{yearly.title} {year}"
            found.append(PlannedEntry(f"{yearly.code}-{year}", title, yearly.kind, _in_year(yearly, year), yearly))
    return found


def watch(
    process: Process, spans: Mapping[str, Span], names: Mapping[str, str], computed: Iterable[str], not_before: date
) -> list[ProcessFinding]:
    """Where the calendar breaks a rule: `spans` are the days of all entries by rule, `names` what they are called.

    `computed` are the codes of entries that may still move; such a one before `not_before` leaves too little time.
    """
    found = []
    for rule in process.ordered():
        if rule.code not in spans or rule.anchor not in spans:
            continue
        apart = _apart(rule, spans[rule.code], spans[rule.anchor])
        subject, anchor = names.get(rule.code, rule.code), names.get(rule.anchor, rule.anchor)
        if rule.least is not None and apart < rule.least:
            message = f"{rule.title}: od {anchor.rsplit('/', 1)[-1]} dělí {apart} dní, nejméně má být {rule.least}"
            found.append(ProcessFinding(kind=FindingKind.DISTANCE_SHORT, subject=subject, message=message))
        elif apart < 0:
            side = "předcházet" if rule.counted is Counted.BEFORE else "následovat"
            message = f"{rule.title}: má {side} {anchor.rsplit('/', 1)[-1]}"
            found.append(ProcessFinding(kind=FindingKind.ORDER, subject=subject, message=message))
    for code in computed:
        late = (not_before - spans[code][0]).days
        if late > 0:
            message = f"Není čas: {code} mělo být {late} dní přede dnem, od kterého lze plánovat"
            found.append(ProcessFinding(kind=FindingKind.TOO_LATE, subject=names.get(code, code), message=message))
    return found


def _counted(rule: BackRule, anchor: Span) -> date:
    if rule.counted is Counted.BEFORE:
        return working_day_until(anchor[0] - timedelta(days=rule.days))
    return working_day_from(anchor[1] + timedelta(days=rule.days))


def _apart(rule: BackRule, entry: Span, anchor: Span) -> int:
    if rule.counted is Counted.BEFORE:
        return (anchor[0] - entry[1]).days
    return (entry[0] - anchor[1]).days


def _in_year(rule: YearRule, year: int) -> date:
    wanted = year + rule.years_after
    return working_day_until(date(wanted, rule.month, min(rule.day, monthrange(wanted, rule.month)[1])))


def _days(rule: BackRule, own: Distance) -> int:
    return rule.days if own.days is None else own.days


def _least(rule: BackRule, own: Distance) -> int | None:
    return rule.least if own.least is None else own.least
