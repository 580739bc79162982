"""A consultation that is killed again and again while people register comments; what became of their receipts."""

import asyncio
import itertools
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from komplan.consultation.v1 import book_service_pb2 as reading
from komplan.consultation.v1 import book_service_pb2_grpc as reading_rpc
from komplan.consultation.v1 import intake_service_pb2 as intake
from komplan.consultation.v1 import intake_service_pb2_grpc as intake_rpc
from komplan.consultation.v1 import round_office_service_pb2 as rounds
from komplan.consultation.v1 import round_office_service_pb2_grpc as rounds_rpc
from komplan.consultation.v1.comment_pb2 import Comment, Point
from komplan.consultation.v1.round_pb2 import ChannelRule, Round
from komplan.type.v1.period_pb2 import Period
from komplan_core.book.entries import decoded
from komplan_core.book.errors import BookError
from komplan_core.book.notes import VerifierKey
from komplan_core.book.verifying import verify_book, verify_receipt
from komplan_core.errors import Late, NotFound, PlanError, Unavailable
from komplan_kit.client import Peer
from komplan_kit.identity import assertion, make_issuer_key
from support.consultation import author, day
from support.killing import MUTANTS
from support.postgres import free_port
from support.processes import Served

ROUND = "areas/vzorov/rounds/jaro"
CLIENTS = 8


@dataclass
class Registrations:
    """What was asked and answered, and what the book says of it in the end."""

    answered: dict[str, intake.RegisterCommentResponse] = field(default_factory=dict)
    """By the token that is `request_id` and text."""
    repeated: int = 0
    wanted: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when `wanted` registrations are answered, so that a blow falls amid the work."""
    faults: Counter[str] = field(default_factory=Counter)


class KillingBook:
    """One consultation with its folder. `mutant` names a planted fault."""

    def __init__(self, folder: Path, address: Callable[[str], str], mutant: str = "") -> None:
        self._key = folder / "issuer.key"
        make_issuer_key(self._key, folder / "issuer.pub.pem")
        lines = (
            f'listen = "127.0.0.1:{free_port()}"\nlog_level = "warning"\ndata = "data"\nplanning = "none"',
            '[area]\ncode = "vzorov"\nplugins = ["reference"]',
            f'[storage]\ndatabase = "{address("consultation")}"\nkeystore = "{address("keystore")}"',
            '[identity]\nissuers = ["issuer.pub.pem"]\n',
        )
        (folder / "komplan.toml").write_text("\n".join(lines))
        words = ("consultation", "--config", "komplan.toml")
        self._served = Served.komplan(folder, *words)
        if mutant:
            made = [sys.executable, MUTANTS, mutant, "serve", *words, "--ready-file", "address"]
            self._served = Served(folder, made)

    def run(self, seed: int, kills: int) -> Registrations:
        """Register without a pause, kill so many times, finish, and compare what was answered with the book."""
        self._served.start()
        try:
            return asyncio.run(self._run(Random(seed), kills))
        finally:
            self._served.kill()

    async def _run(self, chance: Random, kills: int) -> Registrations:
        made, stopping = Registrations(), asyncio.Event()
        await self._announce()
        clients = [asyncio.create_task(self._client(number, made, stopping)) for number in range(CLIENTS)]
        try:
            for _ in range(kills):
                made.wanted = len(made.answered) + CLIENTS
                made.reached.clear()
                async with asyncio.timeout(60):
                    await made.reached.wait()
                await asyncio.sleep(chance.uniform(0.0, 0.1))
                self._served.kill()
                await asyncio.to_thread(self._served.start)
            stopping.set()
            async with asyncio.timeout(60):
                await asyncio.gather(*clients)
        finally:
            for client in clients:
                client.cancel()
        await self._compare(made)
        return made

    def _peer(self) -> Peer:
        token = assertion(self._key, "office", ("clerk",), "vzorov")
        return Peer(self._served.target, assertion=lambda: token)

    async def _announce(self) -> None:
        peer = self._peer()
        stub = rounds_rpc.RoundOfficeServiceStub(peer.channel)
        held = Round(
            title="Připomínky k návrhu",
            plan_version="areas/vzorov/plans/kp/versions/navrh",
            window=Period(start=day(-30), end=day(30)),
            channels=[ChannelRule(channel="web")],
        )
        await peer.ask(stub.CreateRound, rounds.CreateRoundRequest(parent="areas/vzorov", round=held, round_id="jaro"))
        for _ in range(50):
            with suppress(NotFound):  # a planted fault answers before it stores
                await peer.ask(stub.AnnounceRound, rounds.AnnounceRoundRequest(name=ROUND))
                break
            await asyncio.sleep(0.02)
        await peer.close()

    async def _client(self, number: int, made: Registrations, stopping: asyncio.Event) -> None:
        peer = self._peer()
        register = intake_rpc.IntakeServiceStub(peer.channel).RegisterComment
        try:
            for count in itertools.count():
                if stopping.is_set():
                    return
                token = f"c{number}-{count}"
                comment = Comment(
                    received_on=day(-1), channel="web", authors=[author()], points=[Point(text=f"Text {token}")]
                )
                request = intake.RegisterCommentRequest(parent=ROUND, comment=comment, request_id=token)
                while token not in made.answered:
                    try:
                        made.answered[token] = await peer.ask(register, request, 5.0)
                        if len(made.answered) >= made.wanted:
                            made.reached.set()
                    except (Unavailable, Late):
                        made.repeated += 1
                        await asyncio.sleep(0.02)
                    except PlanError as error:
                        made.faults[f"refused: {error.reason}"] += 1
                        return
        finally:
            with suppress(Exception):
                await peer.close()

    async def _compare(self, made: Registrations) -> None:
        """Count what is not as it must be: holes, doubles, and what was acknowledged and is not in the book."""
        peer = self._peer()
        stub: Any = reading_rpc.BookServiceStub(peer.channel)
        note = (await peer.ask(stub.GetCheckpoint, reading.GetCheckpointRequest(parent=ROUND))).note
        keys = [
            VerifierKey.parse(item.key)
            for item in (await peer.ask(stub.ListKeys, reading.ListKeysRequest(parent=ROUND))).keys
        ]
        entries: list[bytes] = []
        token = ""
        while True:
            request = reading.ListEntriesRequest(parent=ROUND, page_size=1000, page_token=token)
            page = await peer.ask(stub.ListEntries, request)
            entries += [entry.data for entry in page.entries]
            if not (token := page.next_page_token):
                break
        await peer.close()
        try:
            verify_book(entries, note, keys)
        except BookError as error:
            made.faults[f"book: {error.reason}"] += 1
        registered = [entry for entry in map(decoded, entries) if entry["type"] == "comment.registered"]
        numbers = [entry["no"] for entry in registered]
        made.faults["hole or double"] += numbers != list(range(1, len(numbers) + 1))
        made.faults["registered twice"] += max(0, len(numbers) - len(made.answered))
        for text, answer in made.answered.items():
            try:
                facts = verify_receipt(answer.receipt, keys, record={"points": [{"text": f"Text {text}"}]})
                kept = facts.index < len(entries) and decoded(entries[facts.index]) == facts.entry
                made.faults["lost"] += not (kept and facts.entry["no"] == answer.comment.number)
            except BookError as error:
                made.faults[f"receipt: {error.reason}"] += 1
        made.faults = +made.faults
