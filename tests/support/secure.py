"""An instance behind mutual TLS, and calls to it by any machine."""

import socket
import ssl
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from google.protobuf.message import Message

from komplan_kit.client import Peer, credentials
from komplan_kit.config import PeerSettings, Tls
from komplan_kit.identity import assertion
from support.certificates import Pair, certs
from support.instance import ALL_ROLES, Instance

ROLES = {"portal": "anyone", "collector": "region", "office": "analyst"}
PEERS = tuple(PeerSettings(name=name, role=ROLES[stem]) for stem, name in certs.CALLERS.items())


class SecureInstance(Instance):
    """Serves with the trial certificates in `folder` on SQLite; `ask` calls as a person at the portal."""

    def __init__(self, folder: Path, service: str, trial: Path, **settings: Any) -> None:
        self.trial = trial
        self.authority = trial / "authority.pem"
        listener = Tls(certificate=trial / "city.pem", key=trial / "city.key", client_ca=self.authority)
        folder = folder / service
        super().__init__(
            (service,), lambda name: f"sqlite:///{folder}/{name}.sqlite3", folder, tls=listener, peers=PEERS, **settings
        )

    def pair(self, stem: str) -> Pair:
        """The trial certificate of a machine and its key."""
        return self.trial / f"{stem}.pem", self.trial / f"{stem}.key"

    def token(self, stem: str, roles: Iterable[str] = ALL_ROLES) -> str:
        """An assertion of a person with these roles, made for the certificate of a machine, or for none."""
        return assertion(self.issuer_key, "tester", roles, self.audience, certs.CALLERS.get(stem, ""))

    def call(self, pair: Pair | None, method: str, request: Message, token: str = "", tls: bool = True) -> Any:
        """Call on a new connection that presents this certificate, or none. Raises PlanError."""

        async def once() -> Any:
            shown = credentials(self.authority, *(pair or ())) if tls else None
            caller = Peer(self.target, shown, (lambda: token) if token else None)
            service, name = method.split("/")
            stubs = import_module(request.DESCRIPTOR.file.name.removesuffix(".proto").replace("/", ".") + "_pb2_grpc")
            to_call = getattr(getattr(stubs, f"{service}Stub")(caller.channel), name)
            try:
                if name.startswith("Stream"):
                    return [part async for part in caller.stream(to_call, request, 10.0)]
                return await caller.ask(to_call, request)
            finally:
                await caller.close()

        return self._wait(once())

    def peer_now(self, roles: tuple[str, ...], who: str = "tester") -> Peer:
        """A channel as a person at the portal, from inside the event loop; it is always the same person."""
        assert who == "tester", "over mutual TLS the portal's token names who asks"
        if roles not in self._peers:
            shown = credentials(self.authority, *self.pair("portal"))
            self._peers[roles] = Peer(self.target, shown, (lambda: self.token("portal", roles)) if roles else None)
        return self._peers[roles]


def handshake(target: str, oldest: ssl.TLSVersion, newest: ssl.TLSVersion, ca: Path, pair: Pair) -> str:
    """Try a handshake within a range of TLS versions: the version agreed on, or how it failed."""
    host, port = target.rsplit(":", 1)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(ca)
    context.load_cert_chain(*pair)
    context.set_ciphers("ALL:@SECLEVEL=0")  # else OpenSSL would not even offer the old ones
    context.set_alpn_protocols(["h2"])
    context.minimum_version, context.maximum_version = oldest, newest
    try:
        with socket.create_connection((host, int(port)), 5) as plain:
            return str(context.wrap_socket(plain, server_hostname=host).version())
    except (ssl.SSLEOFError, ConnectionError):
        return "ended by the server"
    except ssl.SSLError as error:
        return str(error.reason)
