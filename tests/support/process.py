"""Leading a planning process with few words: each call is one line of a test."""

from collections.abc import Iterable
from typing import Any, Final

from komplan.planning.v1 import plan_editor_service_pb2 as plans
from komplan.planning.v1 import process_editor_service_pb2 as edit
from komplan.planning.v1 import process_service_pb2 as read
from komplan.planning.v1.paying_project_pb2 import PayingProject
from komplan.planning.v1.plan_pb2 import Cycle
from komplan.planning.v1.process_pb2 import CalendarEntry, Step
from support.instance import Instance
from support.planning import EDITOR, days, on

_KINDS: Final[dict[str, tuple[str, str, Any]]] = {
    "steps": ("Step", "step", Step),
    "entries": ("CalendarEntry", "calendar_entry", CalendarEntry),
    "projects": ("PayingProject", "paying_project", PayingProject),
}


class Leader:
    """The public surface of the process of one cycle, `c1` of the area unless another one is named."""

    def __init__(self, instance: Instance, area: str = "vzorov", cycle: str = "c1") -> None:
        self.instance, self.area, self.cycle = instance, f"areas/{area}", f"areas/{area}/cycles/{cycle}"

    def begin(self, period: Any = None, **values: Any) -> Any:
        """Create the cycle."""
        cycle = Cycle(period=period or days("2028-01-01", "2030-12-31"), **{"title": "Cyklus", **values})
        request = plans.CreateCycleRequest(parent=self.area, cycle=cycle, cycle_id=self.cycle.rsplit("/", 1)[-1])
        return self.instance.ask("PlanEditorService/CreateCycle", request, EDITOR)

    def set_distances(self, *distances: Any) -> Any:
        """Give the cycle days of its own."""
        cycle = Cycle(name=self.cycle, distances=distances)
        request = plans.UpdateCycleRequest(cycle=cycle, update_mask={"paths": ["distances"]})
        return self.instance.ask("PlanEditorService/UpdateCycle", request, EDITOR)

    def start(self, **values: Any) -> Any:
        """Start the process."""
        return self.ask(edit.StartProcessRequest(parent=self.cycle, **values)).steps

    def entry(self, id_: str, starts_on: str, ends_on: str = "", done_on: str = "", **values: Any) -> Any:
        """Enter something in the calendar."""
        given = {"title": id_, "kind": "event", "starts_on": on(starts_on), **values}
        entry = CalendarEntry(
            ends_on=on(ends_on) if ends_on else None, done_on=on(done_on) if done_on else None, **given
        )
        request = edit.CreateCalendarEntryRequest(parent=self.cycle, calendar_entry=entry, calendar_entry_id=id_)
        return self.ask(request)

    def project(self, id_: str, **values: Any) -> Any:
        """Create a project that pays."""
        project = PayingProject(**{"title": id_, "bearer": "Město", **values})
        request = edit.CreatePayingProjectRequest(parent=self.cycle, paying_project=project, paying_project_id=id_)
        return self.ask(request)

    def update(self, name: str, *mask: str, etag: str = "", **values: Any) -> Any:
        """Change the masked fields of a step, entry or project; `kind/id` is enough of a name."""
        title, field, message = _KINDS[name.split("/")[-2]]
        request = getattr(edit, f"Update{title}Request")(update_mask={"paths": mask})
        getattr(request, field).CopyFrom(message(name=self.name(name), etag=etag, **values))
        return self.ask(request)

    def step(self, verb: str, id_: str, **values: Any) -> Any:
        """Start, close, skip or reopen a step."""
        return self.ask(getattr(edit, f"{verb}StepRequest")(name=self.name(f"steps/{id_}"), **values))

    def move(self, id_: str, state: str) -> Any:
        """Move a project."""
        return self.ask(edit.MovePayingProjectRequest(name=self.name(f"projects/{id_}"), state=state))

    def delete(self, name: str, etag: str = "") -> None:
        """Delete a step, entry or project."""
        title, _, _ = _KINDS[name.split("/")[-2]]
        self.ask(getattr(edit, f"Delete{title}Request")(name=self.name(name), etag=etag))

    def plan_back(self, assembly: str = "", not_before: str = "2020-01-01", apply: bool = False, **values: Any) -> Any:
        """Plan the calendar back."""
        day = on(assembly) if assembly else None
        given = {"parent": self.cycle, "assembly_on": day, "not_before": on(not_before), "apply": apply, **values}
        return self.ask(edit.PlanBackRequest(**given))

    def status(self, day: str) -> Any:
        """Where the cycle stands on a day."""
        return self.read(read.GetProcessStatusRequest(name=self.cycle, day=on(day)))

    def totals(self, id_: str) -> Any:
        """What a project adds up to."""
        return self.read(read.GetProjectTotalsRequest(name=self.name(f"projects/{id_}")))

    def get(self, name: str, roles: Iterable[str] = EDITOR) -> Any:
        """Read a step, entry or project."""
        title, _, _ = _KINDS[name.split("/")[-2]]
        return self.read(getattr(read, f"Get{title}Request")(name=self.name(name)), roles)

    def calendar(self, roles: Iterable[str] = EDITOR, **filters: Any) -> dict[str, Any]:
        """The entries on one page, by id."""
        request = read.ListCalendarEntriesRequest(parent=self.cycle, page_size=500, **filters)
        return {item.name.rsplit("/", 1)[-1]: item for item in self.read(request, roles).calendar_entries}

    def name(self, name: str) -> str:
        """The whole name of `kind/id`."""
        return name if name.startswith("areas/") else f"{self.cycle}/{name}"

    def ask(self, request: Any, roles: Iterable[str] = EDITOR) -> Any:
        """Call the editing method that takes this request."""
        return self.instance.ask(f"ProcessEditorService/{_method(request)}", request, roles)

    def read(self, request: Any, roles: Iterable[str] = EDITOR) -> Any:
        """Call the reading method that takes this request."""
        return self.instance.ask(f"ProcessService/{_method(request)}", request, roles)


def _method(request: Any) -> str:
    return str(type(request).__name__.removesuffix("Request"))


def day_text(day: Any) -> str:
    """A day of the contract as `2027-01-31`."""
    return f"{day.year:04}-{day.month:02}-{day.day:02}"
