"""The office is told on which services layers disagree, so that it can settle them."""

import pytest
from support.catalogue import AREA, CHARITA, refusal
from support.layers import LayeredCatalogue

from komplan.catalogue.v1 import provenance_editor_service_pb2 as settle
from komplan.catalogue.v1.catalogue_pb2 import Service
from komplan_core.catalogue.provenance import Layer
from komplan_core.errors import Forbidden

DOMOV = f"{AREA}/services/domov"
OF_REGISTER = {
    "title": "Domov pro seniory",
    "provider": CHARITA,
    "service_class": "registered",
    "registration_number": "1234567",
    "service_type": "home-for-seniors",
}


@pytest.fixture
def catalogue(instance):
    running = LayeredCatalogue(instance("catalogue"))
    running.provider()
    running.register(DOMOV, **OF_REGISTER)
    yield running
    running.close()


def test_services_on_which_layers_disagree_are_listed_in_pages(catalogue):
    for number in range(4):
        name = f"{AREA}/services/s{number}"
        catalogue.register(name, **{**OF_REGISTER, "register_id": str(number), "min_age": "18"})
        catalogue.say(Layer.MUNICIPALITY, name, {"min_age": "18.0"} if number == 1 else {"title": f"Dům {number}"})
    catalogue.say(Layer.PROVIDER, f"{AREA}/services/s3", {"title": "Náš dům"})
    first = catalogue.differences(page_size=2)
    second = catalogue.differences(page_size=2, page_token=first.next_page_token)
    found = [item for page in (first, second) for item in page.services if item.fields]
    assert [(item.service[-2:], list(item.fields), list(item.shown)) for item in found] == [
        (f"s{number}", ["title"], ["municipality"]) for number in (0, 2, 3)
    ]
    assert [(said.layer, said.entry.service) for said in found[2].layers] == [
        ("municipality", Service(title="Dům 3")),
        ("provider", Service(title="Náš dům")),
        ("register", Service(title="Domov pro seniory")),
    ]
    assert second.next_page_token == ""
    assert refusal(catalogue.differences, page_token="x" + first.next_page_token)[1] == "PAGE_TOKEN"


def test_differences_and_withdrawing_are_the_offices(catalogue):
    for roles in ((), ("provider",), ("clerk",), ("region",)):
        for method, request in (("ListDifferences", {"parent": AREA}), ("WithdrawFacts", {"name": DOMOV})):
            message = getattr(settle, f"{method}Request")(**request)
            with pytest.raises(Forbidden):
                catalogue.call(f"ProvenanceEditorService/{method}", message, roles)
