"""E-mails as files (RFC 5322), read in a limited process of its own as workbooks are."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Final

from komplan_core.errors import Invalid

CHILD_SECONDS: Final = 60.0
AT_ONCE: Final = 100
"""E-mails that one process reads."""
_EXHAUSTED: Final = {
    "reason": "SOURCE_TOO_LARGE",
    "message": "the e-mail takes more memory or time than an import gives it",
}


@dataclass(frozen=True, slots=True)
class LetterFile:
    """A file that came with an e-mail; its type is empty where it is none that is taken."""

    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """What an e-mail says."""

    name: str
    """Of the sender, empty where only the address is told."""
    address: str
    sent_at: datetime | None
    received_at: datetime | None
    """When the last server on its way took it; None where the file does not tell."""
    subject: str
    key: str
    """Its Message-ID."""
    text: str
    files: tuple[LetterFile, ...]


def open_letters(paths: Sequence[Path]) -> Iterator[ReadLetter | Invalid]:
    """Read e-mails in their order; what is wrong with one stands in its place and harms no other."""
    for start in range(0, len(paths), AT_ONCE):
        some = paths[start : start + AT_ONCE]
        answers = _told(some)
        if len(answers) != len(some):  # one of them exhausted the process: each has one of its own
            answers = [answer for path in some for answer in (_told([path]) or [_EXHAUSTED])]
        yield from map(_read, answers)


def _told(paths: Sequence[Path]) -> list[Any]:
    """What the limited process tells of e-mails, one JSON value a line; less than asked for where it was ended."""
    command = [sys.executable, "-I", "-B", "-m", "komplan_kit.sheets.letter_child", *(str(p.resolve()) for p in paths)]
    try:
        done = subprocess.run(
            command,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=CHILD_SECONDS,
            check=False,
        )
        return [json.loads(line) for line in done.stdout.splitlines()]
    except (subprocess.TimeoutExpired, ValueError):
        return []


def _read(said: Any) -> ReadLetter | Invalid:
    if "reason" in said:
        return Invalid.field("source", said["reason"], said["message"])
    return ReadLetter(
        said["name"],
        said["address"],
        _moment(said["sent"]),
        _moment(said["received"]),
        said["subject"],
        said["key"],
        said["text"],
        tuple(LetterFile(**file) for file in said["files"]),
    )


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return (found if found.tzinfo is not None else found.replace(tzinfo=UTC)).astimezone(UTC)
