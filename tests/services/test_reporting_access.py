"""Whose reports are whose: a provider its own, the office all, everybody what is published."""

from datetime import date

import pytest
from google.protobuf.message_factory import GetMessageClass
from support.catalogue import AREA, refusal
from support.reporting import CITIZEN, FULL, OFFICE, OWN, PROVIDER, Reporting, period_name, report_name

from komplan.catalogue.v1 import reporting_editor_service_pb2 as edit
from komplan.catalogue.v1 import reporting_service_pb2 as read
from komplan_core.errors import Forbidden, NotFound, PlanError, Stale
from komplan_kit.access import ROLES, TABLE


@pytest.fixture
def reporting(instance):
    """`pece` is the caller's own service, `domov` another provider's."""
    found = Reporting(instance("catalogue"))
    found.services("pece")
    found.services("domov", provider="charita")
    found.open()
    return found


def test_each_method_takes_the_roles_of_its_row(reporting):
    services = ((read, "ReportingService"), (edit, "ReportingEditorService"))
    for module, service in services:
        for method in module.DESCRIPTOR.services_by_name[service].methods:
            request = GetMessageClass(method.input_type)()
            call = reporting.instance.stream if method.server_streaming else reporting.instance.ask
            for role in ROLES:
                with pytest.raises(PlanError) as told:  # an empty request is wrong for everybody
                    call(f"{service}/{method.name}", request, () if role == "anyone" else (role,))
                may = bool(TABLE[f"/{method.containing_service.full_name}/{method.name}"] & {role, "anyone"})
                assert isinstance(told.value, Forbidden) is not may, (method.name, role)


def test_a_provider_writes_and_reads_reports_of_its_own_services_only(reporting):
    reporting.begin("domov", **FULL)
    reporting.begin("pece", roles=PROVIDER, **FULL)
    others = report_name("domov")
    own_period = period_name("2026")
    calls = [
        lambda: reporting.get(others, PROVIDER),
        lambda: reporting.change(others, "note", roles=PROVIDER, note="x"),
        lambda: reporting.change(others, roles=PROVIDER, missing=True, note="x"),
        lambda: reporting.move("Submit", others, PROVIDER),
        lambda: reporting.move("Correct", others, PROVIDER, reason="x"),
        lambda: reporting.ask("CompareReports", edit.CompareReportsRequest(name=f"{AREA}/services/domov"), PROVIDER),
    ]
    for call in calls:
        with pytest.raises(Forbidden) as refused:
            call()
        assert refused.value.reason == "ROLE_REQUIRED"
    listed = reporting.ask("ListReports", edit.ListReportsRequest(parent=own_period), PROVIDER).reports
    assert [item.name for item in listed] == [report_name("pece")]
    asked = edit.ListReportsRequest(parent=own_period, provider=f"{AREA}/providers/charita")
    assert [item.name for item in reporting.ask("ListReports", asked, PROVIDER).reports] == [report_name("pece")]


def test_a_provider_may_not_begin_another_ones_report(reporting):
    with pytest.raises(Forbidden):
        reporting.begin("domov", roles=PROVIDER)
    with pytest.raises(Forbidden):
        reporting.change(report_name("domov"), roles=PROVIDER, missing=True)
    assert reporting.ask("ListReports", edit.ListReportsRequest(parent=period_name("2026"))).reports == []


def test_other_offices_have_no_say_even_if_they_provide_services(reporting):
    reporting.begin("domov")
    for role in ("editor", "clerk", "professional"):
        with pytest.raises(Forbidden):
            reporting.get(report_name("domov"), (role, "provider"))
        with pytest.raises(Forbidden):
            reporting.chart("refusals", roles=(role,), whole_counts=True)


