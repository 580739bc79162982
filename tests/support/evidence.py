"""Evidence of a running planning service with few words: each call is one line of a test."""

from collections.abc import Iterable
from typing import Any, Final

from komplan.planning.v1 import evidence_editor_service_pb2 as evidence_edit
from komplan.planning.v1 import evidence_pb2, need_pb2, needs_report_pb2, survey_pb2
from komplan.planning.v1 import evidence_service_pb2 as evidence_read
from komplan.planning.v1 import needs_report_editor_service_pb2 as reports_edit
from komplan.planning.v1 import needs_report_service_pb2 as reports_read
from komplan.planning.v1 import plan_editor_service_pb2 as plan_edit
from support.instance import Instance
from support.planning import EDITOR, on

MODULES: Final = (evidence_edit, evidence_read, reports_edit, reports_read, plan_edit)
KINDS: Final[dict[str, Any]] = {
    "surveys": survey_pb2.Survey,
    "swots": evidence_pb2.Swot,
    "series": evidence_pb2.Series,
    "benefits": evidence_pb2.Benefit,
    "mapped-subjects": evidence_pb2.MappedSubject,
    "needs": need_pb2.Need,
    "need-rounds": needs_report_pb2.NeedRound,
}
_FIELDS: Final = {"MappedSubject": "mapped_subject", "NeedRound": "need_round"}


class Desk:
    """What is known of a town's territory. What is written is written by an editor."""

    def __init__(self, instance: Instance, area: str) -> None:
        self.instance, self.area = instance, f"areas/{area}"

    def ask(self, method: str, roles: Iterable[str] = EDITOR, /, **values: Any) -> Any:
        """Call a method of evidence, reporting or the plan by its name."""
        module = next(module for module in MODULES if hasattr(module, f"{method}Request"))
        (service,) = module.DESCRIPTOR.services_by_name
        request = getattr(module, f"{method}Request")(**values)
        return self.instance.ask(f"{service}/{method}", request, roles)

    def create(self, kind: str, id_: str, /, **values: Any) -> Any:
        """Enter one of a kind, such as `benefits`."""
        message = KINDS[kind]
        field = _FIELDS.get(message.DESCRIPTOR.name, message.DESCRIPTOR.name.lower())
        given = {"parent": self.area, field: message(**values), f"{field}_id": id_}
        return self.ask(f"Create{message.DESCRIPTOR.name}", EDITOR, **given)

    def update(self, name: str, etag: str = "", /, **values: Any) -> Any:
        """Change the given fields of one."""
        message = KINDS[name.split("/")[-2]]
        field = _FIELDS.get(message.DESCRIPTOR.name, message.DESCRIPTOR.name.lower())
        given = {field: message(name=name, etag=etag, **values), "update_mask": {"paths": list(values)}}
        return self.ask(f"Update{message.DESCRIPTOR.name}", EDITOR, **given)

    def delete(self, name: str) -> Any:
        """Remove one."""
        return self.ask(f"Delete{KINDS[name.split('/')[-2]].DESCRIPTOR.name}", EDITOR, name=name)

    def need(self, id_: str, year: int = 2027, /, **values: Any) -> Any:
        """Record a need of seniors."""
        given = {"title": "Chybí pečovatelky", "target_groups": ["seniors"], "year": year, **values}
        return self.create("needs", id_, **given)

    def round(self, year: int = 2027, /, closes: str = "2020-03-31") -> str:
        """An open round of a year, whose last day is over unless another one is given; its name."""
        opens = on("2020-01-01")
        self.create("need-rounds", str(year), title=f"Potřeby {year}", year=year, opens=opens, closes=on(closes))
        name = f"{self.area}/need-rounds/{year}"
        self.ask("OpenNeedRound", EDITOR, name=name)
        return name

    def report(self, round_: str, municipality: str, /, **values: Any) -> Any:
        """Begin a report."""
        return self.ask("CreateNeedsReport", parent=round_, needs_report={"municipality": municipality, **values})

    def submitted(self, round_: str, municipality: str, *needs: str, **values: Any) -> Any:
        """A submitted report of these needs, of none where none is given."""
        said = {"needs": needs, "no_unmet_needs": not needs, "approved_by": "Rada města", **values}
        made = self.report(round_, municipality, **said)
        return self.ask("SubmitNeedsReport", EDITOR, name=made.name)

    def coverage(self, round_: str) -> Any:
        """Where everybody stands."""
        return self.ask("GetNeedCoverage", ("region",), name=round_)

    def states(self, round_: str) -> dict[str, str]:
        """Municipalities with their states, without those that are awaited."""
        return {item.municipality: item.state for item in self.coverage(round_).standings if item.state}
