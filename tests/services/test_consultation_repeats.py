"""A repeated request has no second effect, and another one under its id is refused: a round's whole life (I14)."""

from itertools import count
from typing import Any

from google.protobuf.message import Message
from support.consultation import day, point_name, stored, told
from support.databases import ON_SQLITE
from support.intake import LINK, reading
from support.outcomes import BENCHES, Outcome, planned, worked_over

from komplan.consultation.v1 import form_office_service_pb2 as forms
from komplan.consultation.v1 import intake_service_pb2 as intake
from komplan.consultation.v1 import point_service_pb2 as points
from komplan.consultation.v1 import privacy_service_pb2 as privacy
from komplan.consultation.v1 import reply_text_service_pb2 as texts
from komplan.consultation.v1 import settlement_service_pb2 as settlement
from komplan.consultation.v1 import similarity_service_pb2 as like
from komplan.consultation.v1 import submission_service_pb2 as papers
from komplan.consultation.v1.form_pb2 import FormBatch
from komplan.consultation.v1.reply_text_pb2 import ReplyText
from komplan.consultation.v1.round_pb2 import ContactPoint
from komplan.consultation.v1.submission_pb2 import Submission

PLACES = [ContactPoint(code="radnice", title="Radnice", place="Vzorov")]


class Twice(Outcome):
    """A desk that sends every request with an id twice, and then another one under the same id."""

    def __init__(self, *args: Any, **values: Any) -> None:
        self.ids, self.methods = count(1), set[str]()
        super().__init__(*args, **values)

    def ask(self, method: str, request: Message, roles: tuple[str, ...] = ("clerk",), who: str = "tester") -> Any:
        """The first answer, which the second one equals."""
        fields = request.DESCRIPTOR.fields_by_name
        if "request_id" not in fields or not {"name", "parent"} & set(fields):
            return super().ask(method, request, roles, who)
        request.request_id = f"dvakrat-{next(self.ids)}"  # type: ignore[attr-defined]
        answer = super().ask(method, request, roles, who)
        if not getattr(answer, "stored", True):
            return answer  # nothing was stored, so there is nothing to repeat
        before = len(stored(self.city, "log_leaf")), len(stored(self.city, "journal"))
        assert super().ask(method, request, roles, who) == answer
        other = type(request).FromString(request.SerializeToString())
        own_id = [field for field in list(fields) if field.endswith("_id") and field != "request_id"]
        field = next(field for field in ("etag", *own_id, "parent", "name") if field in fields)
        if method.endswith("/DecidePoints"):  # its parent must be that of its points
            other.points[0].conflicts.append(f"{self.area}/members/seniors-a")  # type: ignore[attr-defined]
        else:
            there = getattr(other, field)
            setattr(other, field, there.replace("podzim", "jaro") if "podzim" in there else f"{there}x")
        answered = told(lambda: super(Twice, self).ask(method, other, roles, who))
        assert (method, *answered) == (method, "Taken", "REQUEST_REPLAYED", ["request_id"])
        assert (method, before) == (method, (len(stored(self.city, "log_leaf")), len(stored(self.city, "journal"))))
        self.methods.add(method.partition("/")[2])
        return answer

    def on(self, service: str, method: str, kind: Any, *, who: str = "tester", by: str = "clerk", **values: Any) -> Any:
        """Call a method with these values of its request."""
        return self.ask(f"{service}/{method}", getattr(kind, f"{method}Request")(**values), (by,), who)


def paper(desk: Twice, *, refused: bool) -> None:
    """A letter through four hands, to the book or to the register of refusals."""
    at = "SubmissionService"
    letter = Submission(channel="post", received_on=day(-1))
    got = desk.on(at, "ReceiveSubmission", papers, parent=desk.round, submission=letter)
    if refused:
        desk.on(at, "RefuseSubmission", papers, name=got.name, reason="abusive")
        return
    written = desk.on(at, "TranscribeSubmission", papers, name=got.name, reading=reading("Stín."), who="anna")
    desk.on(at, "CheckSubmission", papers, name=got.name, etag=written.etag, who="boris")
    comment = desk.on(at, "AdmitSubmission", papers, name=got.name).comment
    desk.on("IntakeService", "WithdrawForAuthor", intake, name=comment.name, proof="MMV/7")


