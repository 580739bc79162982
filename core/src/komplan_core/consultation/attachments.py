"""Files that come with a comment: what may come, judged by its bytes and never by its name."""

import hashlib
import re
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from komplan_core.consultation.packed_documents import MAGIC, ODF, OOXML, media_type_of_document
from komplan_core.errors import Invalid
from komplan_core.record import Record
from komplan_core.values import unique

LARGEST_ATTACHMENT: Final = 10 << 20
"""Bytes."""
MOST_ATTACHMENTS: Final = 20
_MAGIC: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
MEDIA_TYPES: Final = frozenset(
    {"application/pdf", "image/png", "image/jpeg", "image/tiff", "text/plain", *ODF, *OOXML.values()}
)
"""What may come. Older office formats, archives and anything that runs may not."""
_NAMED: Final = "^(?:" + "|".join(sorted(map(re.escape, MEDIA_TYPES))) + ")$"


class AttachmentKind(StrEnum):
    """What a file is to its comment."""

    SCAN = "scan"
    ANNEX = "annex"


class Attachment(Record):
    """What is known of a file; the file itself is kept sealed, apart."""

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=1, le=LARGEST_ATTACHMENT)]
    kind: AttachmentKind
    media_type: Annotated[str, StringConstraints(pattern=_NAMED)]


Attachments = Annotated[
    tuple[Attachment, ...], Field(max_length=MOST_ATTACHMENTS), unique("an attachment", lambda file: file.sha256)
]


def check_file(content: bytes, named: Attachment) -> None:
    """Raise Invalid unless these bytes are the named file and may be kept."""
    if len(content) != named.size or hashlib.sha256(content).hexdigest() != named.sha256:
        raise Invalid.field("data", "INVALID_VALUE", "the file is another one than was named: its size or hash differs")
    found = media_type_of(content)
    if found != named.media_type:
        told = found or "nothing that is taken"
        message = f"the file's own bytes say {told}, not {named.media_type}"
        raise Invalid.field("data", "SOURCE_FORMAT", message)


def media_type_of(content: bytes) -> str:
    """What a file is by its bytes, empty for what is not taken. Raises Invalid for what runs, and for zip bombs."""
    for magic, media_type in _MAGIC:
        if content.startswith(magic):
            return media_type
    if content.startswith(MAGIC):
        return media_type_of_document(content)
    return "text/plain" if _is_text(content) else ""


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return all(letter in "\t\n\r" or letter >= " " for letter in text) and not text.startswith("#!")
