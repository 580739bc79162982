"""`komplan consultation points`: what is to be settled, by whom and until when. `show` alone prints what it says."""

from datetime import date, datetime
from typing import Annotated, Any

import typer

from komplan.consultation.v1 import point_service_pb2 as edit
from komplan.consultation.v1 import point_service_pb2_grpc as rpc
from komplan.consultation.v1 import settlement_service_pb2 as read
from komplan.consultation.v1 import settlement_service_pb2_grpc as read_rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import asked, everything
from komplan_cli.consultation.apps import points_app
from komplan_cli.consultation.naming import round_name
from komplan_cli.consultation.titles import Titles, titles_of
from komplan_cli.days import czech_day, day_option
from komplan_cli.output import give_json
from komplan_cli.tables import print_table
from komplan_core.errors import Invalid
from komplan_kit.client import Peer
from komplan_kit.days import day_message, day_of

RoundId = Annotated[str, typer.Argument(help="id of the round")]
Label = Annotated[str, typer.Argument(help="the point as it is printed, such as 17/2")]
Group = Annotated[str, typer.Option("--group", help="only of the working group of this code")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
Listed = tuple[Titles, list[dict[str, str]]]
"""Points in codes, with the titles for them."""


@points_app.command("list")
@reaching("clerk")
def list_command(
    *,
    access: Access,
    round_id: RoundId,
    group: Group = "",
    unsettled: Annotated[bool, typer.Option("--unsettled", help="only of comments with an unsettled point")] = False,
    json: Json = False,
) -> None:
    """Show the points of a round with their state, group, handler and day.

    Example: komplan consultation points list jaro --unsettled --target localhost:5100 --area vzorov --issuer-key i.pem
    """

    async def listed(peer: Peer) -> Listed:
        stub = read_rpc.SettlementServiceStub(peer.channel)
        request = read.ListCommentsRequest(
            parent=round_name(access, round_id), page_size=500, working_group=group, unsettled=unsettled
        )
        return await titles_of(peer, request.parent), [
            _facts(f"{comment.number}/{point.number}", point)
            async for comment in everything(peer, stub.ListComments, request, "comments")
            for point in comment.points
            if group in ("", point.working_group)
        ]

    _give("Body připomínek", *asked(access, listed), json)


@points_app.command("overdue")
@reaching("clerk")
def overdue_command(
    *,
    access: Access,
    round_id: RoundId,
    within: Annotated[int, typer.Option("--within", help="also those due within so many days")] = 0,
    group: Group = "",
    handler: Annotated[str, typer.Option("--handler", help="only those that this handler has in hand")] = "",
    json: Json = False,
) -> None:
    """Show whom to remind: points without settlement whose day has passed, or comes soon.

    Example: komplan consultation points overdue jaro --within 7 --target localhost:5100 --area vzorov
    """

    async def listed(peer: Peer) -> Listed:
        stub = rpc.PointServiceStub(peer.channel)
        request = edit.ListOverduePointsRequest(
            parent=round_name(access, round_id),
            page_size=500,
            within_days=within,
            working_group=group,
            handler=handler,
        )
        found = [
            _facts(point.label, point) async for point in everything(peer, stub.ListOverduePoints, request, "points")
        ]
        return await titles_of(peer, request.parent), sorted(found, key=lambda point: str(point["due_on"]))

    _give("K vypořádání", *asked(access, listed), json)


@points_app.command("categorise")
@reaching("clerk", personal=True)
def categorise_command(
    *,
    access: Access,
    round_id: RoundId,
    label: Label,
    category: Annotated[str, typer.Argument(help="code of the category")],
    json: Json = False,
) -> None:
    """Put a point into a category, which says until when it is due.

    Example: komplan consultation points categorise jaro 17/2 formal --target localhost:5100 --area vzorov
    """
    _moved(access, round_id, label, json, "CategorisePoint", category=category)


@points_app.command("assign")
@reaching("clerk", personal=True)
def assign_command(
    *,
    access: Access,
    round_id: RoundId,
    label: Label,
    group: Annotated[str, typer.Argument(help="code of the working group")],
    due: Annotated[datetime | None, day_option("--due", "day until which, such as 14. 5. 2027")] = None,
    json: Json = False,
) -> None:
    """Give a point to a working group.

    Example: komplan consultation points assign jaro 17/2 seniors --due 14.5.2027 --target h:5100 --area vzorov
    """
    _moved(access, round_id, label, json, "AssignPoint", working_group=group, due_on=day_message(due))


@points_app.command("claim")
@reaching("clerk", personal=True)
def claim_command(
    *,
    access: Access,
    round_id: RoundId,
    label: Label,
    take_over: Annotated[bool, typer.Option("--take-over", help="from whoever has it in hand")] = False,
    json: Json = False,
) -> None:
    """Take a point in hand, so that nobody else works on it.

    Example: komplan consultation points claim jaro 17/2 --as k12 --target localhost:5100 --area vzorov
    """
    _moved(access, round_id, label, json, "ClaimPoint", take_over=take_over)


@points_app.command("refer")
@reaching("clerk", personal=True)
def refer_command(
    *,
    access: Access,
    round_id: RoundId,
    label: Label,
    body: Annotated[str, typer.Argument(help="code of the body or group whose advice is asked")],
    question: Annotated[str, typer.Option("--question", help="what it is asked")] = "",
    json: Json = False,
) -> None:
    """Ask another body for advice; the point waits for it.

    Example: komplan consultation points refer jaro 17/2 council --target localhost:5100 --area vzorov
    """
    _moved(access, round_id, label, json, "ReferPoint", to_body=body, question=question)


@points_app.command("advice")
@reaching("clerk", personal=True)
def advice_command(
    *,
    access: Access,
    round_id: RoundId,
    label: Label,
    advice: Annotated[str, typer.Argument(help="what was advised")],
    json: Json = False,
) -> None:
    """Record the advice for which a point waits.

    Example: komplan consultation points advice jaro 17/2 "Město." --target localhost:5100 --area vzorov
    """
    _moved(access, round_id, label, json, "ReturnReferral", advice=advice)


@points_app.command("split")
@reaching("clerk", personal=True)
def split_command(
    *,
    access: Access,
    round_id: RoundId,
    label: Label,
    part: Annotated[list[str], typer.Option("--part", help="words of one part as they stand in the text; repeat it")],
    json: Json = False,
) -> None:
    """Split a point into parts that quote it; the first keeps its number.

    Example: komplan consultation points split jaro 1/1 --part Lavičky --part strom --target a.cz:5100 --area vzorov
    """
    _moved(access, round_id, label, json, "SplitPoint", parts=part)


def number_of(label: str) -> tuple[int, int]:
    """Numbers of the comment and of the point that is printed as `17/2`. Raises Invalid."""
    number, slash, point = label.partition("/")
    if not (slash and number.isdecimal() and point.isdecimal() and 0 < int(number) < 1 << 31):
        raise Invalid.field(
            "label", "INVALID_VALUE", "write a point as 17/2: number of the comment, number of the point"
        )
    return int(number), int(point)


async def point_of(peer: Peer, round_: str, label: str) -> str:
    """The resource name of the point that is printed as `17/2`. Raises Invalid."""
    number, point = number_of(label)
    stub = read_rpc.SettlementServiceStub(peer.channel)
    page = await peer.ask(stub.ListComments, read.ListCommentsRequest(parent=round_, number=number))
    if not page.comments:
        raise Invalid.field("label", "REFERENCE_MISSING", f"the book has no comment {number}")
    return f"{page.comments[0].name}/points/{point}"


async def moved(peer: Peer, name: str, method: Any, request: Any) -> Listed:
    """Where a point (`…/points/*`) stands after a call, with the titles for it."""
    comment, number = await peer.ask(method, request), int(name.rpartition("/")[2])
    found = [_facts(f"{comment.number}/{number}", point) for point in comment.points if point.number == number]
    return await titles_of(peer, name.partition("/comments/")[0]), found


def show_point(titles: Titles, found: list[dict[str, str]], json: bool) -> None:
    """Print where a point stands, without its words."""
    _give("Bod připomínky", titles, found, json)


def _moved(access: Access, round_id: str, label: str, json: bool, method: str, **values: Any) -> None:
    async def move(peer: Peer) -> Listed:
        name = await point_of(peer, round_name(access, round_id), label)
        request = getattr(edit, f"{method}Request")(name=name, **values)
        return await moved(peer, name, getattr(rpc.PointServiceStub(peer.channel), method), request)

    show_point(*asked(access, move), json)


def _facts(label: str, point: Any) -> dict[str, str]:
    """What is told of a point, in codes."""
    return {
        "point": label,
        "state": point.state,
        "working_group": getattr(point, "body", "") or point.working_group,
        "handler": point.handler,
        "due_on": str(day_of(point.due_on, "due_on")) if point.HasField("due_on") else "",
    }


def _give(title: str, titles: Titles, points: list[dict[str, str]], json: bool) -> None:
    if json:
        give_json({"points": points})
        return
    rows = [
        [
            point["point"],
            titles.state(point["state"]),
            titles.group(point["working_group"]),
            point["handler"],
            czech_day(day_message(date.fromisoformat(point["due_on"]))) if point["due_on"] else "",
        ]
        for point in points
    ]
    print_table(title, ["bod", "stav", "skupina", "zpracovává", "do dne"], rows, [f"Celkem: {len(rows)}"])
