"""Life situations: the words under which people look for help."""

from collections.abc import Mapping
from typing import Any

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases import findable
from komplan_catalogue.usecases.directory import Directory
from komplan_core import names
from komplan_core.errors import Refused
from komplan_kit.store import Written

Values = Mapping[str, Any]


class Situations:
    """The list of life situations of a municipality."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def create(self, tx: CatalogueTx, values: Values, wanted: str) -> Written:
        """Enter a situation."""
        name = self._directory.new_name("situations", wanted, "situation_id")
        return tx.situations.add(tx.situations.make({**values, "name": name}, "situation"))

    def update(self, tx: CatalogueTx, name: str, etag: str, changes: Values) -> Written:
        """Change a situation; services are found under its new title."""
        written = tx.situations.replace(tx.situations.changed(name, changes, "situation"), etag)
        for service in tx.search.in_situation(names.last_id(name)):
            findable.keep(tx, service)
        return written

    def delete(self, tx: CatalogueTx, name: str, etag: str) -> Written:
        """Remove a situation that no service names."""
        names.SITUATION.parse(name)
        if tx.is_situation_used(names.last_id(name)):
            raise Refused("STILL_REFERRED_TO", f"services name `{name}`: change them first")
        return tx.situations.delete(name, etag)
