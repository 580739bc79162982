"""What a region of the demonstration says of itself to everybody: copies, needs, money, what can be funded."""

from collections import Counter
from typing import Any

from komplan.region.v1 import (
    funding_service_pb2,
    funding_service_pb2_grpc,
    money_service_pb2,
    money_service_pb2_grpc,
    needs_service_pb2,
    needs_service_pb2_grpc,
    region_service_pb2,
    region_service_pb2_grpc,
    roll_up_pb2,
    territory_service_pb2,
    territory_service_pb2_grpc,
)
from komplan.region.v1 import midterm_plan_service_pb2 as plans
from komplan.region.v1 import midterm_plan_service_pb2_grpc as plans_rpc
from komplan.region.v1 import network_service_pb2 as network
from komplan.region.v1 import network_service_pb2_grpc as network_rpc
from komplan.region.v1 import supply_service_pb2 as supply
from komplan.region.v1 import supply_service_pb2_grpc as supply_rpc
from komplan_cli.asking import everything
from komplan_cli.demo.region_filling import FUNDING
from komplan_cli.demo.region_plan import VERSION
from komplan_cli.demo.witnessing import books_of
from komplan_kit.client import Peer


async def region_figures(peer: Peer, code: str, years: tuple[int, int], money: tuple[int, int]) -> dict[str, Any]:
    """One entry of `regions` without its cities: `years` are those of its rounds of needs, `money` first and last."""
    name = f"regions/{code}"
    return {
        "feeds": await _feeds(peer, name),
        "books": await books_of(peer, code),
        "territory": await _territory(peer, name),
        "rounds": [await _round(peer, f"{name}/need-rounds/{year}") for year in years],
        "needs": await _needs(peer, name, years),
        "money": await _money(peer, name, *money),
        "funding": await _funding(peer, f"{name}/fundings/{FUNDING}"),
        "supply": await _supply(peer, name),
        "gaps": await _gaps(peer, name, years),
        "network": await _network(peer, name),
        "document": await _document(peer, f"{name}/plans/{money[0]}-{money[1]}/versions/{VERSION}"),
    }


def roll_up_summary(found: roll_up_pb2.RollUp, code: str) -> dict[str, Any]:
    """What the plans of the region's cities add up to, as the copies stand now."""
    return {
        "code": code,
        "areas": len(found.coverage),
        "fresh": sum(item.state == "fresh" for item in found.coverage),
        "unreachable": list(found.unreachable),
        "stale": list(found.stale),
        "measures": len(found.measures),
        "priorities": found.priorities,
        "financing": [
            {"year": f.year, "source": f.source, "planned": f.planned, "secured": f.secured, "actual": f.actual}
            for f in found.financing
        ],
        "by_target_group": [
            {"code": group.code, "measures": len(group.measures), "planned": group.planned}
            for group in found.by_target_group
            if group.code
        ],
        "unmapped": [
            {"area": item.area, "kind": item.kind, "code": item.code, "measures": len(item.measures)}
            for item in found.unmapped
        ],
    }


async def _feeds(peer: Peer, name: str) -> list[dict[str, Any]]:
    request = region_service_pb2.ListMunicipalitiesRequest(parent=name, page_size=500)
    method = region_service_pb2_grpc.RegionServiceStub(peer.channel).ListMunicipalities
    return [
        {"area": city.code, "feed": feed.feed, "state": feed.state, "records": feed.records}
        async for city in everything(peer, method, request, "municipalities")
        for feed in city.feeds
    ]


async def _territory(peer: Peer, name: str) -> dict[str, Any]:
    method = territory_service_pb2_grpc.TerritoryServiceStub(peer.channel).LookUpTerritory
    found = await peer.ask(method, territory_service_pb2.LookUpTerritoryRequest(parent=name))
    return {
        "orps": {orp.code: orp.title for orp in found.orps},
        "municipalities": len(found.municipalities),
    }


async def _round(peer: Peer, name: str) -> dict[str, Any]:
    method = needs_service_pb2_grpc.NeedsServiceStub(peer.channel).GetNeedCoverage
    found = await peer.ask(method, needs_service_pb2.GetNeedCoverageRequest(name=name))
    return {
        "year": found.year,
        "state": found.state,
        "coverage": [
            {
                "orp": item.orp,
                "municipalities": item.coverage.municipalities,
                "reported": item.coverage.reported,
                "no_change": item.coverage.no_change,
                "reported_by_orp": item.coverage.reported_by_orp,
                "silent": item.coverage.silent,
                "percent": item.coverage.percent,
            }
            for item in found.orps
        ],
    }


async def _needs(peer: Peer, name: str, years: tuple[int, int]) -> dict[str, Any]:
    """The open needs of both years, each once: the whole region by target group, and how many were answered.

    People are those of the last year: everybody is told them of one year only.
    """
    stub = needs_service_pb2_grpc.NeedsServiceStub(peer.channel)
    asked = needs_service_pb2.GetNeedFiguresRequest(parent=name, from_year=years[0], to_year=years[1])
    found = await peer.ask(stub.GetNeedFigures, asked)
    asked = needs_service_pb2.GetNeedFiguresRequest(parent=name, from_year=years[1], to_year=years[1])
    people = (await peer.ask(stub.GetNeedFigures, asked)).totals[0].total
    answers = needs_service_pb2.ListNeedResponsesRequest(parent=name, page_size=500)
    return {
        "totals": [
            {
                "target_group": item.target_group,
                "needs": item.total.needs,
            }
            for item in found.totals
            if not item.orp and not item.unmapped
        ],
        "people": {"year": years[1], "at_least": people.at_least, "basis": people.basis},
        "published_only": found.published_only,
        "answered": len([item async for item in everything(peer, stub.ListNeedResponses, answers, "need_responses")]),
    }


