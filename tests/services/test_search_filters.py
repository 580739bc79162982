"""Filters: of each list of facets a service has one; and facts that change with time."""

import pytest
from support.findable import index, service

from komplan_catalogue.usecases.finding.documents import document, read


@pytest.fixture
def found():
    return index(
        service("a", "Klub A", ["type:club", "form:field", "serves:municipality/599808"]),
        service("b", "Klub B", ["type:club", "form:outpatient", "serves:area"]),
        service("c", "Klub C", ["type:shelter", "form:field"]),
        service("d", "Dům", ["type:club", "form:field"]),
    )


def test_filters_narrow_what_is_found(found):
    assert found.search("klub", [["type:club"]]).names == ["a", "b"]
    assert found.search("klub", [["type:club"], ["form:field"]]).names == ["a"]
    assert found.search("klub", [["form:field", "form:outpatient"]]).names == ["a", "b", "c"]
    assert found.search("klub", [["serves:municipality/599808", "serves:area"]]).names == ["a", "b"]


def test_a_facet_that_nobody_has_leaves_nothing(found):
    answer = found.search("klub", [["type:unknown"]])
    assert (answer.names, answer.total, answer.unknown) == ([], 0, ())


def test_filters_hold_for_services_with_some_words_too(found):
    assert found.search("b dům", [["type:club"]]).names == ["d", "b"]
    assert found.search("b dům", [["form:field"]]).names == ["d"]


def test_a_facet_is_no_word(found):
    for query in ("type", "shelter", "field", "599808", "type:shelter"):
        assert found.search(query).names == [], query


def test_facts_that_change_are_asked_for_each_service_that_may_be_found(found):
    asked = []

    def keep(name):
        asked.append(name)
        return name != "a"

    answer = found.search("klub", [["form:field"]], keep)
    assert (answer.names, answer.total) == (["c"], 1)
    assert sorted(asked) == ["a", "c"]


def test_filters_alone_list_by_title(found):
    assert found.browse([["form:field"]]).names == ["d", "a", "c"]
    assert found.browse([["form:field"]], lambda name: name != "d", offset=1, limit=1).names == ["c"]
    answer = found.browse(limit=2)
    assert (answer.names, answer.total, answer.words) == (["d", "a"], 4, ())


@pytest.mark.parametrize("facet", ["club", "type:", "type:a b", "Type:a", ":a", "type::a", "type:a\n"])
def test_a_facet_has_a_kind_and_a_value(facet):
    with pytest.raises(ValueError, match="not a facet"):
        service("a", "Klub", [facet])


def test_a_document_is_read_as_it_was_stored():
    made = service(
        "areas/x/services/a", "Péče\no  <děti>", ["type:club"], description="Pečujeme o děti; 24 hodin / denně"
    )
    assert read(made.name, made.stored()) == made
    assert made.title == "Péče o <děti>"
    empty = document("b", [])
    assert read("b", empty.stored()) == empty
