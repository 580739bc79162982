"""Asking a city for the keys of its comment books."""

import asyncio
import time
from typing import Final

from komplan.consultation.v1 import (
    book_service_pb2,
    book_service_pb2_grpc,
    consultation_service_pb2,
    consultation_service_pb2_grpc,
)
from komplan_core.directory import Municipality
from komplan_core.errors import Late, Refused
from komplan_core.names import AREA, ROUND, last_id
from komplan_kit import inputs
from komplan_region.collecting.lines import Lines, key_of
from komplan_region.ports.signed_directory import BookKey

MOST_ROUNDS: Final = 500
"""Of which one city is asked: a round a year for longer than anybody plans."""


class BookKeys:
    """Asks cities for the keys of their books, over the channels of the collector."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    async def __call__(self, city: Municipality, seconds: float) -> list[BookKey]:
        """The keys of all books of a city, by round. Raises PlanError."""
        until = time.monotonic() + seconds
        line = key_of(city, city.consultation_target)
        try:
            async with asyncio.timeout(seconds), self._lines.to(line) as peer:
                rounds = consultation_service_pb2_grpc.ConsultationServiceStub(peer.channel)
                books = book_service_pb2_grpc.BookServiceStub(peer.channel)
                asked = consultation_service_pb2.ListRoundsRequest(
                    parent=AREA.format(area=city.code), page_size=MOST_ROUNDS
                )
                found: list[BookKey] = []
                listed = await peer.ask(rounds.ListRounds, asked, seconds)
                inputs.check(listed)
                for held in listed.rounds[:MOST_ROUNDS]:
                    if not ROUND.matches(held.name) or not held.name.startswith(f"{asked.parent}/"):
                        raise Refused("WRONG_IDENTITY", "a round of another planning area was told of")
                    try:
                        told = await peer.ask(
                            books.ListKeys,
                            book_service_pb2.ListKeysRequest(parent=held.name),
                            max(until - time.monotonic(), 0.001),
                        )
                    except Refused as error:
                        if error.reason != "BOOK_NOT_OPEN":
                            raise
                        continue
                    inputs.check(told)
                    found += [BookKey(last_id(held.name), held.title[:200], key.key) for key in told.keys]
                return found
        except TimeoutError:
            await self._lines.give_up(line)
            raise Late("PEER_UNAVAILABLE", "no complete answer within the deadline") from None
