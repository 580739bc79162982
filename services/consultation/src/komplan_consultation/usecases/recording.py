"""The book of a plan: what planning publishes of its measures year by year, entered once and never changed."""

from komplan.consultation.v1.traceability_service_pb2 import RecordMonitoringResponse
from komplan_consultation.ports.results import Evaluated, Published
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_core import names
from komplan_core.errors import Invalid
from komplan_kit.store import Written


class Recording:
    """Entries on monitoring."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def check(self, plan: str) -> None:
        """Raise Invalid for what is no plan of this area."""
        if names.PLAN.parse(plan, "parent")["area"] != self._office.profile.area.code:
            raise Invalid.field("parent", "AREA_MISMATCH", f"name a plan under `{self._office.area}`")

    def plans(self, tx: ConsultationTx) -> list[str]:
        """The plans on which people commented here."""
        return sorted({names.parent(version) for version in tx.trace.consulted()})

    def is_due(self, tx: ConsultationTx, plan: str, published: Published) -> bool:
        """Whether planning published anything that does not stand in the plan's book."""
        told = [(seen.name, seen.sha256) for seen in published.observations]
        told += [(judged.name, judged.sha256) for judged in published.evaluations]
        return any(not tx.trace.is_entered(plan, name, sha256) for name, sha256 in told)

    def record(self, tx: ConsultationTx, plan: str, published: Published) -> Written:
        """Enter what is new or was published anew. What stands in the book as it is now is left out."""
        self.check(plan)
        made = RecordMonitoringResponse()
        if not tx.trace.is_begun(plan) and (published.observations or published.evaluations):
            tx.log.begin(plan)
        for seen in published.observations:
            fields = {"measure": seen.measure, "year": seen.year, "half": seen.half, "state": seen.state}
            made.statuses += self._enter(tx, plan, "measure.status", seen.name, seen.sha256, fields)
        for judged in published.evaluations:
            self._evaluation(tx, plan, judged, made)
        encoded = made.SerializeToString(deterministic=True)
        return Written(plan, "", encoded, encoded)

    def _evaluation(self, tx: ConsultationTx, plan: str, judged: Evaluated, made: RecordMonitoringResponse) -> None:
        for deviation in judged.deviations:
            fields = {"measure": deviation.measure, "kind": deviation.kind, "year": judged.year}
            made.deviations += self._enter(tx, plan, "measure.deviation", deviation.name, judged.sha256, fields)
        fields = {"year": judged.year, "measures": len(judged.measures)}
        made.evaluations += self._enter(tx, plan, "evaluation.published", judged.name, judged.sha256, fields)

    def _enter(
        self, tx: ConsultationTx, plan: str, kind: str, source: str, sha256: str, fields: dict[str, object]
    ) -> int:
        if tx.trace.is_entered(plan, source, sha256):
            return 0
        published = {"published": names.last_id(source), "sha256": f"sha256:{sha256}"}
        tx.trace.entered(plan, source, sha256, tx.log.append(plan, kind, {**fields, **published}))
        return 1
