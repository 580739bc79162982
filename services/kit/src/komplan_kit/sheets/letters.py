"""E-mails as files (RFC 5322), read in a limited process of its own as workbooks are."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Final

from komplan_core.errors import Invalid

CHILD_SECONDS: Final = 60.0
LARGEST_ANSWER: Final = 8 << 20


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


def open_letter(path: Path) -> ReadLetter:
    """Read an e-mail. Raises Invalid for a file that is none, or takes too much memory or time."""
    command = [sys.executable, "-I", "-B", "-m", "komplan_kit.sheets.letter_child", str(path.resolve())]
    try:
        done = subprocess.run(
            command,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=CHILD_SECONDS,
            check=False,
        )
        said: Any = json.loads(done.stdout[:LARGEST_ANSWER])
    except (subprocess.TimeoutExpired, ValueError):
        message = "the e-mail takes more memory or time than an import gives it"
        raise Invalid.field("source", "SOURCE_TOO_LARGE", message) from None
    if "reason" in said:
        raise Invalid.field("source", said["reason"], said["message"])
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
