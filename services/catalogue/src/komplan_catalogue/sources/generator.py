"""Files like the national register's of any size: fictional, seeded, written record by record.

They hold the traps of the real one: two ends that disagree, facilities without an address code, one registration
twice at an address, several capacities of one unit, contacts on two levels, IČO with leading zeros, codes that no list
has, and personal data where none may be read. All that is personal begins with `CANARY`.
"""

import json
import random
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final

from komplan_core.codelists import CodeList, entries

CANARY: Final = "Kanárková"
SERVICES_OF_A_PROVIDER: Final = 3
_FACILITIES: Final = (1, 1, 1, 2, 2, 2, 3, 3, 4, 9)
"""2.8 on average, as in the register (18,907 facilities of 6,733 services)."""

_NAME_WORDS: Final = "Slunečnice Naděje Pramen Most Kotva Maják Lípa Harmonie Duha Domovina Vesna Zvonek Jitro Oáza"
_NAMES: Final = tuple(_NAME_WORDS.split())
_FOUNDERS: Final = ("Charita", "Diakonie", "Spolek", "Centrum sociálních služeb", "Domov", "Ústav", "Poradna")
_STREETS: Final = ("Lipová", "Nádražní", "Školní", "Zahradní", "Polní", "Husova", "Komenského", "Nemocniční", "Dlouhá")
_TOWNS: Final = 400
_ADDRESSES: Final = 9_000
_TEXT: Final = "Služba podporuje lidi v jejich vlastním prostředí a pomáhá jim zůstat mezi blízkými. "
_ANNEXES: Final = ("realizacePoskytovani", "planyFinancnihoZajisteni", "personalniZajisteni")
_UNITS: Final = {"amb": ("klient", "interv"), "ter": ("klient", "kontakt"), "pob": ("luzka",)}


def records(services: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """So many registrations. A record depends on the seed and its number only."""
    types = [found.register_id for found in entries(CodeList.SERVICE_TYPES) if found.register_id]
    for number in range(1, services + 1):
        yield _record(number, random.Random(f"{seed}/{number}"), seed, types)


def write(stream: BinaryIO, written: Iterable[dict[str, Any]]) -> int:
    """Write records as the register's file; the number of bytes."""
    size = stream.write(b'{"polozky": [')
    for number, record in enumerate(written):
        size += stream.write((b",\n" if number else b"\n") + json.dumps(record, ensure_ascii=False).encode())
    return size + stream.write(b"\n]}\n")


def ico(number: int) -> str:
    """A correct IČO that begins with zeros for small numbers."""
    digits = f"{number % 10_000_000:07d}"
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True))
    return f"{digits}{(11 - weighted % 11) % 10}"


