"""How the last visit at each witness went. What the witnesses signed stands beside the checkpoints."""

from datetime import datetime

from sqlalchemy import BigInteger, DateTime, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from komplan_consultation.rows.tables import Row


class WitnessVisitRow(Row):
    """One witness of one log."""

    __tablename__ = "witness_visit"
    origin: Mapped[str] = mapped_column(ForeignKey("log_head.origin"), primary_key=True)
    witness: Mapped[str] = mapped_column(primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    problem: Mapped[str]
    """Reason for which it did not cosign, or empty."""
    known_size: Mapped[int] = mapped_column(BigInteger)
    """A size above that of the log which the witness showed, signed by the log's own key; else 0."""
