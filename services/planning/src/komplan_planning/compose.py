"""Builds the planning service; the only place that constructs."""

from komplan.planning.v1 import plan_editor_service_pb2, plan_feed_service_pb2, plan_service_pb2, profile_pb2
from komplan_core.profile import Profile
from komplan_kit.clock import random_id
from komplan_kit.codec import Codec
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.schema import upgrade
from komplan_kit.serving import Context
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.repositories import METADATA, kinds
from komplan_planning.repositories.transaction import PlanningStore
from komplan_planning.servicer.editing import PlanEditorServicer
from komplan_planning.servicer.feed import PlanFeedServicer
from komplan_planning.servicer.reading import Kept, PlanServicer
from komplan_planning.usecases.cycles import Cycles
from komplan_planning.usecases.evidence import Members, Needs
from komplan_planning.usecases.structure import Structure
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
    database: Database[PlanningTx] = Database(store, METADATA, PlanningStore, context.keys())
    city = Structure(profile, behaviour, random_id)
    encoded = Codec(profile_pb2.Profile, Profile).encode(profile)
    editor = PlanEditorServicer(database, KEPT, Cycles(city), Versions(city), Tree(city), Needs(city), Members(city))
    server = context.server
    server.add(plan_service_pb2.DESCRIPTOR.services_by_name["PlanService"], PlanServicer(database, KEPT, encoded))
    server.add(plan_editor_service_pb2.DESCRIPTOR.services_by_name["PlanEditorService"], editor)
    server.add(
        plan_feed_service_pb2.DESCRIPTOR.services_by_name["PlanFeedService"], PlanFeedServicer(database, encoded)
    )
    server.closing(database.close)
