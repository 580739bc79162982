"""`komplan region needs form|submit|no-change`: the one-page form of a municipality."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from komplan.region.v1 import need_intake_office_service_pb2 as office
from komplan.region.v1 import need_intake_office_service_pb2_grpc as office_rpc
from komplan.region.v1 import need_intake_service_pb2 as pb
from komplan.region.v1 import need_intake_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked
from komplan_cli.contract import plain
from komplan_cli.files import check_new, told_of, whole
from komplan_cli.output import give_json, say
from komplan_cli.region.apps import Json, Round, needs_app
from komplan_core.errors import Invalid
from komplan_core.names import last_id
from komplan_kit.client import Peer

SECONDS: Final = 120.0
KINDS: Final = {"needs": "hlášení potřeb", "no-change": "beze změny"}
CHANGES: Final = {"added": "přibyla", "removed": "ubyla", "changed": "změněna"}
FIELDS: Final = {
    "title": "název",
    "target_groups": "cílové skupiny",
    "municipalities": "obce",
    "persons": "počet osob",
    "persons_basis": "přesnost počtu",
    "persons_overlap": "osoby jsou i v jiné potřebě",
    "description": "popis",
    "why_unmet": "proč není uspokojena",
    "proposal": "co by pomohlo",
    "follows": "na co navazuje",
}
LateReason = Annotated[
    str, typer.Option("--late-reason", help="why the office takes a first report after the round was closed")
]
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
    print(
        f"{file}: vyplňte list hlášení, a chybí-li něco, i potřeby; pak komplan region needs submit {round_id} {file}"
    )


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
    late_reason: LateReason = "",
    json: Json = False,
) -> None:
    """Submit a filled-in form for good, whole or not at all. Exit code 3 with sheet, row and column of every fault.

    Example: komplan region needs submit 2027 lhota.xlsx --target h:5200 --code vzorovy-kraj --issuer-key issuer.pem
    """
    with told_of(file):
        workbook = file.read_bytes()
    said = {"parent": _round(access, round_id), "workbook": workbook, "correction_reason": correction_reason}

    async def questions(peer: Peer) -> Any:
        if one_time_code:
            own = pb.UploadNeedFormRequest(**said, code=one_time_code)
            return await peer.ask(rpc.NeedIntakeServiceStub(peer.channel).UploadNeedForm, own, SECONDS)
        request = office.EnterNeedWorkbookRequest(**said, correction_approved_by=approved_by, late_reason=late_reason)
        return await peer.ask(office_rpc.NeedIntakeOfficeServiceStub(peer.channel).EnterNeedWorkbook, request, SECONDS)

    try:
        _show(asked(access, questions), json)
    except Invalid:
        say(f"{file}: nic z formuláře se neuložilo; níže je list, řádek a sloupec, co kam patří, říká list návod")
        raise


@needs_app.command("no-change")
@reaching("analyst", region=True)
def no_change_command(
    *,
    access: Access,
    round_id: Round,
    municipality: Annotated[str, typer.Argument(help="RÚIAN code of the municipality")],
    by: Annotated[str, typer.Option("--by", help="body or office that confirmed it, not a person")],
    one_time_code: OneTimeCode = "",
    late_reason: LateReason = "",
    json: Json = False,
) -> None:
    """Confirm that nothing changed since the municipality's last report: its open needs carry over.

    Example: komplan region needs no-change 2027 999002 --by "rada obce" --target h:5200 --code kraj --issuer-key i.pem
    """
    said = {"parent": _round(access, round_id), "municipality": municipality, "approved_by": by}
    if one_time_code:
        own = pb.ConfirmNoChangeRequest(**said, code=one_time_code)
        _show(answer(access, lambda channel: rpc.NeedIntakeServiceStub(channel).ConfirmNoChange, own), json)
        return
    request = office.EnterNoChangeRequest(**said, late_reason=late_reason)
    _show(answer(access, lambda channel: office_rpc.NeedIntakeOfficeServiceStub(channel).EnterNoChange, request), json)


def _show(found: Any, as_json: bool) -> None:
    if as_json:
        give_json(plain(found))
        return
    report = found.report
    print(f"{report.name}: {KINDS[report.kind]}, potřeb {len(report.reported)}, kapacit {len(report.capacities)}")
    for need in report.reported:
        print(f"  {need.name}  {need.title}")
    for item in found.differences:
        fields = f" ({', '.join(FIELDS[field] for field in item.fields)})" if item.fields else ""
        print(f"  č. {item.need_no} {item.title}: {CHANGES[item.change]}{fields}")
        for warning in _touched(item):
            print(f"    POZOR: {warning}")


def _touched(item: Any) -> Iterator[str]:
    """What the region did with a need that the correction changed or left out, and what to do about it."""
    gone = item.change == "removed"
    for merge in map(last_id, item.merges):
        if gone:
            yield f"sloučení {merge} už tuto potřebu s ničím nespojuje, protože se nehlásí"
        else:
            yield f"sloučení {merge} platí dál; není-li to už táž potřeba: komplan region needs undo {merge}"
    if item.response:
        held = "zůstala odpověď na potřebu, která se už nehlásí" if gone else "odpověď kraje platí dál, ověřte ji"
        yield f"{held}: {item.response}"


def _round(access: Access, round_id: str) -> str:
    return f"regions/{access.code}/need-rounds/{round_id}"
