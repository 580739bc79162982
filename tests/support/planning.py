"""A running planning service with few words: each call is one line of a test."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

import pytest
from google.type.date_pb2 import Date
from sqlalchemy import text

from komplan.planning.v1 import plan_content_editor_service_pb2 as content_edit
from komplan.planning.v1 import plan_content_service_pb2 as content
from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan.planning.v1 import plan_service_pb2 as read
from komplan.planning.v1.member_pb2 import Member
from komplan.planning.v1.need_pb2 import Need
from komplan.planning.v1.plan_content_pb2 import PlanChange, PlanSection
from komplan.planning.v1.plan_pb2 import Cycle, Measure, Plan, PlanNode, PlanVersion
from komplan.type.v1.period_pb2 import Period
from komplan_core.errors import PlanError
from komplan_kit.engine import Store
from support import adopting
from support.instance import Instance

AREA: Final = "areas/vzorov"
PLAN: Final = f"{AREA}/plans/kp"
DRAFT: Final = f"{PLAN}/versions/navrh"
CITIZEN: Final[tuple[str, ...]] = ()
EDITOR: Final = ("editor",)
_KINDS: Final[dict[str, tuple[str, Any]]] = {
    "cycles": ("Cycle", Cycle),
    "plans": ("Plan", Plan),
    "versions": ("PlanVersion", PlanVersion),
    "nodes": ("PlanNode", PlanNode),
    "measures": ("Measure", Measure),
    "needs": ("Need", Need),
    "members": ("Member", Member),
    "sections": ("PlanSection", PlanSection),
    "changes": ("PlanChange", PlanChange),
}
_FIELDS: Final = {
    "PlanVersion": "plan_version",
    "PlanNode": "plan_node",
    "PlanSection": "plan_section",
    "PlanChange": "plan_change",
}
_READ: Final = {
    "Member": ("PlanEditorService", edit),
    "PlanSection": ("PlanContentService", content),
    "PlanChange": ("PlanContentService", content),
}


def _writing(message: str) -> Any:
    """The class of a request to write."""
    return getattr(content_edit, message, None) or getattr(edit, message)


def on(day: str) -> Date:
    """A day as the contract has it, from `2027-01-31`."""
    when = date.fromisoformat(day)
    return Date(year=when.year, month=when.month, day=when.day)


def days(start: str, end: str = "") -> Period:
    """Days from start to end; without an end they are open."""
    return Period(start=on(start), end=on(end) if end else None)


class Town:
    """The public surface of planning. What is written is written by an editor."""

    def __init__(self, instance: Instance, area: str = AREA) -> None:
        self.instance, self.area = instance, area

    def create(self, kind: str, id_: str, under: str = "", /, **values: Any) -> Any:
        """Create a `cycles`, `plans`, `versions`, `nodes`, `measures`, `sections`, `needs` or the like under an id."""
        return self.ask(self.creation(kind, id_, under, **values))

    def creation(self, kind: str, id_: str, under: str = "", /, request_id: str = "", **values: Any) -> Any:
        """The request of `create`."""
        title, message = _KINDS[kind]
        field = _FIELDS.get(title, title.lower())
        given = {"parent": under or self.area, field: message(**values), f"{field}_id": id_, "request_id": request_id}
        return _writing(f"Create{title}Request")(**given)

    def update(self, name: str, *mask: str, etag: str = "", request_id: str = "", **values: Any) -> Any:
        """Change the masked fields of what has this name; all fields where no mask is given."""
        title, message = _KINDS[name.split("/")[-2]]
        request = _writing(f"Update{title}Request")(update_mask={"paths": mask}, request_id=request_id)
        getattr(request, _FIELDS.get(title, title.lower())).CopyFrom(message(name=name, etag=etag, **values))
        return self.ask(request)

    def delete(self, name: str, etag: str = "", request_id: str = "") -> None:
        """Delete what has this name."""
        title, _ = _KINDS[name.split("/")[-2]]
        self.ask(_writing(f"Delete{title}Request")(name=name, etag=etag, request_id=request_id))

    def get(self, name: str, roles: Iterable[str] = EDITOR) -> Any:
        """Read what has this name."""
        title, _ = _KINDS[name.split("/")[-2]]
        service, module = _READ.get(title, ("PlanService", read))
        return self.instance.ask(f"{service}/Get{title}", getattr(module, f"Get{title}Request")(name=name), roles)

    def page(self, kind: str, parent: str = "", roles: Iterable[str] = EDITOR, **filters: Any) -> Any:
        """One page of a list."""
        title, _ = _KINDS[kind]
        service, module = _READ.get(title, ("PlanService", read))
        request = getattr(module, f"List{title}sRequest")(parent=parent or self.area, **filters)
        return self.instance.ask(f"{service}/List{title}s", request, roles)

    def ids(self, kind: str, parent: str = "", roles: Iterable[str] = EDITOR, **filters: Any) -> Any:
        """The ids on one page of a list."""
        page = self.page(kind, parent, roles, **filters)
        (_, found), *_ = [item for item in page.ListFields() if item[0].name != "next_page_token"] or [(None, ())]
        return [item.name.rsplit("/", 1)[-1] for item in found]

    def move(
        self,
        name: str,
        action: str,
        etag: str = "",
        roles: Iterable[str] = EDITOR,
        request_id: str = "",
    ) -> Any:
        """Take an action of the city's workflow on a version or a measure."""
        method = "MoveMeasure" if "/measures/" in name else "MovePlanVersion"
        request = getattr(edit, f"{method}Request")(name=name, action=action, etag=etag, request_id=request_id)
        return self.ask(request, roles)

    def adopt(self, name: str = DRAFT, body: str = "assembly", held_on: str = "2026-06-23", etag: str = "") -> Any:
        """Submit a final version, register the resolution that approves it, and adopt it."""
        return adopting.adopt(self._as_editor, name, body, held_on, etag)

    def complete(self, name: str = DRAFT) -> None:
        """Add to a draft what the law asks of a plan and is not there yet."""
        adopting.complete(self._as_editor, name)

    def begin(self, id_: str, changing: str = "navrh", based_on: str = "", plan: str = PLAN) -> Any:
        """Begin a version that changes the approved one, by a change record of the same id."""
        self.create("changes", id_, plan, what="Přibude služba", why="Nový poskytovatel", from_version=changing)
        return self.begin_from(plan, id_, based_on, change=id_)

    def begin_from(self, plan: str, id_: str, based_on: str = "", **values: Any) -> Any:
        """Begin a version, from another one if that is named."""
        version = PlanVersion(**{"title": "Změna", **values})
        given = {"parent": plan, "plan_version": version, "plan_version_id": id_, "based_on": based_on}
        return self.ask(edit.CreatePlanVersionRequest(**given))

    def erase(self, name: str, roles: Iterable[str] = ("admin",)) -> Any:
        """Erase a member's personal data."""
        return self.ask(edit.EraseMemberRequest(name=name), roles)

    def changes(self, after: int = 0, roles: Iterable[str] = ("region",), **asked: Any) -> Any:
        """All parts of what changed in what is published after a number."""
        request = feed.StreamChangesRequest(parent=self.area, after=after, **asked)
        return self.instance.stream("PlanFeedService/StreamChanges", request, roles)

    def shown(self) -> dict[str, Any]:
        """All that is published, by name."""
        changes = [change for part in self.changes() for change in part.changes if not change.deleted]
        return {change.name: getattr(change, change.WhichOneof("entry")) for change in changes}

    def ask(self, request: Any, roles: Iterable[str] = EDITOR) -> Any:
        """Call the editing method that takes this request."""
        method = type(request).__name__.removesuffix("Request")
        service = "PlanContentEditorService" if hasattr(content_edit, type(request).__name__) else "PlanEditorService"
        return self.instance.ask(f"{service}/{method}", request, roles)

    def _as_editor(self, method: str, request: Any) -> Any:
        return self.instance.ask(method, request, EDITOR)

    def journal(self) -> list[tuple[str, bytes, bool, str]]:
        """Name, message, whether deleted, and role of every journal entry, oldest first."""
        with Store(self.instance.databases["planning"]).engine.connect() as connection:
            rows = connection.execute(text("SELECT name, encoded, deleted, role FROM journal ORDER BY seq"))
            return [(row[0], bytes(row[1]), bool(row[2]), row[3]) for row in rows]

    def revision(self) -> int:
        """The journal's last number."""
        return len(self.journal())

    def draft(self, municipalities: Iterable[str] = ()) -> None:
        """A plan of 2027–2029 and its draft: a priority `p1` (1), its goal `g1` (1.1), and a priority `p2` (2)."""
        self.create("cycles", "c1", title="Třetí cyklus", period=days("2027-01-01", "2029-12-31"))
        period = days("2027-01-01", "2029-12-31")
        self.create("plans", "kp", title="Komunitní plán", cycle="c1", period=period, municipalities=municipalities)
        self.create("versions", "navrh", PLAN, title="Návrh")
        self.node("p1", title="Senioři doma", working_group="seniors")
        self.node("g1", level="goal", parent="p1", title="Terénní služby")
        self.node("p2", position=2, title="Rodiny")

    def node(self, id_: str, parent: str = "", level: str = "priority", position: int = 1, **values: Any) -> Any:
        """Create a node of the draft."""
        given = {"level": level, "parent": parent, "position": position, "title": "Uzel", **values}
        return self.create("nodes", id_, DRAFT, **given)

    def measure(self, id_: str = "m1", node: str = "g1", position: int = 1, **values: Any) -> Any:
        """Create a measure of the draft."""
        return self.create("measures", id_, DRAFT, node=node, position=position, **{"title": "Opatření", **values})

    def publish(self) -> Any:
        """Publish the draft for comments."""
        return self.move(DRAFT, "publish")

    def adopted(self) -> Any:
        """Take the draft all the way to adoption; what a plan must hold and it lacks is added."""
        self.complete()
        self.publish()
        self.move(DRAFT, "finish")
        return self.adopt()


def told(call: Callable[[], object]) -> tuple[str, str, str]:
    """What comes back for a call that is not carried out: class, reason, and the field if one is named."""
    with pytest.raises(PlanError) as caught:
        call()
    error = caught.value
    return type(error).__name__, error.reason, error.violations[0].field if error.violations else ""
