"""One transaction, for all use cases."""

from contextlib import AbstractContextManager
from typing import Protocol

from komplan_consultation.ports.book import BookTx, LogTx
from komplan_core.consultation import Comment, Refusal, Round
from komplan_kit.store import Collection


class ConsultationTx(Protocol):
    """One transaction over a municipality's consultation."""

    book: BookTx
    log: LogTx
    rounds: Collection[Round]
    comments: Collection[Comment]
    refusals: Collection[Refusal]

    def attempt(self) -> AbstractContextManager[None]:
        """What is written inside stands or falls as one; the rest of the use case goes on either way."""
        ...
