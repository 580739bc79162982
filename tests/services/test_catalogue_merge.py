"""Two entries become one: nothing is lost silently, whatever referred to the one refers to the other, names lead on."""

import pytest
from support.campaigns import SPRING, Hands
from support.catalogue import AREA, CHARITA, refusal
from support.merging import DAY, OFFICE, MergeOffice, lines

from komplan.catalogue.v1 import change_request_service_pb2 as proposals
from komplan.catalogue.v1 import merge_service_pb2 as pb
from komplan.catalogue.v1.capacity_pb2 import CapacityReport
from komplan_core.errors import Forbidden, NotFound, Refused, Stale

A, B, C = (f"{AREA}/services/{name}" for name in "abc")


@pytest.fixture
def office(instance, monkeypatch):
    clock = Hands()
    monkeypatch.setattr("komplan_catalogue.compose.utc_now", clock)
    made = MergeOffice(instance("catalogue"), clock)
    made.provider()
    return made


def test_a_preview_says_field_by_field_what_stays_and_what_is_lost_and_changes_nothing(office):
    office.service("a", description="Půjčujeme", languages=["cs"], forms=["field"])
    office.service("b", title="Půjčovna", alert="Pozor", languages=["cs", "uk"], forms=["outpatient"])
    before = office.journal()
    preview = office.preview_merge(A, B)
    assert lines(preview) == {
        "title": ("keep", ["Půjčovna pomůcek"], ["Půjčovna"]),
        "forms": ("both", ["terénní", "ambulantní"], []),
        "languages": ("both", ["cs", "uk"], []),
        "description": ("keep", ["Půjčujeme"], []),
        "alert": ("gone", ["Pozor"], []),
    }
    assert {item.field: item.label for item in preview.fields}["alert"] == "Aktuálně"
    assert office.journal() == before


def test_merging_unites_lists_and_leads_the_old_name_to_the_new_entry(office):
    kept = office.service("a", description="Půjčujeme", languages=["cs"])
    office.service("b", alert="Pozor", languages=["uk"], contacts=[{"phone": "555 000 111"}])
    answer = office.merge(A, B)
    after = office.get(A)
    assert (after.title, after.description, after.alert) == (kept.title, "Půjčujeme", "Pozor")
    assert (list(after.languages), after.contacts[0].phone) == (["cs", "uk"], "555 000 111")
    assert answer.keep_etag == after.etag != kept.etag
    assert office.get(B) == after
    assert (answer.merge.gone, answer.merge.kept, answer.merge.target) == (B, A, A)
    assert office.services() == ["a"]
    assert [(name, deleted) for name, _, deleted, _ in office.journal() if name == B] == [(B, False), (B, True)]


def test_the_proposals_of_a_provider_follow_it_and_nobody_inherits_its_id(office):
    office.provider("tester", title="Tester")
    office.service("a", provider=f"{AREA}/providers/tester")
    made = office.propose(A, title="Jinak")
    refused = office.decide(office.propose(A, alert="Pozor"), reason="Ne.")
    office.merge(CHARITA, f"{AREA}/providers/tester")
    listed = requests(office, OFFICE)
    assert [item.name for item in listed] == [made.name, refused.name]
    assert {item.provider for item in listed} == {CHARITA}
    assert requests(office, ("provider",)) == []  # its code leads nowhere any more
    assert refusal(office.provider, "tester", title="Jiná organizace")[1] == "ALREADY_EXISTS"
    assert office.decide(made, "title").state == "accepted"
    assert office.get(A).title == "Jinak"


@pytest.mark.parametrize("kind", ["services", "places"])
def test_an_id_that_leads_elsewhere_is_not_given_again(office, kind):
    create = {"services": office.service, "places": office.place}[kind]
    kept, gone = (create(one, title="Dům").name for one in ("x", "y"))
    office.merge(kept, gone)
    assert refusal(create, "y", title="Dům")[1] == "ALREADY_EXISTS"


