"""Whether a comment stands: its author confirms it, denies it, or takes it back; the office finds out. It stays in the
book in any case.

Whatever is wrong with a token, the answer is the same one.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, NoReturn

from komplan_consultation.ports.intake import Letter
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.entering import AUTHOR
from komplan_consultation.usecases.office import Office
from komplan_core import names
from komplan_core.catalogue.letters import check_link
from komplan_core.consultation import SET_ASIDE, Comment, Standing, Verification
from komplan_core.consultation.deadlines import PRAGUE
from komplan_core.consultation.letters import CONFIRM_DAYS, confirmation
from komplan_core.errors import Invalid, Refused
from komplan_kit.store import Written
from komplan_kit.tokens import Tokens, sha256

CONFIRM: Final = "confirm"
WITHDRAW, VOID = "withdraw", "void"
BY_AUTHOR: Final = frozenset({"clerk"})
"""The role in which an author's own withdrawal moves the points of the comment."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A comment as it is shown to whoever is asked about it."""

    round_title: str
    number: int
    received_on: date
    texts: tuple[str, ...]


class Standings:
    """How comments are confirmed, disputed, withdrawn and voided."""

    def __init__(self, office: Office, tokens: Tokens) -> None:
        self._office, self._tokens = office, tokens
        self._points = office.profile.workflow("point")

    def issue(self, tx: ConsultationTx, name: str, link: str) -> Written:
        """The letter to an author, with a token of which only the hash is kept; earlier tokens are good for nothing."""
        check_link(link)
        comment = tx.comments.get(name)
        _check_stands(comment)
        contact = next((author.contact for author in comment.authors if author.contact.strip()), "")
        if not contact:
            raise Refused("CONTACT_MISSING", "no author of this comment left a contact: ask them in person")
        token, expires = self._tokens.make({"sub": name, "purpose": CONFIRM}, timedelta(days=CONFIRM_DAYS))
        tx.intake.keep_token(sha256(token), name)
        held = tx.rounds.get(names.parent(name))
        until = expires.astimezone(PRAGUE).date()
        subject, body = confirmation(held.title, comment.number, comment.received_on, until, f"{link}{token}")
        return tx.intake.told_letter(Letter(contact, subject, body, token), name)

    def preview(self, tx: ConsultationTx, token: str) -> Preview:
        """The comment that a token asks about. Writes nothing."""
        comment = self._asked(tx, token)
        held = tx.rounds.get(names.parent(comment.name))
        texts = tuple(point.text for point in comment.points if not point.part_of)
        return Preview(held.title, comment.number, comment.received_on, texts)

    def confirm(self, tx: ConsultationTx, token: str) -> Written:
        """Note that the comment is theirs. The token is good for nothing any more."""
        comment = self._asked(tx, token)
        tx.intake.drop_tokens(comment.name)
        known = comment.verified_by in (Verification.PRESENCE, Verification.EID)
        changes = {} if known else {"verified_by": Verification.CONTACT}
        return _answered(tx, comment, changes)

    def dispute(self, tx: ConsultationTx, token: str) -> Written:
        """Note that they did not send it: it is not processed until the office found out."""
        comment = self._asked(tx, token)
        tx.intake.drop_tokens(comment.name)
        _log(tx, comment, "comment.disputed")
        return _answered(tx, comment, {"standing": Standing.DISPUTED})

    def withdraw(self, tx: ConsultationTx, token: str) -> Written:
        """Take a comment back with the author's token. Raises Refused when a point is decided."""
        opened = self._tokens.opened(token)
        comment = tx.comments.find(opened[0].get("sub", "")) if opened and opened[0].get("purpose") == AUTHOR else None
        if comment is None or not comment.stands or not _has_author(comment):
            _refuse()
        return _answered(tx, comment, self._withdrawn(tx, comment, BY_AUTHOR))

    def withdraw_for(self, tx: ConsultationTx, name: str, proof: str, etag: str, roles: Collection[str]) -> Written:
        """Take a comment back for its author, who proved who they are."""
        if not proof.strip():
            raise Invalid.field("proof", "REQUIRED", "name the proof that its author wants this")
        comment = tx.comments.get(name)
        _check_stands(comment)
        changes = {**self._withdrawn(tx, comment, roles), "withdrawal_proof": proof}
        return tx.comments.replace(tx.comments.merged(comment, changes), etag)

    def confirm_disputed(self, tx: ConsultationTx, name: str, etag: str) -> Written:
        """Note that a disputed comment is its author's after all."""
        comment = _disputed(tx, name)
        _log(tx, comment, "comment.disputed", Standing.CONFIRMED)
        return tx.comments.replace(comment.revised({"standing": Standing.CONFIRMED}), etag)

    def void(self, tx: ConsultationTx, name: str, etag: str, roles: Collection[str]) -> Written:
        """Note that a disputed comment is not what its author said."""
        comment = _disputed(tx, name)
        _log(tx, comment, "comment.disputed", Standing.VOIDED)
        changes = {"standing": Standing.VOIDED, "points": self._moved(comment, VOID, roles)}
        return tx.comments.replace(comment.revised(changes), etag)

    def _withdrawn(self, tx: ConsultationTx, comment: Comment, roles: Collection[str]) -> Mapping[str, Any]:
        points = self._moved(comment, WITHDRAW, roles)
        tx.intake.drop_tokens(comment.name)
        _log(tx, comment, "comment.withdrawn")
        return {"standing": Standing.WITHDRAWN, "points": points}

    def _moved(self, comment: Comment, action: str, roles: Collection[str]) -> tuple[Any, ...]:
        """The points after an action; those that are set aside already stay so."""
        return tuple(
            point
            if self._points.kernel(point.state) in SET_ASIDE
            else point.revised({"state": self._points.moved(point.state, action, roles)})
            for point in comment.points
        )

    def _asked(self, tx: ConsultationTx, token: str) -> Comment:
        opened, sent = self._tokens.opened(token), tx.intake.token(sha256(token))
        comment = tx.comments.find(sent) if sent else None
        if opened is None or comment is None or opened[0] != {"sub": sent, "purpose": CONFIRM} or not comment.stands:
            _refuse()
        return comment


def _has_author(comment: Comment) -> bool:
    """Whether it is known who stands behind it; after an erasure it is not, and nobody can be them."""
    return any(author.full_name for author in comment.authors)


def _refuse() -> NoReturn:
    raise Refused("TOKEN_INVALID", "this link is good for nothing: ask the office for a new one")


def _check_stands(comment: Comment) -> None:
    if not comment.stands:
        raise Refused("COMMENT_NOT_STANDING", f"the comment is {comment.standing}: look at it first")


def _disputed(tx: ConsultationTx, name: str) -> Comment:
    comment = tx.comments.get(name)
    if comment.standing is not Standing.DISPUTED:
        raise Refused("COMMENT_NOT_STANDING", f"the comment is {comment.standing}: nobody disputed it")
    return comment


def _log(tx: ConsultationTx, comment: Comment, kind: str, to: Standing | None = None) -> None:
    fields = {"no": comment.number, "to": to.value if to else None}
    tx.log.append(names.parent(comment.name), kind, fields)


def _answered(tx: ConsultationTx, comment: Comment, changes: Mapping[str, Any]) -> Written:
    changed = comment.revised(changes)
    return tx.intake.told_standing(changed, tx.comments.replace(changed))
