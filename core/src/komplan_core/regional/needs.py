"""One need counts once, whoever spoke of it (act 108/2006 Sb., § 95 letter d; domain §§ 6 and 13).

Only identical names join needs without a person: the same resource in several reports, one that goes on from another,
one that its city merged into another. Whatever is merely alike an analyst merges, with a reason, and can undo it.
The result depends neither on the order of what is given nor on repeats, and no need is lost: every one stands among
the sources of a counted one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from komplan_core.needs import NeedState, PersonsBasis


@dataclass(frozen=True, slots=True)
class SaidNeed:
    """A need as one report says it, or the published list of a city."""

    name: str
    area: str
    """Code of the planning area whose copy it comes from; empty for the region's own intake."""
    report: str
    """Name of the report that says it; empty for a need that was published and never reported."""
    said_at: datetime | None
    """When the report was submitted."""
    year: int
    need_no: int
    title: str
    groups: tuple[str, ...]
    """Canonical target groups."""
    unmapped: tuple[str, ...]
    """Local target groups without a canonical one."""
    municipalities: tuple[str, ...]
    """The territory by RÚIAN codes, never empty: what its report speaks for where the need names none."""
    persons: int | None = None
    persons_basis: PersonsBasis = PersonsBasis.UNKNOWN
    persons_overlap: bool = False
    state: NeedState = NeedState.OPEN
    follows: str = ""
    merged_into: str = ""

    @property
    def speaker(self) -> str:
        """Who says it: the planning area, or in the region's own intake the municipality that sent the report."""
        if self.area:
            return f"area {self.area}"
        return f"municipality {self.report.rpartition('/')[2].partition('-v')[0]}"


@dataclass(frozen=True, slots=True)
class Merge:
    """What an analyst found to be one and the same need."""

    name: str
    into: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DistinctNeed:
    """A need that counts, with all that speak of it. Its words and people are those of one of them."""

    said: SaidNeed
    """The one that stands for all."""
    sources: tuple[str, ...]
    """Names of all needs that are this one, itself included, earlier years too, in order."""
    reports: tuple[str, ...]
    """Names of the reports that say it, in order."""
    municipalities: tuple[str, ...]
    """The territory of all of them together, in order."""
    groups: tuple[str, ...]
    """Canonical target groups of all of them, in order: it counts once in each, and once in the total."""
    unmapped: tuple[tuple[str, str], ...] = ()
    """Planning area and local code of groups without a canonical one."""
    merges: tuple[str, ...] = ()
    """Names of the analysts' merges behind it."""
    divided: bool = field(default=False, compare=False)
    """Whether only a part of its territory is looked at: then how many of the people live there is not known."""

    @property
    def name(self) -> str:
        """Name of the need that stands for all."""
        return self.said.name

    @property
    def state(self) -> NeedState:
        """Its state. One whose city merged it into a need that did not come is open: it must not get lost."""
        return NeedState.OPEN if self.said.state is NeedState.MERGED else self.said.state

    @property
    def persons(self) -> int | None:
        """People, or None where they are not known."""
        return None if self.divided else self.said.persons

    @property
    def persons_basis(self) -> PersonsBasis:
        """How well the people are known."""
        return PersonsBasis.UNKNOWN if self.persons is None else self.said.persons_basis

    @property
    def persons_overlap(self) -> bool:
        """Whether its people may stand in other needs too."""
        return self.said.persons_overlap


def distinct(said: Iterable[SaidNeed], merges: Iterable[Merge] = ()) -> tuple[DistinctNeed, ...]:
    """The needs that count, in the order of their names."""
    reports: dict[str, set[str]] = {}
    latest: dict[str, SaidNeed] = {}
    for need in sorted(said, key=_said_order):
        reports.setdefault(need.name, set()).update({need.report} - {""})
        latest[need.name] = need
    applied = _applied(merges, latest)
    top = _joined(latest, applied)
    classes: dict[str, list[SaidNeed]] = {}
    for name in sorted(latest):
        classes.setdefault(top[name], []).append(latest[name])
    chosen = {key: _standing_for(members, applied) for key, members in classes.items()}
    age = {key: max((need.year, need.name) for need in members) for key, members in classes.items()}
    before = _earlier(latest, top, age)
    continued = {earlier for found in before.values() for earlier in found}
    made = []
    for key in sorted(classes, key=lambda key: chosen[key].name):
        if key not in continued:
            earlier = [need for held in _all_before(key, before) for need in classes[held]]
            made.append(_distinct(chosen[key], classes[key], earlier, reports, applied))
    return tuple(made)


def spokesman(name: str, said: Iterable[SaidNeed], merges: Iterable[Merge]) -> str:
    """Name of the need that stands for this one because somebody merged them; itself where nobody did.

    That a need goes on in a later year is no merge. Each need of `said` stands there once.
    """
    known = {need.name: need for need in said}
    applied = _applied(merges, known)
    top = _joined(known, applied)
    return _standing_for([need for need in known.values() if top[need.name] == top[name]], applied).name