async def _money(peer: Peer, name: str, first: int, last: int) -> list[dict[str, Any]]:
    method = money_service_pb2_grpc.MoneyServiceStub(peer.channel).GetMoney
    found = await peer.ask(method, money_service_pb2.GetMoneyRequest(parent=name, from_year=first, to_year=last))
    fields = ("year", "source", "kind", "planned", "secured", "actual", "gap", "without_secured")
    return [{field: getattr(figure, field) for field in fields} for figure in found.figures]


async def _funding(peer: Peer, name: str) -> dict[str, Any]:
    method = funding_service_pb2_grpc.FundingServiceStub(peer.channel).GetFunding
    result = (await peer.ask(method, funding_service_pb2.GetFundingRequest(name=name))).result
    return {
        "state": result.state,
        "points": result.points,
        "bound": result.bound,
        "chosen": result.chosen,
        "fallen": result.fallen,
        "budgets": [
            {
                "source": use.rule.source,
                "year": use.rule.year,
                "limit": use.limit,
                "wanted": use.wanted,
                "given": use.given,
                "held_back": use.held_back,
            }
            for use in result.uses
            if use.rule.kind == "budget"
        ],
        "outcome_sha256": result.outcome_sha256,
    }


async def _supply(peer: Peer, name: str) -> dict[str, Any]:
    """Services of the whole region, each once, by kind and unit: units are never added."""
    method = supply_rpc.SupplyServiceStub(peer.channel).GetSupply
    found = await peer.ask(method, supply.GetSupplyRequest(parent=name))
    return {
        "services": found.services,
        "in_several_catalogues": found.in_several_catalogues,
        "population_year": found.population_year,
        "population_fictional": found.population_fictional,
        "lines": sum(not total.orp for total in found.totals),
        "with_rate": sum(bool(total.per_thousand) for total in found.totals if not total.orp),
    }


async def _gaps(peer: Peer, name: str, years: tuple[int, int]) -> list[dict[str, Any]]:
    method = supply_rpc.SupplyServiceStub(peer.channel).GetCapacityGaps
    request = supply.GetCapacityGapsRequest(parent=name, from_year=years[0], to_year=years[1])
    found = await peer.ask(method, request)
    return [
        {
            "orp": gap.orp,
            "service_type": gap.service_type,
            "form": gap.form,
            "unit": gap.unit,
            "needed": gap.needed,
            "now": gap.now if gap.HasField("now") else None,
            "gap": gap.gap if gap.HasField("gap") else None,
            "gap_unknown": gap.gap_unknown,
            "unmeasured": gap.unmeasured,
            "spare": gap.spare,
        }
        for gap in found.gaps
    ]


async def _network(peer: Peer, name: str) -> dict[str, Any]:
    stub = network_rpc.NetworkServiceStub(peer.channel)
    found = await peer.ask(stub.GetNetwork, network.GetNetworkRequest(parent=name))
    decisions = network.ListNetworkDecisionsRequest(parent=name, page_size=500)
    statuses = Counter(entry.status for entry in found.entries)
    outcomes = [
        item.outcome async for item in everything(peer, stub.ListNetworkDecisions, decisions, "network_decisions")
    ]
    return {
        "basic": statuses["basic"],
        "conditional": statuses["conditional"],
        "municipal": len(found.municipal_flags),
        "decisions": dict(sorted(Counter(outcomes).items())),
    }


async def _document(peer: Peer, name: str) -> dict[str, Any]:
    """The built version of the plan: its tables, the records behind them, and the five mandatory parts."""
    stub = plans_rpc.MidtermPlanServiceStub(peer.channel)
    version = await peer.ask(stub.GetRegionPlanVersion, plans.GetRegionPlanVersionRequest(name=name))
    tables = await peer.ask(stub.ListMidtermTables, plans.ListMidtermTablesRequest(parent=name))
    listing = plans.ListMidtermSourcesRequest(parent=name, page_size=500)
    checked = await peer.ask(stub.CheckRegionPlanVersion, plans.CheckRegionPlanVersionRequest(name=name))
    return {
        "name": name,
        "state": version.state,
        "inputs": len(version.inputs),
        "tables": [{"code": table.code, "part": table.part, "rows": table.row_count} for table in tables.tables],
        "sources": len([item async for item in everything(peer, stub.ListMidtermSources, listing, "sources")]),
        "checks": [
            {
                "rule": check.rule.code,
                "title": check.rule.title,
                "outcome": check.outcome,
                "places": [place.what for place in check.places],
            }
            for check in checked.checks
        ],
        "blocking": checked.blocking,
        "warnings": checked.warnings,
    }
