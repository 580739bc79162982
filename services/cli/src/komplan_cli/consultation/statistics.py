"""`komplan consultation statistics`: who commented, how the points were settled, what was refused."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from komplan.consultation.v1 import consultation_service_pb2 as read
from komplan.consultation.v1 import consultation_service_pb2_grpc as read_rpc
from komplan.consultation.v1 import publication_service_pb2 as public
from komplan.consultation.v1 import publication_service_pb2_grpc as public_rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import asked
from komplan_cli.consultation.apps import consultation_app
from komplan_cli.consultation.naming import round_name
from komplan_cli.consultation.rounds import Json, RoundId
from komplan_cli.output import give_json
from komplan_cli.tables import print_table
from komplan_core.book.states import OUTCOMES
from komplan_core.consultation.settlement_table import AUTHOR_KINDS
from komplan_kit.client import Peer

VERDICTS: Final[Mapping[str, str]] = {
    **OUTCOMES,
    "unreleased": "vypořádáno, zatím nezveřejněno",
    "unsettled": "nevypořádáno",
    "set-aside": "vzato zpět, popřeno nebo zneplatněno",
}
"""Czech titles of the verdicts that are counted."""


async def round_statistics(peer: Peer, name: str) -> dict[str, Any]:
    """The counts of a round (`areas/*/rounds/*`) that everybody may read. Raises PlanError."""
    counting = read_rpc.ConsultationServiceStub(peer.channel).CountComments
    counts = await peer.ask(counting, read.CountCommentsRequest(parent=name))
    reading = public_rpc.PublicationServiceStub(peer.channel).GetSettlementStatistics
    found = await peer.ask(reading, public.GetSettlementStatisticsRequest(parent=name))
    verdicts = {item.kernel: item.points for item in found.verdicts}
    return {
        "comments": counts.comments,
        "settled": counts.settled,
        "open": counts.comments - counts.settled,
        "points": counts.points,
        "authors": found.authors,
        "authors_by_kind": dict(sorted(counts.authors_by_kind.items())),
        "points_by_verdict": verdicts,
        "refused": sum(counts.refusals_by_reason.values()),
        "refused_by_reason": dict(sorted(counts.refusals_by_reason.items())),
    }


def statistics_rows(told: Mapping[str, Any], verdicts: Collection[str]) -> list[tuple[str, int]]:
    """The same in Czech, a line for each count; points are told for these verdicts."""
    kinds = [(f"podatelé: {title}", told["authors_by_kind"].get(kind.value, 0)) for kind, title in AUTHOR_KINDS.items()]
    counted = told["points_by_verdict"]
    by_verdict = [(f"body: {title}", counted.get(code, 0)) for code, title in VERDICTS.items() if code in verdicts]
    return [
        ("připomínky", told["comments"]),
        ("z toho vypořádané", told["settled"]),
        ("z toho otevřené", told["open"]),
        ("podatelé", told["authors"]),
        *kinds,
        ("body", told["points"]),
        *by_verdict,
        ("odmítnutá podání", told["refused"]),
    ]


@consultation_app.command("statistics")
@reaching()
def statistics_command(*, access: Access, round_id: RoundId, json: Json = False) -> None:
    """Count comments, the people behind them, points by verdict, and refusals. Comments and people are never mixed.

    Example: komplan consultation statistics jaro --target 127.0.0.1:5100 --area vzorov
    """
    name = round_name(access, round_id)

    async def ask(peer: Peer) -> dict[str, Any]:
        return await round_statistics(peer, name)

    told = asked(access, ask)
    if json:
        give_json(told)
    else:
        rows = [[title, str(count)] for title, count in statistics_rows(told, told["points_by_verdict"])]
        print_table("Připomínkové řízení v číslech", ("údaj", "počet"), rows)
