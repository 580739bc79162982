"""Which entries are probably one: told by number, by name and by place, and never all pairs compared."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from komplan_core.catalogue import Service
from komplan_core.catalogue.duplicates import (
    Likeness,
    ProviderTraits,
    ServiceTraits,
    provider_duplicates,
    service_duplicates,
)
from komplan_core.catalogue.likeness import SIMILAR, plain, similar_titles, trigrams


def service(name="a", **values):
    given = {"name": name, "title": "Půjčovna pomůcek", "provider": "p", "service_class": "related"}
    return Service(**{**given, **values})


def registered(name="a", number="1234567", **values):
    given = {"service_class": "registered", "registration_number": number, "service_type": "home-care"}
    return service(name, **{**given, **values})


def test_the_name_of_a_title_is_bare_of_case_signs_and_legal_form():
    alike = ["Charita Vzorov, z. s.", "CHARITA  VZOROV", "Charita Vzorov z.s.", "charita „Vzorov“, zapsaný spolek"]
    assert {plain(title) for title in alike} == {"charita vzorov"}
    assert plain("z. s.") == "z s"
    assert plain("Dům č. 7") != plain("Dům č. 8")


def test_providers_of_one_ico_or_of_one_title_and_seat_may_be_one():
    found = provider_duplicates(
        [
            ProviderTraits("a", "Charita Vzorov", "25596641", "Lipová 7, Vzorov"),
            ProviderTraits("b", "Farní charita", "25596641"),
            ProviderTraits("c", "CHARITA Vzorov, z. s.", "", "Lipová 7, Vzorov"),
            ProviderTraits("d", "Charita Vzorov", "00000019", "Lipová 7, Vzorov"),
            ProviderTraits("e", "Charita Vzorov", "", "Dubová 1, Lhota"),
        ]
    )
    assert [(pair.first, pair.second, pair.reasons) for pair in found] == [
        ("a", "b", (Likeness.SAME_ICO,)),
        ("a", "c", (Likeness.SAME_TITLE_AND_SEAT,)),
    ]


def traits(name, title="Domov pro seniory", provider="p", localities=("554821",), **values):
    return ServiceTraits(name, title, provider, localities=frozenset(localities), **values)


def test_five_homes_of_different_providers_are_five_homes():
    homes = [traits(f"s{number}", provider=f"p{number}", service_type="home-for-seniors") for number in range(5)]
    assert service_duplicates(homes) == []


def test_one_registration_number_is_one_service():
    found = service_duplicates([traits("a", "Domov", "p", registration_number="1"),
                                traits("b", "Penzion", "q", registration_number="1")])  # fmt: skip
    assert [(pair.first, pair.second, pair.score, pair.reasons) for pair in found] == [
        ("a", "b", 100, (Likeness.SAME_NUMBER,))
    ]


def test_alike_services_of_one_provider_in_one_place_may_be_one():
    given_ = [
        traits("a", "Půjčovna pomůcek"),
        traits("b", "půjčovna  POMŮCEK"),
        traits("c", "Půjčovna pomůcek Vzorov"),
        traits("d", "Půjčovna pomůcek", localities=("500011",)),
        traits("e", "Půjčovna pomůcek", service_type="home-care"),
        traits("f", "Půjčovna pomůcek 2"),
        traits("g", "Právní poradna"),
    ]
    found = {(pair.first, pair.second): pair.reasons for pair in service_duplicates(given_)}
    assert found == {
        ("a", "b"): (Likeness.SAME_TITLE_AND_PLACE,),
        ("a", "c"): (Likeness.SIMILAR_TITLE,),
    }


def test_two_registration_numbers_are_never_duplicates():
    both = [traits("a", registration_number="1"), traits("b", registration_number="2"), traits("c")]
    assert [(pair.first, pair.second) for pair in service_duplicates(both)] == [("a", "c")]


_WORDS = "domov pro seniory penzion poradna denni stacionar vzorov lhota 1 2"
WORDS = st.sampled_from(_WORDS.split())


@given(st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), max_size=12, unique=True))
def test_all_pairs_of_similar_titles_are_found_and_no_others(titles):
    def digits(title):
        return sorted(word for word in title.split() if word.isdigit())

    def likeness(one, other):
        return len(trigrams(one) & trigrams(other)) / len(trigrams(one) | trigrams(other))

    expected = {
        frozenset((one, other))
        for one in titles
        for other in titles
        if one != other and likeness(one, other) >= SIMILAR and digits(one) == digits(other)
    }
    assert {frozenset((one, other)) for one, other, _ in similar_titles(titles)} == expected


FOUR = [traits("a", "Klub"), traits("b", "Klub"), traits("c", "Poradna"), traits("d", "Poradny")]


@given(st.permutations(FOUR))
def test_the_order_of_entries_does_not_matter(entries):
    assert service_duplicates(entries) == service_duplicates(sorted(entries, key=lambda item: item.name))


@pytest.mark.parametrize("providers", [500, 1])
def test_fifteen_thousand_services_take_seconds(providers):
    words = _WORDS.split()
    many = [
        traits(
            f"s{number:05}",
            " ".join(words[(number * step) % len(words)] for step in (1, 5, 7, 11)) + f" {number % 977}",
            f"p{number % providers}",
            localities=(str(number % 300), str(number % 7)),
        )
        for number in range(15_000)
    ]
    began = time.process_time()
    found = service_duplicates(many)
    assert time.process_time() - began < 20
    assert len(found) < len(many)


def test_a_provider_with_thousands_of_alike_titles_costs_no_square():
    def looked_at(count):
        titles = [f"domov pro seniory {chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(count)]
        return sum(1 for _ in similar_titles(titles))

    few, many = looked_at(150), looked_at(600)
    assert many < few * 8  # the square would be 16
