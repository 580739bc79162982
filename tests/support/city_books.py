"""The comment book of a running city with few words: asked as everybody asks, read as its database has it."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, select, text

from komplan.consultation.v1 import book_office_service_pb2 as keeping
from komplan.consultation.v1 import book_service_pb2 as reading
from komplan_core.book.merkle import needed
from komplan_core.book.notes import VerifierKey
from komplan_core.book.verifying import Report, verify_book
from komplan_kit.engine import Store
from support.consultation import Desk, stored
from support.instance import Instance


class CityBook:
    """The book of a desk's round, asked by a citizen."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.round = desk, desk.round

    def ask(self, method: str, request: Any, roles: tuple[str, ...] = ()) -> Any:
        return self.desk.city.ask(method, request, roles)

    def checkpoint(self, size: int | None = None, origin: str = "") -> Any:
        request = reading.GetCheckpointRequest(parent=self.round, size=size, origin=origin)
        return self.ask("BookService/GetCheckpoint", request)

    def entries(self, page_size: int = 0, origin: str = "") -> Iterator[bytes]:
        token = ""
        while True:
            request = reading.ListEntriesRequest(
                parent=self.round, page_size=page_size, page_token=token, origin=origin
            )
            page = self.ask("BookService/ListEntries", request)
            for entry in page.entries:
                yield entry.data
            if not (token := page.next_page_token):
                return

    def keys(self) -> list[Any]:
        return list(self.ask("BookService/ListKeys", reading.ListKeysRequest(parent=self.round)).keys)

    def verifiers(self) -> list[VerifierKey]:
        return [VerifierKey.parse(key.key) for key in self.keys()]

    def verified(self, origin: str = "") -> Report:
        """The whole book, checked as anybody may."""
        return verify_book(self.entries(origin=origin), self.checkpoint(origin=origin).note, self.verifiers())

    def findings(self) -> list[str]:
        request = keeping.CheckBooksRequest(parent=self.desk.area)
        return [item.problem for item in self.ask("BookOfficeService/CheckBooks", request, ("admin",)).findings]

    def rotate(self, request_id: str = "") -> Any:
        request = keeping.RotateKeyRequest(parent=self.desk.area, request_id=request_id)
        return self.ask("BookOfficeService/RotateKey", request, ("admin",))

    def recover(self) -> Any:
        return self.ask("BookOfficeService/RecoverBook", keeping.RecoverBookRequest(name=self.round), ("admin",))

    def sql(self, statement: str, **values: Any) -> None:
        """What an administrator of the database may do behind the service's back."""
        with Store(self.desk.city.databases["consultation"]).transaction() as connection:
            connection.execute(text(statement), values)

    @property
    def key(self) -> Path:
        """The file of the signing key."""
        return self.desk.city.settings.book_key()

    def restarted(self, instance: Callable[..., Instance]) -> "CityBook":
        """The same book after a restart of the city."""
        self.desk.city.stop()
        self.desk.city = instance("consultation")
        return self

    def rewind(self, size: int) -> None:
        """Cut the tail off, so that what is left is one whole: as an older copy of the database would have it."""
        nodes = {(row.level, row.position): bytes(row.hash) for row in stored(self.desk.city, "log_node")}
        leaves = stored(self.desk.city, "log_leaf")
        nodes.update({(0, row.position): bytes(row.hash) for row in leaves})
        at = json.loads(bytes(leaves[size - 1].entry))["at"]
        frontier = b"".join(nodes[place] for place in needed(size))
        self.sql("DELETE FROM log_leaf WHERE position >= :size", size=size)
        self.sql("DELETE FROM checkpoint WHERE size > :size", size=size)
        for level, position in nodes:
            if level and (position + 1) << level > size:
                self.sql("DELETE FROM log_node WHERE level = :l AND position = :p", l=level, p=position)
        self.sql(
            "UPDATE log_head SET size = :size, frontier = :frontier, at = :at", size=size, frontier=frontier, at=at
        )

    @contextmanager
    def tampered(self, statement: str, **values: Any) -> Iterator[None]:
        """Run a statement behind the service's back, and put all tables of the book back afterwards."""
        tables = ("log_head", "log_key", "log_leaf", "log_node", "checkpoint", "comment_salt")
        changed = next(table for table in (*tables, *OTHERS) if re.match(rf"\w+( FROM)? {table} ", statement))
        store = Store(self.desk.city.databases["consultation"])
        metadata = MetaData()
        metadata.reflect(store.engine, only=[changed])
        table = metadata.tables[changed]
        with store.transaction() as connection:
            before = [dict(row._mapping) for row in connection.execute(table.select())]
        self.sql(statement, **{name: value for name, value in values.items() if f":{name}" in statement})
        try:
            yield
        finally:
            keys = [column.name for column in table.primary_key.columns]
            with store.transaction() as connection:
                there = {tuple(row) for row in connection.execute(select(*[table.c[key] for key in keys]))}
                for row in before:
                    same = [table.c[key] == row[key] for key in keys]
                    known = tuple(row[key] for key in keys) in there
                    connection.execute(table.update().where(*same).values(row) if known else table.insert().values(row))


OTHERS = (
    "comment",
    "book_head",
    "refusal",
    "point",
    "consultation_round",
    "submission",
    "similarity_group",
    "similar_point",
)
