"""Letters of a campaign as e-mails: written into a folder, or handed to a mail server."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from komplan.catalogue.v1.campaign_editor_service_pb2 import Reminder
from komplan_core.catalogue.organisations import Email
from komplan_core.errors import Invalid, Refused, Unavailable
from komplan_core.names import last_id
from komplan_kit.clock import utc_now

SECONDS: Final = 60.0
"""How long the mail server may take for one step."""

_EMAIL: Final[TypeAdapter[str]] = TypeAdapter(Email)
_QUOTED: Final = Charset("utf-8")
_QUOTED.body_encoding = QP


def check_sender(sender: str) -> None:
    """Raise Invalid unless the sender is one plain e-mail address."""
    try:
        address = _EMAIL.validate_python(sender)
    except ValidationError as error:
        raise Invalid.of(error, "sender") from None
    if not address:
        raise Invalid.field("sender", "REQUIRED", "say from whom the e-mails come")


def email_of(reminder: Reminder, sender: str) -> Message:
    """The e-mail of a letter (RFC 5322, UTF-8). Whatever the letter says, each header is one line."""
    message = MIMEText(reminder.text, "plain", _QUOTED)  # type: ignore[arg-type]
    message["From"] = sender
    message["To"] = _EMAIL.validate_python(reminder.recipient)
    # folded by `Header`: EmailMessage of today's Pythons loses spaces between encoded words
    message["Subject"] = Header(" ".join(reminder.subject.split()), "utf-8", header_name="Subject")  # type: ignore[assignment]
    message["Date"] = format_datetime(utc_now())
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    return message


def put_away(folder: Path, reminder: Reminder, message: Message) -> Path:
    """Write one e-mail into a folder of its owner's own: it holds an address and a token."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{last_id(reminder.item)}-{reminder.number}.eml"
    path.touch(mode=0o600)
    path.write_bytes(message.as_bytes(policy=compat32.clone(linesep="\r\n")))
    return path


class Rejected(Exception):
    """The mail server did not take one e-mail; what it said, without addresses."""


@dataclass(frozen=True)
class Relay:
    """A mail server, `host:port`, and the authority of its certificate where that is no public one."""

    address: str
    authority: Path | None = None

    @contextmanager
    def connected(self) -> Iterator["Connection"]:
        """One connection for all e-mails, encrypted where the server offers it. Raises Unavailable."""
        host, _, port = self.address.rpartition(":")
        if not host or not port.isdigit():
            raise Invalid.field("smtp", "INVALID_VALUE", "name the mail server as host:port")
        try:
            server = smtplib.SMTP(host, int(port), timeout=SECONDS)
        except OSError as error:
            raise _unreachable(error) from None
        try:
            self._encrypt(server)
            yield Connection(server)
        finally:
            server.close()

    def _encrypt(self, server: smtplib.SMTP) -> None:
        try:
            server.ehlo_or_helo_if_needed()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context(cafile=self.authority))
                server.ehlo()
        except ssl.SSLError:
            raise Refused("UNIDENTIFIED", "the mail server's certificate is not trusted: name its authority") from None
        except OSError as error:  # those of the protocol included
            raise _unreachable(error) from None


class Connection:
    """An open connection to a mail server."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self._server = server

    def send(self, message: Message) -> None:
        """Hand one e-mail over. Raises Rejected if the server does not take it, Unavailable if it is gone."""
        try:
            self._server.send_message(message)
        except smtplib.SMTPServerDisconnected as error:
            raise _unreachable(error) from None
        except smtplib.SMTPException as error:
            raise Rejected(_said(error)) from None
        except OSError as error:
            raise _unreachable(error) from None


def _said(error: Exception) -> str:
    codes = [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    return f"SMTP {', '.join(map(str, codes))}" if codes else type(error).__name__


def _unreachable(error: Exception) -> Unavailable:
    return Unavailable("PEER_UNAVAILABLE", f"the mail server does not answer ({type(error).__name__})")
