"""What is erased, and what stays as proof."""

from komplan.type.v1 import personal_pb2
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_core import names
from komplan_kit.store import Written


class Privacy:
    """Erasure of what is known about people."""

    def erase_authors(self, tx: ConsultationTx, name: str) -> Written:
        """Erase who stands behind a comment, history included; number, points and counts remain."""
        comment = tx.comments.erase(name, personal_pb2.KEY_SCOPE_PERSON)
        tx.log.append(names.parent(name), "record.erased", {"no": comment.number, "what": "identity"})
        return tx.comments.replace(comment)
