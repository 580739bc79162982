"""`komplan region needs status|figures|list`: who reported, how much there is, what exactly."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from komplan.region.v1 import need_pb2
from komplan.region.v1 import needs_office_service_pb2 as office
from komplan.region.v1 import needs_office_service_pb2_grpc as office_rpc
from komplan.region.v1 import needs_service_pb2 as pb
from komplan.region.v1 import needs_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import asked, everything
from komplan_cli.contract import plain
from komplan_cli.output import give_json
from komplan_cli.region.apps import Json, Round, ToYear, Year, needs_app
from komplan_cli.region.need_merging import OUTCOMES
from komplan_cli.region.network_cells import told_code
from komplan_cli.region.places import Places, places_on
from komplan_cli.tables import print_table, write_csv
from komplan_core.codelists import CodeList
from komplan_core.regional.titles import COPY_STATES
from komplan_kit.client import Peer

Csv = Annotated[Path | None, typer.Option("--csv", help="write the table to this file")]
STATES: Final = {
    "reported": "vlastní hlášení",
    "no-change": "beze změny",
    "reported-by-orp": "hlásilo ORP",
    "silent": "mlčí",
    "": "čeká se",
}
ROUNDS: Final = {"prepared": "připravené", "open": "otevřené", "closed": "uzavřené"}
BASES: Final = {"exact": "", "estimate": "odhad", "unknown": "nelze sečíst"}


@needs_app.command("status")
@reaching(region=True)
def status_command(
    *,
    access: Access,
    round_id: Round,
    municipalities: Annotated[bool, typer.Option("--municipalities", help="municipality by municipality")] = False,
    csv: Csv = None,
    json: Json = False,
) -> None:
    """Show by ORP who reported needs, confirmed no change, was reported for by the ORP, and who is silent.

    Example: komplan region needs status 2027 --target 127.0.0.1:5200 --code vzorovy-kraj
    """
    request = pb.GetNeedCoverageRequest(name=f"regions/{access.code}/need-rounds/{round_id}")

    async def questions(peer: Peer) -> tuple[need_pb2.RoundCoverage, Places]:
        told = await peer.ask(rpc.NeedsServiceStub(peer.channel).GetNeedCoverage, request)
        day = told.territory_from if told.HasField("territory_from") else None
        return told, await places_on(peer, access.code, day)

    found, places = asked(access, questions)
    if json:
        give_json(plain(found))
        return
    if municipalities:
        columns = ["ORP", "obec", "kód", "stav", "platí", "nahrazeno"]
        rows = [
            [
                orp.title,
                places.municipalities.get(item.municipality, ""),
                item.municipality,
                STATES[item.state] + (", pozdě" if item.report in found.taken_late else ""),
                item.report,
                ", ".join(item.superseded),
            ]
            for orp in found.orps
            for item in orp.coverage.standings
        ]
    else:
        columns = ["ORP", "obcí", "vlastní hlášení", "beze změny", "hlásilo ORP", "mlčí", "čeká se", "pokrytí"]
        rows = [_coverage(orp) for orp in found.orps]
    notes = [f"po uzavření přišlo a neplatí: {', '.join(found.late)}"] if found.late else []
    if found.taken_late:
        notes.append(f"úřad přijal po uzavření: {', '.join(found.taken_late)}")
    if not found.HasField("territory_from"):
        notes.append("kraj nemá seznam obcí: komplan region territory import")
    _give(f"Kolo potřeb {round_id} ({ROUNDS[found.state]})", columns, rows, notes, csv)


@needs_app.command("figures")
@reaching("analyst", region=True)
def figures_command(*, access: Access, year: Year, to: ToYear = 0, csv: Csv = None, json: Json = False) -> None:
    """Add up open needs by ORP and target group; every number with who is behind it. Nobody is counted twice.

    Example: komplan region needs figures 2027 --target 127.0.0.1:5200 --code vzorovy-kraj --issuer-key issuer.pem
    """
    request = pb.GetNeedFiguresRequest(parent=f"regions/{access.code}", from_year=year, to_year=to)

    async def questions(peer: Peer) -> tuple[need_pb2.NeedFigures, Places]:
        told = await peer.ask(rpc.NeedsServiceStub(peer.channel).GetNeedFigures, request)
        return told, await places_on(peer, access.code)

    found, places = asked(access, questions)
    if json:
        give_json(plain(found))
        return
    columns = ["ORP", "cílová skupina", "potřeb", "osob", "přesnost", "nejméně", "neznámý počet", "možný překryv"]
    rows = [_total(total, places) for total in found.totals]
    notes = [f"{item.year}: {_told(item.orps[0].coverage)}" for item in found.coverage]
    notes += [f"{year}: kraj nemá kolo, kdo mlčí, se neví" for year in found.without_round]
    notes += [f"{origin.area}: {COPY_STATES[origin.state]}, potřeb {origin.needs}" for origin in found.origins]
    if found.published_only:
        notes.append(
            f"města zveřejnila a nikdo nenahlásil: {found.published_only}, nepočítá se (needs list --published-only)"
        )
    _give(f"Potřeby {year}–{to}" if to else f"Potřeby {year}", columns, rows, notes, csv)


@needs_app.command("list")
@reaching("analyst", region=True)
def list_command(
    *,
    access: Access,
    year: Year,
    to: ToYear = 0,
    orp: Annotated[str, typer.Option("--orp", help="RÚIAN code of an ORP")] = "",
    target_group: Annotated[str, typer.Option("--target-group", help="code of a canonical target group")] = "",
    unanswered: Annotated[bool, typer.Option("--unanswered", help="only those that the region did not answer")] = False,
    published_only: Annotated[
        bool, typer.Option("--published-only", help="those that cities published and nobody reported")
    ] = False,
    csv: Csv = None,
    json: Json = False,
) -> None:
    """List the needs that count, each once, with their sources.

    Example: komplan region needs list 2027 --unanswered --target h:5200 --code vzorovy-kraj --issuer-key issuer.pem
    """
    request = office.ListRegionalNeedsRequest(
        parent=f"regions/{access.code}",
        page_size=500,
        from_year=year,
        to_year=to,
        orp=orp,
        target_group=target_group,
        unanswered=unanswered,
        published_only=published_only,
    )

    async def questions(peer: Peer) -> tuple[list[Any], Places]:
        method = office_rpc.NeedsOfficeServiceStub(peer.channel).ListRegionalNeeds
        needs = [need async for need in everything(peer, method, request, "needs")]
        return needs, await places_on(peer, access.code)

    found, places = asked(access, questions)
    if json:
        give_json([plain(need) for need in found])
        return
    columns = ["potřeba", "název", "rok", "ORP", "osob", "skupiny", "zdrojů", "odpověď"]
    rows = [
        [
            need.name,
            need.title,
            str(need.year),
            places.all_orps(need.orps),
            str(need.persons) if need.HasField("persons") else "",
            ", ".join([*map(_group, need.target_groups), *(f"{code} (bez přiřazení)" for code in need.unmapped)]),
            str(len(need.sources)),
            ", ".join(OUTCOMES[outcome] for outcome in need.outcomes),
        ]
        for need in found
    ]
    _give(f"Potřeby {year}–{to}" if to else f"Potřeby {year}", columns, rows, [f"celkem {len(found)}"], csv)


def _coverage(item: need_pb2.OrpCoverage) -> list[str]:
    of = item.coverage
    counts = (of.municipalities, of.reported, of.no_change, of.reported_by_orp, of.silent, of.awaited)
    return [item.title or "celý kraj", *map(str, counts), _percent(of)]


def _percent(of: Any) -> str:
    return f"{of.percent.replace('.', ',')} %"


def _told(of: Any) -> str:
    covered = of.reported + of.no_change + of.reported_by_orp
    rest = f"mlčí {of.silent}" if not of.awaited else f"čeká se {of.awaited}"
    return f"pokrytí {covered} z {of.municipalities} obcí ({_percent(of)}), {rest}"


def _group(code: str) -> str:
    return told_code(CodeList.TARGET_GROUPS, code)


def _total(item: need_pb2.NeedTotal, places: Places) -> list[str]:
    of = item.total
    group = "bez přiřazení" if item.unmapped else _group(item.target_group) or "všechny"
    people = str(of.persons) if of.HasField("persons") else ""
    hidden = "utajeno" if item.withheld else people
    counts = (of.at_least, of.unknown, of.overlapping)
    return [places.orp(item.orp), group, str(of.needs), hidden, BASES[of.basis], *map(str, counts)]


def _give(title: str, columns: list[str], rows: list[list[str]], notes: list[str], csv: Path | None) -> None:
    if csv is not None:
        write_csv(csv, columns, rows)
    print_table(title, columns, rows, notes)
