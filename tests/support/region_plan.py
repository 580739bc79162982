"""A region's plan with few words: two cities with adopted plans and needs, and the office that builds on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from google.type.date_pb2 import Date

from komplan.planning.v1 import plan_pb2
from komplan.region.v1 import midterm_comparison_service_pb2 as comparison
from komplan.region.v1 import midterm_following_office_service_pb2 as following_office
from komplan.region.v1 import midterm_following_service_pb2 as following
from komplan.region.v1 import midterm_pb2, network_pb2, region_pb2
from komplan.region.v1 import midterm_plan_office_service_pb2 as office
from komplan.region.v1 import midterm_plan_service_pb2 as plans
from komplan.region.v1 import midterm_strategy_service_pb2 as strategy
from komplan.region.v1 import network_office_service_pb2 as network
from komplan.region.v1 import region_office_service_pb2 as region_office
from komplan.type.v1.period_pb2 import Period
from support.instance import Instance
from support.region_needs import REGION, TITLES

MODULES: Final = (office, plans, comparison, strategy, following_office, following)
PLAN: Final = f"{REGION}/plans/2027-2029"
STAFF: Final = ("analyst",)
YEARS: Final = Period(start=Date(year=2027, month=1, day=1), end=Date(year=2029, month=12, day=31))
HASH: Final = "ab" * 32


@dataclass(frozen=True)
class Figure:
    """A figure of a built version with the names of its records."""

    table: str
    key: str
    area: str
    column: str
    kind: str
    number: int | None
    sources: tuple[str, ...]


class Office:
    """The region's office."""

    def __init__(self, region: Instance) -> None:
        self.region, self._networked = region, False

    def ask(self, method: str, roles: Iterable[str] = STAFF, /, **values: Any) -> Any:
        """Call a method of the region's plan by its name."""
        module = next(module for module in MODULES if hasattr(module, f"{method}Request"))
        (service,) = module.DESCRIPTOR.services_by_name
        return self.region.ask(f"{service}/{method}", getattr(module, f"{method}Request")(**values), roles)

    def enter(self, code: str, target: str, catalogue: str = "") -> None:
        """Write a city into the directory."""
        title = TITLES.get(code, code)
        entry = region_pb2.Municipality(code=code, title=title, target=target, catalogue_target=catalogue)
        request = region_office.CreateMunicipalityRequest(parent=REGION, municipality=entry)
        self.region.ask("RegionOfficeService/CreateMunicipality", request)

    def collect(self, seconds: float = 10.0) -> Any:
        """Collect all cities; gives the summary."""
        request = region_office.CollectRequest(name=REGION, deadline_seconds=seconds)
        return self.region.stream("RegionOfficeService/Collect", request)[-1].summary

    def plan(self, year: int = 2027, **values: Any) -> Any:
        """Begin the plan of three years."""
        made = midterm_pb2.RegionPlan(title=f"SPRSS {year}", from_year=year, to_year=year + 2, **values)
        return self.ask("CreateRegionPlan", parent=REGION, region_plan=made)

    def build(self, plan: str = PLAN, **values: Any) -> Any:
        """Build a version."""
        return self.ask("BuildRegionPlanVersion", parent=plan, **values)

    def priority(self, id_: str = "p1", plan: str = PLAN, **values: Any) -> Any:
        """A priority of the region."""
        made = midterm_pb2.RegionPriority(**{"position": 1, "title": "Péče doma", **values})
        return self.ask("CreateRegionPriority", parent=plan, region_priority=made, region_priority_id=id_)

    def measure(self, id_: str = "m1", plan: str = PLAN, **values: Any) -> Any:
        """A measure of the region that lacks nothing."""
        indicator = midterm_pb2.RegionIndicator(
            code="sluzby", title="služby", unit="počet", direction="up", target="10", source="registr", owner="odbor"
        )
        given: dict[str, Any] = {
            "priority": "p1",
            "position": 1,
            "title": "Rozvoj terénních služeb",
            "responsible": "Odbor sociálních věcí kraje",
            "deadline": Date(year=2029, month=12, day=31),
            "indicators": [indicator],
            "financing": [money(year, 1_000_01, "region") for year in (2027, 2028, 2029)],
            **values,
        }
        made = midterm_pb2.RegionMeasure(**given)
        return self.ask("CreateRegionMeasure", parent=plan, region_measure=made, region_measure_id=id_)

    def write(self, version: str, code: str, text: str, etag: str = "") -> Any:
        """Write a section."""
        section = midterm_pb2.RegionPlanSection(name=f"{version}/sections/{code.lower()}", text=text, etag=etag)
        return self.ask("UpdateRegionPlanSection", region_plan_section=section, update_mask={"paths": ["text"]})

    def sections(self, version: str) -> list[Any]:
        """All sections of a version."""
        return list(self.ask("ListRegionPlanSections", parent=version, page_size=500).region_plan_sections)

    def rows(self, version: str, table: str, roles: Iterable[str] = STAFF) -> list[Any]:
        """All rows of a table, page by page."""
        found, token = [], ""
        while True:
            asked = {"parent": version, "table": table, "page_size": 7, "page_token": token}
            page = self.ask("ListMidtermRows", roles, **asked)
            found, token = [*found, *page.rows], page.next_page_token
            if not token:
                return found

    def sources(self, version: str, roles: Iterable[str] = STAFF) -> list[Any]:
        """All records behind the figures of a version."""
        found, token = [], ""
        while True:
            page = self.ask("ListMidtermSources", roles, parent=version, page_size=50, page_token=token)
            found, token = [*found, *page.sources], page.next_page_token
            if not token:
                return found

    def figures(self, version: str) -> list[Figure]:
        """Every figure of a version."""
        names = [item.name for item in self.sources(version)]
        return [
            Figure(
                table.code,
                row.key,
                row.area,
                column.code,
                column.kind,
                cell.number if cell.HasField("number") else None,
                tuple(names[place] for place in cell.sources),
            )
            for table in self.ask("ListMidtermTables", parent=version).tables
            for row in self.rows(version, table.code)
            for column, cell in zip(table.columns, row.cells, strict=True)
            if column.kind != "text"
        ]

    def network(self) -> None:
        """A rule of the network, and a service in it since last year, once."""
        if self._networked:
            return
        self._networked = True
        since = Period(start=Date(year=2025, month=1, day=1))
        rule = network_pb2.NetworkCriterion(title="Registrace", text="Služba je registrována.", validity=since)
        request = network.CreateNetworkCriterionRequest(parent=REGION, network_criterion=rule)
        self.region.ask("NetworkOfficeService/CreateNetworkCriterion", request, STAFF)
        decision = network_pb2.NetworkDecision(
            registration="1234567",
            title="Pečovatelská služba",
            provider="Charita",
            service_type="home-care",
            outcome="granted",
            reason="Potřebná služba.",
            capacities=[network_pb2.NetworkCapacity(form="field", unit="clients", quantity=20)],
            validity=since,
            decided_by="zastupitelstvo kraje",
            decided_on=Date(year=2024, month=12, day=1),
            resolution="ZK 1/2024",
        )
        asked = network.DecideNetworkRequest(parent=REGION, network_decision=decision)
        self.region.ask("NetworkOfficeService/DecideNetwork", asked, STAFF)

    def written(self, version: str) -> None:
        """Write every section of a draft."""
        for section in self.sections(version):
            self.write(version, section.code, f"Text oddílu {section.code}.")

    def adopt(self, version: str, held_on: str = "2026-12-15", **said: str) -> Any:
        """Adopt a final version by a resolution of a day; without anything said there was a reason for no round."""
        year, month, day = map(int, held_on.split("-"))
        made = plan_pb2.Resolution(body="assembly", number="ZK 5/2026", held_on=Date(year=year, month=month, day=day))
        told = said or {"reason": "Projednáno na jednáních s obcemi."}
        return self.ask("AdoptRegionPlan", name=version, resolution=made, **told)

    def finished(self, version: str) -> str:
        """Take a draft to its final state, whatever it lacks."""
        self.ask("PublishRegionPlanVersion", name=version, allow_incomplete=True)
        self.ask("FinishRegionPlanVersion", name=version)
        return version

    def reproduced(self, version: str) -> Any:
        """Build a version again from what it pins."""
        return self.ask("ReproduceRegionPlanVersion", name=version)

    def findings(self, version: str, day: str = "") -> dict[str, str]:
        """Outcome of every check that found something, by code of the rule."""
        year, month, of_month = map(int, day.split("-")) if day else (0, 0, 0)
        given = {"day": Date(year=year, month=month, day=of_month)} if day else {}
        checked = self.ask("CheckRegionPlanVersion", name=version, **given)
        return {check.rule.code: check.outcome for check in checked.checks if check.outcome != "ok"}


def money(year: int, planned: int, source: str = "municipality", **values: Any) -> Any:
    """A line of money of the region."""
    return midterm_pb2.RegionFinancing(year=year, source=source, kind="operating", planned=planned, **values)
