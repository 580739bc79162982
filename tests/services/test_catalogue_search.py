"""Search finds services that hold all words, whatever their case and diacritics, the same on both databases."""

import pytest
from support.catalogue import AREA, CHARITA, Catalogue, ids, refusal

from komplan.catalogue.v1 import catalogue_service_pb2 as read


@pytest.fixture
def catalogue(instance):
    found = Catalogue(instance("catalogue"))
    found.provider(title="Charita Vzorov")
    return found


def test_words_are_found_with_and_without_diacritics_and_in_any_case(catalogue):
    catalogue.service("rana", title="Raná péče Kolpingova rodina")
    for query in ("raná péče", "rana pece", "RANÁ PÉČE", "Péče   ranÁ", "pece\u0301", "kolping", "pe\u010de"):
        assert catalogue.search(query) == ["rana"], query


def test_text_without_diacritics_is_found_with_them(catalogue):
    catalogue.service("pece", title="PECE O SENIORY", description="Straße, ﬁnance, Ľubica, ŘEKA")
    for query in ("péče", "senioři o", "strasse", "STRASSE", "finance", "lubica", "řeka", "reka"):
        expected = [] if query.startswith("senioři") else ["pece"]
        assert catalogue.search(query) == expected, query


def test_title_description_type_and_provider_are_searched_together(catalogue):
    catalogue.registered("pece", "home-care", title="Pomoc doma", description="Nákupy a úklid")
    catalogue.service("pujcovna")
    assert catalogue.search("doma") == ["pece"]
    assert catalogue.search("uklid") == ["pece"]
    assert catalogue.search("pečovatelská") == ["pece"]
    assert catalogue.search("charita") == ["pece", "pujcovna"]
    assert catalogue.search("charita nákupy pečovatelská doma") == ["pece"]
    assert catalogue.search("charita nákupy pujcovna") == []
    assert catalogue.search("domanákupy") == []


def test_a_change_of_service_or_provider_is_found_at_once(catalogue):
    service = catalogue.service("pujcovna")
    other = catalogue.provider("diakonie", title="Diakonie").name
    catalogue.update_service(service.name, "title", title="Poradna")
    assert (catalogue.search("půjčovna"), catalogue.search("poradna")) == ([], ["pujcovna"])
    catalogue.update_provider("title", title="Farní spolek")
    assert (catalogue.search("charita"), catalogue.search("farni")) == ([], ["pujcovna"])
    catalogue.update_service(service.name, "provider", provider=other)
    assert (catalogue.search("farni"), catalogue.search("diakonie poradna")) == ([], ["pujcovna"])
    catalogue.delete(service.name)
    assert catalogue.search("poradna") == []
    catalogue.service("pujcovna", title="Nová")
    assert catalogue.search("nova") == ["pujcovna"]


def test_a_refused_change_leaves_what_is_found(catalogue):
    service = catalogue.service("pujcovna")
    assert refusal(catalogue.update_service, service.name, "title", title="Poradna", etag="1")[1] == "STALE_ETAG"
    assert refusal(catalogue.update_provider, "title", title="Spolek", etag="0")[1] == "STALE_ETAG"
    assert catalogue.search("půjčovna charita") == ["pujcovna"]


def test_signs_with_a_meaning_in_sql_are_plain_text(catalogue):
    catalogue.service("sleva", title="Sleva 50%_s! kartou C:\\karty 'Senior' [a-z]*")
    catalogue.service("jina", title="Sleva 500 s kartou C:/karty senior b")
    for query in ("50%", "%_s", "_s!", "s!", "c:\\karty", "\\", "'senior'", "[a-z]", "*", "sleva '"):
        assert catalogue.search(query) == ["sleva"], query
    for query in ("5%0", "s_eva", "!!", "\\\\", "--", "50%% "):
        assert catalogue.search(query) == [], query


def test_a_query_has_words_and_two_hundred_characters_at_most(catalogue):
    catalogue.service("pujcovna")
    for query in ("", "   ", "\t\n", "\u00a0", "\u0301", "\u00b4"):
        assert refusal(catalogue.search, query) == ("query", "REQUIRED"), query
    assert refusal(catalogue.search, "x" * 201) == ("query", "TEXT_TOO_LONG")
    assert refusal(catalogue.search, "pujcovna\0") == ("query", "TEXT_CONTROL")
    assert catalogue.search("x" * 200) == []
    assert catalogue.search(("pujcovna " * 22).ljust(200)) == ["pujcovna"]


def test_a_query_may_be_as_many_words_as_fit(catalogue):
    letters = "".join(chr(0x4E00 + number) for number in range(100))
    catalogue.service("dlouha", description=letters)
    assert catalogue.search(" ".join(letters)) == ["dlouha"]
    assert catalogue.search(" ".join(letters[:-1]) + " q") == []
    assert catalogue.search("\ufdfa" * 200) == []


def test_what_is_found_comes_in_pages(catalogue):
    for number in range(5):
        catalogue.service(f"s{number}", title="Domov" if number != 2 else "Klub")

    def found(query="domov", **values):
        return catalogue.read("SearchServices", read.SearchServicesRequest(parent=AREA, query=query, **values))

    first = found(page_size=2)
    catalogue.service("s5", title="Domov")
    catalogue.delete(first.services[1].name)
    second = found(page_size=2, page_token=first.next_page_token)
    third = found(page_size=2, page_token=second.next_page_token)
    assert [ids(page.services) for page in (first, second, third)] == [["s0", "s1"], ["s3", "s4"], ["s5"]]
    assert third.next_page_token == ""
    assert refusal(found, "klub", page_token=first.next_page_token) == ("page_token", "PAGE_TOKEN")
    assert first.services[0].provider == CHARITA
