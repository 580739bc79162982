"""Reports of needs by municipalities: one state each, submitted for good, silence told apart."""

from collections import Counter

import pytest
from support.evidence import Desk
from support.planning import CITIZEN, on, told

from komplan.planning.v1.needs_report_pb2 import CapacityNeed, NeedResource, Possibility

TOWN, BOROVANY, HRADY, STROPNICE = "545171", "544281", "544868", "544515"


@pytest.fixture
def desk(instance):
    """The ORP of Trhové Sviny with its sixteen municipalities."""
    return Desk(instance("planning", area="trhove-sviny", plugins=("trhove-sviny",)), "trhove-sviny")


def test_every_municipality_stands_in_one_state_and_silence_is_told_apart(desk):
    desk.submitted(desk.round(2026), STROPNICE, desk.need("old", 2026).name)
    round_ = desk.round()
    village = desk.need("n1", municipalities=[BOROVANY]).name
    desk.submitted(round_, TOWN, desk.need("n2").name, on_behalf_of=[BOROVANY, HRADY])
    assert desk.states(round_) == {
        TOWN: "reported",
        BOROVANY: "reported-by-orp",
        HRADY: "reported-by-orp",
    }
    own = desk.submitted(round_, BOROVANY, village)
    desk.ask("ConfirmNoChange", parent=round_, municipality=STROPNICE, approved_by="starosta obce")
    assert desk.coverage(round_).silent == 0
    desk.ask("CloseNeedRound", name=round_)
    found = desk.coverage(round_)
    assert Counter(desk.states(round_).values()) == {
        "reported": 2,
        "no-change": 1,
        "reported-by-orp": 1,
        "silent": 12,
    }
    assert (found.municipalities, found.silent, found.awaited, found.percent) == (16, 12, 0, "25.00")
    standing = next(item for item in found.standings if item.municipality == BOROVANY)
    assert standing.report == own.name
    assert list(standing.superseded) == [f"{round_}/reports/{TOWN}-v1"]


def test_no_change_carries_the_open_needs_over_and_needs_an_earlier_report(desk):
    first = desk.round(2026)
    assert told(lambda: desk.ask("ConfirmNoChange", parent=first, municipality=TOWN, approved_by="rada")) == (
        "Refused",
        "NO_EARLIER_REPORT",
        "",
    )
    kept, done = desk.need("n1", 2026, persons=12, persons_basis="exact"), desk.need("n2", 2026, state="closed")
    desk.submitted(first, TOWN, kept.name, done.name)
    second = desk.round()
    report = desk.ask("ConfirmNoChange", parent=second, municipality=TOWN, approved_by="rada")
    assert (report.kind, report.state, report.year) == ("no-change", "submitted", 2027)
    (carried,) = report.reported
    assert (carried.follows, carried.compared, carried.year, carried.persons) == (kept.name, "unchanged", 2027, 12)
    overview = desk.ask("GetNeedOverview", parent=desk.area, year=2027)
    assert (overview.total.persons, list(overview.rounds)) == (12, [second])
    again = told(lambda: desk.ask("ConfirmNoChange", parent=second, municipality=TOWN, approved_by="rada"))
    assert again[:2] == ("Taken", "ALREADY_EXISTS")


def test_a_submitted_report_stays_as_it_is_whatever_becomes_of_its_needs(desk):
    round_ = desk.round()
    need = desk.need("n1", persons=12, persons_basis="exact")
    report = desk.submitted(round_, TOWN, need.name)
    desk.update(need.name, title="Jiný název", persons=40)
    assert [item.title for item in desk.ask("GetNeedsReport", ("region",), name=report.name).reported] == [need.title]
    for call in (
        lambda: desk.ask("UpdateNeedsReport", needs_report={"name": report.name, "approved_by": "nikdo"}),
        lambda: desk.ask("DeleteNeedsReport", name=report.name),
        lambda: desk.ask("SubmitNeedsReport", name=report.name),
    ):
        assert told(call)[:2] == ("Refused", "REPORT_SUBMITTED")
    assert told(lambda: desk.delete(need.name))[:2] == ("Refused", "STILL_REFERRED_TO")


