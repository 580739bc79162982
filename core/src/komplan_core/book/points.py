"""Comments and their points as the book tells them: numbers without holes, moves, one settlement for each point."""

import re
from typing import Any, Final

from komplan_core.book.entries import Entry
from komplan_core.book.errors import BookError
from komplan_core.book.states import OUT, POINT, SETTLED

_LABEL: Final = re.compile("[1-9][0-9]{0,8}/[1-9][0-9]{0,8}")


class Points:
    """State of all points of a round."""

    def __init__(self) -> None:
        self.comments = 0
        """Number of the last comment."""
        self.adopted = 0
        """Last comment that an earlier book registered (see `log.recovered`): its points show up with their moves."""
        self.adopted_points: int | None = 0
        """How many points those comments have; None where the book does not tell."""
        self.split: dict[int, int] = {}
        """How many points a comment has."""
        self.states: dict[str, str] = {}
        self.settlements: dict[str, Entry] = {}
        """The decided settlement in force, by point."""
        self.groups: dict[str, frozenset[str]] = {}
        self._before: dict[str, str] = {}
        self._proposed: dict[str, int] = {}
        self._decided: dict[str, int] = {}

    def register(self, no: Any, points: Any) -> None:
        """The next comment. Raises BookError NUMBER_MISSING, NUMBER_REPEATED."""
        count(no, "no")
        if no <= self.comments:
            raise BookError("NUMBER_REPEATED", f"comment {no} is registered a second time")
        if no != self.comments + 1:
            raise BookError("NUMBER_MISSING", f"after comment {self.comments} comes {no}: a number is missing")
        self.comments = no
        self._add(no, 1, count(points, "points"))

    def total(self) -> int | None:
        """How many points there are, those of an earlier book among them; None where the book does not tell."""
        own = sum(not self.is_adopted(point) for point in self.states)
        return None if self.adopted_points is None else self.adopted_points + own

    def is_adopted(self, point: str) -> bool:
        """Whether a point, there or not, is one of a comment that an earlier book registered."""
        return self.adopted > 0 and _LABEL.fullmatch(point) is not None and int(point.partition("/")[0]) <= self.adopted

    def divide(self, no: Any, points: Any, had_before: Any = None) -> None:
        """A comment is split into points; existing ones stay as they are.

        `had_before` is how many there were, as the entry tells; it counts for a comment of an earlier book only.
        """
        had, adopted = self.split.get(self._known(no), 0), no <= self.adopted
        if adopted and not had and had_before is not None:
            had = count(had_before, "had")
        if count(points, "points") <= had:
            raise BookError("POINTS_LOST", f"comment {no} has {had} points and cannot be split into {points}")
        if adopted:
            earlier = self.adopted_points
            self.adopted_points = earlier + points - had if earlier is not None and had else None
        self._add(no, had + 1, points)

    def of(self, made: Entry) -> list[str]:
        """The points that an entry speaks of: `point`, or all points of comment `no`."""
        if "point" in made:
            return [self._point(made["point"])]
        no = self._known(made.get("no"))
        found = [f"{no}/{number}" for number in range(1, self.split.get(no, 0) + 1)]
        return [point for point in found if no > self.adopted or point in self.states]

    def move(self, point: Any, to: Any, before: Any = None) -> None:
        """Raises BookError MOVE_FORBIDDEN, STATE_UNKNOWN, STATE_MISMATCH, POINT_UNKNOWN."""
        point = self._point(point)
        now = self.states.get(point) or known_state(POINT, before, "point")  # an adopted point tells where it stood
        if before is not None and before not in (now, self._standing(point, now)):
            raise BookError("STATE_MISMATCH", f"point {point} is {now}, not {before}")
        self._check(point, now, known_state(POINT, to, "point"))
        if to == "disputed":
            self._before[point] = self._before.get(point, now) if now == "confirmed" else now
        self.states[point] = to

    def propose(self, made: Entry) -> None:
        """A settlement is proposed: a version that was not decided before."""
        point, version = self._point(made["point"]), count(made["version"], "version")
        if version <= self._decided.get(point, 0):
            raise BookError("VERSION_REPEATED", f"point {point} had a settlement of version {version} already")
        self.move(point, "proposed", self._stood(point, made, "in-progress"))
        self._proposed[point] = version

    def decide(self, made: Entry) -> None:
        """The proposed version is decided. A settlement is never a second one: the one in force is superseded first."""
        point, version = self._point(made["point"]), count(made["version"], "version")
        if point in self.settlements:
            raise BookError("SETTLEMENT_REPEATED", f"point {point} has a settlement: it is superseded first")
        if version <= self._decided.get(point, 0):
            raise BookError("VERSION_REPEATED", f"point {point} had a settlement of version {version} already")
        proposed = self._proposed.get(point) if self.states.get(point) == "proposed" else None
        if proposed not in (None, version):
            raise BookError("VERSION_MISMATCH", f"of point {point} another version than {version} was proposed")
        self.move(point, "decided", self._stood(point, made, "proposed"))
        self.settlements[point] = made
        self._decided[point] = version

    def supersede(self, made: Entry) -> None:
        """The settlement in force is taken back; a new version follows."""
        point = self._point(made["point"])
        current = self.settlements.get(point)
        if current is not None and current["version"] != made["version"]:
            raise BookError("VERSION_MISMATCH", f"of point {point} version {current['version']} is in force")
        self.move(point, "reopened", self._stood(point, made, "decided"))
        self.settlements.pop(point, None)

    def release(self, made: Entry) -> None:
        """Settlements are released: of `point`, of `points`, or of all that are decided."""
        if "point" in made:
            points = [made["point"]]
        else:
            standing = ((point, self._standing(point, state)) for point, state in self.states.items())
            points = made.get("points") or [point for point, state in standing if state == "decided"]
        for point in points:
            self.move(point, "released", self._stood(point, made, "decided"))

    def unsettled(self) -> list[str]:
        """Points that keep the round from being settled (I4)."""
        return [
            point
            for point, state in self.states.items()
            if state not in OUT and not (self._standing(point, state) in SETTLED and point in self.settlements)
        ]

    def form(self, group: str, points: Any) -> None:
        """A group of near-duplicates is confirmed; its members stay what they are."""
        if group in self.groups:
            raise BookError("GROUP_REPEATED", f"the group {group} is there already")
        if not isinstance(points, list):
            raise BookError("ENTRY_INVALID", "`points` is a list")
        self.groups[group] = frozenset(self._point(point) for point in points)

    def reduce(self, group: str, point: Any) -> None:
        """A member leaves a group of three at least: it is settled alone again."""
        members = self.groups.get(group)
        if members is None and self.adopted:
            return  # an earlier book told of its forming
        if members is None:
            raise BookError("GROUP_UNKNOWN", f"there is no group {group}")
        left = members - {point}
        if left == members or len(left) < 2:
            raise BookError("MOVE_FORBIDDEN", f"point {point} cannot leave the group {group} of {len(members)}")
        self.groups[group] = left

    def dissolve(self, group: str) -> None:
        """Its members are settled one by one again."""
        if self.groups.pop(group, None) is None and not self.adopted:
            raise BookError("GROUP_UNKNOWN", f"there is no group {group}")

    def _add(self, no: int, first: int, last: int) -> None:
        self.split[no] = last
        for number in range(first, last + 1):
            self.states[f"{no}/{number}"] = "registered"

    def _known(self, no: Any) -> int:
        if count(no, "no") > self.comments:
            raise BookError("COMMENT_UNKNOWN", f"there is no comment {no} yet")
        return int(no)

    def _point(self, point: Any) -> str:
        if point in self.states:
            return str(point)
        if self.is_adopted(str(point)):
            return str(point)
        raise BookError("POINT_UNKNOWN", f"there is no point {point}")

    def _stood(self, point: str, made: Entry, adopted: str) -> Any:
        """Where the entry says that a point stood; of one from an earlier book, where it can only have stood."""
        return made.get("from", None if point in self.states else adopted)

    def _standing(self, point: str, state: str) -> str:
        """Where a point stands: one that was disputed and confirmed stands where it stood."""
        return self._before.get(point, state) if state == "confirmed" else state

    def _check(self, point: str, now: str, to: str) -> None:
        standing = self._standing(point, now)
        if to not in POINT[standing] and not (now == "confirmed" and to == standing):
            raise BookError("MOVE_FORBIDDEN", f"point {point} cannot go from {now} to {to}")


def known_state(moves: Any, state: Any, what: str) -> str:
    """The state, if the kernel knows it. Raises BookError STATE_UNKNOWN."""
    if state not in moves:
        raise BookError("STATE_UNKNOWN", f"a {what} has no state `{state}`")
    return str(state)


def count(value: Any, name: str) -> int:
    """A whole number from 1. Raises BookError ENTRY_INVALID."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise BookError("ENTRY_INVALID", f"`{name}` is a whole number from 1")
    return value
