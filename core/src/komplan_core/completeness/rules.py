"""What a plan is asked: rules with their legal source and validity, and what a check found."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, StringConstraints

from komplan_core.errors import violated
from komplan_core.needs import Need
from komplan_core.planning import Measure, PlanNode
from komplan_core.record import Record
from komplan_core.values import Code, OptionalCode, Text, Title, is_code


class Severity(StrEnum):
    """What a finding means: a mandatory one blocks adoption, a warning is told only."""

    MANDATORY = "mandatory"
    WARNING = "warning"


class Outcome(StrEnum):
    """What a check found: all that is asked for, some of it, or nothing."""

    OK = "ok"
    THIN = "thin"
    MISSING = "missing"


class Basis(StrEnum):
    """On what a rule rests."""

    LAW = "law"
    PRACTICE = "practice"
    PROJECT = "project"
    CITY = "city"


class Rule(Record):
    """One thing that is asked of a plan. It holds on the days from `valid_from` to `valid_to`, both included."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", max_length=63)]
    title: Title
    todo: Title
    """What to do about it, in Czech."""
    severity: Severity = Severity.WARNING
    source: Text = ""
    """Where it is written: a provision of law, or a document of the city."""
    basis: Basis = Basis.CITY
    verified: bool = False
    """Whether the requirement was read in the source; what was not is never shown as law."""
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def head(self) -> "Rule":
        """What every rule says, without what only a city's own rule does."""
        return Rule(**{name: getattr(self, name) for name in Rule.model_fields})

    def in_force(self, day: date) -> bool:
        """Whether the rule holds on the day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Subject(StrEnum):
    """What a city's own rule may speak of."""

    NODE = "node"
    MEASURE = "measure"
    NEED = "need"
    SECTION = "section"
    BODY = "body"
    CALENDAR_ENTRY = "calendar-entry"
    PARTICIPATION = "participation"
    SERVICE = "service"
    SURVEY = "survey"
    SWOT = "swot"
    SERIES = "series"
    MONEY = "money"


class Condition(StrEnum):
    """What a city's own rule may ask; the set is closed, so that the region can read every rule."""

    FIELD_REQUIRED = "field-required"
    """`field` of each subject is filled: a field of the contract, or an extra field of the city."""
    AT_LEAST = "at-least"
    """There are at least `least` of the subject."""
    NEEDS_CHILD = "needs-child"
    """Under each node of `level` stand at least `least` nodes or measures of the level `child`."""


WITH_FIELDS: Final[dict[Subject, type[Record]]] = {
    Subject.NODE: PlanNode,
    Subject.MEASURE: Measure,
    Subject.NEED: Need,
}


def _kebab(code: object) -> object:
    if not isinstance(code, str) or not is_code(code):
        violated("CODE_FORMAT", "use lower-case letters, digits and single hyphens, 63 at most")
    return code


class CompletenessRule(Rule):
    """A rule that a city declares: a subject, a condition, and since when it asks for it. Data, never a function."""

    code: Annotated[Code, BeforeValidator(_kebab)]
    subject: Subject
    condition: Condition
    level: OptionalCode = ""
    """Of nodes: the level that the rule speaks of; empty for all."""
    child: OptionalCode = ""
    """Of `needs-child`: the level that should stand below."""
    kind: OptionalCode = ""
    """Of sections: their kind; empty for all."""
    field: Annotated[str, StringConstraints(max_length=63)] = ""
    """Of `field-required`: the field, or the code of an extra field."""
    least: Annotated[int, Field(ge=1, le=10_000)] = 1
    inferred: bool = False
    """Whether the city does not state it in so many words."""

    def model_post_init(self, context: Any, /) -> None:
        if self.condition is Condition.FIELD_REQUIRED and (not self.field or self.subject not in WITH_FIELDS):
            violated("REQUIRED", "`field-required` names a field of nodes, measures or needs", "field")
        if self.condition is Condition.NEEDS_CHILD and (self.subject is not Subject.NODE or not self.child):
            violated("REQUIRED", "`needs-child` speaks of nodes and names the level below", "child")
        if self.level and self.subject is not Subject.NODE:
            violated("INVALID_VALUE", "only nodes have a level", "level")
        if self.kind and self.subject is not Subject.SECTION:
            violated("INVALID_VALUE", "only sections have a kind", "kind")

    @property
    def speaks_of_contract(self) -> bool:
        """Whether the field that it asks for is one that every city has."""
        return self.subject in WITH_FIELDS and self.field in WITH_FIELDS[self.subject].model_fields


class Place(Record):
    """Where something is missing: the resource, the field inside it, and what is wrong there, in Czech."""

    name: str
    field: str = ""
    what: Text = ""


class Check(Record):
    """A rule and what came of it. With any outcome but `ok` it is a finding."""

    rule: Rule
    outcome: Outcome
    places: tuple[Place, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether the plan cannot be adopted until something is done."""
        return self.outcome is not Outcome.OK and self.rule.severity is Severity.MANDATORY


def weighed(rule: Rule, parts: list[tuple[bool, Place]]) -> Check:
    """The check of a rule made of parts: all met is `ok`, none is `missing`, some is `thin`; no parts are `ok`."""
    lacking = tuple(place for met, place in parts if not met)
    if not lacking:
        return Check(rule=rule, outcome=Outcome.OK)
    return Check(rule=rule, outcome=Outcome.MISSING if len(lacking) == len(parts) else Outcome.THIN, places=lacking)


def noted(rule: Rule, places: list[Place]) -> Check:
    """The check of a rule that only looks for faults: `thin` at the places where it found some."""
    return Check(rule=rule, outcome=Outcome.THIN if places else Outcome.OK, places=tuple(places))
