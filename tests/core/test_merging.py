"""What becomes of two entries that are one."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from komplan_core.catalogue import Address, Capacity, Contact, Place, Point, Provider, Service, ServicePlace
from komplan_core.catalogue.merging import Side, merge
from komplan_core.errors import Invalid, Refused

DAY = date(2027, 1, 1)


def service(name="a", **values):
    given = {"name": name, "title": "Půjčovna pomůcek", "provider": "p", "service_class": "related"}
    return Service(**{**given, **values})


def registered(name="a", number="1234567", **values):
    given = {"service_class": "registered", "registration_number": number, "service_type": "home-care"}
    return service(name, **{**given, **values})


def capacity(form, unit, most):
    return Capacity(form=form, unit=unit, registered=most, as_of=DAY)


def fields(merging):
    return {item.field: (item.taken.value, item.kept, item.lost) for item in merging.fields}


def test_what_one_side_leaves_empty_is_filled_and_what_both_say_stays():
    keep = service(description="Půjčujeme", alert="", min_age="18", max_age="26")
    gone = service("b", description="Půjčíme", alert="Stěhujeme se", min_age="0", max_age="15")
    assert fields(merge(keep, gone)) == {
        "min_age": ("keep", 18, 0),
        "max_age": ("keep", 26, 15),
        "description": ("keep", "Půjčujeme", "Půjčíme"),
        "alert": ("gone", "Stěhujeme se", ""),
    }


def test_somebody_may_choose_for_a_field():
    keep, gone = service(description="Půjčujeme"), service("b", description="Půjčíme", languages=("cs",))
    chosen = merge(keep, gone, {"description": Side.GONE, "languages": Side.KEEP})
    assert fields(chosen) == {"description": ("gone", "Půjčíme", "Půjčujeme"), "languages": ("keep", (), ("cs",))}
    assert chosen.changes == {"description": "Půjčíme"}


@pytest.mark.parametrize(
    "choices",
    [{"etag": Side.GONE}, {"colour": Side.GONE}, {"title": Side.BOTH}, {"min_age": Side.KEEP, "max_age": Side.GONE}],
)
def test_a_choice_that_cannot_be_made_is_refused(choices):
    with pytest.raises(Invalid) as refused:
        merge(service(), service("b"), choices)
    assert refused.value.violations[0].field == "choices"


def test_registered_maxima_are_never_added():
    keep = registered(capacities=(capacity("residential", "beds", 40),))
    gone = registered("b", capacities=(capacity("residential", "beds", 12), capacity("field", "clients", 9)))
    assert fields(merge(keep, gone)) == {
        "capacities": (
            "both",
            (capacity("residential", "beds", 40), capacity("field", "clients", 9)),
            (capacity("residential", "beds", 12),),
        )
    }


def test_who_serves_the_whole_area_goes_on_serving_it():
    whole, part = service(), service("b", municipalities=("554821",), orps=("8119",))
    assert merge(whole, part).changes == {}
    assert merge(part, whole).changes == {"municipalities": (), "orps": ()}
    assert merge(part, service("c", municipalities=("500011",))).changes == {"municipalities": ("554821", "500011")}
    assert merge(whole, part, {"orps": Side.GONE}).changes == {"municipalities": ("554821",), "orps": ("8119",)}


def test_what_is_registered_stays_registered_whichever_stays():
    local, official = service(), registered("b", register_id="42")
    identity = {
        "service_class": "registered",
        "registration_number": "1234567",
        "register_id": "42",
        "service_type": "home-care",
    }
    assert merge(local, official).changes == identity
    assert merge(official, local).changes == {}
    assert merge(local, official, {"service_class": Side.KEEP}).changes == identity


def test_two_registration_numbers_are_two_services():
    with pytest.raises(Refused) as refused:
        merge(registered(), registered("b", "7654321"))
    assert refused.value.reason == "MERGE_REFUSED"
    assert merge(registered(), registered("b", title="Péče"), {"title": Side.GONE}).changes == {"title": "Péče"}


def test_two_ico_are_two_organisations():
    one, other = (Provider(name=ico, title="Charita", ico=ico) for ico in ("25596641", "00000019"))
    with pytest.raises(Refused) as refused:
        merge(one, other)
    assert refused.value.reason == "MERGE_REFUSED"
    assert merge(one.revised({"ico": ""}), other).changes == {"ico": "00000019"}


def test_only_two_different_entries_of_one_kind_are_merged():
    for one, other in ((service(), service()), (service(), Provider(name="b", title="Charita"))):
        with pytest.raises(Refused) as refused:
            merge(one, other)
        assert refused.value.reason == "MERGE_REFUSED"


def test_a_secret_place_is_no_other_place():
    secret, open_ = (Place(name=kind, title="Azyl", location_type=kind) for kind in ("confidential", "physical"))
    for keep, gone in ((secret, open_), (open_, secret)):
        with pytest.raises(Refused):
            merge(keep, gone)


def test_an_address_and_its_point_come_from_one_side():
    def at(name, street, **values):
        return Place(name=name, title="Dům", location_type="physical", address=Address(street=street), **values)

    point = Point(latitude=49.8, longitude=18.2)
    assert merge(at("a", "Lipová 7"), at("b", "Dubová 1", point=point)).changes == {}
    assert merge(at("a", "Lipová 7"), at("b", "Lipová 7", point=point)).changes == {"point": point}
    bare = Place(name="a", title="Dům", location_type="physical")
    filled = {"address": Address(street="Lipová 7"), "point": point}
    assert merge(bare, at("b", "Lipová 7", point=point)).changes == filled


def test_what_the_register_says_is_not_chosen_and_follows_its_side():
    keep = registered(forms=("field",), capacities=(capacity("field", "clients", 9),))
    gone = registered("b", forms=("outpatient",), capacities=(capacity("field", "clients", 12),))
    owned = ("forms", "capacities")
    with pytest.raises(Refused) as refused:
        merge(keep, gone, {"forms": Side.GONE}, Side.KEEP, owned)
    assert refused.value.reason == "FIELD_OF_REGISTER"
    kept = merge(keep, gone, {}, Side.KEEP, owned)
    assert kept.changes == {}
    assert [item.field for item in kept.fields if item.conflict] == ["forms", "capacities"]
    assert merge(keep, gone, {}, Side.GONE, owned).changes == {"forms": gone.forms, "capacities": gone.capacities}


def subsets(values):
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


CONTACTS = [Contact(phone=f"555 000 11{number}") for number in range(4)]
SERVICES = st.builds(
    lambda name, **values: service(name, **values),
    st.just("a"),
    title=st.sampled_from(["Půjčovna", "Poradna"]),
    forms=subsets(["field", "outpatient", "residential"]),
    target_groups=subsets(["seniors", "dementia"]),
    capacities=st.lists(
        st.builds(
            capacity,
            st.sampled_from(["field", "residential"]),
            st.sampled_from(["beds", "clients"]),
            st.integers(0, 9),
        ),
        unique_by=lambda item: (item.form, item.unit),
    ).map(tuple),
    municipalities=subsets(["554821", "500011"]),
    places=subsets(["x", "y", "z"]).map(lambda found: tuple(ServicePlace(place=item) for item in found)),
    contacts=subsets(CONTACTS),
    languages=subsets(["cs", "uk"]),
    required_documents=subsets(["Občanský průkaz", "Posudek"]),
    description=st.sampled_from(["", "Půjčujeme", "Půjčíme"]),
    min_age=st.sampled_from([None, "0", "18"]),
    max_age=st.sampled_from([None, "26", "99"]),
)
LISTS = [name for name in Service.model_fields if isinstance(getattr(service(), name), tuple)]


def numbers(entry):
    return {((item.form, item.unit), item.registered) for item in entry.capacities}


@settings(max_examples=300)
@given(SERVICES, SERVICES)
def test_no_list_loses_anything_that_is_not_told(keep, other):
    gone = other.revised({"name": "b"})
    merging = merge(keep, gone)
    result = keep.revised(merging.changes)
    lost = {item.field: item.lost for item in merging.fields}
    for field in LISTS:
        before = {*getattr(keep, field), *getattr(gone, field)}
        assert {*getattr(result, field), *(lost.get(field) or ())} == before
        if field not in ("capacities", "municipalities"):
            assert not lost.get(field)


@settings(max_examples=300)
@given(SERVICES, SERVICES)
def test_no_capacity_is_added_or_lost_silently(keep, other):
    gone = other.revised({"name": "b"})
    merging = merge(keep, gone)
    result = keep.revised(merging.changes)
    assert numbers(result) <= numbers(keep) | numbers(gone)
    assert {key for key, _ in numbers(result)} == {key for key, _ in numbers(keep) | numbers(gone)}
    lost = [item for one in merging.fields if one.field == "capacities" for item in one.lost]
    told = {((item.form, item.unit), item.registered) for item in lost}
    assert numbers(result) | told == numbers(keep) | numbers(gone)


@given(SERVICES, st.lists(st.sampled_from(["field", "residential"]), unique=True))
def test_merging_into_itself_changes_nothing(keep, forms):
    assert merge(keep, keep.revised({"name": "b"})).fields == ()
    more = keep.revised({"forms": tuple({*keep.forms, *forms})})
    assert set(keep.revised(merge(keep, more.revised({"name": "b"})).changes).forms) == set(more.forms)
