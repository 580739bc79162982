"""What a witness decides: it cosigns a book of another instance as long as that only grows, and forgets nothing.

The rules are those of C2SP tlog-witness. One is added: every cosigned size is remembered, not only the last one, so
that a book which was set back and written anew contradicts itself at any of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field

from komplan_core.book.checkpoints import Checkpoint, opened, read
from komplan_core.book.errors import BookError
from komplan_core.book.merkle import EMPTY, MOST_HASHES, check_consistency
from komplan_core.book.notes import ED25519, VerifierKey
from komplan_core.errors import Forbidden, Invalid, Refused, Stale, Violation, violated
from komplan_core.record import Entity
from komplan_core.values import Title

LONGEST_NOTE: Final = 10_000
"""Characters of a checkpoint with its signatures."""


class WitnessedLog(Entity):
    """A book whose growth is watched. Its keys are all those with which its keeper may sign now."""

    origin: Annotated[str, Field(min_length=1, max_length=200)]
    title: Title
    keys: Annotated[tuple[Annotated[str, Field(max_length=400)], ...], Field(min_length=1, max_length=10)]
    stopped: bool = False

    def model_post_init(self, context: Any, /) -> None:
        for key in self.keys:
            try:
                parsed = VerifierKey.parse(key)
            except BookError as error:
                violated("INVALID_VALUE", error.message, "keys")
            if parsed.kind != ED25519 or parsed.name != self.origin:
                violated("INVALID_VALUE", f"a key of this log signs for `{self.origin}`", "keys")

    def verifiers(self) -> list[VerifierKey]:
        """The keys, ready to check with."""
        return [VerifierKey.parse(key) for key in self.keys]


class EvidenceKind(StrEnum):
    """What a refused checkpoint proves."""

    FORK = "fork"
    """Two roots of one size, both signed by the log: it showed two books. Nobody else can make it up."""


class Evidence(Entity):
    """A signed checkpoint that contradicts a cosigned one."""

    kind: EvidenceKind
    size: Annotated[int, Field(ge=0)]
    checkpoint: Annotated[str, Field(max_length=LONGEST_NOTE)]
    cosigned: Annotated[str, Field(max_length=LONGEST_NOTE)]
    found_at: datetime


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A checkpoint that the witness cosigned, with the note and the seconds since 1970 of the cosignature."""

    size: int
    root: bytes
    note: str
    at: int


class Contradiction(Exception):
    """A checkpoint that its log signed contradicts a cosigned one; what is known of it becomes evidence."""

    def __init__(self, kind: EvidenceKind, shown: Checkpoint, cosigned: Cosigned) -> None:
        super().__init__(kind)
        self.kind, self.shown, self.cosigned = kind, shown, cosigned


def origin_of(note: str) -> str:
    """The origin that a checkpoint names, unverified. Raises Invalid where it is no checkpoint."""
    if len(note) > LONGEST_NOTE:
        raise Invalid.field("checkpoint", "TEXT_TOO_LONG", f"a checkpoint has {LONGEST_NOTE} characters at most")
    try:
        return read(note).origin
    except BookError as error:
        raise Invalid.field("checkpoint", "INVALID_VALUE", error.message) from None


def signed_by(log: WitnessedLog, note: str) -> Checkpoint:
    """What a checkpoint says if its log signed it. Raises Forbidden."""
    try:
        return opened(note, log.verifiers())
    except BookError as error:
        raise Forbidden("LOG_SIGNATURE", error.message) from None


def check_proof(proof: Sequence[bytes]) -> None:
    """Raise Invalid for what is no proof."""
    if len(proof) > MOST_HASHES:
        raise Invalid.field("proof", "TOO_MANY", f"a proof has {MOST_HASHES} hashes at most")
    for index, found in enumerate(proof):
        if len(found) != 32:
            raise Invalid.field(f"proof.{index}", "INVALID_VALUE", "a hash has 32 bytes")


def check_growth(
    shown: Checkpoint, old_size: int, proof: Sequence[bytes], last: Cosigned | None, same_size: Cosigned | None
) -> None:
    """Raise unless a checkpoint, signed by its log, follows from the last one that was cosigned.

    `same_size` is what was ever cosigned at the size that is shown. Raises Invalid, Stale with the last cosigned size,
    Contradiction, Refused BOOK_NOT_GROWN (anybody may show a genuine checkpoint with a wrong proof: no evidence).
    """
    if same_size is not None and same_size.root != shown.root:
        raise Contradiction(EvidenceKind.FORK, shown, same_size)
    known = last.size if last is not None else 0
    if old_size != known:
        message = f"the last cosigned size is {known}"
        raise Stale("WITNESSED_SIZE", message, (Violation("old_size", "WITNESSED_SIZE", str(known)),))
    if shown.size < old_size:
        raise Invalid.field("checkpoint", "INVALID_VALUE", "the checkpoint is smaller than the old size")
    try:
        check_consistency(old_size, last.root if last is not None else EMPTY, shown.size, shown.root, proof)
    except BookError as error:
        if last is None or old_size in (0, shown.size):  # nothing contradicts: there is nothing to prove here
            raise Invalid.field("proof", "INVALID_VALUE", error.message) from None
        told = f"the proof does not lead from the cosigned size {last.size}"
        raise Refused("BOOK_NOT_GROWN", told) from None


def larger_size(refusal: Stale) -> int:
    """The size that a witness says it cosigned last, from its refusal; 0 where it does not say."""
    told = next((item.message for item in refusal.violations if item.reason == "WITNESSED_SIZE"), "")
    return int(told) if told.isascii() and told.isdigit() and len(told) <= 18 else 0
