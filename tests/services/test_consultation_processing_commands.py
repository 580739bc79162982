"""The office settles a comment from the command line, and every caller is allowed what its row says."""

import hashlib
import json

import pytest
from support.consultation import TODAY, Desk, told
from support.databases import ON_SQLITE
from support.intake import Clerk
from typer.testing import CliRunner

from komplan.consultation.v1 import (
    point_service_pb2,
    reply_text_service_pb2,
    settlement_service_pb2,
    similarity_service_pb2,
)
from komplan.consultation.v1.comment_pb2 import Point
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
    zapis = {"working_group": "seniors", "held_on": today, "invited_on": today, "minutes_sha256": "ab" * 32}
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


@pytest.fixture
def clerk(instance):
    """A desk, and what a clerk at a terminal reads."""
    desk = Desk(instance("consultation"))

    def read(*words):
        done = CliRunner().invoke(app, ["consultation", *words, *where(desk)], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return "\n".join(line for line in done.output.splitlines() if " call " not in line)

    return desk, read


ENGLISH = ("registered", "categorised", "assigned", "in-progress", "proposed", "decided", "suggested", "refused")


def test_tables_of_the_office_speak_czech_and_name_who_works(clerk):
    desk, read = clerk
    desk.entered("Chybí lavičky a přechod.", points=[Point(text="Chybí lavičky.", reason="Bolí nohy.")])
    codes = read("points", "codes", "jaro")
    for told_ in ("formal", "formální", "seniors", "částečně akceptováno", "steering-group", "přiděleno skupině"):
        assert told_ in codes
    printed = [
        read("points", "categorise", "jaro", "1/1", "formal", "--as", "k12"),
        read("points", "assign", "jaro", "1/1", "seniors", "--due", "14. 5. 2027", "--as", "k12"),
        read("points", "claim", "jaro", "1/1", "--as", "k12"),
    ]
    assert "14. 5. 2027" in printed[1]
    assert "k12" in printed[2]
    refused = CliRunner().invoke(app, ["consultation", "points", "claim", "jaro", "1/1", "--as", "k7", *where(desk)])
    assert refused.exception.reason == "POINT_CLAIMED"
    printed.append(read("points", "claim", "jaro", "1/1", "--as", "k7", "--take-over"))
    assert "k7" in printed[-1]
    printed.append(read("settle", "propose", "jaro", "1/1", "--outcome", "rejected", "--why", "Nelze.", "--as", "k7"))
    printed.append(read("points", "list", "jaro"))
    printed.append(read("points", "overdue", "jaro", "--within", "300"))
    shown = read("points", "show", "jaro", "1/1")
    for told_ in ("Chybí lavičky.", "Bolí nohy.", "Jana Nováková", "neakceptováno", "Nelze.", "zatím jen navrženo"):
        assert told_ in shown
    assert desk.get(next(desk.listed()).name).name in shown
    assert not [word for word in ENGLISH for text in (*printed, shown) if word in text]


def test_like_points_are_called_by_their_numbers(clerk):
    desk, read = clerk
    for _ in range(2):
        desk.assign(desk.entered("Chybí lavičky u nádraží a v parku."))
    read("similar", "suggest", "jaro")
    listed = read("similar", "list", "jaro")
    assert "navržena" in listed
    assert "shodné znění" in listed
    request = similarity_service_pb2.ListSimilarityGroupsRequest(parent=desk.round)
    (group,) = desk.ask("SimilarityService/ListSimilarityGroups", request).similarity_groups
    id_ = group.name.rpartition("/")[2]
    assert "potvrzena" in read("similar", "confirm", "jaro", id_, "--as", "k12")
    desk.ask("PointService/ClaimPoint", point_service_pb2.ClaimPointRequest(name=group.members[1].point), who="boris")
    answer = ("--outcome", "rejected", "--why", "Nelze.", "--as", "k12")
    done = CliRunner().invoke(app, ["consultation", "similar", "settle", "jaro", id_, *answer, *where(desk)])
    assert done.exception.reason == "POINT_CLAIMED"
    assert "1/1" in done.output
    assert "bod má v práci někdo jiný" in done.output
    assert group.members[0].point not in done.output


def test_the_second_reader_sees_the_transcription_and_its_etag(clerk):
    desk, read = clerk
    anna = Clerk(desk, "anna")
    found = anna.transcribe(anna.receive(), "Chybí lavičky u nádraží.")
    id_ = found.name.rpartition("/")[2]
    shown = read("submissions", "show", "jaro", id_)
    for told_ in ("Chybí lavičky u nádraží.", "přepsáno", "anna", f"etag pro kontrolu: {found.etag}"):
        assert told_ in shown
    read("submissions", "check", "jaro", id_, "--etag", found.etag, "--as", "boris")
    assert "zkontrolováno" in read("submissions", "show", "jaro", id_)


def test_the_hash_of_the_minutes_is_made_of_their_file(clerk, tmp_path):
    desk, read = clerk
    comment = desk.entered()
    desk.assign(comment)
    desk.propose(comment)
    stated, minutes = tmp_path / "zapis.json", tmp_path / "zapis.pdf"
    minutes.write_bytes(b"%PDF-1.7 minutes")
    day = f"{TODAY.day}. {TODAY.month}. {TODAY.year}"
    count = {"voting_members": 5, "present": 4, "votes_for": 3}
    stated.write_text(json.dumps({"working_group": "seniors", "held_on": day, "invited_on": day, **count}))
    told_ = read("settle", "decide", "jaro", "1/1", "--stated", str(stated), "--minutes", str(minutes))
    assert "rozhodnuto" in told_
    settlement = desk.get(comment.name).points[0].settlement
    assert settlement.decision_sha256 == hashlib.sha256(minutes.read_bytes()).hexdigest()


def test_what_waits_for_moderation_is_told_before_the_release(clerk):
    desk, read = clerk
    first, second = desk.entered("Lavičky."), desk.entered("Stromy.")
    assert "připomínka č. 1: zveřejní se" in read("moderate", "jaro", "1", "approved")
    waiting = read("moderation", "jaro")
    assert "Stromy." in waiting
    assert "Lavičky." not in waiting
    desk.answered(first)
    early = CliRunner().invoke(app, ["consultation", "release", "jaro", "--check", *where(desk)])
    assert (early.exception.reason, "body bez vypořádání: 1" in early.output) == ("POINTS_UNSETTLED", True)
    desk.answered(second)
    desk.close()
    desk.finish()
    for words in (("--check",), ()):
        released = read("release", "jaro", *words)
        assert "na posouzení ke zveřejnění čeká připomínek: 1 (č. 2)" in released
    assert "vypořádání zveřejněno" in released


def where(desk):
    """How a command reaches the desk."""
    return ["--target", desk.city.target, "--area", "vzorov", "--issuer-key", str(desk.city.issuer_key)]


def test_processing_is_for_the_office_alone(office):
    desk, _ = office
    for module in MODULES:
        for service in module.DESCRIPTOR.services_by_name.values():
            for method in service.methods:
                request = getattr(module, method.input_type.name)()
                ask = desk.city.stream if method.server_streaming else desk.city.ask
                for roles in CALLERS:
                    answer = told(lambda: ask(f"{service.name}/{method.name}", request, roles))  # noqa: B023
                    right = "Invalid" if roles in {("clerk",), ("admin",)} else "Forbidden"
                    assert (method.name, roles, answer[0]) == (method.name, roles, right)
