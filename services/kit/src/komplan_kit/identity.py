"""Who calls: a machine by its certificate, a person by a short-lived signed assertion bound to that machine."""

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from math import isfinite
from pathlib import Path
from typing import Any, Final, TypeGuard

from joserfc import jwt
from joserfc.jwk import OKPKey

from komplan_core.errors import Unidentified
from komplan_core.values import is_code
from komplan_kit.access import ROLES
from komplan_kit.caller import ANYONE, NOBODY, Caller

ALGORITHM: Final = "Ed25519"
LEEWAY: Final = 60
"""Seconds by which clocks may differ."""

LONGEST: Final = timedelta(minutes=5)
"""Longest life of a person's assertion."""

HEADER: Final = "authorization"


class Identities:
    """Verifies who calls. Each assertion is verified once and remembered until it expires."""

    def __init__(
        self,
        audience: str,
        public_keys: Iterable[Path] = (),
        peers: Mapping[str, str] | None = None,
        now: Callable[[], float] = time.time,
        machines: bool = True,
    ) -> None:
        """`machines` says whether the listener asks for client certificates; looking for one costs time."""
        self._audience, self._now, self._machines = audience, now, machines
        self._keys = [OKPKey.import_key(path.read_bytes()) for path in public_keys]
        self._peers = dict(peers or {})
        self._known: dict[tuple[str, str], tuple[float, Caller]] = {}

    def of(self, context: Any) -> Caller:
        """The caller behind a call. Raises Unidentified for an unknown certificate or a bad assertion."""
        machine = self._machine(context)
        presented = next((value for key, value in context.invocation_metadata() or () if key == HEADER), "")
        if not presented:
            if not machine:
                return NOBODY
            return Caller(machine, frozenset({ANYONE, self._peers[machine]}))
        remembered = self._known.get((machine, presented))
        if remembered and remembered[0] > self._now():
            return remembered[1]
        expires, caller = self._person(presented, machine)
        if len(self._known) > 10_000:
            self._known.clear()
        self._known[(machine, presented)] = (expires, caller)
        return caller

    def _machine(self, context: Any) -> str:
        if not self._machines:
            return ""
        connection = context.auth_context()
        presented = connection.get("x509_subject_alternative_name", ())
        names: list[str] = [name.decode("utf-8", "replace") for name in presented]
        if not names and "x509_pem_cert" not in connection:
            return ""
        for name in names:
            if name in self._peers:
                return name
        raise Unidentified("UNIDENTIFIED", "this service does not know the certificate's name")

    def _person(self, presented: str, machine: str) -> tuple[float, Caller]:
        scheme, _, token = presented.partition(" ")
        if scheme.lower() != "bearer" or len(token) > 4096:
            raise Unidentified("UNIDENTIFIED", "present the assertion as `Bearer …`")
        for key in self._keys:
            try:
                claims = jwt.decode(token, key, algorithms=[ALGORITHM]).claims
            except Exception:  # whatever the library stumbles over, it is no assertion of this issuer
                continue
            return self._checked(claims, machine)
        raise Unidentified("UNIDENTIFIED", "the assertion is not signed by an issuer that this service trusts")

    def _checked(self, claims: dict[str, Any], machine: str) -> tuple[float, Caller]:
        now = self._now()
        issued, expires = claims.get("iat"), claims.get("exp")
        subject, roles = claims.get("sub"), claims.get("roles")
        if not _is_time(issued) or not _is_time(expires):
            raise Unidentified("UNIDENTIFIED", "the assertion does not say how long it holds")
        if expires + LEEWAY < now or issued - LEEWAY > now or expires - issued > LONGEST.total_seconds():
            raise Unidentified("UNIDENTIFIED", "the assertion has expired or holds too long: sign in again")
        if claims.get("aud") != self._audience or claims.get("azp", "") != machine:
            raise Unidentified("UNIDENTIFIED", "the assertion was made for another service or another portal")
        if not isinstance(subject, str) or not is_code(subject) or not isinstance(roles, list):
            raise Unidentified("UNIDENTIFIED", "the assertion names no office or no roles")
        known = {role for role in roles if isinstance(role, str) and role in ROLES}
        return expires + LEEWAY, Caller(subject, frozenset({ANYONE, *known}))


def _is_time(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def assertion(
    private_key: Path,
    subject: str,
    roles: Iterable[str],
    audience: str,
    machine: str = "",
    life: timedelta = LONGEST,
    now: Callable[[], float] = time.time,
) -> str:
    """A signed assertion that `subject` (a code, no name) has these roles; `machine` names the certificate."""
    issued = int(now())
    claims = {
        "sub": subject,
        "roles": list(roles),
        "aud": audience,
        "iat": issued,
        "exp": issued + int(life.total_seconds()),
        **({"azp": machine} if machine else {}),
    }
    key = OKPKey.import_key(private_key.read_bytes())
    signed: str = jwt.encode({"alg": ALGORITHM}, claims, key, algorithms=[ALGORITHM])
    return signed


def make_issuer_key(private: Path, public: Path) -> None:
    """Make an issuer's key pair; the private file is readable by its owner only."""
    key = OKPKey.generate_key("Ed25519")
    private.touch(mode=0o600)
    private.write_bytes(key.as_pem(private=True))
    public.write_bytes(key.as_pem(private=False))
