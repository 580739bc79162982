"""Whether the tables tell what the entries of the books tell: numbers (I1), forms (I10), states (I11), submissions,
groups of like points, commitments.

It only reads. A finding names the first row of its kind that is wrong.
"""

from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any, Final

from sqlalchemy import bindparam, select

from komplan_consultation.ports.log import BookFinding
from komplan_consultation.repositories.book_check import Replayed
from komplan_consultation.repositories.book_told import check_told, settled
from komplan_consultation.repositories.kinds import COMMENTS
from komplan_consultation.rows.comments import CommentRow, PointRow, RefusalRow
from komplan_consultation.rows.forms import FormRow
from komplan_consultation.rows.intake import SubmissionRow
from komplan_consultation.rows.log import CommentSaltRow
from komplan_consultation.rows.rounds import BookHeadRow, RoundRow
from komplan_consultation.rows.similarity import SimilarityGroupRow, SimilarPointRow
from komplan_core.book.commitments import SETTLEMENT, commitment
from komplan_core.consultation import Standing
from komplan_core.consultation.committed import committed
from komplan_core.consultation.groups import SimilarityState
from komplan_core.consultation.settling import settlement_record
from komplan_core.errors import Invalid
from komplan_core.names import PLAN, last_id, parent
from komplan_core.profile import Profile
from komplan_kit import sealing
from komplan_kit.keystore import Keystore
from komplan_kit.statements import Session, Statement

PAGE: Final = 500
DISPUTE: Final = (Standing.DISPUTED, Standing.CONFIRMED)
_ROUND = Statement(
    select(RoundRow.id, RoundRow.state, BookHeadRow.comments, BookHeadRow.refusals)
    .join(BookHeadRow, BookHeadRow.round_id == RoundRow.id)
    .where(RoundRow.name == bindparam("of_round"))
)
_OF_ROUND = CommentRow.round_id == bindparam("of_round")
_COMMENTS = Statement(
    select(CommentRow.number, CommentRow.leaf, CommentRow.publication).where(_OF_ROUND).order_by(CommentRow.number)
)
_REFUSALS = Statement(
    select(RefusalRow.number).where(RefusalRow.round_id == bindparam("of_round")).order_by(RefusalRow.number)
)
_POINTS = Statement(
    select(CommentRow.number, CommentRow.standing, PointRow.number, PointRow.state)
    .join(PointRow, PointRow.comment_id == CommentRow.id)
    .where(_OF_ROUND)
    .order_by(CommentRow.number, PointRow.number)
)
_FORMS = Statement(
    select(FormRow.serial, FormRow.state).where(FormRow.round_id == bindparam("of_round")).order_by(FormRow.serial)
)
_SUBMISSIONS = Statement(
    select(SubmissionRow.number, SubmissionRow.state)
    .where(SubmissionRow.round_id == bindparam("of_round"))
    .order_by(SubmissionRow.number)
)
_GROUPS = Statement(
    select(SimilarityGroupRow.name, SimilarPointRow.point)
    .join(SimilarPointRow, SimilarPointRow.group_id == SimilarityGroupRow.id)
    .where(
        SimilarityGroupRow.round_id == bindparam("of_round"),
        SimilarityGroupRow.state == SimilarityState.CONFIRMED.value,
    )
)
_NUMBERS = Statement(select(CommentRow.name, CommentRow.number).where(_OF_ROUND))
_ENCODED = Statement(
    select(CommentRow.number, CommentRow.name, CommentRow.encoded)
    .where(_OF_ROUND, CommentRow.number > bindparam("after"))
    .order_by(CommentRow.number)
    .limit(PAGE)
)
_SALTS = Statement(
    select(CommentSaltRow.comment, CommentSaltRow.label, CommentSaltRow.key_id).where(
        CommentSaltRow.comment == CommentRow.name,
        _OF_ROUND,
        CommentRow.number > bindparam("after"),
        CommentRow.number <= bindparam("last"),
    )
)


