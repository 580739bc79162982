"""Ostrava's support of organisations 2007–2009 from the seeds: computed where they allow, stated figures beside it."""

import json
import tomllib
from collections import defaultdict
from decimal import Decimal

import pytest
from support.grants import MEASURES, OFFICE, Fund
from support.planning import AREA, PLAN, days
from typer.testing import CliRunner

from komplan.planning.v1 import grant_editor_service_pb2 as edit
from komplan.planning.v1.grant_pb2 import SupportedMeasure
from komplan.planning.v1.plan_pb2 import FinancingLine, StatedFigure
from komplan_cli.app import app

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)
"""What is added up is added up above storage; the way of an application goes through both kinds of store."""
MILLION = 100_000_000
"""A million Kč in haléře."""


@pytest.fixture(scope="module")
def facts(shared):
    return tomllib.loads((shared / "seeds/facts.toml").read_text())["ostrava"]


@pytest.fixture
def fund(town):
    """The measures `m1` and `m2` of the published second plan of 2007–2010, and no grants."""
    made, held = Fund(town), days("2007-01-01", "2010-12-31")
    town.create("cycles", "o2", title="2. KP", period=held)
    town.create("plans", "kp", title="2. komunitní plán", cycle="o2", period=held)
    town.create("versions", "navrh", PLAN, title="Návrh")
    town.node("p1", title="Služby nestátních organizací")
    financing = [FinancingLine(year=2008, source="municipality", planned=9 * MILLION, secured=MILLION)]
    for id_, position in (("m1", 1), ("m2", 2)):
        made.measure(id_, position, "p1", financing=financing)
    town.publish()
    return made


def supports(facts):
    """Every statement of money: year, kind, amount, and where it stands; slide 9 says again what slide 11 says."""
    grants = [*facts["grant"], facts["grant_2007_on_slide_9"]]
    said = [(row["year"], "grant", row["amount_hal"], f"snímek {row['slide']}") for row in grants]
    others = facts["ngo_support"]
    return said + [(r["year"], r["kind"].replace("_", "-"), r["amount_hal"], f"snímek {r['slide']}") for r in others]


def figures(facts, slides):
    codes = {"grant": "grants-to-ngos"}
    money = [
        (codes.get(kind, kind), "hal", year, hal, source)
        for year, kind, hal, source in supports(facts)
        if source in slides
    ]
    services = [
        ("new-services", "services", row["year"], row["count"], f"snímek {row['slide']}")
        for row in facts["new_services"]
        if f"snímek {row['slide']}" in slides
    ]
    return [
        StatedFigure(code=code, title="Údaj", value=str(value), unit=unit, year=year, source=source)
        for code, unit, year, value, source in money + services
    ]


def state(fund, said):
    """Keep figures that slides state beside the second cycle."""
    fund.town.update(f"{AREA}/cycles/o2", "stated_figures", stated_figures=said)


def announce(fund, facts):
    """One call for each support: the same amount on two slides is one call."""
    plain = {"criteria": [], "commission": "", "requirements": []}
    calls = {}
    for year, kind, hal, _ in supports(facts):
        if (year, kind) not in calls:
            window = days(f"{year}-01-01", f"{year}-01-31")
            calls[year, kind] = fund.call(f"{kind}-{year}", year=year, kind=kind, budget=hal, window=window, **plain)
    return calls


def granted(fund, call, year, amounts, **values):
    """Grants of these amounts at one meeting of the council; the names of the applications."""
    names = []
    for hal, of in amounts:
        given = {"requested": hal, "total_cost": hal, "received_on": f"{year}-01-15", **values, **of}
        names.append(fund.apply(call, **given))
        fund.office(edit.CheckGrantApplicationRequest(name=names[-1]))
        fund.advise(names[-1])
        fund.close(names[-1])
    fund.decide(fund.propose(call, "proportional"), held_on=f"{year}-03-15")
    return names


def test_money_by_year_arrives_at_the_slides_and_the_amount_on_two_slides_counts_once(fund, facts):
    said = figures(facts, {"snímek 9"})
    fund.town.create("cycles", "o1", title="1. KP", period=days("2003-01-01", "2006-12-31"), stated_figures=said)
    state(fund, figures(facts, {"snímek 11", "snímek 12"}))
    calls = announce(fund, facts)
    assert len(calls) == 5
    found = {(row.year, row.kind): row for row in fund.totals().money}
    assert {year: found[year, "grant"].budget for year in (2007, 2008, 2009)} == {
        2007: 3_730_000_000,
        2008: 5_500_000_000,
        2009: 6_000_000_000,
    }
    assert found[2007, "interest-subsidy"].budget == 180_000_000
    assert found[2008, "project-application-subsidy"].budget == 40_970_000
    by_year = defaultdict(int)
    for row in found.values():
        by_year[row.year] += row.budget
    assert sum(by_year.values()) == 15_230_000_000 + 180_000_000 + 40_970_000
    twice = found[2007, "grant"].stated
    assert [(item.value, list(item.sources)) for item in twice] == [("3730000000", ["snímek 11", "snímek 9"])]
    assert not any(row.contradicts for row in found.values())


