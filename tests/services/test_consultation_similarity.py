"""Groups of like points: suggested, confirmed, settled together with an answer each, dissolved (I8)."""

import json

import pytest
from support.consultation import Desk, everything, point_name, stored, told
from support.databases import ON_SQLITE

from komplan.consultation.v1 import point_service_pb2 as points_pb
from komplan.consultation.v1 import similarity_service_pb2 as pb
from komplan.consultation.v1.comment_pb2 import Settlement
from komplan.consultation.v1.similarity_pb2 import SimilarityGroup

TEMPLATE = "Nesouhlasíme se zrušením jídelny pro seniory na náměstí, protože jiná možnost teplého oběda ve městě není"
ANSWER = Settlement(outcome="rejected", justification="Jídelna se nezruší, přestěhuje se.")


@pytest.fixture
def desk(instance):
    return Desk(instance("consultation"))


def ask(desk, method, **values):
    return desk.ask(f"SimilarityService/{method}", getattr(pb, f"{method}Request")(**values))


def suggested(desk):
    """What is suggested now: groups of point labels, with how each was found."""
    ask(desk, "SuggestSimilarGroups", parent=desk.round)
    groups = ask(desk, "ListSimilarityGroups", parent=desk.round, state="suggested").similarity_groups
    return [(group, [member.point for member in group.members]) for group in groups]


def campaign(desk):
    """Three people with one template, two with a shorter one, and somebody else; all assigned."""
    texts = [
        TEMPLATE,
        f"{TEMPLATE}. A přidejte lavičky.",
        "Chybí přechod.",
        TEMPLATE.upper(),
        "Víc stromů",
        "Víc  stromů!",
    ]
    comments = [
        desk.entered(text, authors=[{"kind": "user", "full_name": f"Osoba {n}"}]) for n, text in enumerate(texts)
    ]
    for comment in comments:
        desk.assign(comment)
    return comments, [point_name(comment) for comment in comments]


def states(desk, *comments):
    return [desk.get(comment.name).points[0].state for comment in comments]


@ON_SQLITE
def test_like_points_are_suggested_and_shown_beside_each_other(desk):
    comments, points = campaign(desk)
    (near, first), (exact, second) = suggested(desk)
    assert (near.method, first) == ("near", [points[0], points[1], points[3]])
    assert (exact.method, second) == ("exact", [points[4], points[5]])
    shown = ask(desk, "CompareSimilarPoints", name=near.name).points
    assert [(item.label, list(item.own_words), list(item.missing_words)) for item in shown] == [
        ("1/1", [], []),
        ("2/1", ["A přidejte lavičky"], []),
        ("4/1", [], []),
    ]
    assert [item.text for item in shown] == [comments[place].points[0].text for place in (0, 1, 3)]
    assert (shown[0].score, shown[1].score < 100) == (100, True)


def test_what_points_say_stands_in_no_group(desk):
    campaign(desk)
    suggested(desk)
    stored_words = everything(desk.city).decode("utf-8", "replace")
    assert "jídelny" not in stored_words
    assert "lavičky" not in stored_words


def test_suggestions_are_made_anew_without_what_a_person_took_apart(desk):
    _, points = campaign(desk)
    (near, _), (exact, _) = suggested(desk)
    assert [members for _, members in suggested(desk)] == [[points[0], points[1], points[3]], points[4:]]
    again = ask(desk, "ListSimilarityGroups", parent=desk.round).similarity_groups
    assert {group.name for group in again}.isdisjoint({near.name, exact.name})
    ask(desk, "DissolveSimilarityGroup", name=again[1].name)
    assert [members for _, members in suggested(desk)] == [[points[0], points[1], points[3]]]
    confirmed = suggested(desk)[0][0]
    ask(desk, "ConfirmSimilarityGroup", name=confirmed.name)
    assert suggested(desk) == []


def test_a_group_is_settled_together_and_each_member_has_its_own_answer(desk):
    comments, points = campaign(desk)
    members = [comments[place] for place in (0, 1, 3)]
    group = suggested(desk)[0][0].name
    settle = {"name": group, "settlement": ANSWER, "own_words": [{"point": points[1], "text": "Lavičky přidáme."}]}
    assert told(lambda: ask(desk, "SettleSimilarityGroup", **settle)) == ("Refused", "TRANSITION_NOT_ALLOWED", [])
    assert ask(desk, "ConfirmSimilarityGroup", name=group).confirmed_by == "tester"
    assert told(lambda: desk.propose(comments[0])) == ("Refused", "IN_SIMILARITY_GROUP", [])
    assert told(lambda: desk.settle(comments[0], "editorial"))[1] == "IN_SIMILARITY_GROUP"
    done = ask(desk, "SettleSimilarityGroup", **settle)
    assert (done.stored, [item.result for item in done.results]) == (True, ["proposed"] * 3)
    assert desk.decide(points[0], points[1], points[3]).stored
    read = [desk.get(comment.name) for comment in members]
    assert [comment.number for comment in read] == [1, 2, 4]
    assert [comment.authors[0].full_name for comment in read] == ["Osoba 0", "Osoba 1", "Osoba 3"]
    answers = [comment.points[0].settlement for comment in read]
    assert [answer.similarity_group for answer in answers] == [group] * 3
    assert [answer.outcome for answer in answers] == ["rejected"] * 3
    assert [answer.justification for answer in answers] == [
        ANSWER.justification,
        f"{ANSWER.justification}\n\nLavičky přidáme.",
        ANSWER.justification,
    ]


