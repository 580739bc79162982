"""The two regions of the demonstration: which cities they collect, and the territory that they know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from komplan.planning.v1 import profile_pb2
from komplan_core.example import read_example
from komplan_core.plugins import installed


@dataclass(frozen=True)
class DemoRegion:
    """A region, its cities by code and title, and made-up villages by code, title and city in whose ORP they lie."""

    code: str
    title: str
    ruian: str
    """Code of the region in its list of municipalities; that of a made-up region is made up."""
    nuts3: str
    cities: Mapping[str, str]
    source: str
    villages: tuple[tuple[str, str, str], ...] = ()
    reporting: tuple[str, ...] = field(default=())
    """RÚIAN codes of municipalities that send the region's form: the first with a need, the second without any."""

    def folder(self) -> str:
        """Name of the folder of its instance; no city is called so."""
        return f"region-{self.code}"


SHOWN: Final = DemoRegion(
    code="demonstrace",
    title="Ukázkový kraj",
    ruian="V0",
    nuts3="V0",
    cities={"ostrava": "Ostrava", "brno": "Brno", "zabreh": "Zábřeh"},
    source="smyšlený kraj ukázky: kódy tří měst jsou z RÚIAN, obce 9991xx jsou smyšlené",
    villages=(
        ("999101", "Ukázková Lhota", "zabreh"),
        ("999102", "Ukázková Lípa", "zabreh"),
        ("999103", "Ukázkov", "brno"),
        ("999104", "Ukázkovice", "ostrava"),
    ),
    reporting=("999101", "999103"),
)
SOUTH: Final = DemoRegion(
    code="jihocesky",
    title="Jihočeský kraj",
    ruian="35",
    nuts3="CZ031",
    cities={"trhove-sviny": "ORP Trhové Sviny", "cesky-krumlov": "ORP Český Krumlov"},
    source="RÚIAN; v ukázce jen ORP Trhové Sviny a Český Krumlov",
    reporting=("544281", "545830"),  # Borovany, Větřní
)
REGIONS: Final = (SHOWN, SOUTH)


def known(code: str) -> dict[str, Any]:
    """What the plugin's example says of a city: `demonstration`, the sizes of its plan, and `territory`, if any."""
    return read_example(installed()[code].module) or {}


def tables(region: DemoRegion, profiles: Mapping[str, profile_pb2.Profile]) -> dict[str, bytes]:
    """The region's territory in the layout of the official tables, by the fields of an import."""
    orps, towns = [], []
    for code, profile in profiles.items():
        area, titles = profile.area, known(code).get("territory", {}).get("municipalities", {})
        orps.append((area.orp, area.title.removeprefix("ORP "), region.ruian))
        towns += [(town, titles.get(town, area.title), area.orp) for town in area.municipalities]
        towns += [(town, title, area.orp) for town, title, city in region.villages if city == code]
    rows: dict[str, list[tuple[str, ...]]] = {
        "regions": [("vusc_kod", "kraj_nazev", "nuts3"), (region.ruian, region.title, region.nuts3)],
        "orps": [("orp_ruian", "orp_nazev", "vusc_kod"), *orps],
        "municipalities": [
            ("obec_kod", "obec_nazev", "orp_ruian", "okres_kod", "vusc_kod"),
            *((*town, "0", region.ruian) for town in towns),
        ],
    }
    return {name: "".join(f"{','.join(row)}\n" for row in table).encode() for name, table in rows.items()}
