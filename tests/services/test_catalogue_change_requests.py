"""Providers propose changes of their services; the office accepts all, some or none; nothing changes before."""

import pytest
from support.catalogue import AREA, CHARITA, refusal
from support.layers import OFFICE, TESTER, LayeredCatalogue

from komplan.catalogue.v1 import change_request_service_pb2 as pb
from komplan.catalogue.v1.catalogue_pb2 import Service
from komplan_core.catalogue.provenance import Layer
from komplan_core.errors import Forbidden, NotFound, Refused, Stale

OWN, FOREIGN = f"{AREA}/services/poradna", f"{AREA}/services/pujcovna"
PROVIDER = ("provider",)


class Desk(LayeredCatalogue):
    """A catalogue to which providers send proposals."""

    def propose(self, *mask, name=OWN, note="", roles=PROVIDER, request_id="", etag="", change_id="", **values):
        request = pb.ProposeChangeRequest(
            parent=AREA,
            service=Service(name=name, etag=etag, **values),
            update_mask={"paths": mask or list(values)},
            note=note,
            change_request_id=change_id,
            request_id=request_id,
        )
        return self.call("ChangeRequestService/ProposeChange", request, roles)

    def decide(self, request, *accepted, roles=OFFICE, **values):
        message = pb.DecideChangeRequest(name=request.name, accepted_paths=accepted, **values)
        return self.call("ChangeRequestService/DecideChange", message, roles)

    def withdrawn(self, request, roles=PROVIDER, **values):
        message = pb.WithdrawChangeRequest(name=request.name, **values)
        return self.call("ChangeRequestService/WithdrawChange", message, roles)

    def read_request(self, name, roles=PROVIDER):
        return self.call("ChangeRequestService/GetChangeRequest", pb.GetChangeRequestRequest(name=name), roles)

    def requests(self, roles=OFFICE, **values):
        message = pb.ListChangeRequestsRequest(parent=AREA, **values)
        return self.call("ChangeRequestService/ListChangeRequests", message, roles)

    def compared(self, request, roles=OFFICE):
        message = pb.DiffChangeRequestRequest(name=request.name)
        return self.call("ChangeRequestService/DiffChangeRequest", message, roles)


@pytest.fixture
def desk(instance):
    running = Desk(instance("catalogue"))
    running.provider()
    running.provider("tester", title="Tester")
    running.service("pujcovna")
    running.service("poradna", title="Poradna", provider=TESTER, contacts=[{"phone": "123 456 789"}])
    yield running
    running.close()


def test_a_proposal_changes_nothing_until_it_is_accepted(desk):
    before, facts = desk.get(OWN), desk.provenance(OWN)
    made = desk.propose(title="Občanská poradna", alert="Stěhujeme se", note="Od ledna.")
    assert (made.service, made.provider, made.base, made.state) == (OWN, TESTER, before.etag, "proposed")
    assert (list(made.paths), made.proposed_by, made.note) == (["title", "alert"], "provider", "Od ledna.")
    assert (made.proposal.title, made.proposal.alert, made.proposal.contacts) == (
        "Občanská poradna",
        "Stěhujeme se",
        before.contacts,
    )
    assert made.HasField("proposed_on")
    assert not made.HasField("decided_on")
    assert (desk.get(OWN), desk.provenance(OWN)) == (before, facts)


def test_what_is_accepted_is_the_providers_word_in_place_of_the_municipalitys(desk):
    made = desk.propose(title="Občanská poradna", contacts=[{"phone": "777 111 222"}])
    decided = desk.decide(made, "title", "contacts")
    assert (decided.state, list(decided.accepted_paths), decided.decided_by) == (
        "accepted",
        ["title", "contacts"],
        "catalogue-editor",
    )
    assert decided.HasField("decided_on")
    service = desk.get(OWN)
    assert (service.title, service.contacts[0].phone) == ("Občanská poradna", "777 111 222")
    shown = {field.field: field.shown for field in desk.provenance(OWN).fields}
    assert (shown["title"].layer, shown["title"].role) == ("provider", "catalogue-editor")
    assert shown["provider"].layer == "municipality"
    assert desk.search("občanská") == ["poradna"]


def test_a_part_is_accepted_and_the_rest_refused_with_a_reason(desk):
    made = desk.propose(title="Občanská poradna", alert="Stěhujeme se")
    assert refusal(desk.decide, made, "alert") == ("reason", "REQUIRED")
    assert refusal(desk.decide, made, "alert", reason=" ") == ("reason", "REQUIRED")
    assert refusal(desk.decide, made, "alert", "description", reason="ne") == ("accepted_paths", "MASK_PATH")
    assert desk.get(OWN).alert == ""
    decided = desk.decide(made, "alert", reason="Název je v registru.")
    assert (decided.state, list(decided.accepted_paths), decided.reason) == (
        "partly-accepted",
        ["alert"],
        "Název je v registru.",
    )
    assert (desk.get(OWN).title, desk.get(OWN).alert) == ("Poradna", "Stěhujeme se")
    assert desk.read_request(made.name) == decided


