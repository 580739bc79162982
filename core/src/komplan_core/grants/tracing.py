"""Money of grants traced to what it supports. The frozen plan is not written into; this is computed beside it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Final

from komplan_core import names
from komplan_core.grants.calls import GrantKind
from komplan_core.grants.results import GrantResult
from komplan_core.planning import FinancingKind, Measure
from komplan_core.record import Record
from komplan_core.values import Money

SOURCE: Final = "municipality"
"""The canonical source of a municipal grant."""


class Traced(StrEnum):
    """To what money is traced."""

    MEASURES = "measures"
    SERVICES = "services"


class TraceLine(Record):
    """What grants of one year and kind gave to one measure or service.

    A grant is `secured` from its decision to its settlement and `actual` after it, never both; the two may be added.
    """

    subject: str
    """Resource name of the measure or service; empty for money that names none."""
    year: int
    kind: GrantKind
    grants: int
    secured: Money
    actual: Money


def trace(results: Sequence[GrantResult], to: Traced) -> tuple[TraceLine, ...]:
    """All money by subject, year and kind; the lines add up to all that was granted or drawn, to the haléř."""
    found: dict[tuple[int, GrantKind, str], list[tuple[Money, Money]]] = defaultdict(list)
    latest: dict[str, str] = {}
    for result in results:
        if result.granted.hal:
            for subject, secured, actual in _PARTS[to](result):
                latest[names.in_any_version(subject)] = subject
                found[(result.year, result.kind, names.in_any_version(subject))].append((secured, actual))
    return tuple(
        TraceLine(
            subject=latest[subject],
            year=year,
            kind=kind,
            grants=len(money),
            secured=_sum(secured for secured, _ in money),
            actual=_sum(actual for _, actual in money),
        )
        for (year, kind, subject), money in sorted(found.items())
    )


def _of_measures(result: GrantResult) -> Iterable[tuple[str, Money, Money]]:
    if not result.measures:
        return [("", result.secured, result.actual)]
    secured, actual = result.by_measure(result.secured), result.by_measure(result.actual)
    return [(measure, secured[measure], actual[measure]) for measure in secured]


def _of_services(result: GrantResult) -> Iterable[tuple[str, Money, Money]]:
    return [(result.service, result.secured, result.actual)]


_PARTS: Final[dict[Traced, Callable[[GrantResult], Iterable[tuple[str, Money, Money]]]]] = {
    Traced.MEASURES: _of_measures,
    Traced.SERVICES: _of_services,
}


class GrantShare(Record):
    """The part of one grant that goes to a measure."""

    result: str
    """Resource name of the result."""
    year: int
    kind: GrantKind
    financing_kind: FinancingKind
    secured: Money
    actual: Money


class FundingLine(Record):
    """Municipal money of a measure in one year and of one financing kind: what the plan says, and grants beside it."""

    year: int
    financing_kind: FinancingKind
    planned: Money | None = None
    """What the plan says; absent where it is not known."""
    secured: Money | None = None
    actual: Money | None = None
    grants_secured: Money
    grants_actual: Money

    @property
    def uncovered(self) -> Money | None:
        """What is planned and not covered by grants, not below zero. The plan's own word of what is secured may speak
        of the same grants, so it is not taken off."""
        if self.planned is None:
            return None
        return max(self.planned - self.grants_secured - self.grants_actual, Money(0))


class MeasureFunding(Record):
    """All that grants gave to one measure, in any version of its plan."""

    measure: str
    lines: tuple[FundingLine, ...]
    grants: tuple[GrantShare, ...]


def measure_funding(
    measure: Measure, results: Sequence[GrantResult], canonical: Callable[[str], str | None]
) -> MeasureFunding:
    """The measure's municipal money; `canonical` gives the canonical source behind a code of the plan."""
    wanted = names.in_any_version(measure.name)
    shares = [
        GrantShare(
            result=result.name,
            year=result.year,
            kind=result.kind,
            financing_kind=result.financing_kind,
            secured=secured,
            actual=actual,
        )
        for result in results
        if result.granted.hal
        for subject, secured, actual in _of_measures(result)
        if names.in_any_version(subject) == wanted
    ]
    own = [line for line in measure.financing if canonical(line.source) == SOURCE]
    keys = {(line.year, line.kind) for line in own} | {(share.year, share.financing_kind) for share in shares}
    lines = []
    for year, kind in sorted(keys):
        planned = [line for line in own if (line.year, line.kind) == (year, kind)]
        granted = [share for share in shares if (share.year, share.financing_kind) == (year, kind)]
        lines.append(
            FundingLine(
                year=year,
                financing_kind=kind,
                planned=_known(line.planned for line in planned),
                secured=_known(line.secured for line in planned),
                actual=_known(line.actual for line in planned),
                grants_secured=_sum(share.secured for share in granted),
                grants_actual=_sum(share.actual for share in granted),
            )
        )
    return MeasureFunding(measure=measure.name, lines=tuple(lines), grants=tuple(shares))


def _sum(amounts: Iterable[Money]) -> Money:
    return sum(amounts, Money(0))


def _known(amounts: Iterable[Money | None]) -> Money | None:
    """The sum of amounts that are known, or None where none is."""
    known = [amount for amount in amounts if amount is not None]
    return _sum(known) if known else None
