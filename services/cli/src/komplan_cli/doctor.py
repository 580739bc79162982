"""`komplan doctor`: what would keep an instance from working, and what to do about it."""

import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from google.protobuf.internal import api_implementation
from rich.table import Table

from komplan_cli.output import DATA, give_json
from komplan_core.errors import PlanError
from komplan_core.plugins import compile_profile
from komplan_kit.config import MUNICIPAL, Settings, load
from komplan_kit.engine import Store, driver
from komplan_kit.statements import Session

Finding = tuple[str, str, str]
"""Check, verdict (`ok` or `fault`), what was seen or what to do."""


def examine(config: Path | None) -> Iterator[Finding]:
    """All checks, one after another; a check that fails does not hold up the next."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield _finding("python", lambda: version if sys.version_info >= (3, 11) else _fail("komplan needs Python 3.11"))
    yield _finding("protobuf engine", _protobuf)
    yield _finding("sqlite engine", lambda: str(driver().sqlite_version))
    try:
        settings = load(config)
    except PlanError as error:
        yield ("configuration", "fault", error.message)
        return
    yield ("configuration", "ok", str(config or "defaults"))
    area = settings.area
    if area is not None:
        yield _finding("plugins", lambda: f"area `{compile_profile(area.plugins)[0].area.code}`")
    for service in settings.services:
        yield _finding(f"database of {service}", lambda service=service: _database(settings.database(service)))  # type: ignore[misc]
    if set(settings.services) & set(MUNICIPAL):
        yield _finding("keystore", lambda: _database(settings.keystore()))
    yield _finding("listener", lambda: _listener(settings))


def run(config: Path | None, as_json: bool) -> None:
    """Print the findings; exit code 5 when one is a fault."""
    findings = list(examine(config))
    if as_json:
        give_json(
            {"checks": [{"check": check, "verdict": verdict, "detail": detail} for check, verdict, detail in findings]}
        )
    else:
        table = Table("check", "verdict", "seen, or what to do", title="komplan doctor")
        for check, verdict, detail in findings:
            table.add_row(check, f"[{'green' if verdict == 'ok' else 'red'}]{verdict}[/]", detail)
        DATA.print(table)
    if any(verdict == "fault" for _, verdict, _ in findings):
        sys.exit(5)


class _Fault(Exception):
    pass


def _fail(what: str) -> str:
    raise _Fault(what)


def _finding(check: str, look: Callable[[], str]) -> Finding:
    try:
        return (check, "ok", look())
    except PlanError as error:
        return (check, "fault", error.message)
    except (_Fault, OSError) as error:
        return (check, "fault", str(error))


def _protobuf() -> str:
    engine = api_implementation.Type()
    return engine if engine == "upb" else _fail(f"protobuf runs on `{engine}`: reinstall it with its compiled engine")


def _database(address: str) -> str:
    store = Store(address)
    raw = store.writer()
    try:
        Session(raw, store.dialect).execute("SELECT 1")
    finally:
        raw.close()
    return str(store.url.render_as_string(hide_password=True))


def _listener(settings: Settings) -> str:
    address = settings.address(tuple(settings.services))
    host, _, port = address.rpartition(":")
    with socket.socket() as probe:
        if probe.connect_ex((host or "127.0.0.1", int(port))) == 0:
            return f"{address} is in use (by this instance, or by another process)"
    return f"{address} is free; {'TLS' if settings.tls else 'plaintext on loopback'}"
