"""Verifying is a fact of its own: it changes nothing, and no change verifies anything."""

import pytest
from support.catalogue import AREA, CHARITA, refusal
from support.layers import TESTER, LayeredCatalogue

from komplan_core.catalogue.importing import ImportRun
from komplan_core.errors import Forbidden, NotFound, Stale
from komplan_kit.clock import utc_now

PUJCOVNA = f"{AREA}/services/pujcovna"
PROVIDER = ("provider",)


@pytest.fixture
def catalogue(instance):
    running = LayeredCatalogue(instance("catalogue"))
    running.provider()
    running.provider("tester", title="Tester")
    running.service("pujcovna", description="Vozíky")
    yield running
    running.close()


def fields(catalogue, name=PUJCOVNA):
    return {field.field: field for field in catalogue.provenance(name).fields}


def verified(catalogue, name=PUJCOVNA):
    return {name for name, field in fields(catalogue, name).items() if field.shown.HasField("verified_at")}


def test_verifying_notes_who_and_when_and_touches_nothing_else(catalogue):
    before, journal, entry = fields(catalogue), catalogue.journal(), catalogue.get(PUJCOVNA)
    told = catalogue.verify(PUJCOVNA, "title", "description")
    found = {field.field: field for field in told.fields}
    assert verified(catalogue) == {"title", "description"}
    for name in ("title", "description"):
        fact = found[name].shown
        assert fact.verified_role == "catalogue-editor"
        assert fact.verified_at.ToDatetime() > fact.changed_at.ToDatetime()
        assert (fact.changed_at, fact.layer) == (before[name].shown.changed_at, "municipality")
    assert found["provider"] == before["provider"]
    assert (catalogue.journal(), catalogue.get(PUJCOVNA)) == (journal, entry)


def test_verifying_again_moves_the_date(catalogue):
    first = catalogue.verify(PUJCOVNA, "title").fields[0].shown
    second = catalogue.verify(PUJCOVNA, "title").fields[0].shown
    assert second.verified_at.ToDatetime() > first.verified_at.ToDatetime()
    assert second.changed_at == first.changed_at


def test_correcting_a_slip_verifies_nothing_and_takes_no_verification_away(catalogue):
    before = {field.field: field.shown for field in catalogue.verify(PUJCOVNA, "title").fields}
    catalogue.update_service(PUJCOVNA, "title", "description", title="Půjčovna", description="Vozíky a lůžka")
    after = {name: field.shown for name, field in fields(catalogue).items()}
    assert verified(catalogue) == {"title"}
    assert after["title"].verified_at == before["title"].verified_at
    assert after["title"].changed_at.ToDatetime() > after["title"].verified_at.ToDatetime()


def test_an_import_verifies_nothing(catalogue):
    domov = f"{AREA}/services/domov"
    said = {"title": "Domov", "provider": CHARITA, "service_class": "related"}
    catalogue.register(domov, **said)
    catalogue.register(domov, **said)
    run = {"kind": "register", "state": "applied", "imported_at": utc_now(), "fetched_at": utc_now()}
    catalogue.transact(lambda tx: tx.imports.runs.add(ImportRun(name=f"{AREA}/imports/r1", **run)))
    assert verified(catalogue, domov) == set()
    fetched = catalogue.provenance(domov).register_fetched_at
    assert fetched.ToDatetime() == run["fetched_at"].replace(tzinfo=None)


def test_only_what_is_shown_is_verified(catalogue):
    catalogue.register(PUJCOVNA, title="PŮJČOVNA")
    catalogue.verify(PUJCOVNA)
    assert verified(catalogue) == {"title", "provider", "service_class", "description"}
    (register,) = fields(catalogue)["title"].others
    assert register.layer == "register"
    assert not register.HasField("verified_at")
    catalogue.withdraw(PUJCOVNA, "municipality", "title")
    assert "title" not in verified(catalogue)


def test_what_was_changed_since_it_was_read_is_not_verified(catalogue):
    etag = catalogue.get(PUJCOVNA).etag
    catalogue.update_service(PUJCOVNA, "alert", alert="Zavřeno")
    with pytest.raises(Stale):
        catalogue.verify(PUJCOVNA, etag=etag)
    assert verified(catalogue) == set()
    catalogue.verify(PUJCOVNA, etag=catalogue.get(PUJCOVNA).etag)
    assert "alert" in verified(catalogue)


def test_what_is_not_there_cannot_be_verified(catalogue):
    assert refusal(catalogue.verify, PUJCOVNA, "colour") == ("paths", "MASK_PATH")
    assert refusal(catalogue.verify, f"{AREA}/situations/dluhy") == ("name", "NAME_FORMAT")
    with pytest.raises(NotFound):
        catalogue.verify(f"{AREA}/services/nic")


def test_a_provider_verifies_what_is_its_own(catalogue):
    place = catalogue.place("dum").name
    own = catalogue.service("vlastni", provider=TESTER, places=[{"place": place}]).name
    for name in (own, TESTER, place):
        told = catalogue.verify(name, roles=PROVIDER)
        assert {field.shown.verified_role for field in told.fields} == {"provider"}
    foreign = catalogue.place("jinde").name
    for name in (PUJCOVNA, CHARITA, foreign):
        with pytest.raises(Forbidden):
            catalogue.verify(name, roles=PROVIDER)
        assert verified(catalogue, name) == set()
    for roles in ((), ("professional",), ("clerk",)):
        with pytest.raises(Forbidden):
            catalogue.verify(own, roles=roles)


def test_a_repeated_request_verifies_once(catalogue):
    first = catalogue.verify(PUJCOVNA, "title", request_id="r-1")
    assert catalogue.verify(PUJCOVNA, "title", request_id="r-1") == first
