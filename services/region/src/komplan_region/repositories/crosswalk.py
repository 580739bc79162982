"""How what the region says of cities' codes is stored."""

from sqlalchemy import bindparam, select

from komplan.region.v1 import crosswalk_pb2
from komplan_core import names
from komplan_core.regional.crosswalk_entries import CrosswalkEntry
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction
from komplan_region.rows.crosswalk import CrosswalkEntryRow
from komplan_region.rows.directory import MunicipalityRow

CROSSWALK_ENTRIES = Kind(
    "crosswalk entry",
    names.CROSSWALK_ENTRY,
    Codec(crosswalk_pb2.CrosswalkEntry, CrosswalkEntry),
    CrosswalkEntryRow,
    only_encoded=("canonical", "note"),
)
CROSSWALK_LIST = Listing(CROSSWALK_ENTRIES, filters={"area": CrosswalkEntryRow.area == bindparam("area")})

_OF_AREA = Statement(
    select(CrosswalkEntryRow.encoded).where(CrosswalkEntryRow.area == bindparam("area")).order_by(CrosswalkEntryRow.id)
)
_OF_ROW = Statement(
    select(CrosswalkEntryRow.encoded)
    .join(MunicipalityRow, MunicipalityRow.code == CrosswalkEntryRow.area)
    .where(MunicipalityRow.id == bindparam("municipality"))
    .order_by(CrosswalkEntryRow.id)
)


class CrosswalkStore:
    """The entries inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.entries = Collection(CROSSWALK_ENTRIES, transaction)

    def of_area(self, area: str) -> tuple[CrosswalkEntry, ...]:
        rows = self._tx.session.all(_OF_AREA, area=area)
        return tuple(CROSSWALK_ENTRIES.decoded(bytes(encoded)) for (encoded,) in rows)

    def of_row(self, row_id: int) -> tuple[CrosswalkEntry, ...]:
        rows = self._tx.session.all(_OF_ROW, municipality=row_id)
        return tuple(CROSSWALK_ENTRIES.decoded(bytes(encoded)) for (encoded,) in rows)
