"""E-mails as RFC 5322 wants them, and files that only their owner reads."""

from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from komplan_core.catalogue.organisations import Email
from komplan_core.errors import Invalid
from komplan_kit.clock import utc_now

_EMAIL: Final[TypeAdapter[str]] = TypeAdapter(Email)
_QUOTED: Final = Charset("utf-8")
_QUOTED.body_encoding = QP


def check_sender(sender: str) -> None:
    """Raise Invalid unless the sender is one plain e-mail address."""
    if not _address(sender, "sender"):
        raise Invalid.field("sender", "REQUIRED", "say from whom the e-mails come")


def email(recipient: str, subject: str, text: str, sender: str) -> Message:
    """An e-mail in UTF-8. Whatever it says, each header is one line. Raises Invalid for an address that is none."""
    message = MIMEText(text, "plain", _QUOTED)  # type: ignore[arg-type]
    message["From"] = sender
    message["To"] = _address(recipient, "contact")
    # folded by `Header`: EmailMessage of today's Pythons loses spaces between encoded words
    message["Subject"] = Header(" ".join(subject.split()), "utf-8", header_name="Subject")  # type: ignore[assignment]
    message["Date"] = format_datetime(utc_now())
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    return message


def in_bytes(message: Message) -> bytes:
    """The e-mail as it is sent."""
    return message.as_bytes(policy=compat32.clone(linesep="\r\n"))


def put_away(folder: Path, name: str, data: bytes) -> Path:
    """Write a letter into a folder of its owner's own: it holds an address, and perhaps a token."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    path.touch(mode=0o600)
    path.write_bytes(data)
    return path


def _address(text: str, field: str) -> str:
    try:
        return _EMAIL.validate_python(text)
    except ValidationError as error:
        raise Invalid.of(error, field) from None
