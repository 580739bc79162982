"""Whether what a comment says can be meant: who signs it, and which parts and passages of the plan it speaks of."""

from collections.abc import Sequence

from komplan_consultation.ports.transaction import ConsultationTx
from komplan_core import names
from komplan_core.consultation import Author, Point, Round
from komplan_core.consultation.anchors import anchored
from komplan_core.consultation.drafts import Draft
from komplan_core.consultation.printed import Parts
from komplan_core.consultation.words import says_something
from komplan_core.errors import Invalid

MOST_DRAFTS = 20


class Content:
    """Checks against the draft that people comment on. Drafts never change, so what was read of one is kept."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Draft, Parts]] = {}

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
        """The points with the names of their parts and the hashes of the passages that they quote. Raises Invalid."""
        found = []
        for index, point in enumerate(points):
            here = f"{field}.{index}"
            part = self._part(tx, held, point.plan_part.strip(), f"{here}.plan_part")
            if part != point.plan_part:
                point = point.revised({"plan_part": part})
            if point.anchor is not None:
                block = tx.drafts.block(held.draft, point.anchor.block) if held.draft else None
                point = point.revised({"anchor": anchored(point.anchor, block, f"{here}.anchor.")})
            found.append(point)
        return found

    def _part(self, tx: ConsultationTx, held: Round, said: str, field: str) -> str:
        """The resource name of the part that is meant by its name, or by its number in the round's draft."""
        if not said:
            return ""
        if not (names.NODE.matches(said) or names.MEASURE.matches(said)):
            if not held.draft:
                raise Invalid.field(field, "NAME_FORMAT", "without a draft, name a node or a measure of the plan")
            return f"{held.plan_version}/{self._read(tx, held.draft)[1].find(said, field)}"
        plan = names.parent(held.plan_version)
        if not said.startswith(f"{plan}/"):
            raise Invalid.field(field, "REFERENCE_MISSING", f"people comment on `{plan}`: name a part of it")
        if held.draft and "/".join(said.split("/")[-2:]) not in self._read(tx, held.draft)[1]:
            raise Invalid.field(field, "REFERENCE_MISSING", "the draft has no such part: name one that it has")
        return said

    def _read(self, tx: ConsultationTx, name: str) -> tuple[Draft, Parts]:
        found = self._known.get(name)
        if found is None:
            if len(self._known) >= MOST_DRAFTS:
                self._known.clear()
            found = self._known[name] = (tx.drafts.get(name), Parts(tx.drafts.blocks(name)))
        return found


def check_authors(authors: Sequence[Author], field: str) -> None:
    """Raise Invalid for an author without a name beside one that has one."""
    for index, author in enumerate(authors):
        if not says_something(author.full_name):
            message = "name every author; leave out whom nobody named"
            raise Invalid.field(f"{field}.{index}.full_name", "REQUIRED", message)
