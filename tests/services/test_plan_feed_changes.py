"""The change feed of planning: published things only, by number, resumable, with tombstones."""

import random

from support.planning import AREA, DRAFT, PLAN, told

from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan_planning.servicer import feed as servicer

NEED = {"target_groups": ["seniors"], "year": 2026}


def parts(town, after=0, roles=("region",)):
    return town.instance.stream(
        "PlanFeedService/StreamChanges", feed.StreamChangesRequest(parent=AREA, after=after), roles
    )


def said(found):
    """Last id and whether it went, in order."""
    return [(change.name.removeprefix(f"{PLAN}/"), change.deleted) for part in found for change in part.changes]


class Copy:
    """What a region holds that follows the feed."""

    def __init__(self, town):
        self.town, self.after, self.held = town, 0, {}

    def follow(self, most=None):
        for part in parts(self.town, self.after)[:most]:
            for change in part.changes:
                if change.deleted:
                    gone = change.name
                    self.held = {n: e for n, e in self.held.items() if n != gone and not n.startswith(gone + "/")}
                else:
                    self.held[change.name] = getattr(change, change.WhichOneof("entry"))
            self.after = part.after


def snapshot(town):
    """What a snapshot says of everything, by name."""
    lists = ("plans", "versions", "nodes", "measures", "needs", "sections")
    return {item.name: item for part in town.snapshot() for of in lists for item in getattr(part.batch, of)}


def test_a_version_and_all_in_it_comes_when_it_is_adopted(plan):
    plan.create("needs", "n1", title="Nouze", **NEED)
    plan.measure("m1")
    (part,) = parts(plan)
    assert ([change.name for change in part.changes], part.end) == ([f"{AREA}/needs/n1"], True)
    plan.adopted()
    found = parts(plan, part.after)
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
    after = parts(plan)[-1].after
    plan.begin("v2", based_on="navrh")
    plan.delete(need.name)
    assert said(parts(plan, after)) == [(need.name, True)]
    for action in ("publish", "finish"):
        plan.move(f"{PLAN}/versions/v2", action)
    plan.adopt(f"{PLAN}/versions/v2", held_on="2026-09-22")
    found = said(parts(plan, after))
    assert ("versions/navrh", True) in found
    assert ("versions/v2/measures/m1", False) in found
    assert not any(name.startswith("versions/navrh/") for name, _ in found)


def test_a_copy_that_follows_with_broken_lines_holds_what_a_snapshot_shows(plan, monkeypatch, seed):
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
    assert copy.held == snapshot(plan)


def test_a_reader_with_everything_gets_an_end_only(plan):
    (part,) = parts(plan, plan.revision())
    assert (list(part.changes), part.after, part.end) == ([], plan.revision(), True)


def test_a_number_that_cannot_be_and_a_stranger_are_refused(plan):
    assert told(lambda: parts(plan, -1)) == ("Invalid", "INVALID_VALUE", "after")
    assert told(lambda: parts(plan, 10_000))[:2] == ("Refused", "NUMBER_AHEAD")
    assert told(lambda: parts(plan, roles=("editor",)))[0] == "Forbidden"
