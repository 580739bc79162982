"""The change feed of planning: published things only, by number, resumable, with tombstones."""

import random
from hashlib import sha256

import pytest
from support.evidence import Desk
from support.monitoring import Watch
from support.planning import AREA, CITIZEN, DRAFT, PLAN, days, told

from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan_planning.servicer import feed as servicer

NEED = {"target_groups": ["seniors"], "year": 2026}


def said(found):
    """Last id and whether it went, in order."""
    return [(change.name.removeprefix(f"{PLAN}/"), change.deleted) for part in found for change in part.changes]


class Copy:
    """What a region holds that follows the feed."""

    def __init__(self, town):
        self.town, self.after, self.held = town, 0, {}

    def follow(self, most=None):
        for part in self.town.changes(self.after)[:most]:
            for change in part.changes:
                if change.deleted:
                    gone = change.name
                    self.held = {n: e for n, e in self.held.items() if n != gone and not n.startswith(gone + "/")}
                else:
                    self.held[change.name] = getattr(change, change.WhichOneof("entry"))
            self.after = part.after


def digest(entries):
    """What the contract says of the digest: names in order, each with the length of its message, and the message."""
    found = sha256()
    for name in sorted(entries):
        message = entries[name].SerializeToString(deterministic=True)
        found.update(f"{name} {len(message)}\n".encode() + message)
    return found.digest()


def test_a_version_and_all_in_it_comes_when_it_is_adopted(plan):
    plan.create("needs", "n1", title="Nouze", **NEED)
    plan.measure("m1")
    (part,) = plan.changes()
    assert ([change.name for change in part.changes], part.end) == ([f"{AREA}/needs/n1"], True)
    plan.adopted()
    found = plan.changes(part.after)
    assert {name for name, _ in said(found)} == {
        AREA + "/plans/kp", "versions/navrh", "versions/navrh/nodes/p1", "versions/navrh/nodes/g1",
        "versions/navrh/nodes/p2", "versions/navrh/measures/m1", "versions/navrh/sections/making",
        "versions/navrh/sections/monitoring", "versions/navrh/sections/changes", "versions/navrh/measures/m-p2",
    }  # fmt: skip
    numbers = [change.number for change in found[0].changes]
    assert numbers == sorted(numbers)
    assert found[-1].after == plan.revision()
    measure = next(change.measure for change in found[0].changes if change.WhichOneof("entry") == "measure")
    assert measure == plan.get(f"{DRAFT}/measures/m1")


def test_a_later_version_replaces_the_earlier_one_and_a_need_that_is_gone_is_told(plan):
    plan.measure("m1")
    plan.adopted()
    need = plan.create("needs", "n1", title="Nouze", **NEED)
    after = plan.changes()[-1].after
    plan.begin("v2", based_on="navrh")
    plan.delete(need.name)
    assert said(plan.changes(after)) == [(need.name, True)]
    for action in ("publish", "finish"):
        plan.move(f"{PLAN}/versions/v2", action)
    plan.adopt(f"{PLAN}/versions/v2", held_on="2026-09-22")
    found = said(plan.changes(after))
    assert ("versions/navrh", True) in found
    assert ("versions/v2/measures/m1", False) in found
    assert not any(name.startswith("versions/navrh/") for name, _ in found)


def test_a_copy_that_follows_with_broken_lines_holds_what_is_published(plan, monkeypatch, seed):
    monkeypatch.setattr(servicer, "BATCH_BYTES", 1)
    chance, copy, needs = random.Random(seed), Copy(plan), set()
    plan.measure("m1")
    plan.measure("m2", "p2")

    def happen():
        wanted = f"n{chance.randrange(4)}"
        if wanted in needs and chance.random() < 0.5:
            plan.delete(f"{AREA}/needs/{wanted}")
            needs.remove(wanted)
        elif wanted in needs:
            plan.update(f"{AREA}/needs/{wanted}", "title", title=f"Změna {chance.random()}")
        else:
            plan.create("needs", wanted, title="Nouze", **NEED)
            needs.add(wanted)
        if chance.random() < 0.5:
            copy.follow(chance.choice([1, 2, None]))

    for _ in range(6):
        happen()
    plan.adopted()
    for _ in range(6):
        happen()
    plan.move(f"{DRAFT}/measures/m1", "start")
    version = f"{PLAN}/versions/v2"
    plan.begin("v2", based_on="navrh")
    plan.update(f"{version}/measures/m2", "title", title="Jinak")
    for action in ("publish", "finish"):
        plan.move(version, action)
    plan.adopt(version, held_on="2026-09-22")
    for _ in range(4):
        happen()
    copy.follow()
    assert copy.held == plan.shown()
    last = plan.changes(copy.after, with_digest=True)[-1]
    assert (last.records, last.digest) == (len(copy.held), digest(copy.held))


def test_a_reader_with_everything_gets_an_end_only(plan):
    (part,) = plan.changes(plan.revision())
    assert (list(part.changes), part.after, part.end) == ([], plan.revision(), True)


def test_a_number_that_cannot_be_and_a_stranger_are_refused(plan):
    assert told(lambda: plan.changes(-1)) == ("Invalid", "INVALID_VALUE", "after")
    assert told(lambda: plan.changes(10_000))[:2] == ("Refused", "NUMBER_AHEAD")
    assert told(lambda: plan.changes(roles=("editor",)))[0] == "Forbidden"


