"""Another key, or another book after a key was lost: both stand in the book, and anybody can follow them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from komplan_core.book.checkpoints import read
from komplan_core.book.entries import Entry, entry, moment
from komplan_core.book.errors import BookError
from komplan_core.book.notes import ED25519, SigningKey, VerifierKey
from komplan_core.book.texts import based, hash_of, unbased


def rotated(origin: str, old: SigningKey, new: SigningKey, at: datetime | str) -> Entry:
    """`key.rotated`, signed by the old and by the new key. Later checkpoints are signed by the new one."""
    if old.name != origin or new.name != origin or old.verifier == new.verifier:
        raise BookError("ROTATION_INVALID", f"two different keys of `{origin}` are needed")
    at = at if isinstance(at, str) else moment(at)
    message = _message(origin, at, old.verifier, new.verifier)
    return entry(
        "key.rotated",
        at,
        origin=origin,
        old=str(old.verifier),
        new=str(new.verifier),
        by_old=based(old.sign_raw(message)),
        by_new=based(new.sign_raw(message)),
    )


def check_rotated(made: Entry, origin: str) -> tuple[VerifierKey, VerifierKey]:
    """The old and the new key. Raises BookError ROTATION_INVALID or SIGNATURE_INVALID."""
    if made["origin"] != origin:
        raise BookError("ROTATION_INVALID", f"the keys of `{made['origin']}` are not those of `{origin}`")
    old, new = VerifierKey.parse(str(made["old"])), VerifierKey.parse(str(made["new"]))
    if old == new or any(key.name != origin or key.kind != ED25519 for key in (old, new)):
        raise BookError("ROTATION_INVALID", f"two different keys of `{origin}` are needed")
    message = _message(origin, str(made["at"]), old, new)
    old.check(message, unbased(str(made["by_old"])))
    new.check(message, unbased(str(made["by_new"])))
    return old, new


class KeyChain:
    """The keys of a log, from those that the verifier was given through the rotations that the book tells."""

    def __init__(self, origin: str, given: Iterable[VerifierKey]) -> None:
        self.origin = origin
        self._given = [key for key in given if key.kind == ED25519]
        self._chain: list[VerifierKey] = []

    def rotate(self, made: Entry) -> None:
        """Take a `key.rotated`. Raises BookError ROTATION_INVALID, SIGNATURE_INVALID."""
        old, new = check_rotated(made, self.origin)
        if self._chain and self._chain[-1] != old:
            raise BookError("ROTATION_INVALID", "the old key is not the one that the rotation before made the new one")
        self._chain += [new] if self._chain else [old, new]

    def current(self) -> Sequence[VerifierKey]:
        """The keys that may sign the checkpoint of the whole book. Raises BookError KEY_UNKNOWN."""
        if not self._chain:
            return self._given
        if not any(key in self._given for key in self._chain):
            raise BookError("KEY_UNKNOWN", "the keys that the book tells begin with none that you trust")
        return self._chain[-1:]

    def all(self) -> Sequence[VerifierKey]:
        """The keys that may have signed an earlier checkpoint."""
        return [*self._given, *self._chain]


def recovered(origin: str, at: datetime | str, last_checkpoint: str, **carried: Any) -> Entry:
    """`log.recovered`, the first entry of a new origin after a key was lost: the last checkpoint of the book before.

    `carried` are `round`, `state` of the round, the last numbers `comments`, `refusals` and `submissions`, how many
    `points` there are, and how many `forms` in each state, where any were issued.
    """
    last = read(last_checkpoint)
    if last.origin == origin:
        raise BookError("ORIGIN_MISMATCH", "a new book has a new origin")
    fields = {"origin": origin, "previous": last.origin, "size": last.size, "root": based(last.root)}
    return entry("log.recovered", at, **fields, **carried)


def check_recovered(made: Entry, origin: str) -> tuple[str, int, bytes]:
    """Origin, size and root of the book before."""
    size = made["size"]
    if made["origin"] != origin or made["previous"] == origin or not isinstance(size, int) or size < 0:
        raise BookError("ENTRY_INVALID", f"`log.recovered` does not tell how `{origin}` goes on")
    return str(made["previous"]), size, hash_of(str(made["root"]))


def _message(origin: str, at: str, old: VerifierKey, new: VerifierKey) -> bytes:
    return f"komplan/key.rotated/v1\n{origin}\n{at}\n{old}\n{new}\n".encode()
