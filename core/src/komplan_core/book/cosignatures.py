"""C2SP tlog-cosignature: a witness says when it saw this checkpoint as the latest and consistent one."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from komplan_core.book.errors import BookError
from komplan_core.book.notes import COSIGNATURE, Note, Signature, SigningKey, VerifierKey, matched

LATEST: Final = 2**63 - 1


def cosign(note_text: str, key: SigningKey, at: int) -> str:
    """The line of cosignature of a checkpoint at `at` (seconds since 1970), without line feed.

    Whether the checkpoint is signed by the log and consistent is the witness's to check before.
    """
    if key.verifier.kind != COSIGNATURE:
        raise BookError("KEY_INVALID", f"the key of `{key.name}` is no witness's key")
    if not 0 <= at <= LATEST:
        raise BookError("TIME_INVALID", "a time is in seconds since 1970")
    payload = at.to_bytes(8, "big") + key.sign_raw(_message(Note.parse(note_text).body, at))
    return str(Signature(key.name, key.verifier.key_id, payload))


def cosigned(note_text: str, keys: Iterable[VerifierKey]) -> dict[str, int]:
    """When (seconds since 1970) which of the given witnesses cosigned the checkpoint; others are passed over.

    Raises BookError SIGNATURE_INVALID where a known witness's cosignature does not hold.
    """
    note = Note.parse(note_text)
    found = {}
    for signature, key in matched(note, keys, COSIGNATURE):
        at = int.from_bytes(signature.payload[:8], "big")
        if at > LATEST:
            raise BookError("SIGNATURE_INVALID", f"the time of `{key.name}` is not a time")
        key.check(_message(note.body, at), signature.payload[8:])
        found[key.name] = at
    return found


def spelled(at: int) -> str:
    """Seconds since 1970 as an entry writes its time."""
    try:
        return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError, OSError):
        return "9999-12-31T23:59:59Z"


def _message(body: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{body}".encode()
