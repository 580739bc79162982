"""How far planning is in a city of the demonstration: what its own office is told."""

from datetime import date, timedelta
from typing import Any

from rich.table import Table

from komplan.planning.v1 import completeness_service_pb2 as completeness
from komplan.planning.v1 import completeness_service_pb2_grpc as completeness_rpc
from komplan.planning.v1 import grant_service_pb2 as grants
from komplan.planning.v1 import grant_service_pb2_grpc as grants_rpc
from komplan.planning.v1 import organisation_service_pb2 as organisation
from komplan.planning.v1 import organisation_service_pb2_grpc as organisation_rpc
from komplan.planning.v1 import process_service_pb2 as process
from komplan.planning.v1 import process_service_pb2_grpc as process_rpc
from komplan_cli.demo.generating import period
from komplan_cli.output import crowns
from komplan_kit.client import Peer


async def planning_summary(peer: Peer, cycle: str, version: str, today: date) -> dict[str, Any]:
    """The `planning` object of an area: `cycle` and `version` are resource names; meetings are those of a year."""
    channel, area = peer.channel, cycle.split("/cycles/")[0]
    reader = process_rpc.ProcessServiceStub(channel)
    status = await peer.ask(reader.GetProcessStatus, process.GetProcessStatusRequest(name=cycle))
    checks = completeness_rpc.CompletenessServiceStub(channel)
    checked = await peer.ask(checks.CheckPlanVersion, completeness.CheckPlanVersionRequest(name=version))
    register = organisation_rpc.OrganisationServiceStub(channel)
    asked = organisation.GetParticipationRequest(name=area, period=period(today - timedelta(days=365), today))
    participation = await peer.ask(register.GetParticipation, asked)
    money = grants_rpc.GrantServiceStub(channel).GetGrantTotals
    totals = await peer.ask(money, grants.GetGrantTotalsRequest(parent=area))
    return {
        "steps": status.steps_counted,
        "steps_done": status.steps_done,
        "overdue": len(status.overdue),
        "missing": checked.mandatory,
        "warnings": checked.warnings,
        "meetings": participation.meetings,
        "granted": sum(year.granted for year in totals.money),
    }


def planning_table(areas: list[dict[str, Any]]) -> Table:
    """The same for all cities, for a person."""
    table = Table(title="Plánování", title_justify="left")
    for column in ("město", "kroky", "po termínu", "chybí", "upozornění", "schůzky", "dotace"):
        table.add_column(column, justify="left" if column == "město" else "right")
    for area in areas:
        told = area["planning"]
        steps = f"{told['steps_done']} z {told['steps']}"
        numbers = (told[key] for key in ("overdue", "missing", "warnings", "meetings"))
        table.add_row(area["title"], steps, *map(str, numbers), crowns(told["granted"]))
    return table
