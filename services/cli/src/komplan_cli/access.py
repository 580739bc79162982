"""How a command reaches a service, and as whom."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from inspect import Parameter
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from joserfc.errors import JoseError

from komplan_core.errors import Invalid
from komplan_kit.client import Peer, credentials
from komplan_kit.identity import assertion

ANYONE: Final = "anyone"
CHOSEN: Final = ""
"""In place of a role: the caller chooses it by an option."""


def _option(names: tuple[str, ...], told: str, variable: str = "") -> Any:
    """An option that may be given once for all commands, by an environment variable."""
    return typer.Option(*names, help=told, envvar=f"KOMPLAN_{variable}" if variable else None)


Role = Annotated[
    str, typer.Option("--role", help="role in which to ask; if left out, analyst of a region, else editor")
]
Target = Annotated[str, _option(("--target",), "address of the service, host:port", "TARGET")]
Area = Annotated[str, _option(("--area",), "code of the planning area", "CODE")]
Region = Annotated[str, _option(("--code",), "code of the region", "CODE")]
Served = Annotated[
    str,
    _option(("--area", "--code"), "code of the area or region that is served; that of the name if left out", "CODE"),
]
IssuerKey = Annotated[
    Path | None, _option(("--issuer-key",), "private key to sign the own assertion with", "ISSUER_KEY")
]
UnusedKey = Annotated[
    Path | None, _option(("--issuer-key",), "taken, but not needed: everybody may ask this", "ISSUER_KEY")
]
Ca = Annotated[Path | None, _option(("--ca",), "authority of the service's certificate", "CA")]
Certificate = Annotated[Path | None, _option(("--certificate",), "own client certificate", "CERTIFICATE")]
Key = Annotated[Path | None, _option(("--key",), "own client key", "KEY")]
Clerk = Annotated[str, typer.Option("--as", help="code under which you work for the office; the role if left out")]


@dataclass(frozen=True)
class Access:
    """A service, and the key and role with which to call it. `code` is that of the area or region that it serves."""

    target: str
    code: str
    role: str
    issuer_key: Path | None = None
    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    subject: str = ""
    """Code of the person who acts; the role where nobody in particular does."""

    def peer(self) -> Peer:
        """A channel to the service, to be made inside the event loop."""
        channel = credentials(self.ca, self.certificate, self.key) if self.ca else None
        return Peer(self.target, channel, self._assertion())

    def to(self, name: str) -> "Access":
        """The same, to reach what has this resource name: what was left out follows from the name."""
        root, _, rest = name.partition("/")
        role = self.role or ("analyst" if root == "regions" else "editor")
        return replace(self, code=self.code or rest.partition("/")[0], role=role)

    def _assertion(self) -> Callable[[], str] | None:
        key = self.issuer_key
        if key is None or self.role == ANYONE:
            return None

        def sign() -> str:
            return assertion(key, self.subject or self.role, (self.role,), self.code)

        try:
            sign()
        except OSError as error:
            raise Invalid.field("--issuer-key", "INVALID_VALUE", f"{key}: {error.strerror}") from None
        except (ValueError, JoseError):
            raise Invalid.field("--issuer-key", "INVALID_VALUE", f"{key} holds no private key (PEM, Ed25519)") from None
        return sign


_OPTIONS: Final = {
    "role": (Role, ""),
    "target": (Target, Parameter.empty),
    "area": (Area, Parameter.empty),
    "issuer_key": (IssuerKey, None),
    "ca": (Ca, None),
    "certificate": (Certificate, None),
    "key": (Key, None),
    "subject": (Clerk, ""),
}


def reaching(
    role: str = ANYONE, *, personal: bool = False, region: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Gives a command the options by which it reaches a service in this role; it takes them as one `access`.

    A `personal` one is told who acts: where clerk and author, or two clerks, must be two people.
    A command of a `region` names it by `--code`.
    """
    left_out = {"role": role != CHOSEN, "subject": not personal}
    wanted = {name: of for name, of in _OPTIONS.items() if not left_out.get(name)}
    if role == ANYONE:  # who gives the same options to all commands is not refused
        wanted["issuer_key"] = (UnusedKey, None)
    if role == CHOSEN:
        wanted["area"] = (Served, "")
    place = "area"
    if region:  # such a command may speak of an area of its own
        place = "region"
        wanted = {place if name == "area" else name: of for name, of in wanted.items()}
        wanted[place] = (Region, Parameter.empty)

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = [
            parameter.replace(kind=Parameter.KEYWORD_ONLY)
            for parameter in inspect.signature(command).parameters.values()
            if parameter.name != "access"
        ]
        added = [
            Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=option)
            for name, (option, default) in wanted.items()
        ]

        @functools.wraps(command)
        def run(**given: Any) -> None:
            of = {name: given.pop(name) for name in wanted}
            command(access=Access(code=of.pop(place), **{"role": role, **of}), **given)

        run.__signature__ = inspect.Signature([*own, *added])  # type: ignore[attr-defined]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in (*own, *added)}
        return run

    return decorate
