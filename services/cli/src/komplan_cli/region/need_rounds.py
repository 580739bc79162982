"""`komplan region needs prepare|open|close|codes`: a round of reports, and the one-time codes for municipalities."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from komplan.region.v1 import need_round_office_service_pb2 as pb
from komplan.region.v1 import need_round_office_service_pb2_grpc as rpc
from komplan.region.v1 import need_round_pb2
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer
from komplan_cli.contract import plain
from komplan_cli.days import czech_day, day_option
from komplan_cli.files import check_folder, check_new
from komplan_cli.output import give_json
from komplan_cli.region.apps import Json, Round, Year, needs_app
from komplan_cli.tables import write_csv
from komplan_core.names import last_id
from komplan_kit.days import day_message


@needs_app.command("prepare")
@reaching("analyst", region=True)
def prepare_command(
    *,
    access: Access,
    year: Year,
    opens: Annotated[datetime, day_option("--opens", "first day")],
    closes: Annotated[datetime, day_option("--closes", "last day on which a report is in time")],
    title: Annotated[str, typer.Option("--title", help="Czech title")] = "",
    json: Json = False,
) -> None:
    """Prepare the round of a year; nobody reports before it is opened. Its municipalities are those of the last day.

    Example: komplan region needs prepare 2027 --opens 2026-09-01 --closes 2026-10-31 --target h:5200 --code kraj
    """
    made = need_round_pb2.NeedRound(
        title=title or f"Potřeby obcí na rok {year}",
        year=year,
        opens=day_message(opens.date()),
        closes=day_message(closes.date()),
    )
    request = pb.CreateNeedRoundRequest(parent=f"regions/{access.code}", need_round=made)
    created = answer(access, lambda channel: rpc.NeedRoundOfficeServiceStub(channel).CreateNeedRound, request)
    _tell(created, f"připraveno; otevře ho komplan region needs open {last_id(created.name)}", json)


@needs_app.command("open")
@reaching("analyst", region=True)
def open_command(*, access: Access, round_id: Round, json: Json = False) -> None:
    """Open a prepared round: reports come until its last day.

    Example: komplan region needs open 2027 --target 127.0.0.1:5200 --code vzorovy-kraj --issuer-key issuer.pem
    """
    request = pb.OpenNeedRoundRequest(name=f"regions/{access.code}/need-rounds/{round_id}")
    opened = answer(access, lambda channel: rpc.NeedRoundOfficeServiceStub(channel).OpenNeedRound, request)
    _tell(opened, f"otevřeno, obce hlásí do {czech_day(opened.closes)}", json)


@needs_app.command("close")
@reaching("analyst", region=True)
def close_command(*, access: Access, round_id: Round, json: Json = False) -> None:
    """Close a round: who has not reported is silent from now on, and only approved corrections are taken.

    Example: komplan region needs close 2027 --target 127.0.0.1:5200 --code vzorovy-kraj --issuer-key issuer.pem
    """
    request = pb.CloseNeedRoundRequest(name=f"regions/{access.code}/need-rounds/{round_id}")
    closed = answer(access, lambda channel: rpc.NeedRoundOfficeServiceStub(channel).CloseNeedRound, request)
    _tell(closed, "uzavřeno; kdo nehlásil, mlčí", json)


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
        print(f"{out}: kódů {len(found.codes)}; předejte každé obci její, pak soubor smažte")


def _tell(done: need_round_pb2.NeedRound, what: str, as_json: bool) -> None:
    if as_json:
        give_json(plain(done))
    else:
        print(f"{done.title} ({done.name}): {what}")