def test_a_correction_is_the_next_version(desk):
    round_ = desk.round()
    report = desk.submitted(round_, TOWN)
    fix = desk.ask("CorrectNeedsReport", name=report.name, reason="chyběla potřeba")
    assert (fix.version, fix.corrects, fix.state) == (2, report.name, "draft")
    draft = {"name": fix.name, "needs": [desk.need("n1").name], "no_unmet_needs": False}
    desk.ask("UpdateNeedsReport", needs_report=draft, update_mask={"paths": ["needs", "no_unmet_needs"]})
    region = lambda: desk.ask("ListNeedsReports", ("region",), parent=round_).needs_reports  # noqa: E731
    assert [item.name for item in region()] == [report.name]
    desk.ask("SubmitNeedsReport", name=fix.name)
    assert [item.version for item in region()] == [1, 2]
    standing = next(item for item in desk.coverage(round_).standings if item.municipality == TOWN)
    assert (standing.report, list(standing.superseded)) == (fix.name, [report.name])
    assert told(lambda: desk.ask("CorrectNeedsReport", name=report.name, reason="znovu"))[:2] == (
        "Refused",
        "TRANSITION_NOT_ALLOWED",
    )


def test_a_closed_round_takes_approved_corrections_only(desk):
    round_ = desk.round()
    report = desk.submitted(round_, TOWN)
    desk.report(round_, BOROVANY)
    desk.ask("CloseNeedRound", name=round_)
    assert told(lambda: desk.report(round_, HRADY))[:2] == ("Refused", "NEED_ROUND_NOT_OPEN")
    late = f"{round_}/reports/{BOROVANY}-v1"
    desk.ask(
        "UpdateNeedsReport",
        needs_report={"name": late, "no_unmet_needs": True, "approved_by": "rada"},
        update_mask={"paths": ["no_unmet_needs", "approved_by"]},
    )
    assert told(lambda: desk.ask("SubmitNeedsReport", name=late))[:2] == ("Refused", "NEED_ROUND_NOT_OPEN")
    correct = {"name": report.name, "reason": "omyl"}
    assert told(lambda: desk.ask("CorrectNeedsReport", **correct)) == ("Invalid", "REQUIRED", "approved_by")
    fix = desk.ask("CorrectNeedsReport", approved_by="krajský úřad", **correct)
    assert desk.ask("SubmitNeedsReport", name=fix.name).state == "submitted"


def test_a_round_closes_when_its_last_day_is_over_or_nobody_is_awaited(desk):
    round_ = desk.round(closes="2150-01-01")
    assert told(lambda: desk.ask("CloseNeedRound", name=round_))[:2] == ("Refused", "NEED_ROUND_AWAITED")
    everybody = [item.municipality for item in desk.coverage(round_).standings]
    desk.submitted(round_, TOWN, on_behalf_of=[code for code in everybody if code != TOWN])
    assert desk.ask("CloseNeedRound", name=round_).state == "closed"
    assert desk.coverage(round_).percent == "100.00"
    assert told(lambda: desk.ask("OpenNeedRound", name=round_))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    assert told(lambda: desk.delete(round_))[:2] == ("Refused", "STILL_REFERRED_TO")


