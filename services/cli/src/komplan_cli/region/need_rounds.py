"""`komplan region needs open|close|codes`: a round of reports, and the one-time codes for municipalities."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from komplan.region.v1 import need_round_office_service_pb2 as pb
from komplan.region.v1 import need_round_office_service_pb2_grpc as rpc
from komplan.region.v1 import need_round_pb2
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked
from komplan_cli.contract import plain
from komplan_cli.days import day_option
from komplan_cli.files import check_folder, check_new
from komplan_cli.output import counted, give_json
from komplan_cli.region.apps import Json, Round, Year, needs_app
from komplan_cli.tables import write_csv
from komplan_kit.client import Peer
from komplan_kit.days import day_message


@needs_app.command("open")
@reaching("analyst", region=True)
def open_command(
    *,
    access: Access,
    year: Year,
    opens: Annotated[datetime, day_option("--opens", "first day")],
    closes: Annotated[datetime, day_option("--closes", "last day on which a report is in time")],
    title: Annotated[str, typer.Option("--title", help="Czech title")] = "",
    json: Json = False,
) -> None:
    """Create the round of a year and open it. Its municipalities are those of the territory on the last day.

    Example: komplan region needs open 2027 --opens 2026-09-01 --closes 2026-10-31 --target h:5200 --code kraj
    """
    made = need_round_pb2.NeedRound(
        title=title or f"Potřeby obcí na rok {year}",
        year=year,
        opens=day_message(opens.date()),
        closes=day_message(closes.date()),
    )

    async def questions(peer: Peer) -> need_round_pb2.NeedRound:
        stub = rpc.NeedRoundOfficeServiceStub(peer.channel)
        request = pb.CreateNeedRoundRequest(parent=f"regions/{access.code}", need_round=made)
        created = await peer.ask(stub.CreateNeedRound, request)
        opened: need_round_pb2.NeedRound = await peer.ask(
            stub.OpenNeedRound, pb.OpenNeedRoundRequest(name=created.name, etag=created.etag)
        )
        return opened

    opened = asked(access, questions)
    if json:
        give_json(plain(opened))
    else:
        print(f"{opened.name} is open until {closes:%Y-%m-%d}")


@needs_app.command("close")
@reaching("analyst", region=True)
def close_command(*, access: Access, round_id: Round, json: Json = False) -> None:
    """Close a round: who has not reported is silent from now on, and only approved corrections are taken.

    Example: komplan region needs close 2027 --target 127.0.0.1:5200 --code vzorovy-kraj --issuer-key issuer.pem
    """
    request = pb.CloseNeedRoundRequest(name=f"regions/{access.code}/need-rounds/{round_id}")
    closed = answer(access, lambda channel: rpc.NeedRoundOfficeServiceStub(channel).CloseNeedRound, request)
    if json:
        give_json(plain(closed))
    else:
        print(f"{closed.name} is closed")


@needs_app.command("codes")
@reaching("analyst", region=True)
def codes_command(
    *,
    access: Access,
    round_id: Round,
    out: Annotated[Path, typer.Option("--out", help="CSV file to write the codes to; they are told only once")],
    municipality: Annotated[
        list[str] | None,
        typer.Option("--municipality", help="RÚIAN code; repeat for several; all that are awaited if left out"),
    ] = None,
    json: Json = False,
) -> None:
    """Issue one-time codes with which municipalities without an account send their forms.

    Example: komplan region needs codes 2027 --out codes.csv --target h:5200 --code vzorovy-kraj --issuer-key issuer.pem
    """
    check_new(out)
    check_folder(out)
    parent = f"regions/{access.code}/need-rounds/{round_id}"
    request = pb.IssueNeedCodesRequest(parent=parent, municipalities=municipality or [])
    found = answer(access, lambda channel: rpc.NeedRoundOfficeServiceStub(channel).IssueNeedCodes, request)
    write_csv(out, ["obec", "název", "kód"], [[item.municipality, item.title, item.code] for item in found.codes])
    if json:
        give_json({"codes": len(found.codes), "file": str(out)})
    else:
        print(f"{out}: {counted(len(found.codes), 'code')}; hand each to its municipality, then delete the file")
