"""K4: cities' measures by common level and canonical group, the region's own strategy, and the outlook of money."""

from collections.abc import Iterator
from typing import Final

from komplan_core import names
from komplan_core.codelists import CodeList
from komplan_core.directory import Feed
from komplan_core.planning import CommonLevel
from komplan_core.profile import Profile
from komplan_core.regional.crosswalk import Crosswalk
from komplan_core.regional.crosswalk_entries import CodeKind
from komplan_core.regional.midterm.tables import CellKind, Column, Row, Table, coded, counted, words
from komplan_core.regional.titles import SERVICE_CHANGES
from komplan_region.usecases.chapters.coded import code_cell, group_cell, source_cell
from komplan_region.usecases.chapters.composing import Composing
from komplan_region.usecases.chapters.money import MONEY, UNMAPPED_KEY, added, amounts
from komplan_region.usecases.feeds import PARTS, PROFILE
from komplan_region.usecases.money_figures import money_figures

_LEVELS = {
    CommonLevel.PRIORITY: "Priority",
    CommonLevel.GOAL: "Cíle",
    CommonLevel.MEASURE: "Opatření",
    CommonLevel.ACTIVITY: "Aktivity",
}


def tables(of: Composing) -> Iterator[Table]:
    """The tables of cities' strategies."""
    yield _levels(of)
    yield from _groups(of)
    yield _services(of)
    yield _unmapped(of)


def _levels(of: Composing) -> Table:
    columns = (
        Column("title", "Město"),
        *(Column(level.value, title, CellKind.COUNT) for level, title in _LEVELS.items()),
    )
    measures: dict[str, list[str]] = {}
    for plan_id, known in of.measures.items():
        measures.setdefault(of.areas[plan_id], []).extend(known.values())
    rows = []
    for standing in of.standings:
        city = standing.municipality
        if city.code in of.areas.values():
            found = _nodes(of, standing.row_id)
            found[CommonLevel.MEASURE] = [*found.get(CommonLevel.MEASURE, []), *measures.get(city.code, [])]
            cells = (*words(city.title), *(counted(found.get(level, [])) for level in _LEVELS))
            rows.append(Row(city.code, cells, city.code))
    note = "Úrovně plánů měst převedené na společné; nadpis bez společné úrovně se nepočítá."
    return Table("levels", "K4", "Plány měst podle společných úrovní", columns, tuple(rows), note)


def _nodes(of: Composing, row_id: int) -> dict[CommonLevel, list[str]]:
    """Nodes of a city's plans that touch these years, by what their level stands for."""
    held = of.tx.copies.held(row_id, Feed.PLANNING, ("plans", "nodes"))
    crosswalk = Crosswalk(PROFILE.parse(held.profile), of.tx.crosswalks.of_row(row_id))
    read = {part: PARTS[part] for part in ("plans", "nodes")}
    days = {}
    for record in held.records.values():
        if record.part == "plans":
            plan = read["plans"].parse(record.name, record.encoded)
            if plan.period.start <= of.end and (plan.period.end is None or plan.period.end >= of.start):
                days[plan.name] = plan.period.start
    found: dict[CommonLevel, list[str]] = {}
    for record in held.records.values():
        above = names.parent(names.parent(record.name))
        if record.part == "nodes" and above in days:
            node = read["nodes"].parse(record.name, record.encoded)
            level = crosswalk.level(node.level, days[above])
            if level is not None:
                found.setdefault(level, []).append(node.name)
    return found


def _groups(of: Composing) -> Iterator[Table]:
    touched: dict[str, list[str]] = {}
    for plan_id, group, _, packed in of.rows("groups"):
        touched.setdefault(group, []).extend(of.names(plan_id, packed))
    rows = [Row(group or UNMAPPED_KEY, (group_cell(group), counted(found))) for group, found in sorted(touched.items())]
    note = "Opatření se počítá jednou v každé skupině, které se týká: skupiny nelze sečíst."
    columns = (Column("group", "Cílová skupina"), Column("measures", "Opatření", CellKind.COUNT))
    yield Table("groups", "K4", "Opatření podle cílových skupin", columns, tuple(rows), note)
    behind: dict[tuple[str, int, str], list[str]] = {}
    for plan_id, group, year, source, _, _, _, packed in of.rows("figures"):
        behind.setdefault((group, year, source), []).extend(of.names(plan_id, packed))
    sums = added(money_figures(of.tx, of.plan.from_year, of.plan.to_year, "target-group").rows)
    rows = [
        Row(
            f"{group or UNMAPPED_KEY}/{year}/{source or UNMAPPED_KEY}",
            (group_cell(group), *words(str(year)), source_cell(source), *amounts(found, behind[key])),
        )
        for key, found in sorted(sums.items())
        for group, year, source in [key]
    ]
    heads = (Column("group", "Cílová skupina"), Column("year", "Rok"), Column("source", "Zdroj"), *MONEY)
    note = (
        "Místní podíly dělí z každého řádku zvlášť, co je zajištěno, co chybí a co je zajištěno navíc, podle "
        "největšího zbytku v haléřích: části dají dohromady celek a v každé je plánováno − zajištěno = chybí − "
        "zajištěno navíc."
    )
    yield Table("group-money", "K4", "Peníze podle cílových skupin", heads, tuple(rows), note)


def _services(of: Composing) -> Table:
    found: dict[tuple[str, str], list[str]] = {}
    for measure in of.tx.midterm.service_measures(of.start, of.end):
        found.setdefault((measure.service_type, measure.change), []).append(measure.name)
    columns = (Column("type", "Druh služby"), Column("change", "Změna"), Column("measures", "Opatření", CellKind.COUNT))
    rows = [
        Row(
            f"{kind or UNMAPPED_KEY}/{change}",
            (
                code_cell(CodeList.SERVICE_TYPES, kind),
                coded(change, SERVICE_CHANGES[change]),
                counted(measures),
            ),
        )
        for (kind, change), measures in sorted(found.items())
    ]
    return Table("measure-services", "K4", "Služby, kterých se opatření týkají", columns, tuple(rows))


def _unmapped(of: Composing) -> Table:
    found: dict[tuple[str, str, str], list[str]] = {}
    for plan_id, kind, code, packed in of.rows("unmapped"):
        found.setdefault((of.areas[plan_id], kind, code), []).extend(of.names(plan_id, packed))
    columns = (
        Column("area", "Město"),
        Column("kind", "Druh"),
        Column("code", "Místní označení"),
        Column("measures", "Opatření", CellKind.COUNT),
    )
    titles = {area: _local_titles(of.profile(area)) for area in {area for area, _, _ in found}}
    rows = [
        Row(
            f"{area}/{kind}/{code or UNMAPPED_KEY}",
            (
                coded(area, of.titles[area]),
                coded(kind, KINDS[kind]),
                coded(code, titles[area].get((kind, code), code) or "žádná skupina"),
                counted(items),
            ),
            area,
        )
        for (area, kind, code), items in sorted(found.items())
    ]
    note = "Nic z toho se nevynechává."
    return Table("unmapped", "K4", "Místní kódy bez převodu", columns, tuple(rows), note)


KINDS: Final = {CodeKind.TARGET_GROUP.value: "cílová skupina", CodeKind.FUNDING_SOURCE.value: "zdroj peněz"}


def _local_titles(profile: Profile) -> dict[tuple[str, str], str]:
    """Kind and local code → what the city calls it."""
    groups = {(CodeKind.TARGET_GROUP.value, item.code): item.title for item in profile.target_groups}
    return {**groups, **{(CodeKind.FUNDING_SOURCE.value, item.code): item.title for item in profile.funding_sources}}