def test_the_first_part_says_whose_changes_follow_and_in_which_structure(plan):
    plan.adopted()
    (part,) = plan.changes()
    assert (part.head.name, part.head.journal_head) == (AREA, plan.revision())
    assert part.head.profile.area.code == "vzorov"
    known = sha256(part.head.profile.SerializeToString(deterministic=True)).digest()
    (same,) = plan.changes(known_profile_sha256=known)
    assert (same.HasField("head"), same.head.HasField("profile")) == (True, False)
    assert list(same.changes) == list(part.changes)
    assert plan.changes(plan.revision(), known_profile_sha256=b"older")[0].head.HasField("profile")


def test_the_digest_is_told_to_who_asks_and_follows_what_is_published(plan):
    assert (plan.changes()[-1].records, plan.changes()[-1].digest) == (0, b"")
    (empty,) = plan.changes(with_digest=True)
    assert (empty.records, empty.digest) == (0, sha256().digest())
    plan.create("needs", "n1", title="Nouze", **NEED)
    plan.adopted()
    (last,) = plan.changes(plan.revision(), with_digest=True)
    shown = plan.shown()
    assert (len(last.changes), last.records, last.digest) == (0, len(shown), digest(shown))
    plan.begin("dalsi")
    assert plan.changes(with_digest=True)[-1].digest == last.digest
    plan.delete(f"{AREA}/needs/n1")
    assert plan.changes(with_digest=True)[-1].digest == digest(plan.shown()) != last.digest


@pytest.mark.parametrize("state", ["draft", "consultation", "final"])
def test_what_is_not_adopted_is_not_sent(plan, state):
    plan.measure()
    for action in {"draft": (), "consultation": ("publish",), "final": ("publish", "finish")}[state]:
        plan.move(DRAFT, action)
    assert plan.shown() == {}


def test_each_plan_sends_its_own_version(plan):
    plan.adopted()
    plan.create("plans", "orp", title="Plán ORP", cycle="c1", period=days("2027-01-01"))
    plan.create("versions", "v", f"{AREA}/plans/orp", title="Návrh")
    plan.complete(f"{AREA}/plans/orp/versions/v")
    for action in ("publish", "finish"):
        plan.move(f"{AREA}/plans/orp/versions/v", action)
    plan.adopt(f"{AREA}/plans/orp/versions/v", held_on="2020-01-01")
    assert {name for name in plan.shown() if "/plans/" in name and "/versions/" not in name} == {
        PLAN,
        f"{AREA}/plans/orp",
    }
    assert {DRAFT, f"{AREA}/plans/orp/versions/v"} <= set(plan.shown())


def test_reports_of_needs_come_when_they_are_submitted_and_rounds_go(town):
    desk = Desk(town.instance, "vzorov")
    round_ = desk.round()
    draft = desk.report(
        round_, town.instance.context.profile()[0].area.municipalities[0], no_unmet_needs=True, approved_by="Rada"
    )
    assert set(town.shown()) == {round_}
    after = town.changes()[-1].after
    sent = desk.ask("SubmitNeedsReport", name=draft.name)
    (change,) = town.changes(after)[0].changes
    assert (change.name, change.needs_report) == (draft.name, sent)
    desk.create("need-rounds", "2030", title="Potřeby 2030", year=2030, opens=days("2029-01-01").start,
                closes=days("2029-03-01").start)  # fmt: skip
    after = town.changes()[-1].after
    desk.delete(f"{AREA}/need-rounds/2030")
    assert said(town.changes(after)) == [(f"{AREA}/need-rounds/2030", True)]


def test_of_monitoring_comes_what_everybody_sees(plan):
    watch = Watch(plan).carried_out()
    before = set(plan.shown())
    watch.accepted("o1", text="pracovní")
    evaluation = watch.create("Evaluation", "e1", title="Vyhodnocení", kind="yearly", year=2027)
    assert set(plan.shown()) == before
    watch.step(f"{PLAN}/observations/o1", "publish")
    watch.approve("Evaluation", evaluation.name)
    shown = plan.shown()
    assert set(shown) - before == {f"{PLAN}/published-observations/o1", evaluation.name}
    assert shown[f"{PLAN}/published-observations/o1"] == watch.shown()[0]
    assert shown[evaluation.name].state == "approved"


def test_nothing_personal_is_sent(plan):
    seat = {"working_group": "seniors", "role": "member", "side": "user", "mandate": days("2027-01-01")}
    plan.create("members", "jana", full_name="Jana Kanárková", **seat)
    plan.adopted()
    sent = b"".join(change.SerializeToString() for part in plan.changes() for change in part.changes)
    assert "Kanárková".encode() not in sent
    assert b"members" not in sent


def test_a_large_plan_comes_in_several_parts(plan):
    for number in range(1, 31):
        plan.measure(f"m{number}", "g1", number, description="Dlouhý popis opatření. " * 400)
    plan.adopted()
    found = plan.changes(with_digest=True)
    assert len(found) > 1
    assert max(part.ByteSize() for part in found) < 300_000
    assert [part.end for part in found] == [False] * (len(found) - 1) + [True]
    assert [part.HasField("head") for part in found] == [True] + [False] * (len(found) - 1)
    assert [bool(part.digest) for part in found] == [False] * (len(found) - 1) + [True]
    assert len({name for part in found for name in (change.name for change in part.changes)}) == len(plan.shown())


def test_the_feed_is_for_regions(town):
    for roles in (CITIZEN, ("editor",), ("analyst",)):
        assert told(lambda roles=roles: town.changes(roles=roles))[:2] == ("Forbidden", "ROLE_REQUIRED")
    request = feed.StreamChangesRequest(parent="areas/ostrava")
    assert told(lambda: town.instance.stream("PlanFeedService/StreamChanges", request))[:2] == (
        "NotFound",
        "AREA_MISMATCH",
    )
