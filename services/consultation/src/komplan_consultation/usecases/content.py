"""Whether what a comment says can be meant: who signs it, and which parts and passages of the plan it speaks of."""

from collections.abc import Sequence

from komplan_consultation.ports.transaction import ConsultationTx
from komplan_core import names
from komplan_core.consultation import Author, Point, Round
from komplan_core.consultation.anchors import anchored
from komplan_core.consultation.drafts import Draft
from komplan_core.consultation.words import says_something
from komplan_core.errors import Invalid

MOST_DRAFTS = 20


class Content:
    """Checks against the draft that people comment on. Drafts never change, so what was read of one is kept."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Draft, frozenset[str]]] = {}

    def draft(self, tx: ConsultationTx, held: Round, code: str, field: str) -> str:
        """Hash of the round's draft, or empty. Raises Invalid DRAFT_UNKNOWN for a code that is not its."""
        if not held.draft:
            if code:
                raise Invalid.field(field, "DRAFT_UNKNOWN", "the round has no draft with a code")
            return ""
        draft, _ = self._read(tx, held.draft)
        if code and code.casefold() != draft.code:
            message = f"the draft of this round has the code {draft.code}: look at the page or form again"
            raise Invalid.field(field, "DRAFT_UNKNOWN", message)
        return draft.sha256

    def checked(self, tx: ConsultationTx, held: Round, points: Sequence[Point], field: str) -> list[Point]:
        """The points with the hashes of the passages that they quote. Raises Invalid."""
        found = []
        for index, point in enumerate(points):
            here = f"{field}.{index}"
            self._check_part(tx, held, point.plan_part, f"{here}.plan_part")
            if point.anchor is not None:
                block = tx.drafts.block(held.draft, point.anchor.block) if held.draft else None
                point = point.revised({"anchor": anchored(point.anchor, block, f"{here}.anchor.")})
            found.append(point)
        return found

    def _check_part(self, tx: ConsultationTx, held: Round, part: str, field: str) -> None:
        if not part:
            return
        if not (names.NODE.matches(part) or names.MEASURE.matches(part)):
            raise Invalid.field(field, "NAME_FORMAT", "name a node or a measure of the plan")
        plan = names.parent(held.plan_version)
        if not part.startswith(f"{plan}/"):
            raise Invalid.field(field, "REFERENCE_MISSING", f"people comment on `{plan}`: name a part of it")
        if held.draft:
            _, parts = self._read(tx, held.draft)
            if "/".join(part.split("/")[-2:]) not in parts:
                raise Invalid.field(field, "REFERENCE_MISSING", "the draft has no such part: name one that it has")

    def _read(self, tx: ConsultationTx, name: str) -> tuple[Draft, frozenset[str]]:
        found = self._known.get(name)
        if found is None:
            ids = (block.id.split("/") for block in tx.drafts.blocks(name))
            parts = frozenset("/".join(id_[:2]) for id_ in ids if len(id_) > 1)
            if len(self._known) >= MOST_DRAFTS:
                self._known.clear()
            found = self._known[name] = (tx.drafts.get(name), parts)
        return found


def check_authors(authors: Sequence[Author], field: str) -> None:
    """Raise Invalid for an author without a name beside one that has one."""
    for index, author in enumerate(authors):
        if not says_something(author.full_name):
            message = "name every author; leave out whom nobody named"
            raise Invalid.field(f"{field}.{index}.full_name", "REQUIRED", message)
