"""How a command reaches a service, and as whom."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from komplan_kit.client import Peer, credentials
from komplan_kit.identity import assertion

Target = Annotated[str, typer.Option("--target", help="address of the service, host:port")]
Area = Annotated[str, typer.Option("--area", help="code of the planning area")]
IssuerKey = Annotated[Path | None, typer.Option("--issuer-key", help="private key to sign the own assertion with")]
Ca = Annotated[Path | None, typer.Option("--ca", help="authority of the service's certificate")]
Certificate = Annotated[Path | None, typer.Option("--certificate", help="own client certificate")]
Key = Annotated[Path | None, typer.Option("--key", help="own client key")]


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

    def peer(self) -> Peer:
        """A channel to the service, to be made inside the event loop."""
        channel = credentials(self.ca, self.certificate, self.key) if self.ca else None
        return Peer(self.target, channel, self._assertion())

    def _assertion(self) -> Callable[[], str] | None:
        key = self.issuer_key
        return (lambda: assertion(key, self.role, (self.role,), self.code)) if key else None
