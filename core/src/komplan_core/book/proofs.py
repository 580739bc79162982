"""C2SP tlog-proof: everything that is needed to check offline that an entry is in the book."""

from dataclasses import dataclass
from typing import Final

from komplan_core.book.errors import BookError
from komplan_core.book.merkle import MOST_HASHES
from komplan_core.book.texts import based, hash_of, number, unbased

HEADER: Final = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True, slots=True)
class Receipt:
    """An entry's place and path, and the checkpoint with its cosignatures. The format does not authenticate `extra`."""

    extra: bytes
    index: int
    proof: tuple[bytes, ...]
    checkpoint: str
    """A signed note."""

    def format(self) -> str:
        """The proof as text, which one QR code holds."""
        lines = [HEADER]
        if self.extra:
            lines.append(f"extra {based(self.extra)}")
        lines.append(f"index {self.index}")
        lines += map(based, self.proof)
        return "\n".join(lines) + "\n\n" + self.checkpoint

    @classmethod
    def parse(cls, text: str) -> "Receipt":
        """Raises BookError RECEIPT_INVALID."""
        head, blank, checkpoint = text.partition("\n\n")
        lines = head.split("\n")
        if not blank or lines[0] != HEADER:
            raise BookError("RECEIPT_INVALID", f"a proof begins with `{HEADER}` and ends with a checkpoint")
        rest = lines[1:]
        extra = b""
        if rest and rest[0].startswith("extra "):
            extra = unbased(rest.pop(0).removeprefix("extra "))
        if not rest or not rest[0].startswith("index "):
            raise BookError("RECEIPT_INVALID", "a proof tells the index of its entry")
        index = number(rest.pop(0).removeprefix("index "))
        if len(rest) > MOST_HASHES:
            raise BookError("RECEIPT_INVALID", f"a path has at most {MOST_HASHES} hashes")
        return cls(extra, index, tuple(hash_of(line) for line in rest), checkpoint)
