"""Documents of office programs, which are zip archives: what they are, and whether they carry anything that runs.

It is judged by what the document declares of its parts, where its program would look for macros, and by the first bytes
of every part; a name alone decides nothing. Nothing is unpacked whole.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from komplan_core.errors import Invalid

MAGIC: Final = b"PK\x03\x04"
LARGEST_UNPACKED: Final = 100 << 20
LARGEST_RATIO: Final = 200
MOST_ENTRIES: Final = 2_000
LARGEST_DECLARED: Final = 1 << 20
"""Bytes of the part that declares all others."""
_SMALL: Final = 1 << 20
"""What unpacks to less may be packed as tightly as it likes."""
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
OOXML: Final = {
    f"{_OFFICE}.wordprocessingml.document.main+xml": f"{_OFFICE}.wordprocessingml.document",
    f"{_OFFICE}.spreadsheetml.sheet.main+xml": f"{_OFFICE}.spreadsheetml.sheet",
}
"""The document by the declared type of its main part; templates and documents with macros declare another."""
ODF: Final = frozenset({"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"})
_ACTIVE: Final = (
    "macroenabled",
    "vbaproject",
    "oleobject",
    "activex",
    "x-javascript",
    "x-python",
    "x-java",
    "starbasic",
)
"""In the declared type of a part: it runs, or carries what may."""
_FOLDERS: Final = ("basic/", "scripts/")
"""Where a program for OpenDocument looks for macros."""
_FILES: Final = ("vbaproject.bin", "vbadata.xml")
_FOREIGN: Final = (b"PK", b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF", b"#!")
"""First bytes of archives, programs and older documents, which nobody looks into here."""
Parts = Mapping[str, zipfile.ZipInfo]
"""The parts of an archive by their names in small letters."""
_ENCODINGS: Final = ("utf-8", "utf-16")
"""In which both standards let the declaring parts be written."""
_BROKEN: Final = (
    zipfile.BadZipFile,
    NotImplementedError,
    UnicodeDecodeError,
    zlib.error,
    EOFError,
    expat.ExpatError,
)
"""What a damaged archive raises: its directory is wrong; it is of a version that nobody writes; a name in it is no
text; its packed bytes are wrong, or end early; what declares the parts is no XML."""


def media_type_of_document(content: bytes) -> str:
    """What a document is, empty for what is not taken. Raises Invalid for what runs, and for zip bombs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _judged(archive, len(content))
    except _BROKEN:
        return ""


def _judged(archive: zipfile.ZipFile, length: int) -> str:
    entries = archive.infolist()
    _check_bomb(entries)
    parts = {entry.filename.casefold().replace("\\", "/"): entry for entry in entries}
    if len(parts) < len(entries) or not all(_is_readable(entry, length) for entry in entries):
        return ""
    media_type, declared = _odf(archive, parts) if "mimetype" in parts else _ooxml(archive, parts)
    where = any(name.startswith(_FOLDERS) or name.endswith(_FILES) for name in (*parts, *declared))
    if where or any(word in told for told in declared.values() for word in _ACTIVE):
        raise Invalid.field("data", "MACROS", "the document carries macros or objects that run: save it without them")
    if media_type and any(_read(archive, entry, 8).startswith(_FOREIGN) for entry in entries):
        raise Invalid.field("data", "MACROS", "another file is embedded in the document: send it beside it")
    return media_type


def _is_readable(entry: zipfile.ZipInfo, length: int) -> bool:
    """Whether a part is not encrypted, packed as documents are, and begins inside the archive."""
    packed = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return packed and not entry.flag_bits & 1 and 0 <= entry.header_offset < length


def _ooxml(archive: zipfile.ZipFile, parts: Parts) -> tuple[str, dict[str, str]]:
    """The document and the types of its parts, by part or ending, as `[Content_Types].xml` declares them."""
    declared = {
        (told.get("PartName") or told.get("Extension", "")).casefold().removeprefix("/"): told["ContentType"].casefold()
        for told in _elements(archive, parts, "[content_types].xml")
        if "ContentType" in told
    }
    found = (OOXML[what] for part, what in declared.items() if what in OOXML and part in parts)
    return next(found, ""), declared


def _odf(archive: zipfile.ZipFile, parts: Parts) -> tuple[str, dict[str, str]]:
    """The document and the types of its parts, as `mimetype` and `META-INF/manifest.xml` declare them."""
    media_type = _read(archive, parts["mimetype"], 100).decode("ascii", "replace")
    declared: dict[str, str] = {}
    for told in _elements(archive, parts, "meta-inf/manifest.xml"):
        values = {name.rpartition(":")[2]: value for name, value in told.items()}
        if "full-path" in values:
            declared[values["full-path"].casefold()] = values.get("media-type", "").casefold()
    return media_type if media_type in ODF and declared.get("/") == media_type else "", declared


def _elements(archive: zipfile.ZipFile, parts: Parts, name: str) -> list[dict[str, str]]:
    """The attributes of all elements of a small part of XML; none where it is missing. Raises one of `_BROKEN`."""
    if name not in parts:
        return []
    if parts[name].file_size > LARGEST_DECLARED:
        raise zipfile.BadZipFile("what declares the parts is too long")
    found: list[dict[str, str]] = []

    def begin(element: str, attributes: dict[str, str]) -> None:
        found.append(attributes)

    def check(version: str, encoding: str | None, standalone: int) -> None:
        if (encoding or "utf-8").casefold() not in _ENCODINGS:
            raise zipfile.BadZipFile("what declares the parts is in an encoding that is not allowed there")

    def refuse(*_: object) -> None:
        raise zipfile.BadZipFile("a document type has no place in what declares the parts")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler, parser.XmlDeclHandler = begin, refuse, check
    parser.Parse(_read(archive, parts[name], LARGEST_DECLARED), True)
    return found


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    with archive.open(entry) as opened:
        return opened.read(most)


def _check_bomb(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    dense = any(
        entry.file_size > _SMALL and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1) for entry in entries
    )
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED or dense:
        raise Invalid.field("data", "SOURCE_TOO_LARGE", "the document unpacks to far more than it is packed in")
