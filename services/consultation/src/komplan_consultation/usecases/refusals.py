"""What becomes of refused submissions: their content is purged when its day has come."""

from datetime import date
from typing import Final

from komplan.type.v1 import personal_pb2
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_core import names
from komplan_core.consultation.submissions import Difference
from komplan_kit.store import Written

MOST_AT_ONCE: Final = 500


class Refusals:
    """The register of refusals."""

    def due(self, tx: ConsultationTx, day: date) -> list[str]:
        """Names of refusals whose content is to be purged on this day."""
        return tx.intake.to_purge(day, MOST_AT_ONCE)

    def purge(self, tx: ConsultationTx, name: str) -> Written:
        """Purge the content of a refusal, and of the submission that it refused, history included."""
        refusal = tx.refusals.erase(name, personal_pb2.KEY_SCOPE_RECORD)
        if refusal.purged:
            return tx.refusals.unchanged(name)
        if refusal.submission:
            for scope in (personal_pb2.KEY_SCOPE_PERSON, personal_pb2.KEY_SCOPE_RECORD):
                found = tx.submissions.erase(refusal.submission, scope)
            kept = tuple(Difference(field=item.field) for item in found.differences)
            tx.submissions.replace(found.revised({"registry_ref": "", "reading": None, "differences": kept}))
            tx.files.drop(refusal.submission)
        tx.log.append(names.parent(name), "record.erased", {"refusal": refusal.number, "ground": "retention"})
        return tx.refusals.replace(refusal.revised({"content": "", "purged": True}))
