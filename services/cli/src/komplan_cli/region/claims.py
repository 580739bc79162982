"""What a city says of territory that the office did not confirm, and whose territory is another one's too, in Czech."""

from collections.abc import Iterable, Iterator
from typing import Final

from komplan.region.v1 import region_pb2
from komplan_cli.region.places import Places

CLAIMS: Final = {
    "structure": "struktura",
    "report": "hlášení",
    "need": "potřeby",
    "capacity": "kapacity",
    "service": "služby",
    "measure": "opatření",
}
FIRST: Final = 3
"""Places of one subject that are named; of the others their number."""
ORP: Final = "orp"


def claimed(entry: region_pb2.Municipality, places: Places) -> str:
    """What a city says of others, with the command that confirms it too; nothing where it says nothing."""
    if not entry.claims:
        return ""
    said: dict[str, dict[tuple[str, str], None]] = {}
    for claim in entry.claims:
        said.setdefault(CLAIMS[claim.subject], {})[claim.unit, claim.code] = None
    listed = "; ".join(f"{subject} {_first(sorted(found), places)}" for subject, found in sorted(said.items()))
    everything = {key for found in said.values() for key in found}
    orps = sorted({*entry.orps, *(code for unit, code in everything if unit == ORP)})
    towns = sorted({*entry.municipalities, *(code for unit, code in everything if unit != ORP)})
    codes = "".join([*(f" --orp {code}" for code in orps), *(f" --municipality {code}" for code in towns)])
    return (
        f"{entry.title} mluví i o území, za které mluvit nemá: {listed}. Nic z toho se nepočítá. Patří-li to všechno "
        f"k němu, přidejte to k tomu, co je potvrzeno: komplan region directory confirm {entry.code}{codes}"
    )


def counted_claims(entry: region_pb2.Municipality) -> str:
    """That a city says something of others, in one line; nothing where it does not."""
    places = len({(claim.unit, claim.code) for claim in entry.claims})
    if not places:
        return ""
    listed = "podrobně komplan region directory list"
    return f"{entry.title} mluví o území, za které mluvit nemá (obcí a ORP: {places}); nepočítá se to, {listed}"


def shared(entry: region_pb2.Municipality, others: Iterable[region_pb2.Municipality], places: Places) -> Iterator[str]:
    """Others of the directory that bear the same title or speak for the same municipalities."""
    own = set(entry.speaks_for)
    for other in others:
        if other.code == entry.code:
            continue
        if other.title.casefold() == entry.title.casefold():
            yield f"pozor: v adresáři je už záznam téhož názvu: {other.code}; není-li to jiná obec, jeden odeberte"
        cities = "municipality" not in (entry.kind, other.kind)  # one without an instance lies in a city's ORP
        if cities and (common := sorted(own & set(other.speaks_for))):
            told = _first([("", code) for code in common], places)
            yield f"pozor: za {told} mluví i {other.title} ({other.code}); nechte ji potvrzenou jednomu z nich"


def _first(found: list[tuple[str, str]], places: Places) -> str:
    named = [f"ORP {places.orp(code)}" if unit == ORP else places.municipality(code) for unit, code in found[:FIRST]]
    more = len(found) - len(named)
    return ", ".join(named) + (f" a dalších {more}" if more else "")
