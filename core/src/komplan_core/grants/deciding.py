"""The decision of the council (rada) or assembly (zastupitelstvo) on applications, within the budget of the call."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from komplan_core.errors import Invalid, Refused, Violation
from komplan_core.grants.applications import GrantApplication
from komplan_core.record import Entity, Record
from komplan_core.values import Amount, Code, Money, Text, Title, unique


class DecisionLine(Record):
    """What the resolution gives to one application; zero refuses it."""

    application: str
    granted: Amount
    reason: Text = ""
    """Compulsory for a refusal and where it differs from the proposal."""


class GrantDecision(Entity):
    """One resolution on applications of a call, taken on a proposal."""

    body: Code
    number: Title
    held_on: date
    resolution: Annotated[str, StringConstraints(max_length=400)] = ""
    """Resource name of the resolution in the register of resolutions, or empty where it is not kept there."""
    proposal: str
    """Resource name of the proposal that was before the body."""
    lines: Annotated[
        tuple[DecisionLine, ...],
        Field(min_length=1, max_length=1000),
        unique("an application", lambda line: line.application),
    ]

    @property
    def total(self) -> Money:
        """All that it grants."""
        return sum((line.granted for line in self.lines), Money(0))

    def check_budget(self, budget: Money, granted_before: Money, field: str = "lines") -> None:
        """Raise Refused when it grants more than is left of the call's budget."""
        if granted_before + self.total > budget:
            message = f"{budget - granted_before} of the call's budget is left, {self.total} would be granted"
            raise Refused("GRANT_ABOVE_BUDGET", message, [Violation(field, "GRANT_ABOVE_BUDGET", message)])

    def check_lines(
        self, applications: Mapping[str, GrantApplication], proposed: Mapping[str, Money], field: str = "lines"
    ) -> None:
        """Raise Refused for more than was asked for, Invalid for a refusal or another amount without its reason."""
        for index, line in enumerate(self.lines):
            requested, should = applications[line.application].requested, proposed[line.application]
            if line.granted > requested:
                message = f"{requested} was asked for"
                violation = Violation(f"{field}.{index}.granted", "GRANT_ABOVE_REQUEST", message)
                raise Refused("GRANT_ABOVE_REQUEST", message, [violation])
            if not line.reason.strip() and (line.granted.hal == 0 or line.granted != should):
                message = f"{should} was proposed: say why it is {line.granted}"
                raise Invalid.field(f"{field}.{index}.reason", "GRANT_REASON_REQUIRED", message)


GRANTED = frozenset({"granted", "contracted", "paid", "settled"})
"""Meanings of states in which a grant holds a part of the budget."""


def granted_together(applications: Iterable[tuple[str, GrantApplication]]) -> Money:
    """What holds a part of the budget; each application comes with the meaning of its state."""
    return sum((item.granted or Money(0) for kernel, item in applications if kernel in GRANTED), Money(0))
