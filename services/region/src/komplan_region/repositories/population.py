"""How the region's inhabitants are stored."""

from sqlalchemy import bindparam, select

from komplan.region.v1 import population_pb2
from komplan_core import names
from komplan_core.regional.population import Inhabitants, Population, TerritoryLevel
from komplan_kit.codec import Codec
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction
from komplan_region.rows.population import PopulationFigureRow, PopulationRow

POPULATIONS = Kind("population", names.POPULATION, Codec(population_pb2.Population, Population), PopulationRow)

_YEARS = Statement(select(PopulationRow.year, PopulationRow.fictional).order_by(PopulationRow.year))
_PAGE = Statement(
    select(PopulationRow.id, PopulationRow.encoded)
    .where(PopulationRow.id > bindparam("after"))
    .order_by(PopulationRow.id)
    .limit(bindparam("most"))
)
_YEAR = Statement(
    select(PopulationRow.fictional, PopulationRow.source).where(PopulationRow.year == bindparam("of_year"))
)
_PEOPLE = Statement(
    select(
        PopulationFigureRow.level,
        PopulationFigureRow.territory,
        PopulationFigureRow.age_group,
        PopulationFigureRow.people,
    )
    .join(PopulationRow, PopulationRow.id == PopulationFigureRow.population_id)
    .where(PopulationRow.year == bindparam("of_year"))
)


class PopulationStore:
    """Inhabitants inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.years = Collection(POPULATIONS, transaction)

    def held(self) -> dict[int, bool]:
        return {int(year): bool(fictional) for year, fictional in self._tx.session.all(_YEARS)}

    def page(self, after: int, most: int) -> list[tuple[int, bytes]]:
        return [
            (int(row_id), bytes(encoded)) for row_id, encoded in self._tx.session.all(_PAGE, after=after, most=most)
        ]

    def of(self, year: int) -> Inhabitants | None:
        head = self._tx.session.first(_YEAR, of_year=year)
        if head is None:
            return None
        rows = self._tx.session.all(_PEOPLE, of_year=year)
        people = {(TerritoryLevel(level), code, group): int(number) for level, code, group, number in rows}
        return Inhabitants(year, bool(head[0]), str(head[1]), people)
