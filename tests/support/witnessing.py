"""A running witness with few words, and books that grow, fork and are set back."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData

from komplan.witness.v1 import witness_office_service_pb2 as office
from komplan.witness.v1 import witness_service_pb2 as pb
from komplan.witness.v1.witness_pb2 import Evidence, WitnessedCheckpoint, WitnessedLog
from komplan_core.book import merkle
from komplan_core.book.notes import VerifierKey
from komplan_kit.clock import utc_now
from komplan_kit.engine import Store
from komplan_kit.signing import make_signing_key
from support.books import Book, register
from support.instance import Instance


def own_key(folder: Path, name: str = "svedek.vzorov.cz") -> dict[str, Any]:
    """The setting of a witness with a new key."""
    path = folder / f"{name}.pem"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        make_signing_key(path)
    return {"name": name, "key": path}


def book(comments: int = 0, **more: object) -> Book:
    """A book with so many comments."""
    made = Book()
    made.tell("round.moved", to="announced")
    for _ in range(comments):
        grow(made, **more)
    return made


def grow(book: Book, **more: object) -> None:
    """One comment more."""
    register(book, len(book.entries), **more)


def proof(book: Book, old: int, size: int | None = None) -> list[bytes]:
    """The proof that the book grew from `old`."""
    nodes = book.nodes()
    return merkle.consistency(old, len(book.entries) if size is None else size, lambda *at: nodes[at])


class Watch:
    """A witness that knows one book."""

    def __init__(self, instance: Instance, area: str = "vzorov") -> None:
        self.instance, self.parent = instance, f"areas/{area}"
        self.log = f"{self.parent}/witnessed-logs/jaro"

    def know(self, book: Book, log_id: str = "jaro", **values: Any) -> WitnessedLog:
        """Begin to witness a book."""
        given = {"origin": book.origin, "title": "Vzorov", "keys": [str(book.key.verifier)], **values}
        request = office.CreateWitnessedLogRequest(
            parent=self.parent, witnessed_log=WitnessedLog(**given), witnessed_log_id=log_id
        )
        return self.instance.ask("WitnessOfficeService/CreateWitnessedLog", request, ("admin",))  # type: ignore[no-any-return]

    def add(self, book: Book, old: int = 0, size: int | None = None, **values: Any) -> str:
        """Show a checkpoint of a book; the line of cosignature."""
        return self.instance.ask("WitnessService/AddCheckpoint", self.shown(book, old, size, **values), ()).cosignature  # type: ignore[no-any-return]

    def shown(self, book: Book, old: int = 0, size: int | None = None, **values: Any) -> pb.AddCheckpointRequest:
        """The request that shows a checkpoint."""
        given = {"old_size": old, "checkpoint": book.checkpoint(size), **values}
        return pb.AddCheckpointRequest(**{"proof": proof(book, old, size) if "proof" not in given else [], **given})

    def key(self) -> VerifierKey:
        """The public key of the witness."""
        return VerifierKey.parse(self.instance.ask("WitnessService/GetWitness", pb.GetWitnessRequest(), ()).key)

    def latest(self) -> WitnessedCheckpoint:
        """What it cosigned last."""
        return self.instance.ask("WitnessService/GetLatest", pb.GetLatestRequest(name=self.log), ())  # type: ignore[no-any-return]

    def evidence(self) -> list[Evidence]:
        """What it holds against the book."""
        request = pb.ListEvidenceRequest(parent=self.log)
        return list(self.instance.ask("WitnessService/ListEvidence", request, ()).evidence)


class Clock:
    """The time of a service, which a test moves on."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.ahead

    def pass_by(self, **period: float) -> None:
        """Let time pass."""
        self.ahead += timedelta(**period)


def go_round(city: Instance) -> None:
    """One turn of the job that shows the book to its witnesses."""
    run_job(city, "witnessing")


def run_job(city: Instance, name: str) -> None:
    """One turn of a job of the server, now."""
    assert city.context is not None
    (work,) = [job.work for job in city.context.server.jobs._jobs if job.name == name]
    asyncio.run_coroutine_threadsafe(_awaited(work), city._loop).result(30)


async def _awaited(work: Any) -> None:
    await work()


def copied(address: str) -> dict[str, list[Any]]:
    """All rows of a database, by table."""
    store, metadata = Store(address), MetaData()
    metadata.reflect(store.engine)
    with store.engine.connect() as connection:
        return {
            table.name: [row._asdict() for row in connection.execute(table.select())]
            for table in metadata.sorted_tables
        }


def restore(address: str, copy: dict[str, list[Any]]) -> None:
    """Put an older copy back, as who restores a backup does. The service is stopped."""
    store, metadata = Store(address), MetaData()
    metadata.reflect(store.engine)
    with store.transaction(references=False) as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        for table in metadata.sorted_tables:
            if copy[table.name]:
                connection.execute(table.insert(), copy[table.name])
    store.engine.dispose()
