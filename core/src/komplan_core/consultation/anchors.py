"""Where in a draft a point speaks of: checked when it is registered, found again in a later draft.

A place that was not found by its exact words is a suggestion with a confidence, which somebody confirms; nothing slides
silently when the draft is edited.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Annotated, Final

from pydantic import Field

from komplan_core.consultation.comments import Anchor, Sha256
from komplan_core.consultation.drafts import DraftBlock
from komplan_core.errors import Invalid
from komplan_core.record import Entity

CERTAIN: Final = 100
ELSEWHERE: Final = 90
"""The exact words, in another text than before."""
LOST: Final = 0
LEAST: Final = 50
"""Percent of likeness below which a place counts as lost."""
DISTINCT: Final = 20
"""Characters that a quote has at least to be looked for in other texts: a short one stands anywhere."""


class Place(Entity):
    """Where a point speaks of in a later draft than the one that it was written about."""

    point: str
    """Resource name of the point."""
    block: Annotated[str, Field(max_length=300)] = ""
    """Id of the text; empty where the passage is gone."""
    block_sha256: Sha256 = ""
    exact: Annotated[str, Field(max_length=5000)] = ""
    """The words as they stand there; empty for the whole text."""
    confidence: Annotated[int, Field(ge=0, le=100)]
    """How sure it was found, in percent: 100 by the exact words, 0 where it is lost."""
    confirmed_by: Annotated[str, Field(max_length=200)] = ""
    """Code of who confirmed or corrected it, never a name."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage in another draft."""

    block: str
    block_sha256: str
    exact: str
    confidence: int


NOWHERE: Final = Found("", "", "", LOST)


def anchored(anchor: Anchor, block: DraftBlock | None, prefix: str = "anchor.") -> Anchor:
    """The anchor with the hash of its text filled in. `block` is the draft's text of that id, if there is one.

    `prefix` is the path of the anchor in the request. Raises Invalid for a text that the draft does not have,
    another hash than it has, or words that do not stand in it.
    """
    if block is None:
        message = f"the draft has no text `{anchor.block[:100]}`: name one that it has"
        raise Invalid.field(f"{prefix}block", "REFERENCE_MISSING", message)
    if anchor.block_sha256 and anchor.block_sha256 != block.sha256:
        raise Invalid.field(f"{prefix}block_sha256", "DRAFT_UNKNOWN", "the text is of another draft than this round's")
    if not stands_in(anchor, block.text):
        raise Invalid.field(f"{prefix}exact", "QUOTE_MISSING", "these words do not stand in the text: copy them")
    return anchor.revised({"block_sha256": block.sha256, "confidence": CERTAIN, "confirmed_by": ""})


def stands_in(anchor: Anchor, text: str) -> bool:
    """Whether the quoted words stand in a text between the words that were given as before and after them."""
    return _nfc(f"{anchor.prefix}{anchor.exact}{anchor.suffix}") in _nfc(text)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def found_again(anchor: Anchor, before: str, later: Mapping[str, DraftBlock]) -> Found:
    """Where a passage stands in a later draft. `before` is the text it was quoted from, `later` all by their id."""
    same = later.get(anchor.block)
    if same is not None and same.sha256 == anchor.block_sha256:
        return Found(same.id, same.sha256, anchor.exact, CERTAIN)
    if not anchor.exact:
        return _whole(before, same)
    if same is not None and anchor.exact in same.text:
        return Found(same.id, same.sha256, anchor.exact, CERTAIN)
    if len(anchor.exact) >= DISTINCT:
        moved = [block for block in later.values() if anchor.exact in block.text]
        if len(moved) == 1:
            return Found(moved[0].id, moved[0].sha256, anchor.exact, ELSEWHERE)
    return _alike(anchor.exact, same)


def _whole(before: str, same: DraftBlock | None) -> Found:
    if same is None:
        return NOWHERE
    alike = round(100 * SequenceMatcher(None, before.split(), same.text.split(), autojunk=False).ratio())
    return Found(same.id, same.sha256, "", min(alike, CERTAIN - 1)) if alike >= LEAST else NOWHERE


def _alike(exact: str, same: DraftBlock | None) -> Found:
    """The stretch of a text that is most like the quote, by the words that they share in order."""
    if same is None:
        return NOWHERE
    wanted, words = exact.split(), same.text.split()
    best = SequenceMatcher(None, wanted, words, autojunk=False).find_longest_match()
    start = max(0, best.b - best.a)
    stretch = words[start : start + len(wanted)]
    alike = round(100 * SequenceMatcher(None, exact, " ".join(stretch), autojunk=False).ratio())
    if not best.size or alike < LEAST:
        return NOWHERE
    return Found(same.id, same.sha256, " ".join(stretch), min(alike, ELSEWHERE - 1))
