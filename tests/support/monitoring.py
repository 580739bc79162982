"""A running town that carries its plan out, with few words: each call is one line of a test."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import update

from komplan.planning.v1 import action_plan_pb2, evaluation_pb2, observation_pb2, plan_project_pb2
from komplan.planning.v1 import as_known_service_pb2 as known
from komplan.planning.v1 import monitoring_editor_service_pb2 as edit
from komplan.planning.v1 import monitoring_service_pb2 as read
from komplan.planning.v1 import plan_project_service_pb2 as projects
from komplan.planning.v1.plan_pb2 import FinancingLine, Indicator, YearlyTarget
from komplan.planning.v1.process_pb2 import EntryEvidence
from komplan_kit.engine import Store
from komplan_kit.history import end_of
from komplan_planning.rows.tables import JournalRow
from support import adopting
from support.planning import DRAFT, PLAN, Town, days, on

M1, M2 = f"{DRAFT}/measures/m1", f"{DRAFT}/measures/m2"
PROOF: Final = EntryEvidence(document="Zpráva o činnosti")
CITIZEN: Final[tuple[str, ...]] = ()
EDITOR: Final = ("editor",)
HOURS: Final = Indicator(
    code="hours",
    title="Hodiny přímé péče",
    unit="hodiny",
    direction="up",
    baseline="100",
    target="200",
    source="výkaz",
    owner="odbor",
    yearly_targets=[YearlyTarget(year=2027, target="120")],
)
_KINDS: Final = {
    "ActionPlan": (action_plan_pb2.ActionPlan, edit),
    "Observation": (observation_pb2.Observation, edit),
    "Deviation": (observation_pb2.Deviation, edit),
    "Evaluation": (evaluation_pb2.Evaluation, edit),
    "PlanProject": (plan_project_pb2.PlanProject, projects),
}
_FIELDS: Final = {"ActionPlan": "action_plan", "PlanProject": "plan_project"}
_SERVICES: Final = {
    edit: "MonitoringEditorService",
    read: "MonitoringService",
    projects: "PlanProjectService",
    known: "AsKnownService",
}


class Watch:
    """The public surface of monitoring, over the plan of `Town.draft` with two measures in its adopted version."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def carried_out(self) -> "Watch":
        """Adopt the draft with `m1` (money and an indicator with its target) and `m2` (neither)."""
        lines = [
            FinancingLine(year=2027, source="municipality", planned=100_00, secured=60_00),
            FinancingLine(year=2027, source="state-via-region", planned=300_00),
            FinancingLine(year=2028, source="state-via-region", planned=310_00),
            FinancingLine(year=2029, source="state-via-region", planned=320_00),
        ]
        self.town.measure("m1", financing=lines, indicators=[HOURS], responsible="Odbor")
        self.town.measure("m2", "p2", responsible="Odbor")
        self.town.adopted()
        return self

    def create(self, kind: str, id_: str = "", /, roles: Iterable[str] = EDITOR, **values: Any) -> Any:
        """Create an `ActionPlan`, `Observation`, `Deviation`, `Evaluation` or `PlanProject`."""
        message, module = _KINDS[kind]
        field = _FIELDS.get(kind, kind.lower())
        given = {"parent": PLAN, field: message(**values), f"{field}_id": id_}
        return self.ask(getattr(module, f"Create{kind}Request")(**given), roles)

    def update(self, kind: str, name: str, *mask: str, etag: str = "", **values: Any) -> Any:
        """Change the masked fields."""
        message, module = _KINDS[kind]
        request = getattr(module, f"Update{kind}Request")(update_mask={"paths": mask})
        getattr(request, _FIELDS.get(kind, kind.lower())).CopyFrom(message(name=name, etag=etag, **values))
        return self.ask(request)

    def delete(self, kind: str, name: str) -> None:
        """Delete it."""
        self.ask(getattr(_KINDS[kind][1], f"Delete{kind}Request")(name=name))

    def action_plan(self, id_: str = "2027", year: int = 2027, **values: Any) -> Any:
        """Begin an action plan of both measures."""
        entries = [action_plan_pb2.ActionEntry(measure=name, todo="Pokračovat") for name in (M1, M2)]
        return self.create("ActionPlan", id_, **{"title": "Akční plán", "year": year, "entries": entries, **values})

    def observe(self, id_: str = "", /, **values: Any) -> Any:
        """Enter that `m1` is running in 2027."""
        given = {"measure": M1, "year": 2027, "state": "running", "evidence": [PROOF], **values}
        return self.create("Observation", id_, **given)

    def step(self, name: str, action: str, etag: str = "", **values: Any) -> Any:
        """Take a record a step further: `submit`, `review`, `accept`, `publish` or `return`."""
        needed = {"review": {"working_group": "seniors"}, "accept": {"body": "steering-group"}}.get(action, {})
        request = getattr(edit, f"{action.title()}ObservationRequest")
        return self.ask(request(name=name, etag=etag, **{**needed, **values}))

    def accepted(self, id_: str, /, **values: Any) -> str:
        """Enter a record and have it accepted; its name."""
        name = str(self.observe(id_, **values).name)
        for action in ("submit", "review", "accept"):
            self.step(name, action)
        return name

    def published(self, id_: str, /, **values: Any) -> str:
        """Enter a record and have it published; its name."""
        name = self.accepted(id_, **values)
        self.step(name, "publish")
        return name

    def shown(self, roles: Iterable[str] = CITIZEN) -> list[Any]:
        """All that is published of measures."""
        page = self.ask(read.ListPublishedObservationsRequest(parent=PLAN), roles)
        return list(page.published_observations)

    def resolution(self, subject: str, result: str = "approved") -> str:
        """Register a resolution on something; its name."""

        def ask(method: str, request: Any) -> Any:
            return self.town.instance.ask(method, request, EDITOR)

        return str(adopting.resolve(ask, subject, held_on="2026-09-15", result=result).name)

    def approve(self, kind: str, name: str, result: str = "approved", by: str = "") -> Any:
        """Approve an `ActionPlan` or `Evaluation` by a resolution on it."""
        request = getattr(edit, f"Approve{kind}Request")
        return self.ask(request(name=name, resolution=by or self.resolution(name, result)))

    def project(self, id_: str = "dil", provider: str = "", **values: Any) -> str:
        """Enter a project that supports `m1` in 2027; its name."""
        given = {
            "title": "Terénní péče",
            "organisation": "Charita Vzorov",
            "ico": "00025593",
            "measures": [M1],
            "period": days("2027-01-01", "2027-12-31"),
            "provider": provider,
            **values,
        }
        return str(self.create("PlanProject", id_, **given).name)

    def revise(self, project: str, half: int = 1, roles: Iterable[str] = EDITOR, etag: str = "", **values: Any) -> Any:
        """Hand in the revision of a half of 2027."""
        given = {"year": 2027, "half": half, "state": "running", "text": "Služba běží", "etag": etag, **values}
        revision = plan_project_pb2.ProjectRevision(**given)
        return self.ask(projects.SubmitProjectRevisionRequest(parent=project, project_revision=revision), roles)

    def evaluate(self, year: int = 2027, roles: Iterable[str] = CITIZEN) -> Any:
        """What is computed now of a year, or of the whole plan for 0."""
        return self.ask(read.PreviewEvaluationRequest(name=PLAN, year=year), roles)

    def as_known(self, name: str, day: str, roles: Iterable[str] = EDITOR) -> Any:
        """What a resource was at the end of a day."""
        return self.ask(known.GetAsKnownRequest(name=name, day=on(day)), roles)

    def measures_as_known(self, day: str, roles: Iterable[str] = EDITOR, page_size: int = 0) -> list[Any]:
        """All measures of the version at the end of a day, page by page."""
        request = known.ListMeasuresAsKnownRequest(parent=DRAFT, day=on(day), page_size=page_size)
        found: list[Any] = []
        while True:
            page = self.ask(request, roles)
            found += page.measures
            if not page.next_page_token:
                return found
            request.page_token = page.next_page_token

    def ask(self, request: Any, roles: Iterable[str] = EDITOR) -> Any:
        """Call the method that takes this request."""
        title = type(request).__name__
        module = next(module for module in _SERVICES if hasattr(module, title))
        return self.town.instance.ask(f"{_SERVICES[module]}/{title.removesuffix('Request')}", request, roles)

    def happened_on(self, day: str, since: int) -> int:
        """Let all that was written after a journal number have been written late on a day; the newest number."""
        newest = self.town.revision()
        moment = end_of(date.fromisoformat(day)) - timedelta(minutes=1)
        with Store(self.town.instance.databases["planning"]).engine.begin() as connection:
            written = update(JournalRow).where(JournalRow.seq > since, JournalRow.seq <= newest)
            connection.execute(written.values(at=moment))
        return newest
