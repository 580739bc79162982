"""Who may call the catalogue, under which area, and what a repeated or simultaneous call does."""

import pytest
from google.protobuf.message_factory import GetMessageClass
from support.catalogue import AREA, CHARITA, Catalogue, refusal

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import catalogue_service_pb2 as read
from komplan.catalogue.v1.catalogue_pb2 import Provider
from komplan_core.errors import Forbidden, Invalid, NotFound, PlanError, Stale, Taken
from komplan_kit.access import ROLES, allowed


@pytest.fixture
def catalogue(instance):
    return Catalogue(instance("catalogue"))


def test_everybody_reads_and_each_writing_method_takes_the_roles_of_its_row(catalogue):
    for module, service in ((read, "CatalogueService"), (edit, "CatalogueEditorService")):
        for method in module.DESCRIPTOR.services_by_name[service].methods:
            request = GetMessageClass(method.input_type)
            refused = set()
            for role in ROLES:
                roles = () if role == "anyone" else (role,)
                with pytest.raises(PlanError) as told:  # an empty request is wrong for everybody
                    catalogue.instance.ask(f"{service}/{method.name}", request(), roles)
                if isinstance(told.value, Forbidden):
                    refused.add(role)
            open_to = allowed(f"/komplan.catalogue.v1.{service}/{method.name}")
            assert refused == (set() if "anyone" in open_to else set(ROLES) - open_to), method.name
            assert service == "CatalogueService" or not {"anyone", "clerk", "region"} & open_to


def test_a_name_of_another_area_is_refused_everywhere(catalogue):
    elsewhere = "areas/jinde"
    requests = [
        read.GetProviderRequest(name=f"{elsewhere}/providers/charita"),
        read.ListServicesRequest(parent=elsewhere),
        read.SearchServicesRequest(parent=elsewhere, query="domov"),
        read.CountServicesRequest(parent=elsewhere),
        edit.CreateServiceRequest(parent=elsewhere),
        edit.UpdateProviderRequest(provider=Provider(name=f"{elsewhere}/providers/charita")),
        edit.DeleteServiceRequest(name=f"{elsewhere}/services/domov"),
    ]
    for request in requests:
        method = request.DESCRIPTOR.name.removesuffix("Request")
        call = catalogue.write if request.DESCRIPTOR.file == edit.DESCRIPTOR else catalogue.read
        with pytest.raises(NotFound) as refused:
            call(method, request)
        assert refused.value.reason == "AREA_MISMATCH", method


def test_a_name_follows_its_pattern(catalogue):
    catalogue.provider()
    assert refusal(catalogue.get, f"{AREA}/providers/charita/services/x") == ("name", "NAME_FORMAT")
    assert refusal(catalogue.delete, f"{AREA}/providers/") == ("name", "NAME_FORMAT")
    assert refusal(catalogue.update_provider, name="") == ("provider.name", "NAME_FORMAT")
    assert refusal(catalogue.update_service, CHARITA, "title", title="Domov") == ("service.name", "NAME_FORMAT")
    assert refusal(catalogue.read, "ListServices", read.ListServicesRequest(parent=CHARITA)) == (
        "parent",
        "NAME_FORMAT",
    )


def test_a_repeated_request_is_answered_as_before_and_has_no_second_effect(catalogue):
    first = catalogue.provider(provider_id="", request_id="r-1")
    assert catalogue.provider(provider_id="", request_id="r-1") == first
    service = catalogue.service("domov", provider=first.name, request_id="r-2")
    assert catalogue.service("domov", provider=first.name, request_id="r-2") == service
    catalogue.delete(service.name, request_id="r-3")
    catalogue.delete(service.name, request_id="r-3")
    assert [(name, deleted) for name, _, deleted, _ in catalogue.journal()] == [
        (first.name, False),
        (service.name, False),
        (service.name, True),
    ]


def test_a_request_id_is_good_for_one_request(catalogue):
    catalogue.provider("charita", request_id="r-1")
    for call in (
        lambda: catalogue.provider("charita", title="Jiná", request_id="r-1"),
        lambda: catalogue.delete(CHARITA, request_id="r-1"),
    ):
        with pytest.raises(Taken) as refused:
            call()
        assert refused.value.reason == "REQUEST_REPLAYED"
    assert refusal(catalogue.provider, "jina", request_id="r" * 129) == ("request_id", "TEXT_TOO_LONG")
    assert len(catalogue.journal()) == 1


def test_a_refused_request_may_be_repeated_with_the_same_id(catalogue):
    with pytest.raises(Invalid):
        catalogue.service("domov", request_id="r-1")
    catalogue.provider()
    assert catalogue.service("domov", request_id="r-1").name.endswith("/domov")


def test_of_simultaneous_changes_to_one_etag_exactly_one_stands(catalogue):
    etag = catalogue.provider().etag
    requests = [
        edit.UpdateProviderRequest(
            provider=Provider(name=CHARITA, etag=etag, title=f"Charita {number}"), update_mask={"paths": ["title"]}
        )
        for number in range(12)
    ]
    answers = catalogue.instance.ask_all("CatalogueEditorService/UpdateProvider", requests)
    stands = catalogue.get(CHARITA)
    assert [type(answer) for answer in answers if answer != stands] == [Stale] * 11
    assert len(catalogue.journal()) == 2
