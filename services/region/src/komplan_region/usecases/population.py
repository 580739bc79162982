"""Taking over inhabitants by age, and finding those of a year: for rates and for chapters."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from komplan_core.errors import Refused, Taken
from komplan_core.regional.population import Inhabitants, PopulationFigure
from komplan_core.regional.territory import Units
from komplan_kit.store import Written
from komplan_region.ports.transaction import RegionTx


@dataclass(frozen=True, slots=True)
class PopulationFile:
    """What was read of a table, with what its sender says of it."""

    years: Mapping[int, tuple[PopulationFigure, ...]]
    title: str
    source: str
    licence: str
    fictional: bool
    note: str
    sha256: str


class Populations:
    """The region's inhabitants, year by year."""

    def __init__(self, region: str, answer: Callable[[Sequence[bytes], int], bytes]) -> None:
        """`answer` makes the reply of an import of the stored years and the number of figures."""
        self._parent, self._answer = f"regions/{region}", answer

    def take(self, tx: RegionTx, file: PopulationFile, replace: bool) -> Written:
        """Keep all years of a table, or none. Years that are held are replaced only if that is asked for.

        Raises Taken, Refused, Invalid.
        """
        held = tx.population.held()
        if not replace and any(fictional is not file.fictional for fictional in held.values()):
            message = "years that are held are of the other kind, fictional or official: replace or delete them first"
            raise Refused("POPULATION_HELD", message)
        taken: list[bytes] = []
        for year, figures in sorted(file.years.items()):
            if year in held and not replace:
                raise Taken("POPULATION_HELD", f"inhabitants of {year} are held already: replace them")
            made = tx.population.years.make(
                {
                    "name": f"{self._parent}/populations/{year}",
                    "year": year,
                    "title": file.title,
                    "source": file.source,
                    "licence": file.licence,
                    "fictional": file.fictional,
                    "note": file.note,
                    "sha256": file.sha256,
                    "figures": figures,
                }
            )
            years = tx.population.years
            written = years.replace(made) if year in held else years.add(made)
            taken.append(written.reply)
        reply = self._answer(taken, sum(map(len, file.years.values())))
        return Written(self._parent, "", reply, reply)

    def delete(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Remove a year."""
        return tx.population.years.delete(name, etag)


def years_page(tx: RegionTx, after: int, most: int) -> list[tuple[int, bytes]]:
    """At most so many years entered after a row: their rows and messages."""
    return tx.population.page(after, most)


def inhabitants(tx: RegionTx, day: date, year: int = 0) -> Inhabitants | None:
    """Inhabitants of a year, or else at the end of the last year that is held and over on a day; None without any."""
    held = [held for held in tx.population.held() if (held == year if year else date(held, 12, 31) <= day)]
    return tx.population.of(max(held)) if held else None


def people_of(found: Inhabitants | None, orp: str, groups: tuple[str, ...], units: Units) -> int | None:
    """People of some age groups in an ORP, or in the region for an empty code; None where they are not known."""
    return found.of(orp, groups, units) if found is not None and groups else None
