"""From what a city sent to a copy that the region believes: merged with what is held, and checked as a whole."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, cast

from google.protobuf.message import Message

from komplan_core import names
from komplan_core.directory import Feed
from komplan_core.errors import Invalid, Refused
from komplan_core.profile import Profile
from komplan_kit import inputs
from komplan_kit.digest import digest_of
from komplan_kit.store import sha256
from komplan_region.ports.copies import CopiedRecord, Held, Taken
from komplan_region.usecases.feeds import FEEDS, OF_ENTRY, PARTS, PROFILE, TREE
from komplan_region.usecases.projecting import derived, touched
from komplan_region.usecases.reading import Reading
from komplan_region.usecases.receiving import MOST_RECORDS, Received

_IN_VERSION: Final = len(names.VERSION.template.split("/"))


def taken(received: Received, held: Held) -> Taken:
    """What is to be written. Raises Refused with what is wrong, COPY_DIFFERS when it does not add up."""
    try:
        return _taken(received, held)
    except Invalid as error:
        raise Refused("SNAPSHOT_INVALID", f"something in it breaks a rule: {error.reason}") from None


def _taken(received: Received, held: Held) -> Taken:
    feed, parts = received.feed, FEEDS[received.feed]
    profile, structure, structure_sha256 = _profile(received, held)
    own = {name: record for name, record in held.records.items() if record.part in parts}
    changes = received.changes()
    fresh, messages = _fresh(feed, changes)
    merged = _merged(changes, {} if received.whole else own, fresh)
    if len(merged) > MOST_RECORDS:
        raise Refused("SNAPSHOT_TOO_LARGE", f"the city would publish more than {MOST_RECORDS} records")
    digest = digest_of((name, _stands_for(record)) for name, record in merged.items())
    if (len(merged), digest) != (received.records, received.digest):
        raise Refused("COPY_DIFFERS", f"{len(merged)} records are held, {received.records} are published")
    removed = tuple(name for name in own if name not in merged)
    changed = tuple(record for name, record in merged.items() if own.get(name) != record)
    parts_changed = {record.part for record in changed} | {own[name].part for name in removed}
    others = {name: record for name, record in held.records.items() if record.part not in parts}
    reading = Reading({**others, **merged}, messages)
    anew = structure != b""
    if feed is Feed.PLANNING and profile is not None and (anew or parts_changed & TREE):
        _check_tree(reading, profile)
    subjects = touched(parts_changed, anew) if profile is not None else ()
    return Taken(
        feed=feed,
        based_on=held.cursors,
        cursor=received.cursor,
        revision=received.newest if received.whole else max(held.revision, received.newest),
        profile=structure,
        profile_sha256=structure_sha256,
        territory_codes=profile.area.municipalities if profile is not None else (),
        removed=removed,
        changed=changed,
        records=len(merged),
        digest=digest,
        derived=derived(subjects, profile, reading, held.office) if profile is not None else {},
        office=held.office,
    )


def _profile(received: Received, held: Held) -> tuple[Profile | None, bytes, bytes]:
    """The city's structure, and if it came anew, how it is stored and the hash under which the city knows it."""
    if received.profile is None:
        if received.feed is Feed.PLANNING and not held.profile:
            raise Refused("SNAPSHOT_INVALID", "the city did not send its structure")
        return (PROFILE.parse(held.profile) if held.profile else None), b"", b""
    sent = sha256(received.profile.SerializeToString(deterministic=True))
    with _own_words(received.profile, "profile"):
        inputs.check(received.profile, "profile.", most=MOST_RECORDS)
        profile = PROFILE.decode(received.profile, "profile")
    if profile.area.code != received.area:
        raise Refused("WRONG_IDENTITY", f"the profile is of another area than `areas/{received.area}`")
    return profile, PROFILE.encode(profile).SerializeToString(deterministic=True), sent


