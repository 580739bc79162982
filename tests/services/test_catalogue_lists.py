"""Lists come page by page, in the order of creation, with filters; counts come from the same entries."""

import pytest
from support.catalogue import AREA, CHARITA, Catalogue, ids, refusal

from komplan.catalogue.v1 import catalogue_service_pb2 as read


@pytest.fixture
def catalogue(instance):
    return Catalogue(instance("catalogue"))


def pages(catalogue, method="ListServices", between=lambda: None, **values):
    """Ids of each page; `between` happens after every one."""
    request, found = getattr(read, f"{method}Request")(parent=AREA, **values), []
    while True:
        response = catalogue.read(method, request)
        found.append(ids(response.providers if method == "ListProviders" else response.services))
        request.page_token = response.next_page_token
        if not request.page_token:
            return found
        between()


def test_pages_hold_every_entry_once_whatever_is_written_meanwhile(catalogue):
    catalogue.provider()
    for number in range(5):
        catalogue.service(f"s{number}")
    written = iter(("s5", "s6"))

    def write() -> None:
        if name := next(written, None):
            catalogue.service(name)
            catalogue.update_service(f"{AREA}/services/s0", "title", title=f"Nový název {name}")
            catalogue.delete(f"{AREA}/services/{'s1' if name == 's5' else 's4'}")

    assert pages(catalogue, between=write, page_size=2) == [["s0", "s1"], ["s2", "s3"], ["s5", "s6"]]
    assert pages(catalogue) == [["s0", "s2", "s3", "s5", "s6"]]


def test_an_empty_list_is_one_empty_page(catalogue):
    assert pages(catalogue) == [[]]
    assert pages(catalogue, "ListProviders") == [[]]


def test_a_token_belongs_to_its_query(catalogue):
    for number in range(3):
        catalogue.provider(f"p{number}", founder_type="ngo")
    token = catalogue.read("ListProviders", read.ListProvidersRequest(parent=AREA, page_size=1)).next_page_token

    def listed(**values):
        return catalogue.read("ListProviders", read.ListProvidersRequest(parent=AREA, **values))

    assert ids(listed(page_token=token, page_size=5).providers) == ["p1", "p2"]
    assert refusal(listed, page_token=token, founder_type="ngo") == ("page_token", "PAGE_TOKEN")
    assert refusal(listed, page_token="x" + token[1:-1]) == ("page_token", "PAGE_TOKEN")
    assert refusal(listed, page_size=-1) == ("page_size", "PAGE_SIZE")


def test_providers_are_listed_by_founder_type(catalogue):
    catalogue.provider("mesto", founder_type="municipality")
    catalogue.provider("charita", founder_type="church")
    catalogue.provider("spolek")
    assert pages(catalogue, "ListProviders") == [["mesto", "charita", "spolek"]]
    assert pages(catalogue, "ListProviders", founder_type="church") == [["charita"]]
    assert pages(catalogue, "ListProviders", founder_type="state") == [[]]
    catalogue.update_provider("founder_type")
    assert pages(catalogue, "ListProviders", founder_type="church") == [[]]


def test_services_are_listed_by_what_they_are(catalogue):
    catalogue.provider()
    other = catalogue.provider("jina", title="Jiná").name
    catalogue.registered("pece", "home-care", forms=["field", "outpatient"], target_groups=["seniors", "disability"])
    catalogue.registered("domov", "home-for-seniors", forms=["residential"], target_groups=["seniors"], provider=other)
    catalogue.service("pujcovna", forms=["outpatient"])
    assert catalogue.services() == ["pece", "domov", "pujcovna"]
    assert catalogue.services(service_type="home-care") == ["pece"]
    assert catalogue.services(form="outpatient") == ["pece", "pujcovna"]
    assert catalogue.services(target_group="seniors") == ["pece", "domov"]
    assert catalogue.services(provider=other) == ["domov"]
    assert catalogue.services(service_class="related") == ["pujcovna"]
    assert catalogue.services(provider=CHARITA, target_group="seniors", service_class="registered") == ["pece"]
    assert catalogue.services(form="field", target_group="homeless") == []
    assert catalogue.services(provider="areas/jinde/providers/charita") == []
    assert pages(catalogue, form="outpatient", page_size=1) == [["pece"], ["pujcovna"]]


def test_a_changed_service_is_listed_by_its_new_values_only(catalogue):
    catalogue.provider()
    other = catalogue.provider("jina", title="Jiná").name
    service = catalogue.service("pujcovna", forms=["field", "outpatient"], target_groups=["seniors"])
    catalogue.update_service(service.name, "forms", "target_groups", "provider", forms=["outpatient"], provider=other)
    assert catalogue.services(form="field") == catalogue.services(target_group="seniors") == []
    assert catalogue.services(provider=CHARITA) == []
    assert catalogue.services(form="outpatient", provider=other) == ["pujcovna"]


def test_counts_of_an_empty_catalogue_are_nothing(catalogue):
    assert catalogue.counts() == read.CountServicesResponse()


def test_registered_services_are_counted_by_category_and_founder(catalogue):
    catalogue.provider("charita", founder_type="church")
    city = catalogue.provider("mesto", title="Město", founder_type="municipality").name
    unknown = catalogue.provider("nekdo", title="Někdo").name
    catalogue.registered("poradna", "social-counselling")
    catalogue.registered("pece", "home-care")
    domov = catalogue.registered("domov", "home-for-seniors", provider=city)
    catalogue.registered("klub", "low-threshold-youth-club", provider=unknown)
    catalogue.service("pujcovna", service_type="home-care")
    assert catalogue.counts() == read.CountServicesResponse(
        providers=3,
        registered=4,
        related=1,
        by_category={"counselling": 1, "care": 2, "prevention": 1},
        by_founder_type={"church": 2, "municipality": 1},
    )
    catalogue.delete(domov.name)
    catalogue.delete(city)
    catalogue.registered("centrum", "mental-health-centre")  # its category is not known
    assert catalogue.counts() == read.CountServicesResponse(
        providers=2,
        registered=4,
        related=1,
        by_category={"counselling": 1, "care": 1, "prevention": 1},
        by_founder_type={"church": 3},
    )
