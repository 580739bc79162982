"""New databases for tests: those called like a service have its tables already, copied from one that was migrated."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from komplan_kit.engine import Store
from komplan_kit.schema import upgrade
from support.emptied import Contents
from support.postgres import Cluster

SERVICES: Final = ("catalogue", "planning", "consultation", "witness", "region")
USED_AGAIN: Final = (*SERVICES, "keystore")
ON_SQLITE: Final = pytest.mark.parametrize("address", ["sqlite"], indirect=True)
"""Marks a test of what has nothing to do with the kind of store."""


class Files:
    """SQLite databases, copied from templates in a folder that lasts for the whole run."""

    def __init__(self, templates: Path, folder: Path) -> None:
        self._templates, self._folder = templates, folder

    def __call__(self, name: str) -> str:
        """The address of a database; the same name is the same database."""
        path = self._folder / f"{name}.sqlite3"
        if name in SERVICES and not path.exists():
            shutil.copyfile(self._template(name), path)
        return f"sqlite:///{path}"

    def drop(self) -> None:
        """The folder goes with the test."""

    def _template(self, service: str) -> Path:
        path = self._templates / f"{service}.sqlite3"
        if not path.exists():
            making = path.with_suffix(".making")
            _migrate(f"sqlite:///{making}", service)
            making.rename(path)
        return path


class Spare:
    """Databases of a cluster that no test uses now: as good as new."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._new: dict[str, Contents] = {}
        self._free: dict[str, list[str]] = {}

    def take(self, name: str) -> str:
        """The address of a database that nobody uses."""
        if free := self._free.get(name):
            return free.pop()
        address = self._cluster.new_database(name, self._cluster.template(name, _migrate) if name in SERVICES else "")
        if name in USED_AGAIN and name not in self._new:
            self._new[name] = Contents.of(address)
        return address

    def give_back(self, name: str, address: str) -> None:
        """Empty a database for the next test, or remove it where it cannot be made as it was."""
        if name in self._new and self._new[name].restore(address):
            self._free.setdefault(name, []).append(address)
        else:
            self._cluster.drop(address)


class Databases:
    """PostgreSQL databases of one test in a cluster that lasts for the whole run."""

    def __init__(self, spare: Spare) -> None:
        self._spare = spare
        self._taken: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        """The address of a database; the same name is the same database."""
        if name not in self._taken:
            self._taken[name] = self._spare.take(name)
        return self._taken[name]

    def drop(self) -> None:
        """Give them back: a thousand databases fill the disk."""
        for name, address in self._taken.items():
            self._spare.give_back(name, address)


def _migrate(address: str, service: str) -> None:
    store = Store(address)
    upgrade(store, f"komplan_{service}")
    store.engine.dispose()  # the last one to leave an SQLite database moves everything into its file
