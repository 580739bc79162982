"""Versions: begun as drafts that citizens do not see, published and frozen, adopted by a resolution."""

from support.planning import CITIZEN, DRAFT, PLAN, Town, days, told

from komplan_core.plugins import compile_profile
from komplan_core.workflow import Transition
from komplan_kit.serving import Context

NODE, MEASURE = f"{DRAFT}/nodes/g1", f"{DRAFT}/measures/m1"


def test_a_version_begins_in_the_first_state_whatever_the_caller_says(plan):
    made = plan.create("versions", "v2", PLAN, title="Druhý návrh", state="approved", content_sha256="ab")
    assert (made.state, made.content_sha256, made.HasField("resolution")) == ("draft", "", False)
    assert told(lambda: plan.create("versions", "v3", f"{PLAN}x", title="Návrh"))[1:] == ("REFERENCE_MISSING", "parent")


def test_citizens_do_not_see_a_draft_nor_what_stands_in_it(plan):
    plan.measure()
    for name in (DRAFT, NODE, MEASURE):
        assert plan.get(name).name == name
        assert told(lambda name=name: plan.get(name, CITIZEN))[:2] == ("NotFound", "NOT_FOUND")
        for roles in (("region",), ("catalogue-editor",)):
            assert told(lambda name=name, roles=roles: plan.get(name, roles))[:2] == ("NotFound", "NOT_FOUND")
    assert plan.ids("versions", PLAN, CITIZEN) == []
    assert plan.ids("nodes", DRAFT, CITIZEN) == []
    assert plan.ids("measures", DRAFT, CITIZEN) == []
    assert plan.ids("measures", DRAFT, ("catalogue-editor",)) == []


def test_what_is_published_is_seen_by_everybody(plan):
    plan.measure()
    plan.publish()
    for name in (DRAFT, NODE, MEASURE):
        assert plan.get(name, CITIZEN) == plan.get(name)
    assert plan.ids("nodes", DRAFT, CITIZEN) == ["p1", "g1", "p2"]
    assert plan.ids("measures", DRAFT, CITIZEN) == ["m1"]


def test_the_hash_of_a_published_version_stays_true_to_its_content(plan):
    plan.measure()
    published = plan.publish()
    assert len(published.content_sha256) == 64
    assert plan.move(DRAFT, "finish").content_sha256 == published.content_sha256


def test_two_versions_that_say_other_things_have_other_hashes(plan):
    plan.measure()
    other = f"{DRAFT}-2"
    plan.create("versions", "navrh-2", DRAFT.rsplit("/", 2)[0], title="Druhý návrh")
    assert plan.publish().content_sha256 != plan.move(other, "publish").content_sha256


def test_a_published_version_is_frozen(plan):
    plan.measure()
    plan.publish()
    before = plan.revision()
    for change in (
        lambda: plan.node("p9", position=9),
        lambda: plan.update(NODE, "title", title="Jiný"),
        lambda: plan.delete(NODE),
        lambda: plan.measure("m9", position=9),
        lambda: plan.update(MEASURE, "title", title="Jiné"),
        lambda: plan.delete(MEASURE),
    ):
        assert told(change)[:2] == ("Refused", "VERSION_FROZEN")
    assert plan.revision() == before


def test_a_version_goes_its_way_step_by_step(plan):
    assert told(lambda: plan.move(DRAFT, "finish"))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    assert told(lambda: plan.adopt())[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    plan.complete()
    states = [plan.publish().state, plan.move(DRAFT, "finish").state, plan.adopt().state]
    assert states == ["consultation", "final", "approved"]
    assert told(lambda: plan.publish())[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")


def test_a_version_is_adopted_by_a_resolution_only(plan):
    plan.complete()
    plan.publish()
    plan.move(DRAFT, "finish")
    assert told(lambda: plan.move(DRAFT, "adopt"))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    adopted = plan.adopt(held_on="2026-06-23")
    assert (adopted.resolution.body, adopted.resolution.number) == ("assembly", "ZM 1/2026")
    assert adopted.resolution.held_on.day == 23


def test_moving_takes_the_role_that_the_city_says(plan):
    assert told(lambda: plan.move(DRAFT, "publish", roles=("clerk",)))[:2] == ("Forbidden", "ROLE_REQUIRED")
    assert plan.move(DRAFT, "publish", roles=("admin",)).state == "consultation"


def test_a_stale_etag_moves_nothing(plan):
    plan.complete()
    stale = plan.get(DRAFT).etag
    plan.move(DRAFT, "publish", etag=stale)
    assert told(lambda: plan.move(DRAFT, "finish", etag=stale)) == ("Stale", "STALE_ETAG", "etag")
    plan.move(DRAFT, "finish")
    assert told(lambda: plan.adopt(etag=stale)) == ("Stale", "STALE_ETAG", "etag")
    assert plan.get(DRAFT).state == "final"


def test_measures_are_carried_out_once_the_plan_is_adopted(plan):
    plan.measure()
    assert told(lambda: plan.move(MEASURE, "start"))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    plan.adopted()
    assert plan.move(MEASURE, "start").state == "running"
    assert told(lambda: plan.move(MEASURE, "resume"))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    assert told(lambda: plan.move(MEASURE, "fulfil"))[:2] == ("Refused", "EVIDENCE_REQUIRED")
    assert plan.get(MEASURE, CITIZEN).state == "running"
    assert plan.ids("measures", DRAFT, CITIZEN, state="running") == ["m1"]


def test_a_new_version_does_not_touch_the_adopted_one(plan):
    plan.measure()
    plan.adopted()
    plan.begin("v2")
    plan.create("nodes", "p1", f"{PLAN}/versions/v2", level="priority", position=1, title="Jiná")
    assert plan.ids("nodes", f"{PLAN}/versions/v2") == ["p1"]
    assert plan.get(f"{DRAFT}/nodes/p1").title == "Senioři doma"


def test_what_does_not_exist_is_not_found(plan):
    assert told(lambda: plan.move(f"{PLAN}/versions/x", "publish"))[:2] == ("NotFound", "NOT_FOUND")
    assert told(lambda: plan.move(f"{DRAFT}/measures/x", "start"))[:2] == ("NotFound", "NOT_FOUND")
    assert told(lambda: plan.adopt(f"{PLAN}/versions/x"))[:2] == ("NotFound", "NOT_FOUND")
    assert plan.ids("plans") == ["kp"]
    assert plan.get(PLAN).period == days("2027-01-01", "2029-12-31")


def test_no_action_of_a_citys_workflow_approves_without_a_resolution(instance, monkeypatch):
    profile, behaviour = compile_profile(["reference"])
    flow = profile.workflow("version")
    shortcut = Transition(source="draft", target="approved", action="approve", title="schválit hned", roles=("editor",))
    own = flow.revised({"transitions": (*flow.transitions, shortcut)})
    others = tuple(item for item in profile.workflows if item.subject != "version")
    city = profile.revised({"workflows": (own, *others)})
    monkeypatch.setattr(Context, "profile", lambda self: (city, behaviour))
    town = Town(instance("planning"))
    town.draft()
    assert told(lambda: town.move(DRAFT, "approve"))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    assert town.get(DRAFT).state == "draft"