def test_one_member_that_cannot_be_answered_keeps_the_whole_group(desk):
    comments, points = campaign(desk)
    unassigned = point_name(desk.entered(TEMPLATE))
    group = suggested(desk)[0][0].name
    ask(desk, "ConfirmSimilarityGroup", name=group)
    desk.ask("PointService/ClaimPoint", points_pb.ClaimPointRequest(name=points[3]), who="boris")
    assert desk.categorise(comments[0], "content").state == "assigned"  # another category keeps nobody from an answer
    before = len(stored(desk.city, "log_leaf"))
    done = ask(desk, "SettleSimilarityGroup", name=group, settlement=ANSWER)
    assert [(item.name, item.result, item.reason) for item in done.results] == [
        (points[0], "kept", ""),
        (points[1], "kept", ""),
        (points[3], "refused", "POINT_CLAIMED"),
        (unassigned, "refused", "POINT_UNASSIGNED"),
    ]
    assert (done.stored, len(stored(desk.city, "log_leaf"))) == (False, before)
    unknown = {"name": group, "settlement": ANSWER, "own_words": [{"point": points[2], "text": "Ne."}]}
    assert told(lambda: ask(desk, "SettleSimilarityGroup", **unknown))[2] == ["own_words.0.point"]


def test_dissolving_gives_each_member_back_to_itself(desk):
    comments, points = campaign(desk)
    group = suggested(desk)[0][0].name
    ask(desk, "ConfirmSimilarityGroup", name=group)
    ask(desk, "SettleSimilarityGroup", name=group, settlement=ANSWER)
    desk.decide(points[0])
    ask(desk, "RemoveSimilarPoint", name=group, point=points[3])
    assert states(desk, comments[0], comments[1], comments[3]) == ["decided", "proposed", "in-progress"]
    assert told(lambda: ask(desk, "RemoveSimilarPoint", name=group, point=points[1]))[1] == "TRANSITION_NOT_ALLOWED"
    assert ask(desk, "DissolveSimilarityGroup", name=group).state == "dissolved"
    assert states(desk, comments[0], comments[1], comments[3]) == ["decided", "in-progress", "in-progress"]
    assert not desk.get(comments[1].name).points[0].HasField("settlement")
    assert desk.settle(comments[1], "accepted").settlement.similarity_group == ""
    assert told(lambda: ask(desk, "DissolveSimilarityGroup", name=group)) == ("Refused", "TRANSITION_NOT_ALLOWED", [])
    told_of = [json.loads(bytes(row.entry)) for row in stored(desk.city, "log_leaf")]
    assert [(entry["type"], entry.get("points")) for entry in told_of if entry["type"].startswith("group.")] == [
        ("group.formed", ["1/1", "2/1", "4/1"]),
        ("group.reduced", None),
        ("group.dissolved", None),
    ]


def test_a_group_is_formed_by_hand_of_points_of_one_round(desk):
    _, points = campaign(desk)
    other = point_name(Desk(desk.city, round_id="podzim").entered())

    def made(*names):
        members = [{"point": name} for name in names]
        request = {
            "parent": desk.round,
            "similarity_group": SimilarityGroup(members=members),
            "similarity_group_id": "a",
        }
        return ask(desk, "CreateSimilarityGroup", **request)

    for names, field in (
        ((points[0],), "members"),
        ((points[0], points[0]), "members"),
        ((points[0], other), "members.1.point"),
        ((points[0], f"{desk.round}/comments/none/points/1"), "members.1.point"),
        ((points[0], "x"), "members.1.point"),
    ):
        assert f"similarity_group.{field}" in told(lambda given=names: made(*given))[2]
    assert made(points[0], points[2]).method == "hand"
    ask(desk, "ConfirmSimilarityGroup", name=f"{desk.round}/similarity-groups/a")
    near = suggested(desk)[0]
    assert points[0] not in near[1]