def _record(number: int, chance: random.Random, seed: int, types: list[str]) -> dict[str, Any]:
    kinds = chance.sample(list(_UNITS), chance.choice((1, 1, 2)))
    closed = number % 40 == 0
    return {
        "portalId": 10_000 + number,
        "id": f"{seed:04d}-{number:08d}",
        "identifikator": f"{1_000_000 + number}",
        "datumPoskytovaniOd": f"{2007 + number % 18}-01-01",
        "datumPoskytovaniDo": "2026-06-30" if closed else None,
        "kontaktniAdresy": [],
        "druhSocialniSluzby": {"id": "DruhSocialniSluzby/99" if number % 97 == 0 else types[number % len(types)]},
        "poskytovatel": _provider(number // SERVICES_OF_A_PROVIDER, seed),
        "zarizeni": _facilities(number, chance),
        "ciloveSkupiny": [{"cilovaSkupina": {"id": f"CilovaSkupinaOsoby/{code}"}} for code in _groups(chance)],
        "vekoveSkupiny": [{"vekovaSkupina": {"id": f"VekovaSkupina/{chance.randint(1, 10)}"}}],
        "doplnujiciInformaceVekoveSkupiny": "od 18 let věku" if number % 3 == 0 else None,
        "formy": [_form(kind, number, chance) for kind in kinds],
        "rozsirenePusobnostiVKraji": [{"id": "Kraj/116"}] if number % 4 == 0 else [],
        **_contacts(number if number % 5 else 0, chance),
        "faxy": [],
        "doplnkoveUdaje": {key: _annexes(key, number, chance) for key in _ANNEXES},
    }


def _provider(number: int, seed: int) -> dict[str, Any]:
    chance = random.Random(f"{seed}/provider/{number}")
    return {
        "ico": ico(number + 1),
        "nazev": f"{chance.choice(_FOUNDERS)} {chance.choice(_NAMES)} {number}",
        **_contacts(number + 1, chance),
        "statutarniOrgany": [
            {"jmeno": "Jana", "prijmeni": f"{CANARY} {number} {role}", "titulPred": "Mgr.", "funkce": "ředitelka"}
            for role in range(chance.randint(1, 3))
        ],
    }


def _facilities(number: int, chance: random.Random) -> list[dict[str, Any]]:
    made = [_facility(number, at, chance) for at in range(_FACILITIES[chance.randrange(len(_FACILITIES))])]
    if number % 20 == 0:  # storeys of one house
        made.append({**made[0], "nazev": f"{made[0]['nazev']}, 2. patro"})
    if number % 25 == 0:  # closed, while the registration goes on
        made[-1]["poskytujeDo"] = "2024-12-31"
    return made


def _facility(number: int, at: int, chance: random.Random) -> dict[str, Any]:
    return {
        "nazev": f"{chance.choice(_NAMES)} {number}" + (f" – pracoviště {at + 1}" if at else ""),
        "vedouci": {"jmeno": "Petr", "prijmeni": f"{CANARY} vedoucí {number}"},
        "adresa": _address(chance.randrange(_ADDRESSES), chance),
        "poskytujeOd": f"{2007 + chance.randrange(18)}-01-01",
        "poskytujeDo": None,
    }


def _address(code: int, chance: random.Random) -> dict[str, Any]:
    house = random.Random(code)
    town = code % _TOWNS
    if chance.random() < 0.004:  # the code of another municipality than everybody else says
        town = (town + 1) % _TOWNS
    return {
        "cisloDomovni": house.randint(1, 2_999),
        "cisloOrientacni": str(house.randint(1, 99)) if house.random() < 0.5 else None,
        "dodatekAdresy": None,
        "kodAdresnihoMista": 10_000_000 + code if chance.random() >= 0.0358 else None,
        "psc": f"{10_000 + town}",
        "typCislaDomovniho": {"id": f"TypStavebnihoObjektu/{2 if house.random() < 0.02 else 1}"},
        "kraj": {"id": "Kraj/19" if town == 0 else "Kraj/116"},
        "okres": None if town == 0 else {"id": f"Okres/{3_400 + town % 8}"},
        "obec": {"id": f"Obec/{999_001 + town}"},
        "castObce": {"id": f"CastObce/{400_000 + town}"},
        "mestskyObvodMestskaCast": None,
        "mestskyObvodVPraze": None,
        "ulice": {"nazev": house.choice(_STREETS)} if house.random() < 0.85 else None,
    }


def _groups(chance: random.Random) -> list[int]:
    return sorted(chance.sample((1, 2, 5, 9, 14, 20, 24, 26, 27, 30), chance.randint(1, 4)))


def _form(kind: str, number: int, chance: random.Random) -> dict[str, Any]:
    maxima = [
        {
            "pocet": chance.randint(1, 90),
            "popis": f"Maximální kapacita s účinností od 01.01.{2010 + number % 15}. {_TEXT}",
            "typ": {"id": f"TypKapacitySocialniSluzby/{unit}"},
        }
        for unit in _UNITS[kind]
    ]
    if number % 11 == 0:  # the same unit for another group of people
        maxima.append({**maxima[0], "pocet": 1, "popis": "individuální"})
    return {
        "forma": {"id": f"FormaSocialniSluzby/{kind}"},
        "nepretrzitePoskytovani": kind == "pob",
        "casoveRozsahy": None if number % 2 else [],
        "kapacity": maxima,
    }


def _contacts(number: int, chance: random.Random) -> dict[str, Any]:
    if not number:
        return {"emaily": [], "telefony": [], "weby": []}
    person = number % 13 == 0
    note = f"Mgr. {CANARY} Jana" if person else "vedoucí služby"
    email = "jana.kanarkova@sluzby.example" if person else f"info{number}@sluzby.example"
    return {
        "emaily": [{"email": email, "poznamka": None}],
        "telefony": [{"telefon": f"555{number % 1_000_000:06d}", "poznamka": note}],
        "weby": [{"web": f"www.sluzby{number}.example", "poznamka": None}] if chance.random() < 0.94 else [],
    }


def _annexes(kind: str, number: int, chance: random.Random) -> list[dict[str, Any]]:
    """What makes the real file large: yearly annexes with links that are no web pages of the provider."""
    return [
        {
            "rok": year,
            "popis": f"{_TEXT}{CANARY} {number}. " + _TEXT * chance.randint(4, 6),
            "priloha": {
                "nazev": f"{kind}-{number}-{year}.pdf",
                "url": f"https://registr.example/documents/{number:08d}/{kind}/{year}",
            },
        }
        for year in range(2021, 2026)
    ]
