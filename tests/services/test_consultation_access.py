"""Who may call what of the consultation: each method refuses whoever is not in its row of the role table."""

from importlib import import_module
from pathlib import Path

import pytest
from support.consultation import Desk, told
from support.databases import ON_SQLITE

import komplan.consultation.v1 as contract
from komplan_kit.access import TABLE
from komplan_kit.caller import ANYONE

CALLERS = ((), ("editor",), ("region",), ("clerk",))
ROOT = Path(next(iter(contract.__path__)))
SERVICES = {
    name: descriptor
    for file in sorted(ROOT.glob("*_service.proto"))
    for name, descriptor in import_module(
        f"komplan.consultation.v1.{file.stem}_pb2"
    ).DESCRIPTOR.services_by_name.items()
}
PUBLIC = {
    "ConsultationService": "GetRound ListRounds CountComments GetSettlementState",
    "PublicationService": "GetPublicComment ListPublicComments GetTrail ListChangedPassages ExportPublicTable "
    "GetSettlementStatistics",
}
"""What everybody may read of rounds and comments; everything else of these subjects takes a role."""
ONLY_ADMIN = {"EraseAuthors", "EraseContent"}
OWN = "CitizenService"
"""Gives people back what they handed in themselves."""


def test_the_role_table_has_a_row_for_every_method_and_no_other():
    here = {f"/{service.full_name}/{method.name}" for service in SERVICES.values() for method in service.methods}
    assert {method for method in TABLE if method.startswith("/komplan.consultation.v1.")} == here


def test_nothing_that_names_an_author_is_open_to_everybody():
    sealed = {"Comment", "Submission", "Refusal", "Letter", "OfficeTableRow", "Author"}
    for service in SERVICES.values():
        for method in service.methods if service.name != OWN else ():
            if ANYONE in TABLE[f"/{service.full_name}/{method.name}"]:
                assert not sealed & messages_in(method.output_type), method.full_name


def messages_in(descriptor, seen=None):
    """The names of a message and of all that it holds."""
    found = seen if seen is not None else set()
    if descriptor.name not in found:
        found.add(descriptor.name)
        for field in descriptor.fields:
            if field.message_type is not None:
                messages_in(field.message_type, found)
    return found


def test_what_everybody_may_read_and_what_only_an_administrator_may_do_is_this():
    for service, methods in PUBLIC.items():
        row = {method.name for method in SERVICES[service].methods}
        assert row == set(methods.split())
        assert all(ANYONE in TABLE[f"/{SERVICES[service].full_name}/{name}"] for name in row)
    for name in ONLY_ADMIN:
        assert TABLE[f"/komplan.consultation.v1.PrivacyService/{name}"] == {"admin"}


@ON_SQLITE
def test_every_method_refuses_whoever_is_not_in_its_row_before_it_looks_at_the_request(instance):
    city, wrong = instance("consultation"), []
    for service in SERVICES.values():
        for method in service.methods:
            if method.client_streaming:
                continue  # whoever streams is refused with the first part: tests of the import have it
            allowed = TABLE[f"/{service.full_name}/{method.name}"]
            module = import_module(f"{service.file.name.removesuffix('.proto').replace('/', '.')}_pb2")
            request = getattr(module, method.input_type.name)()
            for roles in CALLERS:
                if ANYONE in allowed or set(roles) & set(allowed):
                    continue
                call = city.stream if method.server_streaming else city.ask
                answer = told(lambda: call(f"{service.name}/{method.name}", request, roles))  # noqa: B023
                if answer[:2] != ("Forbidden", "ROLE_REQUIRED"):
                    wrong.append((method.full_name, roles, answer))
    assert wrong == []


@ON_SQLITE
@pytest.mark.parametrize("roles", [(), ("editor",)])
def test_what_a_citizen_or_an_editor_hands_in_as_the_office_enters_nothing(instance, roles):
    desk = Desk(instance("consultation"))
    refused = told(lambda: desk.ask("IntakeService/RegisterComment", desk.submission("text"), roles))
    assert refused[:2] == ("Forbidden", "ROLE_REQUIRED")
    assert desk.count().comments == 0
