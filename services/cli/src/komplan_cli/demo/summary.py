"""What the demonstration shows: read back from the cities and the region, never from what was loaded."""

from typing import Any

from rich.table import Table
from rich.text import Text

from komplan.catalogue.v1 import catalogue_service_pb2, catalogue_service_pb2_grpc
from komplan.planning.v1 import plan_service_pb2, plan_service_pb2_grpc, profile_pb2
from komplan.region.v1 import roll_up_pb2
from komplan_cli.asking import everything
from komplan_cli.consultation.statistics import round_statistics
from komplan_cli.demo.consultation_summary import consultation_table
from komplan_cli.demo.loading import ROUND, VERSION
from komplan_cli.demo.planning_summary import planning_table
from komplan_cli.demo.region_tables import region_tables
from komplan_cli.output import DATA, crowns
from komplan_cli.tables import print_whole
from komplan_core.codelists import CodeList, entry
from komplan_core.profile import Profile
from komplan_kit.client import Peer
from komplan_kit.codec import Codec

_PROFILE = Codec(profile_pb2.Profile, Profile)


async def city_summary(peer: Peer, code: str, plan: str, today: Any) -> dict[str, Any]:
    """One entry of `areas`: what the city itself answers."""
    reader = plan_service_pb2_grpc.PlanServiceStub(peer.channel)
    area, version = f"areas/{code}", f"areas/{code}/plans/{plan}/versions/{VERSION}"
    profile = _PROFILE.decode(await peer.ask(reader.GetProfile, plan_service_pb2.GetProfileRequest(name=area)))
    nodes = await _pages(
        peer, reader.ListPlanNodes, plan_service_pb2.ListPlanNodesRequest(parent=version), "plan_nodes"
    )
    measures = await _pages(peer, reader.ListMeasures, plan_service_pb2.ListMeasuresRequest(parent=version), "measures")
    catalogue = catalogue_service_pb2_grpc.CatalogueServiceStub(peer.channel)
    services = await peer.ask(catalogue.CountServices, catalogue_service_pb2.CountServicesRequest(parent=area))
    places = await _pages(peer, catalogue.ListPlaces, catalogue_service_pb2.ListPlacesRequest(parent=area), "places")
    consultation = await round_statistics(peer, f"{area}/rounds/{ROUND}")
    priority_levels = {level.code for level in profile.levels if level.common == "priority"}
    priorities = [node for node in nodes if node.level in priority_levels]
    return {
        "code": code,
        "title": profile.area.title,
        "groups": len(profile.groups_on(today)),
        "groups_before": [{"until": day.isoformat(), "count": count} for day, count in profile.groups_before()],
        "priorities": sum(bool(node.working_group) for node in priorities),
        "systemic_priorities": sum(not node.working_group for node in priorities),
        "measures": len(measures),
        "services": services.registered,
        "related": services.related,
        "places": len(places),
        "comments": consultation["comments"],
        "settled": consultation["settled"],
        "consultation": consultation,
    }


def show(regions: list[dict[str, Any]], roll_ups: list[roll_up_pb2.RollUp]) -> None:
    """Print the summary for a person: the cities, then what their regions make of them."""
    areas = [area for region in regions for area in region["areas"]]
    DATA.print("\n[bold]Ukázková data jsou smyšlená; struktury měst a údaje minulých cyklů jsou ze zdrojů.[/]\n")
    cities = Table("", title="Města", title_justify="left")
    for area in areas:
        cities.add_column(area["title"], justify="right")
    told = {
        "pracovní skupiny": "groups",
        "priority": "priorities",
        "systémové priority": "systemic_priorities",
        "opatření": "measures",
        "služby": "services",
        "související": "related",
        "místa": "places",
    }
    for title, key in told.items():
        cities.add_row(title, *(str(area[key]) for area in areas))
    cities.add_row("skupiny dříve", *(_before(area) for area in areas))
    print_whole(cities)
    print_whole(consultation_table(areas))
    print_whole(planning_table(areas))
    for table in region_tables(regions):
        print_whole(table)
    for found in roll_ups:
        print_whole(_coverage(found))
        print_whole(_money(found))
        print_whole(_groups(found))
        _tell_unmapped(found)
    DATA.print("* název kódu není ověřen ve veřejném zdroji")


def _tell_unmapped(found: roll_up_pb2.RollUp) -> None:
    if found.unmapped:
        listed = ", ".join(
            f"{item.area}: {item.code or 'bez cílové skupiny'} ({len(item.measures)} opatření)"
            for item in found.unmapped
        )
        DATA.print(f"Bez přiřazení ke kanonickým číselníkům: {listed}")


def _before(area: dict[str, Any]) -> str:
    return ", ".join(f"{item['count']} do {item['until'][:4]}" for item in area["groups_before"])


def _coverage(found: roll_up_pb2.RollUp) -> Table:
    words = {
        "fresh": "aktuální",
        "unreachable": "nedostupné, platí poslední údaje",
        "quarantined": "odmítnuto",
        "never": "dosud nic",
    }
    table = Table(
        "území",
        "stav",
        "revize",
        "stáří",
        "opatření",
        "priority",
        title=f"{found.title}: z čeho je souhrn plánů {found.from_year}–{found.to_year}",
        title_justify="left",
    )
    for item in found.coverage:
        state = Text(words.get(item.state, item.state), "green" if item.state == "fresh" else "red")
        table.add_row(
            item.title, state, str(item.revision), f"{item.age_seconds} s", str(item.measures), str(item.priorities)
        )
    return table


def _money(found: roll_up_pb2.RollUp) -> Table:
    table = Table(title="Financování podle let a zdrojů", title_justify="left")
    for column in ("rok", "zdroj", "plánováno", "zajištěno", "chybí", "opatření"):
        table.add_column(column, justify="left" if column in ("rok", "zdroj") else "right")
    for figure in found.financing:
        title = _title(CodeList.FUNDING_SOURCES, figure.source)
        gap = max(0, figure.planned - figure.secured)
        table.add_row(
            str(figure.year),
            title,
            crowns(figure.planned),
            crowns(figure.secured),
            crowns(gap),
            str(len(figure.measures)),
        )
    return table


def _groups(found: roll_up_pb2.RollUp) -> Table:
    table = Table(title="Podle cílových skupin", title_justify="left")
    for column in ("cílová skupina", "opatření", "priority", "plánováno"):
        table.add_column(column, justify="left" if column == "cílová skupina" else "right")
    for group in sorted(found.by_target_group, key=lambda item: -item.planned):
        table.add_row(
            _title(CodeList.TARGET_GROUPS, group.code),
            str(len(group.measures)),
            str(group.priorities),
            crowns(group.planned),
        )
    return table


def _title(code_list: CodeList, code: str) -> str:
    """The Czech title of a canonical code; one that was not read in a public source is marked."""
    if not code:
        return "bez přiřazení"
    found = entry(code_list, code)
    return found.title if found.verified else f"{found.title} *"


async def _pages(peer: Peer, method: Any, request: Any, field: str) -> list[Any]:
    request.page_size = 500
    return [item async for item in everything(peer, method, request, field)]
