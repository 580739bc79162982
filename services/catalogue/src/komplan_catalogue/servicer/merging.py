"""Finding entries that stand twice, and making one of two."""

from typing import Any

from komplan.catalogue.v1 import merge_service_pb2 as pb
from komplan.catalogue.v1 import merging_pb2
from komplan_catalogue.servicer.reading import Catalogue
from komplan_catalogue.usecases.merging.duplicates import Found, duplicates
from komplan_catalogue.usecases.merging.merging import FieldPreview, Merges
from komplan_core import names
from komplan_core.catalogue.duplicates import Duplicate
from komplan_kit.reading import Listing


class MergeServicer:
    """Duplicates and merges."""

    def __init__(self, database: Catalogue, listing: Listing, merges: Merges) -> None:
        self._db, self._list, self._merges = database, listing, merges

    async def ListDuplicates(self, request: pb.ListDuplicatesRequest, context: Any) -> pb.ListDuplicatesResponse:
        names.AREA.parse(request.parent, "parent")
        found = await self._db.read(duplicates, request.kind, request.most)
        return pb.ListDuplicatesResponse(
            duplicates=[_duplicate(pair, found) for pair in found.duplicates], total=found.total
        )

    async def PreviewMerge(self, request: pb.PreviewMergeRequest, context: Any) -> pb.PreviewMergeResponse:
        found = await self._db.read(self._merges.preview, request.keep, request.gone, dict(request.choices))
        return pb.PreviewMergeResponse(
            fields=[_field(field) for field in found.fields],
            keep_etag=found.keep_etag,
            gone_etag=found.gone_etag,
            moved=found.moved,
            dropped=found.dropped,
        )

    async def MergeEntries(self, request: pb.MergeEntriesRequest, context: Any) -> bytes:
        given = (request.keep, request.gone, request.keep_etag, request.gone_etag, dict(request.choices))
        return await self._db.write(self._merges.merge, *given)

    async def ListMerges(self, request: pb.ListMergesRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._list, request)


def _duplicate(pair: Duplicate, found: Found) -> merging_pb2.Duplicate:
    return merging_pb2.Duplicate(
        first=pair.first,
        second=pair.second,
        first_title=found.titles[pair.first],
        second_title=found.titles[pair.second],
        score=pair.score,
        reasons=[str(reason) for reason in pair.reasons],
    )


def _field(field: FieldPreview) -> merging_pb2.FieldMerge:
    return merging_pb2.FieldMerge(
        field=field.field,
        label=field.label,
        taken=str(field.taken),
        kept=field.kept,
        lost=field.lost,
        of_register=field.of_register,
    )
