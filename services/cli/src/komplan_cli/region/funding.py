"""`komplan region fund`: what can be funded, asked, solved, explained and compared."""

from pathlib import Path
from typing import Annotated

import typer

from komplan.region.v1 import funding_office_service_pb2 as office
from komplan.region.v1 import funding_office_service_pb2_grpc as office_rpc
from komplan.region.v1 import funding_pb2
from komplan.region.v1 import funding_service_pb2 as pb
from komplan.region.v1 import funding_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked, everything
from komplan_cli.contract import plain
from komplan_cli.output import crowns, give_json
from komplan_cli.region.apps import Json, fund_app
from komplan_cli.region.budgets import amount_of, budgets_of, number_of, pairs, shares
from komplan_cli.region.funding_told import STATES, plain_answer, reasons, rule_title, source_title, use_rows
from komplan_cli.region.places import Places, places_on
from komplan_cli.tables import print_table
from komplan_kit.client import Peer

SECONDS = 180.0
Question = Annotated[str, typer.Argument(help="id of the question, such as varianta-a")]
_KEPT = ("name", "etag", "result", "published", "eligibility", "measure_points", "default_points")
"""Fields of a question that asking it anew leaves as they are."""
_RESULT = (
    "pravidlo",
    "k dispozici",
    "požadováno",
    "přiděleno",
    "zbývá",
    "kvůli němu nevybráno",
    "bodů navíc za 1 mil. Kč",
)


@fund_app.command("ask")
@reaching("analyst", region=True)
def ask_command(
    question: Question,
    *,
    access: Access,
    title: Annotated[str, typer.Option(help="Czech title")],
    from_year: Annotated[int, typer.Option("--from", help="first year whose money is divided")],
    to_year: Annotated[int, typer.Option("--to", help="last year; the first if left out")] = 0,
    budgets: Annotated[Path | None, typer.Option(help="CSV with the columns zdroj;rok;castka, amounts in Kč")] = None,
    budget: Annotated[list[str] | None, typer.Option(help="such as esf:2027=1500000; may be repeated")] = None,
    gap: Annotated[bool, typer.Option("--gap", help="ask for what is planned and not secured")] = False,
    points: Annotated[list[str] | None, typer.Option(help="what a target group is worth, such as seniors=200")] = None,
    must: Annotated[list[str] | None, typer.Option(help="resource name of a measure that must be chosen")] = None,
    free: Annotated[bool, typer.Option("--free", help="a measure that keeps a service may be left out")] = False,
    floor: Annotated[list[str] | None, typer.Option(help="least amount of an ORP in Kč, such as 281=500000")] = None,
    share: Annotated[list[str] | None, typer.Option(help="least part of an ORP, such as 281=0.05")] = None,
    part: Annotated[int, typer.Option(help="percent from which a measure may be paid in part; 0 for never")] = 0,
    seconds: Annotated[int, typer.Option(help="time of the search; 0 for 30 seconds")] = 0,
    replace: Annotated[
        bool, typer.Option("--replace", help="ask an earlier question anew; its answer is dropped")
    ] = False,
    json: Json = False,
) -> None:
    """Ask what can be funded. Rules of sources are given by `komplan put`. Exit code 5 when there is such a question.

    Example: komplan region fund ask varianta-a --title A --from 2027 --budgets rozpocty.csv --issuer-key issuer.pem
    """
    asks = funding_pb2.Funding(
        title=title,
        from_year=from_year,
        to_year=to_year or from_year,
        budgets=budgets_of(budgets, budget or ()),
        basis="gap" if gap else "planned",
        group_points={group: number_of(worth, "points") for group, worth in pairs(points or (), "points")},
        mandatory=must or (),
        without_continuity=free,
        fair_shares=[
            *(
                funding_pb2.FairShare(orp=orp, floor=amount_of(text, "floor"))
                for orp, text in pairs(floor or (), "floor")
            ),
            *(funding_pb2.FairShare(orp=orp, share=text) for orp, text in shares(share or (), "share")),
        ],
        part_payment_from=part,
        seconds=seconds,
    )

    parent = f"regions/{access.code}"
    if replace:
        asks.name = f"{parent}/fundings/{question}"
        paths = [field.name for field in asks.DESCRIPTOR.fields if field.name not in _KEPT]
        made = answer(
            access,
            lambda channel: office_rpc.FundingOfficeServiceStub(channel).UpdateFunding,
            office.UpdateFundingRequest(funding=asks, update_mask={"paths": paths}),
        )
    else:
        made = answer(
            access,
            lambda channel: office_rpc.FundingOfficeServiceStub(channel).CreateFunding,
            office.CreateFundingRequest(parent=parent, funding=asks, funding_id=question),
        )
    if json:
        give_json(plain(made))
    else:
        print(f"{made.title} ({made.name}): rozpočtů {len(made.budgets)}; komplan region fund solve {question}")


