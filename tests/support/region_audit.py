"""Counts every number of a region's built plan again from the records that it names."""

from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from typing import Any

from komplan.catalogue.v1 import catalogue_service_pb2 as catalogue
from komplan.consultation.v1 import consultation_service_pb2 as consultation
from komplan.planning.v1 import monitoring_service_pb2 as monitoring
from komplan.planning.v1 import needs_report_service_pb2 as reports
from komplan.planning.v1 import plan_service_pb2 as plans
from komplan.region.v1 import needs_office_service_pb2 as needs
from komplan.region.v1 import needs_service_pb2 as needs_public
from komplan.region.v1 import network_service_pb2 as networks
from komplan.region.v1 import population_service_pb2 as populations
from komplan.region.v1 import territory_service_pb2 as territories
from support.region_counting import AMOUNTS, agreeing, amount, is_known
from support.region_needs import REGION
from support.region_plan import Figure
from support.region_whole import Whole

SHARES = {
    ("vzorov", "families"): {"families-with-children": Fraction(7, 10), "youth-at-risk": Fraction(3, 10)},
    ("zabreh", "children-and-families"): {"families-with-children": Fraction(1, 2), "youth-at-risk": Fraction(1, 2)},
    ("vzorov", "newcomers"): {"-": Fraction(1)},
}
"""What these cities say of their groups; all others are canonical."""
SOURCES = {"town-fund": "municipality"}
INDICATORS = {"hours": "sluzby"}
"""What the region says of their indicators."""


