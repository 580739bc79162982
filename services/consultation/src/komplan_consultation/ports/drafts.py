"""What the use cases need of drafts and their texts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from komplan_core.consultation.anchors import Place
from komplan_core.consultation.comments import Anchor
from komplan_core.consultation.drafts import Draft, DraftBlock
from komplan_kit.store import Written


@dataclass(frozen=True, slots=True)
class AnchoredPoint:
    """A point that speaks of a passage: its resource name, its number such as `17-1`, and the passage."""

    name: str
    number: str
    anchor: Anchor


class DraftsTx(Protocol):
    """The drafts of rounds. Their names are resource names, such as `Round.draft`."""

    def get(self, name: str) -> Draft:
        """One draft. Raises NotFound."""
        ...

    def publish(self, draft: Draft, blocks: Iterable[DraftBlock]) -> Written:
        """Store a draft with its texts."""
        ...

    def of_kind(self, round_name: str, kind: str) -> int:
        """How many drafts of a kind a round has."""
        ...

    def blocks(self, name: str) -> list[DraftBlock]:
        """All texts of a draft in the order of printing; none for a draft that there is not."""
        ...

    def block(self, name: str, block: str) -> DraftBlock | None:
        """One text of a draft, or None."""
        ...

    def page(self, name: str, after: int, most: int) -> list[tuple[int, DraftBlock]]:
        """Texts of a draft behind a row id, in the order of printing, with their row ids."""
        ...

    def anchors(self, round_name: str) -> Iterator[AnchoredPoint]:
        """The points of a round that speak of a passage, in the order of their numbers."""
        ...

    def places(self, name: str) -> dict[str, Place]:
        """Where points speak of in a draft, as far as it is known, by the resource name of the point."""
        ...

    def put(self, place: Place) -> None:
        """Store where a point speaks of in a draft, new or anew."""
        ...

    def place(self, name: str) -> Place:
        """One place. Raises NotFound."""
        ...

    def confirm(self, place: Place, etag: str) -> Written:
        """Replace a place. Raises Stale."""
        ...
