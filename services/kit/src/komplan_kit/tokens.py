"""Tokens that stand in a link: signed by this instance, for one purpose, for a time. Of one that works once, only the
hash is kept, and it goes when the token is used, so that a used token is as unknown as a wrong one (ADR 14).
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from joserfc import jwt
from joserfc.jwk import OctKey

from komplan_kit.clock import Clock

ALGORITHM: Final = "HS256"
LONGEST: Final = 2048
"""Characters; a token has about 400."""
_OWN: Final = frozenset({"jti", "aud", "exp"})


class Tokens:
    """Makes tokens and reads them. Who guesses one guesses 256 random bits and a signature.

    `secret` belongs to one purpose (`Keystore.secret`), so that a token of one is none of another.
    """

    def __init__(self, secret: bytes, audience: str, clock: Clock) -> None:
        self._key, self._audience, self._clock = OctKey.import_key(secret), audience, clock

    def make(self, claims: Mapping[str, str], life: timedelta) -> tuple[str, datetime]:
        """A new token that says this, and the moment from which it is good for nothing."""
        expires = datetime.fromtimestamp(int((self._clock() + life).timestamp()), UTC)
        said = {
            "jti": secrets.token_urlsafe(32),
            "aud": self._audience,
            **claims,
            "exp": int(expires.timestamp()),
        }
        token: str = jwt.encode({"alg": ALGORITHM}, said, self._key, algorithms=[ALGORITHM])
        return token, expires

    def opened(self, token: str) -> tuple[dict[str, str], datetime] | None:
        """What a token says, and until when; None when it is not of this instance, was changed, or has expired."""
        try:
            if len(token) > LONGEST:
                return None
            claims: dict[str, Any] = jwt.decode(token, self._key, algorithms=[ALGORITHM]).claims
            expires = datetime.fromtimestamp(claims["exp"], UTC)
        except Exception:  # whatever the library stumbles over, it is no token of this instance
            return None
        if claims.get("aud") != self._audience or self._clock() >= expires:
            return None
        return {name: str(value) for name, value in claims.items() if name not in _OWN}, expires


def sha256(token: str) -> bytes:
    """All that is kept of a token."""
    return hashlib.sha256(token.encode()).digest()
