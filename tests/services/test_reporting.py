"""A report from its draft to its publication and correction, on both kinds of store."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.catalogue import AREA, refusal
from support.reporting import FULL, OFFICE, OWN, PROVIDER, Reporting, period_name, public_name, report_name

from komplan.catalogue.v1 import reporting_editor_service_pb2 as edit
from komplan.catalogue.v1 import reporting_service_pb2 as read
from komplan_catalogue.repositories.kinds import METADATA
from komplan_catalogue.repositories.reporting import PUBLISHED_REPORTS, REPORT_PERIODS, REPORTS
from komplan_core.errors import NotFound, Refused, Stale
from komplan_kit import fsck
from komplan_kit.engine import Store


@pytest.fixture
def reporting(instance):
    found = Reporting(instance("catalogue"))
    found.services("pece")
    found.open()
    return found


def public(reporting):
    return reporting.look("GetPublishedReport", read.GetPublishedReportRequest(name=public_name()))


def test_a_provider_reports_and_the_office_publishes(reporting):
    draft = reporting.begin(roles=PROVIDER, **FULL)
    assert (draft.name, draft.service, draft.provider) == (report_name(), f"{AREA}/services/pece", OWN)
    assert (draft.state, draft.version) == ("draft", 1)
    assert [(item.code, item.value) for item in draft.computed] == [("cost-per-client", "52500.03")]
    states = [
        reporting.move("Submit", draft.name, PROVIDER).state,
        reporting.move("Return", draft.name, reason="chybí obložnost").state,
        reporting.change(draft.name, "note", roles=PROVIDER, note="terénní služba").state,
        reporting.move("Submit", draft.name, PROVIDER).state,
        reporting.move("Accept", draft.name).state,
        reporting.move("Publish", draft.name).state,
    ]
    assert states == ["submitted", "returned", "returned", "submitted", "accepted", "published"]
    whole = reporting.get(draft.name)
    assert whole.return_reason == ""
    assert whole.HasField("submitted_on")
    assert whole.HasField("published_on")
    assert list(whole.clients) == list(draft.clients)


def test_the_whole_way_stands_in_the_journal(reporting):
    reporting.publish(**FULL)
    mine = [entry for entry in reporting.catalogue.journal() if "report-periods" in entry[0]]
    assert [name for name, _, _, _ in mine] == [period_name("2026"), *[report_name()] * 4, public_name()]
    assert public(reporting).revision == int(reporting.get(report_name()).etag)


def test_everybody_reads_what_is_published_and_nothing_that_counts_people(reporting):
    values = {**FULL, "note": "jen pro úřad", "units": [*FULL["units"], {"unit": "clients", "delivered": 20}]}
    name = reporting.begin(**values).name
    with pytest.raises(NotFound):
        public(reporting)
    reporting.move("Submit", name)
    reporting.move("Accept", name)
    with pytest.raises(NotFound):
        public(reporting)
    reporting.move("Publish", name)
    seen = public(reporting)
    assert [line.unit for line in seen.units] == ["contacts"]
    assert [item.code for item in seen.indicators] == [
        "hours-of-work-with-clients"
    ]  # the cost of a client tells how many
    assert [line.actual for line in seen.costs] == [100_000_000, 5_000_050]
    assert "jen pro" not in str(seen)
    assert not {"clients", "refusals", "new_clients", "note"} & set(seen.DESCRIPTOR.fields_by_name)


def test_a_correction_is_a_new_version_and_the_old_one_stays_until_it_is_published(reporting):
    reporting.publish(**FULL)
    first = public(reporting)
    draft = reporting.move("Correct", report_name(), PROVIDER, reason="opravené mzdy")
    assert (draft.state, draft.version, draft.correction_reason) == ("draft", 2, "opravené mzdy")
    assert not draft.HasField("published_on")
    reporting.change(report_name(), "costs", roles=PROVIDER, costs=[{"category": "wages", "actual": 90_000_000}])
    assert public(reporting) == first
    before = reporting.chart("cost-per-unit")
    for action in ("Submit", "Accept"):
        reporting.move(action, report_name())
    assert public(reporting) == first
    assert reporting.chart("cost-per-unit") == before
    reporting.move("Publish", report_name())
    second = public(reporting)
    assert (second.version, [line.actual for line in second.costs]) == (2, [90_000_000])
    assert reporting.chart("cost-per-unit") != before


def test_what_may_not_be_done_in_a_state_is_refused(reporting):
    name = reporting.begin(**FULL).name
    for action in ("Accept", "Publish"):
        assert refusal(reporting.move, action, name) == ("", "TRANSITION_NOT_ALLOWED")
    assert refusal(reporting.move, "Return", name, reason="x") == ("", "TRANSITION_NOT_ALLOWED")
    assert refusal(reporting.move, "Correct", name, reason="x") == ("", "TRANSITION_NOT_ALLOWED")
    reporting.move("Submit", name)
    assert refusal(reporting.change, name, "note", note="x") == ("", "TRANSITION_NOT_ALLOWED")
    assert refusal(reporting.move, "Submit", name) == ("", "TRANSITION_NOT_ALLOWED")
    assert reporting.get(name).state == "submitted"


def test_a_return_and_a_correction_say_why(reporting):
    name = reporting.begin(**FULL).name
    reporting.move("Submit", name)
    assert refusal(reporting.move, "Return", name, reason="  ") == ("reason", "REQUIRED")
    reporting.move("Accept", name)
    assert reporting.move("Return", name, reason="ještě jednou").return_reason == "ještě jednou"
    for action in ("Submit", "Accept", "Publish"):
        reporting.move(action, name)
    assert refusal(reporting.move, "Correct", name) == ("reason", "REQUIRED")


def test_a_stale_etag_is_refused_in_every_step(reporting):
    old = reporting.begin(**FULL)
    reporting.change(old.name, "note", note="novější")
    with pytest.raises(Stale):
        reporting.change(old.name, "note", etag=old.etag, note="starší")
    for action in ("Submit", "Accept", "Publish"):
        with pytest.raises(Stale):
            reporting.move(action, old.name, etag=old.etag)
        reporting.move(action, old.name, etag=reporting.get(old.name).etag)
    with pytest.raises(Stale):
        reporting.move("Correct", old.name, etag=old.etag, reason="x")


def test_a_repeated_request_has_no_second_effect(reporting):
    first = reporting.begin(request_id="r-1", **FULL)
    assert reporting.begin(request_id="r-1", **FULL) == first
    submitted = reporting.move("Submit", first.name, request_id="r-2")
    assert reporting.move("Submit", first.name, request_id="r-2") == submitted
    assert reporting.open(2027, request_id="r-3") == reporting.open(2027, request_id="r-3")


def test_whole_reports_are_imported_by_one_call_each_whether_begun_or_not(reporting):
    name = report_name()
    with pytest.raises(NotFound):
        reporting.change(name, **FULL)
    first = reporting.change(name, roles=PROVIDER, missing=True, **FULL)
    again = reporting.change(name, roles=PROVIDER, missing=True, occupancy="80")
    assert (first.version, again.version, again.occupancy, list(again.clients)) == (1, 1, "80", [])


def test_a_report_is_begun_once_for_a_service_that_there_is(reporting):
    reporting.begin()
    assert refusal(reporting.begin) == ("", "ALREADY_EXISTS")
    assert refusal(reporting.begin, "nic") == ("service", "REFERENCE_MISSING")
    assert refusal(reporting.begin, period="2031") == ("", "NOT_FOUND")


def test_related_services_may_report_too(reporting):
    reporting.catalogue.service("pujcovna", provider=OWN)
    reporting.publish("pujcovna", **FULL)
    coverage = reporting.look("GetCoverage", read.GetCoverageRequest(name=period_name("2026")))
    assert (coverage.expected, coverage.received, coverage.published) == (1, 0, 1)


ACTIONS = st.sampled_from(["Submit", "Return", "Accept", "Publish", "Correct", "change"])


def test_whatever_is_done_what_is_published_changes_only_by_publishing(instance):
    reporting = Reporting(instance("catalogue"))
    reporting.services()
    reporting.open()
    numbers = iter(range(10_000))

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(ACTIONS, max_size=14))
    def holds(actions):
        code = f"s{next(numbers)}"
        reporting.catalogue.registered(code, provider=OWN)
        name = reporting.begin(code, **FULL).name
        shown, version = None, 1
        for step, action in enumerate(actions):
            reason = {"reason": "proč"} if action in ("Return", "Correct") else {}
            try:
                if action == "change":
                    report = reporting.change(name, "units", units=[{"unit": "calls", "delivered": step}])
                else:
                    report = reporting.move(action, name, **reason)
            except Refused:
                continue
            version += action == "Correct"
            assert report.version == version
            seen = found(code)
            if action != "Publish":
                assert seen == shown
            shown = seen
            assert seen is None or seen.version == (version if report.state == "published" else seen.version)

    def found(code):
        try:
            request = read.GetPublishedReportRequest(name=public_name(code))
            return reporting.look("GetPublishedReport", request)
        except NotFound:
            return None

    holds()


def test_an_office_reads_any_current_version_and_lists_by_state(reporting):
    reporting.services("jina", provider="charita")
    reporting.begin()
    reporting.begin("jina")
    reporting.move("Submit", report_name("jina"))

    def listed(**filters):
        request = edit.ListReportsRequest(parent=period_name("2026"), **filters)
        return [item.name for item in reporting.ask("ListReports", request, OFFICE).reports]

    assert listed() == [report_name(), report_name("jina")]
    assert listed(state="submitted") == [report_name("jina")]
    assert listed(provider=OWN) == [report_name()]
    assert refusal(listed, page_token="x") == ("page_token", "PAGE_TOKEN")


def test_rows_messages_and_journal_say_the_same_of_everything_that_was_reported(reporting):
    explained = {"explanations": [{"subject": "clients", "text": "nová pobočka"}], "stated_cost": 1, "note": "ž"}
    reporting.publish(**FULL, **explained)
    reporting.move("Correct", report_name(), reason="oprava")
    reporting.change(report_name(), "incomes", "occupancy", occupancy="99.5")
    reporting.close()
    store = Store(reporting.instance.databases["catalogue"])
    assert fsck.check(store, METADATA, (REPORT_PERIODS, REPORTS, PUBLISHED_REPORTS)) == []
