"""The private PostgreSQL cluster of the tests, for the time of a measurement."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks import shots
from benchmarks.processes import ROOT


@contextmanager
def cluster() -> Iterator[Any]:
    """A cluster, or None with the reason printed where no binaries are installed."""
    if str(ROOT / "tests") not in sys.path:
        sys.path.append(str(ROOT / "tests"))
    from support.postgres import Cluster, find_binaries

    binaries = find_binaries()
    if binaries is None:
        shots.say("the figures on PostgreSQL are left out: no binaries of PostgreSQL 15 or newer are installed")
        yield None
        return
    with Cluster(binaries) as running:
        yield running
