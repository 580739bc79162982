"""RFC 8785: the one spelling of a JSON value as bytes. Fractions are refused, so no rule on floats is needed."""

import json
import unicodedata
from typing import Any, Final

from komplan_core.book.errors import BookError

LARGEST: Final = 2**53
"""Beyond it, readers in JavaScript round integers."""
DEEPEST: Final = 32

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, check_circular=False)
_UNSORTED: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def canonical(value: Any) -> bytes:
    """The bytes of a dict, list, text, integer, boolean or None. Raises BookError NOT_CANONICAL for anything else."""
    try:
        if _plain(value, DEEPEST):
            return _ENCODER.encode(value).encode()
        return _UNSORTED.encode(_sorted(value)).encode()
    except UnicodeEncodeError:
        raise BookError("NOT_CANONICAL", "a text holds half a character (a lone surrogate)") from None


def parsed(data: bytes) -> Any:
    """The value of canonical bytes. Raises BookError NOT_CANONICAL where they are not the value's one spelling."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise BookError("NOT_CANONICAL", "this is no JSON") from None
    if canonical(value) != data:
        raise BookError("NOT_CANONICAL", "this is not the canonical spelling (RFC 8785) of its value")
    return value


def nfc(value: Any) -> Any:
    """The value with all its texts in Unicode's form NFC: `č` as one character, however it was typed."""
    if isinstance(value, str):
        return value if unicodedata.is_normalized("NFC", value) else unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {nfc(key): nfc(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [nfc(item) for item in value]
    return value


def _plain(value: Any, depth: int) -> bool:
    """Whether the value is fit, and its keys sort by code points as by UTF-16 units (which RFC 8785 asks for)."""
    if isinstance(value, str) or value is None or isinstance(value, bool):
        return True
    if isinstance(value, int):
        if not -LARGEST <= value <= LARGEST:
            raise BookError("NOT_CANONICAL", "an integer is beyond 2**53: write it as text")
        return True
    if depth == 0:
        raise BookError("NOT_CANONICAL", "a value is nested too deep")
    plain = True
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise BookError("NOT_CANONICAL", "keys are texts")
            plain &= key.isascii() & _plain(item, depth - 1)
        return plain
    if isinstance(value, list | tuple):
        for item in value:
            plain &= _plain(item, depth - 1)
        return plain
    raise BookError("NOT_CANONICAL", f"a {type(value).__name__} has no canonical spelling: use text or an integer")


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    if isinstance(value, list | tuple):
        return [_sorted(item) for item in value]
    return value
