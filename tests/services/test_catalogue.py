"""Providers and services are entered, read, changed and removed, and the journal keeps what happened."""

import pytest
from support.catalogue import AREA, CHARITA, Catalogue, refusal

from komplan.catalogue.v1.catalogue_pb2 import Provider, Service
from komplan_core.errors import Invalid, NotFound, Refused, Stale, Taken


@pytest.fixture
def catalogue(instance):
    return Catalogue(instance("catalogue"))


FULL = {
    "title": "Domov pro seniory",
    "description": "Celoroční pobyt",
    "service_class": "registered",
    "registration_number": "0012345",
    "service_type": "home-for-seniors",
    "status": "temporarily closed",
    "forms": ["residential", "outpatient"],
    "target_groups": ["seniors", "dementia"],
    "capacities": [
        {"unit": "beds", "form": "residential", "registered": 40, "as_of": {"year": 2026, "month": 1, "day": 1}},
        {"unit": "clients", "form": "outpatient", "registered": 12, "as_of": {"year": 2026, "month": 1, "day": 1}},
    ],
    "municipalities": ["999001", "500011"],
    "contacts": [{"label": "vedoucí domova", "phone": "+420 555 000 111", "email": "domov@vzorov.example"}],
    "validity": {"start": {"year": 2020, "month": 2, "day": 29}},
}


def test_a_provider_is_read_as_it_was_entered(catalogue):
    entered = catalogue.provider(ico="00000019", founder_type="church", contacts=[{"web": "https://vzorov.example"}])
    assert entered == Provider(
        name=CHARITA,
        etag=entered.etag,
        title="Charita Vzorov",
        ico="00000019",
        founder_type="church",
        contacts=[{"web": "https://vzorov.example"}],
    )
    assert catalogue.get(CHARITA) == entered


def test_a_service_is_read_as_it_was_entered(catalogue):
    catalogue.provider()
    entered = catalogue.service("domov", **FULL)
    assert entered == Service(name=f"{AREA}/services/domov", etag=entered.etag, provider=CHARITA, **FULL)
    assert catalogue.get(entered.name) == entered


def test_without_a_wanted_id_the_catalogue_gives_one_and_a_used_id_is_taken(catalogue):
    first, second = catalogue.provider(provider_id=""), catalogue.provider(provider_id="")
    assert first.name != second.name
    assert first.name.startswith(f"{AREA}/providers/")
    catalogue.provider("charita")
    with pytest.raises(Taken, match="exists already"):
        catalogue.provider("charita", title="Jiná Charita")
    assert catalogue.get(CHARITA).title == "Charita Vzorov"


def test_a_mask_changes_the_named_fields_and_leaves_the_rest(catalogue):
    before = catalogue.provider(ico="00000019", description="Od roku 1992", contacts=[{"phone": "555 000 111"}])
    after = catalogue.update_provider("title", "contacts", title="Charita", ico="25596641", description="Jiný")
    assert (after.title, after.ico, after.description) == ("Charita", "00000019", "Od roku 1992")
    assert not after.contacts
    assert after.etag != before.etag
    assert catalogue.get(CHARITA) == after


def test_an_empty_mask_replaces_everything(catalogue):
    catalogue.provider()
    service = catalogue.service("domov", **FULL)
    after = catalogue.update_service(service.name, title="Domov", provider=CHARITA, service_class="related")
    assert after == Service(
        name=service.name, etag=after.etag, title="Domov", provider=CHARITA, service_class="related", status="active"
    )
    assert catalogue.get(service.name) == after


def test_a_mask_names_only_fields_that_a_caller_may_change(catalogue):
    catalogue.provider()
    assert refusal(catalogue.update_provider, "etag") == ("update_mask", "MASK_PATH")
    assert refusal(catalogue.update_provider, "contacts.phone") == ("update_mask", "MASK_PATH")


def test_a_change_is_checked_as_a_whole(catalogue):
    catalogue.provider()
    service = catalogue.registered("pecovatelska")
    change = {"service_class": "related"}
    assert refusal(catalogue.update_service, service.name, "service_class", **change) == (
        "service.registration_number",
        "INVALID_VALUE",
    )
    both = catalogue.update_service(service.name, "service_class", "registration_number", **change)
    assert (both.service_class, both.service_type) == ("related", "home-care")


def test_a_stale_etag_is_refused_and_changes_nothing(catalogue):
    read = catalogue.provider()
    now = catalogue.update_provider("title", title="Charita", etag=read.etag)
    with pytest.raises(Stale):
        catalogue.update_provider("title", title="Farní charita", etag=read.etag)
    with pytest.raises(Stale):
        catalogue.delete(CHARITA, read.etag)
    assert catalogue.get(CHARITA) == now
    catalogue.delete(CHARITA, now.etag)


def test_what_was_removed_is_gone_and_leaves_a_tombstone(catalogue):
    provider = catalogue.provider()
    service = catalogue.service("domov", **FULL)
    catalogue.delete(service.name, service.etag)
    with pytest.raises(NotFound):
        catalogue.get(service.name)
    with pytest.raises(NotFound):
        catalogue.delete(service.name)
    with pytest.raises(NotFound):
        catalogue.update_service(service.name, "title", title="Domov")
    assert catalogue.journal() == [
        (CHARITA, provider.SerializeToString(deterministic=True), False, "catalogue-editor"),
        (service.name, service.SerializeToString(deterministic=True), False, "catalogue-editor"),
        (service.name, b"", True, "catalogue-editor"),
    ]
    assert catalogue.service("domov", **FULL).etag > service.etag


def test_a_provider_is_removed_after_its_services_only(catalogue):
    catalogue.provider()
    other = catalogue.provider("jina", title="Jiná")
    service = catalogue.service("domov")
    with pytest.raises(Refused) as refused:
        catalogue.delete(CHARITA)
    assert refused.value.reason == "STILL_REFERRED_TO"
    assert catalogue.update_service(service.name, "provider", provider=other.name).provider == other.name
    catalogue.delete(CHARITA)
    with pytest.raises(Refused):
        catalogue.delete(other.name)


def test_a_service_names_a_provider_that_exists(catalogue):
    catalogue.provider()
    service = catalogue.service("domov")
    missing = ("service.provider", "REFERENCE_MISSING")
    assert refusal(catalogue.service, provider=f"{AREA}/providers/nikdo") == missing
    assert refusal(catalogue.service, provider="areas/jinde/providers/charita") == missing
    assert refusal(catalogue.service, provider="") == missing
    assert refusal(catalogue.update_service, service.name, "provider", provider=service.name) == missing
    with pytest.raises(Invalid):
        catalogue.service(provider="x" * 100_000)
