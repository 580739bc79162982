"""The change feed: ordered, resumable, complete, and public only."""

import random
import threading
from hashlib import sha256

import pytest
from support.catalogue import AREA, CHARITA, Catalogue, refusal
from support.full_catalogue import (
    DEBTS,
    HOUSE,
    LINE,
    REFUGE,
    SERVICE,
    days_ago,
    fill,
    hide,
    hide_address,
    report,
    today,
    write,
)
from support.outputs import Copy, change_parts, changes

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import catalogue_service_pb2 as read
from komplan.catalogue.v1 import place_pb2
from komplan_catalogue.usecases.outputs import feed
from komplan_core.errors import Refused

BEDS = f"{SERVICE}/capacities/residential-beds"


@pytest.fixture
def catalogue(instance):
    return Catalogue(instance("catalogue"))


@pytest.fixture
def full(catalogue):
    fill(catalogue)
    return catalogue


def said(found):
    """Name and whether deleted, in the order of the feed."""
    return [(change.name, change.deleted) for change in found]


def test_every_public_entry_comes_once_in_the_order_of_its_last_change(full):
    found = changes(full)
    assert said(found) == [(name, False) for name in (DEBTS, HOUSE, REFUGE, LINE, CHARITA, SERVICE, BEDS)]
    kinds = [change.WhichOneof("entry") for change in found]
    assert kinds == ["situation", "place", "place", "place", "provider", "service", "capacity"]
    assert [change.number for change in found] == list(range(1, 8))
    assert found[4].provider == full.get(CHARITA)
    assert found[5].service == full.get(SERVICE)
    assert str(found[5].number) == found[5].service.etag


def test_what_changed_often_comes_once_as_it_is_now(full):
    for text in ("a", "b", "c"):
        full.update_service(SERVICE, "alert", alert=text)
    full.update_provider("title", title="Charita")
    found = changes(full)
    assert said(found)[-2:] == [(SERVICE, False), (CHARITA, False)]
    assert len(found) == 7
    assert found[-2].service.alert == "c"
    assert said(changes(full, found[-2].number)) == [(CHARITA, False)]


def test_what_was_deleted_is_a_tombstone_until_it_is_there_again(full):
    full.delete(SERVICE)
    found = changes(full)
    assert said(found)[-2:] == [(BEDS, True), (SERVICE, True)]
    assert [change.WhichOneof("entry") for change in found[-2:]] == [None, None]
    full.service("domov", title="Nový domov")
    again = changes(full, found[-1].number)
    assert [(change.name, change.service.title) for change in again] == [(SERVICE, "Nový domov")]


def test_only_what_is_public_is_told(full):
    before = change_parts(full)[-1].after
    hide_address(full, REFUGE, "Skrytá 7, Vzorov")
    hide(full, SERVICE, "phone", "+420 555 999 999")
    (part,) = change_parts(full, before)
    assert (list(part.changes), part.end) == ([], True)
    assert part.after == before + 2


def test_a_capacity_is_what_everybody_may_see(full):
    report(
        full, "residential", "beds", available=7, waiting=9, funded=11, note="jen pro odborníky",
        available_visibility="professionals", waiting_visibility="hidden", note_visibility="hidden",
    )  # fmt: skip
    capacity = changes(full)[-1].capacity
    assert not capacity.HasField("available")
    assert not capacity.HasField("waiting")
    assert not capacity.HasField("registered")
    assert (capacity.funded, capacity.status, capacity.note) == (11, "unknown", "")
    assert (capacity.form, capacity.unit, capacity.as_of.year) == ("residential", "beds", today().year)


def test_an_expired_capacity_has_no_numbers(full):
    report(full, "residential", "beds", available=7, waiting=9, as_of=days_ago(15))
    capacity = changes(full)[-1].capacity
    assert capacity.expired
    assert not capacity.HasField("available")
    assert not capacity.HasField("waiting")


def test_a_place_that_became_secret_tells_nothing_of_before(full):
    full.update_service(SERVICE, "places", places=[{"place": HOUSE}])  # a workplace's name would tell
    secret = place_pb2.Place(name=HOUSE, title="Dům", location_type="confidential")
    write(full, edit.UpdatePlaceRequest(place=secret))
    (place,) = [change.place for change in changes(full) if change.name == HOUSE]
    assert not place.HasField("address")
    assert not place.HasField("point")


def test_the_first_part_names_the_area_and_the_last_one_gives_the_digest_of_everything(full, monkeypatch):
    monkeypatch.setattr(feed, "AT_ONCE", 2)
    parts = change_parts(full, with_digest=True)
    assert [part.HasField("head") for part in parts] == [True] + [False] * (len(parts) - 1)
    assert (parts[0].head.name, parts[0].head.journal_head) == (AREA, 7)
    told = sha256()
    for change in sorted(changes(full), key=lambda change: change.name):
        entry = getattr(change, change.WhichOneof("entry"))
        is_capacity = change.WhichOneof("entry") == "capacity"
        message = str(change.number).encode() if is_capacity else entry.SerializeToString(deterministic=True)
        told.update(f"{change.name} {len(message)}\n".encode() + message)
    assert [(part.records, part.digest) for part in parts if part.end] == [(7, told.digest())]
    (later,) = change_parts(full, 7, with_digest=True)
    assert (later.records, later.digest) == (7, told.digest())
    full.delete(SERVICE)
    assert change_parts(full, 7, with_digest=True)[-1].records == 5


