"""K2: inhabitants, services and their capacities, and what is missing; K5: the network with its rules."""

from collections.abc import Iterator
from datetime import date

from komplan_core.catalogue import ServiceClass
from komplan_core.codelists import CodeList, entry, order_of
from komplan_core.regional.ages import GROUPS
from komplan_core.regional.midterm.tables import CellKind, Column, Row, Table, coded, counted, figure, words
from komplan_core.regional.network import NetworkEntry
from komplan_core.regional.territory import Units
from komplan_core.regional.titles import GAP_NOTE, NETWORK_STATUSES, czech_day
from komplan_kit.clock import today
from komplan_region.usecases.chapters.coded import capacity_cells, code_cell, type_cell
from komplan_region.usecases.chapters.composing import Composing
from komplan_region.usecases.gaps import capacity_gaps
from komplan_region.usecases.network_figures import NetworkOfADay, network_on
from komplan_region.usecases.population import inhabitants, people_of
from komplan_region.usecases.supply_figures import RegionalSupply, regional_supply

_KIND = (Column("type", "Druh služby"), Column("form", "Forma"), Column("unit", "Jednotka"))


def tables(of: Composing) -> Iterator[Table]:
    """Supply on the day on which the version is built; the network as the plan finds it, on its first day or later."""
    day = today(of.tx.now)
    supply = regional_supply(of.tx, day)
    yield _population(of, supply)
    yield from _services(supply)
    yield _gaps(of, supply, day)
    yield from _network(network_on(of.tx, max(day, of.start)), supply.units)


def _population(of: Composing, supply: RegionalSupply) -> Table:
    found = inhabitants(of.tx, supply.day)
    groups = GROUPS if found is not None else ()
    columns = (
        Column("orp", "ORP"),
        Column("year", "Rok"),
        *(Column(code, entry(CodeList.AGE_GROUPS, code).title, CellKind.COUNT) for code in groups),
    )
    rows = []
    if found is not None:
        name = f"{of.plan.name.split('/plans/')[0]}/populations/{found.year}"
        for orp in ("", *supply.units.orps):
            known = [people_of(found, orp, (code,), supply.units) for code in groups]
            title = supply.units.orp_title(orp) if orp else "celý kraj"
            rows.append(Row(orp or "-", (*words(title, str(found.year)), *(figure(item, [name]) for item in known))))
    note = (found.source + (" (smyšlená data)" if found.fictional else "")) if found is not None else ""
    return Table("population", "K2", "Obyvatelé podle věku", columns, tuple(rows), note)


def _services(supply: RegionalSupply) -> Iterator[Table]:
    names = {service.key: [source.name for source in service.sources] for service in supply.services}
    by_type: dict[tuple[ServiceClass, str], list[str]] = {}
    for service in supply.services:
        if service.provided_on(supply.day):
            by_type.setdefault((service.service_class, service.service_type), []).append(service.key)
    rows = [
        Row(
            "/".join((service_class, kind or "-")),
            (type_cell(service_class, kind), figure(len(keys), [name for key in keys for name in names[key]])),
        )
        for (service_class, kind), keys in sorted(by_type.items(), key=_by_kind)
    ]
    columns = (Column("type", "Druh služby"), Column("services", "Služby", CellKind.COUNT))
    note = "Tatáž registrace v katalozích více měst se počítá jednou."
    yield Table("services", "K2", "Služby podle druhu", columns, tuple(rows), note)
    heads = (
        Column("orp", "ORP"),
        *_KIND,
        Column("registered", "Registrovaná kapacita", CellKind.COUNT),
        Column("services", "Služby", CellKind.COUNT),
        Column("unknown", "Služby bez údaje", CellKind.COUNT),
    )
    rows = []
    for total in supply.totals:
        behind = [name for key in total.services for name in names[key]]
        where = supply.units.orp_title(total.orp) if total.orp else "celý kraj"
        cells = (
            coded(total.orp, where),
            type_cell(total.service_class, total.service_type),
            *capacity_cells(total.service_type, total.form, total.unit)[1:],
            figure(total.registered.known, behind),
            figure(len(total.services), behind),
            figure(total.registered.unknown, behind),
        )
        key = (total.orp, total.service_class, total.service_type, total.form, total.unit)
        rows.append(Row("/".join(part or "-" for part in key), cells))
    note = "Jednotky se nesčítají mezi sebou; služba ve více ORP se počítá v každém a v kraji jednou."
    yield Table("capacity", "K2", "Kapacity služeb", heads, tuple(rows), note)


