"""What a demonstration plan says beside its measures: sections of text, milestones, risks, what waits for what."""

from typing import Final

from google.type.date_pb2 import Date

from komplan.planning.v1 import plan_content_editor_service_pb2 as content
from komplan.planning.v1 import plan_content_editor_service_pb2_grpc as content_rpc
from komplan.planning.v1 import plan_content_pb2, plan_pb2
from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1 import plan_editor_service_pb2_grpc as edit_rpc
from komplan.planning.v1 import plan_service_pb2 as read
from komplan.planning.v1 import plan_service_pb2_grpc as read_rpc
from komplan_cli.demo.repeating import Once
from komplan_kit.client import Peer

SECTIONS: Final = (
    ("vize", "vision", "Vize", "Lidé žijí doma, dokud chtějí, a pomoc je blízko. Smyšlený text pro ukázku."),
    ("uvod", "introduction", "Úvod", "Komu je plán určen a jak se v něm vyznat. Smyšlený text pro ukázku."),
)
"""Id, kind, title and text."""
FIRST_PLACE: Final = 11
"""After the sections that the law asks for."""
ENRICHED: Final = 5
"""How many measures get milestones, risks and yearly targets."""


async def fill_plan_contents(peer: Peer, once: Once, version: str) -> None:
    """Add vision and introduction to a draft, and milestones, risks and an order to its first measures.

    These need a period. Raises Refused when the version is published.
    """
    writer = content_rpc.PlanContentEditorServiceStub(peer.channel)
    for position, (section_id, kind, title, text) in enumerate(SECTIONS, FIRST_PLACE):
        section = plan_content_pb2.PlanSection(kind=kind, position=position, title=title, text=text)
        request = content.CreatePlanSectionRequest(parent=version, plan_section_id=section_id, plan_section=section)
        await once(writer.CreatePlanSection, request)
    reader, editor = read_rpc.PlanServiceStub(peer.channel), edit_rpc.PlanEditorServiceStub(peer.channel)
    listing = read.ListMeasuresRequest(parent=version, page_size=ENRICHED)
    measures = list((await peer.ask(reader.ListMeasures, listing)).measures)
    for earlier, measure in zip([None, *measures], measures, strict=False):
        changed, paths = _enriched(measure, earlier)
        await once(editor.UpdateMeasure, edit.UpdateMeasureRequest(measure=changed, update_mask={"paths": paths}))


def _enriched(measure: plan_pb2.Measure, earlier: plan_pb2.Measure | None) -> tuple[plan_pb2.Measure, list[str]]:
    end = measure.period.end.year
    changed = plan_pb2.Measure(name=measure.name, conditions=["dotace na provoz"])
    changed.milestones.add(title="Služba běží", due=Date(year=end, month=6, day=30))
    changed.risks.add(
        text="Nepodaří se najít pracovníky", likelihood="medium", impact="high", response="Nábor se školou"
    )
    changed.indicators.extend(measure.indicators)
    for indicator in changed.indicators:
        if indicator.HasField("target") and not indicator.yearly_targets:
            indicator.yearly_targets.add(year=end, target=indicator.target)
    if earlier is not None:
        changed.depends_on.append(earlier.name.rsplit("/", 1)[-1])
    return changed, ["conditions", "milestones", "risks", "indicators", "depends_on"]
