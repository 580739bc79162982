"""The comment book for everybody."""

from typing import Any, Final

from komplan.consultation.v1 import book_service_pb2 as pb
from komplan.consultation.v1.book_pb2 import BookEntry, BookKey, Checkpoint, Cosignature
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.book_reading import BookReading, Proof
from komplan_core.errors import Invalid

MOST: Final = 1000
USUAL: Final = 500


class BookServicer:
    """Reading the books; nothing in them is personal."""

    def __init__(self, database: Consultation, reading: BookReading) -> None:
        self._db, self._reading = database, reading

    async def GetCheckpoint(self, request: pb.GetCheckpointRequest, context: Any) -> Checkpoint:
        size = request.size if request.HasField("size") else None
        head, of, note = await self._db.read(self._reading.checkpoint, request.parent, request.origin, size)
        return Checkpoint(origin=head.origin, size=of, note=note)

    async def ListEntries(self, request: pb.ListEntriesRequest, context: Any) -> pb.ListEntriesResponse:
        if request.page_size < 0:
            raise Invalid.field("page_size", "PAGE_SIZE", "a page has one entry at least")
        if request.page_token and not (request.page_token.isascii() and request.page_token.isdigit()):
            raise Invalid.field("page_token", "PAGE_TOKEN", "the page token is not one of this list")
        first, most = int(request.page_token[:18] or 0), min(request.page_size or USUAL, MOST)
        found, after = await self._db.read(self._reading.entries, request.parent, request.origin, first, most)
        entries = [BookEntry(index=first + place, data=data) for place, data in enumerate(found)]
        return pb.ListEntriesResponse(entries=entries, next_page_token="" if after is None else str(after))

    async def GetInclusionProof(self, request: pb.GetInclusionProofRequest, context: Any) -> pb.BookProof:
        asked = (request.parent, request.origin, request.index, request.size)
        return _proof(await self._db.read(self._reading.inclusion, *asked))

    async def GetConsistencyProof(self, request: pb.GetConsistencyProofRequest, context: Any) -> pb.BookProof:
        asked = (request.parent, request.origin, request.old_size, request.size)
        return _proof(await self._db.read(self._reading.consistency, *asked))

    async def GetReceipt(self, request: pb.GetReceiptRequest, context: Any) -> pb.BookReceipt:
        index, data, proof = await self._db.read(self._reading.receipt, request.parent, request.number)
        return pb.BookReceipt(entry=BookEntry(index=index, data=data), proof=proof)

    async def ListKeys(self, request: pb.ListKeysRequest, context: Any) -> pb.ListKeysResponse:
        found = await self._db.read(self._reading.keys, request.parent)
        keys = [
            BookKey(origin=key.verifier.name, key=str(key.verifier), since=key.since, current=key.current)
            for key in found
        ]
        return pb.ListKeysResponse(keys=keys)

    async def ListCosignatures(self, request: pb.ListCosignaturesRequest, context: Any) -> pb.ListCosignaturesResponse:
        found = await self._db.read(self._reading.cosigned, request.parent, request.origin)
        lines = [Cosignature(witness=item.witness, size=item.size, line=item.line, at=item.at) for item in found]
        return pb.ListCosignaturesResponse(cosignatures=lines)


def _proof(found: Proof) -> pb.BookProof:
    return pb.BookProof(origin=found.origin, size=found.size, hashes=found.hashes)
