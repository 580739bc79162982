"""The thesaurus: words and phrases of one meaning, whatever their form; and what leads one way only."""

import pytest
from support.findable import index as index_of
from support.findable import service, titled

from komplan_catalogue.usecases.finding.thesaurus import Group, Thesaurus, groups_of, shipped_groups
from komplan_core.errors import Invalid


def test_a_word_leads_to_all_words_of_its_group_in_any_form():
    index = titled(["Noclehárna", "Ubytovna", "Klub"], "nocleh, noclehárna, ubytovna")
    assert set(index.search("noclehem").names) == {"Noclehárna", "Ubytovna"}
    assert index.search("noclehárnu").names == ["Noclehárna", "Ubytovna"]
    assert index.search("klub").names == ["Klub"]


def test_the_word_itself_stands_before_its_synonyms():
    index = titled(["Poradna a rada", "Ubytovna a byt"], "rada, byt")
    assert index.search("byt").names == ["Ubytovna a byt", "Poradna a rada"]


def test_what_a_group_leads_to_does_not_lead_back():
    index = titled(["Dluhová poradna", "Exekuce"], "exekuce > poradna")
    assert index.search("exekuci").names == ["Exekuce", "Dluhová poradna"]
    assert index.search("poradna").names == ["Dluhová poradna"]


def test_a_phrase_of_the_query_leads_to_a_word_and_to_a_phrase():
    index = titled(
        ["Domov pro seniory", "Seniorský klub", "Klub důchodců"], "domov důchodců, domov pro seniory, starobinec"
    )
    assert index.search("domově důchodců").names[0] == "Domov pro seniory"
    assert index.search("starobince").names == ["Domov pro seniory"]


def test_a_phrase_is_found_only_where_all_its_words_stand():
    index = titled(["Domov", "Senior taxi", "Seniorům domov"], "starobinec, domov pro seniory")
    assert index.search("starobinec").names == ["Seniorům domov"]


def test_words_of_a_phrase_that_stand_apart_are_no_phrase():
    index = titled(["Starobinec", "Domov a zahrada pro důchodce"], "domov důchodců, starobinec")
    assert index.search("domov důchodců").names[-1] == "Starobinec"
    assert "Starobinec" not in index.search("domov na zahradě důchodců").names


def test_phrases_may_hold_words_that_say_nothing():
    index = titled(["Lidé bez domova", "Domov"], "bezdomovec, bez domova")
    assert index.search("bezdomovci").names == ["Lidé bez domova"]


def test_a_misspelt_word_of_the_thesaurus_is_known():
    index = titled(["Noclehárna"], "bezdomovec > noclehárna")
    assert index.search("bezdmovec").names == ["Noclehárna"]
    assert index.search("bezdomovec").names == ["Noclehárna"]


def test_a_word_may_stand_in_several_groups():
    index = titled(["Noclehárna", "Strava"], "bezdomovec > noclehárna\nbezdomovec, chudý > strava")
    assert set(index.search("bezdomovec").names) == {"Noclehárna", "Strava"}
    assert index.search("chudých").names == ["Strava"]


def test_a_short_key_that_other_words_share_leads_nowhere():
    index = index_of(service("a", "Pečující"), service("b", "Péče"), thesaurus="pečující > zastoupení")
    assert index.search("péče").words[0].services == 2
    assert Thesaurus([Group(("pečující",), ("zastoupení",))]).of_word(("pec", "pek")) == []


def test_groups_are_read_from_lines():
    found = groups_of("# nadpis\n\ndluh,  exekuce # poznámka\npráce > pracovní  poradna, úřad\n")
    assert found == [Group(("dluh", "exekuce")), Group(("práce",), ("pracovní poradna", "úřad"))]


@pytest.mark.parametrize("line", ["dluh", "dluh,", "> dluh", "dluh >"])
def test_a_group_has_two_terms_one_of_them_asked(line):
    with pytest.raises(Invalid) as caught:
        groups_of(f"# nadpis\n{line}")
    assert (caught.value.violations[0].field, caught.value.reason) == ("groups.2", "REQUIRED")


def test_a_term_has_a_word():
    with pytest.raises(Invalid):
        Thesaurus([Group(("…", "dluh"))])


def test_the_shipped_thesaurus_names_no_term_twice_in_a_group():
    groups = shipped_groups()
    assert len(groups) > 100
    for item in groups:
        terms = (*item.terms, *item.leads_to)
        assert len(terms) == len(set(terms)), terms
