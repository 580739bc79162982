"""Checking a receipt, a book, growth and an export with nothing but public keys. Nothing here asks the city."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from komplan_core.book.checkpoints import Checkpoint, opened, read
from komplan_core.book.commitments import check_commitment
from komplan_core.book.cosignatures import cosigned
from komplan_core.book.earlier import Earlier
from komplan_core.book.entries import Entry, checked, decoded
from komplan_core.book.errors import BookError
from komplan_core.book.exports import Closing, Row, released_text
from komplan_core.book.merkle import EMPTY, check_consistency, check_inclusion, frontier_root, grown, leaf_hash
from komplan_core.book.notes import VerifierKey
from komplan_core.book.points import Points
from komplan_core.book.receipts import found, opened_extra
from komplan_core.book.replay import State
from komplan_core.book.rotation import KeyChain
from komplan_core.book.states import OUTCOMES


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What a receipt proves."""

    origin: str
    index: int
    size: int
    entry: Entry
    cosigned: Mapping[str, int]
    """Witnesses with the moment (seconds since 1970) at which each saw this state of the book."""
    content_checked: bool
    """Whether a record was given and is the one in the book."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a book, or an export beside it, comes to."""

    origin: str
    size: int
    root: bytes
    round: str = ""
    state: str = ""
    comments: int = 0
    points: int = 0
    refusals: int = 0
    types: Mapping[str, int] = field(default_factory=dict)
    cosigned: Mapping[str, int] = field(default_factory=dict)
    trusted: int = 0
    """Size of the largest earlier checkpoint that the book was found to contain."""
    rows: int = 0
    """Rows of an export that agree with the book."""
    adopted: int = 0
    """Those of them whose comment an earlier book registered: that book tells the rest of them."""
    withheld: int = 0


def verify_receipt(
    text: str, keys: Iterable[VerifierKey], *, record: Mapping[str, Any] | None = None, quorum: int = 0
) -> ReceiptFacts:
    """Check a receipt with keys of the book and of witnesses; with `record`, that it is the registered content.

    `quorum` says how many of the given witnesses must have cosigned. Raises BookError.
    """
    keys = tuple(keys)
    receipt = found(text)
    checkpoint = opened(receipt.checkpoint, keys)
    entry, data, salt = opened_extra(receipt.extra)
    checked(entry)
    check_inclusion(leaf_hash(data), receipt.index, checkpoint.size, receipt.proof, checkpoint.root)
    _check_origin(entry, checkpoint.origin)
    witnessed = _witnessed(receipt.checkpoint, keys, quorum)
    if record is not None:
        check_commitment("content", salt, record, str(entry.get("content", "")))
    return ReceiptFacts(checkpoint.origin, receipt.index, checkpoint.size, entry, witnessed, record is not None)


def verify_entry(data: bytes, text: str, keys: Iterable[VerifierKey], *, quorum: int = 0) -> ReceiptFacts:
    """Check with its proof that an entry stands in the book, such as the one that tells of an erasure.

    Raises BookError.
    """
    keys = tuple(keys)
    proof, entry = found(text), decoded(data)
    checkpoint = opened(proof.checkpoint, keys)
    check_inclusion(leaf_hash(data), proof.index, checkpoint.size, proof.proof, checkpoint.root)
    _check_origin(entry, checkpoint.origin)
    witnessed = _witnessed(proof.checkpoint, keys, quorum)
    return ReceiptFacts(checkpoint.origin, proof.index, checkpoint.size, entry, witnessed, False)


def verify_consistency(
    old_note: str, new_note: str, proof: Sequence[bytes], keys: Iterable[VerifierKey]
) -> tuple[Checkpoint, Checkpoint]:
    """Check that the later checkpoint contains the earlier one. Raises BookError."""
    keys = tuple(keys)
    old, new = opened(old_note, keys), opened(new_note, keys)
    if old.origin != new.origin:
        raise BookError("ORIGIN_MISMATCH", f"`{old.origin}` and `{new.origin}` are two books")
    check_consistency(old.size, old.root, new.size, new.root, proof)
    return old, new


