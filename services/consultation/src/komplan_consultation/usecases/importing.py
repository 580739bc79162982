"""Many comments at once, from sheets and e-mails: all of them in one transaction, or none."""

import hmac
import zlib
from collections.abc import Iterator
from typing import Any, Final

from komplan.consultation.v1 import import_service_pb2 as pb
from komplan_consultation.ports.intake import Report, RowProblem
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.entering import Entering, Taking, words_of
from komplan_consultation.usecases.faults import faults
from komplan_core import names
from komplan_core.consultation import Comment, RefusalKernel
from komplan_core.consultation.people import check_two_people
from komplan_core.errors import Full, Invalid
from komplan_kit.codec import Codec
from komplan_kit.store import Written

MOST_ROWS: Final = 50_000
LARGEST_SOURCE: Final = 256 << 20
"""Bytes of all rows."""
MOST_ERRORS: Final = 1_000


class NotTaken(Exception):
    """Ends the transaction of an import of which nothing is kept: a dry run, or one with errors."""

    def __init__(self, report: Report) -> None:
        super().__init__("nothing is kept")
        self.report = report


class Source:
    """A source as it comes in, part by part: its rows packed and within bounds, decided when it is whole."""

    def __init__(self) -> None:
        self.parent = ""
        self.dry_run = False
        self._rows: list[bytes] = []
        self._size = 0
        self._begun = self._ended = False

    def __len__(self) -> int:
        return len(self._rows)

    def take(self, part: pb.ImportCommentsRequest) -> None:
        """One part. Raises Invalid for a part that is out of place, Full for too much."""
        if not self._begun:
            names.ROUND.parse(part.parent, "parent")
            if not part.HasField("header"):
                raise Invalid.field("header", "REQUIRED", "the first part says what the source is")
            self.parent, self.dry_run, self._begun = part.parent, part.header.dry_run, True
        elif part.HasField("header") or self._ended:
            raise Invalid.field("header", "INVALID_VALUE", "a source has one header and one end")
        for row in part.rows:
            encoded = row.SerializeToString(deterministic=True)
            self._size += len(encoded)
            self._rows.append(zlib.compress(encoded, 1))
        if len(self._rows) > MOST_ROWS:
            raise Full("SOURCE_TOO_LARGE", f"an import has {MOST_ROWS} rows at most")
        if self._size > LARGEST_SOURCE:
            raise Full("SOURCE_TOO_LARGE", f"an import has {LARGEST_SOURCE >> 20} MiB at most")
        if part.HasField("end"):
            self._ended = True
            if part.end.rows != len(self._rows):
                raise Invalid.field("end.rows", "INVALID_VALUE", "another number of rows arrived than were sent")

    def whole(self) -> "Source":
        """The source when all of it arrived. Raises Invalid for one that broke off, or has nothing."""
        if not self._ended:
            raise Invalid.field("end", "REQUIRED", "the source broke off; nothing was taken")
        if not self._rows:
            raise Invalid.field("rows", "IMPORT_EMPTY", "the source has no comments")
        return self

    def rows(self) -> Iterator[pb.CommentRow]:
        """All rows in the order in which they came."""
        return (pb.CommentRow.FromString(zlib.decompress(packed)) for packed in self._rows)


class Imports:
    """Takes comments from sources. `secret` keys the hashes by which rows are recognised: their words are personal."""

    def __init__(self, entering: Entering, codec: Codec[Comment], secret: bytes) -> None:
        self._entering, self._codec, self._secret = entering, codec, secret

    def take(self, tx: ConsultationTx, source: Source, clerk: str) -> Written:
        """Enter all comments of a source. Raises NotTaken, and then nothing of the transaction may be kept."""
        taking = self._entering.taking(tx, source.parent)
        before = tx.intake.imported(taking.round_id)
        report, taken, places = Report(rows=len(source)), dict[bytes, bytes](), dict[bytes, int]()
        last: int | None = None
        for row in source.rows():
            try:
                if last is not None and row.position <= last:
                    message = "positions rise from row to row, so that each fault is told of its own row"
                    raise Invalid.field("position", "INVALID_VALUE", message)
                last = row.position
                key, said = self._recognised(row, before, places)
                if key in before:
                    report.unchanged += 1
                    continue
                self._enter(tx, taking, row, clerk, report)
                taken[key] = said
            except Invalid as error:
                self._note(tx, taking, row, clerk, error, report)
        if report.wrong or source.dry_run:
            if report.wrong:
                report.first_number = report.last_number = 0
            raise NotTaken(report)
        tx.intake.remember_imported(taking.round_id, taken)
        report.applied = True
        return tx.intake.told_report(report)

    def _recognised(
        self, row: pb.CommentRow, before: dict[bytes, bytes], places: dict[bytes, int]
    ) -> tuple[bytes, bytes]:
        """Hashes of what tells a row from others, and of what it says. Raises Invalid for one that stands twice."""
        if row.errors:
            first = row.errors[0]
            raise Invalid.field(first.field, first.reason, first.message)
        content = row.comment.SerializeToString(deterministic=True)
        said = hmac.digest(self._secret, content, "sha256")
        key = hmac.digest(self._secret, b"key\0" + row.key.strip().encode(), "sha256") if row.key.strip() else said
        if (earlier := places.setdefault(key, row.position)) != row.position:
            message = f"row {earlier} is the same: give each a key of its own if they are two comments"
            raise Invalid.field("key", "DUPLICATE_CODE", message)
        if before.get(key, said) != said:
            message = "a row with this key was imported before and said something else: the book does not change"
            raise Invalid.field("key", "ROWS_CONTRADICT", message)
        return key, said

    def _enter(self, tx: ConsultationTx, taking: Taking, row: pb.CommentRow, clerk: str, report: Report) -> None:
        values = self._codec.values(row.comment)
        given = self._entering.given(taking, values)
        check_two_people(given.authors, clerk, "comment.authors")
        kernel = self._entering.refused(taking, given)
        if kernel is RefusalKernel.ANONYMOUS:
            message = "nobody is named: a person decides what is anonymous, with the paper in hand"
            raise Invalid.field("comment.authors.0.full_name", "REQUIRED", message)
        if kernel is RefusalKernel.EMPTY:
            raise Invalid.field("comment.points.0.text", "REQUIRED", "the comment says nothing")
        if kernel is not None:
            code = taking.held.refusal_code(kernel)
            refusal = self._entering.refuse(tx, taking, given, code, clerk, content=words_of(given))
            tx.book.refuse(refusal, taking.round_id)
            report.refused += 1
            return
        written = self._entering.enter(tx, taking, values, given, {"clerk": clerk}, answered=False)
        report.registered += 1
        if not report.first_number:
            report.first_number = report.last_number = tx.comments.get(written.name).number
        else:
            report.last_number += 1  # nobody else writes meanwhile

    def _note(
        self, tx: ConsultationTx, taking: Taking, row: pb.CommentRow, clerk: str, error: Invalid, report: Report
    ) -> None:
        """Tell of all that is wrong with a row, once for each field; of a cell that cannot be read, only that."""
        report.wrong += 1
        told: list[Any] = list(row.errors) or list(error.violations)
        if row.HasField("comment"):
            told += faults(tx, self._entering, taking, self._codec.values(row.comment), clerk)
        fields: set[str] = set()
        for item in told:
            if item.field not in fields and len(report.errors) < MOST_ERRORS:
                report.errors.append(RowProblem(row.position, item.field, item.reason, item.message))
            fields.add(item.field)
