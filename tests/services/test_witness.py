"""A witness cosigns books that only grow; a book that contradicts itself is refused and becomes evidence."""

import pytest
from support.books import Book, signing
from support.consultation import told
from support.databases import ON_SQLITE
from support.witnessing import Watch, book, grow, own_key, proof

from komplan.witness.v1 import witness_office_service_pb2 as office
from komplan.witness.v1 import witness_service_pb2 as pb
from komplan.witness.v1.witness_pb2 import WitnessedLog
from komplan_core.book.checkpoints import opened
from komplan_core.book.cosignatures import cosigned
from komplan_core.book.notes import Note
from komplan_core.errors import PlanError, Refused


@pytest.fixture
def watch(instance, tmp_path):
    return Watch(instance("witness", witness=own_key(tmp_path)))


def test_a_book_that_grows_is_cosigned(watch):
    grown = book(3)
    log = watch.know(grown)
    line = watch.add(grown)
    note = Note.parse(grown.checkpoint()).with_line(line).format()
    assert set(cosigned(note, [watch.key()])) == {"svedek.vzorov.cz"}
    for _ in range(2):
        old = len(grown.entries)
        for _ in range(5):
            grow(grown)
        watch.add(grown, old)
    watch.add(grown, len(grown.entries))  # the same once more: it is cosigned anew
    latest = watch.latest()
    assert (latest.name, latest.origin, latest.size) == (log.name, grown.origin, 14)
    assert opened(latest.checkpoint, grown.key.verifier).size == 14
    assert cosigned(latest.checkpoint, [watch.key()]) == {"svedek.vzorov.cz": latest.cosigned_at.seconds}
    assert watch.evidence() == []


@ON_SQLITE
def test_what_no_known_log_signed_is_refused(watch):
    known, other = book(2), Book("kniha.jinde.cz/book/1")
    other.tell("round.moved", to="announced")
    watch.know(known)
    assert told(lambda: watch.add(other))[:2] == ("NotFound", "NOT_FOUND")
    forged = Book(key=signing(seed="thief"))
    forged.entries = known.entries
    assert told(lambda: watch.add(forged))[:2] == ("Forbidden", "LOG_SIGNATURE")
    damaged = known.checkpoint().replace("\n3\n", "\n2\n")
    assert told(lambda: watch.add(known, checkpoint=damaged))[:2] == ("Forbidden", "LOG_SIGNATURE")
    assert told(watch.latest)[:2] == ("NotFound", "NOT_FOUND")


@ON_SQLITE
def test_what_is_no_checkpoint_is_refused(watch):
    known = book(2)
    watch.know(known)
    for values, reason, field in (
        ({"checkpoint": "ahoj"}, "INVALID_VALUE", "checkpoint"),
        ({"checkpoint": known.checkpoint() * 200}, "TEXT_TOO_LONG", "checkpoint"),
        ({"proof": [b"x" * 32] * 64}, "TOO_MANY", "proof"),
        ({"proof": [b"x" * 31]}, "INVALID_VALUE", "proof.0"),
        ({"proof": [b"x" * 32]}, "INVALID_VALUE", "proof"),
    ):
        request = watch.shown(known)
        request = pb.AddCheckpointRequest(
            checkpoint=values.get("checkpoint", request.checkpoint), proof=values.get("proof", request.proof)
        )
        answer = told(lambda given=request: watch.instance.ask("WitnessService/AddCheckpoint", given, ()))
        assert answer == ("Invalid", reason, [field])
    watch.add(known)
    smaller = pb.AddCheckpointRequest(checkpoint=known.checkpoint(2), old_size=3)
    answer = told(lambda: watch.instance.ask("WitnessService/AddCheckpoint", smaller, ()))
    assert answer == ("Invalid", "INVALID_VALUE", ["checkpoint"])
    assert watch.evidence() == []


def test_another_old_size_is_told_the_right_one(watch):
    known = book(5)
    watch.know(known)
    watch.add(known, size=4)
    for old in (0, 3, 5):
        with pytest.raises(PlanError) as caught:
            watch.add(known, old)
        assert (type(caught.value).__name__, caught.value.reason) == ("Stale", "WITNESSED_SIZE")
        assert [(item.field, item.message) for item in caught.value.violations] == [("old_size", "4")]
    watch.add(known, 4)


def test_a_forked_book_becomes_evidence_once(watch):
    honest, forked = book(4), book(4, channel_note="jinak")
    watch.know(honest)
    watch.add(honest)
    before = watch.latest()
    for _ in range(2):
        assert told(lambda: watch.add(forked, 5, proof=[]))[:2] == ("Refused", "BOOK_FORKED")
    (found,) = watch.evidence()
    assert (found.kind, found.size) == ("fork", 5)
    assert opened(found.checkpoint, honest.key.verifier).root != opened(found.cosigned, honest.key.verifier).root
    assert opened(found.cosigned, honest.key.verifier).size == found.size
    got = watch.instance.ask("WitnessService/GetEvidence", pb.GetEvidenceRequest(name=found.name), ())
    assert got == found
    assert watch.latest() == before


def test_a_book_that_was_set_back_and_written_anew_becomes_evidence_at_any_size(watch):
    honest = book(2)
    watch.know(honest)
    watch.add(honest)
    for _ in range(6):
        grow(honest)
        watch.add(honest, len(honest.entries) - 1)
    anew = Book()
    anew.entries = honest.entries[:4]
    for _ in range(2):
        grow(anew, note="jinak")
    assert told(lambda: watch.add(anew, 4))[:2] == ("Refused", "BOOK_FORKED")  # six entries, of which it saw others
    for _ in range(6):
        grow(anew)
    assert told(lambda: watch.add(anew, 9))[:2] == ("Refused", "BOOK_NOT_GROWN")
    assert [(item.kind, item.size) for item in watch.evidence()] == [("fork", 6)]


