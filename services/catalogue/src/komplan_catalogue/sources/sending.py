"""From the rows of a source to the messages that carry them. A row that cannot travel says so instead."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from komplan.catalogue.v1 import catalogue_import_service_pb2, import_pb2
from komplan_core.errors import Invalid
from komplan_kit import inputs

LARGEST_ROW: Final = 512 << 10
LARGEST_BATCH: Final = 256 << 10
"""Bytes after which a message is sent."""
MOST_ROWS: Final = 50


def requests(
    parent: str, header: import_pb2.ImportHeader, rows: Iterable[import_pb2.ImportRow]
) -> Iterator[catalogue_import_service_pb2.ImportRequest]:
    """The parts of one import: what the source is, its rows, its end."""
    yield catalogue_import_service_pb2.ImportRequest(parent=parent, header=header)
    batch, size, total = catalogue_import_service_pb2.ImportRequest(), 0, 0
    for row in rows:
        sent = _sendable(row)
        batch.rows.append(sent)
        size += sent.ByteSize()
        total += 1
        if size >= LARGEST_BATCH or len(batch.rows) >= MOST_ROWS:
            yield batch
            batch, size = catalogue_import_service_pb2.ImportRequest(), 0
    if batch.rows:
        yield batch
    yield catalogue_import_service_pb2.ImportRequest(end={"rows": total})


def _sendable(row: import_pb2.ImportRow) -> import_pb2.ImportRow:
    """The row, or one that tells only where it stands and why it cannot be sent."""
    try:
        inputs.check(row)
        if row.ByteSize() <= LARGEST_ROW:
            return row
        problem = ("", "SOURCE_TOO_LARGE", f"a record has {LARGEST_ROW >> 10} kB at most")
    except Invalid as error:
        problem = (error.violations[0].field, error.reason, error.message)
    stub = import_pb2.ImportRow(position=row.position, key=row.key if row.key.isascii() else "")
    field, reason, message = problem
    stub.errors.add(position=row.position, field=field, reason=reason, message=message)
    return stub


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes, hexadecimal."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