def verify_book(
    entries: Iterable[bytes],
    checkpoint_note: str,
    keys: Iterable[VerifierKey],
    *,
    witnesses: Iterable[VerifierKey] = (),
    trusted: str | Sequence[str] = (),
    quorum: int = 0,
    replayed: State | None = None,
) -> Report:
    """Check a whole book: entries, root, signature, cosignatures, numbers and moves.

    `trusted` are checkpoints seen before, above all the last witnessed one: the book must contain each. `replayed` is
    an empty State to be left with what the entries come to. Raises BookError, with the index of the first bad entry
    where there is one.
    """
    claimed = read(checkpoint_note)
    witnesses = tuple(witnesses)
    chain = KeyChain(claimed.origin, keys)
    state = State() if replayed is None else replayed
    earlier = Earlier(claimed, [trusted] if isinstance(trusted, str) else trusted, witnesses)
    frontier: list[bytes] = []
    size = 0
    for data in entries:
        if size == claimed.size:
            raise BookError("SIZE_MISMATCH", f"there are more entries than the {size} of the checkpoint", size)
        earlier.reached(size, frontier)
        entry = _taken(data, size, claimed.origin, chain, earlier)
        state.apply(entry)
        frontier, _ = grown(frontier, size, leaf_hash(data))
        size += 1
    if size != claimed.size:
        raise BookError("SIZE_MISMATCH", f"there are {size} entries, and the checkpoint tells {claimed.size}", size)
    earlier.reached(size, frontier)
    if frontier_root(frontier) != claimed.root:
        raise BookError("ROOT_MISMATCH", "the entries do not come to the root of the checkpoint")
    opened(checkpoint_note, chain.current())
    earlier.signed(chain)
    return _report(claimed, state, _witnessed(checkpoint_note, witnesses, quorum), earlier.size)


def verify_export(
    rows: Iterable[Row | Closing],
    entries: Iterable[bytes],
    checkpoint_note: str,
    keys: Iterable[VerifierKey],
    *,
    witnesses: Iterable[VerifierKey] = (),
    trusted: str | Sequence[str] = (),
) -> Report:
    """Check the book, and that a settlement table tells every point of it once and as the book has it (I13).

    Raises BookError EXPORT_…, and whatever `verify_book` raises.
    """
    book = _Registered()
    state = State()
    report = verify_book(
        map(book.seen, entries), checkpoint_note, keys, witnesses=witnesses, trusted=trusted, replayed=state
    )
    points, told, closing = state.points, set[str](), None
    if (total := points.total()) is None:
        raise BookError("EXPORT_EARLIER_BOOK", "the book does not tell how many points the book before it had")
    for row in rows:
        if isinstance(row, Closing):
            closing = row
            continue
        if closing is not None:
            raise BookError("EXPORT_INVALID", "a row stands below the closing line")
        if row.point not in points.states and not points.is_adopted(row.point):
            raise BookError("EXPORT_POINT_UNKNOWN", f"the book has no point {row.point}")
        if row.point in told:
            raise BookError("EXPORT_POINT_REPEATED", f"point {row.point} stands in the table twice")
        told.add(row.point)
        _compare(row, book, points)
    if closing is None:
        raise BookError("EXPORT_CUT_OFF", "the closing line is missing: the table is cut off")
    adopted = sum(map(points.is_adopted, told))
    if closing != Closing(len(told), closing.withheld, total) or adopted > (points.adopted_points or 0):
        raise BookError("EXPORT_COUNT", f"the table has {len(told)} rows, the book {total} points")
    if closing.rows + closing.withheld != closing.points:
        raise BookError("EXPORT_COUNT", f"{closing.rows} rows and {closing.withheld} withheld are not all points")
    withheld, own = _withheld(state), {point for point in points.states if not points.is_adopted(point)}
    if len(own - told) > len(withheld - told):
        missing = sorted(own - told - withheld)
        raise BookError("EXPORT_POINT_MISSING", f"point {missing[0]} is left out and not withheld in the book")
    return Report(**{**_fields(report), "rows": len(told), "adopted": adopted, "withheld": closing.withheld})


