"""Builds the planning service; the only place that constructs. A module for each subject."""

from typing import Any

from komplan.planning.v1 import (
    plan_batch_service_pb2,
    plan_content_editor_service_pb2,
    plan_content_service_pb2,
    plan_editor_service_pb2,
    plan_feed_service_pb2,
    plan_service_pb2,
    profile_pb2,
)
from komplan_core.extra_fields import public_check
from komplan_core.profile import Profile
from komplan_kit.client import credentials
from komplan_kit.clock import random_id, utc_now
from komplan_kit.codec import Codec
from komplan_kit.config import Outgoing
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.identity import assertion
from komplan_kit.schema import upgrade
from komplan_kit.server import Server
from komplan_kit.serving import Context
from komplan_planning.compose.adoption import add_adoption
from komplan_planning.compose.evidence import add_evidence
from komplan_planning.compose.grants import add_grants
from komplan_planning.compose.monitoring import add_monitoring
from komplan_planning.compose.organisation import add_organisation
from komplan_planning.compose.process import add_process
from komplan_planning.hinting import Hinting
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.repositories import METADATA, kinds
from komplan_planning.repositories.transaction import PlanningStore
from komplan_planning.servicer.batch import PlanBatchServicer
from komplan_planning.servicer.content import PlanContentEditorServicer, PlanContentServicer
from komplan_planning.servicer.editing import PlanEditorServicer
from komplan_planning.servicer.feed import PlanFeedServicer
from komplan_planning.servicer.reading import Kept, PlanServicer
from komplan_planning.usecases.batch import Batch
from komplan_planning.usecases.changes import Changes
from komplan_planning.usecases.cycles import Cycles
from komplan_planning.usecases.evidence.needs import Needs
from komplan_planning.usecases.members import Members
from komplan_planning.usecases.sections import Sections
from komplan_planning.usecases.structure import OFFICE, Structure
from komplan_planning.usecases.tree import Tree
from komplan_planning.usecases.versions import Versions

KEPT = Kept(
    kinds.CYCLE_LIST,
    kinds.PLAN_LIST,
    kinds.VERSION_LIST,
    kinds.NODE_LIST,
    kinds.MEASURE_LIST,
    kinds.NEED_LIST,
    kinds.MEMBER_LIST,
)


def compose(context: Context) -> None:
    """Add the planning service to the process."""
    store = Store(context.settings.database("planning"))
    upgrade(store, "komplan_planning")
    profile, behaviour = context.profile()
    database: Database[PlanningTx] = Database(store, METADATA, PlanningStore, context.keys(), staff=OFFICE)
    city = Structure(profile, behaviour, random_id, utc_now, public_check(profile.fields))
    encoded = Codec(profile_pb2.Profile, Profile).encode(profile.for_everybody())
    editor = PlanEditorServicer(database, KEPT, Cycles(city), Versions(city), Tree(city), Needs(city), Members(city))
    server = context.server
    server.add(plan_service_pb2.DESCRIPTOR.services_by_name["PlanService"], PlanServicer(database, KEPT, encoded))
    server.add(plan_editor_service_pb2.DESCRIPTOR.services_by_name["PlanEditorService"], editor)
    server.add(
        plan_feed_service_pb2.DESCRIPTOR.services_by_name["PlanFeedService"], PlanFeedServicer(database, encoded)
    )
    server.add(
        plan_content_service_pb2.DESCRIPTOR.services_by_name["PlanContentService"],
        PlanContentServicer(database, kinds.SECTION_LIST, kinds.CHANGE_LIST),
    )
    server.add(
        plan_content_editor_service_pb2.DESCRIPTOR.services_by_name["PlanContentEditorService"],
        PlanContentEditorServicer(
            database,
            (kinds.SECTION_LIST, kinds.CHANGE_LIST, kinds.VERSION_LIST),
            Sections(city),
            Changes(city),
            Versions(city),
        ),
    )
    _add_batch(server, database, city)
    add_process(server, database, city)
    hinting = _hinting(context.settings.outgoing, profile.area.code)
    server.closing(hinting.close)
    add_adoption(context, database, city, hinting.changed)
    add_organisation(server, database, city)
    add_grants(server, database, city)
    add_evidence(server, database, city, hinting.changed)
    add_monitoring(server, database, city)
    server.closing(database.close)


def _add_batch(server: Server, database: Database[PlanningTx], city: Structure) -> None:
    codecs: dict[str, Codec[Any]] = {
        "section": kinds.SECTIONS.codec,
        "node": kinds.NODES.codec,
        "measure": kinds.MEASURES.codec,
    }
    batch = Batch(city, Tree(city), Sections(city))
    descriptor = plan_batch_service_pb2.DESCRIPTOR.services_by_name["PlanBatchService"]
    server.add(descriptor, PlanBatchServicer(database, codecs, batch))


def _hinting(own: Outgoing, area: str) -> Hinting:
    """Tells the region that the configuration names, or nobody."""
    channel = credentials(own.ca, own.certificate, own.key) if own.ca else None
    key, subject = own.issuer_key, f"area-{area}"
    sign = (lambda: assertion(key, subject, ("city",), own.region_code)) if key is not None else None
    return Hinting(area, own.region, channel, sign)