def test_a_refused_proposal_leaves_the_service_as_it_was(desk):
    before, facts = desk.get(OWN), desk.provenance(OWN)
    decided = desk.decide(desk.propose(title="Občanská poradna"), reason="Ne.")
    assert (decided.state, list(decided.accepted_paths)) == ("rejected", [])
    assert (desk.get(OWN), desk.provenance(OWN)) == (before, facts)


def test_what_is_decided_or_withdrawn_stays_so(desk):
    accepted, withdrawn = desk.propose(title="A"), desk.propose(alert="B")
    desk.decide(accepted, "title")
    desk.withdrawn(withdrawn)
    assert desk.read_request(withdrawn.name).state == "withdrawn"
    for request in (accepted, withdrawn):
        for act in (lambda r: desk.decide(r, reason="ne"), desk.withdrawn):
            with pytest.raises(Refused) as found:
                act(request)
            assert found.value.reason == "TRANSITION_NOT_ALLOWED"
    assert desk.get(OWN).alert == ""


def test_a_field_that_somebody_changed_meanwhile_is_decided_on_its_new_state(desk):
    made = desk.propose(title="Občanská poradna", alert="Stěhujeme se")
    current = desk.update_service(OWN, "title", "description", title="Poradna Vzorov", description="Nový popis")
    compared = desk.compared(made)
    assert (compared.before, list(compared.paths)) == (current, ["title", "alert"])
    assert (compared.after.title, compared.after.description) == ("Občanská poradna", "Nový popis")
    assert list(compared.changed_meanwhile) == ["title"]
    with pytest.raises(Stale) as found:
        desk.decide(made, "title", "alert")
    assert (found.value.reason, found.value.violations[0].field) == ("CHANGED_MEANWHILE", "service.title")
    assert desk.get(OWN) == current
    assert desk.read_request(made.name).state == "proposed"
    assert desk.decide(made, "title", "alert", base=current.etag).state == "accepted"
    assert (desk.get(OWN).title, desk.get(OWN).description) == ("Občanská poradna", "Nový popis")


def test_what_others_changed_elsewhere_or_to_the_same_is_no_conflict(desk):
    made = desk.propose(title="Občanská poradna", alert="Stěhujeme se")
    desk.update_service(OWN, "title", "description", title="Občanská poradna", description="Nový popis")
    assert desk.decide(made, "title", "alert").state == "accepted"
    assert desk.get(OWN).description == "Nový popis"


def test_a_base_is_an_etag_of_the_service(desk):
    made = desk.propose(title="Občanská poradna")
    for base in ("x", "0", "-1", "9" * 30, desk.get(CHARITA).etag, "٣"):
        assert refusal(desk.decide, made, "title", base=base) == ("base", "INVALID_VALUE"), base


def test_a_proposal_is_checked_as_the_change_itself(desk):
    registered = {"service_type": "home-care", "forms": ["field"], "registration_number": "7", "title": "Domov"}
    domov = f"{AREA}/services/domov"
    desk.register(domov, provider=TESTER, service_class="registered", **registered)
    place = f"{AREA}/places/nic"
    checks = {
        "a number that is none": (desk.propose, {"contacts": [{"phone": "12"}]}, "PHONE_FORMAT"),
        "no title": (desk.propose, {"title": ""}, "REQUIRED"),
        "a place that is not there": (desk.propose, {"places": [{"place": place}]}, "REFERENCE_MISSING"),
        "a situation that is not there": (desk.propose, {"situations": ["dluhy"]}, "UNKNOWN_CODE"),
        "ages the wrong way round": (desk.propose, {"min_age": "9", "max_age": "5"}, "AGE_ORDER"),
        "what is there": (desk.propose, {"title": "Poradna"}, "NOTHING_PROPOSED"),
        "a field of the register": (desk.propose, {"name": domov, "forms": ["residential"]}, "FIELD_OF_REGISTER"),
        "too many words": (desk.propose, {"alert": "a", "note": "x" * 2001}, "TEXT_TOO_LONG"),
        "an id that is none": (desk.propose, {"alert": "a", "change_id": "A b"}, "CODE_FORMAT"),
    }
    found = {what: refusal(call, **values)[1] for what, (call, values, _) in checks.items()}
    assert found == {what: reason for what, (_, _, reason) in checks.items()}
    assert refusal(desk.propose, "colour", title="X") == ("update_mask", "MASK_PATH")
    assert not desk.requests().change_requests
    with pytest.raises(NotFound):
        desk.propose(name=f"{AREA}/services/nic", title="X")
    with pytest.raises(Stale):
        desk.propose(title="X", etag="1")


