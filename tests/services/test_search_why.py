"""Every hit says which of its words answers which word of the query, where it stands, and how."""

import pytest
from support.findable import index, service, texts

from komplan_catalogue.usecases.finding.documents import Field
from komplan_catalogue.usecases.finding.meanings import How
from komplan_catalogue.usecases.finding.why import Match

TITLE, DESCRIPTION, PROVIDER = Field.TITLE, Field.DESCRIPTION, Field.PROVIDER


def why(query, title, thesaurus="", **others):
    """Why the only service is found."""
    found = index(service("a", title, **others), thesaurus=thesaurus).search(query)
    return found.why(texts(title, **others))


@pytest.mark.parametrize(
    ("query", "title", "word", "how"),
    [
        ("noclehárna", "Noclehárna Přístav", "Noclehárna", How.EXACT),
        ("NOCLEHÁRNA", "noclehárna", "noclehárna", How.EXACT),
        ("nocleharna", "Noclehárna", "Noclehárna", How.WITHOUT_DIACRITICS),
        ("noclehárna", "NOCLEHARNA", "NOCLEHARNA", How.WITHOUT_DIACRITICS),
        ("noclehárny", "Noclehárna", "Noclehárna", How.INFLECTED),
        ("nocleharnach", "Noclehárna", "Noclehárna", How.INFLECTED),
        ("tlumočník", "Znakové tlumočení", "tlumočení", How.DERIVED),
        ("přespat", "Noclehárna", "Noclehárna", How.SYNONYM),
        ("nocelhárna", "Noclehárna", "Noclehárna", How.TYPO),
    ],
)
def test_the_matched_word_is_told_as_it_stands_in_the_text(query, title, word, how):
    assert why(query, title, "přespat > noclehárna") == (Match(query.lower(), word, TITLE, how),)


def test_the_most_telling_field_is_told():
    assert why("klub", "Setkání", provider="Klub", description="Klub")[0].field is PROVIDER
    assert why("klub", "Setkání v klubu", description="Klub") == (Match("klub", "klubu", TITLE, How.INFLECTED),)


def test_in_a_field_the_nearest_word_is_told():
    assert why("klubu", "Kluby v klubu")[0].found == "klubu"


def test_each_word_of_the_query_has_its_own_answer():
    found = why("pomoc lidem v noci", "Noční pomoc", description="Pomáháme lidem.")
    assert [(match.asked, match.found, match.field) for match in found] == [
        ("pomoc", "pomoc", TITLE),
        ("lidem", "lidem", DESCRIPTION),
    ]


def test_a_phrase_is_told_by_its_first_word():
    found = why("starobinec", "Domov pro seniory", "starobinec, domov pro seniory")
    assert found == (Match("starobinec", "Domov", TITLE, How.SYNONYM),)


def test_a_part_of_a_phrase_is_no_answer():
    found = index(
        service("a", "Domov starý"), service("b", "Domov pro seniory"), thesaurus="starobinec, domov pro seniory"
    ).search("starobinec starý")
    assert [match.asked for match in found.why(texts("Domov starý"))] == ["starý"]


def test_a_search_by_filters_alone_needs_no_reason():
    assert index(service("a", "Klub")).browse().why(texts("Klub")) == ()


def test_all_that_is_found_has_a_reason():
    services = {"a": "Pečovatelská služba", "b": "Pečovatelka", "c": "Služby pro pečující"}
    found = index(*(service(name, title) for name, title in services.items())).search("pecovatelske sluzby")
    assert len(found.names) == 3
    assert all(found.why(texts(services[name])) for name in found.names)
