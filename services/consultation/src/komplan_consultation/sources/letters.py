"""From e-mails to what they say: one e-mail is one comment of its sender."""

from collections.abc import Iterator
from pathlib import Path

from komplan.consultation.v1 import import_service_pb2 as pb
from komplan_core.consultation.deadlines import PRAGUE
from komplan_core.errors import Invalid
from komplan_kit.days import day_message
from komplan_kit.sheets.letters import ReadLetter, open_letters


def letters_in(path: Path) -> list[Path]:
    """The e-mails that a path names: itself, or the files `.eml` of a folder in the order of their names."""
    return sorted(path.glob("*.eml")) if path.is_dir() else [path]


def rows_of(paths: list[Path], kind: str) -> Iterator[pb.CommentRow]:
    """What the e-mails say. `kind` is that of all senders: no e-mail tells whether a person or an organisation writes.

    A sender without a name is told as an error: a person decides what is anonymous.
    """
    for position, (path, found) in enumerate(zip(paths, open_letters(paths), strict=True), start=1):
        if isinstance(found, Invalid):
            row = pb.CommentRow(position=position)
            row.errors.add(position=position, field=path.name, reason=found.reason, message=found.message)
            yield row
        else:
            yield row_of(found, position, kind)


def row_of(found: ReadLetter, position: int, kind: str) -> pb.CommentRow:
    """What one e-mail says."""
    row = pb.CommentRow(position=position, key=found.key)
    comment = row.comment
    comment.channel = "email"
    if found.received_at is None:
        message = "the e-mail does not tell when it was received: register it by hand"
        row.errors.add(position=position, field="comment.received_on", reason="REQUIRED", message=message)
    else:
        comment.received_at.FromDatetime(found.received_at)
        comment.received_on.CopyFrom(day_message(found.received_at.astimezone(PRAGUE).date()))
    if found.sent_at is not None and (found.received_at is None or found.sent_at <= found.received_at):
        comment.sent_on.CopyFrom(day_message(found.sent_at.astimezone(PRAGUE).date()))
    comment.authors.add(kind=kind, full_name=found.name, contact=found.address)
    comment.reply_channel = "email"
    comment.points.add(text="\n\n".join(filter(None, (found.subject, found.text))) if found.text else "")
    for file in {file.sha256: file for file in found.files}.values():
        if file.media_type:
            comment.attachments.add(sha256=file.sha256, size=file.size, kind="annex", media_type=file.media_type)
        else:
            message = "an attachment is of a kind that is not taken: register the comment by hand"
            row.errors.add(position=position, field="comment.attachments", reason="SOURCE_FORMAT", message=message)
    return row
