"""`komplan region plan`: versions of the region's plan, read, judged, compared and taken out."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from komplan.region.v1 import midterm_comparison_service_pb2 as comparison
from komplan.region.v1 import midterm_comparison_service_pb2_grpc as comparison_rpc
from komplan.region.v1 import midterm_plan_service_pb2 as pb
from komplan.region.v1 import midterm_plan_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked, everything
from komplan_cli.contract import plain
from komplan_cli.days import day_option
from komplan_cli.files import check_new
from komplan_cli.output import give_json
from komplan_cli.region.apps import Json, plan_app
from komplan_cli.region.plan_papers import FORMATS, write
from komplan_cli.region.plan_reading import STATES, Version, known_money, outcomes, read, titled, told_row, version_name
from komplan_cli.tables import print_table
from komplan_core.consultation.drafts import CODE_LENGTH
from komplan_core.errors import Invalid
from komplan_core.names import last_id
from komplan_core.regional.midterm.rules import OWN
from komplan_core.regional.titles import COPY_STATES, FEEDS
from komplan_core.values import Money
from komplan_kit.client import Peer
from komplan_kit.days import day_message

Years = Annotated[str, typer.Argument(help="years of the plan, such as 2027-2029")]


@plan_app.command("list")
@reaching("analyst", region=True)
def list_command(*, access: Access, years: Years, json: Json = False) -> None:
    """List the versions of a plan with their state, and from how many cities each was built.

    Example: komplan region plan list 2027-2029 --target h:5200 --code kraj --issuer-key issuer.pem
    """
    request = pb.ListRegionPlanVersionsRequest(parent=f"regions/{access.code}/plans/{years}", page_size=500)

    async def questions(peer: Peer) -> list[Any]:
        method = rpc.MidtermPlanServiceStub(peer.channel).ListRegionPlanVersions
        return [item async for item in everything(peer, method, request, "region_plan_versions")]

    found = asked(access, questions)
    if json:
        give_json([plain(item) for item in found])
        return
    rows = [
        [
            last_id(item.name),
            item.title,
            STATES[item.state],
            item.based_on,
            str(len({entry.area for entry in item.inputs})),
            item.content_sha256[:CODE_LENGTH],
            item.sha256[:CODE_LENGTH] or "až po zveřejnění",
        ]
        for item in found
    ]
    print_table(f"Plán {years}", ["verze", "název", "stav", "podle", "měst", "otisk čísel", "kód návrhu"], rows)


@plan_app.command("show")
@reaching("analyst", region=True)
def show_command(
    *,
    access: Access,
    version: Version,
    table: Annotated[str, typer.Option("--table", help="code of one table, such as money")] = "",
    sources: Annotated[bool, typer.Option("--sources", help="with the records behind every row")] = False,
    json: Json = False,
) -> None:
    """Show the generated tables of a version, or one of them with its rows and the records behind them.

    Example: komplan region plan show 2027-2029/v1 --table money --sources --target h:5200 --code kraj
    """
    found = read(access, version, table)
    if json:
        give_json({"version": plain(found.version), "tables": [plain(item) for item in found.tables]})
        return
    if not table:
        rows = [[item.part, item.code, item.title, str(item.row_count)] for item in found.tables]
        notes = [
            f"{item.title} ({FEEDS[item.feed]}): {COPY_STATES[item.state]}, revize {item.revision}"
            for item in found.version.inputs
        ]
        notes.append(f"sestaveno podle pravidel {found.version.rules}, komplan {found.version.program}")
        print_table(f"Verze {version}: {STATES[found.version.state]}", ["část", "kód", "tabulka", "řádků"], rows, notes)
        return
    (one,) = found.tables
    names = {item.place: item.name or f"areas/{item.area}" for item in found.sources}
    notes = [one.note] if one.note else []
    if sources:
        for row in one.rows:
            behind = sorted({place for cell in row.cells for place in cell.sources})
            notes.append(f"{titled(one, row)}: {', '.join(names[place] for place in behind)}")
    print_table(one.title, [column.title for column in one.columns], [told_row(one, row) for row in one.rows], notes)


@plan_app.command("check")
@reaching("analyst", region=True)
def check_command(
    *,
    access: Access,
    version: Version,
    day: Annotated[datetime | None, day_option("--day", "judge by the rules in force on this day")] = None,
    json: Json = False,
) -> None:
    """Judge a version by the law: what is missing, where, and whether it stands in the way of an approval.

    Example: komplan region plan check 2027-2029/v1 --target h:5200 --code kraj --issuer-key issuer.pem
    """
    request = pb.CheckRegionPlanVersionRequest(
        name=version_name(access, version), day=day_message(day.date() if day else None)
    )
    found = answer(access, lambda channel: rpc.MidtermPlanServiceStub(channel).CheckRegionPlanVersion, request)
    if json:
        give_json(plain(found))
        return
    rows = [
        [
            "" if check.rule.code in OWN_CODES else check.rule.code,
            check.rule.title,
            outcome,
            _meaning(check),
            "\n".join(_places(check)),
        ]
        for check, outcome in zip(found.checks, outcomes(found.checks), strict=True)
    ]
    notes = [f"schválení brání: {found.blocking}; upozornění: {found.warnings}"]
    columns = ["pravidlo", "požadavek", "výsledek", "význam", "kde"]
    print_table(f"Úplnost verze {version} k {found.day.day}. {found.day.month}. {found.day.year}", columns, rows, notes)


MOST_PLACES = 8
"""Places of a finding that the table shows; JSON shows all."""
OWN_CODES = frozenset(rule.code for rule in OWN)
"""Rules that are not the law's: people know them by their titles."""


