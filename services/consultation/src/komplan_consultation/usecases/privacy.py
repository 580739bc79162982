"""What is erased and what stays as proof; what is known of a person; what keeps things from being erased."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from komplan.type.v1 import personal_pb2
from komplan_consultation.ports.privacy import Erased, Found
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_core import names
from komplan_core.consultation import Comment
from komplan_core.consultation.privacy import Ground, Person, is_kept, without_author, without_content
from komplan_core.errors import Invalid, Refused
from komplan_kit.clock import today
from komplan_kit.store import Written

AT_ONCE: Final = 500
"""Records that are opened in one read, and comments that are looked at in one purge."""


@dataclass(frozen=True, slots=True)
class Proven:
    """An erasure with the entry that tells of it and the proof that the entry stands in the book."""

    erased: Erased
    entry: str
    proof: str


class Privacy:
    """Erasure of what is known about people. `years` is how long authors are kept where a round does not say."""

    def __init__(self, office: Office, years: int) -> None:
        self._office, self._years = office, years
        self._rounds = office.profile.workflow("round")

    def erase_authors(self, tx: ConsultationTx, name: str, author: int, ground: str) -> Written:
        """Erase who stands behind a comment, history included; `author` counts from 1, 0 are all.

        The salt of the identity goes too: it commits to all authors of the comment together. With the last author goes
        the reference in the office's registry, which leads to the paper with the names.
        """
        comment, given = self._to_erase(tx, name), _ground(ground, Ground.NO_LONGER_NEEDED)
        if not 0 <= author <= len(comment.authors):
            raise Invalid.field("author", "REFERENCE_MISSING", f"the comment has {len(comment.authors)} authors")
        chosen = range(len(comment.authors)) if not author else (author - 1,)
        forgotten = comment
        for index in chosen:
            tx.privacy.forget_author(name, index)
            forgotten = without_author(forgotten, index)
        if forgotten == comment:
            return tx.comments.unchanged(name)
        tx.log.forget_salts(name, ("identity",))
        if not any(left.full_name for left in forgotten.authors):
            tx.intake.drop_tokens(name)
            tx.privacy.forget_reference(name)
            forgotten = forgotten.revised({"registry_ref": ""})
        self._tell(tx, forgotten, "identity", given)
        return tx.comments.replace(forgotten)

    def erase_content(self, tx: ConsultationTx, name: str, ground: str) -> Written:
        """Erase the words and files of a comment, history included; number, settlements and the entry stay."""
        given, comment = _ground(ground, None), self._to_erase(tx, name)
        if without_content(comment) == comment:
            return tx.comments.unchanged(name)
        tx.comments.erase(name, personal_pb2.KEY_SCOPE_RECORD)
        tx.log.forget_salts(name, ("content", "scan"))
        tx.files.drop(name)
        self._tell(tx, comment, "content", given)
        return tx.comments.replace(without_content(comment))

    def erasures(self, tx: ConsultationTx, name: str) -> list[Proven]:
        """What was erased of a comment, with proofs. Raises NotFound."""
        comment = tx.comments.get(name, "parent")
        return [self._proven(tx, names.parent(comment.name), erased) for erased in tx.privacy.erased(name)]

    def search(self, tx: ConsultationTx, kind: str, person: Person, after: int) -> Found:
        """Part of what is known about a person."""
        return tx.privacy.search(kind, person, after, AT_ONCE)

    def set_hold(self, tx: ConsultationTx, target: str, reason: str) -> Written:
        """Keep a round, or a comment, from being erased. Raises NotFound."""
        if names.COMMENT.matches(target):
            held = names.parent(tx.comments.get(target).name)
        else:
            held = tx.rounds.get(target).name
        made = {
            "name": f"{held}/legal-holds/{self._office.ids()}",
            "target": target,
            "reason": reason,
            "set_on": today(self._office.clock),
        }
        return tx.privacy.set_hold(tx.privacy.holds.make(made), held)

    def release_hold(self, tx: ConsultationTx, name: str) -> Written:
        """End a legal hold; answered with what it was. Raises NotFound."""
        before = tx.privacy.holds.unchanged(name)
        tx.privacy.holds.delete(name)
        return before

    def over(self, tx: ConsultationTx) -> list[str]:
        """Names of the rounds whose authors are to be forgotten now, as far as no legal hold keeps the whole round."""
        day = today(self._office.clock)
        return [
            held.name
            for held in tx.privacy.rounds()
            if not is_kept(held, self._rounds.kernel(held.state), self._years, day)
            and not tx.privacy.erased(held.name)
            and not tx.privacy.is_held([held.name])
        ]

    def to_forget(self, tx: ConsultationTx, round_name: str, after: int) -> tuple[list[str], int]:
        """Comments of a round to be forgotten, none of those that a legal hold keeps; where to go on, 0 at the end."""
        known, on = tx.privacy.with_authors(round_name, after, AT_ONCE)
        return [name for name in known if not tx.privacy.is_held([name])], on

    def forgotten(self, tx: ConsultationTx, round_name: str) -> Written:
        """Note that no author of a round is known any more, so that it is not looked through again."""
        after = 0
        while True:
            known, after = tx.privacy.with_authors(round_name, after, AT_ONCE)
            if known:
                return tx.rounds.unchanged(round_name)
            if not after:
                break
        head = tx.log.current(round_name)
        erased = Erased("identity", Ground.RETENTION, self._office.clock(), head.origin, head.size - 1)
        tx.privacy.note(round_name, erased)
        return tx.rounds.unchanged(round_name)

    def is_held(self, tx: ConsultationTx, name: str) -> bool:
        """Whether a legal hold keeps something of a round, or the round."""
        return tx.privacy.is_held([name, names.parent(name)])

    def _to_erase(self, tx: ConsultationTx, name: str) -> Comment:
        comment = tx.comments.get(name)
        if self.is_held(tx, name):
            raise Refused("LEGAL_HOLD", f"a legal hold keeps `{name}`: release it first")
        return comment

    def _tell(self, tx: ConsultationTx, comment: Comment, what: str, ground: Ground) -> None:
        held = names.parent(comment.name)
        fields = {"no": comment.number, "what": what, "ground": ground.value}
        leaf = tx.log.append(held, "record.erased", fields)
        origin = tx.log.current(held).origin
        tx.privacy.note(comment.name, Erased(what, ground.value, self._office.clock(), origin, leaf))

    def _proven(self, tx: ConsultationTx, held: str, erased: Erased) -> Proven:
        (data,) = tx.log.entries(erased.origin, erased.leaf, erased.leaf + 1)
        proof = tx.log.receipt(held, erased.leaf, origin=erased.origin)
        return Proven(erased, data.decode(), proof)


def person(full_name: str, contact: str) -> Person:
    """Who asks. Raises Invalid without name and contact."""
    if not full_name.strip() and not contact.strip():
        raise Invalid.field("full_name", "REQUIRED", "say the whole name or the contact")
    return Person(full_name, contact)


def _ground(code: str, usual: Ground | None) -> Ground:
    if not code and usual is not None:
        return usual
    if code not in set(Ground):
        raise Invalid.field("ground", "UNKNOWN_CODE", f"a ground is one of {', '.join(Ground)}")
    return Ground(code)


KINDS: Final[Sequence[str]] = ("comment", "submission", "refusal")
"""What is searched for a person, in this order."""
