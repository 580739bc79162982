"""The doctor: it looks at everything that is configured, makes nothing, and names what is wrong."""

import socket

import pytest
from sqlalchemy import text

from komplan.planning.v1 import member_pb2, plan_editor_service_pb2
from komplan.type.v1 import period_pb2
from komplan_cli.doctor import examine
from komplan_kit.engine import Store


@pytest.fixture
def said(tmp_path):
    """What the doctor says about a configuration: check to verdict and detail."""

    def examined(settings):
        path = tmp_path / "komplan.toml"
        path.write_text(f'area = {{ code = "vzorov", plugins = ["reference"] }}\n{settings}')
        return {check: (verdict, detail) for check, verdict, detail in examine(path)}

    return examined


def test_it_makes_no_files(said, tmp_path):
    found = said(f'listen = "127.0.0.1:0"\ndata = "{tmp_path}/data"\n')
    assert {verdict for verdict, _ in found.values()} == {"ok"}
    assert all("not made yet" in found[f"database of {name}"][1] for name in ("catalogue", "planning", "consultation"))
    assert "not made yet" in found["keystore"][1]
    assert [path.name for path in tmp_path.iterdir()] == ["komplan.toml"]


def test_it_looks_at_the_address_of_every_service(said, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        used = "{}:{}".format(*taken.getsockname())
        found = said(
            f'data = "{tmp_path}/data"\nlisten = "127.0.0.1:0"\n'
            f'listen_by_service = {{ planning = "{used}", consultation = "192.0.2.1:5100" }}\n'
        )
    assert "is free" in found["listener of catalogue"][1]
    assert "is in use" in found["listener of planning"][1]
    verdict, detail = found["listener of consultation"]
    assert verdict == "fault"
    assert "192.0.2.1:5100" in detail


def test_an_address_that_is_none_is_a_fault(said):
    assert said('listen = "somewhere"')["configuration"][0] == "fault"


@pytest.fixture
def kept(instance, address):
    """An instance that kept a member and was stopped: the settings that the doctor is given."""
    served = instance("planning")
    member = member_pb2.Member(
        full_name="Jana", working_group="seniors", role="member", side="user", mandate=period_pb2.Period()
    )
    member.mandate.start.year, member.mandate.start.month, member.mandate.start.day = 2027, 1, 1
    request = plan_editor_service_pb2.CreateMemberRequest(parent="areas/vzorov", member_id="jana", member=member)
    served.ask("PlanEditorService/CreateMember", request)
    served.stop()

    def settings(keystore="keystore"):
        return (
            f'listen = "127.0.0.1:0"\nservices = ["planning"]\n'
            f'storage = {{ database = "{address("planning")}", keystore = "{address(keystore)}" }}\n'
        )

    return settings


def test_a_database_that_is_sound_is_told_as_such(said, kept):
    verdict, detail = said(kept())["database of planning"]
    assert verdict == "ok"
    assert detail.endswith("sound")


def test_damage_is_a_fault(said, kept, address):
    with Store(address("planning")).transaction() as connection:
        connection.execute(text("UPDATE member SET side = 'carer'"))
    verdict, detail = said(kept())["database of planning"]
    assert verdict == "fault"
    assert "columns and message differ in side" in detail


def test_a_keystore_that_does_not_belong_to_the_database_is_a_fault(said, kept):
    verdict, detail = said(kept("other"))["database of planning"]
    assert verdict == "fault"
    assert "another keystore" in detail


def test_a_newer_database_is_a_fault(said, kept, address):
    with Store(address("planning")).transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert said(kept())["database of planning"][0] == "fault"
