"""A transaction that remembers what it read: one import names the same providers and places again and again."""

from collections import OrderedDict
from typing import Any, Final

from komplan_catalogue.ports.transaction import CatalogueTx

MOST: Final = 256
"""Entries of one kind that are kept in memory."""


class Remembering:
    """All that a transaction is, with providers and places that are read once."""

    def __init__(self, tx: CatalogueTx) -> None:
        self._tx = tx
        self.providers, self.places = Remembered(tx.providers), Remembered(tx.places)

    def forget(self) -> None:
        """Read everything anew: something was rolled back."""
        self.providers.forget()
        self.places.forget()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tx, name)


class Remembered:
    """A collection of which the entries read last are kept."""

    def __init__(self, entries: Any) -> None:
        self._entries = entries
        self._read: OrderedDict[str, Any] = OrderedDict()
        self._ids: OrderedDict[str, int] = OrderedDict()

    def get(self, name: str, field: str = "name") -> Any:
        """The entity. Raises NotFound."""
        if name not in self._read:
            _keep(self._read, name, self._entries.get(name, field))
        return self._read[name]

    def refer(self, name: str, field: str) -> int:
        """The row id behind a reference. Raises Invalid for `field` when there is no such entity."""
        if name not in self._ids:
            _keep(self._ids, name, self._entries.refer(name, field))
        return self._ids[name]

    def add(self, record: Any, **keys: Any) -> Any:
        """Store a new entity. It is remembered as it was given, without an etag."""
        added = self._entries.add(record, **keys)
        _keep(self._read, record.name, record)
        return added

    def replace(self, record: Any, etag: str = "", **keys: Any) -> Any:
        """Store a changed entity."""
        self._read.pop(record.name, None)
        return self._entries.replace(record, etag, **keys)

    def forget(self) -> None:
        """Read everything anew."""
        self._read.clear()
        self._ids.clear()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._entries, name)


def _keep(kept: OrderedDict[str, Any], name: str, value: Any) -> None:
    kept[name] = value
    if len(kept) > MOST:
        kept.popitem(last=False)