def check_facts(
    session: Session, books: list[Replayed], profile: Profile | None, keys: Keystore | None
) -> Iterator[BookFinding]:
    """All findings. Without a profile states are not compared, without keys commitments are not."""
    by_round: dict[str, list[Replayed]] = {}
    for book in books:
        by_round.setdefault(book.head.round_name, []).append(book)
    for round_name, own in by_round.items():
        if PLAN.matches(round_name):
            continue  # the monitoring of a plan has no comments; planning keeps what it tells of
        if any(book.state.size != book.head.size for book in own):
            continue  # what cannot be replayed is a finding already
        facts = _Facts(session, round_name, own, profile)
        told = (*facts.numbers(), *facts.states(), *facts.submissions(), *facts.groups(), *facts.told())
        for problem in (*told, *(facts.commitments(keys) if keys is not None else ())):
            yield BookFinding(own[-1].head.origin, problem, breaks=False)


class _Facts:
    """The tables of one round beside its books."""

    def __init__(self, session: Session, round_name: str, books: list[Replayed], profile: Profile | None) -> None:
        self._session, self._name, self._profile, self._books = session, round_name, profile, books
        self._state = books[-1].state
        self._earlier = len(books) > 1
        """Whether an earlier book tells of what this one does not."""
        self._leaves = {no: index for book in books for no, index in book.registered.items()}
        self._promised = {no: promise for book in books for no, promise in book.promised.items()}
        self._settled = settled(books)
        self._erased = {no for book in books for no in book.erased}
        row = session.first(_ROUND, of_round=round_name)
        self._id, self._round_state, self._comments, self._refusals = row or (0, "", 0, 0)

    def numbers(self) -> Iterator[str]:
        """Comments and refusals are numbered from 1 without holes, and each stands where the book says."""
        if not self._id:
            yield f"the book has no round: consultation_round `{self._name}` is missing"
            return
        entered = self._state.points.comments
        for expected, row in zip_longest(range(1, entered + 1), self._all(_COMMENTS)):
            number, leaf, publication = row or (None, None, None)
            if number != expected:
                where = "the book" if expected else "the table"
                yield f"comment {expected or number} of `{self._name}` is in {where} only"
                break
            if leaf != self._leaves.get(number, leaf):
                yield f"comment {number} of `{self._name}` names entry {leaf}, not {self._leaves[number]}"
                break
            if publication != self._state.publication.get(str(number), publication):
                yield f"comment {number} of `{self._name}` is {publication}, the book says otherwise"
                break
        for expected, row in zip_longest(range(1, self._state.refusals + 1), self._all(_REFUSALS)):
            if row is None or row[0] != expected:
                yield f"refusal {expected or row} of `{self._name}` is in the book or in the table only"
                break
        if (self._comments, self._refusals) != (entered, self._state.refusals):
            yield f"book_head of `{self._name}` is at {self._comments} and {self._refusals}, not where the book is"

    def states(self) -> Iterator[str]:
        """Round, points and forms stand in the states to which the entries lead."""
        if self._profile is None or not self._id:
            return
        kernel: Callable[[str], str] = self._profile.workflow("round").kernel
        if kernel(self._round_state) != self._state.state:
            yield f"`{self._name}` is {self._round_state}, the book says {self._state.state}"
        kernel = self._profile.workflow("point").kernel
        for no, standing, number, state in self._all(_POINTS):
            told = self._state.points.states.get(f"{no}/{number}")
            if told in DISPUTE and told == standing:
                continue  # told of the comment; its points stay where they are meanwhile
            if told is None and no <= self._state.points.adopted:
                continue  # registered in an earlier book and not moved since
            if kernel(state) != told:
                yield f"point {no}/{number} of `{self._name}` is {state}, the book says {told or 'nothing of it'}"
                break
        forms = dict(self._state.forms)
        for serial, state in self._all(_FORMS):
            told = forms.pop(serial, None)
            if told != state and not (self._earlier and told is None):  # an earlier book told of it
                yield f"form {serial} of `{self._name}` is {state}, the book says otherwise"
                break
        else:
            if forms:
                yield f"form {min(forms)} of `{self._name}` is in the book only"

    def submissions(self) -> Iterator[str]:
        """Each submission stands in the state to which the entries lead, and none is in the book or the table only."""
        told = dict(self._state.submissions)
        for number, state in self._all(_SUBMISSIONS):
            expected = told.pop(str(number), None)
            if expected != state and not (self._earlier and expected is None):
                yield f"submission {number} of `{self._name}` is {state}, the book says {expected or 'nothing of it'}"
                return
        if told:
            yield f"submission {min(told, key=int)} of `{self._name}` is in the book only"

    def groups(self) -> Iterator[str]:
        """The confirmed groups of like points are those of the book, each with the same members."""
        rows = self._all(_GROUPS)
        numbers = dict(self._all(_NUMBERS)) if rows else {}
        kept: dict[str, set[str]] = {}
        for name, point in rows:
            label = f"{numbers.get(parent(point), 0)}/{last_id(point)}"
            kept.setdefault(last_id(name), set()).add(label)
        told = self._state.points.groups
        for group in sorted(kept.keys() | told.keys()):
            if kept.get(group) != told.get(group) and not (self._earlier and group not in told):
                yield f"group {group} of `{self._name}` has other members than the book says, or is in one of them only"
                return

    def told(self) -> Iterator[str]:
        """Rules, receipt of comments, refusals and answers are those that the entries tell."""
        return check_told(self._session, self._name, self._id, self._books)

    def commitments(self, keys: Keystore) -> Iterator[str]:
        """The words and people of each comment are those that its entry commits to, unless they were erased."""
        after = 0
        while rows := self._session.all(_ENCODED, of_round=self._id, after=after):
            last = rows[-1][0]
            salts: dict[str, dict[str, str]] = {name: {} for _, name, _ in rows}
            for name, label, key_id in self._session.all(_SALTS, of_round=self._id, after=after, last=last):
                salts[name][label] = key_id
            messages = [COMMENTS.codec.message.FromString(bytes(encoded)) for _, _, encoded in rows]
            ids = [key_id for message in messages for key_id in sealing.key_ids(message)]
            ids += [key_id for own in salts.values() for key_id in own.values()]
            find = keys.find_all(list(dict.fromkeys(ids))).get
            for (number, name, _), message in zip(rows, messages, strict=True):
                own = {label: find(key_id) for label, key_id in salts[name].items()}
                if (problem := self._broken(number, message, own, find)) is not None:
                    yield f"comment {number} of `{self._name}`: {problem}"
                    return
            after = last

    def _broken(
        self, number: int, message: Any, salts: dict[str, sealing.Key | None], find: sealing.Find
    ) -> str | None:
        promised = self._promised.get(number, {})
        try:
            comment = COMMENTS.codec.decode(sealing.unseal(message, find))
            records = committed(comment)
        except Invalid:
            return None if number in self._erased else "its stored words break a rule"
        if len(comment.annotations) != max(book.state.notes[number] for book in self._books):
            return "it has other notes than the book tells of"
        for label, promise in promised.items():
            salt = salts.get(label)
            if salt is None:
                if number not in self._erased:
                    return f"the salt of its {label} is gone and the book tells of no erasure"
            elif commitment(label, salt.secret, records.get(label, {})) != promise:
                return f"its {label} is not what was registered"
        for point in comment.points:
            promise, salt = self._settled.get(f"{number}/{point.number}", ""), salts.get(SETTLEMENT)
            if not promise:
                continue
            if salt is None:
                return "the salt of its answers is gone, which no erasure forgets"
            record = settlement_record(point.number, point.settlement) if point.settlement is not None else {}
            if commitment(SETTLEMENT, salt.secret, record) != promise:
                return f"the answer to its point {point.number} is not what was decided"
        return None

    def _all(self, statement: Statement) -> list[tuple[Any, ...]]:
        return self._session.all(statement, of_round=self._id)
