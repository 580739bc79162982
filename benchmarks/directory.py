"""A made-up catalogue of any size, the same in every run: providers, services, and what citizens look for."""

import random
from collections.abc import Iterator
from typing import Final

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import catalogue_pb2
from komplan_core.codelists import CodeList, entries

AREA: Final = "areas/vzorov"
SERVICES: Final = 15_000
_PROVIDERS: Final = 2_500
_TEXT: Final = """
pomoc podpora péče poradna rodina děti senioři zdravotní postižení domov doprovod bydlení dluhy krize závislost
asistence terénní ambulantní pobytová odlehčení pečující nemoc návštěva úřad škola zaměstnání rehabilitace
rozhovor bezplatně důvěra samostatnost domácnost nákup hygiena strava noclehárna azylový mládež komunita klub
půjčovna pomůcky tlumočení sluchové zrakové autismus demence paliativní dobrovolníci tísňová chráněné dílna
"""
_WORDS: Final = _TEXT.split()
QUERIES: Final = (
    "pečovatelská služba", "pomoc", "dluhy", "poradna pro rodiny s dětmi", "domov pro seniory", "noclehárna",
    "odlehčovací služby", "tlumočení", "senioři", "chráněné bydlení", "krize", "osobní asistence", "závislost",
    "péče o seniory v domácnosti", "zdravotní postižení", "půjčovna pomůcek", "demence", "klub pro mládež",
    "pece o deti", "sluchove postizeni",
)  # fmt: skip


def providers() -> Iterator[edit.CreateProviderRequest]:
    """Providers, each with words of its own."""
    chance = random.Random(108)
    for number in range(_PROVIDERS):
        provider = catalogue_pb2.Provider(
            title=f"Spolek {chance.choice(_WORDS)} {number}", founder_type="ngo", description=_text(chance, 20)
        )
        yield edit.CreateProviderRequest(parent=AREA, provider_id=f"p{number}", provider=provider)


def services(count: int = SERVICES) -> Iterator[edit.CreateServiceRequest]:
    """Registered services with the titles of their types and 60 words of text."""
    chance = random.Random(2006)
    types, groups = entries(CodeList.SERVICE_TYPES), entries(CodeList.TARGET_GROUPS)
    for number in range(count):
        kind = chance.choice(types)
        service = catalogue_pb2.Service(
            title=f"{kind.title.capitalize()} {chance.choice(_WORDS)} {number}",
            provider=f"{AREA}/providers/p{number % _PROVIDERS}",
            service_class="registered",
            registration_number=f"{number:07d}",
            service_type=kind.code,
            forms=["field"],
            target_groups=[chance.choice(groups).code],
            description=_text(chance, 60),
        )
        yield edit.CreateServiceRequest(parent=AREA, service_id=f"s{number}", service=service)


def _text(chance: random.Random, words: int) -> str:
    """Words of which some are frequent and most are rare."""
    return " ".join(_WORDS[min(int(chance.paretovariate(0.6)) - 1, len(_WORDS) - 1)] for _ in range(words)) + "."
