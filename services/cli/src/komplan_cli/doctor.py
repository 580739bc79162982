"""`komplan doctor`: what would keep an instance from working, and what to do about it."""

import errno
import socket
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

from google.protobuf.internal import api_implementation
from rich.table import Table
from rich.text import Text
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError

from komplan_cli.output import give_json
from komplan_cli.tables import print_whole
from komplan_core.errors import PlanError
from komplan_core.plugins import compile_profile
from komplan_kit import fsck, schema
from komplan_kit.config import MUNICIPAL, Settings
from komplan_kit.config_loading import load
from komplan_kit.engine import Store, driver, normal_url
from komplan_kit.keystore import Keystore, is_foreign

KEYS: Final = "sealing_key"
NO_ISSUER: Final = "none: citizens can read, nobody can write; `komplan config make-key` makes a key"
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
    yield ("issuers", "ok", f"{len(settings.identity.issuers)}" if settings.identity.issuers else NO_ISSUER)
    area = settings.area
    if area is not None:
        yield _finding("plugins", lambda: f"area `{compile_profile(area.plugins)[0].area.code}`")
    for service in settings.services:
        yield _finding(f"database of {service}", partial(_database, settings, service))
    if set(settings.services) & set(MUNICIPAL):
        yield _finding("keystore", partial(_keystore, settings))
    for name, address in settings.addresses(tuple(settings.services)).items():
        yield _finding(f"listener of {name}", partial(_listener, address, settings.tls is not None))


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
            table.add_row(check, Text(verdict, "green" if verdict == "ok" else "red"), detail)
        print_whole(table)
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


def _database(settings: Settings, service: str) -> str:
    """What `fsck` says about a database, if it was made already."""
    package, address = f"komplan_{service}", settings.database(service)
    shown = normal_url(address).render_as_string(hide_password=True)
    if (store := _store_with(address, "alembic_version")) is None:
        return f"{shown}: not made yet"
    with store.engine.connect() as connection:
        found, newest = schema.revision(connection), schema.newest(package)
    if found > newest:
        return _fail(f"{shown}: revision {found} is newer than this version of komplan")
    if found < newest:
        return f"{shown}: revision {found}, which the next start brings to {newest}"
    repositories = import_module(f"{package}.repositories")
    kinds = fsck.kinds_of(repositories)
    keys = Keystore(settings.keystore(), only_look=True) if _store_with(settings.keystore(), KEYS) else None
    try:
        if any(kind.personal for kind in kinds) and is_foreign(store, repositories.METADATA, keys):
            return _fail(f"{shown}: another keystore seals it: restore that one, or name it")
        wrong = fsck.check(store, repositories.METADATA, kinds, keys)
        if not wrong and (audit := getattr(repositories, "audit", None)) is not None:
            wrong = audit(store, settings, keys)
    finally:
        if keys is not None:
            keys.close()
    if wrong:
        return _fail(f"{shown}: {len(wrong)} findings; the first: {wrong[0].name}: {wrong[0].problem}")
    return f"{shown}: sound"


def _keystore(settings: Settings) -> str:
    shown = normal_url(settings.keystore()).render_as_string(hide_password=True)
    return shown if _store_with(settings.keystore(), KEYS) else f"{shown}: not made yet"


def _store_with(address: str, table: str) -> Store | None:
    """The database, or None when it or this table in it was not made yet. It makes nothing. Raises Unavailable."""
    url = normal_url(address)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        return None
    store = Store(address)
    try:
        with store.engine.connect() as connection:
            return store if inspect(connection).has_table(table) else None
    except DBAPIError as error:
        store.explain(error.orig or error)


def _listener(address: str, tls: bool) -> str:
    host, _, port = address.rpartition(":")
    try:
        family, kind, *_, place = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"{address} is in use (by this instance, or by another process)"
        return _fail(f"{address}: {error.strerror}: name an address of this machine")
    return f"{address} is free; {'TLS' if tls else 'plaintext on loopback'}"
