"""The token of a letter: signed, for one record as one letter showed it, for a time, once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from komplan_core.catalogue.campaign import TOKEN_DAYS
from komplan_core.catalogue.opening import PRAGUE
from komplan_kit import tokens


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
    """Makes the tokens of letters and reads them."""

    def __init__(self, signed: tokens.Tokens) -> None:
        self._signed = signed

    def make(self, item: str, service: str, revision: str) -> tuple[str, Claim]:
        """A new token, and what it says."""
        said = {"sub": item, "service": service, "revision": revision}
        token, expires = self._signed.make(said, timedelta(days=TOKEN_DAYS))
        return token, Claim(item, service, revision, expires)

    def opened(self, token: str) -> Claim | None:
        """What a token says; None when it is not of this catalogue, was changed, or has expired."""
        found = self._signed.opened(token)
        if found is None:
            return None
        said, expires = found
        if not {"sub", "service", "revision"} <= said.keys():
            return None
        return Claim(said["sub"], said["service"], said["revision"], expires)
