"""Starting a process: settings, plugins, databases, one server with the services asked for."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import grpc

from komplan_core.errors import Refused
from komplan_core.plugins import compile_profile
from komplan_core.profile import Behaviour, Profile
from komplan_kit import logs
from komplan_kit.config import MUNICIPAL, Settings
from komplan_kit.garbage import resting
from komplan_kit.identity import Identities
from komplan_kit.interceptors import Guard
from komplan_kit.keystore import Keystore
from komplan_kit.server import Server

Compose = Callable[["Context"], None]
"""Builds one service and adds it to the server."""


class Context:
    """What the services of one process share."""

    def __init__(self, settings: Settings, services: tuple[str, ...]) -> None:
        self.settings = settings
        self.services = services
        self._profile: tuple[Profile, Behaviour] | None = None
        self._keys: Keystore | None = None
        peers = {peer.name: peer.role for peer in settings.peers}
        machines = settings.tls is not None and settings.tls.client_ca is not None
        identities = Identities(settings.audience(), settings.identity.issuers, peers, machines=machines)
        guard = self._guard = Guard(identities, root=settings.root())
        self.server = Server(settings.address(services), guard, server_credentials(settings), settings.reflection)

    def profile(self) -> tuple[Profile, Behaviour]:
        """The compiled structure of the area. Raises Refused when the plugins declare another area."""
        if self._profile is None:
            area = self.settings.area
            if area is None:
                raise Refused("CONFIG", "no planning area is configured")
            self._profile = compile_profile(area.plugins)
            declared = self._profile[0].area.code
            if declared != area.code:
                raise Refused(
                    "CONFIG", f"the plugins declare the area `{declared}`, the configuration says `{area.code}`"
                )
        return self._profile

    def keys(self) -> Keystore:
        """The store of sealing keys."""
        if self._keys is None:
            self._keys = Keystore(self.settings.keystore())
            self._guard.request_secret = self._keys.secret("request-digest")
            self.server.closing(self._keys.close)
        return self._keys


def serve(
    settings: Settings,
    services: tuple[str, ...],
    compose: dict[str, Compose],
    ready: Callable[[str], object] | None = None,
) -> None:
    """Serve until told to stop. Raises PlanError when the start is refused."""
    logs.set_up(settings.log_level)
    if "region" in services and set(services) & set(MUNICIPAL):
        raise Refused("CONFIG", "a region and a municipality are two instances: start them apart")

    async def run() -> None:
        context = Context(settings, services)
        with resting():
            for service in services:
                compose[service](context)
        await context.server.run(ready)

    run_loop(run())


def run_loop(main: Any) -> None:
    """Run the event loop, on uvloop where it installs."""
    try:
        import uvloop
    except ImportError:
        asyncio.run(main)
    else:
        uvloop.run(main)


def server_credentials(settings: Settings) -> grpc.ServerCredentials | None:
    """TLS of the listener, with client certificates where an authority is named; changed files are read again."""
    tls = settings.tls
    if tls is None:
        return None

    def read() -> grpc.ServerCertificateConfiguration:
        return grpc.ssl_server_certificate_configuration(
            [(tls.key.read_bytes(), tls.certificate.read_bytes())],
            tls.client_ca.read_bytes() if tls.client_ca else None,
        )

    watched = [path for path in (tls.certificate, tls.key, tls.client_ca) if path is not None]
    seen = _stamp(*watched)

    def changed() -> Any:
        """The configuration if a file changed, else None; half a renewal is tried again at the next handshake."""
        nonlocal seen
        try:
            if (now := _stamp(*watched)) == seen:
                return None
            fresh, seen = read(), now
        except OSError:
            return None
        return fresh

    return grpc.dynamic_ssl_server_credentials(read(), changed, require_client_authentication=tls.client_ca is not None)


def _stamp(*paths: Path) -> tuple[int, ...]:
    return tuple(path.stat().st_mtime_ns for path in paths)