@fund_app.command("solve")
@reaching("analyst", region=True)
def solve_command(question: Question, *, access: Access, json: Json = False) -> None:
    """Choose the measures over the copies as they stand, and show the answer. Exit code 0 also when it is infeasible.

    Example: komplan region fund solve varianta-a --target 127.0.0.1:5200 --code vzorovy-kraj --issuer-key issuer.pem
    """
    name = f"regions/{access.code}/fundings/{question}"

    async def solve(peer: Peer) -> funding_pb2.Funding:
        method = office_rpc.FundingOfficeServiceStub(peer.channel).SolveFunding
        return await peer.ask(method, office.SolveFundingRequest(name=name), SECONDS)

    asked(access, solve)
    _show(access, name, json)


@fund_app.command("show")
@reaching("analyst", region=True)
def show_command(question: Question, *, access: Access, json: Json = False) -> None:
    """Show an answer: what was chosen, what fell out and by which budget or rule, how far each budget reaches.

    Example: komplan region fund show varianta-a --target 127.0.0.1:5200 --code vzorovy-kraj --issuer-key issuer.pem
    """
    _show(access, f"regions/{access.code}/fundings/{question}", json)


def _show(access: Access, name: str, json: bool) -> None:
    async def read(peer: Peer) -> tuple[funding_pb2.Funding, list[funding_pb2.FundedMeasure], Places]:
        stub = rpc.FundingServiceStub(peer.channel)
        funding = await peer.ask(stub.GetFunding, pb.GetFundingRequest(name=name))
        request = pb.ListFundedMeasuresRequest(parent=name, page_size=500)
        measures = [item async for item in everything(peer, stub.ListFundedMeasures, request, "measures")]
        return funding, measures, await places_on(peer, access.code)

    funding, measures, places = asked(access, read)
    if json:
        give_json(plain_answer(funding, measures))
        return
    result = funding.result
    notes = [
        f"{STATES[result.state]}; body {result.points}, nejvýš možné {result.bound},"
        f" mezera {result.gap_percent.replace('.', ',')} %"
    ]
    notes += [f"bez rozpočtu: {source_title(i.source)} {i.year}: {crowns(i.given)}" for i in result.unlimited]
    notes += [f"vybráno nutně, částka není známa: {name}" for name in result.unknown]
    if result.conflicts:
        rows = [[rule_title(i.rule, places), crowns(i.by), ", ".join(i.measures)] for i in result.conflicts]
        print_table(f"{funding.title}: co by muselo ustoupit", ("pravidlo", "o kolik", "povinná opatření"), rows)
    chosen = [
        [item.measure, item.title, f"{item.percent} %", crowns(item.asked), "povinné" if item.mandatory else ""]
        for item in measures
        if item.percent
    ]
    print_table("Vybraná opatření", ("opatření", "název", "hradí se", "žádá", "proč"), chosen)
    fallen = [
        [item.measure, item.title, crowns(item.asked), reasons(item, places)] for item in measures if not item.percent
    ]
    print_table("Nevybraná opatření", ("opatření", "název", "žádá", "co brání"), fallen)
    print_table(f"{funding.title}: rozpočty", _RESULT, use_rows(result.uses, places), notes)


@fund_app.command("compare")
@reaching("analyst", region=True)
def compare_command(
    question: Question,
    other: Annotated[str, typer.Argument(help="id of the other question")],
    *,
    access: Access,
    json: Json = False,
) -> None:
    """Compare two answers: what only one of them pays for.

    Example: komplan region fund compare varianta-a varianta-b --code vzorovy-kraj --issuer-key issuer.pem
    """
    parent = f"regions/{access.code}/fundings"

    async def read(peer: Peer) -> pb.FundingComparison:
        request = pb.CompareFundingsRequest(name=f"{parent}/{question}", other=f"{parent}/{other}")
        return await peer.ask(rpc.FundingServiceStub(peer.channel).CompareFundings, request)

    found = asked(access, read)
    only = {question: list(found.only_first), other: list(found.only_second)}
    if json:
        give_json({"both": found.both, "only": {key: [item.measure for item in items] for key, items in only.items()}})
        return
    rows = [[key, item.measure, item.title, crowns(item.asked)] for key, items in only.items() for item in items]
    points = (f"{item.title}: body {item.result.points}" for item in (found.first, found.second))
    print_table(
        "Jen v jedné variantě", ("varianta", "opatření", "název", "žádá"), rows, [f"v obou: {found.both}", *points]
    )
