"""Merging entries of which the register and providers speak; and how a merge is undone."""

import random

import pytest
from support.campaigns import Hands
from support.catalogue import AREA, CHARITA, ids, refusal
from support.importing import Importing, facility, record
from support.layers import LayeredCatalogue
from support.merging import MergeOffice, lines
from support.outputs import changes
from support.reporting import Reporting

from komplan_core.errors import Refused

A, B, C = (f"{AREA}/services/{name}" for name in "abc")
OF_REGISTER = {
    "title": "Domov Vzorov",
    "provider": CHARITA,
    "service_class": "registered",
    "registration_number": "1",
    "register_id": "42",
    "service_type": "home-for-seniors",
    "forms": ["residential"],
}


@pytest.fixture
def office(instance, monkeypatch):
    clock = Hands()
    monkeypatch.setattr("komplan_catalogue.compose.utc_now", clock)
    made = MergeOffice(instance("catalogue"), clock)
    made.provider()
    return made


@pytest.fixture
def layers(office):
    made = LayeredCatalogue(office.instance)
    yield made
    made.close()


def test_what_the_register_says_moves_with_the_entry_and_stays_its_word(office, layers):
    office.service("a", title="Domov U Lípy", alert="Pozor")
    layers.register(B, source="run-1", **OF_REGISTER)
    office.merge(A, B)
    kept = office.get(A)
    assert (kept.title, kept.alert) == ("Domov U Lípy", "Pozor")
    assert (kept.register_id, list(kept.forms), kept.service_class) == ("42", ["residential"], "registered")
    assert layers.layers_of(A)["forms"] == "register"
    assert layers.layers_of(A)["title"] == "municipality"
    assert refusal(office.update_service, A, "forms", forms=["field"]) == ("service.forms", "FIELD_OF_REGISTER")


def test_nobody_chooses_against_the_register(office, layers):
    layers.register(A, **OF_REGISTER)
    office.registered("b", registration_number="1", service_type="home-for-seniors", forms=["field"])
    seen = office.preview_merge(A, B)
    assert lines(seen)["forms"] == ("keep", ["pobytová"], ["terénní"])
    assert {item.field for item in seen.fields if item.of_register} >= {"forms", "register_id"}
    with pytest.raises(Refused) as refused:
        office.preview_merge(A, B, forms="gone")
    assert refused.value.reason == "FIELD_OF_REGISTER"
    office.merge(A, B)
    assert list(office.get(A).forms) == ["residential"]


def test_the_registers_services_of_a_merged_provider_move(office, layers):
    jina = office.provider("jina", title="Charita", ico="25596641").name
    layers.register(B, **{**OF_REGISTER, "provider": jina})
    office.merge(CHARITA, jina)
    assert office.get(B).provider == CHARITA
    assert layers.layers_of(B)["provider"] == "register"


def test_the_registers_services_at_a_merged_place_move(office, layers):
    office.place("lipa")
    office.place("dum")
    lipa, dum = f"{AREA}/places/lipa", f"{AREA}/places/dum"
    layers.register(B, **{**OF_REGISTER, "places": [{"place": dum, "title": "Pobočka"}]})
    office.merge(lipa, dum)
    assert [(at.place, at.title) for at in office.get(B).places] == [(lipa, "Pobočka")]
    assert layers.layers_of(B)["places"] == "register"


def test_the_next_import_goes_on_speaking_of_the_kept_entries(office):
    importing = Importing(office.instance)
    importing.register([record(1), record(2, zarizeni=[facility("Jiný dům", 11867907)])])
    (ours,) = [name for name in importing.state() if name.endswith("/ap-11867906")]
    office.place("jine", title="Náš dům", address={"street": "Dubová 1"})
    office.service("z", title="Náš domov")
    office.merge(f"{AREA}/places/jine", ours)
    office.merge(f"{AREA}/services/z", f"{AREA}/services/rpss-1")
    names = set(importing.state())
    again = [record(1, formy=[], popis="Nově"), record(2, zarizeni=[facility("Jiný dům", 11867907)])]
    assert importing.register(again).run.counts.changed == 1
    assert set(importing.state()) == names
    assert [at.place for at in office.get(f"{AREA}/services/rpss-1").places] == [f"{AREA}/places/jine"]
    assert list(office.get(f"{AREA}/services/z").forms) == []
    assert office.get_place(ours).address.street == "Dubová 1"


