"""`komplan region population`: inhabitants by age, from the official statistics or made up for a demonstration."""

from pathlib import Path
from typing import Annotated

import typer

from komplan.region.v1 import population_office_service_pb2 as office
from komplan.region.v1 import population_office_service_pb2_grpc as office_rpc
from komplan.region.v1 import population_pb2
from komplan.region.v1 import population_service_pb2 as pb
from komplan.region.v1 import population_service_pb2_grpc as rpc
from komplan.region.v1 import territory_service_pb2 as territories
from komplan.region.v1 import territory_service_pb2_grpc as territories_rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked
from komplan_cli.contract import plain
from komplan_cli.files import check_new, told_of, whole
from komplan_cli.output import give_json
from komplan_cli.region.apps import Json, population_app
from komplan_cli.region.needs import Csv
from komplan_cli.tables import print_table, write_csv
from komplan_core.codelists import CodeList, entry
from komplan_core.regional.population_sample import sample_population
from komplan_kit.client import Peer

LEVELS = {"municipality": "obec", "orp": "ORP"}


@population_app.command("import")
@reaching("analyst", region=True)
def import_command(
    *,
    access: Access,
    file: Annotated[Path, typer.Argument(help="CSV with vuzemi_cis, vuzemi_kod, rok, pohlavi_kod, vek, hodnota")],
    title: Annotated[str, typer.Option("--title", help="title of the years")],
    source: Annotated[str, typer.Option("--source", help="who published it, and where")],
    licence: Annotated[str, typer.Option("--licence", help="under which licence, in words")],
    orp_codes: Annotated[
        Path | None, typer.Option("--orp-codes", help="CSV with KOD_ORP and orp_ruian, for the office's codes of ORP")
    ] = None,
    fictional: Annotated[bool, typer.Option("--fictional", help="it is made up: say so with every number")] = False,
    note: Annotated[str, typer.Option("--note", help="a note")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="replace years that are held")] = False,
    json: Json = False,
) -> None:
    """Take over inhabitants of one or more years, the whole table or nothing of it.

    Example: komplan region population import o.csv --title Lidé --source ČSÚ --licence "CC BY" --target h:1 --code k
    """
    request = office.ImportPopulationRequest(
        parent=f"regions/{access.code}",
        table=_bytes(file),
        orp_codes=_bytes(orp_codes) if orp_codes is not None else b"",
        title=title,
        source=source,
        licence=licence,
        fictional=fictional,
        note=note,
        replace=replace,
    )
    made = answer(access, lambda channel: office_rpc.PopulationOfficeServiceStub(channel).ImportPopulation, request)
    years = [item.year for item in made.populations]
    if json:
        give_json({"years": years, "figures": made.figures})
    else:
        span = f"rok {years[0]}" if len(years) == 1 else f"roky {years[0]} až {years[-1]}"
        print(f"převzato: {span}, údajů {made.figures}")


@population_app.command("list")
@reaching(region=True)
def list_command(*, access: Access, json: Json = False) -> None:
    """List the years that the region holds, with their source and licence.

    Example: komplan region population list --target 127.0.0.1:5200 --code vzorovy-kraj
    """
    request = pb.ListPopulationsRequest(parent=f"regions/{access.code}", page_size=500)
    found = answer(access, lambda channel: rpc.PopulationServiceStub(channel).ListPopulations, request)
    if json:
        give_json([plain(item) for item in found.populations])
        return
    rows = [
        [str(item.year), item.title, item.source, item.licence, "smyšlené" if item.fictional else "úřední"]
        for item in sorted(found.populations, key=lambda item: item.year)
    ]
    print_table("Obyvatelstvo", ["rok", "název", "zdroj", "licence", "údaje"], rows)


@population_app.command("show")
@reaching(region=True)
def show_command(
    *, access: Access, year: Annotated[int, typer.Argument(help="the year")], csv: Csv = None, json: Json = False
) -> None:
    """Show inhabitants of a year by territory and age group.

    Example: komplan region population show 2027 --target 127.0.0.1:5200 --code vzorovy-kraj
    """
    request = pb.GetPopulationRequest(name=f"regions/{access.code}/populations/{year}")

    async def questions(peer: Peer) -> tuple[population_pb2.Population, dict[str, str]]:
        people = await peer.ask(rpc.PopulationServiceStub(peer.channel).GetPopulation, request)
        units = territories_rpc.TerritoryServiceStub(peer.channel).LookUpTerritory
        known = await peer.ask(units, territories.LookUpTerritoryRequest(parent=f"regions/{access.code}"))
        return people, {item.code: item.title for item in (*known.orps, *known.municipalities)}

    found, titles = asked(access, questions)
    if json:
        give_json(plain(found))
        return
    columns = ["území", "kód", "věková skupina", "muži", "ženy", "celkem"]
    rows = [
        [
            titles.get(item.territory, ""),
            f"{LEVELS[item.level]} {item.territory}",
            entry(CodeList.AGE_GROUPS, item.age_group).title,
            str(item.men) if item.HasField("men") else "neznámo",
            str(item.women) if item.HasField("women") else "neznámo",
            str(item.people),
        ]
        for item in found.figures
    ]
    if csv is not None:
        write_csv(csv, columns, rows)
    notes = ["SMYŠLENÁ DATA"] if found.fictional else []
    print_table(f"{found.title} {year}", columns, rows, [*notes, f"zdroj: {found.source}; licence: {found.licence}"])


@population_app.command("sample")
def sample_command(
    file: Annotated[Path, typer.Argument(help="file to write")],
    seed: Annotated[int, typer.Option("--seed", help="one seed gives one table")] = 1,
    orp: Annotated[list[str] | None, typer.Option("--orp", help="code of an ORP; V01 to V12 if left out")] = None,
    years: Annotated[tuple[int, int], typer.Option("--years", help="first and last year", metavar="FIRST LAST")] = (
        2018,
        2030,
    ),
    replace: Annotated[bool, typer.Option("--replace", help="write over a file that is there")] = False,
) -> None:
    """Write a made-up table of inhabitants for a demonstration; import it with --fictional.

    Example: komplan region population sample obyvatelstvo.csv --seed 7
    """
    if not replace:
        check_new(file, "--replace")
    wanted = {"orps": tuple(orp)} if orp else {}
    table = sample_population(seed, years=range(years[0], years[1] + 1), **wanted)
    with whole(file) as part:
        part.write_bytes(table)
    rows = len(table.splitlines()) - 1
    print(f"{file}: řádků {rows}, všechny smyšlené")


def _bytes(path: Path) -> bytes:
    with told_of(path):
        return path.read_bytes()
