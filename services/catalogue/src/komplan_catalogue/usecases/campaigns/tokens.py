"""The token of a letter: signed, for one record as one letter showed it, for a time, once."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from joserfc import jwt
from joserfc.jwk import OctKey

from komplan_core.catalogue.campaign import TOKEN_DAYS
from komplan_core.catalogue.opening import PRAGUE
from komplan_kit.clock import Clock

ALGORITHM: Final = "HS256"
LONGEST: Final = 2048
"""Characters; a token has about 400."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a token of this catalogue says that it confirms."""

    item: str
    service: str
    revision: str
    expires_at: datetime

    @property
    def last_day(self) -> date:
        """Last day, in Prague, on which it confirms."""
        return self.expires_at.astimezone(PRAGUE).date()


class Tokens:
    """Makes tokens and reads them. Who guesses one guesses 256 random bits and a signature."""

    def __init__(self, secret: bytes, area: str, clock: Clock) -> None:
        self._key, self._area, self._clock = OctKey.import_key(secret), area, clock

    def make(self, item: str, service: str, revision: str) -> tuple[str, Claim]:
        """A new token, and what it says."""
        claim = Claim(item, service, revision, self._clock() + timedelta(days=TOKEN_DAYS))
        claims = {
            "jti": secrets.token_urlsafe(32),
            "aud": self._area,
            "sub": item,
            "service": service,
            "revision": revision,
            "exp": int(claim.expires_at.timestamp()),
        }
        token: str = jwt.encode({"alg": ALGORITHM}, claims, self._key, algorithms=[ALGORITHM])
        return token, claim

    def opened(self, token: str) -> Claim | None:
        """What a token says; None when it is not of this catalogue, was changed, or has expired."""
        try:
            if len(token) > LONGEST:
                return None
            claims: dict[str, Any] = jwt.decode(token, self._key, algorithms=[ALGORITHM]).claims
            expires = datetime.fromtimestamp(claims["exp"], UTC)
            claim = Claim(claims["sub"], claims["service"], claims["revision"], expires)
        except Exception:  # whatever the library stumbles over, it is no token of this catalogue
            return None
        if claims.get("aud") != self._area or self._clock() >= claim.expires_at:
            return None
        return claim


def sha256(token: str) -> bytes:
    """All that is kept of a token."""
    return hashlib.sha256(token.encode()).digest()
