"""Messages of supply that are composed for whoever asks."""

from collections.abc import Iterable

from komplan.region.v1 import scenario_pb2, supply_pb2
from komplan_core.directory import Feed
from komplan_core.regional.gaps import CapacityLine, GapRow, NeededCapacity
from komplan_core.regional.scenarios import Effect, gap_after
from komplan_core.regional.supply import DistinctService, KnownSum
from komplan_core.regional.territory import Units
from komplan_kit.days import day_message
from komplan_region.ports.directory import Standing
from komplan_region.servicer.messages import copies_of
from komplan_region.servicer.need_messages import round_message
from komplan_region.usecases.gaps import CapacityGaps
from komplan_region.usecases.supply_figures import Rate, RegionalSupply, SupplyFigures
from komplan_region.usecases.supply_saying import ComparedCapacity

Revisions = dict[tuple[str, Feed], int]


def revisions(standings: Iterable[Standing]) -> Revisions:
    """Planning area and feed → number of the last change in its copy."""
    return {(standing.municipality.code, feed.feed): feed.revision for standing in standings for feed in standing.feeds}


def figures_message(figures: SupplyFigures) -> supply_pb2.SupplyFigures:
    """Capacities with rates."""
    supply, population = figures.supply, figures.population
    counted = [service for service in supply.services if service.provided_on(supply.day)]
    message = supply_pb2.SupplyFigures(
        day=day_message(supply.day),
        totals=(_total(rate, supply.units) for rate in figures.rates),
        services=len(counted),
        in_several_catalogues=sum(len(service.sources) > 1 for service in counted),
        contradictory=[service.key for service in supply.services if service.contradictions],
        coverage=copies_of(supply.standings),
    )
    if population is not None:
        message.population_year, message.population_fictional = population.year, population.fictional
        message.population_source = population.source
    return message


def service_message(service: DistinctService, supply: RegionalSupply, known: Revisions) -> supply_pb2.SuppliedService:
    """A service with the catalogues that show it."""
    message = supply_pb2.SuppliedService(
        key=service.key,
        title=service.title,
        provider=service.sources[0].provider,
        service_class=service.service_class,
        service_type=service.service_type,
        provided=service.provided_on(supply.day),
        orps=sorted(service.orps(supply.units)),
        municipalities=sorted(service.municipalities),
        contradictions=service.contradictions,
        sources=(
            supply_pb2.ServiceSource(
                name=source.name,
                area=source.area,
                revision=known.get((source.area, Feed.CATALOGUE), 0),
                status=source.status,
            )
            for source in service.sources
        ),
    )
    for form, unit in service.forms_and_units:
        found = service.capacity(form, unit, supply.day)
        message.capacities.add(
            form=form,
            unit=unit,
            registered=found.registered,
            registered_as_of=day_message(found.registered_as_of),
            funded=found.funded,
            available=found.available,
            waiting=found.waiting,
            as_of=day_message(found.as_of),
        )
    return message


def gaps_message(found: CapacityGaps, to_staff: bool) -> supply_pb2.CapacityGaps:
    """The gap table; names of needs are for the office."""
    years, known = found.needs.years, revisions(found.supply.standings)
    return supply_pb2.CapacityGaps(
        from_year=years[0].year,
        to_year=years[-1].year,
        gaps=(_gap(row, found.needs.units, known, to_staff) for row in found.rows),
        need_coverage=[round_message(year, False) for year in years if year.round],
        without_round=[year.year for year in years if year.round is None],
        coverage=copies_of(found.supply.standings),
    )


def compared_message(compared: ComparedCapacity, units: Units) -> scenario_pb2.ScenarioRow:
    """One capacity as it is, and as the scenarios make it."""
    orp, service_type, form, unit = compared.place
    gap = _certain(compared.row.gap) if compared.row is not None else None
    message = scenario_pb2.ScenarioRow(
        orp=orp,
        orp_title=units.orp_title(orp),
        service_type=service_type,
        form=form,
        unit=unit,
        base=compared.base,
        needed=compared.row.needed if compared.row is not None else None,
        gap=gap,
    )
    for field, effect in zip(("first", "second"), compared.effects, strict=False):
        getattr(message, field).CopyFrom(_effect(effect, compared.base, gap))
    return message


def _effect(effect: Effect | None, base: int | None, gap: int | None) -> scenario_pb2.ScenarioEffect:
    if effect is None:
        return scenario_pb2.ScenarioEffect(value=base, change=0, gap=gap)
    return scenario_pb2.ScenarioEffect(
        value=effect.value, change=effect.change, gap=gap_after(gap, effect), below_zero=effect.below_zero
    )


def _certain(found: KnownSum) -> int | None:
    return None if found.unknown else found.known


def _total(rate: Rate, units: Units) -> supply_pb2.SupplyTotal:
    total, ages = rate.total, rate.ages
    return supply_pb2.SupplyTotal(
        orp=total.orp,
        orp_title=units.orp_title(total.orp),
        service_class=total.service_class,
        service_type=total.service_type,
        form=total.form,
        unit=total.unit,
        registered=total.registered.known,
        registered_unknown=total.registered.unknown,
        funded=total.funded.known,
        funded_unknown=total.funded.unknown,
        available=total.available.known,
        available_unknown=total.available.unknown,
        waiting=total.waiting.known,
        waiting_unknown=total.waiting.unknown,
        oldest=day_message(total.oldest),
        services=total.services,
        age_groups=ages.age_groups if ages is not None else (),
        ages_verified=ages is not None and ages.verified,
        people=rate.people,
        per_thousand=format(rate.per_thousand, "f") if rate.per_thousand is not None else "",
    )


def _gap(row: GapRow, units: Units, known: Revisions, to_staff: bool) -> supply_pb2.CapacityGap:
    return supply_pb2.CapacityGap(
        orp=row.orp,
        orp_title=units.orp_title(row.orp),
        service_type=row.service_type,
        form=row.form,
        unit=row.unit,
        needed=row.needed,
        now=row.now.known,
        now_unknown=row.now.unknown,
        gap=row.gap.known,
        gap_unknown=row.gap.unknown,
        unmeasured=row.unmeasured,
        spare=row.spare,
        registered=row.registered.known,
        registered_unknown=row.registered.unknown,
        services=row.services,
        lines=(line for item in row.needs for line in _lines(item, known, to_staff)),
    )


def _lines(item: NeededCapacity, known: Revisions, to_staff: bool) -> Iterable[supply_pb2.NeededLine]:
    for lines, counted in ((item.lines, True), (item.also, False)):
        for line in lines:
            yield _line(line, known, counted, to_staff)


def _line(line: CapacityLine, known: Revisions, counted: bool, to_staff: bool) -> supply_pb2.NeededLine:
    return supply_pb2.NeededLine(
        report=line.report,
        number=line.number,
        area=line.area,
        revision=known.get((line.area, Feed.PLANNING), 0),
        needed=line.needed,
        now=line.now,
        now_from=line.now_from,
        municipalities=sorted(line.municipalities),
        from_year=line.from_year,
        priority=line.priority,
        service=line.service,
        needs=sorted(line.needs) if to_staff else (),
        counted=counted,
    )
