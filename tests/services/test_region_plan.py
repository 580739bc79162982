"""The region's plan: built from exact revisions, written apart from its figures, judged, compared, adopted."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text
from support.consultation import Desk, told
from support.instance import Instance
from support.region_cities import Two, own_instances, two_cities
from support.region_needs import REGION, day, form, submit
from support.region_plan import HASH, PLAN, Office, money
from support.region_supply import decide

from komplan.consultation.v1 import book_service_pb2
from komplan_core.book import checkpoints
from komplan_core.errors import NotFound
from komplan_kit.config import Outgoing
from komplan_kit.engine import Store

CITIZEN: tuple[str, ...] = ()


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    made = two_cities(own_instances(tmp_path_factory.mktemp("two")))
    yield made
    made.stop()


@pytest.fixture
def office(two: Two) -> Office:
    return two.office


def begun(office: Office, year: int, **values: object) -> str:
    """A plan of other years than those of other tests, with a priority and a measure."""
    plan = str(office.plan(year, **values).name)
    office.priority(plan=plan)
    office.measure(plan=plan, financing=[money(paid, 100, "region") for paid in range(year, year + 3)])
    return plan


def test_a_version_stays_what_it_was_built_from_and_is_built_again(
    instance: Callable[..., Instance], tmp_path_factory: pytest.TempPathFactory
) -> None:
    two = two_cities(own_instances(tmp_path_factory.mktemp("own")), region_at=instance)
    office = two.office
    office.plan()
    office.priority()
    office.measure()
    first = office.build()
    assert [(item.area, item.feed, item.state, item.records > 0) for item in first.inputs] == [
        ("vzorov", "planning", "fresh", True),
        ("vzorov", "catalogue", "fresh", True),
        ("zabreh", "planning", "fresh", True),
    ]
    before = office.figures(first.name)
    two.zabreh.stop()
    office.collect(1.0)
    office.measure("m2", position=2, financing=[money(2027, 50, "municipality")])
    submit(office.region, form("999012", "Doprava"))
    second = office.build()
    assert (second.name, second.based_on) == (f"{PLAN}/versions/v2", "v1")
    assert office.figures(first.name) == before
    again = [office.reproduced(version.name) for version in (first, second)]
    assert [(item.same, list(item.differing)) for item in again] == [(True, []), (True, [])]
    compared = office.ask("CompareRegionPlanVersions", name=first.name, other=second.name)
    differing = {(item.table, item.row, item.column): (item.before, item.after) for item in compared.figures}
    assert differing[("outlook", "2027", "planned")] == (111_348, 111_398)
    assert differing[("needs", "V02/-", "needs")] == (1, 2)
    assert {item.part for item in compared.figures} == {"K2", "K4"}
    assert list(compared.inputs) == []  # the records of a city that fell silent are the same
    assert office.findings(second.name)["stale-cities"] == "thin"
    with Store(office.region.databases["region"]).engine.begin() as connection:
        connection.execute(text("UPDATE pinned_content SET encoded = :other"), {"other": b"other"})
    assert told(lambda: office.reproduced(first.name))[:2] == ("Refused", "PIN_BROKEN")
    two.vzorov.stop()


def test_a_record_is_kept_once_for_all_versions(office: Office) -> None:
    plan = begun(office, 2060)

    def pinned() -> int:
        with Store(office.region.databases["region"]).engine.connect() as connection:
            return int(connection.execute(text("SELECT count(*) FROM pinned_content")).scalar_one())

    office.build(plan)
    held = pinned()
    office.build(plan)
    assert pinned() == held > 0


def test_texts_change_without_the_figures_until_they_are_published(office: Office) -> None:
    plan = begun(office, 2030)
    version = office.build(plan).name
    codes = ["K1a", "K1b", "K2", "K2a", "K2b", "K2c", "K2d", "K2e", "K3", "K4", "K4a", "K4c", "P5", "K5", "K5a", "P6"]
    assert [section.code for section in office.sections(version)] == codes
    kept = office.write(version, "K1a", "Obce byly osloveny dopisem.")
    assert told(lambda: office.write(version, "K1a", "Jinak.", etag="1"))[:2] == ("Stale", "STALE_ETAG")
    second = office.build(plan)
    assert (office.sections(second.name)[0].text, second.based_on) == (kept.text, "v1")
    assert second.content_sha256 == office.ask("GetRegionPlanVersion", name=version).content_sha256
    with pytest.raises(NotFound):
        office.ask("GetRegionPlanVersion", CITIZEN, name=second.name)
    with pytest.raises(NotFound):
        office.rows(second.name, "money", CITIZEN)
    name, reason, fields = told(lambda: office.ask("PublishRegionPlanVersion", name=second.name))
    assert (name, reason) == ("Refused", "PLAN_INCOMPLETE")
    assert fields.count(f"{second.name} K1") == fields.count(f"{second.name}/sections/k1b text") == 1
    assert office.ask("GetRegionPlanVersion", name=second.name).state == "draft"
    published = office.ask("PublishRegionPlanVersion", name=second.name, allow_incomplete=True)
    assert (published.state, len(published.sha256)) == ("consultation", 64)
    assert told(lambda: office.write(second.name, "K1a", "Později."))[:2] == ("Refused", "VERSION_FROZEN")
    assert told(lambda: office.ask("DeleteRegionPlanVersion", name=second.name))[:2] == ("Refused", "VERSION_FROZEN")
    shown = office.ask("ListRegionPlanVersions", CITIZEN, parent=plan).region_plan_versions
    assert [item.name for item in shown] == [second.name]
    assert office.ask("GetRegionPlan", CITIZEN, name=plan).state == "consultation"
    draft = office.ask("ExportConsultationDraft", name=second.name, area="kraj")
    assert draft.plan_version == "areas/kraj/plans/2030-2032/versions/v2"
    assert (draft.sha256, draft.code) == (published.sha256, published.sha256[:8])
    assert draft.blocks[0].text == kept.text
    assert "tables/outlook/rows" in {block.id for block in draft.blocks}


def test_everybody_is_told_whose_a_need_is_and_the_office_which(office: Office) -> None:
    office.plan()
    version = office.build().name
    office.ask("PublishRegionPlanVersion", name=version, allow_incomplete=True)
    to_staff, to_all = office.sources(version), office.sources(version, CITIZEN)
    needs = [item.place for item in to_staff if "/needs/" in item.name or "/reports/" in item.name]
    assert len(needs) == 5
    assert all(item.name for item in to_staff)
    assert [item.place for item in to_all if not item.name] == needs
    assert {to_all[place].area for place in needs} == {"vzorov", ""}


def test_a_plan_is_adopted_when_no_mandatory_finding_stands(office: Office) -> None:
    plan = begun(office, 2033, first=True)
    bare = office.finished(office.build(plan).name)
    name, reason, fields = told(lambda: office.adopt(bare))
    assert (name, reason) == ("Refused", "PLAN_INCOMPLETE")
    assert f"{bare}/sections/k1a text" in fields
    office.network()
    decide(office.region, "granted", day(2033), registration="7654321", title="Domov od roku 2033")
    full = office.build(plan).name
    tables = {table.code: table.title for table in office.ask("ListMidtermTables", parent=full).tables}
    shown = [row.cells[0].text for row in office.rows(full, "network")]
    assert (tables["network"], "Domov od roku 2033" in shown) == ("Síť k 1. 1. 2033", True)  # not that of today
    office.written(full)
    found = office.findings(full)
    assert found["K2d"] == "missing"  # no city plans money for these years
    assert {code for code, outcome in found.items() if outcome != "ok"} >= {"P2", "K2d"}
    assert "K5" not in found
    assert "K1" not in found
    office.finished(full)
    assert told(lambda: office.adopt(full))[:2] == ("Refused", "PLAN_INCOMPLETE")
    assert set(office.findings(full, "2017-06-01")) & {"K1", "K2d", "K5"} == set()  # § 39a is of 2018


def test_an_approved_plan_stays_and_is_followed_year_by_year(office: Office) -> None:
    if not office.ask("ListRegionPlans", parent=REGION).region_plans:
        office.plan()
    office.ask("UpdateRegionPlan", region_plan={"name": PLAN, "first": True}, update_mask={"paths": ["first"]})
    office.network()
    office.priority()
    own = office.measure().name
    version = office.build().name
    office.written(version)
    office.finished(version)
    wrong = told(lambda: office.adopt(version, round="areas/kraj/rounds/r1", book_root=HASH, reason="nic"))
    assert wrong[:2] == ("Invalid", "REQUIRED")
    assert told(lambda: office.adopt(version, reason=" "))[:2] == ("Invalid", "REQUIRED")
    assert told(lambda: office.ask("CreateActionPlan", parent=PLAN, action_plan={"title": "AP", "year": 2027}))[1] == (
        "PLAN_NOT_ADOPTED"
    )
    adopted = office.adopt(version, round="areas/kraj/rounds/r1", book_root=HASH)
    assert (adopted.state, adopted.consultation.confirmed) == ("approved", False)
    plan = office.ask("GetRegionPlan", CITIZEN, name=PLAN)
    assert (plan.state, plan.approved_version, plan.resolution.number) == (
        "approved",
        version.rsplit("/", 1)[1],
        "ZK 5/2026",
    )
    assert told(lambda: office.build())[:2] == ("Refused", "APPROVED_ALREADY")
    city = "areas/vzorov/plans/p1/versions/v1/measures/m1"
    entries = [{"measure": own, "todo": "Vypsat dotace"}, {"measure": city, "todo": "Podpořit"}]
    made = office.ask("CreateActionPlan", parent=PLAN, action_plan={"title": "AP", "year": 2027, "entries": entries})
    assert [(cost.measure, cost.year, cost.planned) for cost in made.costs] == [
        (own, year, 100_001) for year in (2027, 2028, 2029)
    ]
    unknown = [{"measure": city.replace("m1", "m9"), "todo": "Nic"}]
    refused = {"title": "AP", "year": 2028, "entries": unknown}
    assert told(lambda: office.ask("CreateActionPlan", parent=PLAN, action_plan=refused))[1] == "REFERENCE_MISSING"
    checked = office.ask("CheckActionPlan", name=made.name)
    assert [part.code for part in checked.contents if part.present] == ["a4"]
    assert [(item.year, item.planned) for item in checked.totals] == [(year, 100_001) for year in (2027, 2028, 2029)]
    office.ask(
        "UpdateRegionMeasure",
        region_measure={"name": own, "state": "fulfilled", "state_text": "Hotovo"},
        update_mask={"paths": ["state", "state_text"]},
    )
    evaluation = office.ask("CreateEvaluation", parent=PLAN, evaluation={"title": "Závěr", "kind": "final"})
    assert [(item.state, item.measures) for item in evaluation.facts.states] == [("fulfilled", 1)]
    assert (evaluation.facts.planned, evaluation.facts.HasField("aims_reached")) == (300_003, False)
    given = {"body": "assembly", "number": "ZK 9/2029", "held_on": {"year": 2029, "month": 12, "day": 1}}
    office.ask("ApproveEvaluation", name=evaluation.name, resolution=given)
    assert told(lambda: office.ask("DeleteEvaluation", name=evaluation.name))[:2] == ("Refused", "APPROVED_ALREADY")
    office.plan(2036, previous=PLAN)
    following = office.build(f"{PLAN[:-9]}2036-2038").name
    (row,) = office.rows(following, "own-evaluation")
    assert [cell.number for cell in row.cells[3:6]] == [1, 1, 300_003]
    assert "K3" not in office.findings(following)
    assert office.reproduced(following).same


def test_cities_and_years_stand_side_by_side(office: Office) -> None:
    plan = f"{PLAN[:-9]}2026-2028"
    office.plan(2026)
    version = office.build(plan).name
    found = office.ask("CompareAreas", name=version, areas=["vzorov", "zabreh"])
    lines = {(line.table, line.row): {item.area: dict(item.figures) for item in line.areas} for line in found.lines}
    both = {area: figures["planned"] for area, figures in lines[("money-by-area", "2027/municipality")].items()}
    assert both == {"vzorov": 10_013, "zabreh": 333}
    assert lines[("levels", "")]["vzorov"]["measure"] == 3
    years = office.ask("CompareYears", name=version, year=2027, other_year=2028)
    planned = {line.source: (line.before, line.after) for line in years.lines if line.column == "planned"}
    assert planned["region"] == (1001, 1)
    assert told(lambda: office.ask("CompareYears", name=version, year=2027, other_year=2031))[1] == "OUTSIDE_PERIOD"
    assert told(lambda: office.ask("CompareAreas", name=version, areas=["vzorov"]))[:2] == ("Invalid", "TOO_MANY")
    assert told(lambda: office.ask("CompareAreas", name=version, areas=["vzorov", "brno"]))[1] == "REFERENCE_MISSING"


def test_a_plan_is_adopted_on_the_book_of_a_settled_round(tmp_path_factory: pytest.TempPathFactory) -> None:
    start = own_instances(tmp_path_factory.mktemp("consulted"))
    city = start("consultation")
    region = start(
        "region",
        region="kraj",
        keys=city.folder,
        outgoing=Outgoing(issuer_key=city.issuer_key),
        consultation=city.target,
    )
    office = Office(region)
    office.plan(first=True)
    office.network()
    office.priority()
    office.measure()
    version = office.build().name
    office.written(version)
    office.finished(version)
    desk = Desk(city, round_id="sprss", plan_version="areas/vzorov/plans/2027-2029/versions/v1")
    settled = {"round": desk.round}
    stranger = {**settled, "round": "areas/vzorov/rounds/jiny"}
    assert told(lambda: office.adopt(version, **stranger))[:2] == ("Refused", "NOT_CONSULTED")
    comment = desk.entered("Chybí noclehárna.")
    assert told(lambda: office.adopt(version, **settled))[:2] == ("Refused", "CONSULTATION_UNSETTLED")
    desk.close()
    desk.answered(comment, "rejected")
    desk.finish()
    other = told(lambda: office.adopt(version, **settled, book_root=HASH))
    assert other[:2] == ("Refused", "BOOK_DIFFERS")
    note = city.ask("BookService/GetCheckpoint", book_service_pb2.GetCheckpointRequest(parent=desk.round), ()).note
    root = checkpoints.read(note).root.hex()
    adopted = office.adopt(version, "2006-12-31", **settled, book_root=root)  # by a day that asks for nothing
    kept = adopted.consultation
    assert (kept.round, kept.confirmed, kept.comments, kept.book_root) == (desk.round, True, 1, root)
    city.stop()
    assert told(lambda: office.adopt(version, **settled))[:2] == ("Unavailable", "PEER_UNAVAILABLE")
    region.stop()
