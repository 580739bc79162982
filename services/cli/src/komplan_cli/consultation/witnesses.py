"""`komplan consultation book witnesses`: whether others watch the book of a round."""

from typing import Annotated

import typer

from komplan.consultation.v1 import book_witness_service_pb2 as pb
from komplan.consultation.v1 import book_witness_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer
from komplan_cli.consultation.apps import book_app
from komplan_cli.consultation.naming import full_name
from komplan_cli.output import give_json
from komplan_cli.tables import print_table


@book_app.command("witnesses")
@reaching()
def witnesses_command(
    round: Annotated[str, typer.Argument(help="id of the round, or plans/… for the monitoring of a plan")],
    *,
    access: Access,
    json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
) -> None:
    """Show who cosigns the book of a round, how far, and since when. Exit code 5 on an alarm.

    Example: komplan consultation book witnesses jaro --target 127.0.0.1:5100 --area vzorov
    """
    name = full_name(access, round)
    request = pb.GetWitnessStateRequest(parent=name)
    found = answer(access, lambda channel: rpc.BookWitnessServiceStub(channel).GetWitnessState, request)
    if json:
        told = [
            {
                "witness": item.witness,
                "origin": item.origin,
                "size": item.size,
                "cosigned_at": item.cosigned_at.ToJsonString() if item.HasField("cosigned_at") else "",
                "problem": item.problem,
                "alarm": item.alarm,
                "contradicted_size": item.contradicted_size,
            }
            for item in found.witnesses
        ]
        give_json({"alarm": found.alarm, "witnesses": told})
    else:
        rows = [
            (
                item.witness,
                item.origin,
                str(item.size),
                item.cosigned_at.ToJsonString() if item.HasField("cosigned_at") else "never",
                f"holds {item.contradicted_size} entries that are not here" if item.contradicted_size else item.problem,
            )
            for item in found.witnesses
        ]
        notes = ["ALARM: the book is not watched as it should be"] if found.alarm else []
        print_table("Witnesses", ("witness", "book", "entries", "cosigned", "problem"), rows, notes)
    if found.alarm:
        raise typer.Exit(5)