def test_what_became_the_registers_since_is_not_accepted(desk):
    made = desk.propose(service_type="home-care")
    said = {"title": "Poradna", "provider": TESTER, "service_class": "registered", "registration_number": "7"}
    desk.register(OWN, **said, service_type="home-for-seniors")
    with pytest.raises(Refused) as found:
        desk.decide(made, "service_type", base=desk.get(OWN).etag)
    assert found.value.reason == "FIELD_OF_REGISTER"
    assert desk.decide(made, reason="V registru je jiný druh.").state == "rejected"


def test_a_provider_proposes_sees_and_withdraws_its_own_only(desk):
    own = desk.propose(alert="Malujeme")
    foreign = desk.propose(name=FOREIGN, alert="Zavřeno", roles=OFFICE)
    assert (own.proposed_by, foreign.proposed_by) == ("provider", "catalogue-editor")
    with pytest.raises(Forbidden):
        desk.propose(name=FOREIGN, alert="Zavřeno")
    for act in (desk.withdrawn, lambda r: desk.read_request(r.name), lambda r: desk.compared(r, PROVIDER)):
        with pytest.raises(NotFound):
            act(foreign)
    assert [item.name for item in desk.requests(PROVIDER).change_requests] == [own.name]
    assert [item.name for item in desk.requests().change_requests] == [own.name, foreign.name]
    assert desk.compared(own, PROVIDER).after.alert == "Malujeme"
    with pytest.raises(Forbidden):
        desk.decide(own, "alert", roles=PROVIDER)
    for roles in ((), ("professional",), ("editor",), ("region",)):
        with pytest.raises(Forbidden):
            desk.requests(roles)
    assert desk.withdrawn(foreign, OFFICE).state == "withdrawn"


def test_requests_are_listed_by_state_and_service_in_pages(desk):
    made = [desk.propose(alert=f"Zavřeno {number}") for number in range(4)]
    other = desk.propose(name=FOREIGN, alert="Zavřeno", roles=OFFICE)
    desk.decide(made[1], "alert")
    names = [item.name for item in made]
    assert [item.name for item in desk.requests(state="accepted").change_requests] == [names[1]]
    assert [item.name for item in desk.requests(service=FOREIGN).change_requests] == [other.name]
    first = desk.requests(PROVIDER, state="proposed", page_size=2)
    second = desk.requests(PROVIDER, state="proposed", page_size=2, page_token=first.next_page_token)
    assert [[item.name for item in page.change_requests] for page in (first, second)] == [
        [names[0], names[2]],
        [names[3]],
    ]
    assert second.next_page_token == ""


def test_of_two_decisions_on_one_etag_the_second_is_stale(desk):
    made = desk.propose(alert="Malujeme")
    with pytest.raises(Stale):
        desk.withdrawn(made, etag="1")
    assert desk.decide(made, "alert", etag=made.etag).state == "accepted"


def test_a_repeated_proposal_is_made_once_and_answered_readably(desk):
    first = desk.propose(alert="Malujeme", note="Kanárek", request_id="r-1")
    assert desk.propose(alert="Malujeme", note="Kanárek", request_id="r-1") == first
    assert first.note == "Kanárek"
    assert len(desk.requests().change_requests) == 1


def test_words_of_both_sides_are_stored_sealed_only(desk, tmp_path):
    made = desk.propose(alert="Malujeme", note="Kanarek-provider", request_id="r-1")
    desk.decide(made, reason="Kanarek-office", request_id="r-2")
    assert desk.read_request(made.name).note == "Kanarek-provider"
    assert [item.reason for item in desk.requests(PROVIDER).change_requests] == ["Kanarek-office"]
    kept = b"".join(encoded for _, encoded, _, _ in desk.journal())
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"Malujeme" in kept
    assert b"Kanarek" not in kept
    assert b"Kanarek" not in files


def test_a_request_about_a_service_that_is_gone_can_be_refused_only(desk):
    made = desk.propose(alert="Malujeme")
    desk.delete(OWN)
    for act in (lambda: desk.decide(made, "alert"), lambda: desk.compared(made)):
        with pytest.raises(NotFound):
            act()
    assert desk.decide(made, reason="Služba skončila.").state == "rejected"
    assert desk.read_request(made.name).state == "rejected"


def test_what_a_provider_said_before_and_lost_may_be_accepted_now(desk):
    desk.say(Layer.PROVIDER, OWN, {"title": "Naše poradna"})
    assert desk.get(OWN).title == "Poradna"
    desk.decide(desk.propose(title="Naše poradna"), "title")
    assert desk.get(OWN).title == "Naše poradna"
