"""New databases for tests: those called like a service have its tables already, copied from one that was migrated."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from komplan_kit.engine import Store
from komplan_kit.schema import upgrade
from support.postgres import Cluster

SERVICES: Final = ("catalogue", "planning", "consultation", "witness", "region")
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


class Databases:
    """PostgreSQL databases of one test in a cluster that lasts for the whole run."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._made: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        """The address of a database; the same name is the same database."""
        if name not in self._made:
            template = self._cluster.template(name, _migrate) if name in SERVICES else ""
            self._made[name] = self._cluster.new_database(name, template)
        return self._made[name]

    def drop(self) -> None:
        """Remove them: a thousand databases fill the disk."""
        for address in self._made.values():
            self._cluster.drop(address)


def _migrate(address: str, service: str) -> None:
    store = Store(address)
    upgrade(store, f"komplan_{service}")
    store.engine.dispose()  # the last one to leave an SQLite database moves everything into its file
