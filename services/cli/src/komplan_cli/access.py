"""How a command reaches a service, and as whom."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
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
Role = Annotated[str, typer.Option("--role", help="role in which to ask, such as editor or catalogue-editor")]
Target = Annotated[str, typer.Option("--target", help="address of the service, host:port")]
Area = Annotated[str, typer.Option("--area", help="code of the planning area")]
Region = Annotated[str, typer.Option("--code", help="code of the region")]
IssuerKey = Annotated[Path | None, typer.Option("--issuer-key", help="private key to sign the own assertion with")]
Ca = Annotated[Path | None, typer.Option("--ca", help="authority of the service's certificate")]
Certificate = Annotated[Path | None, typer.Option("--certificate", help="own client certificate")]
Key = Annotated[Path | None, typer.Option("--key", help="own client key")]
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

    def _assertion(self) -> Callable[[], str] | None:
        key = self.issuer_key
        if key is None:
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
    "role": (Role, "editor"),
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
    left_out = {"issuer_key": role == ANYONE, "role": role != CHOSEN, "subject": not personal}
    wanted = {name: of for name, of in _OPTIONS.items() if not left_out.get(name)}
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
