"""Neighbouring cities cosign each other's book; a book that was set back or rewritten takes no entries any more."""

from functools import cached_property

import pytest
from sqlalchemy import text
from support.books import Book
from support.consultation import Desk, told
from support.databases import ON_SQLITE
from support.instance import Instance
from support.witnessing import Clock, Watch, copied, go_round, own_key, restore

from komplan.consultation.v1 import book_witness_service_pb2 as pb
from komplan_core.book.checkpoints import opened
from komplan_core.book.notes import VerifierKey
from komplan_core.errors import PlanError
from komplan_kit.config import BookSettings
from komplan_kit.engine import Store


class City:
    """A city with its comment book and its witness, each a service of its own that starts when it is needed."""

    def __init__(self, name, address, folder):
        self.name, self.folder = name, folder / name
        self._address = lambda service: address(f"{name}-{service}")
        self.book = None

    @cached_property
    def watch(self):
        settings = own_key(self.folder / "keys", f"svedek.{self.name}.cz")
        return Watch(Instance(("witness",), self._address, self.folder / "witness", witness=settings))

    def consult(self, neighbour=None):
        """Begin to consult, with this neighbour as a witness."""
        named = (
            []
            if neighbour is None
            else [{"address": neighbour.watch.instance.target, "key": str(neighbour.watch.key())}]
        )
        settings = BookSettings(host=f"kniha.{self.name}.cz", witnesses=named)
        self.book = Instance(("consultation",), self._address, self.folder / "consultation", book=settings)
        return self

    def begin(self, **values):
        """Announce a round, of which the neighbour is told."""
        self.desk = Desk(self.book, **values)
        return self

    @property
    def origin(self):
        return f"kniha.{self.name}.cz/book/jaro"

    def state(self):
        (found,) = self.states().witnesses
        return found

    def states(self):
        request = pb.GetWitnessStateRequest(parent="areas/vzorov/rounds/jaro")
        return self.book.ask("BookWitnessService/GetWitnessState", request, ())

    def stop(self):
        for instance in (self.book, self.__dict__.get("watch") and self.watch.instance):
            if instance is not None:
                instance.stop()


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr("komplan_consultation.compose.utc_now", made)
    return made


@pytest.fixture
def cities(address, tmp_path, clock):
    here, there = (City(name, address, tmp_path) for name in ("vzorov", "sousedov"))
    yield here.consult(there).begin(), there
    here.stop()
    there.stop()


def introduce(city, neighbour):
    """The neighbour begins to witness the city's book, by the key that the city published."""
    key = public_key(city)
    book = Book(city.origin)
    neighbour.watch.know(book, keys=[key])


def public_key(city):
    with Store(city.book.databases["consultation"]).engine.connect() as connection:
        row = connection.execute(text("SELECT public_key FROM log_head")).one()
    return str(VerifierKey(city.origin, 1, bytes(row[0])))


def test_neighbouring_cities_cosign_each_other(cities, clock):
    here, there = cities
    there.consult(here).begin()
    for city, neighbour in ((here, there), (there, here)):
        go_round(city.book)
        assert (city.state().problem, city.state().size) == ("NOT_FOUND", 0)
        introduce(city, neighbour)
    sizes = []
    for _ in range(3):
        clock.pass_by(seconds=60)
        for city, neighbour in ((here, there), (there, here)):
            city.desk.entered()
            go_round(city.book)
            seen = neighbour.watch.latest()
            state = city.state()
            assert (state.problem, state.size, state.cosigned_at.seconds) == ("", seen.size, seen.cosigned_at.seconds)
            assert opened(seen.checkpoint, VerifierKey.parse(public_key(city))).size == seen.size
        sizes.append(here.state().size)
    assert sizes == [sizes[0], sizes[0] + 1, sizes[0] + 2]
    assert here.state().witness == "svedek.sousedov.cz"
    assert here.state().key == str(there.watch.key())
    assert not here.states().alarm