@plan_app.command("diff")
@reaching("analyst", region=True)
def diff_command(
    *,
    access: Access,
    version: Version,
    other: Annotated[str, typer.Argument(help="the version after, such as 2027-2029/v2")],
    area: Annotated[str, typer.Option("--area", help="figures of this city only")] = "",
    part: Annotated[str, typer.Option("--part", help="differences of this part only, K1 to K5")] = "",
    json: Json = False,
) -> None:
    """Show what differs between two versions: inputs, figures city by city and part by part, texts.

    Example: komplan region plan diff 2027-2029/v1 2027-2029/v2 --part K2 --target h:5200 --code kraj
    """
    request = comparison.CompareRegionPlanVersionsRequest(
        name=version_name(access, version), other=version_name(access, other, "other"), area=area, part=part
    )
    stub = comparison_rpc.MidtermComparisonServiceStub
    found = answer(access, lambda channel: stub(channel).CompareRegionPlanVersions, request)
    if json:
        give_json(plain(found))
        return
    rows = [
        [
            item.part,
            item.table_title,
            item.row_title,
            item.column_title,
            *(_told(item, side) for side in ("before", "after")),
        ]
        for item in found.figures
    ]
    notes = [
        f"{item.title} ({FEEDS[item.feed]}): revize {_revision(item, 'before')} → {_revision(item, 'after')}"
        for item in found.inputs
    ]
    notes += [f"{item.section}: text se liší" for item in found.texts]
    columns = ["část", "tabulka", "řádek", "sloupec", "dříve", "nyní"]
    print_table(f"{version} → {other}: {found.figure_count} údajů se liší", columns, rows, notes)


