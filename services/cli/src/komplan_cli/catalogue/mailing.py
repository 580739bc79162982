"""E-mails handed to a mail server."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Final

from komplan_core.errors import Invalid, Refused, Unavailable

SECONDS: Final = 60.0
"""How long the mail server may take for one step."""


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
