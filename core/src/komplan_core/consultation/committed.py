"""What an entry of the book commits to, as records in their one spelling; the entry itself tells none of it.

Whoever holds the receipt writes the content down in this form to show that it is the one in the book:
`{"points": [{"text": "Chybí lavičky."}]}`. Fields that are empty are left out, and points into which the office split
a registered one: their words are quotes of it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from komplan_core.consultation.comments import Comment

_WORDS: Final = ("text", "proposed_wording", "reason", "plan_part")
_PERSON: Final = ("kind", "full_name", "contact", "side", "authority", "represented_by", "proof")


def committed(comment: Comment) -> dict[str, dict[str, Any]]:
    """The records of a comment by label: `content`, `identity`, and `scan` where there is one."""
    found: dict[str, dict[str, Any]] = {
        "content": content_record(comment.points),
        "identity": {"authors": [_told(author, _PERSON) for author in comment.authors]},
    }
    if comment.scan_sha256:
        found["scan"] = {"sha256": comment.scan_sha256}
    return found


def content_record(points: Iterable[Any]) -> dict[str, Any]:
    """What the author needs beside the receipt: the content as it was committed to. Of points as the contract or the
    model has them.
    """
    return {"points": [_told(point, _WORDS) for point in points if not point.part_of]}


def _told(record: Any, fields: tuple[str, ...]) -> Mapping[str, Any]:
    values = {field: getattr(record, field) for field in fields}
    return {field: value if value is True else str(value) for field, value in values.items() if value}
