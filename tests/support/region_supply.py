"""Cities with catalogues, inhabitants and words about the network, for the tests of a region."""

from typing import Any

from komplan.catalogue.v1 import capacity_pb2
from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1.catalogue_pb2 import Capacity, Provider, Service
from komplan.region.v1 import network_office_service_pb2 as office
from komplan.region.v1 import network_pb2
from komplan.region.v1 import population_office_service_pb2 as population
from komplan.type.v1.period_pb2 import Period
from support.instance import Instance
from support.region_needs import REGION, day

HOME = "home-for-seniors"
HEAD = "vuzemi_cis,vuzemi_kod,rok,pohlavi_kod,vek,hodnota\n"


def beds(registered: int, of_day: Any = None) -> Capacity:
    return Capacity(unit="beds", form="residential", registered=registered, as_of=of_day or day(2026, 1, 1))


def keep_service(city: Instance, id_: str, **values: Any) -> Service:
    """A registered home for seniors in the city's catalogue, or what is given."""
    area = f"areas/{city.audience}"
    if id_ == "s1":
        provider = edit.CreateProviderRequest(parent=area, provider=Provider(title="Charita"), provider_id="charita")
        city.ask("CatalogueEditorService/CreateProvider", provider)
    told: dict[str, Any] = {
        "title": f"Domov {id_}",
        "provider": f"{area}/providers/charita",
        "service_class": "registered",
        "registration_number": "1234567",
        "service_type": HOME,
        "forms": ["residential"],
        **values,
    }
    request = edit.CreateServiceRequest(parent=area, service=Service(**told), service_id=id_)
    return city.ask("CatalogueEditorService/CreateService", request)


def report_capacity(city: Instance, service: str, **values: Any) -> None:
    """What the provider says of its beds, with what is given."""
    report = capacity_pb2.CapacityReport(unit="beds", form="residential", status="capacity", **values)
    request = edit.ReportCapacityRequest(parent=f"areas/{city.audience}/services/{service}", report=report)
    city.ask("CatalogueEditorService/ReportCapacity", request)


def import_people(region: Instance, *rows: str, **values: Any) -> Any:
    """Take over rows of level, code, year, sex, age and people."""
    told: dict[str, Any] = {"title": "Obyvatelé", "source": "ČSÚ", "licence": "CC BY 4.0", **values}
    request = population.ImportPopulationRequest(
        parent=REGION, table=(HEAD + "".join(f"{row}\n" for row in rows)).encode(), **told
    )
    return region.ask("PopulationOfficeService/ImportPopulation", request)


def decide(region: Instance, outcome: str, start: Any = None, **values: Any) -> network_pb2.NetworkDecision:
    """A decision on the home with the number 1234567, or on what is given."""
    told: dict[str, Any] = {
        "registration": "1234567",
        "title": "Domov",
        "provider": "Charita",
        "service_type": HOME,
        "reason": "potřeba v ORP",
        "decided_by": "zastupitelstvo kraje",
        "decided_on": day(2025, 12, 1),
        "resolution": "12/2026",
    }
    if "application" in values:
        for field in ("registration", "title", "provider", "service_type"):
            del told[field]
    elif outcome in ("granted", "conditional"):
        told["capacities"] = [network_pb2.NetworkCapacity(form="residential", unit="beds", quantity=40)]
    if start is not None:
        told["validity"] = Period(start=start)
    made = network_pb2.NetworkDecision(outcome=outcome, **{**told, **values})
    return region.ask(
        "NetworkOfficeService/DecideNetwork", office.DecideNetworkRequest(parent=REGION, network_decision=made)
    )