def _fresh(feed: Feed, changes: Mapping[str, Any]) -> tuple[dict[str, CopiedRecord], dict[str, Any]]:
    """The records that came, and what was read of them, by name."""
    fresh, read = {}, {}
    for name, change in changes.items():
        entry = change.WhichOneof("entry")
        if change.deleted:
            if entry is not None:
                raise Refused("SNAPSHOT_INVALID", "an entry is told of as deleted and present")
            continue
        part_name = OF_ENTRY[feed].get(entry or "")
        if part_name is None:
            raise Refused("SNAPSHOT_INVALID", "an entry is of no kind that the region knows")
        part, message = PARTS[part_name], getattr(change, entry)
        with _own_words(message, part_name):
            part.pattern.parse(name, f"{part_name}.name")
            if entry != "capacity" and message.name != name:
                raise Refused("SNAPSHOT_INVALID", "an entry has another name inside")
            inputs.check(message, f"{part_name}.", most=MOST_RECORDS)
            fresh[name] = CopiedRecord(part_name, name, change.number, message.SerializeToString(deterministic=True))
            read[name] = part.read(message, name, part_name)
    return fresh, read


@contextmanager
def _own_words(message: Message, what: str) -> Iterator[None]:
    """Tell a fault by the fields of the contract. What a city wrote, such as the key of a map, is not repeated."""
    try:
        yield
    except Invalid as error:
        steps = error.violations[0].field.removeprefix(f"{what}.").split(".") if error.violations else []
        told, descriptor = [what], cast(Any, message.DESCRIPTOR)
        for step in steps:
            if not step.isascii() or not step.isdigit():
                field = descriptor.fields_by_name.get(step) if descriptor is not None else None
                if field is None:
                    break
                descriptor = field.message_type
            told.append(step)
        raise Refused("SNAPSHOT_INVALID", f"{'.'.join(told)}: {error.reason}") from None


def _merged(
    changes: Mapping[str, Any], held: Mapping[str, CopiedRecord], fresh: Mapping[str, CopiedRecord]
) -> dict[str, CopiedRecord]:
    """What is published now: what was held, without what went, and a version with all that stands in it."""
    gone = {name for name, change in changes.items() if change.deleted}
    versions = {name for name in gone if names.VERSION.matches(name)}
    kept = {
        name: record
        for name, record in held.items()
        if name not in gone and not (versions and _version_of(name) in versions)
    }
    return {**kept, **fresh}


def _version_of(name: str) -> str:
    """The version that an entry stands in, looked up in one step however many versions a city says are gone."""
    return "/".join(name.split("/", _IN_VERSION)[:_IN_VERSION])


def _stands_for(record: CopiedRecord) -> bytes:
    """What stands for a record in the digest: of a capacity its number, because its message depends on the day."""
    return str(record.number).encode() if record.part == "capacities" else record.encoded


def _check_tree(reading: Reading, profile: Profile) -> None:
    """Every plan came with one version, every node and measure under what came too, at a level that the city has."""
    found = reading.found(TREE)
    versions = [version.name for version in found["versions"]]
    if sorted(map(names.parent, versions)) != sorted(plan.name for plan in found["plans"]):
        raise Refused("SNAPSHOT_INVALID", "a plan came without its version, or with two")
    known = set(versions)
    if any(names.parent(section.name) not in known for section in found["sections"]):
        raise Refused("SNAPSHOT_INVALID", "a section stands in no version that came")
    levels = {level.code for level in profile.levels}
    nodes = {node.name: node for node in found["nodes"]}
    for node in found["nodes"]:
        above = f"{names.parent(node.name)}/nodes/{node.parent}"
        if names.parent(node.name) not in known or node.level not in levels or (node.parent and above not in nodes):
            raise Refused("SNAPSHOT_INVALID", "a node stands under nothing that came, or at no level of the city")
    _check_circles(nodes)
    for measure in found["measures"]:
        if f"{names.parent(measure.name)}/nodes/{measure.node}" not in nodes:
            raise Refused("SNAPSHOT_INVALID", "a measure stands under no node that came")


def _check_circles(nodes: Mapping[str, Any]) -> None:
    """No node stands under itself. Each is walked once, however deep a city lets them stand."""
    sound: set[str] = set()
    for name in nodes:
        path: dict[str, None] = {}
        while name not in sound:
            if name in path:
                raise Refused("SNAPSHOT_INVALID", "a node stands under itself")
            path[name] = None
            parent = nodes[name].parent
            if not parent:
                break
            name = f"{names.parent(name)}/nodes/{parent}"
        sound.update(path)
