"""From the rows of a source to the messages that carry them. A row that cannot travel says so instead."""

from collections.abc import Iterable, Iterator
from typing import Final

from komplan.consultation.v1 import import_service_pb2 as pb
from komplan_core.errors import Invalid
from komplan_kit import inputs

LARGEST_ROW: Final = 1 << 20
LARGEST_BATCH: Final = 256 << 10
"""Bytes after which a message is sent."""
MOST_ROWS: Final = 100


def requests(
    parent: str, rows: Iterable[pb.CommentRow], dry_run: bool, request_id: str = ""
) -> Iterator[pb.ImportCommentsRequest]:
    """The parts of one import: what the source is, its rows, its end."""
    header = pb.CommentSource(dry_run=dry_run)
    yield pb.ImportCommentsRequest(parent=parent, header=header, request_id=request_id)
    batch, size, total = pb.ImportCommentsRequest(), 0, 0
    for row in rows:
        sent = _sendable(row)
        batch.rows.append(sent)
        size, total = size + sent.ByteSize(), total + 1
        if size >= LARGEST_BATCH or len(batch.rows) >= MOST_ROWS:
            yield batch
            batch, size = pb.ImportCommentsRequest(), 0
    if batch.rows:
        yield batch
    yield pb.ImportCommentsRequest(end={"rows": total})


def _sendable(row: pb.CommentRow) -> pb.CommentRow:
    """The row, or one that tells only where it stands and why it cannot be sent."""
    try:
        inputs.check(row)
        if row.ByteSize() <= LARGEST_ROW:
            return row
        problem = ("", "SOURCE_TOO_LARGE", f"a row has {LARGEST_ROW >> 10} kB at most")
    except Invalid as error:
        problem = (error.violations[0].field, error.reason, error.message)
    field, reason, message = problem
    stub = pb.CommentRow(position=row.position)
    stub.errors.add(position=row.position, field=field, reason=reason, message=message)
    return stub
