"""`komplan region needs suggest|merge|undo|respond`: what is one need, and what the region answers."""

from datetime import datetime
from typing import Annotated, Final

import typer
from google.type.date_pb2 import Date

from komplan.region.v1 import need_pb2
from komplan.region.v1 import needs_office_service_pb2 as pb
from komplan.region.v1 import needs_office_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer
from komplan_cli.contract import plain
from komplan_cli.days import day_option
from komplan_cli.output import give_json
from komplan_cli.region.apps import Json, ToYear, Year, needs_app
from komplan_cli.tables import print_table
from komplan_core.names import last_id

OUTCOMES: Final = {"accepted": "přijato", "merged": "sloučeno s jinou", "not-taken": "nepřevzato"}
LIKENESS: Final = {
    "same-title": "stejný název",
    "similar-title": "podobný název",
    "same-groups": "stejné skupiny",
    "same-territory": "stejné území",
    "next-year": "rok po roce",
}
Reason = Annotated[str, typer.Option("--reason", help="why, in words")]


@needs_app.command("suggest")
@reaching("analyst", region=True)
def suggest_command(*, access: Access, year: Year, to: ToYear = 0, json: Json = False) -> None:
    """Suggest needs that may be one and the same, the most like first. Nothing is merged.

    Example: komplan region needs suggest 2027 --target 127.0.0.1:5200 --code vzorovy-kraj --issuer-key issuer.pem
    """
    request = pb.SuggestNeedMergesRequest(parent=f"regions/{access.code}", from_year=year, to_year=to)
    found = answer(access, lambda channel: rpc.NeedsOfficeServiceStub(channel).SuggestNeedMerges, request)
    if json:
        give_json(plain(found))
        return
    rows = [
        [
            str(item.score),
            item.first,
            item.first_title,
            item.second,
            item.second_title,
            ", ".join(LIKENESS[reason] for reason in item.reasons),
        ]
        for item in found.suggestions
    ]
    columns = ["shoda", "první", "název", "druhá", "název", "proč"]
    print_table(
        f"Možná táž potřeba {year}–{to}" if to else f"Možná táž potřeba {year}",
        columns,
        rows,
        [f"nalezeno {found.found}"],
    )


@needs_app.command("merge")
@reaching("analyst", region=True)
def merge_command(
    *,
    access: Access,
    into: Annotated[
        str, typer.Argument(help="name of the need that stands for all; of several years the newest one does")
    ],
    sources: Annotated[list[str], typer.Argument(help="names of the needs that are the same")],
    reason: Reason,
    elsewhere: Annotated[
        bool, typer.Option("--elsewhere", help="merge needs that have no municipality in common")
    ] = False,
    json: Json = False,
) -> None:
    """Merge needs that are one; their sources stay readable, and it can be undone.

    Needs that have no municipality in common are refused (exit code 5) without --elsewhere.

    Example: komplan region needs merge areas/a/needs/n1 areas/b/needs/n2 --reason "táž" --target h:5200 --code kraj
    """
    request = pb.MergeNeedsRequest(
        parent=f"regions/{access.code}", into=into, sources=sources, reason=reason, allow_elsewhere=elsewhere
    )
    made = answer(access, lambda channel: rpc.NeedsOfficeServiceStub(channel).MergeNeeds, request)
    if json:
        give_json(plain(made))
    else:
        print(f"{made.into} a {', '.join(made.sources)} jsou od teď jedna potřeba")
        print("jsou-li z více let, mluví za ni ta z nejnovějšího roku, jinak první z nich")
        print(f"zpět to vezme komplan region needs undo {last_id(made.name)}")


@needs_app.command("undo")
@reaching("analyst", region=True)
def undo_command(
    *,
    access: Access,
    merge: Annotated[str, typer.Argument(help="id of the merge")],
    reason: Reason,
    json: Json = False,
) -> None:
    """Undo a merge: its needs count apart again, and are not suggested together any more.

    Example: komplan region needs undo x1f --reason "jiné skupiny" --target h:5200 --code kraj --issuer-key issuer.pem
    """
    request = pb.UndoNeedMergeRequest(name=f"regions/{access.code}/need-merges/{merge}", reason=reason)
    made = answer(access, lambda channel: rpc.NeedsOfficeServiceStub(channel).UndoNeedMerge, request)
    if json:
        give_json(plain(made))
    else:
        print(f"{last_id(made.name)}: sloučení je zrušeno, potřeby se počítají zvlášť")


@needs_app.command("respond")
@reaching("analyst", region=True)
def respond_command(
    *,
    access: Access,
    need: Annotated[str, typer.Argument(help="name of the need in the city or the region's intake")],
    outcome: Annotated[str, typer.Option("--outcome", help="accepted, merged or not-taken")],
    reason: Reason,
    by: Annotated[str, typer.Option("--by", help="body or office that decided, not a person")],
    into: Annotated[str, typer.Option("--into", help="name of the need under which a merged one goes on")] = "",
    title: Annotated[str, typer.Option("--title", help="title to show to everybody; that of the need if empty")] = "",
    day: Annotated[datetime | None, day_option("--day", "day of the decision")] = None,
    json: Json = False,
) -> None:
    """Answer a need, with a reason, for its municipalities and everybody to read.

    Example: komplan region needs respond areas/a/needs/n1 --outcome accepted --reason "v síti" --by rada --target h:1
    """
    answered = need_pb2.NeedResponse(
        need=need, outcome=outcome, reason=reason, decided_by=by, merged_into=into, title=title
    )
    if day is not None:
        answered.decided_on.MergeFrom(Date(year=day.year, month=day.month, day=day.day))
    request = pb.RespondToNeedRequest(parent=f"regions/{access.code}", need_response=answered)
    made = answer(access, lambda channel: rpc.NeedsOfficeServiceStub(channel).RespondToNeed, request)
    if json:
        give_json(plain(made))
    else:
        print(f"{made.name}: {OUTCOMES[made.outcome]}; odpověď čtou všichni, týká se obcí: {len(made.municipalities)}")
