"""What the source presentations tell of three cities, replayed through the public surface, their figures computed."""

import tomllib
from datetime import date, timedelta
from itertools import accumulate

import pytest
from support.planning import days, on
from support.process import Leader, day_text

from komplan.planning.v1.paying_project_pb2 import Drawdown, ProjectDeviation, ProjectSource
from komplan.planning.v1.plan_pb2 import Distance, StatedFigure
from komplan.planning.v1.process_pb2 import EntryEvidence, StatedDay


@pytest.fixture(scope="module")
def facts(shared):
    """The facts of the presentations."""
    return tomllib.loads((shared / "seeds" / "facts.toml").read_text(encoding="utf-8"))


def leader_of(instance, city, cycle="c2", **values):
    made = Leader(instance("planning", area=city, plugins=(city,)), city, cycle)
    made.begin(**values)
    return made


def slide(number):
    return f"snímek {number}"


def test_brnos_second_plan_runs_from_its_conference_to_the_assembly(instance, facts):
    process, consultation = facts["brno"]["second_process"], facts["brno"]["second_consultation"]
    council, assembly = (item["date"] for item in facts["brno"]["second_plan_approval"])
    years = facts["brno"]["second_plan"]["inferred"]
    period = days(f"{years['year_from']}-01-01", f"{years['year_to']}-12-31")
    brno = leader_of(instance, "brno", title=facts["brno"]["second_plan"]["title"], period=period)
    start = process["opening_conference"]
    for rule, kind, day in (
        ("opening-conference", "conference", start),
        ("comments-open", "comments-open", consultation["opens"]),
        ("hearing", "conference", consultation["conference"]),
        ("comments-close", "comments-close", consultation["closes"]),
        ("council", "council", council),
        ("assembly", "assembly", assembly),
    ):
        brno.entry(rule, day.isoformat(), kind=kind, public=True)
    for number, month in enumerate(("2008-10", "2008-11", "2008-12", "2009-01", "2009-02", "2009-03"), 1):
        brno.entry(f"groups-{number}", f"{month}-01", f"{month}-28", kind="group-meeting")
    assert process["meetings_per_month"] * 6 == number

    answer = brno.plan_back(not_before=start.isoformat(), apply=True)
    assert [(item.kind, item.subject) for item in answer.findings] == [
        ("distance-short", f"{brno.cycle}/entries/hearing")
    ]
    assert f"{(consultation['closes'] - consultation['conference']).days} dní, nejméně má být 14" in (
        answer.findings[0].message
    )
    brno.set_distances(Distance(rule="hearing", least=3))
    assert not brno.plan_back(not_before=start.isoformat()).findings
    assert not brno.status("2009-06-03").findings

    calendar = sorted(brno.calendar().values(), key=lambda entry: day_text(entry.starts_on))
    told = [entry.rule for entry in calendar if entry.origin == "by-hand" and entry.rule]
    assert told == ["opening-conference", "comments-open", "hearing", "comments-close", "council", "assembly"]
    by_rule = {entry.rule: day_text(entry.starts_on) for entry in calendar}
    assert consultation["closes"].isoformat() < by_rule["settlement"] < by_rule["final-version"] < council.isoformat()
    assert by_rule["action-plan-2011"] == "2010-06-30"

    presented = facts["brno"]["presentation"]["presented"]
    for entry in calendar:
        if day_text(entry.starts_on) < presented.isoformat():
            last = entry.ends_on if entry.HasField("ends_on") else entry.starts_on
            brno.update(entry.name, "done_on", done_on=last)
    status = brno.status(presented.isoformat())
    assert not status.overdue
    assert [entry.rule for entry in status.coming][:2] == ["assembly-invitation", "assembly"]
    assert [(item.title, item.days_late) for item in brno.status("2009-06-24").overdue][-1][1] == 1


