"""How change requests are stored and listed."""

from typing import Final

from sqlalchemy import bindparam

from komplan.catalogue.v1 import change_request_pb2
from komplan_catalogue.rows.change_requests import ChangeRequestRow
from komplan_core import names
from komplan_core.catalogue.change_requests import ChangeRequest
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.store import Kind

CHANGE_REQUESTS = Kind(
    "change request",
    names.CHANGE_REQUEST,
    Codec(change_request_pb2.ChangeRequest, ChangeRequest),
    ChangeRequestRow,
    only_encoded=("proposal", "note", "reason"),
)
_FILTERS: Final = {
    "state": ChangeRequestRow.state == bindparam("state"),
    "service": ChangeRequestRow.service == bindparam("service"),
}
CHANGE_REQUEST_LIST = Listing(CHANGE_REQUESTS, filters=_FILTERS)
OWN_CHANGE_REQUEST_LIST = Listing(
    CHANGE_REQUESTS, parent=ChangeRequestRow.provider == bindparam("provider"), filters=_FILTERS
)
