"""Search through the contract: what is found, why, in which order, and how changes show. The same on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from support.catalogue import AREA, CHARITA, Catalogue, refusal

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1.capacity_pb2 import CapacityReport
from komplan.catalogue.v1.catalogue_pb2 import LifeSituation, OpeningHours, ServicePlace, Synonyms
from komplan.catalogue.v1.place_pb2 import Place
from komplan_core.catalogue.opening import PRAGUE


@pytest.fixture
def catalogue(instance):
    found = Catalogue(instance("catalogue"))
    found.provider(title="Charita Vzorov")
    return found


def why(catalogue, query):
    """For each hit: what was asked, what answers it, where, and how."""
    return [
        [(match.asked, match.found, match.field, match.how) for match in hit.matches]
        for hit in catalogue.found(query).hits
    ]


def searches_in_vain(catalogue, role="editor"):
    request = edit.ListSearchesWithoutResultRequest(parent=AREA)
    found = catalogue.instance.ask("CatalogueEditorService/ListSearchesWithoutResult", request, roles=(role,))
    return {item.words: item.count for item in found.searches}


def test_words_are_found_in_any_form_case_and_with_or_without_diacritics(catalogue):
    catalogue.service("rana", title="Raná péče pro rodiny")
    for query in ("raná péče", "rana pece", "RANÁ PÉČE", "péčí   rané", "pece\u0301", "rodinám", "rodina"):
        assert catalogue.search(query) == ["rana"], query


def test_every_hit_says_why_it_was_found(catalogue):
    catalogue.registered("pece", "home-care", title="Pomoc doma", description="Nakoupíme a uklidíme seniorům.")
    assert why(catalogue, "seniorům") == [[("seniorům", "seniorům", "description", "exact")]]
    assert why(catalogue, "senioři doma") == [
        [("senioři", "seniorům", "description", "inflected"), ("doma", "doma", "title", "exact")]
    ]
    assert why(catalogue, "charita") == [[("charita", "Charita", "provider", "exact")]]
    ((typed,),) = why(catalogue, "seniorun")
    assert typed[1:] == ("seniorům", "description", "typo")
    ((pecovatelska,),) = why(catalogue, "pecovatelske")
    assert (pecovatelska[2], pecovatelska[3]) in {("service-type", "without-diacritics"), ("service-type", "inflected")}


def test_a_service_is_found_by_its_places_and_situations_also_after_these_change(catalogue):
    place = Place(title="Dům u kaple", location_type="physical", address={"city": "Horní Vzorov"})
    catalogue.write("CreatePlace", edit.CreatePlaceRequest(parent=AREA, place=place, place_id="dum"))
    situation = LifeSituation(title="Ztráta zaměstnání")
    catalogue.write(
        "CreateLifeSituation",
        edit.CreateLifeSituationRequest(parent=AREA, situation=situation, situation_id="prace"),
    )
    catalogue.service("klub", title="Klub", places=[ServicePlace(place=f"{AREA}/places/dum")], situations=["prace"])
    assert [catalogue.search(query) for query in ("kaple", "horní", "zaměstnání")] == [["klub"]] * 3
    place = Place(name=f"{AREA}/places/dum", title="Dům u mostu")
    catalogue.write("UpdatePlace", edit.UpdatePlaceRequest(place=place, update_mask={"paths": ["title"]}))
    situation = LifeSituation(name=f"{AREA}/situations/prace", title="Hledám uplatnění")
    catalogue.write(
        "UpdateLifeSituation", edit.UpdateLifeSituationRequest(situation=situation, update_mask={"paths": ["title"]})
    )
    assert [catalogue.search(query) for query in ("kaple", "mostu", "uplatnění")] == [[], ["klub"], ["klub"]]


def test_a_change_of_service_or_provider_is_found_at_once(catalogue):
    service = catalogue.service("pujcovna")
    other = catalogue.provider("diakonie", title="Diakonie").name
    catalogue.update_service(service.name, "title", title="Poradna")
    assert (catalogue.search("pomůcek"), catalogue.search("poradna")) == ([], ["pujcovna"])
    catalogue.update_provider("title", title="Farní spolek")
    assert (catalogue.search("charita"), catalogue.search("farni")) == ([], ["pujcovna"])
    catalogue.update_service(service.name, "provider", provider=other)
    assert (catalogue.search("farni"), catalogue.search("diakonie poradna")) == ([], ["pujcovna"])
    catalogue.delete(service.name)
    assert catalogue.search("poradna") == []
    catalogue.service("pujcovna", title="Kavárna")
    assert catalogue.search("kavárna") == ["pujcovna"]


def test_a_refused_change_leaves_what_is_found(catalogue):
    service = catalogue.service("pujcovna")
    assert refusal(catalogue.update_service, service.name, "title", title="Kavárna", etag="1")[1] == "STALE_ETAG"
    assert refusal(catalogue.update_provider, "title", title="Spolek", etag="0")[1] == "STALE_ETAG"
    assert catalogue.search("půjčovna charita") == ["pujcovna"]
    assert catalogue.search("kavárna") == []


def test_of_each_filter_a_service_has_one_and_it_passes_all(catalogue):
    catalogue.registered("domov", "home-for-seniors", title="Domov", forms=["residential"], municipalities=["599808"])
    catalogue.registered("pece", "home-care", title="Péče", forms=["field"], orps=["8104"], target_groups=["seniors"])
    catalogue.service("klub", title="Klub", target_groups=["seniors"])
    for filters, expected in (
        ({"service_types": ["home-care", "home-for-seniors"]}, ["domov", "pece"]),
        ({"forms": ["field"]}, ["pece"]),
        ({"target_groups": ["seniors"]}, ["klub", "pece"]),
        ({"target_groups": ["seniors"], "service_class": "registered"}, ["pece"]),
        ({"municipality": "599808"}, ["domov", "klub"]),
        ({"municipality": "500011", "orp": "8104"}, ["klub", "pece"]),
    ):
        assert sorted(catalogue.search("", **filters)) == expected, filters
    assert catalogue.search("domov", forms=["field"]) == []
    assert refusal(catalogue.found) == ("query", "REQUIRED")
    for field in ("service_types", "forms", "target_groups", "situations"):
        assert refusal(catalogue.found, "domov", **{field: ["terénní"]}) == (field, "UNKNOWN_CODE")


def test_open_now_and_free_capacity_are_told_from_what_holds_at_this_moment(catalogue):
    at = datetime.now(UTC).astimezone(PRAGUE)
    today = {"year": at.year, "month": at.month, "day": at.day}
    old = (at - timedelta(days=200)).date()
    other_day = OpeningHours(weekday=(at.isoweekday() + 2) % 7 + 1, opens="08:00", closes="12:00")
    catalogue.service("vzdy", title="Linka", nonstop=True)
    catalogue.service("jindy", title="Linka jindy", hours=[other_day])
    catalogue.service("nevi", title="Linka bez hodin")
    assert catalogue.search("linka", open_now=True) == ["vzdy"]
    reports = {
        "vzdy": {"available": 2, "as_of": today},
        "jindy": {"available": 2, "as_of": {"year": old.year, "month": old.month, "day": old.day}},
        "nevi": {"available": 2, "as_of": today, "available_visibility": "hidden"},
    }
    for service, values in reports.items():
        report = CapacityReport(unit="clients", form="outpatient", status="capacity", **values)
        request = edit.ReportCapacityRequest(parent=f"{AREA}/services/{service}", report=report)
        catalogue.write("ReportCapacity", request)
    assert catalogue.search("", free_capacity=True) == ["vzdy"]
    assert catalogue.search("linka", free_capacity=True, open_now=True) == ["vzdy"]


def test_a_group_of_synonyms_works_from_the_next_search_on(catalogue):
    catalogue.service("taxi", title="Odvoz seniorů")
    assert catalogue.search("babotaxi") == []
    group = Synonyms(terms=["babotaxi", "odvoz seniorů"])
    request = edit.CreateSynonymsRequest(parent=AREA, synonyms=group, synonyms_id="taxi")
    made = catalogue.write("CreateSynonyms", request)
    assert catalogue.search("babotaxi") == ["taxi"]
    assert why(catalogue, "babotaxi")[0][0][3] == "synonym"
    catalogue.write("DeleteSynonyms", edit.DeleteSynonymsRequest(name=made.name))
    assert catalogue.search("babotaxi") == []
    single = edit.CreateSynonymsRequest(parent=AREA, synonyms=Synonyms(terms=["sám"]))
    assert refusal(catalogue.write, "CreateSynonyms", single) == ("synonyms.terms", "REQUIRED")
    signs = edit.CreateSynonymsRequest(parent=AREA, synonyms=Synonyms(terms=["taxi", "--"]))
    assert refusal(catalogue.write, "CreateSynonyms", signs) == ("synonyms.terms.1", "REQUIRED")


def test_searches_in_vain_are_counted_without_what_may_be_personal(catalogue):
    for query in ("zubař", "Zubař", "Novák", "jan.novak@example.cz", "rodné číslo 8001011234", "x" * 200):
        assert catalogue.search(query) == []
    catalogue.service("klub", title="Klub")
    assert catalogue.search("klub") == ["klub"]
    assert searches_in_vain(catalogue) == {"zubar": 2}
    assert searches_in_vain(catalogue, "analyst") == {"zubar": 2}


def test_a_query_has_words_and_two_hundred_characters_at_most(catalogue):
    catalogue.service("pujcovna")
    for query in ("   ", "\t\n", "\u00a0", "\u0301", "--", "🙂"):
        assert refusal(catalogue.search, query) == ("query", "REQUIRED"), query
    assert refusal(catalogue.search, "x" * 201) == ("query", "TEXT_TOO_LONG")
    assert refusal(catalogue.search, "pujcovna\0") == ("query", "TEXT_CONTROL")
    assert catalogue.search(("pujcovna " * 22).ljust(200)) == ["pujcovna"]
    assert catalogue.search("\ufdfa" * 200) == []


def test_what_is_found_comes_in_pages_in_the_same_order(catalogue):
    for number in range(5):
        catalogue.service(f"s{number}", title=f"Domov {number}")
    whole = catalogue.search("domov")
    first = catalogue.found("domov", page_size=2)
    second = catalogue.found("domov", page_size=2, page_token=first.next_page_token)
    third = catalogue.found("domov", page_size=2, page_token=second.next_page_token)
    assert [hit.service.name for page in (first, second, third) for hit in page.hits] == [
        f"{AREA}/services/{service}" for service in whole
    ]
    assert (len(whole), first.total, third.next_page_token) == (5, 5, "")
    assert refusal(catalogue.found, "klub", page_token=first.next_page_token) == ("page_token", "PAGE_TOKEN")
    assert first.hits[0].service.provider == CHARITA


@pytest.mark.parametrize("address", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_two_replicas_find_the_same_whatever_each_of_them_wrote(instance):
    one = Catalogue(instance("catalogue"))
    one.provider()
    other = Catalogue(instance("catalogue", keys=one.instance.folder))
    one.service("a", title="Poradna pro dlužníky")
    other.service("b", title="Dluhová poradna")
    assert one.search("poradna") == other.search("poradna")
    one.delete(f"{AREA}/services/a")
    assert other.search("poradna") == one.search("poradna") == ["b"]
