"""One transaction over the consultation, for the use cases."""

from komplan_consultation.ports.book import BookTx, LogTx
from komplan_consultation.repositories.book import BookStore
from komplan_consultation.repositories.kinds import COMMENTS, REFUSALS, ROUNDS
from komplan_consultation.repositories.log import LogStore
from komplan_kit.store import Collection, Transaction


class ConsultationStore:
    """One transaction over the consultation, for the use cases."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.attempt = transaction.attempt
        self.book: BookTx = BookStore(transaction)
        self.log: LogTx = LogStore(transaction)
        self.rounds = Collection(ROUNDS, transaction)
        self.comments = Collection(COMMENTS, transaction)
        self.refusals = Collection(REFUSALS, transaction)
