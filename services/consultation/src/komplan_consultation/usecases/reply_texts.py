"""Prepared texts of which answers are made."""

from collections.abc import Mapping
from typing import Any, Final

from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_core.errors import Refused
from komplan_kit.store import Written

MOST_USES: Final = 1_000


class ReplyTexts:
    """The office's prepared texts. Answers that were made of one stay as they are, whatever becomes of it."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def create(self, tx: ConsultationTx, values: Mapping[str, Any], wanted: str) -> Written:
        """Write a new text."""
        name = f"{self._office.area}/reply-texts/{self._office.new_id(wanted, 'reply_text_id')}"
        return tx.reply_texts.add(tx.reply_texts.make({**values, "name": name}, "reply_text"))

    def update(self, tx: ConsultationTx, name: str, etag: str, changes: Mapping[str, Any]) -> Written:
        """Change a text."""
        return tx.reply_texts.replace(tx.reply_texts.changed(name, changes, "reply_text"), etag)

    def delete(self, tx: ConsultationTx, name: str, etag: str) -> Written:
        """Remove a text that no answer uses."""
        tx.reply_texts.get(name)
        if tx.processing.uses(tx.reply_texts.refer(name, "name"), 1)[1]:
            raise Refused("STILL_REFERRED_TO", f"answers use `{name}`: retire it instead")
        return tx.reply_texts.delete(name, etag)

    def uses(self, tx: ConsultationTx, name: str) -> tuple[dict[str, str], int]:
        """The points whose answer uses a text, each as it is printed, and how many there are."""
        tx.reply_texts.get(name)
        points, total = tx.processing.uses(tx.reply_texts.refer(name, "name"), MOST_USES)
        labels = tx.similarity.labels(points)
        return {point: labels.get(point, "") for point in points}, total
