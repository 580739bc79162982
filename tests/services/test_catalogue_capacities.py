"""Present capacities through the contract: who reports, who sees, and when a number is gone."""

from datetime import UTC, datetime, timedelta

import pytest
from support.catalogue import AREA, Catalogue, refusal

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import catalogue_service_pb2 as read
from komplan.catalogue.v1.capacity_pb2 import CapacityReport
from komplan_core.catalogue.opening import PRAGUE
from komplan_core.errors import Forbidden, NotFound

HOME = f"{AREA}/services/domov"


def day(back: int = 0):
    on = datetime.now(UTC).astimezone(PRAGUE).date() - timedelta(days=back)
    return {"year": on.year, "month": on.month, "day": on.day}


@pytest.fixture
def catalogue(instance):
    running = Catalogue(instance("catalogue"))
    running.provider("tester")  # the id that the test's callers present
    running.provider("charita")
    capacity = {"unit": "beds", "form": "residential", "registered": 40, "as_of": day()}
    running.registered("domov", "home-for-seniors", provider=f"{AREA}/providers/tester", capacities=[capacity])
    running.service("poradna")
    return running


def report(catalogue, parent=HOME, roles=("catalogue-editor",), **values):
    given = {"unit": "beds", "form": "residential", "status": "capacity", "as_of": day(), **values}
    request = edit.ReportCapacityRequest(parent=parent, report=CapacityReport(**given))
    return catalogue.instance.ask("CatalogueEditorService/ReportCapacity", request, roles=roles)


def warnings(catalogue, **values):
    return list(report(catalogue, **values).warnings)


def seen(catalogue, roles=()):
    request = read.ListCapacitiesRequest(parent=HOME)
    (found,) = catalogue.instance.ask("CatalogueService/ListCapacities", request, roles=roles).capacities
    return found


def test_a_report_stands_beside_the_registered_maximum_and_replaces_the_one_before(catalogue):
    report(catalogue, available=5, waiting=2, status="waitlist")
    report(catalogue, available=3)
    found = seen(catalogue)
    assert (found.registered, found.available, found.status) == (40, 3, "capacity")
    assert not found.HasField("waiting")
    assert not found.expired


def test_a_report_that_is_odd_is_kept_and_asked_back(catalogue):
    assert warnings(catalogue, available=41) == ["AVAILABLE_ABOVE_REGISTERED"]
    assert warnings(catalogue, available=41, note="přístavba od května") == []
    assert warnings(catalogue, waiting=3) == ["WAITING_DESPITE_CAPACITY"]
    assert seen(catalogue).waiting == 3


def test_registered_capacities_are_summed_over_services_by_form_and_unit(catalogue):
    for service, unit, registered in (("d1", "beds", 5), ("d2", "clients", 7)):
        capacity = {"unit": unit, "form": "residential", "registered": registered, "as_of": day()}
        catalogue.registered(service, "home-for-seniors", capacities=[capacity])
    totals = {(item.form, item.unit): item.registered for item in catalogue.counts().capacities}
    assert totals == {("residential", "beds"): 45, ("residential", "clients"): 7}


def test_an_old_report_is_unknown_today(catalogue):
    report(catalogue, available=3, as_of=day(15))
    found = seen(catalogue)
    assert not found.HasField("available")
    assert (found.status, found.expired, found.registered) == ("unknown", True, 40)


def test_a_provider_reports_for_its_own_services_only(catalogue):
    report(catalogue, roles=("provider",), available=1)
    with pytest.raises(Forbidden, match="own services"):
        report(catalogue, parent=f"{AREA}/services/poradna", roles=("provider",), unit="clients", form="outpatient")


def test_hidden_numbers_are_for_those_who_may_see_them(catalogue):
    report(catalogue, available=3, waiting=9, available_visibility="professionals", waiting_visibility="hidden")
    assert not seen(catalogue).HasField("available")
    assert seen(catalogue, ("professional",)).available == 3
    assert not seen(catalogue, ("professional",)).HasField("waiting")
    assert seen(catalogue, ("catalogue-editor",)).waiting == 9


def test_a_report_of_tomorrow_or_of_no_service_is_refused(catalogue):
    assert refusal(report, catalogue, as_of=day(-1)) == ("report.as_of", "INVALID_VALUE")
    assert refusal(report, catalogue, unit="pokoje") == ("report.unit", "UNKNOWN_CODE")
    with pytest.raises(NotFound):
        report(catalogue, parent=f"{AREA}/services/nikde")


def test_reports_go_with_their_service(catalogue):
    report(catalogue, available=3)
    catalogue.delete(HOME)
    with pytest.raises(NotFound):
        seen(catalogue)
    tombstones = {name for name, _, deleted, _ in catalogue.journal() if deleted}
    assert tombstones == {HOME, f"{HOME}/capacities/residential-beds"}
