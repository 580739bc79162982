"""`komplan consultation forms`: paper forms handed out, given back, and in the end accounted for."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from komplan.consultation.v1 import form_office_service_pb2 as edit
from komplan.consultation.v1 import form_office_service_pb2_grpc as rpc
from komplan.consultation.v1 import form_pb2
from komplan.consultation.v1 import form_service_pb2 as read
from komplan.consultation.v1 import form_service_pb2_grpc as read_rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked
from komplan_cli.consultation.apps import forms_app
from komplan_cli.consultation.naming import round_name
from komplan_cli.consultation.rounds import Json, RoundId
from komplan_cli.output import give_json
from komplan_cli.tables import print_table, write_csv
from komplan_core.consultation.forms import form_code
from komplan_kit.client import Peer

Serials = Annotated[list[str], typer.Argument(help="serial numbers, such as B03-0121")]
COLUMNS = ("vydáno", "zapsáno", "znehodnoceno", "vráceno", "nevráceno", "venku")


@forms_app.command("issue")
@reaching("clerk")
def issue_command(
    *,
    access: Access,
    round_id: RoundId,
    prefix: Annotated[str, typer.Option("--prefix", help="capital letters and digits, such as B03")],
    first: Annotated[int, typer.Option("--first", help="first number")],
    last: Annotated[int, typer.Option("--last", help="last number, 9999 at most")],
    contact_point: Annotated[str, typer.Option("--contact-point", help="code of a contact point of the round")],
    to: Annotated[str, typer.Option("--to", help="code of who takes them over, never a name")],
    batch: Annotated[str, typer.Option("--batch", help="id of the batch; made by the service if empty")] = "",
    json: Json = False,
) -> None:
    """Log a batch of forms before it is handed out.

    Example: komplan consultation forms issue jaro --prefix B03 --first 1 --last 50 --contact-point radnice --to k12 --target localhost:5100 --area vzorov --issuer-key i.pem
    """  # noqa: E501
    given = form_pb2.FormBatch(prefix=prefix, first=first, last=last, contact_point=contact_point, issued_to=to)
    request = edit.IssueFormsRequest(parent=round_name(access, round_id), form_batch=given, form_batch_id=batch)
    made = answer(access, lambda channel: rpc.FormOfficeServiceStub(channel).IssueForms, request)
    if json:
        give_json({"name": made.name, "first": made.first, "last": made.last, "draft_code": made.draft_code})
    else:
        print(f"{made.name}: {prefix}-{first:04} – {prefix}-{last:04}")


@forms_app.command("codes")
@reaching("clerk")
def codes_command(
    *,
    access: Access,
    round_id: RoundId,
    batch: Annotated[str, typer.Argument(help="id of the batch")],
    out: Annotated[Path, typer.Option("--out", help="file to write")],
) -> None:
    """Write a table for printing: each serial number with the text of its QR code.

    Example: komplan consultation forms codes jaro prvni --out k.csv --target host:5100 --area vzorov --issuer-key i.pem
    """
    parent = round_name(access, round_id)
    name = f"{parent}/form-batches/{batch}"

    async def questions(peer: Peer) -> tuple[Any, Any]:
        stub = rpc.FormOfficeServiceStub(peer.channel)
        found = await peer.ask(stub.GetFormBatch, edit.GetFormBatchRequest(name=name))
        return found, await peer.ask(stub.ListForms, edit.ListFormsRequest(parent=name))

    found, listed = asked(access, questions)
    rows = [[form.serial, found.draft_code, form_code(parent, found.draft_code, form.serial)] for form in listed.forms]
    write_csv(out, ["číslo formuláře", "kód návrhu", "text QR kódu"], rows)
    print(f"{out}: {len(rows)}")


@forms_app.command("spoil")
@reaching("clerk")
def spoil_command(*, access: Access, round_id: RoundId, serials: Serials, json: Json = False) -> None:
    """Record that forms became useless; all or none.

    Example: komplan consultation forms spoil jaro B03-0007 --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    request = edit.SpoilFormsRequest(parent=round_name(access, round_id), serials=serials)
    _told(answer(access, lambda channel: rpc.FormOfficeServiceStub(channel).SpoilForms, request), json)


@forms_app.command("return")
@reaching("clerk")
def return_command(*, access: Access, round_id: RoundId, serials: Serials, json: Json = False) -> None:
    """Record that forms were given back unused; all or none.

    Example: komplan consultation forms return jaro B-0008 B-0009 --target host:5100 --area vzorov --issuer-key i.pem
    """
    request = edit.ReturnFormsRequest(parent=round_name(access, round_id), serials=serials)
    _told(answer(access, lambda channel: rpc.FormOfficeServiceStub(channel).ReturnForms, request), json)


@forms_app.command("reconcile")
@reaching("clerk")
def reconcile_command(*, access: Access, round_id: RoundId, json: Json = False) -> None:
    """Account for every form when nothing more may be entered; what is still out counts as never returned.

    Example: komplan consultation forms reconcile jaro --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    request = edit.ReconcileFormsRequest(parent=round_name(access, round_id))
    done = answer(access, lambda channel: rpc.FormOfficeServiceStub(channel).ReconcileForms, request)
    _balances({"celkem": done.total}, json)


@forms_app.command("balance")
@reaching()
def balance_command(*, access: Access, round_id: RoundId, json: Json = False) -> None:
    """Show what became of the issued forms, in all and at each contact point.

    Example: komplan consultation forms balance jaro --target 127.0.0.1:5100 --area vzorov
    """
    request = read.GetFormBalanceRequest(parent=round_name(access, round_id))
    found = answer(access, lambda channel: read_rpc.FormServiceStub(channel).GetFormBalance, request)
    _balances({**dict(sorted(found.by_contact_point.items())), "celkem": found.total}, json)


def _told(done: Any, json: bool) -> None:
    if json:
        give_json({form.serial: form.state for form in done.forms})
    else:
        for form in done.forms:
            print(f"{form.serial}: {form.state}")


def _balances(balances: Mapping[str, form_pb2.FormBalance], json: bool) -> None:
    fields = ("issued", "registered", "spoiled", "returned", "unreturned", "outstanding")
    if json:
        give_json({place: {field: getattr(item, field) for field in fields} for place, item in balances.items()})
        return
    rows = [[place, *(str(getattr(item, field)) for field in fields)] for place, item in balances.items()]
    print_table("Formuláře", ["místo", *COLUMNS], rows)
