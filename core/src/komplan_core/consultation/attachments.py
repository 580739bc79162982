"""Files that come with a comment: what may come, judged by its bytes and never by its name."""

import hashlib
import io
import re
import zipfile
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from komplan_core.errors import Invalid
from komplan_core.record import Record
from komplan_core.values import unique

LARGEST_ATTACHMENT: Final = 10 << 20
"""Bytes."""
MOST_ATTACHMENTS: Final = 20
LARGEST_UNPACKED: Final = 100 << 20
LARGEST_RATIO: Final = 200
MOST_ENTRIES: Final = 2_000
_SMALL: Final = 1 << 20
"""What unpacks to less may be packed as tightly as it likes."""
_MAGIC: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_OOXML: Final = (
    ("word/document.xml", f"{_OFFICE}.wordprocessingml.document"),
    ("xl/workbook.xml", f"{_OFFICE}.spreadsheetml.sheet"),
)
_ODF: Final = frozenset({"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"})
MEDIA_TYPES: Final = frozenset(
    {"application/pdf", "image/png", "image/jpeg", "image/tiff", "text/plain", *_ODF, *(type for _, type in _OOXML)}
)
"""What may come. Older office formats, archives and anything that runs may not."""
_NAMED: Final = "^(?:" + "|".join(sorted(map(re.escape, MEDIA_TYPES))) + ")$"
_MACROS: Final = ("vbaproject.bin", "basic/", "scripts/", "vbadata.xml")


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
    """What a file is by its first bytes, empty for what is not taken. Raises Invalid for macros and zip bombs."""
    for magic, media_type in _MAGIC:
        if content.startswith(magic):
            return media_type
    if content.startswith(b"PK\x03\x04"):
        return _document(content)
    return "text/plain" if _is_text(content) else ""


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return all(letter in "\t\n\r" or letter >= " " for letter in text) and not text.startswith("#!")


def _document(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_bomb(entries)
            names = {entry.filename.casefold() for entry in entries}
            if any(name.endswith(_MACROS[0]) or name.startswith(_MACROS[1:]) for name in names):
                raise Invalid.field("data", "MACROS", "the document carries macros: save it without them")
            if "mimetype" in names:
                with archive.open("mimetype") as opened:
                    told = opened.read(100).decode("ascii", "replace")
                return told if told in _ODF else ""
            return next((media_type for entry, media_type in _OOXML if entry in names), "")
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, KeyError, ValueError):
        return ""


def _check_bomb(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    dense = any(
        entry.file_size > _SMALL and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1) for entry in entries
    )
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED or dense:
        raise Invalid.field("data", "SOURCE_TOO_LARGE", "the document unpacks to far more than it is packed in")
