"""Being told by a city that something changed."""

from collections.abc import Callable
from typing import Any

from google.protobuf.empty_pb2 import Empty

from komplan.region.v1 import collection_hint_service_pb2 as pb
from komplan_core import names


class CollectionHintServicer:
    """Takes hints; nothing is believed but that an area may be worth asking."""

    def __init__(self, hint: Callable[[str], None]) -> None:
        self._hint = hint

    async def NotifyChanged(self, request: pb.NotifyChangedRequest, context: Any) -> Empty:
        names.AREA.parse(f"areas/{request.area}", "area")
        self._hint(request.area)
        return Empty()
