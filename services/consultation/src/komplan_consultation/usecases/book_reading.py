"""The comment books as everybody reads them: signed states, entries, proofs, keys."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from komplan_consultation.ports.log import Cosigned, LogHead
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_core import names
from komplan_core.book.errors import BookError
from komplan_core.book.merkle import consistency, inclusion, nodes_of_consistency, nodes_of_inclusion
from komplan_core.book.notes import ED25519, VerifierKey
from komplan_core.errors import Invalid

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof of RFC 6962 in a book of a size."""

    origin: str
    size: int
    hashes: list[bytes]


@dataclass(frozen=True, slots=True)
class Key:
    """A public key of a book, and the size of the first checkpoint that it signs."""

    verifier: VerifierKey
    since: int
    current: bool


class BookReading:
    """What everybody may ask of a book."""

    def checkpoint(self, tx: ConsultationTx, name: str, origin: str, size: int | None) -> tuple[LogHead, int, str]:
        """The signed state of a book, the latest or of a size. Raises NotFound, Refused BOOK_NOT_OPEN."""
        head = self._head(tx, name, origin)
        wanted = head.size if size is None else size
        return head, wanted, tx.log.note(head.origin, wanted)

    def entries(
        self, tx: ConsultationTx, name: str, origin: str, first: int, most: int
    ) -> tuple[list[bytes], int | None]:
        """Entries from an index on, and the index at which the next page begins. Raises NotFound, Refused."""
        head = self._head(tx, name, origin)
        end = min(head.size, first + most)
        return tx.log.entries(head.origin, first, end), end if end < head.size else None

    def inclusion(self, tx: ConsultationTx, name: str, origin: str, index: int, size: int) -> Proof:
        """The path from an entry to the root of a size. Raises Invalid, NotFound, Refused."""
        head = self._head(tx, name, origin)
        size = self._size(head, size, "size")
        places = _asked(lambda: nodes_of_inclusion(index, size), "index")
        return Proof(head.origin, size, inclusion(index, size, tx.log.nodes(head.origin, places)))

    def consistency(self, tx: ConsultationTx, name: str, origin: str, old: int, size: int) -> Proof:
        """The proof that a book only grew. Raises Invalid, NotFound, Refused."""
        head = self._head(tx, name, origin)
        size = self._size(head, size, "size")
        places = _asked(lambda: nodes_of_consistency(old, size), "old_size")
        return Proof(head.origin, size, consistency(old, size, tx.log.nodes(head.origin, places)))

    def receipt(self, tx: ConsultationTx, name: str, number: int) -> tuple[int, bytes, str]:
        """Place, entry and proof of the comment of a number, without salt. Raises NotFound, Refused."""
        self._head(tx, name, "")
        head, index = tx.log.place_of(name, number)
        (data,) = tx.log.entries(head.origin, index, index + 1)
        return index, data, tx.log.receipt(name, index, origin=head.origin)

    def keys(self, tx: ConsultationTx, name: str) -> list[Key]:
        """The public keys of all books of a round, the first one first. Raises NotFound, Refused."""
        self._head(tx, name, "")
        return [
            Key(VerifierKey(head.origin, ED25519, public), since, public == head.public_key)
            for head in tx.log.heads(name)
            for since, public in tx.log.keys(head.origin)
        ]

    def cosigned(self, tx: ConsultationTx, name: str, origin: str) -> list[Cosigned]:
        """What witnesses signed, the latest first. Raises NotFound, Refused."""
        return tx.log.cosigned(self._head(tx, name, origin).origin)

    def _head(self, tx: ConsultationTx, name: str, origin: str) -> LogHead:
        if not names.PLAN.matches(name):  # the book of a plan's monitoring stands under the plan
            tx.rounds.get(name, "parent")
        return tx.log.book(name, origin)

    def _size(self, head: LogHead, size: int, field: str) -> int:
        if not 0 <= size <= head.size:
            raise Invalid.field(field, "INVALID_VALUE", f"the book has {head.size} entries")
        return size or head.size


def _asked(places: Callable[[], T], field: str) -> T:
    try:
        return places()
    except BookError as error:
        raise Invalid.field(field, "INVALID_VALUE", error.message) from None