def requests(office, roles):
    """The change requests that a caller sees."""
    request = proposals.ListChangeRequestsRequest(parent=AREA)
    return list(office.instance.ask("ChangeRequestService/ListChangeRequests", request, roles).change_requests)


def test_a_choice_takes_the_other_value(office):
    office.service("a", title="Půjčovna", languages=["cs"])
    office.service("b", title="Půjčovna pomůcek", languages=["uk"])
    office.merge(A, B, title="gone", languages="gone")
    assert (office.get(A).title, list(office.get(A).languages)) == ("Půjčovna pomůcek", ["uk"])


def test_a_merged_service_is_found_under_what_it_took_over(office):
    office.service("a", title="Půjčovna")
    office.service("b", title="Půjčovna", description="Vozíky a chodítka")
    office.merge(A, B)
    assert office.search("chodítka") == ["a"]


def test_two_registration_numbers_are_refused(office):
    office.registered("a", registration_number="1")
    office.registered("b", registration_number="2")
    for call in (office.preview_merge, office.merge):
        with pytest.raises(Refused) as refused:
            call(A, B)
        assert refused.value.reason == "MERGE_REFUSED"
    assert office.services() == ["a", "b"]


def test_a_registered_service_takes_in_a_related_one_and_stays_registered(office):
    office.service("a")
    office.registered("b", registration_number="1")
    office.merge(A, B)
    assert (office.get(A).service_class, office.get(A).registration_number) == ("registered", "1")


def test_registered_maxima_are_not_added_and_the_lost_one_is_told(office):
    def beds(number):
        return [{"form": "residential", "unit": "beds", "registered": number, "as_of": DAY}]

    office.registered("a", capacities=beds(40))
    office.registered("b", capacities=[*beds(12), {"form": "field", "unit": "clients", "registered": 9, "as_of": DAY}])
    (capacities,) = [item for item in office.preview_merge(A, B).fields if item.field == "capacities"]
    assert list(capacities.lost) == ["pobytová: 12 (lůžka), registrováno k 1. 1. 2027"]
    office.merge(A, B)
    stands = {(item.form, item.unit): item.registered for item in office.get(A).capacities}
    assert stands == {("residential", "beds"): 40, ("field", "clients"): 9}


def test_capacity_reports_move_where_there_is_none_and_the_others_are_told(office):
    office.registered("a")
    office.registered("b")
    office.free(A, available=3)
    office.free(B, available=7)
    office.free(B, "field", "clients", available=5)
    preview = office.preview_merge(A, B)
    assert list(preview.dropped) == [f"{B}/capacities/residential-beds"]
    assert list(preview.moved) == [f"{B}/capacities/field-clients"]
    answer = office.merge(A, B)
    assert list(answer.merge.dropped) == [f"{B}/capacities/residential-beds"]
    assert office.shown(A) == {("residential", "beds"): 3, ("field", "clients"): 5}
    entries = [(encoded, deleted) for name, encoded, deleted, _ in office.journal() if name == answer.merge.dropped[0]]
    assert CapacityReport.FromString(entries[0][0]).available == 7
    assert entries[1] == (b"", True)


def test_restricted_details_move_and_stay_sealed(office):
    office.service("a")
    office.service("b")
    office.detail(B, "777 666 555")
    office.merge(A, B)
    assert office.details(A) == ["777 666 555"]
    assert all(b"777 666 555" not in encoded for _, encoded, _, _ in office.journal())


def test_the_services_of_a_merged_provider_move(office):
    office.provider("jina", title="Charita", ico="25596641", contacts=[{"phone": "555 000 333"}])
    office.registered("a", provider=f"{AREA}/providers/jina")
    office.service("b")
    answer = office.merge(CHARITA, f"{AREA}/providers/jina")
    assert list(answer.moved) == [A]
    assert {office.get(name).provider for name in (A, B)} == {CHARITA}
    kept = office.get(f"{AREA}/providers/jina")
    assert (kept.name, kept.ico, kept.contacts[0].phone) == (CHARITA, "25596641", "555 000 333")
    assert office.services(provider=CHARITA) == ["a", "b"]


