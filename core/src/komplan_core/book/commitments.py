"""Salted commitments: what an entry says of a text or a person without telling it.

A plain hash of a short text can be guessed; one under a secret salt cannot. Each record has three salts, so that the
identity can be forgotten by deleting its salt while the content stays provable. A fourth one hides the answers to the
comment until they are released.
"""

import hmac
from collections.abc import Mapping
from typing import Any, Final

from komplan_core.book.canonical import canonical, nfc
from komplan_core.book.errors import BookError

LABELS: Final = ("content", "identity", "scan")
"""What `comment.registered` commits to."""
SETTLEMENT: Final = "settlement"
"""What is committed to of an answer, before it is released."""
SALT_LENGTH: Final = 32
"""Bytes, from a cryptographic source of randomness."""

_HEADERS: Final = {label: f"komplan/{label}/v1\n".encode() for label in (*LABELS, SETTLEMENT)}


def commitment(label: str, salt: bytes, record: Mapping[str, Any]) -> str:
    """`hmac:` and 64 hexadecimal digits of HMAC-SHA256(salt, `komplan/<label>/v1\\n` ‖ canonical record in NFC)."""
    if label not in _HEADERS:
        raise BookError("LABEL_UNKNOWN", f"a commitment is one of {', '.join(_HEADERS)}")
    if len(salt) != SALT_LENGTH:
        raise BookError("SALT_INVALID", f"a salt has {SALT_LENGTH} bytes")
    return "hmac:" + hmac.digest(salt, _HEADERS[label] + canonical(nfc(dict(record))), "sha256").hex()


def check_commitment(label: str, salt: bytes, record: Mapping[str, Any], committed: str) -> None:
    """Raise BookError COMMITMENT_MISMATCH unless this record was committed to under this salt."""
    if not hmac.compare_digest(commitment(label, salt, record).encode(), committed.encode()):
        raise BookError("COMMITMENT_MISMATCH", f"the {label} is not the one that stands in the book")
