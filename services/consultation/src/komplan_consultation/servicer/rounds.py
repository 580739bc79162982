"""The life of a round."""

from typing import Any

from komplan.consultation.v1 import round_office_service_pb2 as pb
from komplan_consultation.ports.planning import Planning
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.rounds import Rounds
from komplan_core import names
from komplan_kit.caller import current
from komplan_kit.days import day_of
from komplan_kit.reading import Listing


class RoundOfficeServicer:
    """Rounds, from their preparation to their settlement."""

    def __init__(self, database: Consultation, round_list: Listing, rounds: Rounds, planning: Planning) -> None:
        self._db, self._codec, self._rounds, self._planning = database, round_list.kind.codec, rounds, planning

    async def CreateRound(self, request: pb.CreateRoundRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.write(self._rounds.create, self._codec.values(request.round), request.round_id)

    async def UpdateRound(self, request: pb.UpdateRoundRequest, context: Any) -> bytes:
        changes = self._codec.patch(request.round, request.update_mask.paths)
        return await self._db.write(self._rounds.update, request.round.name, request.round.etag, changes)

    async def DeleteRound(self, request: pb.DeleteRoundRequest, context: Any) -> bytes:
        return await self._db.write(self._rounds.delete, request.name, request.etag)

    async def AnnounceRound(self, request: pb.AnnounceRoundRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        version = await self._db.read(self._rounds.version_of, request.name)
        planned = await self._planning.version(version)
        return await self._db.write(self._rounds.announce, request.name, request.etag, roles, planned, alone=True)

    async def ExtendRound(self, request: pb.ExtendRoundRequest, context: Any) -> bytes:
        until = day_of(request.until, "until") if request.HasField("until") else None
        return await self._db.write(self._rounds.extend, request.name, until, request.reason, request.etag)

    async def CloseRound(self, request: pb.CloseRoundRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        return await self._db.write(self._rounds.close, request.name, request.etag, request.reason, roles)

    async def StartSettling(self, request: pb.StartSettlingRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        return await self._db.write(self._rounds.start_settling, request.name, request.etag, roles)

    async def SettleRound(self, request: pb.SettleRoundRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        return await self._db.write(self._rounds.settle, request.name, request.etag, roles)

    async def ArchiveRound(self, request: pb.ArchiveRoundRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        return await self._db.write(self._rounds.archive, request.name, request.etag, roles)