def test_a_reader_with_everything_gets_an_end_only(full):
    (part,) = change_parts(full, 7)
    assert (list(part.changes), part.after, part.end) == ([], 7, True)


def test_nothing_is_told_of_an_empty_catalogue(catalogue):
    (part,) = change_parts(catalogue)
    assert (list(part.changes), part.after, part.end) == ([], 0, True)


def test_a_number_that_cannot_be_is_refused(full):
    assert refusal(change_parts, full, -1) == ("after", "INVALID_VALUE")
    with pytest.raises(Refused) as refused:
        change_parts(full, 8)
    assert refused.value.reason == "NUMBER_AHEAD"


def test_every_number_and_every_part_is_a_place_to_resume(full, monkeypatch):
    monkeypatch.setattr(feed, "AT_ONCE", 2)
    parts = change_parts(full)
    assert [part.end for part in parts] == [False, False, False, True]
    assert [part.after for part in parts] == [2, 4, 6, 7]
    whole = said(changes(full))
    for taken, change in enumerate(changes(full), 1):
        assert said(changes(full, change.number)) == whole[taken:]


def test_long_entries_come_in_several_parts_each_of_which_can_be_resumed(catalogue):
    catalogue.provider()
    for _ in range(5):
        catalogue.service(description="x" * 96_000)
    parts = change_parts(catalogue)
    assert [len(part.changes) for part in parts] == [4, 2]
    assert [(part.after, part.end) for part in parts] == [(4, False), (6, True)]
    assert said(changes(catalogue, parts[0].after)) == said(parts[1].changes)


def truth(catalogue, names):
    """What a citizen reads of these names now."""
    listed = catalogue.read("ListServices", read.ListServicesRequest(parent=AREA, page_size=500)).services
    return {service.name: service for service in listed if service.name in names}


def test_a_copy_that_follows_with_broken_lines_is_what_everybody_reads(catalogue, monkeypatch, seed):
    monkeypatch.setattr(feed, "AT_ONCE", 3)
    chance = random.Random(seed)
    catalogue.provider()
    copy, names = Copy(catalogue), {f"{AREA}/services/s{number}" for number in range(9)}
    for step in range(80):
        name = chance.choice(sorted(names))
        there = name in truth(catalogue, names)
        if not there:
            catalogue.service(name.rsplit("/", 1)[-1], title=f"krok {step}")
        elif chance.random() < 0.3:
            catalogue.delete(name)
        elif chance.random() < 0.3:
            report(catalogue, "field", "calls", name, available=step)
        else:
            catalogue.update_service(name, "title", title=f"krok {step}")
        if chance.random() < 0.3:
            copy.follow(most_parts=chance.choice([1, 2, None]))
    copy.follow()
    held = {name: change.service for name, change in copy.entries.items() if name in names}
    assert held == truth(catalogue, names)


def test_with_several_writers_a_reader_that_resumes_loses_nothing(instance, address, monkeypatch):
    monkeypatch.setattr(feed, "AT_ONCE", 4)
    first = instance("catalogue")
    catalogues = [Catalogue(first), Catalogue(instance("catalogue", keys=first.folder))]
    catalogues[0].provider()
    copy, stop, numbers = Copy(catalogues[1]), threading.Event(), []

    def work(writer, catalogue):
        for step in range(12):
            name = catalogue.service(f"w{writer}-{step % 5}" if step < 5 else "", title=f"krok {step}").name
            catalogue.update_service(name, "title", title=f"změna {step}")
            if step % 4 == 3:
                catalogue.delete(name)

    def follow():
        while not stop.is_set():
            poll()
        poll()

    def poll():
        for part in change_parts(catalogues[1], copy.after):
            numbers.extend(change.number for change in part.changes)
            copy.take(part)

    reader = threading.Thread(target=follow)
    threads = [threading.Thread(target=work, args=item) for item in enumerate(catalogues)]
    for thread in (reader, *threads):
        thread.start()
    for thread in threads:
        thread.join(60)
    stop.set()
    reader.join(60)
    journal = catalogues[0].journal()
    assert len(journal) == 1 + 2 * (12 + 12 + 3)
    assert numbers == sorted(set(numbers))
    assert copy.after == len(journal)
    services = {name for name, _, deleted, _ in journal if not deleted and name != CHARITA}
    held = {name: change.service for name, change in copy.entries.items() if name != CHARITA}
    assert held == truth(catalogues[0], services)
    assert len(held) == 18
