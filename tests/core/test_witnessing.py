"""What a witness accepts is one book that grows, whatever its keeper shows."""

from hypothesis import given
from hypothesis import strategies as st
from support.books import Book
from support.witnessing import book, grow, proof

from komplan_core.book.checkpoints import opened
from komplan_core.errors import Invalid, Refused, Stale
from komplan_core.witnessing import Contradiction, Cosigned, EvidenceKind, check_growth, larger_size

HONEST, FORKED = book(8), Book()
FORKED.entries = list(HONEST.entries[:5])
for _ in range(4):
    grow(FORKED, note="jinak")
BOOKS = (HONEST, FORKED)
shown = st.tuples(st.sampled_from(BOOKS), st.integers(1, 9), st.integers(0, 9), st.booleans())


@given(st.lists(shown, max_size=25))
def test_whatever_is_shown_only_one_growing_book_is_cosigned(steps):
    kept, contradicted = {}, False
    for given_book, size, old, right in steps:
        last = kept[max(kept)] if kept else None
        said = (last.size if last else 0) if right else old
        checkpoint = opened(given_book.checkpoint(size), given_book.key.verifier)
        hashes = proof(given_book, said, size) if said <= size else []
        refused = refusal_of(checkpoint, said, hashes, last, kept.get(size))
        if refused is None:
            kept[size] = Cosigned(size, checkpoint.root, "", 0)
        elif isinstance(refused, Stale):
            assert larger_size(refused) == (last.size if last else 0) != said
        elif isinstance(refused, Refused):
            assert refused.reason == "BOOK_NOT_GROWN"
            assert not is_of(given_book, last)
        elif isinstance(refused, Invalid):
            assert size < said
        else:
            contradicted = True
            assert refused.cosigned == (kept[size] if refused.kind == EvidenceKind.FORK else last)
            assert refused.cosigned.root != checkpoint.root
    branches = [given_book for given_book in BOOKS if all(is_of(given_book, one) for one in kept.values())]
    assert branches
    assert list(kept) == sorted(kept)
    if contradicted:
        assert max(kept) > 5 or any(size > 5 for size in kept)


def refusal_of(*shown):
    try:
        check_growth(*shown)
    except (Stale, Invalid, Refused, Contradiction) as refused:
        return refused
    return None


def is_of(given_book, cosigned):
    return opened(given_book.checkpoint(cosigned.size), given_book.key.verifier).root == cosigned.root


def test_a_witness_that_says_nonsense_says_no_size():
    assert larger_size(Stale("WITNESSED_SIZE", "x")) == 0
