"""Asks the witnesses for their cosignatures, turn by turn; one that fails holds up nobody."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Final

import grpc
import structlog

from komplan.witness.v1 import witness_service_pb2 as pb
from komplan.witness.v1 import witness_service_pb2_grpc as rpc
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.witnesses import Shown, Witnesses
from komplan_core.book.notes import VerifierKey
from komplan_core.errors import PlanError, Refused, Stale
from komplan_core.witnessing import larger_size
from komplan_kit.client import Peer
from komplan_kit.database import Database

SECONDS: Final = 10.0
"""That a witness has for one checkpoint."""
log = structlog.get_logger(__name__)

Forbid = Callable[[str, str], None]
"""Makes a book read-only: its origin, and why."""


class Visits:
    """Goes round the witnesses with the latest checkpoints."""

    def __init__(
        self,
        database: Database[ConsultationTx],
        witnesses: Witnesses,
        addresses: Mapping[str, str],
        credentials: grpc.ChannelCredentials | None,
        forbid: Forbid,
    ) -> None:
        """`addresses` are by the names of the witnesses."""
        self._db, self._witnesses, self._forbid = database, witnesses, forbid
        self._addresses, self._credentials = dict(addresses), credentials
        self._peers: dict[str, Peer] = {}

    async def turn(self) -> None:
        """Show every witness what is due; tell the log of those that have been silent for too long."""
        await asyncio.gather(*(self._visit(key) for key in self._witnesses.keys))
        await self.check()

    async def check(self) -> None:
        """Keep read-only what a witness contradicted before, and tell of silence."""
        for standing in await self._db.read(self._witnesses.standings):
            if standing.known_size:
                self._forbid(standing.origin, contradicted(standing.witness.name, standing.known_size))
            if standing.alarm:
                log.error(
                    "book_not_cosigned", origin=standing.origin, witness=standing.witness.name, size=standing.size
                )

    async def close(self) -> None:
        """Close the channels."""
        for peer in self._peers.values():
            await peer.close()

    async def _visit(self, key: VerifierKey) -> None:
        for shown in await self._db.read(self._witnesses.due, key):
            try:
                await self._show(key, shown)
            except PlanError as error:
                log.warning("not_cosigned", origin=shown.origin, witness=key.name, reason=error.reason)
                await self._db.write(self._witnesses.fail, key, shown.origin, error.reason, 0)

    async def _show(self, key: VerifierKey, shown: Shown) -> None:
        """Have one checkpoint cosigned. Raises the PlanError that came back where the book is not contradicted."""
        try:
            line = await self._line(key, shown)
        except Stale as refusal:
            known = larger_size(refusal)
            fresh = await self._db.read(self._witnesses.shown, shown.origin, known)
            if known > fresh.size:
                await self._look(key, fresh, refusal)
                return
            try:
                line, shown = await self._line(key, fresh), fresh
            except Refused as again:
                await self._look(key, fresh, again)
                return
        except Refused as refusal:
            await self._look(key, shown, refusal)
            return
        await self._db.write(self._witnesses.keep, key, shown, line)

    async def _look(self, key: VerifierKey, shown: Shown, refusal: PlanError) -> None:
        """Whether the witness holds a checkpoint of the book's own key that the book does not contain."""
        stub = rpc.WitnessServiceStub(self._peer(key).channel)
        latest = await self._peer(key).ask(stub.GetLatest, pb.GetLatestRequest(origin=shown.origin), SECONDS)
        size = await self._db.read(self._witnesses.contradiction, shown, latest.checkpoint)
        if not size:
            raise refusal
        log.critical("book_contradicted", origin=shown.origin, witness=key.name, size=size, own_size=shown.size)
        self._forbid(shown.origin, contradicted(key.name, size))
        await self._db.write(self._witnesses.fail, key, shown.origin, refusal.reason, size)

    async def _line(self, key: VerifierKey, shown: Shown) -> str:
        peer = self._peer(key)
        request = pb.AddCheckpointRequest(old_size=shown.old_size, proof=shown.proof, checkpoint=shown.note)
        answer = await peer.ask(rpc.WitnessServiceStub(peer.channel).AddCheckpoint, request, SECONDS)
        return str(answer.cosignature)

    def _peer(self, key: VerifierKey) -> Peer:
        if key.name not in self._peers:
            self._peers[key.name] = Peer(self._addresses[key.name], self._credentials)
        return self._peers[key.name]


def contradicted(witness: str, size: int) -> str:
    """Why a book takes no entries any more, and what to do."""
    return (
        f"the witness `{witness}` holds a checkpoint of {size} entries, signed by this book, that this database does "
        "not contain: an older copy was restored or the book was rewritten; restore the newest one and start again"
    )
