"""A made-up country, the same for a seed: what every planning area publishes. All codes are fictional."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from google.type.date_pb2 import Date

from benchmarks import samples
from komplan.catalogue.v1 import capacity_pb2, catalogue_pb2
from komplan.planning.v1 import need_pb2, needs_report_pb2, plan_pb2, profile_pb2
from komplan_core.codelists import CodeList, entries
from komplan_core.declarations import AreaLevel
from komplan_core.directory import Feed
from komplan_core.plugins import compile_profile
from komplan_core.profile import Profile
from komplan_kit.codec import Codec

AREAS: Final = 206
MEASURES: Final = 110
SERVICES: Final = 15_000
NEEDS: Final = 20_000
MUNICIPALITIES: Final = 10
"""Of one area."""
PRIORITIES: Final = 10
LINES: Final = [(year, source) for year in samples.YEARS for source in samples.SOURCES]
REGION_CODE: Final = "V0"
_PROVIDERS: Final = 12
_FORMS: Final = (("residential", "beds"), ("field", "clients"), ("outpatient", "clients"))
_GROUPS: Final = ("seniors", "families", "newcomers")
_CHANGES: Final = ("keep", "extend", "new", "transform")
_REPORTED: Final = Date(year=2026, month=1, day=31)


@dataclass(frozen=True, slots=True)
class Entry:
    """One published entry: the field of a change that holds it, its name and the message."""

    field: str
    name: str
    message: Message


class Country:
    """Planning areas by number, from 0. Services and needs are dealt out evenly."""

    def __init__(self, seed: int, areas: int = AREAS) -> None:
        self.areas, self._seed = areas, seed
        self._profile = compile_profile(("reference",))[0]
        self._codec = Codec(profile_pb2.Profile, Profile)
        self._types = [entry.code for entry in entries(CodeList.SERVICE_TYPES)]

    def codes(self) -> list[str]:
        """Codes of all planning areas."""
        return [code_of(number) for number in range(self.areas)]

    def profile(self, number: int) -> profile_pb2.Profile:
        """The structure of an area: the reference city's, with its own territory."""
        own = {
            "code": code_of(number),
            "title": f"Oblast {number}",
            "level": AreaLevel.ORP,
            "municipalities": towns(number),
            "orp": orp_of(number),
            "region": REGION_CODE,
        }
        area = self._profile.area.revised(own)
        encoded: profile_pb2.Profile = self._codec.encode(self._profile.revised({"area": area}))
        return encoded

    def published(self, number: int, feed: Feed) -> list[Entry]:
        """All that an area publishes in a feed."""
        chance = random.Random(f"{self._seed} {number} {feed}")
        area = f"areas/{code_of(number)}"
        if feed is Feed.CATALOGUE:
            return [*_providers(area), *self._services(area, number, chance)]
        needs = [*_needs(area, number, chance)]
        reports = _reports(area, number, needs, self._types)
        return [*self._plan(area, number), *(Entry("need", need.name, need) for need in needs), *reports]

    def _plan(self, area: str, number: int) -> Iterator[Entry]:
        plan = f"{area}/plans/plan"
        version = f"{plan}/versions/v1"
        yield Entry("plan", plan, plan_pb2.Plan(name=plan, title="Plán", cycle="cyklus", period=samples.PERIOD))
        yield Entry("version", version, plan_pb2.PlanVersion(name=version, title="Plán", state="adopted"))
        for place in range(1, PRIORITIES + 1):
            node = f"{version}/nodes/priorita-{place}"
            told = plan_pb2.PlanNode(
                name=node, level="priority", position=place, title=f"Priorita {place}", working_group="seniors"
            )
            yield Entry("node", node, told)
        services = share(SERVICES, number)
        for measure in measures(number):
            measure.name = f"{version}/measures/m{measure.position}"
            change = plan_pb2.ServiceChange(
                change=_CHANGES[measure.position % len(_CHANGES)],
                service=f"{area}/services/s{measure.position % services}",
                service_type=self._types[measure.position % len(self._types)],
            )
            measure.service_change.CopyFrom(change)
            measure.municipalities.append(towns(number)[measure.position % MUNICIPALITIES])
            yield Entry("measure", measure.name, measure)

    def _services(self, area: str, number: int, chance: random.Random) -> Iterator[Entry]:
        for place in range(share(SERVICES, number)):
            name = f"{area}/services/s{place}"
            form, unit = _FORMS[place % len(_FORMS)]
            registered = chance.randint(5, 90)
            as_of = Date(year=2026, month=1, day=1)
            service = catalogue_pb2.Service(
                name=name,
                title=f"Služba {place} oblasti {number}",
                provider=f"{area}/providers/p{place % _PROVIDERS}",
                service_class="registered",
                registration_number=f"{number:03d}{place:04d}",
                service_type=self._types[place % len(self._types)],
                forms=[form],
                target_groups=["seniors"],
                municipalities=[towns(number)[place % MUNICIPALITIES]],
                capacities=[catalogue_pb2.Capacity(unit=unit, form=form, registered=registered, as_of=as_of)],
                description=samples.TEXT * 4,
            )
            yield Entry("service", name, service)
            shown = capacity_pb2.ShownCapacity(
                unit=unit,
                form=form,
                registered=registered,
                registered_as_of=as_of,
                funded=registered // 2,
                status="capacity",
                as_of=as_of,
                last_day=Date(year=2099, month=12, day=31),
            )
            yield Entry("capacity", f"{name}/capacities/{form}-{unit}", shown)


