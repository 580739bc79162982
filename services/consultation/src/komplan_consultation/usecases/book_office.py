"""Keeping the comment books: another key, another book after a key was lost."""

from komplan.consultation.v1 import book_office_service_pb2 as pb
from komplan.consultation.v1.book_pb2 import BookKey, Checkpoint
from komplan_consultation.ports.log import LogHead
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_core.book.notes import ED25519, VerifierKey
from komplan_core.consultation.forms import added
from komplan_kit.store import Written


class BookOffice:
    """What the administrator may do with the books."""

    def __init__(self, office: Office) -> None:
        self._rounds = office.profile.workflow("round")

    def rotate(self, tx: ConsultationTx) -> Written:
        """Sign every book with a new key from its next entry on. Raises Refused BOOK_READ_ONLY; then none has it."""
        newest = {head.round_name: head for head in tx.log.heads()}
        new = tx.log.new_key()
        keys = [_key(tx.log.rotate(head, new)) for head in newest.values()]
        reply = pb.RotateKeyResponse(keys=keys).SerializeToString()
        return Written("", "", reply, reply)

    def recover(self, tx: ConsultationTx, name: str) -> Written:
        """Go on in a new book of a round. Raises NotFound, Refused BOOK_NOT_OPEN, BOOK_SOUND."""
        found = tx.rounds.get(name)
        head = tx.log.current(name)
        round_id = tx.rounds.refer(name, "name")
        counts, forms = tx.book.counts(round_id), added(tx.forms.balances(name).values()).by_state
        carried = {
            "state": self._rounds.kernel(found.state),
            "comments": counts.comments,
            "refusals": sum(counts.refusals_by_reason.values()),
            "points": counts.points,
            "submissions": tx.book.submissions(round_id) or None,
            "forms": {state.value: number for state, number in forms.items() if number} or None,
        }
        new = tx.log.recover(head, carried)
        note = tx.log.note(new.origin, new.size)
        reply = Checkpoint(origin=new.origin, size=new.size, note=note).SerializeToString()
        return Written("", "", reply, reply)


def _key(head: LogHead) -> BookKey:
    verifier = VerifierKey(head.origin, ED25519, head.public_key)
    return BookKey(origin=head.origin, key=str(verifier), since=head.size, current=True)
