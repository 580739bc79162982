"""Figures of published reports: charts, comparison, founders, the address book. People never stand out."""

import tomllib
from itertools import cycle

import pytest
from google.protobuf.json_format import MessageToJson
from support.catalogue import AREA, refusal
from support.reporting import CITIZEN, FULL, OFFICE, OWN, PROVIDER, Reporting, period_name, rows

from komplan.catalogue.v1 import reporting_editor_service_pb2 as edit
from komplan.catalogue.v1 import reporting_service_pb2 as read
from komplan_core.errors import Forbidden
from komplan_core.example import read_example
from komplan_core.reporting.charts import ChartCode


@pytest.fixture
def reporting(instance):
    found = Reporting(instance("catalogue"))
    found.open()
    return found


def test_ustis_first_chart_tells_the_citys_money_by_founder(reporting):
    def town(amount):
        return {"incomes": [{"source": "municipality", "municipality": "999001", "actual": amount}]}

    reporting.services("domov", provider="mesto", founder_type="municipality")
    reporting.services("pece", "poradna", founder_type="church")
    reporting.publish("domov", incomes=[{"source": "founder", "municipality": "999001", "actual": 200_000}])
    reporting.publish("pece", **town(50_000))
    reporting.publish("poradna", **town(50_001))
    chart = reporting.chart("money-by-founder")
    assert rows(chart) == {
        "municipality": ("200000", "66.67", "1"),
        "church": ("100001", "33.33", "2"),
        "total": ("300001", "100.00", "3"),
    }
    assert [row.title for row in chart.rows] == ["obec / městská část", "církev / náboženská společnost"]
    assert chart.coverages[0].title == "rok 2026"


def test_ustis_second_chart_tells_clients_by_area_of_help(reporting):
    reporting.services("pece", "klub")
    reporting.publish("pece", clients=[{"target_group": "seniors", "clients": 30}])
    reporting.publish("klub", clients=[{"target_group": "youth-at-risk", "clients": 3}], overlap=True)
    assert rows(reporting.chart("clients-by-area")) == {"seniors": ("…",), "families": ("…",)}
    assert rows(reporting.chart("clients-by-area", roles=OFFICE, whole_counts=True)) == {
        "seniors": ("30",),
        "families": ("3",),
    }
    reporting.close()
    chart = reporting.chart("clients-by-area")
    assert rows(chart) == {"seniors": ("30",), "families": ("…",)}
    assert not chart.HasField("total")
    assert chart.notes[0].startswith("Nelze sčítat.")
    assert "Výkazy, jejichž klienti využívají i jinou službu: 1." in chart.notes


def test_every_chart_stands_beside_its_coverage_and_only_published_reports_count(reporting):
    reporting.services("pece", "klub", "domov")
    reporting.publish("pece", **FULL)
    accepted = reporting.begin("klub", **FULL).name
    for action in ("Submit", "Accept"):
        reporting.move(action, accepted)
    for code in ChartCode:
        chart = reporting.chart(code)
        (coverage,) = chart.coverages
        assert (coverage.expected, coverage.received, coverage.published) == (3, 2, 1)
        assert [(item.provider, item.services) for item in coverage.silent] == [(OWN, 1)]
        assert chart.code == code
    assert rows(reporting.chart("workload")) == {"home-care/field": ("2.5",), "total": ("2.5",)}


def test_only_the_office_sees_whole_counts(reporting):
    for roles in (CITIZEN, PROVIDER, ("analyst",)):
        with pytest.raises(Forbidden):
            reporting.chart("refusals", roles=roles, whole_counts=True)
    assert reporting.chart("refusals", roles=OFFICE, whole_counts=True).title
    assert refusal(reporting.chart, "profit") == ("chart", "UNKNOWN_CODE")
    assert refusal(reporting.chart, "refusals", "2031") == ("", "NOT_FOUND")