def measures(number: int) -> Iterator[plan_pb2.Measure]:
    """The measures of an area without names, with twelve lines of money each."""
    for position in range(1, MEASURES + 1):
        measure = samples.measure(number * MEASURES + position)
        measure.node, measure.position = f"priorita-{position % PRIORITIES + 1}", position
        yield measure


def _providers(area: str) -> Iterator[Entry]:
    for place in range(_PROVIDERS):
        name = f"{area}/providers/p{place}"
        provider = catalogue_pb2.Provider(name=name, title=f"Spolek {place}", founder_type="ngo")
        yield Entry("provider", name, provider)


def _needs(area: str, number: int, chance: random.Random) -> Iterator[need_pb2.Need]:
    for place in range(1, share(NEEDS, number) + 1):
        told = {"persons": chance.randint(1, 80), "persons_basis": "estimate"} if place % 3 else {}
        yield need_pb2.Need(
            name=f"{area}/needs/n{place}",
            title=f"Potřeba {place} oblasti {number}",
            target_groups=[_GROUPS[place % len(_GROUPS)]],
            municipalities=[towns(number)[place % MUNICIPALITIES]],
            description=samples.TEXT,
            why_unmet="Kapacity nestačí.",
            reporter="Obecní úřad",
            year=2026,
            state="open",
            need_no=place,
            compared="new",
            **{"persons_basis": "unknown", **told},
        )


def _reports(area: str, number: int, needs: Iterable[need_pb2.Need], types: list[str]) -> Iterator[Entry]:
    asked = f"{area}/need-rounds/2026"
    needs_round = needs_report_pb2.NeedRound(
        name=asked,
        title="Potřeby 2026",
        year=2026,
        opens=Date(year=2026, month=1, day=1),
        closes=_REPORTED,
        state="closed",
    )
    yield Entry("need_round", asked, needs_round)
    by_town: dict[str, list[need_pb2.Need]] = {}
    for need in needs:
        by_town.setdefault(need.municipalities[0], []).append(need)
    for place, (town, said) in enumerate(sorted(by_town.items())):
        name = f"{asked}/reports/r{town}"
        capacity = needs_report_pb2.CapacityNeed(
            service_type=types[place % len(types)],
            form="field",
            unit="clients",
            quantity_needed=20 + place,
            target_group="seniors",
            from_year=2027,
            need_nos=[said[0].need_no],
        )
        report = needs_report_pb2.NeedsReport(
            name=name,
            municipality=town,
            version=1,
            kind="needs",
            state="submitted",
            year=2026,
            needs=[need.name for need in said],
            reported=said,
            capacities=[capacity],
            approved_by="zastupitelstvo",
            submitted_at=Timestamp(seconds=1_769_000_000 + number),
        )
        yield Entry("needs_report", name, report)


def tables(areas: int) -> dict[str, bytes]:
    """The territory as the official tables tell it: an ORP for each area, with its municipalities."""
    orps = "".join(f"{orp_of(number)},Oblast {number},{REGION_CODE}\n" for number in range(areas))
    rows = "".join(
        f"{town},Obec {town},{orp_of(number)},9,{REGION_CODE}\n" for number in range(areas) for town in towns(number)
    )
    return {
        "regions": f"vusc_kod,kraj_nazev,nuts3\n{REGION_CODE},Vzorový kraj,CZ0V0\n".encode(),
        "orps": f"orp_ruian,orp_nazev,vusc_kod\n{orps}".encode(),
        "municipalities": f"obec_kod,obec_nazev,orp_ruian,okres_kod,vusc_kod\n{rows}".encode(),
    }


def code_of(number: int) -> str:
    """The code of an area."""
    return f"oblast{number:03d}"


def orp_of(number: int) -> str:
    """The code of an area's ORP."""
    return f"V{number:03d}"


def towns(number: int) -> tuple[str, ...]:
    """The codes of an area's municipalities."""
    return tuple(f"9{number:03d}{place:02d}" for place in range(MUNICIPALITIES))


def share(whole: int, number: int) -> int:
    """How many of the country's things an area has."""
    return whole // AREAS + (number < whole % AREAS)
