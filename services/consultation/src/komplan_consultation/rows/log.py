"""The transparency log of each round."""

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from komplan_consultation.rows.tables import Row


class LogLeafRow(Row):
    """One entry, as it is hashed."""

    __tablename__ = "log_leaf"
    round_name: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry: Mapped[bytes] = mapped_column(LargeBinary)
