"""Asking what can be funded: the problem over the copies, and keeping what was answered."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid, Refused, Stale
from komplan_core.regional.funding.answer import Answer
from komplan_core.regional.funding.asking import AskingMeasure, check_named, problem_of
from komplan_core.regional.funding.problem import Problem
from komplan_core.regional.funding.scenario import DEFAULT_SECONDS, Funding, FundingOrigin
from komplan_core.regional.territory import Units
from komplan_kit.clock import today
from komplan_kit.store import Written
from komplan_region.ports.funding import MeasureWithLines, Outcome
from komplan_region.ports.limits import ALL
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.funding_told import FundedMeasure, funded_measures, result_of
from komplan_region.usecases.places import orps_of


@dataclass(frozen=True, slots=True)
class Question:
    """A question with all that it is answered from, on one consistent state."""

    funding: Funding
    problem: Problem
    measures: Mapping[str, MeasureWithLines]
    origins: tuple[FundingOrigin, ...]
    stale: bool
    """Whether the caller read another state of it. Then it is not solved; a repeated request is answered as before."""

    @property
    def seconds(self) -> float:
        """How long the search may take."""
        return self.funding.seconds or DEFAULT_SECONDS


class Fundings:
    """Questions of what can be funded, and their answers."""

    def __init__(self, region: str, make_id: Callable[[], str], encode: Callable[[FundedMeasure], bytes]) -> None:
        """`encode` makes the message of a measure, which is kept as it is told."""
        self._parent, self._make_id, self._encode = f"regions/{region}", make_id, encode

    def create(self, tx: RegionTx, values: Mapping[str, Any], wanted: str) -> Written:
        """Ask a new question."""
        name = f"{self._parent}/fundings/{names.chosen_id(wanted, self._make_id, 'funding_id')}"
        made = tx.funding.fundings.make({**values, "name": name}, "funding")
        _check_orps(made, tx.territory.on(today(tx.now)))
        _check_measures(tx, made)
        return tx.funding.fundings.add(made)

    def update(self, tx: RegionTx, name: str, etag: str, changes: Mapping[str, Any]) -> Written:
        """Change a question; the answer to another one is dropped."""
        fundings = tx.funding.fundings
        before, after = fundings.get(name, "funding.name"), fundings.changed(name, changes, "funding")
        if before.fair_shares != after.fair_shares:
            _check_orps(after, tx.territory.on(today(tx.now)))
        if _asked_of_measures(before) != _asked_of_measures(after):
            _check_measures(tx, after)
        if before.result is not None and before.question != after.question:
            after = fundings.merged(after, {"result": None}, "funding")
            tx.funding.put_outcomes(name, ())
        return fundings.replace(after, etag)

    def delete(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Remove a question with its answer."""
        return tx.funding.fundings.delete(name, etag)

    def question(self, tx: RegionTx, name: str, etag: str) -> Question:
        """A question over the copies as they stand. Raises NotFound, Invalid."""
        funding = tx.funding.fundings.get(name)
        measures = tx.funding.measures(funding.from_year, funding.to_year)
        units = tx.territory.on(today(tx.now))
        problem = problem_of(
            funding,
            [
                AskingMeasure(
                    name=found.name,
                    change=found.change,
                    service_type=found.service_type,
                    groups=found.groups,
                    orps=orps_of(found.territory, units),
                    lines=found.lines,
                )
                for found in measures
            ],
        )
        _check_orps(funding, units)
        stale = bool(etag) and etag != funding.etag
        return Question(funding, problem, {found.name: found for found in measures}, _origins(tx, measures), stale)

    def keep(self, tx: RegionTx, question: Question, answer: Answer) -> Written:
        """Keep an answer, unless something else is asked by now. Raises Stale, NotFound."""
        name = question.funding.name
        now = tx.funding.fundings.get(name)
        if question.stale:
            raise Stale("STALE_ETAG", f"`{name}` was changed since it was read: read it again and repeat")
        if now.question != question.funding.question:
            raise Stale("STALE_ETAG", f"`{name}` asks something else since it is being solved: solve it again")
        told = funded_measures(question.problem, answer, question.measures)
        outcomes = [Outcome(item.measure.name, item.percent, self._encode(item)) for item in told]
        outcomes.sort(key=lambda outcome: outcome.measure)
        digest = hashlib.sha256(b"".join(len(item.encoded).to_bytes(4) + item.encoded for item in outcomes))
        result = result_of(answer, tx.now(), question.origins, digest.hexdigest())
        written = tx.funding.fundings.replace(tx.funding.fundings.merged(now, {"result": result}, "funding"))
        tx.funding.put_outcomes(name, outcomes)
        return written

    def outcomes(
        self, tx: RegionTx, name: str, after: int, most: int, chosen: bool | None
    ) -> Sequence[tuple[int, Outcome]]:
        """What became of the measures. Raises NotFound, Refused while it is not solved."""
        _solved(tx.funding.fundings.get(name, "parent"))
        return tx.funding.outcomes(name, after, most, chosen)

    def compare(
        self, tx: RegionTx, name: str, other: str
    ) -> tuple[Funding, Funding, dict[str, Outcome], dict[str, Outcome]]:
        """Two solved questions with what each pays for. Raises NotFound, Refused while one is not solved."""
        first, second = _solved(tx.funding.fundings.get(name)), _solved(tx.funding.fundings.get(other, "other"))
        paid = [
            {outcome.measure: outcome for _, outcome in tx.funding.outcomes(item, 0, ALL, True)}
            for item in (name, other)
        ]
        return first, second, paid[0], paid[1]


def _solved(funding: Funding) -> Funding:
    if funding.result is None:
        raise Refused("FUNDING_NOT_SOLVED", f"`{funding.name}` was not solved yet, or was changed since")
    return funding


def _check_orps(funding: Funding, units: Units) -> None:
    for place, share in enumerate(funding.fair_shares):
        if share.orp not in units.orps:
            message = f"the region's list of municipalities has no ORP `{share.orp}`"
            raise Invalid.field(f"funding.fair_shares.{place}.orp", "REFERENCE_MISSING", message)


def _check_measures(tx: RegionTx, funding: Funding) -> None:
    """Raise Invalid where a measure is named that has no money in the years."""
    if funding.mandatory or funding.measure_points:
        known = tx.funding.measures(funding.from_year, funding.to_year)
        check_named(funding, {measure.name for measure in known if measure.lines})


def _asked_of_measures(funding: Funding) -> tuple[object, ...]:
    return funding.from_year, funding.to_year, funding.mandatory, funding.measure_points


def _origins(tx: RegionTx, measures: Sequence[MeasureWithLines]) -> tuple[FundingOrigin, ...]:
    areas = {names.MEASURE.parse(found.name)["area"] for found in measures}
    return tuple(
        FundingOrigin(area=standing.municipality.code, revision=standing.revision)
        for standing in tx.directory.standings()
        if standing.municipality.code in areas
    )
