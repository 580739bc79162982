"""Many changes of a draft at once: all or none, each refusal with its row, places exchanged freely."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.planning import CITIZEN, DRAFT, PLAN, told

from komplan.planning.v1 import plan_batch_pb2 as pb
from komplan.planning.v1 import plan_batch_service_pb2 as service
from komplan.planning.v1 import plan_pb2
from komplan.planning.v1.plan_content_pb2 import PlanSection


def send(town, *changes, dry_run=False, parent=DRAFT, end=None, roles=("editor",), request_id=""):
    """The report of these changes."""
    part = service.ApplyPlanChangesRequest
    head = part(parent=parent, dry_run=dry_run, request_id=request_id)
    last = part(end={"changes": len(changes) if end is None else end})
    return town.instance.send("PlanBatchService/ApplyPlanChanges", [head, part(changes=changes), last], roles)


def change(item, *mask, position=0, delete=False):
    """A change of a section, node or measure."""
    kind = {PlanSection: "section", plan_pb2.PlanNode: "node", plan_pb2.Measure: "measure"}[type(item)]
    return pb.ContentChange(position=position, update_mask={"paths": mask}, delete=delete, **{kind: item})


def node(id_, **values):
    return plan_pb2.PlanNode(name=f"{DRAFT}/nodes/{id_}", **values)


def measure(id_, **values):
    return plan_pb2.Measure(name=f"{DRAFT}/measures/{id_}" if id_ else "", **values)


def counts(report):
    return report.created, report.updated, report.unchanged, report.deleted, report.refused


def problems(report):
    return [(problem.position, problem.field, problem.reason) for problem in report.problems]


def places(town, kind="measures"):
    page = town.page(kind, DRAFT, page_size=500)
    items = page.plan_nodes if kind == "nodes" else page.measures
    return {item.name.rsplit("/", 1)[-1]: (item.position, item.code) for item in items}


def test_what_is_new_is_made_what_differs_changed_and_the_rest_left_alone(plan):
    m1, etag = plan.measure("m1"), plan.get(f"{DRAFT}/nodes/p1").etag
    report = send(
        plan,
        change(measure("m2", node="n9", position=1, title="Pod novým", depends_on=["m3"])),
        change(measure("m3", node="n9", position=2, title="Dříve")),
        change(measure("", node="n9", position=3, title="Bez čísla")),
        change(node("n9", level="goal", parent="p9", position=1, title="Nový cíl")),
        change(node("p9", level="priority", position=3, title="Nová priorita")),
        change(PlanSection(name=f"{DRAFT}/sections/vize", kind="vision", position=1, title="Vize")),
        change(measure("m1", title="Jinak", etag=m1.etag), "title"),
        change(node("p1", title="Senioři doma", etag=etag), "title"),
    )
    assert (report.stored, counts(report)) == (True, (6, 1, 1, 0, 0))
    assert plan.get(f"{DRAFT}/measures/m1").title == "Jinak"
    assert plan.get(f"{DRAFT}/measures/m2").code == "3.1.1"
    assert plan.get(f"{DRAFT}/nodes/p1").etag == etag
    assert len(plan.ids("measures", DRAFT)) == 4


def test_nothing_is_stored_when_one_change_is_wrong_or_it_is_a_dry_run(plan):
    m1 = plan.measure("m1")
    before = plan.revision()
    good = change(measure("m1", title="Jinak", etag=m1.etag), "title", position=2)
    report = send(
        plan,
        good,
        change(measure("m1b", node="g1", position=1, title="Na obsazeném místě"), position=3),
        change(measure("m4", node="nikde", position=1, title="Bez uzlu"), position=4),
        change(measure("m1", title="Dvakrát"), "title", position=5),
        change(node("p1", title="Zastaralé", etag="1"), "title", position=6),
        change(node("g1", title=""), "title", position=7),
        change(node("p2", code="9"), "code", position=8),
        change(plan_pb2.PlanNode(name=f"{PLAN}/versions/jina/nodes/p1", title="Jinde"), position=9),
        change(node("neni"), position=10, delete=True),
        change(node("p3", etag="999"), position=11, delete=True),
        change(measure("Špatné"), position=12),
    )
    assert not report.stored
    assert sorted(problems(report)) == [
        (3, "measure.position", "DUPLICATE_CODE"),
        (4, "measure.node", "REFERENCE_MISSING"),
        (5, "measure.name", "DUPLICATE_CODE"),
        (6, "etag", "STALE_ETAG"),
        (7, "plan_node.title", "REQUIRED"),
        (8, "update_mask", "MASK_PATH"),
        (9, "plan_node.name", "NAME_FORMAT"),
        (10, "plan_node.name", "REFERENCE_MISSING"),
        (11, "etag", "STALE_ETAG"),
        (12, "measure.name", "NAME_FORMAT"),
    ]
    dry = send(plan, good, dry_run=True)
    assert (dry.stored, counts(dry)) == (False, (0, 1, 0, 0, 0))
    assert plan.revision() == before


def test_a_stream_that_broke_off_a_stranger_and_a_frozen_version_are_refused(plan):
    def sent(**how):
        return lambda: send(plan, change(node("p1", title="Jinak"), "title"), **how)

    assert told(sent(end=2)) == ("Invalid", "INVALID_VALUE", "end.changes")
    assert told(sent(roles=CITIZEN))[0] == "Forbidden"
    assert told(sent(parent=f"{PLAN}/versions/neni"))[:2] == ("NotFound", "NOT_FOUND")
    part = service.ApplyPlanChangesRequest
    broken = [part(parent=DRAFT), part(changes=[change(node("p1"), delete=True)])]
    method = "PlanBatchService/ApplyPlanChanges"
    assert told(lambda: plan.instance.send(method, broken)) == ("Invalid", "REQUIRED", "end")
    many = [part(parent=DRAFT), *[part(changes=[change(node("p1"))] * 1000)] * 6, part(end={"changes": 6000})]
    assert told(lambda: plan.instance.send(method, many))[:2] == ("Full", "SOURCE_TOO_LARGE")
    plan.publish()
    assert told(sent())[:2] == ("Refused", "VERSION_FROZEN")


def test_a_repeated_request_has_no_second_effect(plan):
    added = change(measure("", node="g1", position=1, title="Jednou"))
    first = send(plan, added, request_id="r1")
    assert send(plan, added, request_id="r1") == first
    assert len(plan.ids("measures", DRAFT)) == 1


def test_nodes_change_their_order_with_all_that_stands_below(plan):
    plan.node("g2", "p1", "goal", 2)
    plan.measure("m1", "g1", 1)
    plan.measure("m2", "g1", 2)
    m1 = plan.get(f"{DRAFT}/measures/m1")
    report = send(
        plan,
        change(measure("m1", position=2, etag=m1.etag), "position"),
        change(measure("m2", position=1), "position"),
        change(node("g1", position=2), "position"),
        change(node("g2", position=1), "position"),
        change(node("p1", position=2), "position"),
        change(node("p2", position=1), "position"),
    )
    assert problems(report) == []
    assert places(plan, "nodes") == {"p1": (2, "2"), "g1": (2, "2.2"), "p2": (1, "1"), "g2": (1, "2.1")}
    assert places(plan) == {"m1": (2, "2.2.2"), "m2": (1, "2.2.1")}


def test_what_others_wait_for_goes_when_they_wait_no_more_and_its_place_is_free(plan):
    plan.measure("m1", "g1", 1)
    plan.measure("m2", "g1", 2, depends_on=["m1"])
    assert problems(send(plan, change(measure("m1"), position=1, delete=True))) == [(1, "", "STILL_REFERRED_TO")]
    report = send(
        plan,
        change(node("g1"), delete=True),
        change(measure("m1"), delete=True),
        change(measure("m2", node="p2"), "depends_on", "node"),
        change(node("g9", level="goal", parent="p1", position=1, title="Na místě zrušeného")),
    )
    assert (problems(report), counts(report)) == ([], (1, 1, 0, 2, 0))
    assert places(plan) == {"m2": (2, "2.2")}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_may_become_any_other_in_one_batch(plan, data):
    if not plan.ids("measures", DRAFT):
        for number in range(1, 6):
            plan.measure(f"m{number}", "g1", number)
    ids = [f"m{number}" for number in range(1, 6)]
    wanted = dict(zip(ids, data.draw(st.permutations(range(1, 6))), strict=True))
    rows = [change(measure(id_, position=wanted[id_]), "position") for id_ in data.draw(st.permutations(ids))]
    assert problems(send(plan, *rows)) == []
    assert {id_: place for id_, (place, _) in places(plan).items()} == wanted
