"""Entries of the book: what they are called, and what each must say. Never a text, never a person.

`no` is the number of a comment (or refusal) in its round, `point` is `17/1`. `from` and `to` are kernel states (see
`states`), never a city's own ones, which may stand beside them as `state`. Every change of state is one entry:
`round.opened`, `round.closed`, `plan.approved`, `comment.…` and `settlement.…` are moves themselves, so no `….moved`
stands beside them; `comment.registered` also admits its `submission` and registers its `form`. `comment.disputed` has
`to` for what became of the dispute. `settlement.released` has the `outcome` of its point, which no entry before it
tells: `settlement` of those is a salted commitment. Further fields are free, and so are further types: whoever does not
know them verifies them all the same.
"""

import re
from datetime import UTC, datetime
from typing import Any, Final

from komplan_core.book.canonical import canonical, parsed
from komplan_core.book.errors import BookError

Entry = dict[str, Any]

VERSION: Final = 1
MOST_BYTES: Final = 65_535
"""Of one entry, so that bundles of tlog-tiles hold it."""

TYPES: Final[dict[str, tuple[str, ...]]] = {
    "round.moved": ("round", "to"),
    "round.opened": ("round",),
    "round.closed": ("round",),
    "plan.approved": ("round", "plan"),
    "draft.published": ("round", "kind", "draft"),
    "formbatch.issued": ("round", "prefix", "first", "last"),
    "forms.reconciled": ("round", "issued", "registered", "spoiled", "returned", "unreturned"),
    "form.moved": ("round", "form", "to"),
    "submission.moved": ("round", "submission", "to"),
    "intake.refused": ("round", "no", "reason", "channel"),
    "comment.registered": ("round", "no", "received", "channel", "content", "identity"),
    "comment.split": ("round", "no", "points"),
    "comment.annotated": ("round", "no", "note"),
    "comment.withdrawn": ("round", "no"),
    "comment.disputed": ("round", "no"),
    "consent.withdrawn": ("round", "no"),
    "publication.moved": ("round", "no", "to"),
    "point.moved": ("round", "point", "to"),
    "group.formed": ("round", "group", "points"),
    "group.reduced": ("round", "group", "point"),
    "group.dissolved": ("round", "group"),
    "settlement.proposed": ("round", "point", "version"),
    "settlement.decided": ("round", "point", "version"),
    "settlement.superseded": ("round", "point", "version"),
    "settlement.released": ("round",),
    "plan.changed": ("round", "change"),
    "record.erased": ("round",),
    "key.rotated": ("origin", "old", "new", "by_old", "by_new"),
    "log.recovered": ("origin", "previous", "size", "root"),
    "measure.status": ("plan", "measure"),
    "measure.deviation": ("plan", "measure"),
    "evaluation.published": ("plan",),
}
"""Known types with the fields that each must have beside `v`, `type` and `at`."""

_TYPE: Final = re.compile(r"[a-z][a-z-]*(\.[a-z][a-z-]*)+")
_AT: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")


def entry(type: str, at: datetime | str, /, **fields: Any) -> Entry:
    """An entry at a moment, which is written in whole seconds of UTC. A field that is None is left out.

    `from` is a word of Python: pass it in a dict, `entry("point.moved", at, **{"from": "registered", "to": …})`.
    Raises BookError ENTRY_INVALID where a required field is missing.
    """
    made: Entry = {"v": VERSION, "type": type, "at": at if isinstance(at, str) else moment(at)}
    for name, value in fields.items():
        if value is not None:
            made[name] = value
    return checked(made)


def moment(at: datetime) -> str:
    """A moment as an entry writes it: `2027-04-02T09:00:00Z`. Texts of moments sort as the moments do."""
    return at.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


def checked(made: Entry) -> Entry:
    """The entry, if it is one. Raises BookError ENTRY_INVALID."""
    version, type, at = made.get("v"), made.get("type"), made.get("at")
    if version != VERSION or isinstance(version, bool):
        raise BookError("ENTRY_INVALID", "an entry is of version 1")
    if not isinstance(at, str) or not _AT.fullmatch(at):
        raise BookError("ENTRY_INVALID", "an entry tells when, as 2027-04-02T09:00:00Z")
    required = TYPES.get(type) if isinstance(type, str) else None
    if required is None:
        if not isinstance(type, str) or not _TYPE.fullmatch(type):
            raise BookError("ENTRY_INVALID", "an entry has a type such as comment.registered")
        return made
    for name in required:
        if name not in made:
            raise BookError("ENTRY_INVALID", f"an entry {type} tells `{name}`")
    return made


def encoded(made: Entry) -> bytes:
    """The bytes of an entry, which are hashed and published. Raises BookError NOT_CANONICAL or ENTRY_INVALID."""
    data = canonical(made)
    if len(data) > MOST_BYTES:
        raise BookError("ENTRY_INVALID", f"an entry has at most {MOST_BYTES} bytes")
    return data


def decoded(data: bytes) -> Entry:
    """The entry of its bytes. Raises BookError NOT_CANONICAL or ENTRY_INVALID."""
    value = parsed(data)
    if not isinstance(value, dict):
        raise BookError("ENTRY_INVALID", "an entry is a JSON object")
    return checked(value)
