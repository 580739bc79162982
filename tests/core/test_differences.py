"""What differs between two states of an entry, and that applying it makes one of the other."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from komplan_core.catalogue import Place, Service
from komplan_core.catalogue.differences import applied, changed_paths, fields_of
from komplan_core.errors import Invalid

SERVICE = {"title": "Půjčovna", "provider": "areas/vzorov/providers/charita", "service_class": "related"}
FEW = st.text(st.sampled_from("abč"), max_size=2)
CONTACTS = st.lists(st.fixed_dictionaries({"label": FEW, "note": FEW}), max_size=3)
DAYS = st.sampled_from([date(2026, 1, 1), date(2026, 6, 30)])
PERIODS = st.none() | st.fixed_dictionaries({"start": DAYS, "end": st.none() | st.just(date(2027, 1, 1))})
HOURS = st.lists(
    st.fixed_dictionaries({"weekday": st.integers(1, 7), "opens": st.just("08:00"), "closes": st.just("12:00")}),
    max_size=2,
)
SERVICES = st.fixed_dictionaries(
    {
        "title": FEW.map(lambda text: f"Ž{text}"),
        "description": FEW,
        "forms": st.lists(st.sampled_from(["field", "outpatient"]), unique=True, max_size=2),
        "min_age": st.none() | st.sampled_from(["0.5", "18"]),
        "nonstop": st.booleans(),
        "contacts": CONTACTS,
        "hours": HOURS,
        "validity": PERIODS,
        "costs": st.lists(st.fixed_dictionaries({"amount": st.none() | st.integers(0, 2)}), max_size=2),
    }
).map(lambda values: Service(**{**SERVICE, **values}))


def service(**values):
    return Service(**{**SERVICE, **values})


@given(SERVICES, SERVICES)
def test_nothing_differs_exactly_where_the_states_are_the_same(before, after):
    assert (changed_paths(before, after) == ()) == (before == after)
    assert changed_paths(before, before) == ()


@given(SERVICES, SERVICES)
def test_what_differs_makes_the_later_state_of_the_earlier_one_and_back(before, after):
    paths = changed_paths(before, after)
    assert applied(before, after, paths) == after
    assert applied(after, before, changed_paths(after, before)) == before
    assert applied(before, after, ()) == before


@given(SERVICES, SERVICES, st.data())
def test_of_what_is_applied_in_part_the_rest_still_differs(before, after, data):
    paths = changed_paths(before, after)
    assume(paths)
    some = data.draw(st.sets(st.sampled_from(paths)))
    try:
        between = applied(before, after, some)
    except Invalid:  # a part may contradict the rest of its own record
        assume(False)
    assert changed_paths(between, after) == tuple(path for path in paths if path not in some)
    assert set(changed_paths(before, between)) == some


def test_a_list_is_followed_item_by_item_while_it_keeps_its_length():
    two = [{"label": "vedoucí", "phone": "123456789"}, {"label": "poradna", "email": "a@b.cz"}]
    before = service(contacts=two)
    assert changed_paths(before, service(contacts=[two[0], {**two[1], "email": "c@b.cz", "note": "ráno"}])) == (
        "contacts.1.email",
        "contacts.1.note",
    )
    assert changed_paths(before, service(contacts=two[:1])) == ("contacts",)
    assert changed_paths(service(forms=["field"]), service(forms=["outpatient"])) == ("forms",)


def test_a_part_of_an_entry_is_followed_while_it_is_there():
    place = {"title": "Dům", "location_type": "physical"}
    at = [Place(**place, address=address) for address in (None, {"street": "Dlouhá 1"}, {"street": "Dlouhá 2"})]
    assert changed_paths(at[1], at[2]) == ("address.street",)
    assert changed_paths(at[0], at[1]) == ("address",)


def test_name_and_etag_tell_nothing_of_what_is_said():
    assert changed_paths(service(name="a", etag="1"), service(name="b", etag="2")) == ()


def test_a_path_that_leads_nowhere_is_refused():
    before, after = service(contacts=[{"label": "a"}]), service(contacts=[{"label": "b"}, {"label": "c"}])
    for path in ("colour", "name", "etag", "title.x", "contacts.1", "contacts.-1", "contacts.x.label", "", "contacts."):
        with pytest.raises(Invalid) as found:
            applied(before, after, [path])
        assert found.value.reason == "MASK_PATH", path
    assert applied(before, after, ["contacts.0.label"]).contacts[0].label == "b"


def test_what_makes_no_whole_entry_is_refused_by_its_rule():
    with pytest.raises(Invalid) as found:
        applied(service(min_age="5", max_age="9"), service(min_age="20", max_age="30"), ["min_age"])
    assert found.value.reason == "AGE_ORDER"


def test_fields_are_named_once():
    assert fields_of(("contacts.0.phone", "title", "contacts.1.phone")) == ("contacts", "title")
