"""`python -m komplan_kit.sheets.letter_child FILE…`: tells what e-mails (RFC 5322) say, within narrow limits.

It runs in a process of its own with little memory and time, as the reading of workbooks does. Each line of
output is one JSON value: the letter, or a refusal.
"""

import email
import email.policy
import hashlib
import json
import re
import resource
import sys
from email.message import EmailMessage
from email.utils import parseaddr
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from komplan_core.consultation.attachments import media_type_of
from komplan_core.errors import Invalid

MEMORY: Final = 1 << 30
SECONDS: Final = 60
LARGEST: Final = 32 << 20
MOST_PARTS: Final = 200
LONGEST_TEXT: Final = 200_000
_SKIPPED: Final = frozenset({"script", "style", "head", "title"})
_BREAKS: Final = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote"})


def main() -> None:
    """Tell what the e-mails that the arguments name say, one after the other."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for path in sys.argv[1:]:
        try:
            said = letter(Path(path))
        except Invalid as error:
            said = {"reason": error.reason, "message": error.message}
        except Exception:
            said = {"reason": "SOURCE_FORMAT", "message": "the file is no e-mail that can be read"}
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()


def letter(path: Path) -> dict[str, Any]:
    """Who wrote, when it was sent and received, its text, and its attachments by hash."""
    if path.stat().st_size > LARGEST:
        return {"reason": "SOURCE_TOO_LARGE", "message": f"an e-mail has {LARGEST >> 20} MiB at most"}
    with path.open("rb") as opened:
        found = email.message_from_binary_file(opened, policy=email.policy.default)
    if not isinstance(found, EmailMessage) or not found.get("From"):
        return {"reason": "SOURCE_FORMAT", "message": "the file is no e-mail: it has no sender"}
    if sum(1 for _ in found.walk()) > MOST_PARTS:
        return {"reason": "SOURCE_TOO_LARGE", "message": f"an e-mail has {MOST_PARTS} parts at most"}
    name, address = parseaddr(str(found["From"]))
    received = str(found.get_all("Received", [""])[0]).rpartition(";")[2].strip()
    body = found.get_body(("plain", "html"))
    text = _content(body) if body is not None else ""
    return {
        "name": name if name != address else "",
        "address": address,
        "sent": str(found.get("Date", "")),
        "received": received,
        "subject": " ".join(str(found.get("Subject", "")).split()),
        "key": str(found.get("Message-ID", "")).strip(),
        "text": text[:LONGEST_TEXT],
        "files": [_file(part) for part in found.iter_attachments() if isinstance(part, EmailMessage)],
    }


def _content(body: Any) -> str:
    text = body.get_content()
    if body.get_content_subtype() == "html":
        reader = _Text()
        reader.feed(text)
        text = "".join(reader.said)
    lines = [re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in text.replace("\r\n", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Text(HTMLParser):
    """The words of HTML, with line ends where it shows some."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipping += tag in _SKIPPED
        if tag in _BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._skipping = max(0, self._skipping - (tag in _SKIPPED))

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.said.append(re.sub(r"\s+", " ", data))


def _file(part: EmailMessage) -> dict[str, Any]:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    return {
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "media_type": media_type_of(content),
    }


if __name__ == "__main__":
    main()
