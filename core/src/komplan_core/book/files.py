"""Files that a verifier is given: keys, checkpoints, proofs, books, tables. The only module that reads anything."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from komplan_core.book.checkpoints import read
from komplan_core.book.errors import BookError
from komplan_core.book.exports import Closing, Row, read_csv, read_jsonl, read_outcomes
from komplan_core.book.notes import VerifierKey
from komplan_core.book.texts import hash_of
from komplan_core.book.tiles import CHECKPOINT, published

MOST_BYTES: Final = 4_000_000
"""Of a file that is read at once."""


def text_of(path: Path) -> str:
    """A small text file. Raises BookError FILE_UNREADABLE."""
    data = _bytes_of(path)
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise BookError("FILE_UNREADABLE", f"`{path}` is not text in UTF-8") from None


def note_of(path: Path) -> str:
    """A checkpoint, with the line ends of any system. Raises BookError FILE_UNREADABLE."""
    return text_of(path).lstrip("\ufeff").replace("\r\n", "\n").rstrip("\n") + "\n"


def keys_of(given: Iterable[str]) -> tuple[VerifierKey, ...]:
    """Public keys: each written out, or the name of a file with one on a line. Raises BookError KEY_INVALID."""
    found: list[VerifierKey] = []
    for item in given:
        lines = [item] if item.count("+") >= 2 and not Path(item).is_file() else text_of(Path(item)).splitlines()
        found += [VerifierKey.parse(line) for line in lines if line.strip() and not line.startswith("#")]
    if not found:
        raise BookError("KEY_INVALID", "no public key is given: it stands in the announcement and on the portal")
    return tuple(found)


def record_of(path: Path) -> dict[str, Any]:
    """A record as JSON. Raises BookError FILE_UNREADABLE."""
    try:
        value = json.loads(text_of(path))
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise BookError("FILE_UNREADABLE", f"`{path}` is no JSON object")
    return value


def proof_of(path: Path) -> list[bytes]:
    """A proof of consistency: one hash in base64 on a line. Raises BookError."""
    return [hash_of(line.strip()) for line in text_of(path).splitlines() if line.strip()]


def checkpoint_of(book: Path, given: Path | None) -> str:
    """The checkpoint of a book: the given file, else the one of a published folder. Raises BookError."""
    if given is None and not book.is_dir():
        raise BookError("FILE_UNREADABLE", f"say with --checkpoint which checkpoint `{book}` belongs to")
    return note_of(given or book / CHECKPOINT)


def entries_of(book: Path, checkpoint_note: str) -> Iterator[bytes]:
    """The entries of a book: a folder as tlog-tiles publishes it, or a file with one entry on a line."""
    if book.is_dir():
        yield from published(lambda path: _bundle(book, path), read(checkpoint_note).size)
        return
    try:
        with book.open("rb") as lines:
            for line in lines:
                yield line.removesuffix(b"\n").removesuffix(b"\r")
    except OSError as error:
        raise _unreadable(book, error) from None


def table_of(path: Path, outcomes: Path | None = None) -> Iterator[Row | Closing]:
    """The rows of a settlement table in CSV (semicolons) or JSON Lines; `outcomes` is a file of the city's own ones.

    Raises BookError.
    """
    own = read_outcomes(text_of(outcomes)) if outcomes else {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield from (read_jsonl if path.suffix in (".jsonl", ".ndjson") else read_csv)(lines, own=own)
    except OSError as error:
        raise _unreadable(path, error) from None
    except UnicodeDecodeError:
        raise BookError("EXPORT_INVALID", f"`{path}` is not text in UTF-8") from None


def _bundle(book: Path, path: str) -> bytes:
    part = book / path
    return _bytes_of(part if part.is_file() or ".p/" not in path else book / path.partition(".p/")[0], 20_000_000)


def _bytes_of(path: Path, most: int = MOST_BYTES) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise _unreadable(path, error) from None
    if len(data) > most:
        raise BookError("FILE_UNREADABLE", f"`{path}` is too large")
    return data


def _unreadable(path: Path, error: OSError) -> BookError:
    return BookError("FILE_UNREADABLE", f"`{path}` cannot be read: {error.strerror or type(error).__name__}")
