"""What a city declares of its process: steps with what they leave behind, milestones, rules of back-planning."""

from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field

from komplan_core.errors import violated
from komplan_core.organisation import BodyKind
from komplan_core.process.cycle import Days
from komplan_core.process.entries import EntryKind
from komplan_core.record import Record
from komplan_core.values import Code, OptionalCode, Title, unique

ASSEMBLY: Final = "assembly"
"""Code of the entry from whose day a calendar is planned back: the assembly that approves the plan."""


class Counted(StrEnum):
    """On which side of its anchor an entry lies."""

    BEFORE = "before"
    AFTER = "after"


class ProcessTask(Record):
    """Something to do in a step."""

    code: Code
    title: Title


class ExpectedOutput(Record):
    """What a step leaves behind. Evidence is a document by its title, or a resource of `collection`."""

    code: Code
    title: Title
    collection: OptionalCode = ""
    """Collection of the resources that show it, such as `meetings`; empty where any resource does."""
    at_least: Annotated[int, Field(ge=1, le=500)] = 1
    """Pieces of evidence without which the step does not close."""
    per_working_group: bool = False
    """Whether each working group must have so many."""
    required: bool = True


class ProcessStep(Record):
    """A step of the process. Steps may overlap."""

    code: Code
    title: Title
    responsible: BodyKind | None = None
    """Kind of the body that answers for it."""
    tasks: Annotated[tuple[ProcessTask, ...], Field(max_length=100), unique("a task", lambda task: task.code)] = ()
    outputs: Annotated[
        tuple[ExpectedOutput, ...], Field(max_length=100), unique("an output", lambda output: output.code)
    ] = ()


class ProcessMilestone(Record):
    """A point that is reached once all these steps are done; where one of them is skipped, so is the point."""

    code: Code
    title: Title
    steps: Annotated[tuple[Code, ...], Field(min_length=1, max_length=50)]


class BackRule(Record):
    """An entry of the calendar, counted in calendar days from another one.

    An entry counted back that would fall on a weekend or holiday moves to the working day before; one counted forward
    to the working day after. So no distance is ever shortened.
    """

    code: Code
    title: Title
    kind: EntryKind
    anchor: Code
    """Code of another rule, or `assembly`."""
    counted: Counted = Counted.BEFORE
    days: Days
    """Days from the anchor."""
    least: Days | None = None
    """Days from the anchor below which a finding is made; where absent, only the order is watched."""
    body: BodyKind | None = None
    step: OptionalCode = ""
    public: bool = False

    def model_post_init(self, context: Any, /) -> None:
        if self.least is not None and self.days < self.least:
            violated("INVALID_VALUE", f"`{self.code}` is planned with fewer days than its least", "days")


class YearRule(Record):
    """An entry of each year for which the plan holds, due on a day of that year or of one beside it.

    On a weekend or holiday it moves to the working day before; its code is followed by the plan's year.
    """

    code: Code
    title: Title
    kind: EntryKind
    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]
    """Day of the month; the last one where the month is shorter."""
    years_after: Annotated[int, Field(ge=-2, le=2)] = 0
    """-1 for the year before the plan's year, 1 for the year after."""
    body: BodyKind | None = None
    step: OptionalCode = ""
    public: bool = False


class Process(Record):
    """How a city plans."""

    steps: Annotated[tuple[ProcessStep, ...], Field(max_length=50), unique("a step", lambda step: step.code)] = ()
    milestones: Annotated[
        tuple[ProcessMilestone, ...], Field(max_length=50), unique("a milestone", lambda milestone: milestone.code)
    ] = ()
    rules: Annotated[tuple[BackRule, ...], Field(max_length=100), unique("a rule", lambda rule: rule.code)] = ()
    yearly: Annotated[tuple[YearRule, ...], Field(max_length=50), unique("a rule", lambda rule: rule.code)] = ()

    def model_post_init(self, context: Any, /) -> None:
        steps = {step.code for step in self.steps}
        for milestone in self.milestones:
            if lost := set(milestone.steps) - steps:
                violated("UNKNOWN_CODE", f"milestone `{milestone.code}` names {sorted(lost)}", "milestones")
        every: tuple[BackRule | YearRule, ...] = (*self.rules, *self.yearly)
        for rule in every:
            if rule.step and rule.step not in steps:
                violated("UNKNOWN_CODE", f"rule `{rule.code}` names the step `{rule.step}`", "rules")
        codes = {rule.code for rule in self.rules}
        if twice := ({ASSEMBLY} | {rule.code for rule in self.yearly}) & codes:
            violated("DUPLICATE_CODE", f"{sorted(twice)} is declared twice", "rules")
        if lost := {rule.anchor for rule in self.rules} - codes - {ASSEMBLY}:
            violated("UNKNOWN_CODE", f"rules are counted from undeclared {sorted(lost)}", "rules")
        if len(self.ordered()) != len(self.rules):
            violated("HIERARCHY_CYCLE", "rules are counted from one another", "rules")

    def ordered(self) -> tuple[BackRule, ...]:
        """The rules, each after the one from which it is counted."""
        placed: dict[str, BackRule] = {}
        waiting = list(self.rules)
        while ready := [rule for rule in waiting if rule.anchor == ASSEMBLY or rule.anchor in placed]:
            placed |= {rule.code: rule for rule in ready}
            waiting = [rule for rule in waiting if rule.code not in placed]
        return tuple(placed.values())

    def rule(self, code: str) -> BackRule | None:
        """The back-planning rule of this code, or None."""
        return next((rule for rule in self.rules if rule.code == code), None)
