"""A mail server of one test: it speaks SMTP on loopback and keeps what it took."""

import asyncio
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


@dataclass
class Taken:
    """One e-mail as it was handed over."""

    sender: str
    recipients: list[str]
    raw: bytes
    encrypted: bool

    @property
    def message(self) -> EmailMessage:
        """The e-mail, parsed."""
        return message_from_bytes(self.raw, policy=policy.SMTP)  # type: ignore[return-value]


@dataclass
class MailServer:
    """Takes e-mails unless a rule of `refuse` answers to a recipient; `hang_up_after` so many it is gone."""

    tls: ssl.SSLContext | None = None
    refuse: dict[str, str] = field(default_factory=dict)
    hang_up_after: int | None = None
    taken: list[Taken] = field(default_factory=list)
    connections: int = 0
    address: str = ""

    def __enter__(self) -> "MailServer":
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(ready.set,), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def _serve(self, ready: Callable[[], None]) -> None:
        self._loop.run_until_complete(self._run(ready))
        self._loop.close()

    async def _run(self, ready: Callable[[], None]) -> None:
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        ready()
        await self._stop.wait()
        server.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        session = _Session(self, reader, writer)
        try:
            await session.run()
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            writer.close()


@dataclass
class _Session:
    server: MailServer
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    encrypted: bool = False
    sender: str = ""
    recipients: list[str] = field(default_factory=list)

    async def run(self) -> None:
        await self._say("220 vzorov.example")
        while line := (await self.reader.readline()).decode().strip():
            verb, _, rest = line.partition(" ")
            if self.server.hang_up_after is not None and len(self.server.taken) >= self.server.hang_up_after:
                return
            if verb.upper() == "QUIT":
                await self._say("221 bye")
                return
            await getattr(self, f"_{verb.lower()}", self._unknown)(rest)

    async def _ehlo(self, rest: str) -> None:
        offers = ["250-vzorov.example", "250-8BITMIME"]
        if self.server.tls is not None and not self.encrypted:
            offers.append("250-STARTTLS")
        await self._say("\r\n".join([*offers, "250 SIZE 1000000"]))

    async def _starttls(self, rest: str) -> None:
        await self._say("220 go ahead")
        await self.writer.start_tls(self.server.tls)  # type: ignore[arg-type]
        self.encrypted = True

    async def _mail(self, rest: str) -> None:
        self.sender, self.recipients = _address(rest), []
        await self._say("250 ok")

    async def _rcpt(self, rest: str) -> None:
        recipient = _address(rest)
        refusal = self.server.refuse.get(recipient, "")
        if not refusal:
            self.recipients.append(recipient)
        await self._say(refusal or "250 ok")

    async def _data(self, rest: str) -> None:
        await self._say("354 go on")
        lines: list[bytes] = []
        while (line := await self.reader.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.server.taken.append(Taken(self.sender, self.recipients, b"".join(lines), self.encrypted))
        await self._say("250 taken")

    async def _rset(self, rest: str) -> None:
        await self._say("250 ok")

    async def _unknown(self, rest: str) -> None:
        await self._say("502 no")

    async def _say(self, line: str) -> None:
        self.writer.write(f"{line}\r\n".encode())
        await self.writer.drain()


def _address(argument: str) -> Any:
    return argument.partition("<")[2].partition(">")[0]
