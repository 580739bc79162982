"""Whose catalogue it is, as far as outputs say it."""

from dataclasses import dataclass
from typing import Final

from komplan_catalogue.usecases.outputs.identifiers import Identifiers
from komplan_core import names
from komplan_core.declarations import AreaLevel, PlanningArea

REGIONS: Final = {
    "19": "Hlavní město Praha",
    "27": "Středočeský kraj",
    "35": "Jihočeský kraj",
    "43": "Plzeňský kraj",
    "51": "Karlovarský kraj",
    "60": "Ústecký kraj",
    "78": "Liberecký kraj",
    "86": "Královéhradecký kraj",
    "94": "Pardubický kraj",
    "108": "Kraj Vysočina",
    "116": "Jihomoravský kraj",
    "124": "Olomoucký kraj",
    "132": "Moravskoslezský kraj",
    "141": "Zlínský kraj",
}
"""Regions (VÚSC) by their RÚIAN code."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the register of territory (RÚIAN): a municipality or an ORP."""

    kind: str
    """`obec` or `orp`, as the register's addresses have it."""
    code: str

    @property
    def name(self) -> str:
        """Such as `obec/554821`."""
        return f"{self.kind}/{self.code}"

    @property
    def uri(self) -> str:
        """Its address in the register's linked data."""
        return f"https://linked.cuzk.cz/resource/ruian/{self.name}"


@dataclass(frozen=True)
class Town:
    """The planning area whose catalogue it is."""

    area: str
    """`areas/*`"""
    title: str
    region: str
    """Name of the region, empty for a fictional one."""
    municipalities: frozenset[str]
    units: tuple[Unit, ...]
    """What a service serves that names nothing: the whole area."""
    ids: Identifiers

    @classmethod
    def of(cls, area: PlanningArea) -> "Town":
        """The town of a declared planning area."""
        name = names.AREA.format(area=area.code)
        whole = (
            (Unit("orp", area.orp),)
            if area.level is AreaLevel.ORP
            else tuple(Unit("obec", code) for code in area.municipalities)
        )
        return cls(
            name,
            area.title,
            REGIONS.get(area.region, ""),
            frozenset(area.municipalities),
            whole,
            Identifiers(name),
        )

    def region_of(self, municipality: str | None) -> str:
        """The region in which a municipality of the area lies; empty for others: nothing is guessed."""
        return self.region if municipality in self.municipalities else ""

    def served(self, municipalities: tuple[str, ...], orps: tuple[str, ...]) -> tuple[Unit, ...]:
        """The units that a service serves."""
        named = [*(Unit("obec", code) for code in municipalities), *(Unit("orp", code) for code in orps)]
        return tuple(named) or self.units