def alike(desk: Twice) -> None:
    """Three like comments: grouped, settled, parted."""
    same = [desk.entered("Víc stromů.") for _ in range(3)]
    for comment in same:
        desk.assign(comment)
    group, at = f"{desk.round}/similarity-groups/stromy", "SimilarityService"
    members = {"members": [{"point": point_name(comment)} for comment in same]}
    made = {"parent": desk.round, "similarity_group": members, "similarity_group_id": "stromy"}
    desk.on(at, "SuggestSimilarGroups", like, parent=desk.round)
    desk.on(at, "CreateSimilarityGroup", like, **made)
    desk.on(at, "ConfirmSimilarityGroup", like, name=group)
    answer = {"outcome": "noted", "justification": "Společně."}
    desk.on(at, "SettleSimilarityGroup", like, name=group, settlement=answer)
    desk.on(at, "RemoveSimilarPoint", like, name=group, point=point_name(same[0]))
    desk.on(at, "DissolveSimilarityGroup", like, name=group)
    for comment in same:
        desk.settle(comment, "editorial")


def worked_on(desk: Twice) -> None:
    """A comment in two parts: claimed, referred, settled, opened again; its author asked and forgotten."""
    comment = desk.entered("Lavičky a přechod.", authors=[{"kind": "user", "full_name": "Jana", "contact": "j@v.cz"}])
    name, at = point_name(comment), "PointService"
    desk.on("IntakeService", "IssueConfirmation", intake, name=comment.name, link=LINK)
    desk.on(at, "SplitPoint", points, name=name, parts=["Lavičky", "přechod"])
    desk.categorise(comment, "content")
    desk.assign(comment)
    desk.on(at, "ClaimPoint", points, name=name)
    desk.on(at, "ReferPoint", points, name=name, to_body="council")
    desk.on(at, "ReturnReferral", points, name=name, advice="Ano.")
    desk.propose(comment)
    desk.on("SettlementService", "ReturnProposal", settlement, name=name)
    desk.settle(comment, "rejected")
    desk.on("SettlementService", "ReopenPoint", settlement, name=name, reason="Nové údaje.")
    desk.settle(comment, "editorial")
    desk.settle(comment, "editorial", 2)
    desk.moderate(comment)
    desk.on("PrivacyService", "WithdrawConsentForAuthor", privacy, name=comment.name)
    held = desk.on("PrivacyService", "SetLegalHold", privacy, by="admin", name=comment.name, reason="22 C 14/2027")
    desk.on("PrivacyService", "ReleaseLegalHold", privacy, by="admin", name=held.name)


@ON_SQLITE
def test_no_request_of_a_rounds_whole_life_has_a_second_effect(instance):
    town, _ = planned(instance("planning", "consultation"))
    desk = Twice(town.instance, round_id="podzim", contact_points=PLACES)
    batch = FormBatch(prefix="B03", first=1, last=3, contact_point="radnice", issued_to="k12")
    desk.on("FormOfficeService", "IssueForms", forms, parent=desk.round, form_batch=batch)
    desk.on("FormOfficeService", "SpoilForms", forms, parent=desk.round, serials=["B03-0001"])
    desk.on("FormOfficeService", "ReturnForms", forms, parent=desk.round, serials=["B03-0002"])
    text = ReplyText(title="Díky", text="Děkujeme.")
    made = desk.on("ReplyTextService", "CreateReplyText", texts, parent=desk.area, reply_text=text)
    desk.on("ReplyTextService", "DeleteReplyText", texts, name=made.name)
    paper(desk, refused=True)
    paper(desk, refused=False)
    alike(desk)
    worked_on(desk)
    benches = desk.about("Lavičky i u řeky.", BENCHES)
    desk.settled((benches, "accepted"))
    desk.on("FormOfficeService", "ReconcileForms", forms, parent=desk.round)
    worked_over(town, m1="V parku a u řeky budou lavičky.")
    desk.final()
    desk.because(BENCHES, point_name(benches))
    desk.release()
    desk.prepare()
    desk.mark(*[letter.reply for letter in desk.letters()])
    desk.submit()
    desk.send_back("Doplnit.")
    desk.on("PrivacyService", "EraseAuthors", privacy, by="admin", name=benches.name, ground="objection")
    assert len(desk.methods) >= 45, sorted(desk.methods)
