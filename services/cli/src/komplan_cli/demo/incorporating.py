"""What a demonstration's settlements change: the final text, and for each change the points that asked for it."""

from collections.abc import Mapping
from typing import Final

from komplan.consultation.v1 import draft_office_service_pb2 as drafts
from komplan.consultation.v1 import draft_office_service_pb2_grpc as drafts_rpc
from komplan.consultation.v1 import incorporation_pb2
from komplan.consultation.v1 import round_outcome_service_pb2 as outcome
from komplan.consultation.v1 import round_outcome_service_pb2_grpc as outcome_rpc
from komplan.consultation.v1 import traceability_service_pb2 as tracing
from komplan.consultation.v1 import traceability_service_pb2_grpc as tracing_rpc
from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1 import plan_editor_service_pb2_grpc as edit_rpc
from komplan.planning.v1 import plan_pb2, plan_service_pb2, plan_service_pb2_grpc
from komplan_cli.demo.repeating import Once
from komplan_cli.demo.settling import All
from komplan_kit.client import Peer

SENTENCE: Final = "Doplněno podle připomínek z konzultace (ukázka)."


async def write_final_text(
    peer: Peer, once: Once, every: All, draft: str, final: str, asked_for: Mapping[str, list[str]]
) -> None:
    """Begin the final version from the draft and change each measure (by id) for which points ask."""
    reader, editor = (
        plan_service_pb2_grpc.PlanServiceStub(peer.channel),
        edit_rpc.PlanEditorServiceStub(peer.channel),
    )
    plan, _, id_ = final.rpartition("/versions/")
    await once(
        editor.CreatePlanVersion,
        edit.CreatePlanVersionRequest(
            parent=plan,
            plan_version_id=id_,
            plan_version=plan_pb2.PlanVersion(title="Plán po vypořádání připomínek"),
            based_on=draft.rpartition("/")[2],
        ),
    )
    changes = []
    for measure in sorted(asked_for):
        before = await peer.ask(
            reader.GetMeasure, plan_service_pb2.GetMeasureRequest(name=f"{draft}/measures/{measure}")
        )
        after = plan_pb2.Measure(name=f"{final}/measures/{measure}", description=f"{before.description} {SENTENCE}")
        changes.append(edit.UpdateMeasureRequest(measure=after, update_mask={"paths": ["description"]}))
    await every(editor.UpdateMeasure, changes)
    for action in ("publish", "finish"):
        await once(editor.MovePlanVersion, edit.MovePlanVersionRequest(name=final, action=action))


async def trace_changes(
    peer: Peer, once: Once, every: All, round_: str, final: str, asked_for: Mapping[str, list[str]]
) -> None:
    """Freeze the final text in a settled round, give each change its points, and release all settlements."""
    stub = tracing_rpc.TraceabilityServiceStub(peer.channel)
    frozen = drafts.PublishDraftRequest(parent=round_, kind="final", plan_version=final)
    await once(drafts_rpc.DraftOfficeServiceStub(peer.channel).PublishDraft, frozen)
    incorporations = [
        tracing.CreateIncorporationRequest(
            parent=round_,
            block=f"measures/{measure}/description",
            incorporation=incorporation_pb2.Incorporation(reason="settlement", points=points),
        )
        for measure, points in sorted(asked_for.items())
    ]
    await every(stub.CreateIncorporation, incorporations)
    ending = outcome_rpc.RoundOutcomeServiceStub(peer.channel)
    await once(ending.ReleaseRound, outcome.ReleaseRoundRequest(name=round_))
    await once(ending.SubmitRound, outcome.SubmitRoundRequest(name=round_))


async def record_approval(peer: Peer, once: Once, round_: str, resolution: str) -> None:
    """Record in a submitted round the resolution that approved the plan."""
    ending = outcome_rpc.RoundOutcomeServiceStub(peer.channel)
    await once(ending.ApproveRound, outcome.ApproveRoundRequest(name=round_, resolution=resolution))
