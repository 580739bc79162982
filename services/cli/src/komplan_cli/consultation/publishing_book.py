"""A comment book as static files that any web server can publish (C2SP tlog-tiles)."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

from komplan.consultation.v1 import book_service_pb2 as pb
from komplan.consultation.v1 import book_service_pb2_grpc as rpc
from komplan_cli.asking import everything
from komplan_cli.files import told_of, whole
from komplan_core.book.checkpoints import Checkpoint, opened
from komplan_core.book.errors import BookError
from komplan_core.book.files import note_of
from komplan_core.book.merkle import frontier_root, grown, leaf_hash
from komplan_core.book.notes import VerifierKey
from komplan_core.book.tiles import CHECKPOINT, HEIGHT, WIDTH, bundle, bundle_path, tile, tile_path, tiles_of
from komplan_core.errors import Refused
from komplan_kit.client import Peer

KEYS: Final = "keys"
PAGE: Final = 1000


async def publish(peer: Peer, parent: str, origin: str, folder: Path) -> Checkpoint:
    """Write a book into a folder, the checkpoint last of all. Raises Refused for a book that is not what it was.

    What is already published there is kept where it is whole, and must be a part of the book.
    """
    stub = rpc.BookServiceStub(peer.channel)
    keys = [
        VerifierKey.parse(key.key) for key in (await peer.ask(stub.ListKeys, pb.ListKeysRequest(parent=parent))).keys
    ]
    note = (await peer.ask(stub.GetCheckpoint, pb.GetCheckpointRequest(parent=parent, origin=origin))).note
    try:
        claimed = opened(note, keys)
        before = opened(note_of(folder / CHECKPOINT), keys) if (folder / CHECKPOINT).exists() else None
        if before is not None and (before.origin != claimed.origin or before.size > claimed.size):
            raise BookError("TRUNCATED", f"the folder has {before.size} entries of `{before.origin}`")
        request = pb.ListEntriesRequest(parent=parent, origin=claimed.origin, page_size=PAGE)
        entries = (entry.data async for entry in everything(peer, stub.ListEntries, request, "entries"))
        await _write(entries, claimed, before, folder)
    except BookError as error:
        raise Refused("BOOK_UNSOUND", f"the book is not published: {error.message}") from None
    _put(folder / KEYS, "".join(f"{key}\n" for key in keys if key.name == claimed.origin).encode())
    _put(folder / CHECKPOINT, note.encode())
    return claimed


async def _write(entries: AsyncIterator[bytes], claimed: Checkpoint, before: Checkpoint | None, folder: Path) -> None:
    frontier: list[bytes] = []
    hashes: dict[tuple[int, int], bytes] = {}
    bundles: list[tuple[str, bytes]] = []  # written when all is found good: half a kilobyte for each entry
    waiting: list[bytes] = []
    size = 0
    async for data in entries:
        _compare(size, frontier, before)
        if size == claimed.size:
            break  # the book has grown since its checkpoint was asked for
        leaf = leaf_hash(data)
        frontier, nodes = grown(frontier, size, leaf)
        hashes[0, size] = leaf
        hashes.update({(level, place): node for level, place, node in nodes if level % HEIGHT == 0})
        waiting.append(data)
        size += 1
        if size % WIDTH == 0 or size == claimed.size:
            index = (size - 1) // WIDTH
            bundles.append((bundle_path(index, len(waiting)), bundle(waiting)))
            waiting.clear()
    _compare(size, frontier, before)
    if size != claimed.size or frontier_root(frontier) != claimed.root:
        raise BookError("ROOT_MISMATCH", "the entries do not come to the root of the checkpoint")
    for path, content in bundles:
        _put(folder / path, content)
    for level, index, width in tiles_of(size):
        _put(folder / tile_path(level, index, width), tile(level, index, width, lambda *place: hashes[place]))


def _compare(size: int, frontier: list[bytes], before: Checkpoint | None) -> None:
    if before is not None and before.size == size and before.root != frontier_root(frontier):
        raise BookError("FORKED", f"the first {size} entries are not those that are published there")


def _put(path: Path, content: bytes) -> None:
    with told_of(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as part:
        part.write_bytes(content)
