"""What a report must say: indicators of the manual, and words where a figure leapt against last year."""

import pytest
from support.catalogue import refusal
from support.reporting import FULL, PROVIDER, Reporting, report_name

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as entries
from komplan.catalogue.v1 import reporting_editor_service_pb2 as edit
from komplan_core.errors import Invalid


@pytest.fixture
def reporting(instance):
    found = Reporting(instance("catalogue"))
    found.services("pece")
    found.open()
    return found


def test_a_leap_against_last_year_must_be_explained_before_it_is_submitted(reporting):
    reporting.open(2025)
    reporting.publish(period="2025", **FULL)
    twice = {
        **FULL,
        "clients": [{"target_group": "seniors", "clients": 40}],
        "units": [{"unit": "contacts", "delivered": 9}],
    }
    draft = reporting.begin(roles=PROVIDER, **twice)
    assert [item.field for item in draft.findings if item.reason == "leap"] == ["clients", "units-contacts"]
    with pytest.raises(Invalid) as told:
        reporting.move("Submit", draft.name, PROVIDER)
    assert [(item.field, item.reason) for item in told.value.violations] == [
        ("explanations", "EXPLANATION_REQUIRED")
    ] * 2
    assert reporting.get(draft.name).state == "draft"
    said = [{"subject": code, "text": "nová pobočka"} for code in ("clients", "units-contacts")]
    reporting.change(draft.name, "explanations", roles=PROVIDER, explanations=said)
    submitted = reporting.move("Submit", draft.name, PROVIDER)
    assert [item.field for item in submitted.findings if item.reason == "leap"] == ["clients", "units-contacts"]


def test_last_years_report_counts_once_it_was_submitted_and_only_of_the_same_kind_of_period(reporting):
    reporting.open(2025)
    reporting.open(2025, 1)
    reporting.begin(period="2025", clients=[{"clients": 5}])
    reporting.publish(period="2025-1", clients=[{"clients": 5}])

    def leaps():
        found = reporting.change(report_name(), "clients", clients=[{"clients": 500}]).findings
        return [item.field for item in found if item.reason == "leap"]

    reporting.begin()
    assert leaps() == []
    reporting.move("Submit", report_name(period="2025"))
    assert leaps() == ["clients"]


def test_indicators_are_those_of_the_manual(reporting):
    def indicators(*codes):
        return {"indicators": [{"code": code, "value": "1"} for code in codes]}

    field = "report.indicators.0.code"
    assert refusal(reporting.begin, **indicators("cost-per-client")) == (field, "INDICATOR_NOT_TAKEN")
    assert refusal(reporting.begin, **indicators("nights")) == (field, "INDICATOR_NOT_TAKEN")
    assert refusal(reporting.begin, explanations=[{"subject": "weather", "text": "déšť"}]) == (
        "report.explanations.0.subject",
        "UNKNOWN_CODE",
    )
    assert refusal(reporting.begin, **indicators("waiting-applicants", "waiting-applicants")) == (
        "report.indicators",
        "DUPLICATE_CODE",
    )


def test_a_manual_holds_from_its_day_and_for_its_types(instance):
    ostrava = Reporting(instance("catalogue", plugins=("ostrava",), area="ostrava"))
    area = "areas/ostrava"
    for method, request in (
        ("CreateProvider", edit_provider(area)),
        ("CreateService", edit_service(area)),
    ):
        ostrava.catalogue.write(method, request)
    taken = {}
    for year in (2008, 2009):
        due = {"year": year + 1, "month": 3, "day": 31}
        ostrava.ask(
            "CreateReportPeriod", edit.CreateReportPeriodRequest(parent=area, report_period={"year": year, "due": due})
        )
        request = edit.CreateReportRequest(parent=f"{area}/report-periods/{year}", service=f"{area}/services/pece")
        found = ostrava.ask("CreateReport", request).findings
        taken[year] = [item.message for item in found if item.reason == "indicator-missing"]
    assert taken[2008] == []
    assert len(taken[2009]) == 3
    assert not any("lůžkodnů" in message for message in taken[2009])  # home care has no beds


def edit_provider(area):
    return entries.CreateProviderRequest(parent=area, provider={"title": "Charita"}, provider_id="charita")


def edit_service(area):
    service = {
        "title": "Péče",
        "provider": f"{area}/providers/charita",
        "service_class": "registered",
        "registration_number": "1",
        "service_type": "home-care",
    }
    return entries.CreateServiceRequest(parent=area, service=service, service_id="pece")
