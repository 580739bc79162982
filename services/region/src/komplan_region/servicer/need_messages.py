"""Messages of needs that are composed for whoever asks."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from google.protobuf.timestamp_pb2 import Timestamp

from komplan.planning.v1 import evidence_pb2, needs_report_pb2
from komplan.region.v1 import need_intake_pb2, need_pb2, need_round_pb2
from komplan_core.evidence.persons import PersonsTotal
from komplan_core.regional.need_records import RegionNeedRound
from komplan_core.regional.need_totals import orps_of
from komplan_core.regional.need_withholding import withheld
from komplan_core.regional.needs import DistinctNeed
from komplan_core.regional.territory import Units
from komplan_kit.codec import Codec
from komplan_kit.days import day_message
from komplan_region.ports.directory import Standing
from komplan_region.ports.needs import Answered
from komplan_region.usecases.need_intake import FormStatus
from komplan_region.usecases.needs import NeedFigures, YearOfNeeds

ROUND: Final = Codec(need_round_pb2.NeedRound, RegionNeedRound)


def form_status_message(found: FormStatus) -> need_intake_pb2.NeedFormStatus:
    """What a municipality may send."""
    return need_intake_pb2.NeedFormStatus(
        round=ROUND.encode(found.round),
        municipality=found.municipality,
        title=found.title,
        report=found.report,
        last_year=found.last_year,
        last_needs=found.last_needs,
    )


def need_message(need: DistinctNeed, units: Units, answers: Mapping[str, Answered]) -> need_pb2.RegionalNeed:
    """A need that counts, with all that speak of it."""
    told = [answers[name] for name in sorted(need.sources, key=lambda name: name != need.name) if name in answers]
    message = need_pb2.RegionalNeed(
        name=need.name,
        area=need.said.area,
        title=need.said.title,
        year=need.said.year,
        state=need.state,
        target_groups=need.groups,
        unmapped=[f"{area}:{code}" for area, code in need.unmapped],
        municipalities=need.municipalities,
        orps=sorted(orps_of(need, units)),
        persons_basis=need.persons_basis,
        persons_overlap=need.persons_overlap,
        sources=need.sources,
        reports=need.reports,
        merges=need.merges,
        responses=[answer.name for answer in told],
        outcomes=[answer.outcome for answer in told],
    )
    if need.persons is not None:
        message.persons = need.persons
    return message


def round_message(found: YearOfNeeds, whole: bool) -> need_pb2.RoundCoverage:
    """Coverage of a round; `whole` says where every municipality stands."""
    message = need_pb2.RoundCoverage(
        round=found.round.name if found.round else "",
        year=found.year,
        state=found.round.state if found.round else "",
        late=found.held.late,
        taken_late=found.held.taken_late,
        territory_from=day_message(found.units.valid_from),
    )
    for covered in found.coverage:
        standings = [
            standing
            for standing in found.held.coverage.standings
            if not covered.orp or found.units.orp_of(standing.municipality) == covered.orp
        ]
        coverage = needs_report_pb2.NeedCoverage(
            municipalities=covered.municipalities,
            reported=covered.reported,
            no_change=covered.no_change,
            reported_by_orp=covered.reported_by_orp,
            silent=covered.silent,
            awaited=covered.awaited,
            percent=str(covered.percent),
        )
        if whole and covered.orp:
            for standing in standings:
                coverage.standings.add(
                    municipality=standing.municipality,
                    state=standing.state or "",
                    report=standing.report,
                    superseded=standing.superseded,
                )
        message.orps.add(orp=covered.orp, title=found.units.orp_title(covered.orp), coverage=coverage)
    return message


def figures_message(figures: NeedFigures, to_staff: bool) -> need_pb2.NeedFigures:
    """Needs added up. Everybody but the office is told no number of people by which somebody could be known."""
    found = figures.needs
    message = need_pb2.NeedFigures(
        from_year=found.years[0].year,
        to_year=found.years[-1].year,
        coverage=[round_message(year, False) for year in found.years if year.round],
        without_round=[year.year for year in found.years if year.round is None],
        origins=[_origin(standing, count) for standing, count in figures.origins],
        published_only=len(found.published),
    )
    hidden = frozenset() if to_staff else withheld(figures.totals, len(found.years))
    for place, total in enumerate(figures.totals):
        shown = total.total if place not in hidden else replace(total.total, persons=None, at_least=0)
        message.totals.add(
            orp=total.orp,
            target_group=total.group,
            unmapped=total.unmapped,
            total=_persons(shown),
            needs=total.needs if to_staff else (),
            withheld=place in hidden,
        )
    return message


def _persons(total: PersonsTotal) -> evidence_pb2.PersonsTotal:
    return evidence_pb2.PersonsTotal(
        needs=total.needs,
        persons=total.persons,
        basis=total.basis,
        at_least=total.at_least,
        unknown=total.unknown,
        overlapping=total.overlapping,
    )


def _origin(standing: Standing, count: int) -> need_pb2.NeedOrigin:
    message = need_pb2.NeedOrigin(area=standing.municipality.code, state=standing.state, needs=count)
    if standing.collected_at is not None:
        at = Timestamp()
        at.FromDatetime(standing.collected_at)
        message.collected_at.CopyFrom(at)
    return message