def test_the_feed_tells_that_the_entry_is_gone_and_nothing_of_the_merge(office):
    office.service("a", description="Půjčujeme")
    office.service("b", alert="Pozor")
    office.merge(A, B)
    told = [(change.name, change.deleted) for change in changes(office)]
    assert told == [(CHARITA, False), (B, True), (A, False)]


def test_restoring_brings_the_merged_entry_back_under_its_own_name(office):
    kept = office.service("a", description="Půjčujeme")
    gone = office.service("b", description="Půjčíme", languages=["uk"])
    office.merge(A, B)
    office.restore(B, gone.etag)
    assert (office.get(B).name, office.get(B).description) == (B, "Půjčíme")
    assert office.merges() == {}
    office.restore(A, kept.etag)
    assert (office.get(A).description, list(office.get(A).languages)) == ("Půjčujeme", [])
    assert [deleted for name, _, deleted, _ in office.journal() if "/merges/" in name] == [False, True]


def test_whoever_was_merged_into_a_restored_entry_leads_to_it_again(office):
    office.service("a")
    middle = office.service("b")
    office.service("c")
    office.merge(B, A)
    office.merge(C, B)
    assert office.merges() == {"a": "c", "b": "c"}
    office.restore(B, middle.etag)
    assert office.merges() == {"a": "b"}
    assert office.get(A).name == B


def test_every_name_leads_to_an_entry_that_is_there_after_any_merges_and_restorations(office, seed):
    chance, first = random.Random(seed), {name: office.service(name).etag for name in "abcdef"}
    leads = {name: name for name in first}
    merged: dict[str, str] = {}
    for _ in range(25):
        keep, gone = chance.sample(sorted(first), 2)
        if chance.random() < 0.7 and not {keep, gone} & merged.keys():
            office.merge(f"{AREA}/services/{keep}", f"{AREA}/services/{gone}")
            merged[gone] = keep
        elif gone in merged:
            office.restore(f"{AREA}/services/{gone}", first[gone])
            del merged[gone]
        for name in first:
            leads[name] = name
            while leads[name] in merged:
                leads[name] = merged[leads[name]]
        assert {name: ids([office.get(f"{AREA}/services/{name}")])[0] for name in first} == leads
        assert office.merges() == {name: leads[name] for name in merged}
    assert set(office.services()) == first.keys() - merged.keys()


def test_open_proposals_about_the_entry_that_goes_are_decided_first(office):
    office.provider("tester", title="Poradna")
    office.service("a", provider=f"{AREA}/providers/tester")
    office.service("b", provider=f"{AREA}/providers/tester")
    request = office.propose(B, description="Nově")
    with pytest.raises(Refused) as refused:
        office.merge(A, B)
    assert refused.value.reason == "STILL_REFERRED_TO"
    office.decide(request, "description")
    office.merge(A, B)
    assert office.get(A).description == "Nově"


def test_yearly_reports_stay_with_their_service(office):
    office.registered("a")
    office.registered("b")
    reporting = Reporting(office.instance)
    reporting.open()
    reporting.begin("b")
    with pytest.raises(Refused) as refused:
        office.merge(A, B)
    assert refused.value.reason == "STILL_REFERRED_TO"
    office.merge(B, A)
    assert office.get(A).name == B


def test_a_correction_that_the_office_took_answers_the_campaign(office):
    office.provider("tester", title="Poradna")
    office.home("a", provider=f"{AREA}/providers/tester")
    office.home("b", provider=f"{AREA}/providers/tester", registration_number="2")
    office.started()
    letters = {letter.item.rsplit("/", 1)[-1]: letter for letter in office.sent()}
    refused, taken = office.propose(A, description="Nově"), office.propose(B, description="Nově", alert="Pozor")
    office.decide(refused, reason="Není to pravda.")
    assert office.items()["a"].state == "reminded"
    office.decide(taken, "description", reason="Jen popis.")
    assert office.items()["b"].state == "changed"
    office.clock.go(14)
    assert [letter.item.rsplit("/", 1)[-1] for letter in office.due()] == ["a"]
    office.confirmed(letters["b"].token)
    assert office.items()["b"].state == "changed"
    office.close()
    tally = office.report().tally
    assert (tally.changed, tally.unreachable, tally.total) == (1, 1, 2)
