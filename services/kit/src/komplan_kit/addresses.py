"""Addresses of listeners, `host:port`."""

import ipaddress
import re
from typing import Final

_ADDRESS: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+):([0-9]{1,5})")


def host_of(address: str) -> str | None:
    """The host of a `host:port`, or None for what is no such address, or has a port above 65535."""
    found = _ADDRESS.fullmatch(address)
    return found[1] if found and int(found[2]) <= 65535 else None


def is_loopback(address: str) -> bool:
    """Whether only this machine can call this `host:port`."""
    host = address.rsplit(":", 1)[0].strip("[]")
    if address.startswith("unix:") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_wildcard(host: str) -> bool:
    """Whether a host stands for all addresses of the machine, as `0` does too."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return re.fullmatch(r"(0x)?0+(\.(0x)?0+)*", host) is not None
