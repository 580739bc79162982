"""`komplan region needs form|submit|no-change`: the one-page form of a municipality."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from komplan.region.v1 import need_intake_service_pb2 as pb
from komplan.region.v1 import need_intake_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked
from komplan_cli.contract import plain
from komplan_cli.files import check_new, told_of, whole
from komplan_cli.output import give_json
from komplan_cli.region.apps import Json, Round, needs_app
from komplan_kit.client import Peer

SECONDS: Final = 120.0
OneTimeCode = Annotated[str, typer.Option("--one-time-code", help="of the municipality; none for the region's staff")]


@needs_app.command("form")
@reaching(region=True)
def form_command(
    *,
    access: Access,
    round_id: Round,
    file: Annotated[Path, typer.Argument(help="workbook .xlsx to write")],
    municipality: Annotated[str, typer.Option("--municipality", help="RÚIAN code to fill in")] = "",
) -> None:
    """Write the empty one-page form of needs, with lists to choose from.

    Example: komplan region needs form 2027 lhota.xlsx --municipality 999002 --target 127.0.0.1:5200 --code vzorovy-kraj
    """
    check_new(file)
    request = pb.GetNeedFormTemplateRequest(parent=_round(access, round_id), municipality=municipality)
    found = answer(access, lambda channel: rpc.NeedIntakeServiceStub(channel).GetNeedFormTemplate, request)
    with whole(file) as part:
        part.write_bytes(found.workbook)
    print(f"{file}: fill it in, then komplan region needs submit {round_id} {file}")


@needs_app.command("submit")
@reaching("analyst", region=True)
def submit_command(
    *,
    access: Access,
    round_id: Round,
    file: Annotated[Path, typer.Argument(help="filled-in workbook .xlsx")],
    one_time_code: OneTimeCode = "",
    correction_reason: Annotated[str, typer.Option("--correction-reason", help="why it corrects an earlier one")] = "",
    approved_by: Annotated[str, typer.Option("--approved-by", help="who lets a closed round be corrected")] = "",
    json: Json = False,
) -> None:
    """Submit a filled-in form for good, whole or not at all. Exit code 3 with sheet, row and column of every fault.

    Example: komplan region needs submit 2027 lhota.xlsx --target h:5200 --code vzorovy-kraj --issuer-key issuer.pem
    """
    with told_of(file):
        workbook = file.read_bytes()
    request = pb.UploadNeedFormRequest(
        parent=_round(access, round_id),
        workbook=workbook,
        code=one_time_code,
        correction_reason=correction_reason,
        correction_approved_by=approved_by,
    )

    async def questions(peer: Peer) -> Any:
        return await peer.ask(rpc.NeedIntakeServiceStub(peer.channel).UploadNeedForm, request, SECONDS)

    _show(asked(access, questions), json)


@needs_app.command("no-change")
@reaching("analyst", region=True)
def no_change_command(
    *,
    access: Access,
    round_id: Round,
    municipality: Annotated[str, typer.Argument(help="RÚIAN code of the municipality")],
    by: Annotated[str, typer.Option("--by", help="body or office that confirmed it, not a person")],
    one_time_code: OneTimeCode = "",
    json: Json = False,
) -> None:
    """Confirm that nothing changed since the municipality's last report: its open needs carry over.

    Example: komplan region needs no-change 2027 999002 --by "rada obce" --target h:5200 --code kraj --issuer-key i.pem
    """
    request = pb.ConfirmNoChangeRequest(
        parent=_round(access, round_id), municipality=municipality, approved_by=by, code=one_time_code
    )
    _show(answer(access, lambda channel: rpc.NeedIntakeServiceStub(channel).ConfirmNoChange, request), json)


def _show(found: Any, as_json: bool) -> None:
    if as_json:
        give_json(plain(found))
        return
    report = found.report
    print(f"{report.name}: {report.kind}, needs {len(report.reported)}, capacities {len(report.capacities)}")
    for item in found.differences:
        fields = f" ({', '.join(item.fields)})" if item.fields else ""
        print(f"  {item.need_no} {item.title}: {item.change}{fields}")


def _round(access: Access, round_id: str) -> str:
    return f"regions/{access.code}/need-rounds/{round_id}"