@ON_SQLITE
def test_a_book_is_shown_each_minute_while_its_round_is_open_and_each_hour_after(cities, clock):
    here, there = cities
    introduce(here, there)

    def shown(**period):
        clock.pass_by(**period)
        here.desk.entered() if here.desk.opened else None
        before = here.state().asked_at.ToNanoseconds()
        go_round(here.book)
        return here.state().asked_at.ToNanoseconds() != before

    assert shown(seconds=0)
    assert not shown(seconds=30)
    assert shown(seconds=30)
    here.desk.close()
    here.desk.opened = None
    assert not shown(minutes=30)
    assert shown(minutes=30)


def restored(city, neighbour, before, write=lambda: None):
    """The city's database is set back to an earlier copy, and written to where no witness is asked."""
    city.book.stop()
    restore(city.book.databases["consultation"], before)
    for file in city.book.folder.glob("*heads*"):
        file.unlink()  # who can restore the database can remove what the machine remembers
    city.desk.city = city.consult().book
    write()
    city.book.stop()
    city.desk.city = city.consult(neighbour).book


def test_a_book_that_was_set_back_is_read_only_as_soon_as_a_witness_is_asked(cities, clock):
    here, there = cities
    introduce(here, there)
    before = copied(here.book.databases["consultation"])
    for _ in range(3):
        here.desk.entered()
    go_round(here.book)
    seen = there.watch.latest().size
    restored(here, there, before)
    clock.pass_by(minutes=2)
    go_round(here.book)
    state = here.state()
    assert (state.problem, state.contradicted_size) == ("WITNESSED_SIZE", seen)
    assert here.states().alarm
    with pytest.raises(PlanError, match=r"svedek\.sousedov\.cz") as refused:
        here.desk.entered()
    assert refused.value.reason == "BOOK_READ_ONLY"
    assert there.watch.evidence() == []  # an old checkpoint alone proves nothing


def test_a_book_that_was_rewritten_becomes_evidence(cities, clock):
    here, there = cities
    introduce(here, there)
    go_round(here.book)
    before = copied(here.book.databases["consultation"])
    here.desk.entered("Takhle to bylo.")
    clock.pass_by(minutes=2)
    go_round(here.book)
    seen = there.watch.latest()
    restored(here, there, before, lambda: here.desk.entered("Takhle to má být."))
    clock.pass_by(minutes=2)
    go_round(here.book)
    (found,) = there.watch.evidence()
    key = VerifierKey.parse(public_key(here))
    assert (found.kind, found.size) == ("fork", seen.size)
    assert opened(found.checkpoint, key).root != opened(found.cosigned, key).root
    assert (here.state().problem, here.state().contradicted_size) == ("BOOK_FORKED", seen.size)
    assert told(here.desk.entered)[:2] == ("Refused", "BOOK_READ_ONLY")
    assert there.watch.latest() == seen


@ON_SQLITE
def test_a_witness_that_lies_does_not_stop_a_book(cities, clock):
    here, there = cities
    introduce(here, there)
    go_round(here.book)
    store = Store(there.watch.instance.databases["witness"])
    with store.transaction() as connection:
        connection.execute(text("UPDATE cosigned SET size = 999"))
    here.desk.entered()
    clock.pass_by(minutes=2)
    go_round(here.book)
    assert (here.state().problem, here.state().contradicted_size) == ("WITNESSED_SIZE", 0)
    assert here.desk.entered().number == 2


@ON_SQLITE
def test_silence_of_four_hours_is_an_alarm(cities, clock, capfd):
    here, there = cities
    introduce(here, there)
    go_round(here.book)
    there.watch.instance.stop()
    clock.pass_by(hours=3)
    go_round(here.book)
    assert (here.state().problem, here.states().alarm) == ("PEER_UNAVAILABLE", False)
    clock.pass_by(hours=1, minutes=2)
    go_round(here.book)
    assert (here.state().alarm, here.states().alarm) == (True, True)
    assert here.desk.entered().number == 1
    assert "book_not_cosigned" in "\n".join(capfd.readouterr())