@plan_app.command("compare")
@reaching("analyst", region=True)
def compare_command(
    *,
    access: Access,
    version: Version,
    areas: Annotated[str, typer.Option("--areas", help="codes of cities, with commas between")] = "",
    years: Annotated[str, typer.Option("--years", help="two years with a comma between, such as 2027,2028")] = "",
    json: Json = False,
) -> None:
    """Put cities, or two years, of one version side by side.

    Example: komplan region plan compare 2027-2029/v1 --areas brno,ostrava --target h:5200 --code kraj
    """
    if bool(areas) == bool(years):
        raise Invalid.field("--areas", "REQUIRED", "name cities, or two years")
    name, stub = version_name(access, version), comparison_rpc.MidtermComparisonServiceStub
    if areas:
        codes = [code.strip() for code in areas.split(",")]
        asked_areas = comparison.CompareAreasRequest(name=name, areas=codes)
        found = answer(access, lambda channel: stub(channel).CompareAreas, asked_areas)
        titles = {item.area: item.title for line in found.lines for item in line.areas}
        rows = _area_rows(found, codes)
        columns = ["tabulka", "řádek", "sloupec", *(titles.get(code, code) for code in codes)]
    else:
        given = years.split(",")
        if len(given) != 2 or not all(year.strip().isdigit() for year in given):
            raise Invalid.field("--years", "INVALID_VALUE", "write two years, such as 2027,2028")
        asked_years = comparison.CompareYearsRequest(name=name, year=int(given[0]), other_year=int(given[1]))
        found = answer(access, lambda channel: stub(channel).CompareYears, asked_years)
        rows = [
            [line.source_title, line.column_title, known_money(line, "before"), known_money(line, "after")]
            for line in found.lines
        ]
        columns = ["zdroj", "sloupec", *given]
    if json:
        give_json(plain(found))
        return
    print_table(f"Porovnání ve verzi {version}", columns, rows)


@plan_app.command("export")
@reaching("analyst", region=True)
def export_command(
    *,
    access: Access,
    version: Version,
    file: Annotated[Path, typer.Argument(help="file to write")],
    shape: Annotated[str, typer.Option("--format", help="md, xlsx (a sheet for each table) or json")] = "md",
    replace: Annotated[bool, typer.Option("--replace", help="write over a file that is there already")] = False,
) -> None:
    """Write a version with its texts, tables and revisions to a file; XLSX and JSON name the records behind figures.

    Example: komplan region plan export 2027-2029/v1 plan.xlsx --format xlsx --target h:5200 --code kraj
    """
    if shape not in FORMATS:
        raise Invalid.field("--format", "UNKNOWN_CODE", f"choose of {', '.join(FORMATS)}")
    if not replace:
        check_new(file, "--replace")
    found = read(access, version)
    write(file, shape, found)
    print(f"{file}: {sum(len(item.rows) for item in found.tables)} řádků, {len(found.sources)} záznamů za čísly")


def _meaning(check: Any) -> str:
    if check.outcome == "ok":
        return ""
    return "brání schválení" if check.rule.severity == "mandatory" else "upozornění"


def _area_rows(found: comparison.CompareAreasResponse, codes: list[str]) -> list[list[str]]:
    """A row for each figure that any of the cities has; a city without such a line has an empty cell."""
    tables = {table.code: table for table in found.tables}
    rows = []
    for line in found.lines:
        table, figures = tables[line.table], {item.area: item.figures for item in line.areas}
        for column in table.columns:
            if not any(column.code in known for known in figures.values()):
                continue
            cells = []
            for code in codes:
                number = figures[code].get(column.code) if code in figures else None
                unknown = "neznámo" if code in figures else "–"
                cells.append(unknown if number is None else _figure(number, column.kind))
            rows.append([table.title, line.row_title, column.title, *cells])
    return rows


def _figure(number: int, kind: str) -> str:
    return str(Money(number)) if kind == "money" else str(number)


def _told(item: comparison.FigureDifference, side: str) -> str:
    return _figure(getattr(item, side), item.kind) if item.HasField(side) else getattr(item, f"{side}_word")


def _revision(item: comparison.InputDifference, side: str) -> str:
    return str(getattr(item, side)) if item.HasField(side) else "žádná"


def _places(check: Any) -> list[str]:
    shown = [place.what for place in check.places[:MOST_PLACES]]
    return [*shown, *([f"a dalších {left}"] if (left := check.places_total - len(shown)) > 0 else [])]