def test_grants_that_use_up_a_budget_are_traced_to_measures_and_services_to_the_haler(fund, facts):
    call = announce(fund, facts)[2008, "grant"]
    half = [SupportedMeasure(measure=f"{MEASURES}/{id_}", share="0.5") for id_ in ("m1", "m2")]
    whole = [SupportedMeasure(measure=f"{MEASURES}/m1")]
    amounts = [
        (20 * MILLION + 1, {"measures": half, "service": "areas/vzorov/services/s1"}),
        (30 * MILLION, {"measures": whole, "service": "areas/vzorov/services/s1"}),
        (5 * MILLION - 1, {}),
    ]
    shared, alone, rest = granted(fund, call, 2008, amounts)
    assert {row.granted for row in fund.totals().money if row.decided} == {5_500_000_000}
    for to in ("measures", "services"):
        assert sum(line.secured for line in fund.trace(to)) == 5_500_000_000
    by_measure = {line.subject.rsplit("/", 1)[-1]: line for line in fund.trace(year=2008)}
    assert {id_: line.secured for id_, line in by_measure.items()} == {
        "m1": 4_000_000_001,
        "m2": 1_000_000_000,
        "": 499_999_999,
    }
    fund.contract(alone, signed_on="2008-04-01")
    fund.pay(alone, 30 * MILLION, paid_on="2008-05-01")
    fund.settle(alone, 29 * MILLION, MILLION, settled_on="2009-01-31")
    (line,) = fund.funding(f"{MEASURES}/m1").lines
    assert (line.planned, line.secured) == (9 * MILLION, MILLION)
    assert (line.grants_secured, line.grants_actual) == (10 * MILLION + 1, 29 * MILLION)
    assert sum(item.actual + item.secured for item in fund.trace()) == 5_500_000_000 - MILLION
    assert {shared, rest} == {item.name for item in fund.applications(call, OFFICE) if item.state == "granted"}


def test_new_services_are_counted_from_grants_and_stated_figures_stay_beside_them(fund, facts):
    state(fund, figures(facts, {"snímek 12"}))
    calls = announce(fund, facts)
    for row in facts["new_services"]:
        year, listed = row["year"], row["items"]
        amounts = [(MILLION + n, {"title": item, "change": change(item)}) for n, item in enumerate(listed)]
        granted(fund, calls[year, "grant"], year, amounts)
    found = {row.year: row for row in fund.totals().services}
    assert {year: [item.value for item in row.stated] for year, row in found.items()} == {2008: ["19"], 2009: ["13"]}
    counted = {year: (row.new, row.extended, row.transformed) for year, row in found.items()}
    assert counted == {2008: (4, 1, 1), 2009: (2, 1, 0)}  # the slides list examples only: 6 of 19 and 3 of 13


def change(item):
    """What the words of a slide say of a service."""
    return "extend" if "rozšíření" in item else "transform" if "transformace" in item else "new"


def test_the_commands_show_the_same_money(fund, facts, tmp_path):
    call = announce(fund, facts)[2009, "grant"]
    whole = [SupportedMeasure(measure=f"{MEASURES}/m1")]
    granted(fund, call, 2009, [(40 * MILLION, {"measures": whole}), (10 * MILLION, {})])

    def run(command, *words):
        instance = fund.town.instance
        key = [] if command in ("totals", "trace") else ["--issuer-key", str(instance.issuer_key)]
        where = ["--target", instance.target, "--area", "vzorov", "--json", *key]
        done = CliRunner().invoke(app, ["grant", command, *words, *where], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return json.JSONDecoder().raw_decode(done.output[done.output.index("{\n") :])[0]

    rows = {(row["year"], row["kind"]): row for row in run("totals")["money"]}
    assert (rows[2009, "grant"]["budget"], rows[2009, "grant"]["granted"]) == (6_000_000_000, 50 * MILLION)
    assert [line["secured"] for line in run("trace", "--year", "2009")["lines"]] == [10 * MILLION, 40 * MILLION]
    (line,) = (item for item in run("trace", "--measure", whole[0].measure)["lines"] if item["year"] == 2009)
    assert (line["grants_secured"], "planned" in line) == (40 * MILLION, False)
    fund.evaluator("eva")
    one = fund.call("jedna", year=2009, window=days("2009-01-01", "2009-01-31"))
    name = fund.apply(one, "a", received_on="2009-01-10")
    fund.scored(name, eva=8)
    assert run("propose", "jedna", "--try")["lines"][0]["proposed"] == 60_000
    table = str(tmp_path / "navrh.csv")
    assert run("propose", "jedna", "--csv", table)["lines"][0]["score"] == "80.00"
    words = ("--body", "council", "--number", "12", "--held-on", "31. 3. 2009", "--amounts", table)
    decided = run("decide", "jedna", *words)
    assert decided["lines"] == [{"application": name, "granted": 60_000}]
    status = run("status", "jedna")
    assert (status["budget"], status["granted"]) == (100_000, 60_000)
    assert Decimal(status["applications"][0]["score"].removesuffix(" %")) == 80
