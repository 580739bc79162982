"""What of the comment book is let out, and the book as everybody may read it."""

from collections.abc import Mapping

from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_core import names
from komplan_core.consultation import COMMENT_TEXT_LIMIT, Comment, Publication, Round
from komplan_core.errors import Invalid, NotFound, Refused
from komplan_kit.store import Written


class Publishing:
    """Moderation, and public reading."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._rounds = office.profile.workflow("round")

    def moderate(
        self, tx: ConsultationTx, name: str, wanted: str, reason: str, redacted: Mapping[int, str], etag: str
    ) -> Written:
        """Let a comment out, redacted or whole, or withhold it. Registration is not touched.

        `redacted` are the words to show by the number of the point.
        """
        comment = tx.comments.get(name)
        publication = _publication(wanted)
        if publication is not Publication.APPROVED and not reason.strip():
            raise Invalid.field("reason", "REQUIRED", "say why it is not shown as it is: everybody reads the reason")
        if (publication is Publication.REDACTED) != bool(redacted):
            raise Invalid.field("points", "REQUIRED", "name the points that are redacted, and only then")
        shown = _checked(comment, redacted)
        points = tuple(point.revised({"public_text": shown.get(point.number, "")}) for point in comment.points)
        why = "" if publication is Publication.APPROVED else reason
        changed = comment.revised({"publication": publication, "publication_reason": why, "points": points})
        again = publication is comment.publication
        if again and (publication is not Publication.REDACTED or changed == comment):
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{name}` is {publication} already")
        moved = {"no": comment.number, "from": comment.publication.value, "to": publication.value}
        tx.log.append(names.parent(name), "publication.moved", moved)
        return tx.comments.replace(changed, etag)

    def public(self, tx: ConsultationTx, name: str) -> tuple[Round, Comment]:
        """The comment of a public name with its round. Raises NotFound."""
        number = names.PUBLIC_COMMENT.parse(name)["number"]
        held = tx.rounds.get(names.parent(name))
        in_book = number.isdigit() and len(number) < 10 and number == str(int(number))
        found = tx.publishing.numbered(tx.rounds.refer(held.name, "name"), int(number)) if in_book else None
        if found is None:
            raise NotFound("NOT_FOUND", f"`{held.name}` has no comment {number}")
        return held, found

    def page(self, tx: ConsultationTx, parent: str, after: int, most: int) -> tuple[Round, list[Comment]]:
        """Comments behind a number, one more than a page holds where there are more."""
        held = tx.rounds.get(parent, "parent")
        round_id = tx.rounds.refer(parent, "parent")
        return held, tx.publishing.comments(round_id, after, tx.publishing.last_number(round_id), most + 1)

    def state(self, held: Round) -> str:
        """The fixed meaning of a round's state."""
        return self._rounds.kernel(held.state)


def _publication(wanted: str) -> Publication:
    if wanted not in (Publication.APPROVED, Publication.REDACTED, Publication.WITHHELD):
        raise Invalid.field("publication", "UNKNOWN_CODE", "say `approved`, `redacted` or `withheld`")
    return Publication(wanted)


def _checked(comment: Comment, redacted: Mapping[int, str]) -> Mapping[int, str]:
    known = {point.number for point in comment.points}
    for index, (number, text) in enumerate(redacted.items()):
        if number not in known:
            raise Invalid.field(f"points.{index}.number", "REFERENCE_MISSING", f"there is no point {number}")
        if not text.strip():
            raise Invalid.field(f"points.{index}.public_text", "REQUIRED", "write what is shown instead")
        if len(text) > COMMENT_TEXT_LIMIT:
            raise Invalid.field(f"points.{index}.public_text", "TEXT_TOO_LONG", "it is longer than a comment may be")
    return redacted