def _gaps(of: Composing, supply: RegionalSupply, day: date) -> Table:
    years = [of.plan.from_year - 1, *of.plan.years]
    found = capacity_gaps(of.tx, years, day)
    columns = (
        Column("orp", "ORP"),
        *_KIND,
        Column("needed", "Potřeba", CellKind.COUNT),
        Column("unmeasured", "Z toho tam, kde se neví, co je", CellKind.COUNT),
        Column("now", "Je", CellKind.COUNT),
        Column("spare", "Nad potřebu", CellKind.COUNT),
        Column("gap", "Chybí", CellKind.COUNT),
        Column("unknown", "Řádků, kde se neví, co je", CellKind.COUNT),
    )
    rows = []
    for row in found.rows:
        behind = [line.report for item in row.needs for line in item.lines]
        where = found.needs.units.orp_title(row.orp) if row.orp else "celý kraj"
        cells = (
            coded(row.orp, where),
            *capacity_cells(row.service_type, row.form, row.unit),
            figure(row.needed, behind),
            figure(row.unmeasured, behind),
            figure(row.now.known, behind),
            figure(row.spare, behind),
            figure(row.gap.known, behind),
            figure(row.gap.unknown, behind),
        )
        rows.append(Row("/".join(part or "-" for part in (row.orp, row.service_type, row.form, row.unit)), cells))
    note = f"Podle hlášení potřebných kapacit. {GAP_NOTE}"
    return Table("gaps", "K2", f"Potřebné a chybějící kapacity {years[0]}–{years[-1]}", columns, tuple(rows), note)


def _network(network: NetworkOfADay, units: Units) -> Iterator[Table]:
    columns = (
        Column("service", "Služba"),
        Column("provider", "Poskytovatel"),
        Column("type", "Druh služby"),
        Column("status", "Postavení"),
        Column("from", "Od"),
        Column("to", "Do"),
        Column("resolution", "Usnesení"),
    )
    rows = [
        Row(
            item.name.rsplit("/", 1)[-1],
            (
                *words(item.title, item.provider),
                code_cell(CodeList.SERVICE_TYPES, item.service_type),
                coded(item.status, NETWORK_STATUSES[item.status]),
                *words(czech_day(item.validity.start), czech_day(item.validity.end), item.resolution),
            ),
        )
        for item in sorted(network.entries, key=_by_type)
    ]
    yield Table("network", "K5", f"Síť k {czech_day(network.day)}", columns, tuple(rows))
    sums = (*_KIND, Column("status", "Postavení"), Column("quantity", "Kapacita", CellKind.COUNT))
    rows = [
        Row(
            "/".join((total.service_type, total.form, total.unit, total.status)),
            (
                *capacity_cells(total.service_type, total.form, total.unit),
                coded(total.status, NETWORK_STATUSES[total.status]),
                figure(total.quantity, total.entries),
            ),
        )
        for total in network.totals
    ]
    yield Table("network-capacity", "K5", f"Parametry sítě k {czech_day(network.day)}", sums, tuple(rows))
    written = (Column("title", "Kritérium"), Column("text", "Znění"), Column("from", "Od"))
    rows = [
        Row(item.name.rsplit("/", 1)[-1], words(item.title, item.text, czech_day(item.validity.start)))
        for item in network.criteria
    ]
    title = f"Pravidla vstupu, změny a výstupu k {czech_day(network.day)}"
    yield Table("network-criteria", "K5", title, written, tuple(rows))
    own = (Column("municipality", "Obec"), Column("services", "Služby", CellKind.COUNT))
    flags: dict[str, list[str]] = {}
    for flag in network.municipal:
        flags.setdefault(flag.municipality, []).append(flag.name)
    rows = [Row(code, (coded(code, units.title(code)), counted(found))) for code, found in sorted(flags.items())]
    note = "Mikrosíť obce nemá oporu v zákoně a není částí sítě kraje."
    yield Table("municipal-networks", "K5", "Obecní mikrosítě", own, tuple(rows), note)


def _by_kind(item: tuple[tuple[ServiceClass, str], list[str]]) -> tuple[ServiceClass, tuple[int, str]]:
    service_class, kind = item[0]
    return service_class, order_of(CodeList.SERVICE_TYPES, kind)


def _by_type(item: NetworkEntry) -> tuple[tuple[int, str], str, str]:
    return order_of(CodeList.SERVICE_TYPES, item.service_type), item.title, item.name
