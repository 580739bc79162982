"""How the region's territory is stored."""

from datetime import date

from sqlalchemy import bindparam, select

from komplan.region.v1 import territory_pb2
from komplan_core import names
from komplan_core.regional.speaking import SpeaksFor
from komplan_core.regional.territory import RegionTerritory, Units, units
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction
from komplan_region.rows.territory import TerritoryMunicipalityRow, TerritoryOrpRow, TerritoryRow

TERRITORIES = Kind("territory", names.TERRITORY, Codec(territory_pb2.Territory, RegionTerritory), TerritoryRow)
TERRITORY_LIST = Listing(TERRITORIES)

_ALL_TOWNS = Statement(select(TerritoryMunicipalityRow.code).distinct())
_ALL_ORPS = Statement(select(TerritoryOrpRow.code).distinct())
_IN_FORCE = Statement(
    select(TerritoryRow.encoded)
    .where(TerritoryRow.valid_from <= bindparam("day"))
    .order_by(TerritoryRow.valid_from.desc())
    .limit(1)
)


class TerritoryStore:
    """The lists of municipalities inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.lists = Collection(TERRITORIES, transaction)

    def known(self) -> SpeaksFor:
        towns, orps = (
            frozenset(code for (code,) in self._tx.session.all(listed)) for listed in (_ALL_TOWNS, _ALL_ORPS)
        )
        return SpeaksFor(towns, orps)

    def in_force(self, day: date) -> RegionTerritory | None:
        encoded = self._tx.session.value(_IN_FORCE, day=day)
        return TERRITORIES.decoded(bytes(encoded)) if encoded is not None else None

    def on(self, day: date) -> Units:
        found = self.in_force(day)
        return units(found) if found is not None else Units()

    def orp_of(self, code: str, day: date) -> str:
        return self.on(day).orp_of(code)

    def municipalities(self, day: date) -> tuple[str, ...]:
        return tuple(self.on(day).municipalities)
