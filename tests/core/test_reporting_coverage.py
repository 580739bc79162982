"""Who should report, who is late, how years compare, and who provides what."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from support.made_reports import AREA, REPORTS, period, provider, service

from komplan_core.catalogue import Place
from komplan_core.plugins import compile_profile
from komplan_core.reporting.address_book import address_book
from komplan_core.reporting.comparing import compared
from komplan_core.reporting.coverage import Standing, coverage, is_expected, missing_reports
from komplan_core.reporting.founders import founder_table
from komplan_core.reporting.indicators import Formula, ReportIndicator
from komplan_core.reporting.reports import Report
from komplan_core.reporting.states import ReportState
from komplan_core.values import Period

YEAR = period(2026)
TODAY = date(2027, 4, 10)
DAY = date(2026, 1, 1)


def related(code="klub"):
    return service(code, service_class="related", registration_number="", service_type=None)


def test_registered_services_that_were_provided_are_expected():
    def runs(start, end=None, **facts):
        return is_expected(service(validity=Period(start=start, end=end), **facts), YEAR.days)

    assert is_expected(service(), YEAR.days)
    assert is_expected(service(status="temporarily closed"), YEAR.days)
    assert not is_expected(related(), YEAR.days)
    assert not is_expected(service(status="inactive"), YEAR.days)
    assert runs(date(2026, 12, 31))
    assert not runs(date(2027, 1, 1))
    assert runs(date(2020, 1, 1), date(2026, 1, 1), status="defunct")  # it was provided then
    assert not runs(date(2020, 1, 1), date(2025, 12, 31))
    assert not runs(date(2020, 1, 1), status="defunct")


def standing(state, published=False):
    return Standing(ReportState(state), published)


SERVICES = [
    service("a"),
    service("b"),
    service("c", provider=f"{AREA}/providers/mesto"),
    service("d", provider=f"{AREA}/providers/mesto"),
    related(),
]
PROVIDERS = {item.name: item for item in (provider("charita"), provider("mesto"))}
STANDINGS = {
    f"{AREA}/services/a": standing("draft", published=True),  # a correction takes nothing back
    f"{AREA}/services/b": standing("returned"),
    f"{AREA}/services/c": standing("submitted"),
    f"{AREA}/services/klub": standing("published", published=True),
}


def test_coverage_tells_expected_received_published_and_who_is_silent():
    found = coverage(YEAR, SERVICES, PROVIDERS, STANDINGS)
    assert (found.expected, found.received, found.published) == (4, 2, 2)
    assert [(item.title, item.services) for item in found.silent] == [
        ("Organizace charita", 1),
        ("Organizace mesto", 1),
    ]


def test_the_late_list_names_service_provider_state_and_days():
    late = missing_reports(YEAR, SERVICES, PROVIDERS, STANDINGS, TODAY)
    assert [(item.service_title, item.provider_title, item.state, item.days_late) for item in late] == [
        ("Služba b", "Organizace charita", ReportState.RETURNED, 10),
        ("Služba d", "Organizace mesto", None, 10),
    ]
    assert {item.days_late for item in missing_reports(YEAR, SERVICES, PROVIDERS, STANDINGS, YEAR.due)} == {0}
    own = {f"{AREA}/providers/mesto"}
    assert [item.service_title for item in missing_reports(YEAR, SERVICES, PROVIDERS, STANDINGS, TODAY, own)] == [
        "Služba d"
    ]


@given(st.dictionaries(st.sampled_from("abcd"), st.builds(Standing, st.sampled_from(list(ReportState)), st.booleans())))
def test_late_and_received_are_all_that_is_expected(states):
    standings = {f"{AREA}/services/{code}": item for code, item in states.items()}
    found = coverage(YEAR, SERVICES, PROVIDERS, standings)
    late = missing_reports(YEAR, SERVICES, PROVIDERS, standings, TODAY)
    assert found.expected == found.received + len(late)
    assert sum(item.services for item in found.silent) == len(late)
    assert {item.provider for item in found.silent} == {item.provider for item in late}


def test_years_stand_beside_each_other_with_their_change():
    periods = [period(year) for year in (2024, 2025, 2026, 2027)]
    costs = [100_00, None, 150_00, 100_00]
    reports = [
        Report(costs=[{"category": "wages", "actual": cost}], clients=[{"clients": 4}]) if cost else None
        for cost in costs
    ]
    found = compared(list(zip(periods, reports, strict=True)), (), everybody=False)
    assert found.reported == (True, False, True, True)
    cost = next(item for item in found.quantities if item.code == "cost")
    assert [item.value for item in cost.values] == [Decimal(100), None, Decimal(150), Decimal(100)]
    assert [item.change_percent for item in cost.values] == [None, None, None, Decimal("-33.33")]


def test_everybody_compares_without_counts_of_people():
    per_client = ReportIndicator(code="x", title="X", unit="Kč", formula=Formula(of="cost", per="clients"))
    waiting = ReportIndicator(code="y", title="Y", unit="osoby", persons=True)
    nights = ReportIndicator(code="z", title="Z", unit="noci")
    values = [{"code": code, "value": "1"} for code in "yz"]
    report = Report(clients=[{"clients": 4}], new_clients=1, indicators=values, computed=[{"code": "x", "value": "1"}])
    indicators = (per_client, waiting, nights)
    shown = {
        everybody: [item.code for item in compared([(YEAR, report)], indicators, everybody).quantities]
        for everybody in (True, False)
    }
    assert shown == {True: ["z"], False: ["clients", "new-clients", "x", "y", "z"]}


@settings(max_examples=25, deadline=None)
@given(st.lists(REPORTS | st.none(), min_size=1, max_size=4))
def test_every_compared_quantity_has_a_value_for_each_period(reports):
    found = compared([(period(2020 + n), report) for n, report in enumerate(reports)], (), everybody=True)
    assert all(len(item.values) == len(reports) == len(found.periods) for item in found.quantities)
    assert all(item.values[0].change_percent is None for item in found.quantities)


def test_providers_and_services_are_counted_by_founder_and_legal_form():
    city = provider("mesto", founder_type="municipality", legal_form="801")
    home = provider("domov", founder_type="municipality", legal_form="331")
    nobody = provider("nikdo")

    def of(code, owner, service_type="home-care"):
        return service(code, provider=owner.name, service_type=service_type)

    rows = founder_table(
        [city, home, nobody, provider("bez-sluzeb")],
        [of("a", city), of("b", city, "shelter"), of("c", home, "mental-health-centre"), of("d", nobody), related()],
    )
    assert [(row.founder_type, row.legal_form, row.providers, row.services, dict(row.by_category)) for row in rows] == [
        ("municipality", "331", 1, 1, {}),
        ("municipality", "801", 1, 2, {"care": 1, "prevention": 1}),
        ("", "", 1, 1, {"care": 1}),
    ]
    assert rows[2].founder_title == rows[2].legal_form_title == "neuvedeno"


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["registered", "related"])), max_size=20))
def test_each_provider_of_a_registered_service_is_counted_once(given_services):
    owners = [provider(f"p{n}", founder_type="ngo" if n % 2 else None) for n in range(6)]
    services = [
        service(f"s{n}", provider=owners[owner].name)
        if kind == "registered"
        else related(f"s{n}").revised({"provider": owners[owner].name})
        for n, (owner, kind) in enumerate(given_services)
    ]
    rows = founder_table(owners, services)
    registered = [owner for owner, kind in given_services if kind == "registered"]
    assert sum(row.services for row in rows) == len(registered)
    assert sum(row.providers for row in rows) == len(set(registered))


def test_the_address_book_tells_more_than_contacts():
    profile, _ = compile_profile(["reference"])
    address = {"street": "Dlouhá 1", "city": "Vzorov", "postal_code": "70030", "municipality": "999001"}
    places = {
        code: Place(name=code, title=code, location_type=kind, address=where)
        for code, kind, where in (("doma", "physical", address), ("ukryt", "confidential", None))
    }
    care = service(
        "pece",
        forms=("field",),
        target_groups=("seniors", "youth-at-risk"),
        capacities=[{"unit": "clients", "form": "field", "registered": 20, "as_of": DAY}],
        places=[{"place": "doma", "title": "Kancelář"}, {"place": "ukryt"}, {"place": "zrusene"}],
    )
    ended = service("stara", validity=Period(start=DAY, end=date(2026, 6, 30)))
    closed = service("zrusena", status="defunct")
    entries = address_book(
        [provider("mesto"), provider(ico="00000019")], [care, ended, closed, related()], places, profile, TODAY
    )
    assert [entry.title for entry in entries] == ["Organizace charita", "Organizace mesto"]
    charity = entries[0]
    assert charity.ico == "00000019"
    assert charity.working_groups == ("seniors", "families")
    assert [offered.title for offered in charity.services] == ["Služba klub", "Služba pece"]
    offered = charity.services[1]
    assert [(item.unit, item.registered) for item in offered.capacities] == [("clients", 20)]
    assert [(place.title, place.address, place.municipality) for place in offered.places] == [
        ("Kancelář", "Dlouhá 1, 70030 Vzorov", "999001"),
        ("ukryt", "", ""),
    ]