class _Registered:
    """Hashes of the entries that registered comments, and what was released of settlements, while a book goes by."""

    def __init__(self) -> None:
        self.comments: dict[str, str] = {}
        self.released: dict[str, Entry] = {}

    def seen(self, data: bytes) -> bytes:
        if b'"type":"comment.registered"' in data:
            self.comments[str(decoded(data).get("no"))] = leaf_hash(data).hex()
        elif b'"type":"settlement.released"' in data:
            entry = decoded(data)
            self.released[str(entry.get("point"))] = entry
        elif b'"type":"settlement.superseded"' in data:
            self.released.pop(str(decoded(data).get("point")), None)
        return data


def _taken(data: bytes, index: int, origin: str, chain: KeyChain, earlier: Earlier) -> Entry:
    try:
        entry = decoded(data)
        _check_origin(entry, origin)
        if entry["type"] == "key.rotated":
            chain.rotate(entry)
        elif entry["type"] == "log.recovered":
            earlier.check_recovered(entry)
    except BookError as error:
        raise error.at(index) from None
    earlier.check_time(entry, index)
    return entry


def _check_origin(entry: Entry, origin: str) -> None:
    """An entry of a round stands in the book of that round only, so that no receipt passes in another one."""
    host, book, round = origin.partition("/book/")
    if host and book and entry.get("round", round) != round:
        raise BookError("ROUND_MISMATCH", f"`{origin}` is not the book of {entry['round']}")


def _witnessed(note: str, keys: Iterable[VerifierKey], quorum: int) -> dict[str, int]:
    found = cosigned(note, keys)
    if len(found) < quorum:
        raise BookError("QUORUM_MISSED", f"{len(found)} known witnesses cosigned, {quorum} are asked for")
    return found


def _compare(row: Row, book: _Registered, points: Points) -> None:
    registered = book.comments.get(row.point.partition("/")[0], "")
    if row.fingerprint and registered and row.fingerprint.removeprefix("sha256:") != registered:
        raise BookError("EXPORT_FINGERPRINT", f"the fingerprint of {row.point} is not that of its entry")
    released = book.released.get(row.point, {})
    unknown = row.point in points.settlements or points.is_adopted(row.point)  # decided and not released, or before
    outcome = released.get("outcome", row.outcome if unknown else "")
    if row.outcome and row.outcome not in OUTCOMES:
        message = f"what `{row.outcome}` of {row.point} means is not known: say the city's own outcomes (--outcomes)"
        raise BookError("EXPORT_OUTCOME", message)
    if row.outcome != outcome:
        raise BookError("EXPORT_OUTCOME", f"the outcome of {row.point} is not the one in the book")
    text = released.get("text")
    if text and text != released_text(row.point, str(outcome), row.justification):
        raise BookError("EXPORT_TEXT", f"the justification of {row.point} is not the one that was released")


def _withheld(state: State) -> set[str]:
    """Points of this book whose comment is withheld from publication, or not yet let out."""
    hidden = {no for no, publication in state.publication.items() if publication in ("withheld", "pending")}
    adopted = state.points.is_adopted
    return {point for point in state.points.states if point.partition("/")[0] in hidden and not adopted(point)}


def _report(claimed: Checkpoint, state: State, witnessed: Mapping[str, int], trusted: int) -> Report:
    return Report(
        claimed.origin,
        claimed.size,
        claimed.root if claimed.size else EMPTY,
        state.round or "",
        state.state,
        state.points.comments,
        state.points.total() or len(state.points.states),
        state.refusals,
        dict(sorted(state.types.items())),
        dict(witnessed),
        trusted,
    )


def _fields(report: Report) -> dict[str, Any]:
    return {name: getattr(report, name) for name in Report.__slots__}
