"""What the verifying commands do and tell: the same for `komplan verify` and for `python -m komplan_core.book`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from komplan_core.book import files
from komplan_core.book.checkpoints import opened
from komplan_core.book.cosignatures import spelled
from komplan_core.book.errors import BookError
from komplan_core.book.merkle import frontier_root, grown, leaf_hash
from komplan_core.book.notes import COSIGNATURE, VerifierKey
from komplan_core.book.verifying import (
    Report,
    verify_book,
    verify_consistency,
    verify_entry,
    verify_export,
    verify_receipt,
)

Answer = dict[str, Any]


def receipt(file: Path, keys: Sequence[str], record: Path | None, quorum: int) -> Answer:
    """What a receipt proves. Raises BookError."""
    content = files.record_of(record) if record else None
    facts = verify_receipt(files.text_of(file), files.keys_of(keys), record=content, quorum=quorum)
    return {
        "book": facts.origin,
        "entry": facts.index,
        "size": facts.size,
        "comment": facts.entry.get("no"),
        "at": facts.entry["at"],
        "type": facts.entry["type"],
        "witnesses": _moments(facts.cosigned),
        "content_checked": facts.content_checked,
    }


def entry(file: Path, proof: Path, keys: Sequence[str], quorum: int) -> Answer:
    """What an entry with its proof shows. Raises BookError."""
    data = files.text_of(file).strip().encode()
    facts = verify_entry(data, files.text_of(proof), files.keys_of(keys), quorum=quorum)
    own = {name: value for name, value in facts.entry.items() if name in ("no", "what", "ground", "refusal")}
    return {
        "book": facts.origin,
        "entry": facts.index,
        "size": facts.size,
        "at": facts.entry["at"],
        "type": facts.entry["type"],
        **own,
        "witnesses": _moments(facts.cosigned),
    }


def book(source: Path, keys: Sequence[str], checkpoint: Path | None, trusted: Sequence[Path], quorum: int) -> Answer:
    """What a book comes to. Raises BookError."""
    known = files.keys_of(keys)
    note = files.checkpoint_of(source, checkpoint)
    report = verify_book(
        files.entries_of(source, note),
        note,
        known,
        witnesses=_witnesses(known),
        trusted=[files.note_of(path) for path in trusted],
        quorum=quorum,
    )
    return _told(report)


def consistency(old: Path, new: Path, keys: Sequence[str], proof: Path | None, source: Path | None) -> Answer:
    """That a book only grew: by a proof, or by its entries. Raises BookError."""
    known = files.keys_of(keys)
    old_note, new_note = files.note_of(old), files.note_of(new)
    if source is not None:
        earlier, later = opened(old_note, known), opened(new_note, known)
        if earlier.origin != later.origin:
            raise BookError("ORIGIN_MISMATCH", f"`{earlier.origin}` and `{later.origin}` are two books")
        sizes = {earlier.size: earlier.root, later.size: later.root}
        frontier: list[bytes] = []
        size = 0
        for data in files.entries_of(source, new_note):
            _compare(size, frontier, sizes)
            frontier, _ = grown(frontier, size, leaf_hash(data))
            size += 1
        _compare(size, frontier, sizes)
        if sizes:
            raise BookError("SIZE_MISMATCH", f"the book has {size} entries, fewer than a checkpoint tells", size)
    else:
        hashes = files.proof_of(proof) if proof else []
        earlier, later = verify_consistency(old_note, new_note, hashes, known)
    return {"book": later.origin, "from": earlier.size, "to": later.size}


def export(
    table: Path,
    source: Path,
    keys: Sequence[str],
    checkpoint: Path | None,
    trusted: Sequence[Path],
    outcomes: Path | None = None,
) -> Answer:
    """That a settlement table is the one of the book. Raises BookError."""
    known = files.keys_of(keys)
    note = files.checkpoint_of(source, checkpoint)
    report = verify_export(
        files.table_of(table, outcomes),
        files.entries_of(source, note),
        note,
        known,
        witnesses=_witnesses(known),
        trusted=[files.note_of(path) for path in trusted],
    )
    earlier = {"rows_of_an_earlier_book": report.adopted} if report.adopted else {}
    return {**_told(report), "rows": report.rows, **earlier, "withheld": report.withheld}


def lines(answer: Answer) -> list[str]:
    """An answer for people: a line for each fact."""
    found = []
    for name, value in answer.items():
        if isinstance(value, dict):
            value = ", ".join(f"{key} {item}" for key, item in value.items()) or "none"
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if value is not None:
            found.append(f"{name.replace('_', ' ')}: {value}")
    return found


def _told(report: Report) -> Answer:
    return {
        "book": report.origin,
        "size": report.size,
        "root": report.root.hex(),
        "round": report.round,
        "state": report.state,
        "comments": report.comments,
        "points": report.points,
        "refusals": report.refusals,
        "entries": dict(report.types),
        "witnesses": _moments(report.cosigned),
        "contains_checkpoint_of": report.trusted,
    }


def _compare(size: int, frontier: Sequence[bytes], sizes: dict[int, bytes]) -> None:
    root = sizes.pop(size, None)
    if root is not None and root != frontier_root(frontier):
        raise BookError("ROOT_MISMATCH", f"the first {size} entries do not come to the root of the checkpoint")


def _witnesses(keys: Sequence[VerifierKey]) -> list[VerifierKey]:
    return [key for key in keys if key.kind == COSIGNATURE]


def _moments(cosigned: Any) -> dict[str, str]:
    return {name: spelled(at) for name, at in cosigned.items()}
