"""In which order services are found: all words first, titles before texts, rare words before frequent ones."""

import pytest
from support.findable import index, service, titled


def test_a_title_weighs_more_than_a_description_and_that_more_than_the_provider_tells_of_itself():
    found = index(
        service("c", "Klub", provider_description="Noclehárna města"),
        service("b", "Klub", description="Noclehárna města"),
        service("a", "Noclehárna města"),
    )
    assert found.search("noclehárna").names == ["a", "b", "c"]


def test_services_with_all_words_stand_first_then_those_with_some():
    found = titled(["Dluhová poradna", "Poradna pro cizince", "Dluhy", "Jesle"])
    answer = found.search("dluhy poradna")
    assert answer.names[0] == "Dluhová poradna"
    assert set(answer.names[1:]) == {"Poradna pro cizince", "Dluhy"}
    assert (answer.total, answer.complete) == (3, 1)


def test_where_ten_services_have_all_words_those_with_some_are_left_out():
    titles = [f"Dluhová poradna {letter}" for letter in "abcdefghij"] + ["Poradna", "Dluhy"]
    answer = titled(titles).search("dluhová poradna")
    assert (answer.total, answer.complete) == (10, 10)
    assert answer.names == titles[:10]


def test_a_service_with_a_word_that_tells_little_is_no_answer():
    titles = [f"Služba {letter}" for letter in "bcdefghijklm"]
    answer = titled([*titles, "Tlumočnická služba"]).search("tlumočnická služba")
    assert answer.names == ["Tlumočnická služba"]


def test_a_rare_word_weighs_more_than_a_frequent_one():
    titles = ["Tlumočení", *(f"Služba {letter}" for letter in "bcde")]
    assert titled(titles).search("služba tlumočení").names[0] == "Tlumočení"


def test_a_word_in_a_short_text_weighs_more_than_in_a_long_one():
    long = " ".join(f"slovo{number}" for number in range(200))
    found = index(
        service("long", "Klub", description=f"Noclehárna {long}"), service("short", "Klub", description="Noclehárna")
    )
    assert found.search("noclehárna").names == ["short", "long"]


def test_words_that_nobody_has_are_told_and_do_not_hide_the_others():
    answer = titled(["Noclehárna"]).search("noclehárna xyzzyq")
    assert (answer.names, answer.unknown, answer.complete) == (["Noclehárna"], ("xyzzyq",), 1)
    assert titled(["Noclehárna"]).search("xyzzyq").names == []


def test_equally_good_services_stand_in_czech_order_then_by_name():
    named = {
        "2": "Klub Charita",
        "1": "Klub Hora",
        "4": "Klub Cesta",
        "3": "Klub Čas",
        "6": "Klub Hora",
        "5": "Klub Ivy",
    }
    assert titled(named).search("klub").names == ["4", "3", "1", "6", "2", "5"]


@pytest.mark.parametrize("size", [1, 3, 4, 10])
def test_pages_put_together_are_the_whole(size):
    found = titled([f"Klub {letter}" for letter in "bcdefghijkl"] + [f"Klub klub {letter}" for letter in "bcdefghij"])
    whole = found.search("klub", limit=100)
    pages = [found.search("klub", offset=start, limit=size) for start in range(0, 40, size)]
    assert [name for page in pages for name in page.names] == whole.names
    assert {page.total for page in pages} == {20}


def test_forms_spellings_and_typos_lead_to_a_service():
    found = titled(["Pečovatelská služba", "Noclehárna"])
    for query in (
        "pečovatelské služby",
        "pecovatelskou sluzbu",
        "pečovatleská služba",
        "PEČOVATELSKÝCH",
        "pecovatelka",
    ):
        assert found.search(query).names == ["Pečovatelská služba"], query
    for query in ("noclehárnách", "noclehren", "nocleharnach", "nocelhárna", "noclharna"):
        assert found.search(query).names == ["Noclehárna"], query


def test_a_correct_word_is_not_taken_for_a_misspelt_one():
    assert titled(["Slevy pro seniory"]).search("slepý").names == []


def test_derived_words_are_looked_for_while_few_services_have_the_word_itself():
    few, many = [f"Tlumočník {letter}" for letter in "bc"], [f"Tlumočník {letter}" for letter in "bcdefghijkl"]
    assert "Tlumočení" in titled([*few, "Tlumočení"]).search("tlumočník").names
    assert "Tlumočení" not in titled([*many, "Tlumočení"]).search("tlumočník", limit=50).names


def test_a_name_made_of_words_that_say_nothing_is_found_by_them():
    found = index(service("a", "My a vy"), service("b", "Klub", description="My a vy"))
    assert found.search("my a vy").names == ["a"]