def test_ostravas_project_month_by_month(instance, facts):
    source = facts["ostrava"]
    parties, money, derived = source["parties"], source["financing"], source["financing"]["derived"]
    ostrava = leader_of(
        instance, "ostrava", title=source["second_plan"]["title"], period=days("2007-01-01", "2010-12-31")
    )
    enter_events(ostrava, source)
    codes = ("srop", "msk", "smo")
    sources = [
        ProjectSource(source=code, title=item["name"], own=code == "smo", planned=item["amount_hal"])
        for code, item in zip(codes, money["sources"], strict=True)
    ]
    stated = [
        figure("planned", money["planned_cost_hal"], "hal"),
        figure("actual", money["actual_cost_hal"], "hal"),
        figure("subsidy", money["subsidy_hal"], "hal"),
        figure("actual-percent", money["actual_of_planned_percent_on_slide"], "percent"),
    ]
    problems = source["problems"]
    shortened = ProjectDeviation(
        code="shortened", title=problems["items"][2], months=-problems["shortened_by_months"], source=slide(10)
    )
    ostrava.project(
        "kp",
        title=source["project"]["title"],
        bearer=parties["bearer_text"],
        partner=parties["partner_text"],
        period=days(parties["start"].isoformat(), parties["end"].isoformat()),
        sources=sources,
        deviations=[shortened],
    )
    ostrava.move("kp", "running")

    months = sorted({f"{day:%Y-%m}" for day in each_day(parties["start"], parties["end"])})
    assert len(months) == 11
    # the slides state the whole only: how it falls into months is this test's own
    shares = [20_000_000 + number * 1_134_567 for number in range(10)]
    drawn = [*shares, money["actual_cost_hal"] - sum(shares)]
    done = hold_events(ostrava, "2006-05", parties["end"])
    for number, (month, so_far) in enumerate(zip(months, accumulate(drawn), strict=True), 1):
        rows = [Drawdown(month=m, amount=amount) for m, amount in zip(months[:number], drawn[:number], strict=True)]
        ostrava.update("projects/kp", "drawdowns", drawdowns=rows)
        done += hold_events(ostrava, month, parties["end"])
        totals = ostrava.totals("kp")
        assert (totals.months[-1].month, totals.actual) == (month, so_far)
        assert ostrava.status(end_of(month).isoformat()).overdue == []
    assert done == len(source["event"]) - 1

    ostrava.update("projects/kp", "stated_figures", stated_figures=stated)
    ostrava.move("kp", "finished")
    totals = ostrava.totals("kp")
    assert (totals.planned, totals.subsidy) == (derived["planned_cost_hal"], derived["subsidy_hal"])
    assert (totals.actual, totals.unspent) == (money["actual_cost_hal"], derived["unspent_hal"])
    assert totals.actual_percent == derived["actual_of_planned_percent"]
    assert [item.share for item in totals.sources] == ["80.00", "10.00", "10.00"]
    assert not totals.findings
    project = ostrava.get("projects/kp")
    assert project.stated_figures[3].value == "79.5"
    assert project.deviations[0].months == -1

    (finding,) = ostrava.status("2007-05-01").findings
    assert (finding.kind, finding.subject) == ("days-disputed", f"{ostrava.cycle}/entries/revision")
    revision = ostrava.get("entries/revision")
    assert [day_text(item.day) for item in revision.stated_days] == ["2007-02-28", "2007-03-31"]
    late = [(item.title, item.days_late) for item in ostrava.status("2007-05-01").overdue]
    assert late == [("předložení závěrečné zprávy a žádosti o platbu", 1)]


def enter_events(ostrava, source):
    """The events of slide 7; the revision, of which slide 10 states another day, keeps both."""
    conflict = [
        StatedDay(day=on(item["date"].isoformat()), source=slide(item["slide"]))
        for item in source["esrp_date_conflict"]
    ]
    for number, item in enumerate(source["event"], 1):
        start = item["date"].isoformat() if "date" in item else f"{item['month']}-01"
        end = item["date_to"].isoformat() if "date_to" in item else "" if "date" in item else end_of(item["month"])
        kind = item["kind"] if item["kind"] in ("milestone", "conference") else "event"
        disputed = "eSRP" in item["what"]
        ostrava.entry(
            "revision" if disputed else f"event-{number}",
            start,
            str(end),
            title=item["what"],
            kind=kind,
            stated_days=conflict if disputed else [],
        )


def hold_events(ostrava, month, until):
    """Note as done what begins in a month and not after `until`, with the slide as evidence."""
    begun = {entry.name: day_text(entry.starts_on) for entry in ostrava.calendar().values()}
    held = [ostrava.get(name) for name, day in begun.items() if day[:7] == month and day <= until.isoformat()]
    for entry in held:
        last = entry.ends_on if entry.HasField("ends_on") else entry.starts_on
        ostrava.update(entry.name, "done_on", "evidence", done_on=last, evidence=[EntryEvidence(document=slide(7))])
    return len(held)


def figure(code, value, unit):
    return StatedFigure(code=code, title=code, value=str(value), unit=unit, source=slide(3))


def each_day(start, end):
    return (start + timedelta(days=number) for number in range((end - start).days + 1))


def end_of(month):
    first = date.fromisoformat(f"{month}-01")
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def test_zabrehs_project_follows_the_microregions_plan(instance, facts):
    source = facts["zabreh"]
    first, plan, period = source["first_plan"], source["second_plan"], source["project_period"]
    zabreh = Leader(instance("planning", area="zabreh", plugins=("zabreh",)), "zabreh", "microregion")
    zabreh.begin(title=first["title"], period=days(f"{first['year_from']}-01-01", f"{first['year_to']}-12-31"))
    zabreh.cycle = "areas/zabreh/cycles/town"
    years = source["presentation"]
    made = zabreh.begin(
        title=plan["title"],
        period=days(f"{years['year_from']}-01-01", f"{years['year_to']}-12-31"),
        predecessor="microregion",
    )
    assert made.predecessor == "microregion"
    zabreh.project(
        "op-lzz",
        title=plan["project_text"],
        bearer="Město Zábřeh",
        programme=plan["fund_text"],
        period=days(period["start"].isoformat(), period["end_latest"].isoformat()),
        sources=[ProjectSource(source="esf", title="OP LZZ 3.1", planned=plan["support_hal"])],
        outputs=period["outputs"],
        stated_figures=[figure("subsidy", plan["support_hal"], "hal")],
    )
    totals = zabreh.totals("op-lzz")
    assert (totals.planned, totals.subsidy) == (189_949_320, 189_949_320)
    assert not totals.HasField("actual")
    assert not totals.findings
    project = zabreh.get("projects/op-lzz")
    assert (day_text(project.period.start), day_text(project.period.end)) == ("2012-03-01", "2014-02-28")
    assert len(project.outputs) == 3
