"""The comment book: who signs it, what is checked before it takes entries, how it is read and kept."""

import asyncio
from datetime import date
from typing import Final

from sqlalchemy import text

from komplan.consultation.v1 import book_office_service_pb2, book_service_pb2
from komplan_consultation.repositories.book_guard import KeptBooks
from komplan_consultation.repositories.book_heads import BookHeads
from komplan_consultation.repositories.book_keys import BookKeys
from komplan_consultation.servicer.book import BookServicer
from komplan_consultation.servicer.book_office import BookOfficeServicer
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.book_office import BookOffice
from komplan_consultation.usecases.book_reading import BookReading
from komplan_consultation.usecases.office import Office
from komplan_kit.clock import PRAGUE
from komplan_kit.config import Settings
from komplan_kit.engine import Store
from komplan_kit.serving import Context

KEEP_SECONDS: Final = 1.0
"""Between two looks at whether a book has grown, so that its head is kept outside the database."""
LOOK_SECONDS: Final = 900.0
NIGHT: Final = range(2, 5)
"""Hours in Prague in which all books are checked through, once a night."""


def book_keys(settings: Settings, store: Store) -> BookKeys:
    """The keys of the book; the first one is made where there is neither a key nor a book. Raises Refused."""
    keys = BookKeys(settings.book_key(), settings.book_host())
    with store.engine.connect() as connection:
        begun = connection.execute(text("SELECT 1 FROM log_head LIMIT 1")).first() is not None
    if not keys and not begun and not BookHeads(keys.path).path.exists():
        keys.make_first()
    return keys


def add_book(context: Context, database: Consultation, office: Office, keys: BookKeys) -> None:
    """Check the books, serve them, and watch over them while the server serves."""
    guard = KeptBooks(database.store, keys, context.keys(), office.profile)
    guard.check(deep=False)
    services = {
        **book_service_pb2.DESCRIPTOR.services_by_name,
        **book_office_service_pb2.DESCRIPTOR.services_by_name,
    }
    context.server.add(services["BookService"], BookServicer(database, BookReading()))
    context.server.add(services["BookOfficeService"], BookOfficeServicer(database, BookOffice(office), guard))
    checked: list[date] = []

    async def keep() -> None:
        await asyncio.to_thread(guard.keep_heads)

    async def check_at_night() -> None:
        now = office.clock().astimezone(PRAGUE)
        if now.hour in NIGHT and checked[-1:] != [now.date()]:
            checked[:] = [now.date()]
            await asyncio.to_thread(guard.check, deep=True)

    context.server.background("book-heads", KEEP_SECONDS, keep)
    context.server.background("book-check", LOOK_SECONDS, check_at_night)
    context.server.closing(guard.keep_heads)
