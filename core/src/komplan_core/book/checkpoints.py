"""C2SP tlog-checkpoint: how large the book is and what its root is, signed by its keeper."""

from collections.abc import Iterable
from dataclasses import dataclass

from komplan_core.book.errors import BookError
from komplan_core.book.notes import Note, SigningKey, VerifierKey, signed
from komplan_core.book.texts import based, hash_of, number


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """State of the log `origin`: number of entries and root. Exactly three lines, no extension lines."""

    origin: str
    size: int
    root: bytes

    def body(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{based(self.root)}\n"

    @classmethod
    def parse(cls, body: str) -> "Checkpoint":
        """Raises BookError CHECKPOINT_INVALID."""
        lines = body.split("\n")
        if len(lines) != 4 or lines[3] or not lines[0]:
            raise BookError("CHECKPOINT_INVALID", "a checkpoint has three lines: origin, size, root")
        return cls(lines[0], number(lines[1]), hash_of(lines[2]))


def sign(checkpoint: Checkpoint, key: SigningKey) -> str:
    """The checkpoint as a signed note. The key's name is the origin: BookError ORIGIN_MISMATCH otherwise."""
    if key.name != checkpoint.origin:
        raise BookError("ORIGIN_MISMATCH", f"the key of `{key.name}` does not sign for `{checkpoint.origin}`")
    body = checkpoint.body()
    return f"{body}\n{key.sign(body)}\n"


def read(note_text: str) -> Checkpoint:
    """What a checkpoint says, unverified. Raises BookError."""
    return Checkpoint.parse(Note.parse(note_text).body)


def opened(note_text: str, keys: VerifierKey | Iterable[VerifierKey]) -> Checkpoint:
    """What a checkpoint says, if one of the keys signed it for its own origin.

    Raises BookError: SIGNATURE_INVALID, KEY_UNKNOWN, ORIGIN_MISMATCH, CHECKPOINT_INVALID, NOTE_INVALID.
    """
    note = Note.parse(note_text)
    names = signed(note, [keys] if isinstance(keys, VerifierKey) else keys)
    checkpoint = Checkpoint.parse(note.body)
    if checkpoint.origin not in names:
        raise BookError("ORIGIN_MISMATCH", f"the checkpoint of `{checkpoint.origin}` is signed by {', '.join(names)}")
    return checkpoint
