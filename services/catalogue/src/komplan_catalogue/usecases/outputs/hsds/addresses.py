"""Telephones, e-mails and web addresses as machines take them."""

import re
from typing import Final
from urllib.parse import quote, urlsplit

_SEPARATORS: Final = re.compile(r"[ \u00a0/.-]")
_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SAFE: Final = "!$&'()*+,;=:@/~-._%"
CZECHIA: Final = "420"
_FREE: Final = re.compile(r"\+420800[0-9]{6}|116[0-9]{3}")


def telephone(written: str) -> str:
    """The number in the international form `+420555000111`; a short line, or a number of unknown kind, as written."""
    digits = _SEPARATORS.sub("", written)
    if digits.startswith("+"):
        return digits
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    if len(digits) == 9:
        return f"+{CZECHIA}{digits}"
    if len(digits) == 12 and digits.startswith(CZECHIA):
        return f"+{digits}"
    return written.strip()


def is_free(number: str) -> bool:
    """Whether a call of an international number costs nothing: 800 and the European lines 116."""
    return _FREE.fullmatch(_SEPARATORS.sub("", number)) is not None


def email(written: str) -> str:
    """The address, or empty where its local part is not one that others take."""
    local, _, domain = written.partition("@")
    wrong = local.startswith(".") or local.endswith(".") or ".." in local or domain.endswith("-")
    return "" if wrong else written


def uri(web: str) -> str:
    """The web address in ASCII (RFC 3986), or empty where it has no such form."""
    try:
        parts = urlsplit(web)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:  # UnicodeError of a label that is too long is one, too
        return ""
    if not re.fullmatch(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\.?", host):
        return ""
    tail = _quoted(parts.path)
    if parts.query:
        tail += f"?{_quoted(parts.query, '?')}"
    if parts.fragment:
        tail += f"#{_quoted(parts.fragment, '?')}"
    return f"{parts.scheme}://{host}{port}{tail}"


def _quoted(text: str, also: str = "") -> str:
    return quote(_STRAY_PERCENT.sub("%25", text), safe=_SAFE + also)
