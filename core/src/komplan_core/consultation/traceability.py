"""Every change of the plan's text has a reason, and every accepted point changed it (act 108/2006 Sb., § 94).

Blocks of the draft and of the final text are joined by their stable ids, what is left of them by equal text. Two gaps
are possible and both keep a plan from being submitted: a difference for which nobody gave a reason, and an accepted
point for which nothing changed.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, Any, Final

from pydantic import Field

from komplan_core.consultation.comments import Sha256
from komplan_core.errors import violated
from komplan_core.record import Entity, Record
from komplan_core.values import Text

BlockId = Annotated[str, Field(max_length=300)]
MOST_POINTS: Final = 500
"""Points for which one block changed."""


class Change(StrEnum):
    """What became of a text block between the draft and the final text."""

    ADD = "add"
    EDIT = "edit"
    DELETE = "delete"
    MOVE = "move"


class Reason(StrEnum):
    """Why a text block changed."""

    SETTLEMENT = "settlement"
    EDITORIAL = "editorial"
    ASSEMBLY = "assembly"
    LAW = "law"
    DATA_UPDATE = "data-update"


@dataclass(frozen=True, slots=True)
class Passage:
    """A text block as the comparison sees it; passages come in the order of the text."""

    id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One block that is not the same in the draft and in the final text."""

    change: Change
    from_block: str
    """Id in the draft; empty for what was added."""
    to_block: str
    """Id in the final text; empty for what was deleted."""
    from_sha256: str = ""
    to_sha256: str = ""

    @property
    def block(self) -> str:
        """The id by which people name it: that in the final text, where it is there."""
        return self.to_block or self.from_block

    @property
    def sha256(self) -> str:
        """Hash by which the difference is known again. A later change of the text is another difference."""
        parts = (self.change.value, self.from_block, self.from_sha256, self.to_block, self.to_sha256)
        return sha256(b"komplan/difference/v1\n" + "\n".join(parts).encode()).hexdigest()


class Incorporation(Entity):
    """Why a text block changed: the points that were settled so, or another reason in words."""

    from_block: BlockId = ""
    to_block: BlockId = ""
    change: Change
    from_sha256: Sha256 = ""
    to_sha256: Sha256 = ""
    diff_sha256: Sha256
    """Hash of the difference; the reason holds for this one only."""
    heading: Annotated[str, Field(max_length=1000)] = ""
    """Heading of the block, as it was when the reason was given."""
    reason: Reason
    points: Annotated[tuple[str, ...], Field(max_length=MOST_POINTS)] = ()
    """Resource names of the points that were settled so."""
    words: Text = ""
    """The reason in words; compulsory where it is not a settlement."""
    clerk: Annotated[str, Field(max_length=200)] = ""
    """Code of who entered it, never a name."""
    labels: Annotated[tuple[str, ...], Field(max_length=MOST_POINTS)] = ()
    """The points as people name them, such as `17/2`, in the same order."""

    @property
    def block(self) -> str:
        """The id by which people name the block."""
        return self.to_block or self.from_block

    def holds(self, accepted: Container[str]) -> bool:
        """Whether it explains a change: of its points one at least is among the accepted ones still."""
        return self.reason is not Reason.SETTLEMENT or any(point in accepted for point in self.points)

    def model_post_init(self, context: Any, /) -> None:
        settled = self.reason is Reason.SETTLEMENT
        if settled and not self.points:
            violated("REQUIRED", "name the points that were settled so", "points")
        if not settled and self.points:
            violated("INVALID_VALUE", "points stand where the reason is their settlement only", "points")
        if not settled and not self.words.strip():
            violated("REQUIRED", "say in words why the text changed", "words")
        if len(set(self.points)) != len(self.points):
            violated("DUPLICATE_CODE", "a point stands here once", "points")


class Gaps(Record):
    """What keeps a plan from being submitted, on both sides."""

    unchanged: tuple[str, ...] = ()
    """Accepted points for which no existing difference has their settlement as its reason."""
    unexplained: tuple[str, ...] = ()
    """Hashes of differences without a reason."""
    outdated: tuple[str, ...] = ()
    """Names of incorporations whose difference is there no more, or none of whose points is accepted any more; they
    explain nothing and hinder nothing."""

    @property
    def closed(self) -> bool:
        """Whether neither side has a gap."""
        return not self.unchanged and not self.unexplained


def differences(draft: Sequence[Passage], final: Sequence[Passage]) -> list[Difference]:
    """What differs between two texts, in the order of the final one, what was deleted at the end."""
    before, after = {item.id: item for item in draft}, {item.id: item for item in final}
    moved = _moved(draft, final)
    came = _renamed([p for p in draft if p.id not in after], [p for p in final if p.id not in before])
    gone = {source.id for source in came.values()}
    found = []
    for item in final:
        old = before.get(item.id)
        if old is None:
            source = came.get(item.id)
            found.append(
                Difference(Change.ADD, "", item.id, "", item.sha256)
                if source is None
                else Difference(Change.MOVE, source.id, item.id, source.sha256, item.sha256)
            )
        elif old.sha256 != item.sha256:
            found.append(Difference(Change.EDIT, item.id, item.id, old.sha256, item.sha256))
        elif item.id in moved:
            found.append(Difference(Change.MOVE, item.id, item.id, old.sha256, item.sha256))
    deleted = (p for p in draft if p.id not in after and p.id not in gone)
    return [*found, *(Difference(Change.DELETE, p.id, "", p.sha256, "") for p in deleted)]


def gaps(found: Iterable[Difference], reasons: Iterable[Incorporation], accepted: Iterable[str]) -> Gaps:
    """What is missing. `accepted` are the points whose settlement promises a change of the text."""
    there, promised = {item.sha256: item for item in found}, tuple(accepted)
    still = set(promised)
    explained, changed, outdated = set[str](), set[str](), []
    for reason in reasons:
        if reason.diff_sha256 not in there or not reason.holds(still):
            outdated.append(reason.name)
            continue
        explained.add(reason.diff_sha256)
        changed.update(reason.points)
    return Gaps(
        unchanged=tuple(point for point in promised if point not in changed),
        unexplained=tuple(diff for diff in there if diff not in explained),
        outdated=tuple(outdated),
    )


def _renamed(gone: Iterable[Passage], new: Iterable[Passage]) -> Mapping[str, Passage]:
    """By the id of a new block, the block of equal text that is gone: each is taken once, in order."""
    by_text: dict[str, list[Passage]] = defaultdict(list)
    for item in gone:
        by_text[item.sha256].append(item)
    return {item.id: by_text[item.sha256].pop(0) for item in new if by_text.get(item.sha256)}


def _moved(draft: Sequence[Passage], final: Sequence[Passage]) -> set[str]:
    """Blocks of both texts that stand in another order than before among those that stayed."""
    place = {item.id: index for index, item in enumerate(draft)}
    ids = [item.id for item in final if item.id in place]
    kept = set(_longest_rising([place[id_] for id_ in ids]))
    return {id_ for id_ in ids if place[id_] not in kept}


def _longest_rising(numbers: Sequence[int]) -> Iterator[int]:
    """The longest rising subsequence, from its end: what stays where it is when as little as possible is moved."""
    tails: list[int] = []
    positions: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(positions[at - 1] if at else -1)
        if at == len(tails):
            tails.append(number)
            positions.append(index)
        else:
            tails[at], positions[at] = number, index
    index = positions[-1] if positions else -1
    while index >= 0:
        yield numbers[index]
        index = before[index]