def test_the_services_at_a_merged_place_move_and_stand_there_once(office):
    office.place("lipa", address={"street": "Lipová 7"})
    office.place("dum", title="Dům u lípy", accessibility=["lift"])
    lipa, dum = f"{AREA}/places/lipa", f"{AREA}/places/dum"
    office.service("a", places=[{"place": dum, "title": "Pobočka"}])
    office.service("b", places=[{"place": lipa}, {"place": dum}])
    office.merge(lipa, dum)
    assert [(at.place, at.title) for at in office.get(A).places] == [(lipa, "Pobočka")]
    assert [at.place for at in office.get(B).places] == [lipa]
    assert office.get_place(dum) == office.get_place(lipa)
    assert list(office.get_place(dum).accessibility) == ["lift"]


def test_a_secret_address_moves_and_no_copy_of_it_is_left_readable(office):
    for name in ("azyl", "utulek"):
        office.place(name, title="Azyl", location_type="confidential")
    office.secret_address(f"{AREA}/places/utulek", "Kanárková 7")
    office.merge(f"{AREA}/places/azyl", f"{AREA}/places/utulek")
    assert office.address_of("azyl") == "Kanárková 7"
    with pytest.raises(NotFound):
        office.address_of("utulek")
    assert all("Kanárková".encode() not in encoded for _, encoded, _, _ in office.journal())


def test_two_secret_addresses_are_not_merged(office):
    for name in ("azyl", "utulek"):
        office.place(name, title="Azyl", location_type="confidential")
        office.secret_address(f"{AREA}/places/{name}", "Kanárková 7")
    with pytest.raises(Refused) as refused:
        office.merge(f"{AREA}/places/azyl", f"{AREA}/places/utulek")
    assert refused.value.reason == "STILL_REFERRED_TO"


def test_a_secret_place_is_never_merged_with_one_that_everybody_sees(office):
    office.place("azyl", location_type="confidential")
    office.place("dum")
    for keep, gone in (("azyl", "dum"), ("dum", "azyl")):
        with pytest.raises(Refused) as refused:
            office.merge(f"{AREA}/places/{keep}", f"{AREA}/places/{gone}")
        assert refused.value.reason == "MERGE_REFUSED"


def test_a_merge_takes_what_was_previewed(office):
    office.service("a")
    office.service("b")
    seen = office.preview_merge(A, B)
    office.update_service(B, "alert", alert="Pozor")
    stale = pb.MergeEntriesRequest(keep=A, gone=B, keep_etag=seen.keep_etag, gone_etag=seen.gone_etag)
    with pytest.raises(Stale):
        office.ask("MergeEntries", stale)
    assert refusal(office.ask, "MergeEntries", pb.MergeEntriesRequest(keep=A, gone=B, gone_etag="1")) == (
        "keep_etag",
        "REQUIRED",
    )
    assert office.services() == ["a", "b"]


def test_only_entries_of_one_kind_that_are_there_are_merged(office):
    office.service("a")
    assert refusal(office.preview_merge, A, CHARITA) == ("gone", "NAME_FORMAT")
    assert refusal(office.preview_merge, f"{AREA}/situations/x", A) == ("keep", "NAME_FORMAT")
    with pytest.raises(NotFound):
        office.preview_merge(A, B)
    with pytest.raises(NotFound):
        office.preview_merge(A, "areas/jinde/services/b")
    with pytest.raises(Refused):
        office.preview_merge(A, A)
    office.service("b")
    assert refusal(office.preview_merge, A, B, title="both") == ("choices", "INVALID_VALUE")
    assert refusal(office.preview_merge, A, B, title="mine") == ("choices", "INVALID_VALUE")
    assert refusal(office.preview_merge, A, B, colour="keep") == ("choices", "UNKNOWN_FIELD")


