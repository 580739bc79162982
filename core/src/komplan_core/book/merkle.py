"""RFC 6962: the tree over the entries. Its shape is set by the number of leaves alone.

A node `(level, index)` is the root of the perfect subtree over the leaves `index << level` to `(index + 1) << level`;
level 0 are the leaf hashes. Perfect subtrees never change once complete, so a store keeps just them, and every root and
proof is made of a few of them. A `leaf` is always a leaf hash.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Final

from komplan_core.book.errors import BookError

EMPTY: Final = sha256().digest()
"""Root of the tree without leaves."""
MOST_HASHES: Final = 63
"""Hashes of the longest proof."""

Nodes = Callable[[int, int], bytes]
"""The stored hash of the perfect subtree at (level, index)."""
Place = tuple[int, int]


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def completed(index: int) -> list[Place]:
    """The perfect subtrees of two leaves and more that the leaf at `index` completes, smallest first."""
    trailing = ((index + 1) & -(index + 1)).bit_length() - 1
    return [(level, index >> level) for level in range(1, trailing + 1)]


def grown(frontier: Sequence[bytes], size: int, leaf: bytes) -> tuple[list[bytes], list[tuple[int, int, bytes]]]:
    """The frontier after the leaf at index `size`, and the (level, index, hash) of the perfect subtrees it completes.

    A frontier are the perfect subtrees of which a tree of `size` leaves consists, largest first: [] for size 0. The
    completed subtrees are of level 1 and more; the leaf itself is not among them.
    """
    if len(frontier) != size.bit_count():
        raise BookError("FRONTIER_INVALID", f"a tree of {size} leaves has {size.bit_count()} perfect subtrees")
    new = list(frontier)
    nodes = []
    level = 0
    while size >> level & 1:
        leaf = sha256(b"\x01" + new.pop() + leaf).digest()
        level += 1
        nodes.append((level, size >> level, leaf))
    new.append(leaf)
    return new, nodes


def frontier_root(frontier: Sequence[bytes]) -> bytes:
    """The root of the tree with this frontier."""
    if not frontier:
        return EMPTY
    found = frontier[-1]
    for left in frontier[-2::-1]:
        found = node_hash(left, found)
    return found


def tree(leaves: Iterable[bytes]) -> tuple[int, list[bytes]]:
    """Size and frontier of the tree over leaf hashes."""
    size, frontier = 0, list[bytes]()
    for leaf in leaves:
        frontier, _ = grown(frontier, size, leaf)
        size += 1
    return size, frontier


def root(size: int, nodes: Nodes) -> bytes:
    """The root of the tree over the first `size` leaves."""
    return frontier_root([nodes(*place) for place in needed(size)])


def inclusion(index: int, size: int, nodes: Nodes) -> list[bytes]:
    """The path that proves the leaf at `index` in the tree of `size`: from its neighbour to a child of the root."""
    return [_hash(span, nodes) for span in _spans_of_inclusion(index, size)]


def consistency(old: int, size: int, nodes: Nodes) -> list[bytes]:
    """The proof that the tree of `size` leaves only grew from its first `old` ones."""
    return [_hash(span, nodes) for span in _spans_of_consistency(old, size)]


def needed(size: int) -> list[Place]:
    """The perfect subtrees of which a tree of `size` leaves consists, largest first: its frontier."""
    return _places((0, size))


def nodes_of_inclusion(index: int, size: int) -> list[Place]:
    """The nodes that `inclusion` will ask for."""
    return [place for span in _spans_of_inclusion(index, size) for place in _places(span)]


def nodes_of_consistency(old: int, size: int) -> list[Place]:
    """The nodes that `consistency` will ask for."""
    return [place for span in _spans_of_consistency(old, size) for place in _places(span)]


def check_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Raise BookError PROOF_INVALID unless the path leads from the leaf to the root (RFC 9162 § 2.1.3.2)."""
    if not 0 <= index < size:
        raise BookError("PROOF_INVALID", f"there is no entry {index} in a book of {size}")
    place, last, found = index, size - 1, leaf
    for neighbour in proof:
        if last == 0:
            raise BookError("PROOF_INVALID", "the path is longer than the tree is high")
        if place & 1 or place == last:
            found = node_hash(neighbour, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, neighbour)
        place, last = place >> 1, last >> 1
    if last or found != root:
        raise BookError("PROOF_INVALID", "the path does not lead from this entry to the root of the checkpoint")


def check_consistency(old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> None:
    """Raise BookError CONSISTENCY_INVALID unless the tree only grew (RFC 9162 § 2.1.4.2)."""
    if not 0 <= old <= size:
        raise BookError("CONSISTENCY_INVALID", f"a book of {size} entries is no later state of one of {old}")
    if old in (0, size):  # nothing to prove: anything grows from nothing, and a tree is consistent with itself
        if proof or (old_root != EMPTY if old == 0 else old_root != root):
            raise BookError("CONSISTENCY_INVALID", "two checkpoints of one size have different roots")
        if size == 0 and root != EMPTY:
            raise BookError("CONSISTENCY_INVALID", "the root of an empty book is fixed")
        return
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    if not path:
        raise BookError("CONSISTENCY_INVALID", "the proof is empty")
    before = after = path[0]
    for neighbour in path[1:]:
        if last == 0:
            raise BookError("CONSISTENCY_INVALID", "the proof is longer than the tree is high")
        if place & 1 or place == last:
            before, after = node_hash(neighbour, before), node_hash(neighbour, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, neighbour)
        place, last = place >> 1, last >> 1
    if last or before != old_root or after != root:
        raise BookError("CONSISTENCY_INVALID", "the later checkpoint does not contain the earlier one")


def _spans_of_inclusion(index: int, size: int) -> list[Place]:
    """PATH of RFC 6962 § 2.1.1, as ranges of leaves."""
    if not 0 <= index < size:
        raise BookError("PROOF_INVALID", f"there is no entry {index} in a book of {size}")
    start, end, spans = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    return spans[::-1]


def _spans_of_consistency(old: int, size: int) -> list[Place]:
    """SUBPROOF of RFC 6962 § 2.1.2, as ranges of leaves."""
    if not 0 <= old <= size:
        raise BookError("CONSISTENCY_INVALID", f"a book of {size} entries is no later state of one of {old}")
    if old in (0, size):
        return []
    start, end, whole, spans = 0, size, True, []
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start, whole = middle, False
    if not whole:
        spans.append((start, end))
    return spans[::-1]


def _split(length: int) -> int:
    """The largest power of two below the length."""
    return 1 << ((length - 1).bit_length() - 1)


def _places(span: Place) -> list[Place]:
    """The perfect subtrees of a range that starts where the tree's recursion may start, largest first."""
    start, end = span
    found = []
    while start < end:
        level = (end - start).bit_length() - 1
        found.append((level, start >> level))
        start += 1 << level
    return found


def _hash(span: Place, nodes: Nodes) -> bytes:
    return frontier_root([nodes(*place) for place in _places(span)])
