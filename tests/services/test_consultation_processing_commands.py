"""The office settles a comment from the command line, and every caller is allowed what its row says."""

import json

import pytest
from support.consultation import TODAY, Desk, told
from support.databases import ON_SQLITE
from typer.testing import CliRunner

from komplan.consultation.v1 import (
    point_service_pb2,
    reply_text_service_pb2,
    settlement_service_pb2,
    similarity_service_pb2,
)
from komplan_cli.app import app
from komplan_cli.output import exit_code
from komplan_core.errors import PlanError

pytestmark = ON_SQLITE

CALLERS = {(), ("editor",), ("catalogue-editor",), ("provider",), ("region",), ("analyst",), ("clerk",), ("admin",)}
MODULES = (point_service_pb2, settlement_service_pb2, similarity_service_pb2, reply_text_service_pb2)


@pytest.fixture
def office(instance):
    """A desk, and `komplan` run by its clerk: the printed JSON."""
    desk = Desk(instance("consultation"))
    access = ["--target", desk.city.target, "--area", "vzorov", "--issuer-key", str(desk.city.issuer_key)]

    def komplan(*words, code=0):
        done = CliRunner().invoke(app, [*words, *access, "--json"])
        ended = exit_code(done.exception) if isinstance(done.exception, PlanError) else done.exit_code
        assert ended == code, done.output
        at = f"\n{done.stdout}".find("\n{")  # the instance serves in this process and may log above it
        return json.JSONDecoder().raw_decode(done.stdout[at:])[0] if at >= 0 else None

    return desk, komplan


def test_a_comment_is_settled_by_commands(office, tmp_path):
    desk, komplan = office
    desk.entered("Chybí lavičky a přechod.")
    at = ("consultation", "points")
    assert komplan(*at, "split", "jaro", "1/1", "--part", "lavičky", "--part", "přechod")["points"][0]["point"] == "1/1"
    komplan(*at, "categorise", "jaro", "1/1", "formal")
    komplan(*at, "assign", "jaro", "1/1", "seniors", "--due", "2020-01-31")
    assert komplan(*at, "claim", "jaro", "1/1")["points"][0]["handler"] == "clerk"
    komplan(*at, "refer", "jaro", "1/1", "council")
    komplan(*at, "advice", "jaro", "1/1", "Město.")
    assert [item["point"] for item in komplan(*at, "overdue", "jaro")["points"]] == ["1/1"]
    to = ("consultation", "settle")
    komplan(*to, "propose", "jaro", "1/1", "--outcome", "accepted", "--why", "Doplníme.")
    komplan(*to, "return", "jaro", "1/1")
    komplan(*to, "propose", "jaro", "1/1", "--outcome", "rejected", "--why", "Není místo.")
    today = {"year": TODAY.year, "month": TODAY.month, "day": TODAY.day}
    zapis = {"working_group": "seniors", "held_on": today, "invited_on": today}
    path = tmp_path / "zapis.json"
    path.write_text(json.dumps({**zapis, "voting_members": 5, "present": 2, "votes_for": 2}))
    refused = komplan(*to, "decide", "jaro", "1/1", "--stated", str(path), code=5)
    assert refused["results"][0]["reason"] == "NO_QUORUM"
    path.write_text(json.dumps({**zapis, "voting_members": 5, "present": 4, "votes_for": 3}))
    assert komplan(*to, "decide", "jaro", "1/1", "--stated", str(path))["stored"]
    assert komplan(*to, "reopen", "jaro", "1/1", "--reason", "nové údaje")["points"][0]["state"] == "reopened"
    assert komplan(*to, "editorial", "jaro", "1/2")["points"][0]["state"] == "decided"
    assert [item["state"] for item in komplan(*at, "list", "jaro")["points"]] == ["reopened", "decided"]
    komplan(*at, "claim", "jaro", "9/1", code=3)
    komplan(*at, "claim", "jaro", "first", code=3)


def test_like_points_are_settled_by_commands(office, tmp_path):
    desk, komplan = office
    for _ in range(3):
        desk.assign(desk.entered("Nerušte jídelnu."))
    at = ("consultation", "similar")
    assert komplan(*at, "suggest", "jaro") == {"points": 3, "groups": 1, "members": 3}
    (group,) = komplan(*at, "list", "jaro", "--state", "suggested")["groups"]
    id_ = group["name"].rpartition("/")[2]
    assert [item["label"] for item in komplan(*at, "show", "jaro", id_)["points"]] == ["1/1", "2/1", "3/1"]
    komplan(*at, "confirm", "jaro", id_)
    komplan(*at, "remove", "jaro", id_, "3/1")
    text = tmp_path / "text.json"
    text.write_text(json.dumps({"name": "areas/vzorov/reply-texts/diky", "title": "Díky", "text": "Děkujeme."}))
    access = ["--target", desk.city.target, "--area", "vzorov", "--issuer-key", str(desk.city.issuer_key)]
    put = CliRunner().invoke(app, ["put", str(text), "--role", "clerk", *access])
    assert put.exit_code == 0, put.output
    assert komplan(*at, "settle", "jaro", id_, "--outcome", "noted", "--text", "diky")["stored"]
    assert komplan("consultation", "settle", "uses", "diky")["total"] == 2
    assert komplan(*at, "dissolve", "jaro", id_)["state"] == "dissolved"
    assert komplan("consultation", "settle", "uses", "diky")["total"] == 0


def test_processing_is_for_the_office_alone(office):
    desk, _ = office
    for module in MODULES:
        for service in module.DESCRIPTOR.services_by_name.values():
            for method in service.methods:
                request = getattr(module, method.input_type.name)()
                for roles in CALLERS:
                    answer = told(lambda: desk.city.ask(f"{service.name}/{method.name}", request, roles))  # noqa: B023
                    right = "Invalid" if roles in {("clerk",), ("admin",)} else "Forbidden"
                    assert (method.name, roles, answer[0]) == (method.name, roles, right)
