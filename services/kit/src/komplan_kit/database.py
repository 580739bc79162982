"""A service's database: two ways in, `read` and `write`."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from google.protobuf.message import Message
from sqlalchemy import MetaData

from komplan_kit.caller import STAFF, current
from komplan_kit.clock import Clock, utc_now
from komplan_kit.engine import Store
from komplan_kit.keystore import Keystore, belongs_to
from komplan_kit.reading import Listing, Readers
from komplan_kit.statements import Session
from komplan_kit.store import Kind, Transaction, Written
from komplan_kit.writer import LARGEST_GROUP, Ledger, Writer

X = TypeVar("X")
T = TypeVar("T")


class Database(Generic[X]):
    """One database with its writer and readers. `open_tx` makes the service's view of a transaction.

    `staff` are the roles that see drafts and working records. Raises Refused when another keystore than `keys` seals
    what is stored.
    """

    def __init__(
        self,
        store: Store,
        metadata: MetaData,
        open_tx: Callable[[Transaction], X],
        keys: Keystore | None = None,
        clock: Clock = utc_now,
        largest_group: int = LARGEST_GROUP,
        staff: frozenset[str] = STAFF,
    ) -> None:
        if keys is not None:
            belongs_to(store, metadata, keys)
        self.store, self._clock, self._keys, self._open = store, clock, keys, open_tx
        self._writer = Writer(store, Ledger(metadata), keys, clock, largest_group)
        self._readers = Readers(store, keys, staff)
        self._tx = open_tx(self._writer.transaction)

    async def write(
        self,
        use_case: Callable[..., Written],
        *arguments: Any,
        personal: type[Message] | None = None,
        alone: bool = False,
    ) -> bytes:
        """Run `use_case(tx, *arguments)` and answer when it is durable; a repeated `request_id` is answered as before.

        `personal` names the response when it holds personal data, so that a kept answer can be made readable. `alone`
        gives it a transaction of its own: for what changes thousands of entries.
        """
        tx = self._tx
        return await self._writer.write(lambda: use_case(tx, *arguments), current.get(), personal, alone)

    async def read(self, use_case: Callable[..., T], *arguments: Any) -> T:
        """Run `use_case(tx, *arguments)` on one consistent state; it must not write."""

        def run(session: Session) -> T:
            transaction = Transaction(self._keys, self._clock(), reads=True)
            transaction.session = session
            return use_case(self._open(transaction), *arguments)

        return await self._readers.read(run)

    async def get(self, kind: Kind[Any], name: str) -> bytes:
        """The stored message of one entity. Raises NotFound."""
        return await self._readers.get(kind, name)

    async def page(self, listing: Listing, request: Any, **params: Any) -> bytes:
        """One page of a List response."""
        return await self._readers.page(listing, request, **params)

    def close(self) -> None:
        """Finish what waits and close all connections."""
        self._writer.close()
        self._readers.close()