def test_redirects_lead_to_the_end_of_the_chain(office):
    for name in "abcd":
        office.service(name)
    office.merge(B, A)
    office.merge(C, B)
    assert office.merges() == {"a": "c", "b": "c"}
    office.merge(f"{AREA}/services/d", C)
    assert office.merges() == {"a": "d", "b": "d", "c": "d"}
    assert {office.get(name).name for name in (A, B, C)} == {f"{AREA}/services/d"}


def test_who_comes_back_is_itself_and_no_circle_arises(office):
    first = office.service("a", title="Nová půjčovna").etag
    office.service("b")
    office.merge(B, A)
    again = office.restore(A, first)
    assert office.get(A).title == again.service.title == "Nová půjčovna"
    office.merge(A, B)
    assert office.merges() == {"b": "a"}
    assert office.get(B).title == "Nová půjčovna"


def test_a_campaign_goes_on_asking_about_the_kept_entry(office):
    office.home("a", registration_number="1", contacts=[{"email": "a@vzorov.example"}])
    office.home("b", registration_number="1", contacts=[{"email": "b@vzorov.example"}], title="Domov")
    office.started()
    tokens = {letter.item.rsplit("/", 1)[-1]: letter.token for letter in office.sent()}
    office.merge(A, B)
    items = office.items()
    assert (items["b"].state, items["a"].state) == ("closed", "reminded")
    for token in (tokens["b"],):
        with pytest.raises(Refused) as refused:
            office.confirmed(token)
        assert refused.value.reason == "TOKEN_INVALID"
    assert office.preview(tokens["a"]).changed
    office.confirmed(tokens["a"])


def test_an_item_moves_to_a_kept_entry_that_nobody_asks_about(office):
    office.service("b", contacts=[{"email": "b@vzorov.example"}])
    office.started()
    office.service("a")
    office.merge(A, B)
    assert office.items()["b"].service == A
    (letter,) = office.due()
    office.confirmed(letter.token)
    assert office.items()["b"].state == "confirmed"
    assert letter.item == f"{SPRING}/items/b"


def test_a_repeated_merge_has_no_second_effect(office):
    office.service("a")
    office.service("b")
    seen = office.preview_merge(A, B)
    request = pb.MergeEntriesRequest(
        keep=A, gone=B, keep_etag=seen.keep_etag, gone_etag=seen.gone_etag, request_id="r-1"
    )
    first = office.ask("MergeEntries", request)
    assert office.ask("MergeEntries", request) == first
    assert office.merges() == {"b": "a"}


def test_a_merge_that_fails_leaves_nothing_behind(office):
    long = [{"label": f"kontakt {number}"} for number in range(30)]
    office.service("a", contacts=long)
    office.service("b", contacts=[{"label": f"jiný {number}"} for number in range(30)])
    office.detail(B, "777 666 555")
    before = office.journal()
    assert refusal(office.merge, A, B) == ("service.contacts", "TEXT_TOO_LONG")
    assert office.journal() == before
    assert office.details(B) == ["777 666 555"]
    office.merge(A, B, contacts="keep")
    assert len(office.get(A).contacts) == 30


def test_only_the_office_merges(office):
    office.service("a")
    office.service("b")
    for role in ((), ("provider",), ("professional",), ("editor",)):
        for method, request in (
            ("PreviewMerge", pb.PreviewMergeRequest(keep=A, gone=B)),
            ("MergeEntries", pb.MergeEntriesRequest(keep=A, gone=B)),
            ("ListMerges", pb.ListMergesRequest(parent=AREA)),
        ):
            with pytest.raises(Forbidden):
                office.instance.ask(f"MergeService/{method}", request, roles=role)
    assert office.merges() == {}
