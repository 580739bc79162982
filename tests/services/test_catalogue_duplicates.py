"""Entries that probably stand twice are found, with reasons; entries that only look alike are not."""

import pytest
from support.catalogue import AREA, Catalogue, ids, refusal

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import merge_service_pb2 as pb
from komplan.catalogue.v1.place_pb2 import Place
from komplan_core.errors import Forbidden

HOME = {"title": "Domov pro seniory", "service_type": "home-for-seniors", "municipalities": ["554821"]}


@pytest.fixture
def catalogue(instance):
    return Catalogue(instance("catalogue"))


def pairs(catalogue, kind="", most=0):
    request = pb.ListDuplicatesRequest(parent=AREA, kind=kind, most=most)
    found = catalogue.instance.ask("MergeService/ListDuplicates", request, roles=("catalogue-editor",))
    return found


def short(found):
    return [(ids_of(pair), pair.score, list(pair.reasons)) for pair in found.duplicates]


def ids_of(pair):
    return tuple(name.rsplit("/", 1)[-1] for name in (pair.first, pair.second))


def test_five_homes_for_seniors_of_five_providers_are_no_duplicates(catalogue):
    for number in range(5):
        provider = catalogue.provider(f"p{number}", title=f"Poskytovatel {'ABCDE'[number]}")
        catalogue.registered(f"d{number}", provider=provider.name, registration_number=str(number), **HOME)
    assert short(pairs(catalogue)) == []


def test_one_ico_is_one_provider_and_one_number_one_service(catalogue):
    catalogue.provider("a", title="Charita Vzorov", ico="25596641")
    catalogue.provider("b", title="Charita Vzorov, z. s.", ico="25596641")
    catalogue.registered("x", provider=f"{AREA}/providers/a", **HOME)
    catalogue.registered("y", provider=f"{AREA}/providers/b", **{**HOME, "title": "Domov U Lípy"})
    found = pairs(catalogue)
    assert short(found) == [
        (("a", "b"), 100, ["same-ico"]),
        (("x", "y"), 100, ["same-registration-number"]),
    ]
    titles = [(pair.first_title, pair.second_title) for pair in found.duplicates]
    assert titles == [("Charita Vzorov", "Charita Vzorov, z. s."), ("Domov pro seniory", "Domov U Lípy")]
    assert short(pairs(catalogue, "providers")) == [(("a", "b"), 100, ["same-ico"])]
    assert short(pairs(catalogue, "services")) == [(("x", "y"), 100, ["same-registration-number"])]


def test_alike_services_of_one_provider_share_a_place_or_a_municipality(catalogue):
    catalogue.provider()
    for place_id, municipality in (("dum", "554821"), ("lhota", "500011")):
        place = Place(title="Dům", location_type="physical", address={"municipality": municipality})
        catalogue.write("CreatePlace", edit.CreatePlaceRequest(parent=AREA, place=place, place_id=place_id))
    catalogue.service("a", title="Půjčovna pomůcek", places=[{"place": f"{AREA}/places/dum"}])
    catalogue.service("b", title="PŮJČOVNA  pomůcek", municipalities=["554821"])
    catalogue.service("c", title="Půjčovna pomůcek Vzorov", places=[{"place": f"{AREA}/places/dum"}])
    catalogue.service("d", title="Půjčovna pomůcek", places=[{"place": f"{AREA}/places/lhota"}])
    found = short(pairs(catalogue))
    assert [(pair, reasons) for pair, _, reasons in found] == [
        (("a", "b"), ["same-title-and-place"]),
        (("a", "c"), ["similar-title"]),
    ]
    assert 100 > found[0][1] > found[1][1] > 0


def test_the_usual_double_entry_is_found_though_neither_says_where_it_is(catalogue):
    contacts = {"contacts": [{"phone": "555 000 111", "email": "klub@slunicko.example"}]}
    catalogue.provider("a", title="Sluníčko, z.s.", contacts=[{"phone": "+420 555 000 222"}])
    catalogue.provider("b", title="Sluníčko, z. s.", contacts=[{"phone": "555000222"}])
    catalogue.provider("c", title="Poradna", contacts=[{"phone": "555 000 222"}])
    catalogue.service("x", provider=f"{AREA}/providers/a", title="Klub seniorů - Sluníčko", **contacts)
    catalogue.service("y", provider=f"{AREA}/providers/b", title="Klub seniorů Sluníčko", **contacts)
    catalogue.service("z", provider=f"{AREA}/providers/c", title="Občanská poradna", **contacts)
    found = {pair: set(reasons) for pair, _, reasons in short(pairs(catalogue))}
    assert found == {
        ("a", "b"): {"same-title", "same-contact"},
        ("x", "y"): {"same-title-and-place", "same-contact", "alike-providers"},
    }
    assert short(pairs(catalogue, "services"))[0][0] == ("x", "y")


def test_what_says_no_place_is_alike_one_that_does_and_less_certain(catalogue):
    catalogue.provider()
    catalogue.service("a", title="Klub seniorů", municipalities=["554821"])
    catalogue.service("b", title="Klub seniorů")
    catalogue.service("c", title="Klub seniorů", municipalities=["500011"])
    assert short(pairs(catalogue, "services")) == [(("a", "b"), 75, ["same-title"])]


def test_the_most_certain_pairs_come_first_and_all_are_counted(catalogue):
    catalogue.provider("a", ico="25596641")
    catalogue.provider("b", ico="25596641")
    catalogue.service("x", provider=f"{AREA}/providers/a", title="Klub Slunce")
    catalogue.service("y", provider=f"{AREA}/providers/a", title="Klub Slunce")
    found = pairs(catalogue, most=1)
    assert (ids_of(found.duplicates[0]), len(found.duplicates), found.total) == (("a", "b"), 1, 2)


def test_a_wrong_question_is_refused(catalogue):
    assert refusal(pairs, catalogue, "places") == ("kind", "INVALID_VALUE")
    assert refusal(pairs, catalogue, "", -1) == ("most", "INVALID_VALUE")


def test_only_the_office_looks_for_duplicates(catalogue):
    for role in ((), ("provider",), ("professional",), ("editor",)):
        with pytest.raises(Forbidden):
            catalogue.instance.ask("MergeService/ListDuplicates", pb.ListDuplicatesRequest(parent=AREA), roles=role)
    assert ids(()) == []
