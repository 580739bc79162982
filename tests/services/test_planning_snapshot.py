"""What the region reads: adopted versions only, at one revision, in parts that fit together."""

from hashlib import sha256

import pytest
from support.planning import AREA, CITIZEN, DRAFT, PLAN, days, told

from komplan.planning.v1 import plan_feed_service_pb2 as feed

PARTS = ("plans", "versions", "nodes", "measures", "needs", "sections")


def content(parts):
    """Names in all batches, by part."""
    return {
        part: [item.name.rsplit("/", 1)[-1] for batch in parts for item in getattr(batch.batch, part)] for part in PARTS
    }


def order(parts):
    return [part.WhichOneof("part") for part in parts]


def test_a_head_the_records_and_an_end(plan):
    plan.create("needs", "n1", title="Nouze", target_groups=["seniors"], year=2026)
    plan.measure("m1", "g1")
    plan.measure("m2", "p2")
    plan.create("sections", "vize", DRAFT, kind="vision", position=1, title="Vize", text="Doma co nejdéle")
    plan.adopted()
    parts = plan.snapshot()
    assert order(parts) == ["head", "batch", "end"]
    head = parts[0].head
    assert (head.name, head.revision, head.unchanged) == (AREA, plan.revision(), False)
    assert head.profile.area.code == "vzorov"
    assert content(parts) == {
        "plans": ["kp"],
        "versions": ["navrh"],
        "nodes": ["p1", "g1", "p2"],
        "measures": ["m1", "m2"],
        "needs": ["n1"],
        "sections": ["vize", "making", "monitoring", "changes"],
    }
    assert parts[-1].end.records == 12
    assert parts[1].batch.sections[0] == plan.get(f"{DRAFT}/sections/vize")
    assert parts[1].batch.measures[0] == plan.get(f"{DRAFT}/measures/m1")


@pytest.mark.parametrize("state", ["draft", "consultation", "final"])
def test_what_is_not_adopted_is_not_sent(plan, state):
    plan.measure()
    for action in {"draft": (), "consultation": ("publish",), "final": ("publish", "finish")}[state]:
        plan.move(DRAFT, action)
    assert content(plan.snapshot()) == {part: [] for part in PARTS}


def test_of_a_plan_the_version_adopted_last_is_sent(plan):
    plan.measure()
    plan.adopted()
    later, earlier = f"{PLAN}/versions/v2", f"{PLAN}/versions/v3"
    for name, changing in ((later, "navrh"), (earlier, "v2")):
        plan.begin(name.rsplit("/", 1)[-1], changing)
        plan.complete(name)
        for action in ("publish", "finish"):
            plan.move(name, action)
        if name == later:
            plan.adopt(name, held_on="2026-09-22")
    assert told(lambda: plan.adopt(earlier, held_on="2026-01-01"))[1:] == ("PERIOD_ORDER", "resolution")
    assert content(plan.snapshot())["versions"] == ["v2"]
    assert content(plan.snapshot())["measures"] == ["m-p1"]


def test_each_plan_sends_its_own_version(plan):
    plan.adopted()
    plan.create("plans", "orp", title="Plán ORP", cycle="c1", period=days("2027-01-01"))
    plan.create("versions", "v", f"{AREA}/plans/orp", title="Návrh")
    plan.complete(f"{AREA}/plans/orp/versions/v")
    for action in ("publish", "finish"):
        plan.move(f"{AREA}/plans/orp/versions/v", action)
    plan.adopt(f"{AREA}/plans/orp/versions/v", held_on="2020-01-01")
    assert content(plan.snapshot())["plans"] == ["kp", "orp"]
    assert content(plan.snapshot())["versions"] == ["navrh", "v"]


def test_nothing_personal_is_sent(plan):
    seat = {"working_group": "seniors", "role": "member", "side": "user", "mandate": days("2027-01-01")}
    plan.create("members", "jana", full_name="Jana Kanárková", **seat)
    plan.adopted()
    sent = b"".join(part.SerializeToString() for part in plan.snapshot()[1:])
    assert "Kanárková".encode() not in sent
    assert b"members" not in sent


def test_who_holds_the_current_state_is_told_so(plan):
    plan.adopted()
    head = plan.snapshot()[0].head
    revision = head.revision
    held = {"known_profile_sha256": sha256(head.profile.SerializeToString(deterministic=True)).digest()}
    (only,) = plan.snapshot(known_revision=revision, **held)
    assert (only.head.unchanged, only.head.revision, only.head.HasField("profile")) == (True, revision, False)
    plan.create("needs", "n1", title="Nouze", target_groups=["seniors"], year=2026)
    assert plan.snapshot(known_revision=revision, **held)[0].head.revision == revision + 1


def test_who_holds_another_structure_is_sent_everything(plan):
    plan.adopted()
    revision = plan.snapshot()[0].head.revision
    assert order(plan.snapshot(known_revision=revision, known_profile_sha256=b"older"))[-1] == "end"


def test_drafts_and_members_do_not_change_the_revision(plan):
    plan.adopted()
    before = plan.snapshot()[0].head.revision
    plan.begin("dalsi")
    assert plan.snapshot()[0].head.revision == before


def test_a_need_that_is_removed_changes_the_revision(plan):
    plan.create("needs", "n1", title="Nouze", target_groups=["seniors"], year=2026)
    before = plan.snapshot()[0].head.revision
    plan.delete("areas/vzorov/needs/n1")
    assert plan.snapshot()[0].head.revision > before


def test_who_holds_nothing_is_told_the_structure_of_an_empty_town(town):
    parts = town.snapshot()
    assert order(parts) == ["head", "end"]
    assert (parts[0].head.unchanged, parts[0].head.profile.area.code) == (False, "vzorov")


@pytest.mark.parametrize("known", [-1, 10_000, 2**63 - 1])
def test_a_revision_that_never_was_gets_the_whole_state(town, known):
    town.create("needs", "n1", title="Nouze", target_groups=["seniors"], year=2026)
    assert order(town.snapshot(known_revision=known)) == ["head", "batch", "end"]


def test_a_large_state_comes_in_several_batches(plan):
    long = "Dlouhý popis opatření. " * 400
    for number in range(1, 31):
        plan.measure(f"m{number}", "g1", number, description=long)
    plan.adopted()
    parts = plan.snapshot()
    assert order(parts) == ["head", *["batch"] * (len(parts) - 2), "end"]
    assert len(parts) > 3
    assert max(part.ByteSize() for part in parts) < 300_000
    assert content(parts)["measures"][:30] == [f"m{number}" for number in range(1, 31)]


def test_the_feed_is_for_regions(town):
    for roles in (CITIZEN, ("editor",), ("analyst",)):
        assert told(lambda roles=roles: town.snapshot(roles=roles))[:2] == ("Forbidden", "ROLE_REQUIRED")
    request = feed.StreamSnapshotRequest(name="areas/ostrava")
    assert told(lambda: town.instance.stream("PlanFeedService/StreamSnapshot", request))[:2] == (
        "NotFound",
        "AREA_MISMATCH",
    )
