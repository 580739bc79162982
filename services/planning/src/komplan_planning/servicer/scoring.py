"""Scoring of priorities."""

from typing import Any

from komplan.planning.v1 import scoring_pb2
from komplan.planning.v1 import scoring_service_pb2 as pb
from komplan_core import names
from komplan_core.scoring import Ballot, Placed
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.scoring import Scorings

BALLOT = Codec(scoring_pb2.Ballot, Ballot)
PLACED = Codec(scoring_pb2.Placed, Placed)


class ScoringServicer:
    """Votes of the groups."""

    def __init__(self, database: Planning, listing: Listing, scorings: Scorings) -> None:
        self._db, self._listing, self._scorings = database, listing, scorings
        self._codec = listing.kind.codec

    async def CreateScoring(self, request: pb.CreateScoringRequest, context: Any) -> bytes:
        values = self._codec.values(request.scoring)
        return await self._db.write(self._scorings.create, request.parent, values, request.scoring_id)

    async def GetScoring(self, request: pb.GetScoringRequest, context: Any) -> bytes:
        return await self._db.get(self._listing.kind, request.name)

    async def ListScorings(self, request: pb.ListScoringsRequest, context: Any) -> bytes:
        names.VERSION.parse(request.parent, "parent")
        return await self._db.page(self._listing, request, parent=request.parent)

    async def UpdateScoring(self, request: pb.UpdateScoringRequest, context: Any) -> bytes:
        changed = request.scoring
        changes = self._codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._scorings.update, changed.name, changed.etag, changes)

    async def DeleteScoring(self, request: pb.DeleteScoringRequest, context: Any) -> bytes:
        return await self._db.write(self._scorings.delete, request.name, request.etag)

    async def CastBallot(self, request: pb.CastBallotRequest, context: Any) -> bytes:
        given = scoring_pb2.Ballot()
        given.CopyFrom(request.ballot)
        given.count = given.count or 1
        ballot = BALLOT.decode(given, "ballot")
        return await self._db.write(self._scorings.cast, request.name, ballot, request.etag)

    async def EndScoring(self, request: pb.EndScoringRequest, context: Any) -> bytes:
        return await self._db.write(self._scorings.end, request.name, request.etag)

    async def TallyScoring(self, request: pb.TallyScoringRequest, context: Any) -> pb.TallyScoringResponse:
        found = await self._db.read(self._scorings.count, request.name)
        agreement = format(found.agreement, "f") if found.agreement is not None else None
        placed = [PLACED.encode(item) for item in found.placed]
        return pb.TallyScoringResponse(ballots=found.ballots, placed=placed, agreement=agreement)