def test_a_service_that_moves_takes_its_report_to_the_new_provider(reporting):
    reporting.begin("pece", roles=PROVIDER, **FULL)
    service = f"{AREA}/services/pece"
    reporting.catalogue.update_service(service, "provider", provider=f"{AREA}/providers/charita")
    with pytest.raises(Forbidden):
        reporting.move("Submit", report_name("pece"), PROVIDER)
    mine = edit.ListReportsRequest(parent=period_name("2026"))
    assert reporting.ask("ListReports", mine, PROVIDER).reports == []
    assert reporting.move("Submit", report_name("pece")).provider == f"{AREA}/providers/charita"


def test_only_the_office_judges(reporting):
    name = reporting.begin("pece", roles=PROVIDER, **FULL).name
    reporting.move("Submit", name, PROVIDER)
    for action in ("Accept", "Publish"):
        with pytest.raises(Forbidden):
            reporting.move(action, name, PROVIDER)
    with pytest.raises(Forbidden):
        reporting.move("Return", name, PROVIDER, reason="x")
    assert reporting.get(name).state == "submitted"


def test_a_provider_is_told_of_its_own_late_reports_only(reporting):
    def late(roles):
        response = reporting.ask("ListLateReports", edit.ListLateReportsRequest(parent=period_name("2026")), roles)
        return [item.service_title for item in response.late_reports], response.coverage.expected

    assert late(OFFICE) == (["Služba domov", "Služba pece"], 2)
    assert late(PROVIDER) == (["Služba pece"], 2)
    reporting.begin("pece", roles=PROVIDER, **FULL)
    reporting.move("Submit", report_name("pece"), PROVIDER)
    assert late(PROVIDER) == ([], 2)


def test_the_late_list_counts_days_since_a_report_was_due(reporting):
    reporting.open(2020)
    reporting.begin("pece", "2020")
    request = edit.ListLateReportsRequest(parent=period_name("2020"))
    found = {item.service: item for item in reporting.ask("ListLateReports", request).late_reports}
    late = found[f"{AREA}/services/pece"]
    assert (late.state, late.provider, late.provider_title) == ("draft", OWN, "Organizace tester")
    assert late.days_late >= (date(2026, 1, 1) - date(2021, 3, 31)).days
    assert found[f"{AREA}/services/domov"].state == ""


def test_everybody_sees_periods_and_how_complete_they_are(reporting):
    reporting.open(2026, 1)
    request = read.ListReportPeriodsRequest(parent=AREA)
    listed = reporting.look("ListReportPeriods", request).report_periods
    assert [item.name for item in listed] == [period_name("2026"), period_name("2026-1")]
    found = reporting.look("GetReportPeriod", read.GetReportPeriodRequest(name=period_name("2026-1")))
    assert (found.year, found.half, found.closed) == (2026, 1, False)
    coverage = reporting.look("GetCoverage", read.GetCoverageRequest(name=period_name("2026")))
    assert (coverage.title, coverage.expected, coverage.received) == ("rok 2026", 2, 0)
    assert [(item.title, item.services) for item in coverage.silent] == [
        ("Organizace charita", 1),
        ("Organizace tester", 1),
    ]


def test_published_reports_are_listed_page_by_page(reporting):
    for code in ("pece", "domov"):
        reporting.publish(code)

    def listed(**filters):
        request = read.ListPublishedReportsRequest(parent=period_name("2026"), **filters)
        return reporting.look("ListPublishedReports", request)

    first = listed(page_size=1)
    second = listed(page_size=1, page_token=first.next_page_token)
    pages = [item.service for page in (first, second) for item in page.published_reports]
    assert pages == [f"{AREA}/services/pece", f"{AREA}/services/domov"]
    assert [item.service for item in listed(provider=OWN).published_reports] == [f"{AREA}/services/pece"]


