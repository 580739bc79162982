"""`komplan region money` and `subsidy`: what is planned, secured and paid, and what is asked of the state."""

from typing import Annotated, Any, Final

import typer

from komplan.region.v1 import money_pb2
from komplan.region.v1 import money_service_pb2 as pb
from komplan.region.v1 import money_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer
from komplan_cli.output import crowns, give_json, in_crowns
from komplan_cli.region.apps import Json, region_app
from komplan_cli.region.funding_told import source_title
from komplan_cli.tables import print_table
from komplan_core.regional.titles import COPY_STATES, MONEY_NOTE, SUBSIDY_FINDINGS

AMOUNTS: Final = ("planned", "secured", "actual")
DIVISIONS: Final = {"region": "kraj", "area": "město", "orp": "ORP", "target-group": "cílová skupina"}
KINDS: Final = {"operating": "provozní", "investment": "investiční", "": "obojí"}
Year = Annotated[int, typer.Argument(help="first year")]


@region_app.command("money")
@reaching(region=True)
def money_command(
    year: Year,
    *,
    access: Access,
    to: Annotated[int, typer.Option(help="last year; the second after the first if left out")] = 0,
    by: Annotated[str, typer.Option(help="region, area, orp or target-group")] = "region",
    json: Json = False,
) -> None:
    """Show money of all cities by year, source and kind: planned, secured, actual, gap, and how much is not known.

    Example: komplan region money 2027 --by orp --target 127.0.0.1:5200 --code vzorovy-kraj
    """
    request = pb.GetMoneyRequest(parent=f"regions/{access.code}", from_year=year, to_year=to, by=by)
    found = answer(access, lambda channel: rpc.MoneyServiceStub(channel).GetMoney, request)
    if json:
        give_json({"by": found.by, "figures": [_plain(figure) for figure in found.figures], "areas": _areas(found)})
        return
    amounts = [[*(_amount(figure, name) for name in AMOUNTS), figure.gap] for figure in found.figures]
    write = in_crowns((amount for of in amounts for amount in of), "neznámo")
    rows = [
        [
            _key(found, figure),
            str(figure.year),
            source_title(figure.source),
            KINDS[figure.kind],
            *map(write, of),
            "/".join(str(getattr(figure, f"without_{name}")) for name in AMOUNTS),
            str(figure.lines),
        ]
        for figure, of in zip(found.figures, amounts, strict=True)
    ]
    columns = (
        DIVISIONS[found.by],
        "rok",
        "zdroj",
        "druh",
        "plán",
        "zajištěno",
        "skutečnost",
        "chybí",
        "bez částky",
        "řádků",
    )
    spread = found.spread
    notes = [
        f"bez částky: kolika řádkům financování chybí plánovaná/zajištěná/skutečná částka. {MONEY_NOTE}",
        f"více zdrojů má {spread.with_several_sources} z {spread.measures} opatření",
        *(f"{item.title}: {COPY_STATES[item.state]}, revize {item.revision}" for item in found.coverage),
    ]
    print_table(f"Peníze {found.from_year}–{found.to_year}", columns, rows, notes)


@region_app.command("subsidy")
@reaching(region=True)
def subsidy_command(year: Year, *, access: Access, json: Json = False) -> None:
    """Show what measures ask of the state through the region in a year and the two after it, with what is wrong.

    Example: komplan region subsidy 2027 --target 127.0.0.1:5200 --code vzorovy-kraj
    """
    request = pb.GetSubsidyRequestRequest(parent=f"regions/{access.code}", year=year)
    found = answer(access, lambda channel: rpc.MoneyServiceStub(channel).GetSubsidyRequest, request)
    if json:
        give_json(
            {
                "year": found.year,
                "totals": [_total(total) for total in found.totals],
                "items": [_item(item) for item in found.items],
            }
        )
        return
    write = in_crowns((each.amount for item in found.items for each in item.amounts), "neznámo")
    rows = [
        [
            item.measure,
            item.title,
            *(write(each.amount if each.HasField("amount") else None) for each in item.amounts),
            "; ".join(SUBSIDY_FINDINGS[code] for code in item.findings),
        ]
        for item in found.items
    ]
    years = [str(total.year) for total in found.totals]
    notes = [
        f"{total.year}: {crowns(total.amount)}, z toho investice {crowns(total.investment)}, neznámých {total.unknown}"
        for total in found.totals
    ]
    print_table("Žádost o dotaci ze státního rozpočtu", ("opatření", "název", *years, "nálezy"), rows, notes)


def _amount(figure: money_pb2.MoneyFigure, name: str) -> int | None:
    """The amount, as far as any line tells it."""
    return getattr(figure, name) if getattr(figure, f"without_{name}") < figure.lines else None


def _key(found: money_pb2.MoneyFigures, figure: money_pb2.MoneyFigure) -> str:
    """Of what a figure is, in words."""
    return figure.key_title or ("celý kraj" if found.by == "region" else "bez přiřazení")


def _plain(figure: money_pb2.MoneyFigure) -> dict[str, Any]:
    return {field.name: getattr(figure, field.name) for field in figure.DESCRIPTOR.fields}


def _areas(found: money_pb2.MoneyFigures) -> dict[str, dict[str, Any]]:
    return {item.area: {"state": item.state, "revision": item.revision} for item in found.coverage}


def _total(total: money_pb2.SubsidyTotal) -> dict[str, int]:
    return {field.name: getattr(total, field.name) for field in total.DESCRIPTOR.fields}


def _item(item: money_pb2.SubsidyItem) -> dict[str, Any]:
    amounts = {each.year: each.amount if each.HasField("amount") else None for each in item.amounts}
    return {
        "measure": item.measure,
        "area": item.area,
        "revision": item.revision,
        "amounts": {str(year): amount for year, amount in amounts.items()},
        "findings": list(item.findings),
    }
