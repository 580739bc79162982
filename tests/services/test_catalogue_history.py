"""Every state of an entry is listed, compared, and brought back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.catalogue import AREA, CHARITA, refusal
from support.layers import LayeredCatalogue

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import history_service_pb2 as pb
from komplan_core.catalogue.provenance import Layer
from komplan_core.errors import Forbidden, Invalid, NotFound, Refused, Stale

PUJCOVNA = f"{AREA}/services/pujcovna"


class Archive(LayeredCatalogue):
    """A catalogue whose history is looked at."""

    def revisions(self, name=PUJCOVNA, **values):
        return self.call("HistoryService/ListRevisions", pb.ListRevisionsRequest(name=name, **values))

    def revision(self, number, name=PUJCOVNA):
        return self.call("HistoryService/GetRevision", pb.GetRevisionRequest(name=name, number=number))

    def diff(self, older, newer, name=PUJCOVNA):
        request = pb.DiffRevisionsRequest(name=name, from_number=older, to_number=newer)
        return self.call("HistoryService/DiffRevisions", request)

    def restore(self, number, *paths, name=PUJCOVNA, **values):
        request = pb.RestoreRevisionRequest(name=name, number=number, paths=paths, **values)
        return self.call("HistoryService/RestoreRevision", request)


@pytest.fixture
def catalogue(instance):
    running = Archive(instance("catalogue"))
    running.provider()
    yield running
    running.close()


def number(entry):
    return int(entry.etag)


def without_etag(entry):
    copy = type(entry)()
    copy.CopyFrom(entry)
    copy.etag = ""
    return copy


def test_revisions_are_listed_with_their_roles_the_newest_first(catalogue):
    first = catalogue.service("pujcovna")
    second = catalogue.update_service(PUJCOVNA, "alert", alert="Zavřeno")
    catalogue.say(Layer.PROVIDER, PUJCOVNA, {"description": "Od nás"})
    catalogue.delete(PUJCOVNA)
    found = list(catalogue.revisions().revisions)
    assert [(item.role, item.deleted) for item in found] == [
        ("catalogue-editor", True),
        ("admin", False),
        ("catalogue-editor", False),
        ("catalogue-editor", False),
    ]
    assert [item.number for item in found[2:]] == [number(second), number(first)]
    times = [item.at.ToDatetime() for item in found]
    assert times == sorted(times, reverse=True)


def test_revisions_come_in_pages(catalogue):
    catalogue.service("pujcovna")
    for count in range(4):
        catalogue.update_service(PUJCOVNA, "alert", alert=f"Zavřeno {count}")
    every = [item.number for item in catalogue.revisions().revisions]
    first = catalogue.revisions(page_size=2)
    catalogue.update_service(PUJCOVNA, "alert", alert="Otevřeno")
    second = catalogue.revisions(page_size=2, page_token=first.next_page_token)
    third = catalogue.revisions(page_size=2, page_token=second.next_page_token)
    assert [[item.number for item in page.revisions] for page in (first, second, third)] == [
        every[:2],
        every[2:4],
        every[4:],
    ]
    assert third.next_page_token == ""
    assert refusal(catalogue.revisions, CHARITA, page_token=first.next_page_token)[1] == "PAGE_TOKEN"


def test_an_entry_is_shown_as_it_was(catalogue):
    first = catalogue.service("pujcovna", contacts=[{"phone": "123 456 789"}])
    catalogue.update_service(PUJCOVNA, "contacts", contacts=[])
    catalogue.delete(PUJCOVNA)
    assert catalogue.revision(number(first)).service == first
    tombstone = catalogue.revisions().revisions[0].number
    provider = number(catalogue.get(CHARITA))
    for missing in (tombstone, provider, 10_000, 0, -1):
        with pytest.raises(NotFound):
            catalogue.revision(missing)


def test_what_differs_is_named_by_paths(catalogue):
    first = catalogue.service("pujcovna", contacts=[{"phone": "123 456 789"}], forms=["field"])
    catalogue.update_service(PUJCOVNA, "alert", alert="Zavřeno")
    last = catalogue.update_service(
        PUJCOVNA, "contacts", "forms", contacts=[{"phone": "123 456 780"}], forms=["field", "outpatient"]
    )
    found = catalogue.diff(number(first), number(last))
    assert (found.before.service, found.after.service) == (first, last)
    assert list(found.paths) == ["forms", "contacts.0.phone", "alert"]
    assert not catalogue.diff(number(last), number(last)).paths


def test_all_or_some_of_a_revision_is_brought_back_as_a_new_one(catalogue):
    first = catalogue.service("pujcovna", contacts=[{"phone": "123 456 789", "label": "půjčovna"}])
    changed = {"title": "Zahrada", "alert": "Zavřeno", "contacts": [{"phone": "777 777 777", "label": "vedoucí"}]}
    last = catalogue.update_service(PUJCOVNA, *changed, **changed)
    some = catalogue.restore(number(first), "title", "contacts.0.phone").service
    assert (some.title, some.alert) == ("Půjčovna pomůcek", "Zavřeno")
    assert (some.contacts[0].phone, some.contacts[0].label) == ("123 456 789", "vedoucí")
    whole = catalogue.restore(number(first), etag=some.etag).service
    assert without_etag(whole) == without_etag(first)
    assert catalogue.get(PUJCOVNA) == whole
    assert catalogue.search("zahrada") == []
    assert len(catalogue.revisions().revisions) == 4
    assert without_etag(catalogue.restore(number(last)).service) == without_etag(last)


def test_bringing_back_what_is_there_writes_nothing(catalogue):
    entry = catalogue.service("pujcovna")
    assert catalogue.restore(number(entry)).service == entry
    assert len(catalogue.revisions().revisions) == 1


def test_a_deleted_entry_comes_back_as_it_was_with_its_layers(catalogue):
    catalogue.register(PUJCOVNA, title="PŮJČOVNA", provider=CHARITA, service_class="related", eligibility="Všem")
    last = catalogue.update_service(PUJCOVNA, "title", title="Zahrada")
    layers = catalogue.provenance(PUJCOVNA)
    catalogue.delete(PUJCOVNA)
    assert refusal(catalogue.restore, number(last), "title") == ("paths", "MASK_PATH")
    assert without_etag(catalogue.restore(number(last)).service) == without_etag(last)
    assert catalogue.provenance(PUJCOVNA) == layers
    assert catalogue.search("zahrada") == ["pujcovna"]
    assert [item.deleted for item in catalogue.revisions().revisions] == [False, True, False, False]


def test_an_entry_whose_provider_is_gone_does_not_come_back(catalogue):
    entry = catalogue.service("pujcovna")
    catalogue.delete(PUJCOVNA)
    catalogue.delete(CHARITA)
    assert refusal(catalogue.restore, number(entry)) == ("service.provider", "REFERENCE_MISSING")
    provider = next(item for item in catalogue.revisions(CHARITA).revisions if not item.deleted)
    catalogue.restore(provider.number, name=CHARITA)
    assert catalogue.restore(number(entry)).service.title == entry.title


def test_what_belongs_to_the_register_is_not_brought_back(catalogue):
    said = {"title": "Domov", "provider": CHARITA, "service_class": "registered", "registration_number": "1"}
    catalogue.register(PUJCOVNA, **said, service_type="home-care", forms=["field"])
    first = catalogue.get(PUJCOVNA)
    catalogue.register(PUJCOVNA, title="Domov Vzorov", forms=["residential"])
    with pytest.raises(Refused) as found:
        catalogue.restore(number(first))
    assert (found.value.reason, found.value.violations[0].field) == ("FIELD_OF_REGISTER", "service.forms")
    assert catalogue.restore(number(first), "title").service.title == "Domov"
    assert catalogue.layers_of(PUJCOVNA)["title"] == "municipality"


def test_a_stale_etag_and_paths_that_lead_nowhere_restore_nothing(catalogue):
    first = catalogue.service("pujcovna")
    catalogue.update_service(PUJCOVNA, "alert", alert="Zavřeno")
    with pytest.raises(Stale):
        catalogue.restore(number(first), etag=first.etag)
    assert refusal(catalogue.restore, number(first), "colour") == ("paths", "MASK_PATH")
    assert refusal(catalogue.restore, number(first), "name") == ("paths", "MASK_PATH")
    with pytest.raises(NotFound):
        catalogue.restore(10_000)
    with pytest.raises(Invalid):
        catalogue.restore(1, name=f"{AREA}/addresses/azyl")
    assert catalogue.get(PUJCOVNA).alert == "Zavřeno"


def test_what_a_place_told_before_its_address_became_secret_is_told_no_more(catalogue):
    open_place = catalogue.place(
        "azyl", address={"street": "Kanárkova 7"}, point={"latitude": 49.8, "longitude": 18.2}, access="Kanárek"
    )
    secret = catalogue.update_place(
        open_place.name,
        "location_type",
        "address",
        "point",
        "access",
        "title",
        location_type="confidential",
        title="Utajený dům",
    )
    old, new, name = number(open_place), number(secret), secret.name
    told = [catalogue.revision(old, name), catalogue.diff(old, new, name)]
    assert all("Kan" not in str(message) and "49.8" not in str(message) for message in told)
    catalogue.write("DeletePlace", edit.DeletePlaceRequest(name=name))
    restored = catalogue.restore(old, name=name).place
    assert (restored.location_type, restored.HasField("address"), restored.access) == ("physical", False, "")
    assert "Kan" not in str(catalogue.revision(old, name))
    moved = catalogue.update_place(name, "address", address={"street": "Dlouhá 1"})
    assert catalogue.revision(number(moved), name).place.address.street == "Dlouhá 1"


def test_history_is_the_offices_and_of_public_entries_only(catalogue):
    entry = catalogue.service("pujcovna")
    given = {"name": PUJCOVNA, "number": number(entry)}
    for roles in ((), ("provider",), ("professional",), ("editor",), ("region",)):
        for method in ("ListRevisions", "GetRevision", "DiffRevisions", "RestoreRevision"):
            message = getattr(pb, f"{method}Request")
            known = {key: value for key, value in given.items() if key in message.DESCRIPTOR.fields_by_name}
            with pytest.raises(Forbidden):
                catalogue.call(f"HistoryService/{method}", message(**known), roles)
    for name in (f"{AREA}/addresses/azyl", f"{AREA}/details/d", f"{AREA}/situations/s", AREA, ""):
        assert refusal(catalogue.revisions, name) == ("name", "NAME_FORMAT")
    with pytest.raises(NotFound):
        catalogue.revisions(f"{AREA}/services/nic")


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["Půjčovna", "Vozíky"]),
        "alert": st.sampled_from(["", "Zavřeno"]),
        "forms": st.lists(st.sampled_from(["field", "outpatient"]), unique=True),
        "contacts": st.lists(st.fixed_dictionaries({"label": st.sampled_from("ab"), "note": st.sampled_from("cd")})),
        "min_age": st.sampled_from([None, "18"]),
    },
)


def test_after_any_edits_any_revision_comes_back_and_differences_lead_there(catalogue):
    ids = iter(range(10_000))

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(CHANGES, min_size=1, max_size=5), st.data())
    def holds(edits, data):
        entry = catalogue.service(f"v{next(ids)}")
        name, states = entry.name, {number(entry): entry}
        for changes in edits:
            entry = catalogue.update_service(name, *changes, **changes) if changes else entry
            states[number(entry)] = entry
        assert {item.number for item in catalogue.revisions(name).revisions} == set(states)
        wanted = data.draw(st.sampled_from(sorted(states)))
        paths = list(catalogue.diff(number(entry), wanted, name).paths)
        assert bool(paths) == (without_etag(states[wanted]) != without_etag(entry))
        restored = catalogue.restore(wanted, *(paths if data.draw(st.booleans()) else ()), name=name).service
        assert without_etag(restored) == without_etag(states[wanted])
        assert not catalogue.diff(number(restored), wanted, name).paths

    holds()
