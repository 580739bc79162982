"""The role table: one row for every RPC of the contract, and the same roles as the contract's own words."""

import re
from importlib import import_module

import pytest

from komplan_core.errors import Forbidden, Refused
from komplan_kit import access
from komplan_kit.access import ROLES, TABLE, allowed, authorise
from komplan_kit.caller import ANYONE, NOBODY, Caller

RPC = re.compile(r"((?:^ *//.*\n)+) *rpc (\w+)\(", re.MULTILINE)


@pytest.fixture(scope="module")
def services(root):
    """Every service of the contract, with the text of its file."""
    found = []
    for path in sorted((root / "protos").glob("komplan/**/*_service.proto")):
        name = str(path.relative_to(root / "protos").with_suffix("")).replace("/", ".") + "_pb2"
        found += [(service, path.read_text()) for service in import_module(name).DESCRIPTOR.services_by_name.values()]
    return found


def methods(services):
    return {f"/{service.full_name}/{method.name}" for service, _ in services for method in service.methods}


def test_every_rpc_has_a_row_and_every_row_is_an_rpc(services):
    assert len(methods(services)) >= 70
    assert methods(services) == set(TABLE)


def test_every_row_names_roles_that_there_are():
    assert all(roles and roles <= set(ROLES) for roles in TABLE.values())


def test_the_contract_names_the_callers_of_every_rpc_as_the_table_does(services):
    said = {}
    for service, text in services:
        for comment, method in RPC.findall(text):
            callers = re.search(r"Callers: (.+)\.$", comment, re.MULTILINE)
            assert callers, f"{method} does not name its callers"
            said[f"/{service.full_name}/{method}"] = frozenset(callers[1].split(", "))
    assert said == TABLE


def test_a_method_without_a_row_cannot_be_served():
    with pytest.raises(Refused) as found:
        allowed("/komplan.planning.v1.PlanService/Guess")
    assert found.value.reason == "NO_POLICY"


@pytest.mark.parametrize("method", sorted(TABLE))
def test_a_method_is_for_its_roles_and_for_nobody_else(method):
    for role in ROLES:
        caller = Caller("office", frozenset({ANYONE, role}))
        if TABLE[method] & caller.roles:
            authorise(caller, TABLE[method])
        else:
            with pytest.raises(Forbidden):
                authorise(caller, TABLE[method])


def test_a_citizen_may_only_read_what_is_public():
    public = {method for method, roles in TABLE.items() if ANYONE in roles}
    assert public == {method for method in TABLE if NOBODY.roles & TABLE[method]}
    writing = {
        method
        for method in public
        if not re.search(r"/(Get|List|Search|Count|Export|Stream|Preview|Diff|Check|LookUp|Compare)\w+$", method)
    }
    assert writing == WITH_A_TOKEN | SIGNED | AGAINST_A_FLOOD


WITH_A_TOKEN = {
    "/komplan.catalogue.v1.CampaignService/ConfirmRecord",
    "/komplan.consultation.v1.CitizenService/ConfirmComment",
    "/komplan.consultation.v1.CitizenService/DisputeComment",
    "/komplan.consultation.v1.CitizenService/WithdrawComment",
    "/komplan.consultation.v1.ConsentService/WithdrawConsent",
    "/komplan.region.v1.NeedIntakeService/ConfirmNoChange",
    "/komplan.region.v1.NeedIntakeService/SubmitNeedForm",
    "/komplan.region.v1.NeedIntakeService/UploadNeedForm",
}
"""What takes a token, or a municipality's code, that nobody can guess."""

SIGNED = {"/komplan.witness.v1.WitnessService/AddCheckpoint"}
"""What takes words that somebody known has signed."""

AGAINST_A_FLOOD = {"/komplan.consultation.v1.CitizenService/SubmitComment"}
"""What takes a solved puzzle, and not too many of one address."""


def test_only_an_administrator_erases():
    erasing = {method for method in TABLE if "/Erase" in method}
    assert erasing
    assert all(access.TABLE[method] == {"admin"} for method in erasing)
