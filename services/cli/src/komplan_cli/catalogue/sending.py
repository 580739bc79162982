"""`komplan catalogue campaign send`."""

import asyncio
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer

from komplan.catalogue.v1 import campaign_editor_service_pb2 as pb
from komplan.catalogue.v1 import campaign_editor_service_pb2_grpc as rpc
from komplan_cli.access import Access, Area, Ca, Certificate, IssuerKey, Key, Target
from komplan_cli.asking import asked
from komplan_cli.catalogue.campaign import SECONDS, Json, Which, campaign_app
from komplan_cli.catalogue.mailing import Connection, Rejected, Relay
from komplan_cli.mails import check_sender, email, in_bytes, put_away
from komplan_cli.output import give_json, say
from komplan_core.errors import Invalid, Unavailable
from komplan_core.names import last_id
from komplan_kit.client import Peer


@campaign_app.command("send")
def send_command(
    target: Target,
    area: Area,
    campaign: Which,
    link: Annotated[str, typer.Option("--link", help="page that confirms, https://…#; the token follows the #")],
    sender: Annotated[str, typer.Option("--sender", help="e-mail address of the office")],
    outbox: Annotated[Path | None, typer.Option("--outbox", help="write each e-mail into this folder")] = None,
    smtp: Annotated[str, typer.Option("--smtp", help="hand the e-mails to this mail server, host:port")] = "",
    smtp_ca: Annotated[
        Path | None, typer.Option("--smtp-ca", help="authority of its certificate, if not public")
    ] = None,
    mark: Annotated[
        bool, typer.Option("--mark", help="count what is only written as sent: you send it yourself")
    ] = False,
    issuer_key: IssuerKey = None,
    ca: Ca = None,
    certificate: Certificate = None,
    key: Key = None,
    json: Json = False,
) -> None:
    """Send the letters that are due today. Those that the mail server takes count as sent; exit code 6 if one was not.

    Example: komplan catalogue campaign send jaro --smtp mail:25 --sender a@vzorov.example --link https://vzorov.example/#
    """
    check_sender(sender)
    if outbox is None and not smtp:
        raise Invalid.field("outbox", "REQUIRED", "say where to: --outbox, --smtp or both")
    name, relay = f"areas/{area}/campaigns/{campaign}", Relay(smtp, smtp_ca) if smtp else None

    async def run(peer: Peer) -> dict[str, Any]:
        letters = await _letters(peer, name, link)
        sending = Sending(peer, name, sender, outbox, mark)
        with relay.connected() if relay is not None and letters else nullcontext() as connection:
            for letter in letters:
                await sending.send(letter, connection)
        return {"due": len(letters), "sent": sending.sent, "written": sending.written, "failed": sending.failed}

    found = asked(Access(target, area, "catalogue-editor", issuer_key, ca, certificate, key), run)
    failed = found["failed"]
    for item, why in failed.items():
        say(f"[red]{item}[/] {why}")
    if json:
        give_json(found)
    else:
        print(f"{found['due']} letters due, {found['written']} written, {found['sent']} sent, {len(failed)} failed")
    if failed:
        sys.exit(6)


class Sending:
    """Letters on their way out. What was accepted is noted one by one, so that nobody is asked twice after a crash."""

    def __init__(self, peer: Peer, campaign: str, sender: str, outbox: Path | None, mark: bool) -> None:
        self._peer, self._campaign, self._sender, self._outbox, self._mark = peer, campaign, sender, outbox, mark
        self.sent = self.written = 0
        self.failed: dict[str, str] = {}
        self._gone = ""

    async def send(self, letter: pb.Reminder, connection: Connection | None) -> None:
        """Write a letter, hand it over, note it."""
        message = email(letter.recipient, letter.subject, letter.text, self._sender)
        if self._outbox is not None:
            put_away(self._outbox, f"{last_id(letter.item)}-{letter.number}.eml", in_bytes(message))
            self.written += 1
        if connection is None and not self._mark:
            return
        try:
            if self._gone:
                raise Rejected(self._gone)
            if connection is not None:
                await asyncio.to_thread(connection.send, message)
        except Unavailable as error:  # the connection is gone: the others fail for the same reason
            self._gone = error.message
            self.failed[last_id(letter.item)] = error.message
        except Rejected as error:
            self.failed[last_id(letter.item)] = str(error)
        else:
            self.sent += connection is not None
            stub = rpc.CampaignEditorServiceStub(self._peer.channel)
            request = pb.MarkRemindedRequest(parent=self._campaign, items=[letter.item])
            await self._peer.ask(stub.MarkReminded, request)


async def _letters(peer: Peer, campaign: str, link: str) -> list[pb.Reminder]:
    stub = rpc.CampaignEditorServiceStub(peer.channel)
    request = pb.DueRemindersRequest(parent=campaign, link=link)
    parts = peer.stream(stub.DueReminders, request, SECONDS)
    return [reminder async for part in parts for reminder in part.reminders]
