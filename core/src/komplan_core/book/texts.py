"""Base64 and decimals as the C2SP formats write them: one spelling for each value, every other one refused."""

import base64
import binascii

from komplan_core.book.errors import BookError

MOST_DIGITS = 18
"""So that a size fits 63 bits."""


def based(data: bytes) -> str:
    """Standard base64 with padding."""
    return base64.b64encode(data).decode("ascii")


def unbased(text: str) -> bytes:
    """Bytes of a base64 text. Raises BookError BASE64_INVALID, also for a second spelling of the same bytes."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise BookError("BASE64_INVALID", "a value is not base64") from None
    if based(data) != text:
        raise BookError("BASE64_INVALID", "a value is not base64 in its one spelling")
    return data


def hash_of(text: str) -> bytes:
    """A SHA-256 hash in base64. Raises BookError."""
    data = unbased(text)
    if len(data) != 32:
        raise BookError("HASH_INVALID", "a hash has 32 bytes")
    return data


def number(text: str) -> int:
    """A number without leading zeros. Raises BookError NUMBER_INVALID."""
    digits = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    if not digits or (text[0] == "0" and text != "0"):
        raise BookError("NUMBER_INVALID", "a number is written in decimal digits without leading zeros")
    return int(text)
