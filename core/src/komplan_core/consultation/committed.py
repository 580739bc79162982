"""What an entry of the book commits to, as records in their one spelling; the entry itself tells none of it.

Whoever holds the receipt writes the content down in this form to show that it is the one in the book:
`{"points": [{"text": "Chybí lavičky."}]}`. Fields that are empty are left out, and points into which the office split
a registered one: their words are quotes of it.
"""

from collections.abc import Mapping
from typing import Any, Final

from komplan_core.consultation.comments import Comment
from komplan_core.record import Record

_WORDS: Final = ("text", "proposed_wording", "reason", "plan_part")
_PERSON: Final = ("kind", "full_name", "contact", "side", "authority", "represented_by", "proof")


def committed(comment: Comment) -> dict[str, dict[str, Any]]:
    """The records of a comment by label: `content`, `identity`, and `scan` where there is one."""
    found: dict[str, dict[str, Any]] = {
        "content": {"points": [_told(point, _WORDS) for point in comment.points if not point.part_of]},
        "identity": {"authors": [_told(author, _PERSON) for author in comment.authors]},
    }
    if comment.scan_sha256:
        found["scan"] = {"sha256": comment.scan_sha256}
    return found


def _told(record: Record, fields: tuple[str, ...]) -> Mapping[str, Any]:
    values = {field: getattr(record, field) for field in fields}
    return {field: value if value is True else str(value) for field, value in values.items() if value}
