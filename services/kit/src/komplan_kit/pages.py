"""Page tokens: where the next page begins, bound to the query, valid whatever is inserted meanwhile."""

import base64
import binascii
import hashlib
import struct
from typing import Any, Final

from google.protobuf.message import Message

from komplan_core.errors import Invalid

DEFAULT_SIZE: Final = 50
LARGEST_SIZE: Final = 500
_SHAPE = struct.Struct(">q12s")


def size_of(requested: int) -> int:
    """How many rows a page has. Raises Invalid for a negative number."""
    if requested < 0:
        raise Invalid.field("page_size", "PAGE_SIZE", "a page size is 0 or more")
    return min(requested or DEFAULT_SIZE, LARGEST_SIZE)


def token(last_id: int, request: Message) -> str:
    """The token of the page after the row with `last_id`."""
    return base64.urlsafe_b64encode(_SHAPE.pack(last_id, _seal(last_id, request))).decode().rstrip("=")


def after(request: Any) -> int:
    """The row id after which this request's page begins. Raises Invalid for a foreign or damaged token."""
    given: str = request.page_token
    if not given:
        return 0
    try:
        last_id, _ = _SHAPE.unpack(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
    except (binascii.Error, struct.error, ValueError):
        last_id = -1
    if last_id < 0 or given != token(last_id, request):  # one spelling only
        raise Invalid.field("page_token", "PAGE_TOKEN", "ask for the first page again: the token is not of this query")
    return int(last_id)


def _seal(last_id: int, request: Message) -> bytes:
    bare = type(request)()
    bare.CopyFrom(request)
    bare.ClearField("page_token")
    bare.ClearField("page_size")
    asked = bare.DESCRIPTOR.full_name.encode() + b"\0" + bare.SerializeToString(deterministic=True)
    return hashlib.sha256(last_id.to_bytes(8) + asked).digest()[:12]
