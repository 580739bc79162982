"""One transaction, for all use cases."""

from typing import Protocol

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
from komplan_core.consultation import Comment, Refusal, Round
from komplan_core.consultation.groups import ReplyText
from komplan_core.consultation.submissions import Submission
from komplan_kit.store import Collection


class ConsultationTx(Protocol):
    """One transaction over a municipality's consultation."""

    book: BookTx
    log: LogTx
    privacy: PrivacyTx
    witnesses: WitnessesTx
    rounds: Collection[Round]
    calendar: CalendarTx
    drafts: DraftsTx
    forms: FormsTx
    comments: Collection[Comment]
    refusals: Collection[Refusal]
    submissions: Collection[Submission]
    intake: IntakeTx
    files: FilesTx
    processing: ProcessingTx
    similarity: SimilarityTx
    reply_texts: Collection[ReplyText]
    trace: TraceTx
    publishing: PublishingTx
    replies: RepliesTx
