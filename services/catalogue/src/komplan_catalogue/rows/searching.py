"""What is stored so that services are found, and what was looked for in vain."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from komplan_catalogue.rows.tables import Row
from komplan_kit.tables import EntityColumns, value_list


class SearchDocumentRow(Row):
    """A service as search sees it: computed when it is written, the same on every database."""

    __tablename__ = "search_document"
    service_id: Mapped[int] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    document: Mapped[str]
    """Terms with weights, and facets."""
    texts: Mapped[list[list[str]]] = value_list()
    """Field and text, from which it is told why a service was found."""
    timetable: Mapped[list[object]] = value_list()
    free_until: Mapped[date | None]
    """Last day on which a public report of free capacity is believed."""
    changed: Mapped[int] = mapped_column(BigInteger, index=True)
    """Journal number of the change after which it was computed."""


class SynonymsRow(EntityColumns, Row):
    __tablename__ = "synonyms"
    terms: Mapped[list[str]] = value_list()
    leads_to: Mapped[list[str]] = value_list()


class SearchMissRow(Row):
    """Words that nothing answered. Nobody who asked can be told from it."""

    __tablename__ = "search_miss"
    words: Mapped[str] = mapped_column(String, primary_key=True)
    count: Mapped[int]
    first_on: Mapped[date]
    last_on: Mapped[date]
