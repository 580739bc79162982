"""An answer of a city as it comes in: in order, each change once, within limits, resumable where it says."""

from collections.abc import Mapping
from typing import Any, Final

from komplan.catalogue.v1 import export_service_pb2
from komplan.planning.v1 import plan_feed_service_pb2
from komplan_core import names
from komplan_core.directory import Feed
from komplan_core.errors import Refused

ANSWERS: Final[Mapping[Feed, Any]] = {
    Feed.PLANNING: plan_feed_service_pb2.StreamChangesResponse,
    Feed.CATALOGUE: export_service_pb2.StreamChangesResponse,
}
LARGEST_BYTES: Final = 32 << 20
MOST_RECORDS: Final = 100_000
_DIGEST_BYTES: Final = 32


class Received:
    """What one city said of one feed, part by part. Raises Refused as soon as it breaks the promise of a feed."""

    def __init__(self, feed: Feed, area: str, after: int, cursor: int) -> None:
        """`after` was asked for; `cursor` is what the region holds, from which a city may not go back."""
        self.feed, self.area, self.after = feed, area, after
        self.profile: Any = None
        self.cursor = after
        """Number up to which whoever has these changes holds everything."""
        self.newest = 0
        """Number of the last change; 0 where nothing changed."""
        self.records, self.digest = 0, b""
        self.ended = False
        self._known, self._size, self._count, self._head = cursor, 0, 0, -1
        self._parts: list[bytes] = []
        self._numbers: dict[str, int] = {}
        self._prefix = names.AREA.format(area=area) + "/"

    @property
    def whole(self) -> bool:
        """Whether everything was asked for: what is not in it is not published."""
        return self.after == 0

    def changes(self) -> dict[str, Any]:
        """The last change of each entry, by name. Read again: a country that waits to be checked is held encoded."""
        read = ANSWERS[self.feed].FromString
        return {change.name: change for part in self._parts for change in read(part).changes}

    def take(self, part: Any) -> None:
        """Take the next part."""
        if self.ended:
            raise Refused("FEED_DISORDERED", "a part came after the last one")
        if self._head < 0:
            self._begin(part)
        elif part.HasField("head"):
            raise Refused("FEED_DISORDERED", "a second head came")
        self._size += part.ByteSize()
        self._count += len(part.changes)
        if self._size > LARGEST_BYTES or self._count > MOST_RECORDS:
            limits = f"{LARGEST_BYTES >> 20} MiB or {MOST_RECORDS} records"
            raise Refused("SNAPSHOT_TOO_LARGE", f"the city sends more than {limits}")
        for change in part.changes:
            self._take(change)
        if part.changes:
            self._parts.append(part.SerializeToString())
        if part.after < self.cursor:
            raise Refused("FEED_DISORDERED", f"the bookmark went back from {self.cursor} to {part.after}")
        self.cursor = part.after
        if part.end:
            self._finish(part)

    def finished(self) -> "Received":
        """The whole answer. Raises Refused when its end did not come."""
        if not self.ended:
            raise Refused("SNAPSHOT_INVALID", "the city sent nothing" if self._head < 0 else "the last part is missing")
        return self

    def _begin(self, part: Any) -> None:
        if not part.HasField("head"):
            raise Refused("SNAPSHOT_INVALID", "the first part has no head")
        if part.head.name != self._prefix[:-1]:
            raise Refused("WRONG_IDENTITY", f"the answer is of another area than `{self._prefix[:-1]}`")
        self._head = part.head.journal_head
        if self._head < self._known:
            raise Refused("REVISION_WENT_BACK", f"the city's journal ends at {self._head}, before {self._known}")
        if self.feed is Feed.PLANNING and part.head.HasField("profile"):
            self.profile = type(part.head.profile)()
            self.profile.CopyFrom(part.head.profile)  # on its own: what it came in need not stay

    def _take(self, change: Any) -> None:
        name, number = change.name, change.number
        if number <= self.after or number < self.newest:
            message = f"number {number} came after {self.newest}, when asked for changes after {self.after}"
            raise Refused("FEED_DISORDERED", message)
        if not name.startswith(self._prefix):
            raise Refused("WRONG_IDENTITY", f"an entry does not belong to `{self._prefix[:-1]}`")
        if self._numbers.get(name) == number:
            raise Refused("FEED_DISORDERED", "an entry came twice")
        self.newest = self._numbers[name] = number

    def _finish(self, part: Any) -> None:
        if self.cursor < max(self.newest, self._head):
            raise Refused("FEED_DISORDERED", f"the last bookmark {self.cursor} lies before what came")
        if len(part.digest) != _DIGEST_BYTES or not 0 <= part.records <= MOST_RECORDS:
            raise Refused("SNAPSHOT_INVALID", "the last part has no digest of what is published")
        self.records, self.digest, self.ended = part.records, part.digest, True
        self._numbers = {}


def is_quarantine(reason: str) -> bool:
    """Whether the city answered, but with something that cannot be taken."""
    return reason in _QUARANTINE


_QUARANTINE: Final = frozenset(
    {
        "WRONG_IDENTITY",
        "REVISION_WENT_BACK",
        "FEED_DISORDERED",
        "COPY_DIFFERS",
        "SNAPSHOT_INVALID",
        "SNAPSHOT_TOO_LARGE",
        "MESSAGE_TOO_LARGE",
    }
)
