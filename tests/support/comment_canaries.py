"""A running consultation with a canary in everything that is not for the public."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from komplan.consultation.v1 import annotation_service_pb2 as annotations
from komplan.consultation.v1 import attachment_service_pb2 as files
from komplan.consultation.v1 import intake_service_pb2 as intake
from komplan.consultation.v1 import point_service_pb2 as points
from komplan.consultation.v1 import publication_office_service_pb2 as publication
from komplan.consultation.v1 import submission_service_pb2 as submissions
from komplan.consultation.v1.comment_pb2 import Attachment, Author, Comment, Point
from komplan.consultation.v1.submission_pb2 import Submission
from support.consultation import Desk, day, point_name
from support.instance import Instance

NAMES: Final = {
    "name of an author": "Zq7kanar01 Jana",
    "contact of an author": "zq7kanar02@vzorov.example",
    "representative": "Zq7kanar03 Petr",
    "proof of representation": "Zq7kanar04 plná moc",
    "staff code of an author": "zq7kanar05-dvorak",
    "name of a second author": "Zq7kanar06 Karel",
    "name in a refusal": "Zq7kanar07 Eva",
    "contact in a refusal": "zq7kanar08@vzorov.example",
    "name in a submission": "Zq7kanar09 Marie",
    "corrected name in a submission": "Zq7kanar10 Maria",
    "proof of a withdrawal": "Zq7kanar11 spis",
    "name behind a published text": "Zq7kanar12 Olga",
    "contact behind a published text": "zq7kanar13@vzorov.example",
    "contact of a letter": "zq7kanar14@vzorov.example",
    "reference in the registry": "Zq7kanar15/2027",
    "reference of a submission": "Zq7kanar16/2027",
}
WORDS: Final = {
    "text": "Zq7kanar21 chybí mi lavičky",
    "proposed wording": "Zq7kanar22 doplnit lavičky",
    "reason": "Zq7kanar23 bolí mě nohy",
    "split off words": "Zq7kanar24 a také osvětlení",
    "text before redaction": "Zq7kanar25 soused Novák pije",
    "text in a refusal": "Zq7kanar26 všechno špatně",
    "text in a submission": "Zq7kanar27 chci spoj",
    "corrected text in a submission": "Zq7kanar28 chci spoje",
    "attachment": "Zq7kanar29 lékařská zpráva",
    "note of the office": "Zq7kanar30 míní svou sousedku",
}
SECRET: Final = {**NAMES, **WORDS}
"""What may stand nowhere but in sealed form."""

PUBLIC: Final = {"published text": "Zq8verej01 přechod u školy", "redacted text": "Zq8verej02 soused pije"}
"""What everybody may read."""


@dataclass
class Planted:
    """A consultation full of canaries, and what its entries are called."""

    desk: Desk
    names: list[str] = field(default_factory=list)
    """Resource names, public ones and others."""
    tokens: dict[str, str] = field(default_factory=dict)
    """A token for each method that takes one."""

    @property
    def instance(self) -> Instance:
        """What serves it."""
        return self.desk.city


def plant(instance: Instance) -> Planted:
    """Fill a consultation, with a canary in every place that is not public."""
    found = Planted(Desk(instance, invitation_days=0))
    found.names += [found.desk.area, found.desk.round]
    _comments(found)
    _published(found)
    _refusals(found)
    _submission(found)
    _tokens(found)
    return found


def _comments(found: Planted) -> None:
    desk, content = found.desk, WORDS["attachment"].encode()
    of_file = {"sha256": sha256(content).hexdigest(), "size": len(content)}
    attachment = Attachment(kind="annex", media_type="text/plain", **of_file)
    people = [
        Author(
            kind="user",
            full_name=NAMES["name of an author"],
            contact=NAMES["contact of an author"],
            represented_by=NAMES["representative"],
            proof=NAMES["proof of representation"],
            staff_code=NAMES["staff code of an author"],
        ),
        Author(kind="individual", full_name=NAMES["name of a second author"]),
    ]
    said = f"{WORDS['text']}. {WORDS['split off words']}."
    point = Point(text=said, proposed_wording=WORDS["proposed wording"], reason=WORDS["reason"])
    given = {"points": [point], "authors": people, "attachments": [attachment], "request_id": "a1"}
    given["registry_ref"] = NAMES["reference in the registry"]
    comment = desk.entered(**given)
    head, tail = WORDS["text"], WORDS["split off words"]
    desk.ask("PointService/SplitPoint", points.SplitPointRequest(name=point_name(comment), parts=[head, tail]))
    desk.city.send(
        "AttachmentService/UploadAttachment",
        [
            files.UploadAttachmentRequest(parent=comment.name, sha256=attachment.sha256, data=content),
            files.UploadAttachmentRequest(parent=comment.name, sha256=attachment.sha256, end=True),
        ],
        ("clerk",),
    )
    note = annotations.AnnotateCommentRequest(name=comment.name, text=WORDS["note of the office"])
    desk.ask("AnnotationService/AnnotateComment", note)
    gone = desk.entered(WORDS["text"], authors=people)
    proof = intake.WithdrawForAuthorRequest(name=gone.name, proof=NAMES["proof of a withdrawal"])
    desk.ask("IntakeService/WithdrawForAuthor", proof)
    found.names += [comment.name, gone.name, point_name(comment), f"{desk.round}/public-comments/1"]


def _published(found: Planted) -> None:
    """One comment that everybody may read, and one of which everybody may read a part."""
    desk = found.desk
    person = {
        "kind": "user",
        "full_name": NAMES["name behind a published text"],
        "contact": NAMES["contact behind a published text"],
    }
    shown = desk.entered(PUBLIC["published text"], authors=[person], publish_consent="anonymised")
    _moderate(desk, name=shown.name, publication="approved")
    part = desk.entered(WORDS["text before redaction"], authors=[person], publish_consent="anonymised")
    instead = [{"number": 1, "public_text": PUBLIC["redacted text"]}]
    _moderate(desk, name=part.name, publication="redacted", reason="jmenuje souseda", points=instead)
    found.names += [item.name for item in (shown, part)]
    found.names += [f"{desk.round}/public-comments/{item.number}" for item in (shown, part)]


def _moderate(desk: Desk, **values: Any) -> None:
    request = publication.ModerateCommentRequest(**values)
    desk.ask("PublicationOfficeService/ModerateComment", request)


def _refusals(found: Planted) -> None:
    person = {"kind": "user", "full_name": NAMES["name in a refusal"], "contact": NAMES["contact in a refusal"]}
    refusal = found.desk.refused("", authors=[person])
    anonymous = found.desk.refused(WORDS["text in a refusal"], authors=[])
    found.names += [refusal.name, anonymous.name]


def _submission(found: Planted) -> None:
    desk = found.desk
    given = Submission(channel="post", received_on=day(-1), registry_ref=NAMES["reference of a submission"])
    made = _submit(desk, "ReceiveSubmission", parent=desk.round, submission=given)
    first = {"authors": [{"kind": "user", "full_name": NAMES["name in a submission"]}]}
    first["points"] = [{"text": WORDS["text in a submission"]}]
    made = _submit(desk, "TranscribeSubmission", name=made.name, reading=first)
    second = {"authors": [{"kind": "user", "full_name": NAMES["corrected name in a submission"]}]}
    second["points"] = [{"text": WORDS["corrected text in a submission"]}]
    made = _submit(desk, "CheckSubmission", "second", name=made.name, etag=made.etag, reading=second)
    found.names.append(made.name)


def _submit(desk: Desk, method: str, who: str = "tester", **values: Any) -> Any:
    return desk.ask(f"SubmissionService/{method}", getattr(submissions, f"{method}Request")(**values), who=who)


def _tokens(found: Planted) -> None:
    """Comments whose words are no canaries: who holds a token may read them."""
    desk = found.desk
    person = {"kind": "user", "full_name": NAMES["name of an author"], "contact": NAMES["contact of a letter"]}
    for method in ("CitizenService/PreviewComment", "CitizenService/ConfirmComment", "CitizenService/DisputeComment"):
        comment = desk.entered("Moje slova.", authors=[person])
        found.names.append(comment.name)
        asked = intake.IssueConfirmationRequest(name=comment.name, link="https://vzorov.example/moje#")
        found.tokens[method] = desk.ask("IntakeService/IssueConfirmation", asked).token
    for method in ("CitizenService/WithdrawComment", "ConsentService/GetConsent", "ConsentService/WithdrawConsent"):
        answer = desk.register("Moje slova.", authors=[person], publish_consent="named")
        found.tokens[method] = answer.author_token


def comment_of(**values: Any) -> Comment:
    """A comment over the web, with nothing secret in it."""
    person = {"kind": "user", "full_name": "Veřejná Osoba"}
    return Comment(**{"authors": [person], "points": [{"text": "Ano."}], **values})


def published(folder: Path) -> list[str]:
    """The text of every file below a folder."""
    return [path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file()]
