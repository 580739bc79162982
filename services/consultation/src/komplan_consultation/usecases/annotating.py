"""Notes of the office beside registered texts, which never change (I2)."""

from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_core import names
from komplan_core.consultation import Annotation, RoundState
from komplan_core.consultation.comments import MOST_NOTES, NOTE_LIMIT
from komplan_core.consultation.words import says_something
from komplan_core.errors import Invalid, Refused
from komplan_kit.caller import Caller
from komplan_kit.store import Written


class Annotating:
    """How the office notes that a registered text is to be read otherwise, or what it knows beside it."""

    def __init__(self, office: Office) -> None:
        self._office, self._rounds = office, office.profile.workflow("round")

    def annotate(self, tx: ConsultationTx, name: str, point: int, text: str, caller: Caller) -> Written:
        """Add a note; the book tells that there is one, not what it says. Raises Invalid, Refused, NotFound.

        The note is sealed with the comment's words and is erased with them.
        """
        if not says_something(text):
            raise Invalid.field("text", "REQUIRED", "write the note")
        if len(text) > NOTE_LIMIT:
            raise Invalid.field("text", "TEXT_TOO_LONG", f"a note has {NOTE_LIMIT} characters at most")
        comment = tx.comments.get(name)
        if point and point not in {held.number for held in comment.points}:
            raise Invalid.field("point", "REFERENCE_MISSING", f"the comment has no point {point}")
        parent = names.parent(name)
        if self._rounds.kernel(tx.rounds.get(parent).state) == RoundState.ARCHIVED:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{parent}` is archived: nothing is noted there any more")
        if len(comment.annotations) >= MOST_NOTES:
            raise Invalid.field("text", "TOO_MANY", f"a comment has {MOST_NOTES} notes at most")
        number = len(comment.annotations) + 1
        note = Annotation(
            number=number,
            point=point,
            text=text,
            noted_by=caller.subject,
            role=caller.role,
            noted_at=self._office.clock(),
        )
        label = f"{comment.number}/{point}" if point else None
        tx.log.append(parent, "comment.annotated", {"no": comment.number, "note": number, "point": label})
        return tx.comments.replace(comment.revised({"annotations": (*comment.annotations, note)}))
