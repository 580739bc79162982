"""What komplan writes, an independent implementation (tlog-scales) verifies, and the other way round."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.books import ORIGIN, START, WITNESSES, Book, honest, keys, private, register, salt, signing, witnessed
from tlog_scales import reader, writer
from tlog_scales.backend import LocalBackend
from tlog_scales.signing import PlainEd25519Signer, Vkey, VkeySet
from tlog_scales.tlog import Checkpoint as OtherCheckpoint
from tlog_scales.tlog import ConsistencyProof, ConsistencyProofInvalid, InclusionProof

from komplan_core.book import checkpoints, merkle, tiles
from komplan_core.book.proofs import HEADER
from komplan_core.book.receipts import extra
from komplan_core.book.texts import unbased
from komplan_core.book.verifying import verify_book

AT = int(START.timestamp())
BOOK = Book()
for NUMBER in range(1, 301):
    register(BOOK, NUMBER)
NODES = BOOK.nodes()


def stored(level: int, index: int) -> bytes:
    return NODES[level, index]


def verified_by_other(note: str) -> tuple[OtherCheckpoint, set[str]]:
    """The checkpoint as the other one reads it, and the names whose signatures it verified."""
    checkpoint = OtherCheckpoint.from_text(note)
    known = VkeySet(*(Vkey.from_string(str(key)) for key in keys()))
    return checkpoint, {vkey.name for vkey, _ in known.verify(checkpoint.signatures, checkpoint)}


@settings(max_examples=25)
@given(st.integers(1, 300), st.data())
def test_receipts_and_their_cosigned_checkpoints_are_verified_by_the_other(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    text = BOOK.receipt(index, size, cosigned=AT).format()
    head, _, note = text.partition("\n\n")
    first, carried, place, *path = head.split("\n")
    checkpoint, names = verified_by_other(note)
    assert first == HEADER
    assert names == {ORIGIN, *(witness.name for witness in WITNESSES)}
    assert (checkpoint.origin, checkpoint.size) == (ORIGIN, size)
    assert unbased(carried.removeprefix("extra ")) == extra(BOOK.entries[index], salt("content", index + 1))
    proof = InclusionProof(int(place.removeprefix("index ")), size, [unbased(line) for line in path])
    proof.check(merkle.leaf_hash(BOOK.entries[index]), checkpoint.root_hash)


@settings(max_examples=40)
@given(st.integers(1, 300), st.data())
def test_growth_is_verified_by_the_other(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size))
    proof = ConsistencyProof(old, size, merkle.consistency(old, size, stored))
    proof.check(merkle.root(old, stored), merkle.root(size, stored))
    with pytest.raises(ConsistencyProofInvalid):
        proof.check(merkle.root(old, stored), merkle.EMPTY)


@pytest.mark.parametrize("size", [1, 255, 256, 257, 300])
def test_the_other_reads_our_static_files_and_makes_our_proofs_of_them(size: int, tmp_path: Path) -> None:
    for path, content in tiles.files(size, stored, lambda start, end: BOOK.entries[start:end]):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    (tmp_path / tiles.CHECKPOINT).write_text(witnessed(BOOK.checkpoint(size), AT))
    other = reader.TilesReader(LocalBackend(tmp_path))
    assert other.get_checkpoint().size == size
    assert other.calculate_root_hash() == merkle.root(size, stored)
    for index in {0, size // 2, size - 1}:
        assert other.get_entry(index) == BOOK.entries[index]
        assert other.get_inclusion_proof(index, size).node_hashes == merkle.inclusion(index, size, stored)
    old = max(1, size // 3)
    assert other.get_consistency_proof(old, size).node_hashes == merkle.consistency(old, size, stored)


def test_we_read_and_verify_a_book_that_the_other_wrote(tmp_path: Path) -> None:
    book = honest(11, 40)
    other = writer.TilesWriter.create(tmp_path / "log", ORIGIN)
    for half in (book.entries[:100], book.entries[100:]):
        for data in half:
            other.add_leaf(data)
        other.commit([PlainEd25519Signer(ORIGIN, private("city"))], gc=True)
    note = (tmp_path / "log" / "checkpoint").read_text()
    size = checkpoints.opened(note, signing().verifier).size
    read = list(tiles.published(lambda path: (tmp_path / "log" / path).read_bytes(), size))
    assert read == book.entries
    assert note == book.checkpoint()
    assert verify_book(read, note, keys()).comments == 40


def test_what_is_new_since_a_smaller_tree_completes_the_files_of_it(tmp_path: Path) -> None:
    def entries(start: int, end: int) -> list[bytes]:
        return BOOK.entries[start:end]

    files = dict(tiles.files(100, stored, entries))
    for since, size in ((100, 255), (255, 256), (256, 300)):
        files.update(tiles.files(size, stored, entries, since))
        whole = dict(tiles.files(size, stored, entries))
        assert {path: files[path] for path in whole} == whole
    assert tiles.tile_path(0, 1234067) == "tile/0/x001/x234/067"
    assert tiles.bundle_path(3, 17) == "tile/entries/003.p/17"
    assert list(tiles.tiles_of(70_000))[-3:] == [(1, 0, 256), (1, 1, 17), (2, 0, 1)]