def test_the_contract_with_the_region_is_complete_and_nothing_personal(desk):
    round_ = desk.round()
    need = desk.need("n1", persons=40, persons_basis="estimate")
    service = f"{desk.area}/services/pecovatelska-sluzba"
    capacity = CapacityNeed(
        service_type="home-care",
        form="field",
        unit="clients",
        quantity_needed=60,
        quantity_now=20,
        target_group="seniors",
        municipalities=[BOROVANY],
        service=service,
        from_year=2028,
        need_nos=[need.need_no],
        priority=1,
        municipal_cofunding=[{"year": 2028, "amount": 50_000_000}],
    )
    money = NeedResource(need_no=1, kind="money", source="town", year=2028, amount=50_000_000, status="planned")
    report = desk.submitted(
        round_,
        TOWN,
        need.name,
        possibilities=[Possibility(need_no=1, service=service, proposal="rozšířit o dvě pracovnice")],
        resources=[money],
        capacities=[capacity],
    )
    assert desk.ask("GetNeedsReport", ("region",), name=report.name) == report
    assert (report.capacities[0], report.resources[0]) == (capacity, money)
    assert report.submitted_at.seconds > 0
    assert told(lambda: desk.ask("GetNeedsReport", CITIZEN, name=report.name))[0] == "Forbidden"


WRONG = (
    ({"municipality": "554821"}, "needs_report.municipality.0", "UNKNOWN_CODE"),
    ({"on_behalf_of": ["554821"]}, "needs_report.on_behalf_of.0", "UNKNOWN_CODE"),
    ({"on_behalf_of": [TOWN]}, "needs_report.on_behalf_of", "INVALID_VALUE"),
    ({"needs": ["areas/trhove-sviny/needs/nic"]}, "needs_report.needs.0", "REFERENCE_MISSING"),
    ({"needs": ["areas/trhove-sviny/needs/old"]}, "needs_report.needs.0", "INVALID_VALUE"),
    ({"needs": ["areas/trhove-sviny/needs/village"]}, "needs_report.needs.0", "AREA_MISMATCH"),
    ({"possibilities": [{"need_no": 9}]}, "needs_report.possibilities.0.need_no", "UNKNOWN_CODE"),
    (
        {"resources": [{"need_no": 1, "kind": "money", "source": "eu", "year": 2027}]},
        "needs_report.resources.0.amount",
        "INVALID_VALUE",
    ),
)


def test_a_report_speaks_of_needs_of_its_year_and_territory(desk):
    desk.need("old", 2026)
    desk.need("village", municipalities=[HRADY])
    round_ = desk.round()
    for said, field, reason in WRONG:
        assert told(lambda said=said: desk.report(round_, TOWN, **said)) == ("Invalid", reason, field)
    assert desk.ask("ListNeedsReports", parent=round_).needs_reports == []


def test_an_empty_report_says_that_there_are_no_unmet_needs_and_is_approved(desk):
    round_ = desk.round()
    name = desk.report(round_, TOWN).name
    assert told(lambda: desk.ask("SubmitNeedsReport", name=name))[1:] == ("REQUIRED", "needs_report.approved_by")
    other = {"name": name, "municipality": HRADY}
    moved = told(lambda: desk.ask("UpdateNeedsReport", needs_report=other, update_mask={"paths": ["municipality"]}))
    assert moved == ("Invalid", "MASK_PATH", "needs_report.municipality")
    desk.ask(
        "UpdateNeedsReport", needs_report={"name": name, "approved_by": "rada"}, update_mask={"paths": ["approved_by"]}
    )
    assert told(lambda: desk.ask("SubmitNeedsReport", name=name))[1:] == ("REQUIRED", "needs_report.no_unmet_needs")
    assert desk.states(round_) == {}


def test_a_round_keeps_its_year_once_it_is_open(desk):
    round_ = desk.round()
    assert told(lambda: desk.update(round_, year=2028))[1] == "TRANSITION_NOT_ALLOWED"
    assert desk.update(round_, closes=on("2021-01-01")).closes == on("2021-01-01")
    wrong = {"title": "Potřeby", "year": 2028, "opens": on("2028-02-01"), "closes": on("2028-01-01")}
    assert told(lambda: desk.create("need-rounds", "r", **wrong)) == ("Invalid", "PERIOD_ORDER", "need_round.closes")