@ON_SQLITE
def test_a_stranger_who_shows_genuine_checkpoints_with_wrong_proofs_leaves_no_evidence(watch):
    honest = book(9)
    watch.know(honest)
    watch.add(honest, size=4)
    before = watch.latest()
    for size in range(5, 10):
        answer = told(lambda shown=size: watch.add(honest, 4, size=shown, proof=[b"x" * 32]))
        assert answer[:2] == ("Refused", "BOOK_NOT_GROWN")
    assert (watch.evidence(), watch.latest()) == ([], before)
    watch.add(honest, 4)


def test_of_two_checkpoints_at_once_one_follows_the_other(watch):
    known = book(12)
    watch.know(known)
    watch.add(known, size=3)
    requests = [watch.shown(known, 3, size) for size in range(4, 13)]
    answers = watch.instance.ask_all("WitnessService/AddCheckpoint", requests, ())
    assert sorted(type(answer).__name__ for answer in answers) == ["AddCheckpointResponse", *["Stale"] * 8]
    assert watch.evidence() == []


def test_keys_are_added_and_a_log_is_stopped_and_never_forgotten(watch):
    known = book(2)
    log = watch.know(known)
    new = signing(seed="new")
    rotated = Book(key=new)
    rotated.entries = known.entries
    watch.add(known)

    def update(*paths, **values):
        request = office.UpdateWitnessedLogRequest(witnessed_log=WitnessedLog(name=log.name, **values))
        request.update_mask.paths.extend(paths)
        return watch.instance.ask("WitnessOfficeService/UpdateWitnessedLog", request, ("admin",))

    assert told(lambda: watch.add(rotated, 3))[:2] == ("Forbidden", "LOG_SIGNATURE")
    update("keys", keys=[*log.keys, str(new.verifier)])
    watch.add(rotated, 3)
    foreign = signing("kniha.jinde.cz/book/1")
    assert told(lambda: update("keys", keys=[str(foreign.verifier)]))[:2] == ("Invalid", "INVALID_VALUE")
    both = {"origin": foreign.name, "keys": [str(foreign.verifier)]}
    assert told(lambda: update("origin", "keys", **both))[:2] == ("Refused", "ALREADY_WITNESSED")
    delete = office.DeleteWitnessedLogRequest(name=log.name)
    drop = lambda: watch.instance.ask("WitnessOfficeService/DeleteWitnessedLog", delete, ("admin",))  # noqa: E731
    assert told(drop)[:2] == ("Refused", "ALREADY_WITNESSED")
    update("stopped", stopped=True)
    assert told(lambda: watch.add(rotated, 3))[:2] == ("NotFound", "NOT_FOUND")
    assert watch.latest().size == 3


@ON_SQLITE
def test_only_an_administrator_says_what_is_witnessed(watch):
    known = book(1)
    request = office.CreateWitnessedLogRequest(parent=watch.parent, witnessed_log=WitnessedLog(title="X"))
    asking = lambda roles: watch.instance.ask("WitnessOfficeService/CreateWitnessedLog", request, roles)  # noqa: E731
    for roles in ((), ("clerk",), ("region",)):
        assert told(lambda given=roles: asking(given))[:2] == ("Forbidden", "ROLE_REQUIRED")
    watch.know(known)
    assert told(lambda: watch.know(known, "leto"))[:2] == ("Taken", "ALREADY_EXISTS")
    found = watch.instance.ask(
        "WitnessService/ListWitnessedLogs", pb.ListWitnessedLogsRequest(parent=watch.parent, origin=known.origin), ()
    )
    assert [log.name for log in found.witnessed_logs] == [watch.log]
    elsewhere = pb.ListWitnessedLogsRequest(parent="regions/vzorovsky")
    answer = told(lambda: watch.instance.ask("WitnessService/ListWitnessedLogs", elsewhere, ()))
    assert answer[:2] == ("NotFound", "AREA_MISMATCH")


@ON_SQLITE
def test_a_region_may_witness_too(instance, tmp_path):
    region = instance("region", "witness", region="vzorovsky", witness=own_key(tmp_path, "svedek.kraj.cz"))
    watch, grown = Watch(region), book(1)
    watch.parent, watch.log = "regions/vzorovsky", "regions/vzorovsky/witnessed-logs/jaro"
    watch.know(grown)
    line = watch.add(grown)
    assert cosigned(Note.parse(grown.checkpoint()).with_line(line).format(), [watch.key()]).keys() == {"svedek.kraj.cz"}


@ON_SQLITE
def test_a_key_that_others_may_read_is_not_used(instance, tmp_path):
    settings = own_key(tmp_path)
    settings["key"].chmod(0o640)
    with pytest.raises(Refused, match="chmod 600"):
        instance("witness", witness=settings)


def test_what_was_cosigned_outlives_a_restart(instance, tmp_path):
    known = book(4)
    first = Watch(instance("witness", witness=own_key(tmp_path)))
    first.know(known)
    first.add(known)
    first.instance.stop()
    second = Watch(instance("witness", witness=own_key(tmp_path)))
    assert told(lambda: second.add(known))[:2] == ("Stale", "WITNESSED_SIZE")
    grow(known)
    second.add(known, 5)
    assert second.latest().size == 6
    assert proof(known, 5)
