"""What is stored so that services are found."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from komplan_catalogue.rows.tables import Row


class SearchTextRow(Row):
    """The folded text in which a service is found."""

    __tablename__ = "search_text"
    service_id: Mapped[int] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    folded: Mapped[str]
