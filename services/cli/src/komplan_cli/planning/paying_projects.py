"""`komplan process project`: the money that pays for planning."""

from typing import Annotated, Any, Final

import typer

from komplan.planning.v1 import paying_project_pb2
from komplan.planning.v1 import process_service_pb2 as read
from komplan.planning.v1 import process_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer
from komplan_cli.output import give_json
from komplan_cli.planning.apps import process_app
from komplan_cli.planning.process_plain import plain_findings
from komplan_cli.tables import print_table
from komplan_core.codelists import CodeList, entries
from komplan_core.values import Money

SOURCES: Final = {item.code: item.title for item in entries(CodeList.FUNDING_SOURCES)}


@process_app.command("project")
@reaching("editor")
def project_command(
    *,
    access: Access,
    cycle: Annotated[str, typer.Argument(help="id of the cycle")],
    project: Annotated[str, typer.Argument(help="id of the project that pays")],
    json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
) -> None:
    """Show what the parts of a paying project add up to, and where that contradicts what is stated.

    Example: komplan process project c2 kp --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    request = read.GetProjectTotalsRequest(name=f"areas/{access.code}/cycles/{cycle}/projects/{project}")
    found = answer(access, lambda channel: rpc.ProcessServiceStub(channel).GetProjectTotals, request)
    if json:
        give_json(_totals(found))
        return
    sources = [
        [
            SOURCES.get(item.source, item.source),
            _crowns(item, "planned"),
            _crowns(item, "actual"),
            _percent(item, "share"),
        ]
        for item in found.sources
    ]
    sources.append(["celkem", _crowns(found, "planned"), _crowns(found, "actual"), _percent(found, "actual_percent")])
    print_table(f"Projekt {project}", ["zdroj", "plán", "skutečnost", "podíl / plnění"], sources)
    months = [[item.month, *map(_kc, (item.planned, item.drawn, item.drawn_so_far))] for item in found.months]
    notes = [f"! {finding.message}" for finding in found.findings]
    print_table("Čerpání", ["měsíc", "plán", "čerpáno", "od začátku"], months, notes)


def _kc(hal: int) -> str:
    return str(Money(hal))


def _crowns(message: Any, field: str) -> str:
    return _kc(getattr(message, field)) if message.HasField(field) else ""


def _percent(message: Any, field: str) -> str:
    return f"{getattr(message, field)} %".replace(".", ",") if message.HasField(field) else ""


def _totals(found: paying_project_pb2.ProjectTotals) -> dict[str, Any]:
    def known(message: Any, *fields: str) -> dict[str, Any]:
        return {field: getattr(message, field) if message.HasField(field) else None for field in fields}

    return {
        **known(found, "planned", "actual", "subsidy", "unspent", "actual_percent"),
        "sources": [{"source": item.source, **known(item, "planned", "actual", "share")} for item in found.sources],
        "months": [{"month": item.month, "planned": item.planned, "drawn": item.drawn} for item in found.months],
        "findings": plain_findings(found.findings),
    }
