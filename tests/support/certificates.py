"""The trial certificates' own script as a module, and peers that present such certificates."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from komplan_kit.client import Peer, credentials

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "certs" / "make_certificates.py"
Pair = tuple[Path, Path]


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_certificates", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


certs = _load()
"""The module `deploy/certs/make_certificates.py`."""


def peer(target: str, ca: Path, pair: Pair | None = None, assertion: Callable[[], str] | None = None) -> Peer:
    """A channel over TLS that presents this certificate, to be made inside an event loop."""
    return Peer(target, credentials(ca, *(pair or ())), assertion)
