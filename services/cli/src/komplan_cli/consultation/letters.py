"""Letters to authors as files: e-mails, and plain text for those who are answered on paper."""

from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from komplan.consultation.v1.reply_service_pb2 import Letter
from komplan_core.catalogue.organisations import Email
from komplan_core.consultation.replies import BY_MAIL
from komplan_core.errors import Invalid
from komplan_core.names import last_id
from komplan_kit.clock import utc_now

_EMAIL: Final[TypeAdapter[str]] = TypeAdapter(Email)
_QUOTED: Final = Charset("utf-8")
_QUOTED.body_encoding = QP


def put_away(folder: Path, letter: Letter, sender: str) -> Path:
    """Write one letter into a folder of its owner's own. Raises Invalid for an address that is none."""
    by_mail = letter.channel in BY_MAIL
    policy = compat32.clone(linesep="\r\n")
    body = _email(letter, sender).as_bytes(policy=policy) if by_mail else _paper(letter)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{letter.number:05d}-{last_id(letter.reply)}.{'eml' if by_mail else 'txt'}"
    path.touch(mode=0o600)
    path.write_bytes(body)
    return path


def _email(letter: Letter, sender: str) -> Message:
    try:
        address = _EMAIL.validate_python(letter.contact.strip())
    except ValidationError as error:
        raise Invalid.of(error, "contact") from None
    message = MIMEText(letter.text, "plain", _QUOTED)  # type: ignore[arg-type]
    message["From"] = sender
    message["To"] = address
    # folded by `Header`: EmailMessage of today's Pythons loses spaces between encoded words
    message["Subject"] = Header(" ".join(letter.subject.split()), "utf-8", header_name="Subject")  # type: ignore[assignment]
    message["Date"] = format_datetime(utc_now())
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    return message


def _paper(letter: Letter) -> bytes:
    day = utc_now().date()
    head = f"{letter.recipient}\n{letter.contact}\n\n{day.day}. {day.month}. {day.year}\n\nVěc: {letter.subject}\n\n"
    return f"{head}{letter.text}".encode()
