"""Settings as they are read from a file and the environment, and what is wrong with them, all of it at once."""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import SettingsError

from komplan_core.errors import Invalid, Violation
from komplan_kit.addresses import host_of, is_loopback, is_wildcard
from komplan_kit.config import MUNICIPAL, NO_CONSULTATION, NO_PLANNING, Settings


def load(file: Path | None, services: tuple[str, ...] = ()) -> Settings:
    """The settings of an instance. Raises Invalid with all faults at once."""
    if file is not None and not file.is_file():
        raise Invalid.field("config", "CONFIG", f"there is no configuration file {file.name}")
    try:
        Loaded = type("Settings", (Settings,), {"file": file, "__doc__": Settings.__doc__})
        settings: Settings = Loaded()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Invalid.field("config", "CONFIG", f"{file}: {error}") from None
    except SettingsError as error:
        raise Invalid.field("environment", "CONFIG", str(error)) from None
    except ValidationError as error:
        found = Invalid.of(error).violations
        raise Invalid("CONFIG", "; ".join(f"{v.field}: {v.message}" for v in found), found) from None
    faults = list(_faults(settings, services or settings.services))
    if faults:
        raise Invalid("CONFIG", "; ".join(f"{fault.field}: {fault.message}" for fault in faults), faults)
    return settings


def _faults(settings: Settings, services: tuple[str, ...]) -> Iterator[Violation]:
    if set(services) & set(MUNICIPAL) and settings.area is None:
        yield Violation("area", "CONFIG", "name the planning area that the municipal services serve")
    if "region" in services and settings.region is None:
        yield Violation("region", "CONFIG", "name the region that the regional service serves")
    if "witness" in services and settings.witness is None:
        yield Violation("witness", "CONFIG", "name the witness and its key; `komplan witness make-key` makes one")
    if "witness" in services and not settings.root():
        yield Violation("area", "CONFIG", "name the planning area, or the region, that witnesses")
    yield from _listen_faults(settings, services)
    yield from _storage_faults(settings, services)
    for field, path in _files(settings):
        if not path.is_file():
            yield Violation(field, "CONFIG", f"there is no file {path}")
        elif field.endswith("key") and path.stat().st_mode & 0o077 and os.name == "posix":
            yield Violation(field, "CONFIG", f"others may read the private key {path}: chmod 600")


def _listen_faults(settings: Settings, services: tuple[str, ...]) -> Iterator[Violation]:
    for name, address in [("", settings.listen), *settings.listen_by_service.items()]:
        field = f"listen_by_service.{name}" if name else "listen"
        host = host_of(address)
        if host is None:
            yield Violation(field, "CONFIG", "an address is `host:port` with a port up to 65535")
        elif is_wildcard(host):
            yield Violation(field, "CONFIG", "name one address: all of them include those that nobody thinks of")
    for field, address, none in (
        ("consultation", settings.consultation, NO_CONSULTATION),
        ("planning", settings.planning, NO_PLANNING),
    ):
        if address not in ("", none) and host_of(address) is None:
            yield Violation(field, "CONFIG", f"an address is `host:port`; or say `{none}`")
    for index, witness in enumerate(settings.book.witnesses):
        if host_of(witness.address) is None:
            yield Violation(f"book.witnesses.{index}.address", "CONFIG", "an address is `host:port`")
    if settings.outgoing.region and host_of(settings.outgoing.region) is None:
        yield Violation("outgoing.region", "CONFIG", "an address is `host:port`")
    if all(is_loopback(address) for address in settings.addresses(services).values()):
        return
    if settings.tls and settings.tls.client_ca is None:
        yield Violation("tls.client_ca", "CONFIG", "off loopback every machine shows a certificate: name its authority")
    if settings.reflection:
        yield Violation("reflection", "CONFIG", "reflection is for development: off loopback it must be off")


def _storage_faults(settings: Settings, services: tuple[str, ...]) -> Iterator[Violation]:
    try:
        databases = [settings.database(service) for service in services]
        keystore, key = settings.keystore(), settings.book_key()
    except (LookupError, ValueError):
        yield Violation("storage", "CONFIG", "only {data} and {service} stand for something in an address")
        return
    if len(set(databases)) < len(databases):
        yield Violation("storage.database", "CONFIG", "each service has a database of its own: put {service} into it")
    if key.is_file() and key.stat().st_mode & 0o077 and os.name == "posix":
        yield Violation("book.signing_key", "CONFIG", f"others may read the private key {key}: chmod 600")
    if keystore in databases:
        yield Violation("storage.keystore", "CONFIG", "keys are kept apart from what they seal: name another database")


def _files(settings: Settings) -> Iterator[tuple[str, Path]]:
    if settings.tls:
        yield "tls.certificate", settings.tls.certificate
        yield "tls.key", settings.tls.key
        if settings.tls.client_ca:
            yield "tls.client_ca", settings.tls.client_ca
    for index, path in enumerate(settings.identity.issuers):
        yield f"identity.issuers.{index}", path
    if settings.witness:
        yield "witness.key", settings.witness.key
    if settings.region and settings.region.signing_key:
        yield "region.signing_key", settings.region.signing_key
    for name in ("ca", "certificate", "key", "issuer_key"):
        if found := getattr(settings.outgoing, name):
            yield f"outgoing.{name}", found
