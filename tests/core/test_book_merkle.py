"""The tree of the book: the published vectors of Certificate Transparency, and what holds for every tree."""

from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from komplan_core.book import merkle
from komplan_core.book.errors import BookError

# The reference vectors of Certificate Transparency (RFC 6962), as every implementation of it pins them.
ENTRIES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
INCLUSIONS = {
    (0, 1): (),
    (0, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 3): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
    (1, 5): (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
CONSISTENCIES = {
    (1, 1): (),
    (1, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}


def grown_nodes(leaves: list[bytes]) -> dict[tuple[int, int], bytes]:
    """What a store holds after it took the leaves one by one."""
    nodes, frontier = {}, []
    for index, leaf in enumerate(leaves):
        frontier, new = merkle.grown(frontier, index, leaf)
        nodes[0, index] = leaf
        nodes.update({(level, place): found for level, place, found in new})
        assert [(level, place) for level, place, _ in new] == merkle.completed(index)
    return nodes


LEAVES = [merkle.leaf_hash(bytes.fromhex(entry)) for entry in ENTRIES]
STORED = grown_nodes(LEAVES)


def stored(level: int, index: int) -> bytes:
    return STORED[level, index]


def test_the_empty_tree_and_single_hashes_are_those_of_the_standard() -> None:
    assert merkle.EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    both = merkle.node_hash(b"N123", b"N456").hex()
    assert both == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
    assert merkle.root(0, stored) == merkle.EMPTY == merkle.frontier_root([])


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_the_published_ones(size: int) -> None:
    assert merkle.root(size, stored).hex() == ROOTS[size - 1]
    assert merkle.tree(LEAVES[:size])[0] == size
    assert merkle.frontier_root(merkle.tree(LEAVES[:size])[1]).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size"), INCLUSIONS)
def test_paths_are_the_published_ones(index: int, size: int) -> None:
    path = merkle.inclusion(index, size, stored)
    assert tuple(item.hex() for item in path) == INCLUSIONS[index, size]
    merkle.check_inclusion(LEAVES[index], index, size, path, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("old", "size"), CONSISTENCIES)
def test_consistency_proofs_are_the_published_ones(old: int, size: int) -> None:
    proof = merkle.consistency(old, size, stored)
    assert tuple(item.hex() for item in proof) == CONSISTENCIES[old, size]
    merkle.check_consistency(old, bytes.fromhex(ROOTS[old - 1]), size, bytes.fromhex(ROOTS[size - 1]), proof)


SIZES = st.integers(1, 200)
MANY = [sha256(str(number).encode()).digest() for number in range(200)]
MANY_NODES = grown_nodes(MANY)


def many(level: int, index: int) -> bytes:
    return MANY_NODES[level, index]


@given(SIZES, st.data())
def test_every_path_verifies_and_needs_only_what_it_says(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    asked = []

    def noted(level: int, place: int) -> bytes:
        asked.append((level, place))
        return many(level, place)

    path = merkle.inclusion(index, size, noted)
    assert asked == merkle.nodes_of_inclusion(index, size)
    assert len(path) <= max(1, (size - 1).bit_length())
    merkle.check_inclusion(MANY[index], index, size, path, merkle.root(size, many))


@given(SIZES, st.data())
def test_a_changed_path_never_verifies(size: int, data: st.DataObject) -> None:
    index, root = data.draw(st.integers(0, size - 1)), merkle.root(size, many)
    path, leaf = merkle.inclusion(index, size, many), MANY[index]
    kind = data.draw(st.sampled_from(["flip", "drop", "add", "place", "leaf", "root"]))
    if kind in ("flip", "drop"):
        assume(path)
    at = data.draw(st.integers(0, max(0, len(path) - 1)))
    if kind == "flip":
        path[at] = flipped(path[at], data)
    elif kind == "drop":
        del path[at]
    elif kind == "add":
        path.insert(at, data.draw(st.binary(min_size=32, max_size=32)))
    elif kind == "place":
        other = data.draw(st.integers(-1, size).filter(lambda found: found != index))
        index = other
    elif kind == "leaf":
        leaf = flipped(leaf, data)
    else:
        root = flipped(root, data)
    with pytest.raises(BookError, match=r"path|no entry"):
        merkle.check_inclusion(leaf, index, size, path, root)


@given(SIZES, st.data())
def test_every_growth_verifies_and_a_changed_proof_of_it_never_does(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(0, size))
    asked = []

    def noted(level: int, place: int) -> bytes:
        asked.append((level, place))
        return many(level, place)

    proof = merkle.consistency(old, size, noted)
    assert asked == merkle.nodes_of_consistency(old, size)
    assert len(proof) <= merkle.MOST_HASHES
    old_root, root = merkle.root(old, many), merkle.root(size, many)
    merkle.check_consistency(old, old_root, size, root, proof)
    changed = data.draw(st.sampled_from(["old root", "root", "add", *(["flip", "drop"] if proof else [])]))
    if changed == "old root":
        old_root = flipped(old_root, data)
    elif changed == "root":
        assume(old > 0)  # anything grows from nothing, and nothing is proved of it
        root = flipped(root, data)
    elif changed == "add":
        proof.append(data.draw(st.binary(min_size=32, max_size=32)))
    elif changed == "flip":
        proof[0] = flipped(proof[0], data)
    else:
        proof.pop(data.draw(st.integers(0, len(proof) - 1)))
    with pytest.raises(BookError) as caught:
        merkle.check_consistency(old, old_root, size, root, proof)
    assert caught.value.reason == "CONSISTENCY_INVALID"


@given(st.integers(0, 2**40))
def test_a_tree_has_as_many_perfect_subtrees_as_its_size_has_ones(size: int) -> None:
    places = merkle.needed(size)
    assert len(places) == size.bit_count()
    assert sum(1 << level for level, _ in places) == size


def flipped(value: bytes, data: st.DataObject) -> bytes:
    bit = data.draw(st.integers(0, 8 * len(value) - 1))
    return (int.from_bytes(value, "big") ^ 1 << bit).to_bytes(len(value), "big")
