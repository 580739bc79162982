"""The office's intake with few words: several clerks, submissions on paper, files, letters."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, Final

from google.protobuf.message import Message

from komplan.consultation.v1 import attachment_service_pb2 as files
from komplan.consultation.v1 import citizen_service_pb2 as citizen
from komplan.consultation.v1 import import_service_pb2 as importing
from komplan.consultation.v1 import intake_service_pb2 as intake
from komplan.consultation.v1 import submission_service_pb2 as submissions
from komplan.consultation.v1.comment_pb2 import Attachment, Comment, Point, Refusal
from komplan.consultation.v1.submission_pb2 import Reading, Submission
from komplan_core.consultation.puzzles import solve
from support.consultation import Desk, author, day

LINK: Final = "https://vzorov.example/potvrzeni#"


class Clerk:
    """Somebody of the office with a code of their own. `desk` is where their comments are entered."""

    def __init__(self, desk: Desk, code: str) -> None:
        self.desk, self.code = desk, code

    def ask(self, method: str, request: Message, roles: tuple[str, ...] = ("clerk",)) -> Any:
        """Call a method as this person."""
        return self.desk.city.ask(method, request, roles, who=self.code)

    def receive(self, **values: Any) -> Submission:
        """Take a submission in: a letter that arrived yesterday, unless told otherwise."""
        request_id = values.pop("request_id", "")
        given = {"channel": "post", "received_on": day(-1), **values}
        request = submissions.ReceiveSubmissionRequest(
            parent=self.desk.round, submission=Submission(**given), request_id=request_id
        )
        return self.ask("SubmissionService/ReceiveSubmission", request)

    def transcribe(self, found: Submission, *texts: str, etag: str = "", **values: Any) -> Submission:
        """Write down what it says."""
        request = submissions.TranscribeSubmissionRequest(name=found.name, etag=etag, reading=reading(*texts, **values))
        return self.ask("SubmissionService/TranscribeSubmission", request)

    def check(self, found: Submission, corrected: Reading | None = None, etag: str = "") -> Submission:
        """Say that it is right, or correct it."""
        request = submissions.CheckSubmissionRequest(name=found.name, etag=etag or found.etag, reading=corrected)
        return self.ask("SubmissionService/CheckSubmission", request)

    def admit(self, found: Submission, **values: Any) -> intake.RegisterCommentResponse:
        """Enter it into the book."""
        request = submissions.AdmitSubmissionRequest(name=found.name, **values)
        return self.ask("SubmissionService/AdmitSubmission", request)

    def refuse(self, found: Submission, reason: str = "anonymous", **values: Any) -> Refusal:
        """Refuse it."""
        request = submissions.RefuseSubmissionRequest(name=found.name, reason=reason, **values)
        return self.ask("SubmissionService/RefuseSubmission", request)

    def get(self, name: str) -> Submission:
        """Read a submission."""
        request = submissions.GetSubmissionRequest(name=name)
        return self.ask("SubmissionService/GetSubmission", request)

    def letter(self, comment: Comment, link: str = LINK) -> intake.ConfirmationLetter:
        """The letter that asks whether a comment is theirs."""
        request = intake.IssueConfirmationRequest(name=comment.name, link=link)
        return self.ask("IntakeService/IssueConfirmation", request)


def reading(*texts: str, **values: Any) -> Reading:
    """What a submission says; one point for each text."""
    return Reading(**{"authors": [author()], "points": [Point(text=text) for text in texts], **values})


def web(desk: Desk, *texts: str, **values: Any) -> citizen.SubmitCommentRequest:
    """A citizen's request, with its puzzle solved."""
    asked = citizen.GetChallengeRequest(parent=values.pop("parent", desk.round))
    challenge = desk.city.ask("CitizenService/GetChallenge", asked, roles=())
    given = {"authors": [author()], "points": [Point(text=text) for text in texts], **values}
    return citizen.SubmitCommentRequest(
        parent=desk.round,
        comment=Comment(**given),
        challenge=challenge.challenge,
        solution=solve(challenge.challenge, challenge.bits),
    )


def named(content: bytes, media_type: str = "application/pdf", kind: str = "annex") -> Attachment:
    """What is said of a file."""
    digest = hashlib.sha256(content).hexdigest()
    return Attachment(sha256=digest, size=len(content), kind=kind, media_type=media_type)


def parts(owner: str, content: bytes, sha256: str = "", size: int = 1 << 20) -> Iterator[Message]:
    """A file in parts, for `Instance.send`."""
    pieces = [content[at : at + size] for at in range(0, len(content), size)] or [b""]
    for index, data in enumerate(pieces):
        first = {"parent": owner, "sha256": sha256 or hashlib.sha256(content).hexdigest()} if not index else {}
        yield files.UploadAttachmentRequest(**first, data=data, end=index == len(pieces) - 1)


def source(
    desk: Desk, rows: Iterable[importing.CommentRow], dry_run: bool = False, request_id: str = ""
) -> list[importing.ImportCommentsRequest]:
    """The parts of an import."""
    listed = list(rows)
    header = importing.CommentSource(dry_run=dry_run)
    return [
        importing.ImportCommentsRequest(parent=desk.round, header=header, request_id=request_id),
        *(importing.ImportCommentsRequest(rows=listed[at : at + 50]) for at in range(0, len(listed), 50)),
        importing.ImportCommentsRequest(end={"rows": len(listed)}),
    ]


def row(position: int, text: str = "Chybí lavičky.", key: str = "", **values: Any) -> importing.CommentRow:
    """One row of a source."""
    given = {
        "received_on": day(-1),
        "channel": "post",
        "authors": [author(f"Autor {position}")],
        "points": [Point(text=text)],
        **values,
    }
    return importing.CommentRow(position=position, key=key, comment=Comment(**given))


def bring(desk: Desk, rows: Iterable[importing.CommentRow], **values: Any) -> importing.ImportCommentsReport:
    """Import rows."""
    sent = source(desk, rows, **values)
    return desk.city.send("CommentImportService/ImportComments", sent, ("clerk",))
