"""Reading what was built for a version: for everybody once it is published, for the region's staff before that."""

from dataclasses import dataclass
from typing import Final

from komplan_core import names
from komplan_core.consultation.drafts import DraftBlock
from komplan_core.directory import Feed
from komplan_core.errors import NotFound, Refused
from komplan_core.regional.midterm.plans import MidtermState, RegionPlanVersion
from komplan_core.regional.midterm.texts import text_blocks
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.midterm_content import SOURCES, decoded, sources_of

NOT_PUBLIC: Final = (names.NEED, names.INTAKE_NEED, names.NEEDS_REPORT, names.INTAKE_REPORT)
"""Records that cities do not publish: of them everybody is told whose they are, the office their names."""
_CATALOGUED: Final = (names.SERVICE, names.CAPACITY)


@dataclass(frozen=True, slots=True)
class SourceTold:
    """A record behind figures, as it is told to whoever asks."""

    place: int
    name: str
    """Empty where it is not for everybody."""
    area: str
    """The city that gave it; empty for the region's own."""
    revision: int
    """Journal number of the city's feed, or of the region, at which it was read."""


def shown(tx: RegionTx, name: str, staff: bool, field: str = "name") -> RegionPlanVersion:
    """A version, unless it is a draft and not the region's staff asks. Raises NotFound."""
    version = tx.midterm.versions.get(name, field)
    if version.state is MidtermState.DRAFT and not staff:
        raise NotFound("NOT_FOUND", f"there is no version `{name}`")
    return version


def tables_of(tx: RegionTx, version: str, staff: bool) -> list[bytes]:
    """The encoded tables of a version in the order of printing. Raises NotFound."""
    shown(tx, version, staff, "parent")
    return [body for code, body in tx.midterm.parts(version) if code != SOURCES]


def table_of(tx: RegionTx, version: str, code: str, staff: bool) -> bytes:
    """One encoded table of a version. Raises NotFound."""
    shown(tx, version, staff, "parent")
    body = tx.midterm.part(version, code) if code != SOURCES else None
    if body is None:
        raise NotFound("NOT_FOUND", f"`{version}` has no table `{code[:63]}`")
    return body


def sources_told(tx: RegionTx, name: str, after: int, most: int, staff: bool) -> list[SourceTold]:
    """The records behind the figures from a place on. Raises NotFound."""
    version = shown(tx, name, staff, "parent")
    known = sources_of({SOURCES: tx.midterm.part(name, SOURCES) or b""})
    revisions = {(item.area, item.feed): item.revision for item in version.inputs}
    return [
        _told(place, source, version, revisions, staff)
        for place, source in enumerate(known[after : after + most], after)
    ]


def frozen(tx: RegionTx, name: str) -> tuple[RegionPlanVersion, tuple[DraftBlock, ...]]:
    """A version that does not change any more, with its texts and tables as blocks. Raises NotFound, Refused."""
    version = tx.midterm.versions.get(name)
    if not version.sha256:
        raise Refused("DRAFT_NOT_FROZEN", f"`{name}` may still change: publish it first")
    return version, text_blocks(tx.midterm.sections_of(name), decoded(tx.midterm.parts(name)).values())


def _told(
    place: int, name: str, version: RegionPlanVersion, revisions: dict[tuple[str, str], int], staff: bool
) -> SourceTold:
    area = name.split("/")[1] if name.startswith("areas/") else ""
    feed = Feed.CATALOGUE if any(pattern.matches(name) for pattern in _CATALOGUED) else Feed.PLANNING
    revision = revisions.get((area, feed.value), 0) if area else version.journal
    is_told = staff or not any(pattern.matches(name) for pattern in NOT_PUBLIC)
    return SourceTold(place, name if is_told else "", area, revision)
