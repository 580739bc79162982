"""Showing the own book to its witnesses, and keeping what they sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from komplan_consultation.ports.log import LogHead
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.ports.witnesses import Visit
from komplan_core import names
from komplan_core.book.checkpoints import opened
from komplan_core.book.cosignatures import cosigned
from komplan_core.book.errors import BookError
from komplan_core.book.merkle import consistency, nodes_of_consistency, root
from komplan_core.book.merkle import needed as needed_for_root
from komplan_core.book.notes import ED25519, Note, VerifierKey
from komplan_core.consultation import RoundState
from komplan_core.consultation.witnessed import is_alarming, is_due
from komplan_core.errors import Refused
from komplan_core.profile import Profile
from komplan_kit.clock import Clock
from komplan_kit.store import Written

NOTHING: Final = Written("", "", b"", b"")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a witness is shown: the signed checkpoint of a log with the proof from what the witness signed last."""

    origin: str
    old_size: int
    size: int
    note: str
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a witness of a log stands."""

    origin: str
    witness: VerifierKey
    size: int
    """Entries that it cosigned last; 0 for none."""
    cosigned_at: datetime | None
    asked_at: datetime | None
    problem: str
    alarm: bool
    known_size: int


class Witnesses:
    """The witnesses that the settings name, and what they know of each book."""

    def __init__(self, profile: Profile, clock: Clock, keys: Sequence[VerifierKey]) -> None:
        self._rounds, self._clock, self.keys = profile.workflow("round"), clock, tuple(keys)

    def due(self, tx: ConsultationTx, key: VerifierKey) -> list[Shown]:
        """What is to be shown to a witness now."""
        found = []
        for head in tx.log.heads():
            visit = tx.witnesses.visit(head.origin, key.name)
            state = self._state(tx, head.round_name)
            if head.size and is_due(state, visit.asked_at if visit else None, self._clock()):
                last = tx.witnesses.last(head.origin, key.name)
                found.append(self.shown(tx, head.origin, last.size if last is not None else 0))
        return found

    def shown(self, tx: ConsultationTx, origin: str, old_size: int) -> Shown:
        """The latest checkpoint of a log with the proof from an earlier size, which it has reached."""
        size = next(head.size for head in tx.log.heads() if head.origin == origin)
        old = min(old_size, size)
        proof = consistency(old, size, tx.log.nodes(origin, nodes_of_consistency(old, size)))
        return Shown(origin, old_size, size, tx.log.note(origin, size), tuple(proof))

    def keep(self, tx: ConsultationTx, key: VerifierKey, shown: Shown, line: str) -> Written:
        """Store a cosignature that holds. Raises Refused for one that does not."""
        try:
            at = cosigned(Note.parse(shown.note).with_line(line).format(), [key])[key.name]
        except (BookError, KeyError):
            raise Refused("COSIGNATURE_INVALID", f"what `{key.name}` signed does not hold") from None
        tx.witnesses.keep(shown.origin, shown.size, key.name, line, at)
        tx.witnesses.note_visit(shown.origin, key.name, Visit(self._clock(), "", 0))
        return NOTHING

    def fail(self, tx: ConsultationTx, key: VerifierKey, origin: str, problem: str, known_size: int) -> Written:
        """Note why a witness did not cosign. What it showed once against the book stands until it cosigns again."""
        before = tx.witnesses.visit(origin, key.name)
        known = known_size or (before.known_size if before is not None else 0)
        tx.witnesses.note_visit(origin, key.name, Visit(self._clock(), problem, known))
        return NOTHING

    def contradiction(self, tx: ConsultationTx, shown: Shown, note: str) -> int:
        """The size of a checkpoint that this log's own key signed and this book does not contain; 0 if it is none.

        A witness is not believed on its word: what it shows must be signed by the book's own key.
        """
        head = next(head for head in tx.log.heads() if head.origin == shown.origin)
        try:
            mine = [VerifierKey(shown.origin, ED25519, public) for _, public in tx.log.keys(shown.origin)]
            seen = opened(note, mine)
        except BookError:
            return 0
        if seen.size > head.size:
            return seen.size
        here = root(seen.size, tx.log.nodes(shown.origin, needed_for_root(seen.size)))
        return seen.size if here != seen.root else 0

    def standings(self, tx: ConsultationTx, round_name: str = "") -> list[Standing]:
        """How the witnesses of a round's logs stand, or of all logs. Raises NotFound."""
        if round_name:
            tx.rounds.get(round_name, "parent")
        return [self._standing(tx, head, key) for head in tx.log.heads(round_name) for key in self.keys]

    def _state(self, tx: ConsultationTx, name: str) -> str:
        """The fixed meaning of a round's state; a plan's monitoring is like a round whose plan is approved."""
        return RoundState.APPROVED if names.PLAN.matches(name) else self._rounds.kernel(tx.rounds.get(name).state)

    def _standing(self, tx: ConsultationTx, head: LogHead, key: VerifierKey) -> Standing:
        state = self._state(tx, head.round_name)
        last, visit = tx.witnesses.last(head.origin, key.name), tx.witnesses.visit(head.origin, key.name)
        cosigned_at = datetime.fromtimestamp(last.at, UTC) if last is not None else None
        since = cosigned_at or tx.witnesses.begun_at(head.origin)
        return Standing(
            origin=head.origin,
            witness=key,
            size=last.size if last is not None else 0,
            cosigned_at=cosigned_at,
            asked_at=visit.asked_at if visit is not None else None,
            problem=visit.problem if visit is not None else "",
            alarm=is_alarming(state, since, self._clock()),
            known_size=visit.known_size if visit is not None else 0,
        )