def test_sources_are_told_for_all_years_up_to_the_one_that_is_asked(reporting):
    reporting.services("pece")
    for year, amount in ((2025, 10_000), (2027, 30_000), (2026, 20_000)):
        if year != 2026:
            reporting.open(year)
        reporting.begin("pece", str(year), incomes=[{"source": "gifts", "actual": amount}])
        leap = {"explanations": [{"subject": "income", "text": "sbírka"}]}
        reporting.change(f"{period_name(str(year))}/reports/pece", "explanations", **leap)
        for action in ("Submit", "Accept", "Publish"):
            reporting.move(action, f"{period_name(str(year))}/reports/pece")
    chart = reporting.chart("sources")
    assert [column.title for column in chart.columns] == ["rok 2025", "rok 2026"]
    assert rows(chart) == {"gifts": ("10000", "20000"), "total": ("10000", "20000")}
    assert len(chart.coverages) == 2


def test_years_of_one_service_stand_beside_each_other(reporting):
    reporting.services("pece")
    reporting.open(2025)
    reporting.publish("pece", "2025", **FULL)
    name = reporting.begin(
        "pece", **{**FULL, "occupancy": "90", "workload": [{"profession": "care-worker", "fte": "3"}]}
    ).name
    request = read.GetComparisonRequest(name=f"{AREA}/services/pece")

    def told(comparison):
        return {item.code: [value.value for value in item.values] for item in comparison.quantities}

    public = reporting.look("GetComparison", request)
    assert [(item.title, item.reported) for item in public.periods] == [("rok 2025", True), ("rok 2026", False)]
    assert told(public)["workload"] == ["2.5", ""]
    own_request = edit.CompareReportsRequest(name=f"{AREA}/services/pece")
    assert told(reporting.ask("CompareReports", own_request, PROVIDER))["workload"] == ["2.5", ""]
    reporting.move("Submit", name)
    own = reporting.ask("CompareReports", own_request, PROVIDER)
    assert told(own)["workload"] == ["2.5", "3"]
    assert told(own)["clients"] == ["20", "20"]
    change = next(item for item in own.quantities if item.code == "workload").values[1].change_percent
    assert change == "20.00"
    assert "clients" not in told(reporting.look("GetComparison", request))
    assert refusal(reporting.look, "GetComparison", read.GetComparisonRequest(name=request.name, half=3)) == (
        "half",
        "INVALID_VALUE",
    )


CANARIES = {
    "clients": [{"target_group": "seniors", "municipality": "987123", "clients": 7001}],
    "new_clients": 6113,
    "refusals": [{"reason": "health", "applicants": 5227}],
    "units": [{"unit": "clients", "delivered": 7103}],
    "indicators": [{"code": "waiting-applicants", "value": "8111"}],
    "explanations": [{"subject": "clients", "text": "kanarek-vysvetleni"}],
    "note": "kanarek-poznamka",
    "costs": [{"category": "wages", "actual": 100}],
}


def test_no_count_of_people_of_a_single_service_and_no_word_for_the_office_leaves_it(reporting):
    reporting.services("pece", "klub")
    reporting.publish("pece", **CANARIES)
    reporting.close()
    services = read.DESCRIPTOR.services_by_name["ReportingService"].methods
    name, period = f"{AREA}/services/pece", period_name("2026")
    requests = {
        "GetReportPeriod": [read.GetReportPeriodRequest(name=period)],
        "ListReportPeriods": [read.ListReportPeriodsRequest(parent=AREA)],
        "GetPublishedReport": [read.GetPublishedReportRequest(name=f"{period}/published-reports/pece")],
        "ListPublishedReports": [read.ListPublishedReportsRequest(parent=period)],
        "GetCoverage": [read.GetCoverageRequest(name=period)],
        "GetChart": [read.GetChartRequest(name=period, chart=code) for code in ChartCode],
        "GetComparison": [read.GetComparisonRequest(name=name)],
        "GetFounderTable": [read.GetFounderTableRequest(parent=AREA)],
    }
    assert set(requests) | {"ListAddressBook"} == {method.name for method in services}
    said = "".join(
        MessageToJson(reporting.look(method, request))
        for method, asked in requests.items()
        for request in asked
        if getattr(request, "chart", "") not in ("clients-by-area", "refusals")
    )
    said += "".join(map(MessageToJson, reporting.instance.stream("ReportingService/ListAddressBook", book(), CITIZEN)))
    leaked = [word for word in ("7001", "6113", "5227", "7103", "8111", "987123", "kanarek") if word in said]
    assert leaked == []
    assert "100" in said