def test_a_period_is_opened_once_and_keeps_its_year(reporting):
    assert refusal(reporting.open) == ("", "ALREADY_EXISTS")
    period = {"name": period_name("2026"), "year": 2027, "due": {"year": 2027, "month": 1, "day": 1}}
    request = edit.UpdateReportPeriodRequest(report_period=period)
    assert refusal(reporting.ask, "UpdateReportPeriod", request) == ("report_period.year", "INVALID_VALUE")
    request = edit.UpdateReportPeriodRequest(report_period={**period, "year": 2026}, update_mask={"paths": ["due"]})
    assert reporting.ask("UpdateReportPeriod", request).due.month == 1
    request = edit.CloseReportPeriodRequest(name=period_name("2026"), etag="0")
    with pytest.raises(Stale):
        reporting.ask("CloseReportPeriod", request)


def test_a_period_without_reports_can_be_deleted(reporting):
    delete = edit.DeleteReportPeriodRequest(name=period_name("2026"))
    name = reporting.begin().name
    assert refusal(reporting.ask, "DeleteReportPeriod", delete) == ("", "STILL_REFERRED_TO")
    assert name == reporting.get(name).name
    reporting.open(2030)
    reporting.ask("DeleteReportPeriod", edit.DeleteReportPeriodRequest(name=period_name("2030")))
    with pytest.raises(NotFound):
        reporting.look("GetReportPeriod", read.GetReportPeriodRequest(name=period_name("2030")))


def test_a_closed_period_takes_what_was_returned_and_corrections_only(reporting):
    reporting.publish("domov", **FULL)
    returned = reporting.begin("pece", **FULL).name
    reporting.move("Submit", returned)
    reporting.move("Return", returned, reason="doplnit")
    reporting.catalogue.registered("nova", provider=OWN)
    draft = reporting.begin("nova").name
    reporting.close()
    assert refusal(reporting.close) == ("", "TRANSITION_NOT_ALLOWED")
    reporting.catalogue.registered("pozdni", provider=OWN)
    assert refusal(reporting.begin, "pozdni") == ("", "PERIOD_CLOSED")
    assert refusal(reporting.change, draft, "note", note="x") == ("", "PERIOD_CLOSED")
    assert refusal(reporting.move, "Submit", draft) == ("", "PERIOD_CLOSED")
    reporting.change(returned, "note", roles=PROVIDER, note="doplněno")
    assert reporting.move("Submit", returned, PROVIDER).state == "submitted"
    reporting.move("Correct", report_name("domov"), reason="oprava")
    assert reporting.move("Submit", report_name("domov")).version == 2
    reporting.ask("ReopenReportPeriod", edit.ReopenReportPeriodRequest(name=period_name("2026")))
    assert reporting.move("Submit", draft).state == "submitted"


def test_a_name_of_another_area_is_refused(reporting):
    elsewhere = "areas/jinde"
    calls = [
        (reporting.ask, "GetReport", edit.GetReportRequest(name=f"{elsewhere}/report-periods/2026/reports/pece")),
        (reporting.ask, "CreateReport", edit.CreateReportRequest(parent=f"{elsewhere}/report-periods/2026")),
        (reporting.look, "GetFounderTable", read.GetFounderTableRequest(parent=elsewhere)),
        (reporting.look, "GetChart", read.GetChartRequest(name=f"{elsewhere}/report-periods/2026", chart="sources")),
    ]
    for call, method, request in calls:
        assert refusal(call, method, request) == ("", "AREA_MISMATCH"), method


def test_a_service_with_reports_cannot_be_deleted(reporting):
    reporting.begin("pece", roles=PROVIDER)
    assert refusal(reporting.catalogue.delete, f"{AREA}/services/pece") == ("", "STILL_REFERRED_TO")
    assert reporting.get(report_name("pece")).service == f"{AREA}/services/pece"
    assert reporting.catalogue.get(f"{AREA}/services/pece").name


def test_a_citizen_sees_no_working_report(reporting):
    name = reporting.begin(**FULL).name
    with pytest.raises(Forbidden):
        reporting.get(name, CITIZEN)