def may_follow(need: SaidNeed, earlier: SaidNeed) -> bool:
    """Whether a need may go on from an earlier one, so that only the later one counts.

    What another one said goes on only in a need of a later year for all of its territory: else whoever names a need
    of others would make it vanish.
    """
    if need.speaker == earlier.speaker:
        return True
    return earlier.year < need.year and set(earlier.municipalities) <= set(need.municipalities)


def _said_order(need: SaidNeed) -> tuple[object, ...]:
    """What was said later stands later; the rest only makes the order one that depends on nothing else."""
    people = -1 if need.persons is None else need.persons
    lists = (need.municipalities, need.groups, need.unmapped)
    texts = (need.title, need.area, need.follows, need.merged_into, need.state, need.persons_basis)
    return str(need.said_at or ""), need.report, need.year, need.need_no, people, need.persons_overlap, texts, lists


def _applied(merges: Iterable[Merge], known: Mapping[str, SaidNeed]) -> list[Merge]:
    """Merges that join something, in the order of their names."""
    return [merge for merge in sorted(merges, key=lambda merge: merge.name) if _members(merge, known)]


def _members(merge: Merge, known: Mapping[str, SaidNeed]) -> list[str]:
    """The needs of a merge that came; nothing where only one did."""
    found = [name for name in (merge.into, *merge.sources) if name in known]
    return found if len(found) > 1 else []


def _joined(known: Mapping[str, SaidNeed], merges: Sequence[Merge]) -> dict[str, str]:
    """Each name with that which stands for all that are the same."""
    root = {name: name for name in known}

    def top(name: str) -> str:
        while root[name] != name:
            root[name] = name = root[root[name]]
        return name

    def join(one: str, other: str) -> None:
        first, second = sorted((top(one), top(other)))
        root[second] = first

    for need in known.values():
        into = known.get(need.merged_into)
        if into is not None and into.speaker == need.speaker:  # nobody merges what another one said
            join(need.name, into.name)
    for merge in merges:
        first, *others = _members(merge, known)
        for other in others:
            join(first, other)
    return {name: top(name) for name in known}


def _standing_for(members: Sequence[SaidNeed], merges: Sequence[Merge]) -> SaidNeed:
    """Who speaks for needs that are one: of those of the newest year what an analyst chose, else what its city merged
    others into, else the latest, an open one before others. What its city gave up does not make a year newer.
    """
    newest = max((need.state is not NeedState.MERGED, need.year) for need in members)[1]
    names = {need.name for need in members}
    into = {merge.into for merge in merges if merge.into in names}
    given_up = {source for merge in merges for source in merge.sources if source in names}
    speakers = {need.name: need.speaker for need in members}
    targets = {need.merged_into for need in members if speakers.get(need.merged_into) == need.speaker}

    def rank(need: SaidNeed) -> tuple[object, ...]:
        return (
            need.year == newest,
            need.name in into - given_up,
            need.name not in given_up,
            need.state is not NeedState.MERGED,
            need.name in targets,
            need.year,
            need.state is NeedState.OPEN,
            str(need.said_at or ""),
            need.name,
        )

    return max(members, key=rank)


def _earlier(
    known: Mapping[str, SaidNeed], top: Mapping[str, str], age: Mapping[str, tuple[int, str]]
) -> dict[str, set[str]]:
    """Classes that a class goes on from. Of two that go on from each other the later one does."""
    found: dict[str, set[str]] = {}
    for need in known.values():
        if need.follows in known and may_follow(need, known[need.follows]):
            later, earlier = top[need.name], top[need.follows]
            if age[later] > age[earlier]:
                found.setdefault(later, set()).add(earlier)
    return found


def _all_before(key: str, before: Mapping[str, set[str]]) -> list[str]:
    found: set[str] = set()
    left = [key]
    while left:
        for earlier in before.get(left.pop(), ()):
            if earlier not in found:
                found.add(earlier)
                left.append(earlier)
    return sorted(found)


def _distinct(
    chosen: SaidNeed,
    members: Sequence[SaidNeed],
    earlier: Sequence[SaidNeed],
    reports: Mapping[str, set[str]],
    merges: Sequence[Merge],
) -> DistinctNeed:
    names = {need.name for need in members}
    return DistinctNeed(
        said=chosen,
        sources=tuple(sorted(names | {need.name for need in earlier})),
        reports=tuple(sorted({report for need in members for report in reports[need.name]})),
        municipalities=tuple(sorted({code for need in members for code in need.municipalities})),
        groups=tuple(sorted({group for need in members for group in need.groups})),
        unmapped=tuple(sorted({(need.area, code) for need in members for code in need.unmapped})),
        merges=tuple(merge.name for merge in merges if names & {merge.into, *merge.sources}),
    )
