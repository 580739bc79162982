"""The plan as it was known on a day."""

from collections.abc import Iterable
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from komplan.planning.v1 import as_known_service_pb2 as pb
from komplan.planning.v1 import evaluation_pb2
from komplan_core import names
from komplan_core.monitoring.evaluations import MoneyFact
from komplan_core.planning import Measure
from komplan_kit import pages
from komplan_kit.caller import current
from komplan_kit.codec import Codec
from komplan_kit.days import day_of
from komplan_kit.store import Kind
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.monitoring.as_known import AsKnown

MONEY = Codec(evaluation_pb2.MoneyFact, MoneyFact)


class AsKnownServicer:
    """Reading the journal."""

    def __init__(self, database: Planning, kinds: Iterable[Kind[Any]], as_known: AsKnown) -> None:
        self._db, self._as_known = database, as_known
        fields = pb.AsKnown.DESCRIPTOR.oneofs_by_name["resource"].fields
        by_message = {field.message_type.full_name: field.name for field in fields if field.message_type}
        self._codecs = {
            kind.codec.model: (by_message[kind.codec.message.DESCRIPTOR.full_name], kind.codec) for kind in kinds
        }

    async def GetAsKnown(self, request: pb.GetAsKnownRequest, context: Any) -> pb.AsKnown:
        day = day_of(request.day, "day")
        since, entity = await self._db.read(self._as_known.get, request.name, day, current.get().caller)
        field, codec = self._codecs[type(entity)]
        moment = Timestamp()
        moment.FromDatetime(since)
        return pb.AsKnown(name=request.name, day=request.day, changed_at=moment, **{field: codec.encode(entity)})

    async def ListMeasuresAsKnown(
        self, request: pb.ListMeasuresAsKnownRequest, context: Any
    ) -> pb.ListMeasuresAsKnownResponse:
        names.VERSION.parse(request.parent, "parent")
        day, size, after = day_of(request.day, "day"), pages.size_of(request.page_size), pages.after(request)
        caller = current.get().caller
        found = await self._db.read(self._as_known.measures, request.parent, day, after, size + 1, caller)
        encode = self._codecs[Measure][1].encode
        return pb.ListMeasuresAsKnownResponse(
            measures=[encode(measure) for _, measure in found[:size]],
            next_page_token=pages.token(found[size - 1][0], request) if len(found) > size else "",
        )

    async def GetMoneyAsKnown(self, request: pb.GetMoneyAsKnownRequest, context: Any) -> pb.GetMoneyAsKnownResponse:
        names.VERSION.parse(request.name)
        day, caller = day_of(request.day, "day"), current.get().caller
        found = await self._db.read(self._as_known.money, request.name, day, caller)
        return pb.GetMoneyAsKnownResponse(money=[MONEY.encode(item) for item in found])