class Auditor:
    """Somebody outside, with the plan in hand, who asks the cities themselves."""

    def __init__(self, whole: Whole) -> None:
        self.cities = {"vzorov": whole.two.vzorov, "zabreh": whole.two.zabreh}
        self.office, self.region, self.book = whole.office, whole.office.region, whole.book
        self.revisions = {item.area: item.revision for item in whole.version.inputs if item.feed == "planning"}
        (self.territory,) = self.region.ask(
            "TerritoryService/ListTerritories", territories.ListTerritoriesRequest(parent=REGION), ()
        ).territories
        self.record = cache(self._record)

    def expected(self, figure: Figure) -> int | None:
        """The figure as its records give it."""
        count: Callable[[Figure], int | None] = getattr(self, f"_{figure.table.replace('-', '_')}")
        return count(figure)

    def _record(self, name: str) -> Any:
        """The record as its city, or the region, gives it out."""
        city, kind = name.split("/")[1], name.split("/")[-2]
        if name.startswith("areas/") and kind == "measures":
            return self.cities[city].ask("PlanService/GetMeasure", plans.GetMeasureRequest(name=name), ())
        if name.startswith("areas/") and kind == "nodes":
            return self.cities[city].ask("PlanService/GetPlanNode", plans.GetPlanNodeRequest(name=name), ())
        if name.startswith("areas/") and kind == "needs":
            return self.cities[city].ask("PlanService/GetNeed", plans.GetNeedRequest(name=name), ("region",))
        if name.startswith("areas/") and kind == "reports":
            request = reports.GetNeedsReportRequest(name=name)
            return self.cities[city].ask("NeedsReportService/GetNeedsReport", request, ("region",))
        if name.startswith("areas/") and kind == "evaluations":
            request = monitoring.GetEvaluationRequest(name=name)
            return self.cities[city].ask("MonitoringService/GetEvaluation", request, ())
        if name.startswith("areas/") and kind == "rounds":
            of_plan = f"{'/'.join(name.split('/')[:2])}/plans/2024-2026/versions/v1"
            request = consultation.GetSettlementStateRequest(parent=f"areas/{city}", plan_versions=[of_plan])
            found = self.book.ask("ConsultationService/GetSettlementState", request, ("region",))
            return next(item for item in found.rounds if item.name == name)
        if kind == "measures":
            return self.office.ask("GetRegionMeasure", name=name)
        if kind == "evaluations":
            return self.office.ask("GetEvaluation", (), name=name)
        if kind == "need-rounds":
            request = needs_public.GetNeedRoundRequest(name=name)
            return self.region.ask("NeedsService/GetNeedRound", request, ())
        if kind == "municipal-flags":
            request = networks.GetMunicipalFlagRequest(name=name)
            return self.region.ask("NetworkService/GetMunicipalFlag", request, ())
        if kind == "needs":
            listing = needs.ListIntakeReportsRequest(parent=name.rsplit("/needs/", 1)[0], page_size=500)
            listed = self.region.ask("NeedsOfficeService/ListIntakeReports", listing, ("analyst",)).needs_reports
            return next(need for report in reversed(listed) for need in report.reported if need.name == name)
        if kind == "services":
            return self.cities[city].ask("CatalogueService/GetService", catalogue.GetServiceRequest(name=name), ())
        if kind == "populations":
            request = populations.GetPopulationRequest(name=name)
            return self.region.ask("PopulationService/GetPopulation", request, ())
        if kind == "network-entries":
            request = networks.GetNetworkEntryRequest(name=name)
            return self.region.ask("NetworkService/GetNetworkEntry", request, ())
        if kind == "territories":
            request = territories.GetTerritoryRequest(name=name)
            return self.region.ask("TerritoryService/GetTerritory", request, ())
        request = needs.GetIntakeReportRequest(name=name)
        return self.region.ask("NeedsOfficeService/GetIntakeReport", request, ("analyst",))

    def _lines(self, figure: Figure) -> Iterator[tuple[str, Any, Any]]:
        for name in figure.sources:
            for line in self.record(name).financing:
                yield name, self.record(name), line

    def _sum(self, figure: Figure, year: str, source: str, group: str = "") -> int | None:
        """Lines of one year and canonical source, added up to the haléř; in shares of one canonical group."""
        total, lines, told = 0, 0, 0
        column = figure.column.replace("-", "_")
        for name, measure, line in self._lines(figure):
            if str(line.year) != year or SOURCES.get(line.source, line.source) != source:
                continue
            whole = {each: amount(line, each) for each in AMOUNTS}
            parts = agreeing(whole, column, self._weights(name, measure)) if group else None
            if group and group not in (parts or {}):
                continue
            lines += 1
            told += is_known(line, column)
            total += parts[group] if parts is not None else amount(line, column)
        if column == "lines":
            return lines
        if column == "without_planned":
            return lines - sum(
                line.HasField("planned")
                for name, measure, line in self._lines(figure)
                if str(line.year) == year
                and SOURCES.get(line.source, line.source) == source
                and (not group or group in self._weights(name, measure))
            )
        return total if told or column == "gap" else None

    def _weights(self, name: str, measure: Any) -> dict[str, Fraction]:
        city, found = name.split("/")[1], dict[str, Fraction]()
        for local in measure.target_groups:
            for group, share in SHARES.get((city, local), {local: Fraction(1)}).items():
                found[group] = found.get(group, Fraction(0)) + share / len(measure.target_groups)
        return dict(sorted(found.items(), key=lambda item: "" if item[0] == "-" else item[0]))

    def _money(self, figure: Figure) -> int | None:
        return self._sum(figure, *figure.key.split("/"))

    def _money_by_area(self, figure: Figure) -> int | None:
        assert {name.split("/")[1] for name in figure.sources} == {figure.area}
        return self._sum(figure, *figure.key.split("/")[1:])

    def _group_money(self, figure: Figure) -> int | None:
        group, year, source = figure.key.split("/")
        return self._sum(figure, year, source, group)

    def _outlook(self, figure: Figure) -> int | None:
        lines = [line for _, _, line in self._lines(figure) if str(line.year) == figure.key]
        told = any(is_known(line, figure.column) for line in lines) or figure.column == "gap"
        return sum(amount(line, figure.column) for line in lines) if told else None

    def _own_money(self, figure: Figure) -> int | None:
        year, source = figure.key.split("/")
        lines = [line for _, _, line in self._lines(figure) if (str(line.year), line.source) == (year, source)]
        told = any(is_known(line, figure.column) for line in lines) or figure.column == "gap"
        return sum(amount(line, figure.column) for line in lines) if told else None

    def _own_measures(self, figure: Figure) -> int | None:
        measure = self.record(next(name for name in figure.sources if name.startswith("regions/")))
        return len(measure.supports) if figure.column == "supports" else sum(line.planned for line in measure.financing)

    def _subsidy(self, figure: Figure) -> int | None:
        asked = [
            line
            for _, _, line in self._lines(figure)
            if line.source == "state-via-region" and str(line.year) == figure.column
        ]
        return sum(line.planned for line in asked)

    def _groups(self, figure: Figure) -> int:
        return sum(figure.key in self._weights(name, self.record(name)) for name in figure.sources)

    def _levels(self, figure: Figure) -> int:
        for name in figure.sources:
            record = self.record(name)
            assert name.startswith(f"areas/{figure.area}/")
            assert (getattr(record, "level", "") or "measure") == figure.column
        return len(figure.sources)

    def _measure_services(self, figure: Figure) -> int:
        kind, change = figure.key.split("/")
        found = [self.record(name).service_change for name in figure.sources]
        return sum((item.service_type or "-", item.change) == (kind, change) for item in found)

    def _unmapped(self, figure: Figure) -> int:
        code = figure.key.split("/")[2]
        return sum(code in self.record(name).target_groups for name in figure.sources)

    def _population(self, figure: Figure) -> int | None:
        (people,) = (self.record(name) for name in figure.sources)
        held = [item for item in people.figures if (item.territory, item.age_group) == (figure.key, figure.column)]
        return sum(item.people for item in held) if held else None

    def _services(self, figure: Figure) -> int:
        found = [self.record(name) for name in figure.sources]
        key = [f"{item.service_class}/{item.service_type or '-'}" for item in found]
        assert set(key) == {figure.key}
        return len({item.registration_number or item.name for item in found})

    def _capacity(self, figure: Figure) -> int | None:
        _, _, kind, form, unit = figure.key.split("/")
        found = {item.registration_number: item for item in map(self.record, figure.sources)}
        assert {item.service_type for item in found.values()} == {kind}
        said = [c.registered for item in found.values() for c in item.capacities if (c.form, c.unit) == (form, unit)]
        return {"registered": sum(said), "services": len(found), "unknown": len(found) - len(said)}[figure.column]

    def _network_capacity(self, figure: Figure) -> int:
        kind, form, unit, status = figure.key.split("/")
        found = [self.record(name) for name in figure.sources]
        assert {(item.service_type, item.status) for item in found} == {(kind, status)}
        held = [capacity for item in found for capacity in item.capacities]
        return sum(item.quantity for item in held if (item.form, item.unit) == (form, unit))

    def _participants(self, figure: Figure) -> int:
        if figure.column == "revision":
            assert figure.sources == (f"areas/{figure.key}",)
            return int(self.revisions[figure.key])
        return sum(bool(self.record(name).title) for name in figure.sources)

    def _needs(self, figure: Figure) -> int:
        _, group = figure.key.split("/")
        found = [self.record(name) for name in figure.sources]
        assert all(need.state == "open" for need in found)
        assert group == "-" or all(group in need.target_groups for need in found)
        return len(found)

    def _needs_people(self, figure: Figure) -> int | None:
        year, _ = figure.key.split("/")
        found = [self.record(name) for name in figure.sources]
        assert {(need.state, str(need.year)) for need in found} == {("open", year)}
        if figure.column == "needs":
            return len(found)
        known = sum(need.persons for need in found)
        return known if all(need.HasField("persons") for need in found) and known >= 5 else None

    def _needs_coverage(self, figure: Figure) -> int:
        orp = figure.key.split("/")[1]
        known = {name: self.record(name) for name in figure.sources}
        (round_,) = (known[name] for name in figure.sources if name.split("/")[-2] == "need-rounds")
        (territory,) = (known[name] for name in figure.sources if name.split("/")[-2] == "territories")
        towns = {town.code for town in territory.municipalities if not orp or town.orp == orp}
        said = [known[name] for name in figure.sources if name.split("/")[-2] == "reports"]
        own = {item.municipality for item in said if item.kind != "no-change"} & towns
        for_others = {code for item in said for code in item.on_behalf_of} & towns - own
        counts = {
            "municipalities": len(towns),
            "reported": len(own),
            "no-change": len({item.municipality for item in said if item.kind == "no-change"} & towns),
            "by-orp": len(for_others),
            "covered": len(own | for_others),
        }
        left = len(towns) - counts["covered"]
        counts["silent"], counts["awaited"] = (left, 0) if round_.state == "closed" else (0, left)
        return counts[figure.column]

    def _gaps(self, figure: Figure) -> int | None:
        """Lines of the reports; the region holds no later word on any of them."""
        orp, *what = figure.key.split("/")
        orps = {town.code: town.orp for town in self.territory.municipalities}
        said = [
            line
            for name in figure.sources
            for line in self.record(name).capacities
            if [line.service_type, line.form, line.unit] == what
            and (orp == "-" or orp in {orps[town] for town in line.municipalities or [self.record(name).municipality]})
        ]
        known = [line for line in said if line.HasField("quantity_now")]
        needed, differs = (
            sum(line.quantity_needed for line in said),
            [line.quantity_now - line.quantity_needed for line in known],
        )
        return {
            "needed": needed,
            "unmeasured": needed - sum(line.quantity_needed for line in known),
            "now": sum(line.quantity_now for line in known) if known else None,
            "spare": sum(more for more in differs if more > 0),
            "gap": -sum(less for less in differs if less < 0) if known else None,
            "unknown": len(said) - len(known),
        }[figure.column]

    def _evaluations(self, figure: Figure) -> int | None:
        (found,) = (self.record(name) for name in figure.sources)
        facts = found.facts
        if figure.column == "fulfilled":
            return sum(state.measures for state in facts.states if state.state == "fulfilled")
        if figure.column == "measures":
            return int(facts.measures)
        return int(getattr(facts, figure.column)) if facts.HasField(figure.column) else None

    _own_evaluation = _evaluations

    def _indicators(self, figure: Figure) -> int:
        code, year = figure.key.split("/")
        facts = [
            fact
            for evaluation in map(self.record, figure.sources)
            for fact in evaluation.facts.indicators
            if str(evaluation.year or "-") == year and INDICATORS.get(fact.code, "-") == code
        ]
        due = [fact for fact in facts if fact.HasField("target")]
        return {
            "indicators": len(facts),
            "due": len(due),
            "reached": sum(fact.reached for fact in due),
            "unknown": sum(not fact.HasField("reached") for fact in due),
        }[figure.column]

    def _consultations(self, figure: Figure) -> int:
        (held,) = (self.record(name) for name in figure.sources)
        return int(getattr(held, figure.column))

    def _municipal_networks(self, figure: Figure) -> int:
        return sum(self.record(name).municipality == figure.key for name in figure.sources)

    def _towns(self, name: str) -> tuple[str, ...]:
        """Where a city's measure is done: what it says itself, or else its plan, or else its whole city."""
        city, own = self.cities[name.split("/")[1]], self.record(name).municipalities
        plan = city.ask("PlanService/GetPlan", plans.GetPlanRequest(name=name.split("/versions/")[0]), ())
        area = "/".join(name.split("/")[:2])
        whole = city.ask("PlanService/GetProfile", plans.GetProfileRequest(name=area), ()).area
        return tuple(own or plan.municipalities or whole.municipalities)

    def _money_by_orp(self, figure: Figure) -> int | None:
        """Lines of one territory, year, source and kind together, split by how many of its towns lie in each ORP."""
        orp, year, source = figure.key.split("/")
        of_town = {town.code: town.orp for town in self.territory.municipalities}
        column, lines, total = figure.column.replace("-", "_"), list[Any](), 0
        together: dict[tuple[tuple[str, ...], str], Counter[str]] = {}
        for name in figure.sources:
            towns = self._towns(name)
            for line in self.record(name).financing:
                if str(line.year) == year and SOURCES.get(line.source, line.source) == source:
                    lines.append(line)
                    key = towns, line.kind
                    together.setdefault(key, Counter()).update({each: amount(line, each) for each in AMOUNTS})
        if column == "lines":
            return len(lines)
        if column == "without_planned":
            return sum(not line.HasField("planned") for line in lines)
        for (towns, _), whole in together.items():
            known = sorted(of_town[town] for town in towns) if all(town in of_town for town in towns) else ["-"]
            total += agreeing(whole, column, {code: Fraction(known.count(code)) for code in known}).get(orp, 0)
        return total if any(is_known(line, column) for line in lines) or column == "gap" else None

    def _money_coverage(self, figure: Figure) -> int | None:
        towns = {town.code for town in self.territory.municipalities if town.orp == figure.key}
        if figure.column == "municipalities":
            return len(towns) if figure.key != "-" else None
        served = {town for name in figure.sources if name.startswith("areas/") for town in self._towns(name)}
        known = {town.code for town in self.territory.municipalities}
        return len(served & towns) if figure.key != "-" else len(served - known)
