"""One transaction over the consultation, for the use cases."""

from komplan_consultation.ports.book import BookTx
from komplan_consultation.ports.calendar import CalendarTx
from komplan_consultation.ports.drafts import DraftsTx
from komplan_consultation.ports.forms import FormsTx
from komplan_consultation.ports.intake import FilesTx, IntakeTx
from komplan_consultation.ports.log import LogTx
from komplan_consultation.ports.privacy import PrivacyTx
from komplan_consultation.ports.processing import ProcessingTx
from komplan_consultation.ports.publishing import PublishingTx
from komplan_consultation.ports.replies import RepliesTx
from komplan_consultation.ports.similarity import SimilarityTx
from komplan_consultation.ports.traceability import TraceTx
from komplan_consultation.ports.witnesses import WitnessesTx
from komplan_consultation.repositories.book import BookStore
from komplan_consultation.repositories.book_keys import BookKeys
from komplan_consultation.repositories.calendar import CalendarStore
from komplan_consultation.repositories.drafts import DraftStore
from komplan_consultation.repositories.files import FileStore
from komplan_consultation.repositories.forms import FormStore
from komplan_consultation.repositories.intake import IntakeStore
from komplan_consultation.repositories.kinds import COMMENTS, REFUSALS, ROUNDS, SUBMISSIONS
from komplan_consultation.repositories.log import LogStore
from komplan_consultation.repositories.privacy import PrivacyStore
from komplan_consultation.repositories.processing import REPLY_TEXTS, ProcessingStore
from komplan_consultation.repositories.publishing import PublishingStore
from komplan_consultation.repositories.replies import RepliesStore
from komplan_consultation.repositories.similarity import SimilarityStore
from komplan_consultation.repositories.traceability import TraceStore
from komplan_consultation.repositories.witnesses import WitnessesStore
from komplan_kit.store import Collection, Transaction


class ConsultationStore:
    """One transaction over the consultation, for the use cases."""

    def __init__(self, transaction: Transaction, keys: BookKeys) -> None:
        self._tx = transaction
        self.log: LogTx = LogStore(transaction, keys)
        self.privacy: PrivacyTx = PrivacyStore(transaction)
        self.witnesses: WitnessesTx = WitnessesStore(transaction)
        self.book: BookTx = BookStore(transaction, self.log)
        self.rounds = Collection(ROUNDS, transaction)
        self.calendar: CalendarTx = CalendarStore(transaction)
        self.drafts: DraftsTx = DraftStore(transaction, self.rounds)
        self.forms: FormsTx = FormStore(transaction, self.rounds)
        self.comments = Collection(COMMENTS, transaction)
        self.refusals = Collection(REFUSALS, transaction)
        self.submissions = Collection(SUBMISSIONS, transaction)
        self.intake: IntakeTx = IntakeStore(transaction)
        self.files: FilesTx = FileStore(transaction)
        self.processing: ProcessingTx = ProcessingStore(transaction)
        self.similarity: SimilarityTx = SimilarityStore(transaction)
        self.reply_texts = Collection(REPLY_TEXTS, transaction)
        self.trace: TraceTx = TraceStore(transaction)
        self.publishing: PublishingTx = PublishingStore(transaction)
        self.replies: RepliesTx = RepliesStore(transaction)
