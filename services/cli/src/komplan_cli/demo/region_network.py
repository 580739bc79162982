"""What a demonstration's region keeps of services: made-up inhabitants, rules of entry, decisions on its network."""

from datetime import date
from typing import Any, Final

from google.type.date_pb2 import Date

from komplan.region.v1 import network_office_service_pb2 as office
from komplan.region.v1 import network_office_service_pb2_grpc as office_rpc
from komplan.region.v1 import network_pb2, supply_pb2, supply_service_pb2, supply_service_pb2_grpc
from komplan.region.v1 import population_office_service_pb2 as population
from komplan.region.v1 import population_office_service_pb2_grpc as population_rpc
from komplan.type.v1.period_pb2 import Period
from komplan_cli.asking import everything
from komplan_cli.demo.repeating import Once
from komplan_core.regional import population_sample as sample
from komplan_kit.client import Peer

CRITERIA: Final = (
    ("registrace", "Služba je zapsána v registru", "registered"),
    ("potreba", "Kapacitu žádá hlášení obce", "need-reported"),
    ("zkusenost", "Poskytovatel doloží zkušenost s cílovou skupinou", "by-hand"),
)
"""Id, title, and how it is found out."""
GRANTED: Final = 5
"""Services with a basic place in the network; the next one gets a conditional place, and one after it is refused."""


async def take_population(once: Once, staff: Peer, region: str, orps: list[str], seed: int, today: date) -> None:
    """Take over a made-up series of inhabitants of all ORP by age."""
    request = population.ImportPopulationRequest(
        parent=region,
        table=sample.sample_population(seed, orps, range(today.year - 2, today.year + 1)),
        title="Smyšlené obyvatelstvo ukázky",
        source=sample.SOURCE,
        licence=sample.LICENCE,
        fictional=True,
    )
    await once(population_rpc.PopulationOfficeServiceStub(staff.channel).ImportPopulation, request)


async def decide_network(once: Once, staff: Peer, region: str, today: date) -> None:
    """Set rules of entry, take an application that is refused, and decide on the first services of the catalogues."""
    stub = office_rpc.NetworkOfficeServiceStub(staff.channel)
    since = Date(year=today.year - 1, month=1, day=1)
    validity = Period(start=since)
    for place, (id_, title, check) in enumerate(CRITERIA, 1):
        criterion = network_pb2.NetworkCriterion(
            title=title, text=f"{title}. Smyšlené pravidlo ukázky.", check=check, validity=validity, position=place
        )
        await once(
            stub.CreateNetworkCriterion,
            office.CreateNetworkCriterionRequest(parent=region, network_criterion=criterion, network_criterion_id=id_),
        )
    *taken, last, refused = await _services(staff, region, GRANTED + 2)
    for service in taken:
        await _decide(once, stub, region, _told(service), "granted", since, validity)
    conditional = {**_told(last), "conditions": "Do roka doložit standardy kvality (smyšleno)."}
    await _decide(once, stub, region, conditional, "conditional", since, validity)
    asks = network_pb2.NetworkApplication(
        **_told(refused),
        asked_from=since,
        submitted_on=Date(year=today.year - 2, month=9, day=30),
        reasons=[
            network_pb2.CriterionReason(criterion=f"{region}/network-criteria/registrace", text="Služba je zapsána.")
        ],
    )
    request = office.CreateNetworkApplicationRequest(
        parent=region, network_application=asks, network_application_id="zadost-1"
    )
    await once(stub.CreateNetworkApplication, request)
    said = {"application": f"{region}/network-applications/zadost-1", "registration": asks.registration}
    await _decide(once, stub, region, said, "refused", since, None)


async def _services(peer: Peer, region: str, wanted: int) -> list[supply_pb2.SuppliedService]:
    """The first registered services with a known capacity."""
    method = supply_service_pb2_grpc.SupplyServiceStub(peer.channel).ListSuppliedServices
    request = supply_service_pb2.ListSuppliedServicesRequest(parent=region, page_size=100)
    found = []
    async for service in everything(peer, method, request, "services"):
        if service.service_class == "registered" and service.provided and service.capacities:
            found.append(service)
        if len(found) == wanted:
            break
    return found


def _told(service: supply_pb2.SuppliedService) -> dict[str, Any]:
    return {
        "registration": service.key,
        "service": service.sources[0].name,
        "title": service.title,
        "provider": service.provider,
        "service_type": service.service_type,
        "capacities": [
            network_pb2.NetworkCapacity(form=item.form, unit=item.unit, quantity=item.registered)
            for item in service.capacities
            if item.HasField("registered")
        ],
    }


async def _decide(
    once: Once, stub: Any, region: str, told: dict[str, Any], outcome: str, on: Date, validity: Period | None
) -> None:
    decision = network_pb2.NetworkDecision(
        **told,
        outcome=outcome,
        reason="Smyšlené rozhodnutí ukázky.",
        validity=validity,
        decided_by="Zastupitelstvo kraje",
        decided_on=Date(year=on.year - 1, month=12, day=10),
        resolution=f"UKÁZKA ZK 1/{on.year - 1}",
    )
    await once(stub.DecideNetwork, office.DecideNetworkRequest(parent=region, network_decision=decision))
