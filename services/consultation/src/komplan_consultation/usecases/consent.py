"""How far an author agreed to be published, and taking that back."""

from typing import Final

from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.entering import AUTHOR
from komplan_core import names
from komplan_core.consultation import Comment, Consent
from komplan_core.errors import Refused
from komplan_kit.store import Written
from komplan_kit.tokens import Tokens

WITHDRAWN: Final = "consent.withdrawn"
"""What the book says of it: that it happened, never who."""


class Consents:
    """Consents of authors."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def get(self, tx: ConsultationTx, token: str) -> Comment:
        """The comment that a token speaks of. Raises Refused, with the same words whatever is wrong with the token."""
        opened = self._tokens.opened(token)
        comment = tx.comments.find(opened[0].get("sub", "")) if opened and opened[0].get("purpose") == AUTHOR else None
        if comment is None or not any(author.full_name for author in comment.authors):
            raise Refused("TOKEN_INVALID", "this link is good for nothing: ask the office for a new one")
        return comment

    def withdraw(self, tx: ConsultationTx, token: str) -> Written:
        """Take a consent back with the author's token."""
        return self.withdraw_for(tx, self.get(tx, token).name, "")

    def withdraw_for(self, tx: ConsultationTx, name: str, etag: str) -> Written:
        """Take a consent back for the author, who proved who they are. Raises NotFound, Stale."""
        comment = tx.comments.get(name)
        if comment.publish_consent is Consent.NONE:
            return tx.comments.unchanged(name, etag)
        tx.log.append(names.parent(name), WITHDRAWN, {"no": comment.number})
        return tx.comments.replace(comment.revised({"publish_consent": Consent.NONE}), etag)
