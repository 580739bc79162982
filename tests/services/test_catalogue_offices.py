"""Only the office that keeps the catalogue speaks for everybody; a second role of another office adds nothing."""

from itertools import combinations

import pytest
from support.catalogue import AREA, CHARITA
from support.full_catalogue import REFUGE, SERVICE, day, fill, hide, report, today
from support.layers import LayeredCatalogue
from support.reporting import FULL, Reporting, period_name, report_name

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import catalogue_service_pb2 as read
from komplan.catalogue.v1 import change_request_service_pb2 as proposals
from komplan.catalogue.v1 import provenance_editor_service_pb2 as settle
from komplan.catalogue.v1 import provenance_service_pb2 as tell
from komplan.catalogue.v1 import reporting_editor_service_pb2 as reports
from komplan.catalogue.v1 import reporting_service_pb2 as figures
from komplan_core.catalogue.provenance import Layer
from komplan_core.errors import Forbidden, NotFound
from komplan_kit.access import TABLE

PAIRS = [*combinations(("provider", "professional", "editor", "clerk", "analyst", "region"), 2)]
REQUEST, REPORT = f"{AREA}/change-requests/prosba", report_name("domov")
PROPOSED = proposals.ProposeChangeRequest(
    parent=AREA, service={"name": SERVICE, "title": "Jinak"}, update_mask={"paths": ["title"]},
    change_request_id="prosba",
)  # fmt: skip
FREE = {"form": "field", "unit": "contacts", "status": "capacity", "available": 1, "as_of": day(today())}
ONCE = ("CreateReport", "SubmitReport", "CorrectReport", "ProposeChange", "WithdrawChange")
"""Methods that cannot be called again."""
EMPTY = ("reports", "change_requests", "late_reports")
CALLS = (
    ("CatalogueEditorService/ReportCapacity", edit.ReportCapacityRequest(parent=SERVICE, report=FREE)),
    ("CatalogueEditorService/ListRestrictedDetails", edit.ListRestrictedDetailsRequest(owner=SERVICE)),
    ("ProvenanceEditorService/VerifyEntry", settle.VerifyEntryRequest(name=SERVICE)),
    ("ProvenanceEditorService/VerifyEntry", settle.VerifyEntryRequest(name=CHARITA)),
    ("ProvenanceEditorService/VerifyEntry", settle.VerifyEntryRequest(name=REFUGE)),
    ("ChangeRequestService/ProposeChange", PROPOSED),
    ("ChangeRequestService/GetChangeRequest", proposals.GetChangeRequestRequest(name=REQUEST)),
    ("ChangeRequestService/DiffChangeRequest", proposals.DiffChangeRequestRequest(name=REQUEST)),
    ("ChangeRequestService/WithdrawChange", proposals.WithdrawChangeRequest(name=REQUEST)),
    ("ChangeRequestService/ListChangeRequests", proposals.ListChangeRequestsRequest(parent=AREA)),
    ("ReportingEditorService/CreateReport", reports.CreateReportRequest(parent=period_name("2026"), service=SERVICE)),
    ("ReportingEditorService/UpdateReport", reports.UpdateReportRequest(report={"name": REPORT, "note": "x"})),
    ("ReportingEditorService/GetReport", reports.GetReportRequest(name=REPORT)),
    ("ReportingEditorService/ListReports", reports.ListReportsRequest(parent=period_name("2026"))),
    ("ReportingEditorService/SubmitReport", reports.SubmitReportRequest(name=REPORT)),
    ("ReportingEditorService/CorrectReport", reports.CorrectReportRequest(name=REPORT, reason="x")),
    ("ReportingEditorService/ListLateReports", reports.ListLateReportsRequest(parent=period_name("2026"))),
    ("ReportingEditorService/CompareReports", reports.CompareReportsRequest(name=SERVICE)),
)
PUBLIC = (
    ("CatalogueService/ListCapacities", read.ListCapacitiesRequest(parent=SERVICE)),
    ("ProvenanceService/GetProvenance", tell.GetProvenanceRequest(name=SERVICE)),
)


@pytest.fixture
def catalogue(instance):
    """A service of `charita` with all that only some may see; the caller's code is that of another provider."""
    running = LayeredCatalogue(instance("catalogue"))
    fill(running)
    running.provider("tester", title="Tester")
    hide(running, SERVICE, "phone", "777 111 222")
    hide(running, SERVICE, "phone", "777 333 444", "professionals")
    report(running, "residential", "beds", available=9171, available_visibility="hidden")
    running.say(Layer.PROVIDER, SERVICE, {"alert": "Zavřeno"})
    running.update_service(SERVICE, "alert", alert="Otevřeno")
    running.call("ChangeRequestService/ProposeChange", PROPOSED)
    reporting = Reporting(running.instance)
    reporting.open()
    reporting.begin("domov", **FULL)
    yield running
    running.close()


def test_every_method_that_looks_at_its_caller_is_asked_here():
    asked = {method for method, _ in CALLS}
    rows = {path.removeprefix("/komplan.catalogue.v1."): roles for path, roles in TABLE.items() if "catalogue" in path}
    assert asked == {method for method, roles in rows.items() if roles & {"provider", "professional"}}


def test_two_roles_that_do_not_keep_the_catalogue_do_not_keep_it_together(catalogue):
    for pair in PAIRS:
        assert_no_office(catalogue, pair)


def assert_no_office(catalogue, pair):
    """What another provider, or a professional, may do and see."""
    for method, request in CALLS:
        try:
            answer = catalogue.call(method, request, pair)
        except (Forbidden, NotFound):
            continue
        if method.endswith("ListRestrictedDetails"):
            assert [detail.value for detail in answer.details] == ["777 333 444"]
        else:
            (listed,) = [name for name in EMPTY if name in answer.DESCRIPTOR.fields_by_name]
            assert not getattr(answer, listed), method
    capacities, provenance = (catalogue.call(method, request, pair) for method, request in PUBLIC)
    assert "9171" not in str(capacities)
    assert not provenance.others
    chart = figures.GetChartRequest(name=period_name("2026"), chart="refusals", whole_counts=True)
    with pytest.raises(Forbidden):
        catalogue.call("ReportingService/GetChart", chart, pair)


def test_the_office_stays_the_office_whatever_else_it_is(catalogue):
    for role in ("admin", "catalogue-editor"):
        for method, request in CALLS:
            if method.rpartition("/")[2] not in ONCE:
                assert catalogue.call(method, request, (role, "provider")).ByteSize()
        capacities, provenance = (catalogue.call(method, request, (role, "provider")) for method, request in PUBLIC)
        assert "9171" in str(capacities)
        assert [said.layer for said in provenance.others] == ["provider"]
