"""The fictional catalogue of a city: places, life situations, providers, services and their free capacity."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from komplan.catalogue.v1 import capacity_pb2, catalogue_pb2, place_pb2
from komplan_cli.demo import catalogue_words as words
from komplan_core.codelists import CodeEntry, CodeList, entries, entry
from komplan_kit.days import day_message as day

SERVICES_AT_A_PLACE: Final = 3
RELATED: Final = 12
SECRET: Final = "utociste"
"""Id of the place with a secret address."""

_UNITS: Final = {"residential": "beds", "outpatient": "clients", "field": "clients"}
_BEDS: Final = ("night-shelter",)
"""Kinds of services that count beds in whatever form."""
_STATUSES: Final = ("capacity", "waitlist", "no-capacity", "additional-assessment-required")


class Directory:
    """Makes a city's catalogue from one seed. `municipality` is the RÚIAN code of the city."""

    def __init__(self, area: str, municipality: str, sizes: dict[str, Any], seed: int) -> None:
        self._code, self._area, self._municipality, self._sizes = area, f"areas/{area}", municipality, sizes
        self._random = random.Random(f"{seed}/{area}/catalogue")
        self._owners = [
            f"{self._area}/providers/{founder}-{index % count + 1}"
            for founder, (count, services) in sizes["providers"].items()
            for index in range(services)
        ]
        self.services = [*self._registered(), *self._related()]

    def situations(self) -> Iterator[tuple[str, catalogue_pb2.LifeSituation]]:
        """The life situations under which people look."""
        for position, (code, title) in enumerate(words.SITUATIONS.items()):
            yield code, catalogue_pb2.LifeSituation(title=title, position=position)

    def places(self) -> Iterator[tuple[str, place_pb2.Place]]:
        """Made-up houses in made-up streets, one secret place, one line."""
        for number in range(1, len(self._owners) // SERVICES_AT_A_PLACE + 2):
            street = words.STREETS[(number - 1) % len(words.STREETS)]
            yield (
                f"misto-{number}",
                place_pb2.Place(
                    title=f"Ukázkový dům {number}",
                    location_type="physical",
                    address=self._address(f"{street} {number}"),
                    accessibility=self._random.sample(words.ACCESSIBILITY, self._random.randrange(0, 3)),
                ),
            )
        yield SECRET, place_pb2.Place(title="Azylové bydlení s utajenou adresou", location_type="confidential")
        yield "linka", place_pb2.Place(title="Ukázková linka pomoci", location_type="virtual")

    def _address(self, street: str) -> place_pb2.Address:
        return place_pb2.Address(street=street, city="Ukázkov", postal_code="00100", municipality=self._municipality)

    def providers(self) -> Iterator[tuple[str, catalogue_pb2.Provider]]:
        """Providers by founder type."""
        for founder, (count, _) in self._sizes["providers"].items():
            for number in range(1, count + 1):
                host = f"{founder}-{number}.example.org"
                yield (
                    f"{founder}-{number}",
                    catalogue_pb2.Provider(
                        title=f"Ukázkový poskytovatel {number} ({entry(CodeList.FOUNDER_TYPES, founder).title})",
                        founder_type=founder,
                        contacts=[
                            catalogue_pb2.Contact(label="kancelář", email=f"info@{host}", web=f"https://{host}/")
                        ],
                        description="Smyšlená organizace pro ukázku.",
                    ),
                )

    def reports(self, today: date) -> Iterator[tuple[str, capacity_pb2.CapacityReport]]:
        """What every second registered service says of its free capacity; every tenth of these said it long ago."""
        for number, (code, service) in enumerate(self.services, 1):
            for capacity in service.capacities if number % 2 else ():
                status = self._random.choice(_STATUSES)
                report = capacity_pb2.CapacityReport(
                    unit=capacity.unit,
                    form=capacity.form,
                    status=status,
                    as_of=day(today - timedelta(days=200 if number % 20 == 1 else self._random.randrange(0, 10))),
                )
                if status == "capacity":
                    report.available = self._random.randrange(1, 5)
                if status == "waitlist":
                    report.waiting = self._random.randrange(1, 40)
                yield f"{self._area}/services/{code}", report

    def _registered(self) -> Iterator[tuple[str, catalogue_pb2.Service]]:
        """Registered services by category, shared among the providers as the sizes say."""
        types = {category: self._types(category) for category in self._sizes["services"]}
        categories = [category for category, count in self._sizes["services"].items() for _ in range(count)]
        for number, (category, owner) in enumerate(zip(categories, self._owners, strict=True), 1):
            yield f"sluzba-{number}", self._service(number, self._random.choice(types[category]), owner)

    def _related(self) -> Iterator[tuple[str, catalogue_pb2.Service]]:
        """Related activities outside the register."""
        for number in range(1, RELATED + 1):
            title, situations = words.RELATED[(number - 1) % len(words.RELATED)]
            yield (
                f"souvisejici-{number}",
                catalogue_pb2.Service(
                    title=title,
                    provider=self._owners[number % len(self._owners)],
                    service_class="related",
                    situations=situations,
                    description="Smyšlená související služba pro ukázku, mimo registr.",
                    municipalities=[self._municipality],
                    languages=["cs"],
                ),
            )

    def _service(self, number: int, kind: CodeEntry, owner: str) -> catalogue_pb2.Service:
        form, known = self._random.choice(words.FORMS), words.FORMS_OF[kind.code]
        if form not in known:
            form = known[number % len(known)]
        nonstop = form == "residential"
        place = SECRET if kind.code == "shelter" else f"misto-{(number - 1) // SERVICES_AT_A_PLACE + 1}"
        return catalogue_pb2.Service(
            title=f"{kind.title[0].upper()}{kind.title[1:]} {number}",
            provider=owner,
            service_class="registered",
            registration_number=f"UKAZKA-{self._code.upper()}-{number:04d}",
            service_type=kind.code,
            forms=[form],
            target_groups=[self._random.choice(entries(CodeList.TARGET_GROUPS)).code],
            capacities=[
                catalogue_pb2.Capacity(
                    unit="beds" if kind.code in _BEDS else _UNITS[form],
                    form=form,
                    registered=self._random.randrange(4, 90),
                    as_of=day(date(2026, 1, 1)),
                )
            ],
            municipalities=[self._municipality],
            places=[catalogue_pb2.ServicePlace(place=f"{self._area}/places/{place}")],
            hours=[] if nonstop else words.HOURS[number % len(words.HOURS)],
            nonstop=nonstop,
            situations=self._random.sample(sorted(words.SITUATIONS), 2),
            languages=["cs"],
            costs=[catalogue_pb2.Cost(title="základní", amount=0)] if number % 3 else [],
            description=f"{self._random.choice(words.DESCRIPTIONS)} Smyšlená služba pro ukázku.",
            contacts=[catalogue_pb2.Contact(label="sociální pracovník služby", email=f"sluzba{number}@example.org")],
        )

    def _types(self, category: str) -> list[CodeEntry]:
        return [item for item in entries(CodeList.SERVICE_TYPES) if item.category == category]