def book():
    return read.ListAddressBookRequest(parent=AREA)


def test_the_address_book_streams_every_organisation_with_what_it_offers(reporting):
    city = {"founder_type": "municipality", "legal_form": "801", "ico": "00000019", "seat": "Náměstí 1, Vzorov"}
    contact = {"label": "podatelna", "phone": "500 000 001"}
    reporting.catalogue.provider("mesto", title="Město Vzorov", contacts=[contact], **city)
    reporting.services("pece")
    reporting.catalogue.registered(
        "domov",
        "home-for-seniors",
        title="Domov",
        provider=f"{AREA}/providers/mesto",
        forms=["residential"],
        target_groups=["seniors"],
        capacities=[
            {"unit": "beds", "form": "residential", "registered": 40, "as_of": {"year": 2026, "month": 1, "day": 1}}
        ],
    )
    entries = reporting.instance.stream("ReportingService/ListAddressBook", book(), CITIZEN)
    assert [entry.title for entry in entries] == ["Město Vzorov", "Organizace tester"]
    town = entries[0]
    assert (town.ico, town.founder_type, town.legal_form, town.seat) == (
        "00000019",
        "municipality",
        "801",
        city["seat"],
    )
    assert (town.contacts[0].phone, list(town.working_groups)) == ("500 000 001", ["seniors"])
    (home,) = town.services
    assert (home.service_type, list(home.forms), list(home.target_groups)) == (
        "home-for-seniors",
        ["residential"],
        ["seniors"],
    )
    assert (home.capacities[0].registered, home.capacities[0].unit) == (40, "beds")


def test_an_empty_catalogue_has_an_empty_table_and_book(reporting):
    assert not reporting.look("GetFounderTable", read.GetFounderTableRequest(parent=AREA)).rows
    assert reporting.instance.stream("ReportingService/ListAddressBook", book(), CITIZEN) == []


LEGAL_FORMS = {"Statutární": "801", "příspěvkové": "331", "nestátní": "706"}
TYPES = {"counselling": "social-counselling", "care": "home-care", "prevention": "shelter"}


def test_brnos_table_of_providers_and_services_by_founder_is_that_of_its_slide(reporting, shared):
    """Providers and services are made up; how many of each there are is what slides 8 and 9 state."""
    facts = tomllib.loads((shared / "seeds" / "facts.toml").read_text(encoding="utf-8"))["brno"]
    stated = {row["name"].split()[0]: row for row in facts["providers"]["rows"]}
    total = stated.pop("celkem")
    kinds = iter([TYPES[category] for category in TYPES for _ in range(facts["registered_services"][category])])
    for word, row in stated.items():
        founder = "ngo" if word == "nestátní" else "municipality"
        names = [
            reporting.catalogue.provider(
                f"{LEGAL_FORMS[word]}-{n}", founder_type=founder, legal_form=LEGAL_FORMS[word]
            ).name
            for n in range(row["providers"])
        ]
        for _, name in zip(range(row["services"]), cycle(names), strict=False):
            reporting.catalogue.registered(service_type=next(kinds), provider=name)
    table = reporting.look("GetFounderTable", read.GetFounderTableRequest(parent=AREA)).rows
    by_form = {row.legal_form: (row.providers, row.services) for row in table}
    assert by_form == {LEGAL_FORMS[word]: (row["providers"], row["services"]) for word, row in stated.items()}
    assert sum(row.providers for row in table) == total["providers"] == 86
    assert sum(row.services for row in table) == total["services"] == 223
    categories = {category: sum(row.by_category[category] for row in table) for category in TYPES}
    assert categories == {category: facts["registered_services"][category] for category in TYPES}
    demonstration = read_example("komplan_plugin_brno")["demonstration"]["providers"]
    for founder, (providers, services) in demonstration.items():
        rows_of = [row for row in table if row.founder_type == founder]
        assert (sum(row.providers for row in rows_of), sum(row.services for row in rows_of)) == (providers, services)
