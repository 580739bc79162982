"""Whatever an office and its citizens do with a round, in any order: I1 I2 I3 I4 I10 I11 I12 I13 and I14 hold after it.

What points go through by themselves is in `test_consultation_processing_machine.py`.
"""

from itertools import count
from typing import Any

import pytest
from google.protobuf.message import Message
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from support.consultation import COUNT, author, day, on, point_name, told
from support.databases import ON_SQLITE
from support.instance import Instance
from support.intake import LINK, reading
from support.outcomes import Outcome
from support.witnessing import Clock, run_job

from komplan.consultation.v1 import book_service_pb2 as book
from komplan.consultation.v1 import citizen_service_pb2 as citizen
from komplan.consultation.v1 import consultation_service_pb2 as read
from komplan.consultation.v1 import form_office_service_pb2 as forms
from komplan.consultation.v1 import form_service_pb2 as form_reading
from komplan.consultation.v1 import intake_service_pb2 as intake
from komplan.consultation.v1 import point_service_pb2 as points
from komplan.consultation.v1 import privacy_service_pb2 as privacy
from komplan.consultation.v1 import publication_office_service_pb2 as office
from komplan.consultation.v1 import round_office_service_pb2 as rounds
from komplan.consultation.v1 import settlement_service_pb2 as settlement
from komplan.consultation.v1 import submission_service_pb2 as papers
from komplan.consultation.v1.comment_pb2 import Settlement
from komplan.consultation.v1.form_pb2 import FormBatch
from komplan.consultation.v1.round_pb2 import ChannelRule, ContactPoint
from komplan.consultation.v1.submission_pb2 import Submission
from komplan.type.v1.period_pb2 import Period
from komplan_core.book.entries import decoded
from komplan_core.book.replay import State
from komplan_core.errors import PlanError
from komplan_kit.clock import today

WORDS = "Chybí lavičky."
SERIALS = [f"B03-{number:04}" for number in range(1, 7)]
PLACE = ContactPoint(code="radnice", title="Radnice", place="Vzorov")
WHO = st.sampled_from(["anna", "boris"])
WHICH = st.integers(0, 7)
OUT = ("withdrawn", "voided")
CHANNELS = ("web", "post", "paper-contact-point", "email")


class Consultation(RuleBasedStateMachine):
    """One round of a running city; what it says through its public methods is looked at after each step."""

    city: Instance
    clock: Clock
    runs = 0

    @initialize()
    def begin(self) -> None:
        type(self).runs += 1
        channels = [ChannelRule(channel=channel) for channel in CHANNELS[:3]]
        channels.append(ChannelRule(channel="email", until=day(-20)))
        window = Period(start=day(-30), end=day(self.clock.ahead.days + 3000))  # earlier runs let months go by
        place = {"channels": channels, "window": window, "contact_points": [PLACE]}
        self.desk = Outcome(self.city, round_id=f"kolo-{self.runs}", **place)
        self.ids = count(1)
        self.asked: list[tuple[Any, ...]] = []
        self.comments: list[Any] = []
        self.papers: list[Any] = []
        self.erased: set[tuple[str, str]] = set()
        self.reworded: set[str] = set()
        self.refusals: dict[str, Any] = {}
        self.forms = dict.fromkeys(SERIALS, "issued")
        self.state = "open"
        self.told = self.entries()
        self.size = len(self.told)
        batch = FormBatch(prefix="B03", first=1, last=len(SERIALS), contact_point="radnice", issued_to="k12")
        self.write("FormOfficeService/IssueForms", forms.IssueFormsRequest(form_batch=batch))

    def write(self, method: str, request: Any, who: str = "anna", leaves: int = 1, **by: Any) -> Any:
        """The answer, or nothing where it is refused; of what was carried out the book tells so many entries."""
        if "request_id" in request.DESCRIPTOR.fields_by_name:
            request.request_id = f"{self.desk.round.rpartition('/')[2]}-{next(self.ids)}"
        if "parent" in request.DESCRIPTOR.fields_by_name:
            request.parent = self.desk.round
        try:
            answer = self.desk.ask(method, request, **{"roles": ("clerk",), **by}, who=who)
        except PlanError:
            assert len(self.entries()) == self.size
            return None
        if not getattr(answer, "stored", True):
            return answer
        self.size += leaves
        if "request_id" in request.DESCRIPTOR.fields_by_name:
            self.asked.append((method, request, {"roles": ("clerk",), **by, "who": who}, answer))
        return answer

    def entries(self) -> list[bytes]:
        request = book.ListEntriesRequest(parent=self.desk.round, page_size=1000)
        return [item.data for item in self.city.ask("BookService/ListEntries", request, ()).entries]

    def took(self, answer: Any, good: bool) -> None:
        """A comment is registered where it is good, else it is in the register of refusals."""
        if answer is None:
            return
        assert answer.WhichOneof("result") == ("comment" if good else "refusal")
        if good:
            self.comments.append(answer.comment)
            assert answer.comment.number == len(self.comments)
        else:
            self.refusals[answer.refusal.name] = [answer.refusal, False]

    @rule(
        size=st.sampled_from([1, 1, 2, 0]),
        name=st.sampled_from(["Jana Nová", "Jana Nová", ""]),
        way=st.sampled_from(CHANNELS),
        form=st.sampled_from(["", *SERIALS]),
        consent=st.sampled_from(["none", "named"]),
    )
    def register(self, size: int, name: str, way: str, form: str, consent: str) -> None:
        form = form if way == "paper-contact-point" else ""
        authors = [author(name, contact="jana@vzorov.example")]
        values = {"authors": authors, "channel": way, "form": form, "publish_consent": consent}
        answer = self.write("IntakeService/RegisterComment", self.desk.submission(*[WORDS] * size, **values))
        assert not (answer and form and self.forms[form] != "issued" and answer.WhichOneof("result") == "comment")
        assert answer or form or self.state != "open"
        self.took(answer, bool(name and size) and way != "email")
        if answer and answer.WhichOneof("result") == "comment" and form:
            self.forms[form] = "registered"
        elif answer and form and self.forms[form] == "issued":
            self.forms[form] = "returned"
            self.size += 1  # beside the refusal, the form that came back

    @rule(on_time=st.booleans())
    def receive(self, on_time: bool) -> None:
        given = Submission(channel="post" if on_time else "email", received_on=day(-1))
        answer = self.write("SubmissionService/ReceiveSubmission", papers.ReceiveSubmissionRequest(submission=given))
        if answer:
            self.papers.append(answer)

    @precondition(lambda self: getattr(self, "papers", ()))
    @rule(
        which=WHICH,
        who=WHO,
        steps=st.lists(st.sampled_from(["write", "check", "admit", "refuse"]), min_size=1),
        name=st.sampled_from(["Karel Malý", ""]),
    )
    def handle(self, which: int, who: str, steps: list[str], name: str) -> None:
        place = which % len(self.papers)
        for step in steps:
            paper = self.desk.ask(
                "SubmissionService/GetSubmission", papers.GetSubmissionRequest(name=self.papers[place].name)
            )
            if step == "write":
                read_ = reading(WORDS, authors=[author(name)])
                request: Any = papers.TranscribeSubmissionRequest(name=paper.name, reading=read_)
                self.write("SubmissionService/TranscribeSubmission", request, who)
            elif step == "check":
                other = "boris" if who == "anna" else "anna"
                request = papers.CheckSubmissionRequest(name=paper.name, etag=paper.etag)
                done = self.write("SubmissionService/CheckSubmission", request, other)
                assert not (done and paper.transcribed_by == other)
            elif step == "admit":
                known = [person.full_name for person in paper.reading.authors]
                answer = self.write("SubmissionService/AdmitSubmission", papers.AdmitSubmissionRequest(name=paper.name))
                assert not (answer and not any(known))
                self.took(answer, paper.channel == "post")
            else:
                request = papers.RefuseSubmissionRequest(name=paper.name, reason="anonymous")
                refusal = self.write("SubmissionService/RefuseSubmission", request)
                if refusal:
                    self.refusals[refusal.name] = [refusal, False]

    @precondition(lambda self: getattr(self, "comments", ()))
    @rule(which=WHICH, step=st.sampled_from(["withdraw", "dispute", "confirm", "void"]))
    def stand(self, which: int, step: str) -> None:
        name = self.comments[which % len(self.comments)].name
        if step == "dispute":
            letter = intake.IssueConfirmationRequest(name=name, link=LINK)
            if sent := self.write("IntakeService/IssueConfirmation", letter, leaves=0):
                self.write("CitizenService/DisputeComment", citizen.DisputeCommentRequest(token=sent.token), roles=())
        elif step == "withdraw":
            self.write("IntakeService/WithdrawForAuthor", intake.WithdrawForAuthorRequest(name=name, proof="MMV/7"))
        elif step == "confirm":
            self.write("IntakeService/ConfirmDisputed", intake.ConfirmDisputedRequest(name=name))
        else:
            self.write("IntakeService/VoidComment", intake.VoidCommentRequest(name=name))

    @precondition(lambda self: getattr(self, "comments", ()))
    @rule(which=WHICH, publication=st.sampled_from(["approved", "redacted", "withheld"]))
    def moderate(self, which: int, publication: str) -> None:
        comment = self.desk.get(self.comments[which % len(self.comments)].name)
        request = office.ModerateCommentRequest(name=comment.name)
        request.publication, request.reason = publication, "" if publication == "approved" else "Jmenuje sousedku."
        if publication == "redacted":
            request.points.add(number=1, public_text="Lavičky.")
        if self.write("PublicationOfficeService/ModerateComment", request):
            (self.reworded.add if publication == "redacted" else self.reworded.discard)(comment.name)

    @rule(serials=st.lists(st.sampled_from(SERIALS), min_size=1, max_size=2, unique=True), spoilt=st.booleans())
    def hand_back(self, serials: list[str], spoilt: bool) -> None:
        ready = all(self.forms[serial] == "issued" for serial in serials)
        method, kind = ("SpoilForms", forms.SpoilFormsRequest) if spoilt else ("ReturnForms", forms.ReturnFormsRequest)
        done = self.write(f"FormOfficeService/{method}", kind(serials=serials), leaves=len(serials))
        assert bool(done) == ready
        if done:
            self.forms |= dict.fromkeys(serials, "spoiled" if spoilt else "returned")

    @precondition(lambda self: getattr(self, "comments", ()))
    @rule(which=WHICH, number=st.sampled_from([1, 1, 2]), outcome=st.sampled_from(["rejected", "noted", "editorial"]))
    def settle(self, which: int, number: int, outcome: str) -> None:
        name = point_name(self.comments[which % len(self.comments)], number)
        if outcome == "editorial":
            alone = settlement.DecideEditorialRequest(name=name, outcome=outcome)
            self.write("SettlementService/DecideEditorial", alone)
            return
        self.write("PointService/AssignPoint", points.AssignPointRequest(name=name, working_group="seniors"))
        why = Settlement(outcome=outcome, justification="Doplníme.")
        self.write(
            "SettlementService/ProposeSettlement", settlement.ProposeSettlementRequest(name=name, settlement=why)
        )
        now = on(today(self.clock))
        stated = settlement.StatedDecision(working_group="seniors", held_on=now, invited_on=now, **COUNT)
        asked = settlement.DecidePointsRequest(points=[{"name": name}], stated=stated)
        self.write("SettlementService/DecidePoints", asked)

    @precondition(lambda self: getattr(self, "comments", ()))
    @rule(which=WHICH, what=st.sampled_from(["identity", "content"]))
    def erase(self, which: int, what: str) -> None:
        name = self.comments[which % len(self.comments)].name
        again = (name, what) in self.erased and not (what == "content" and name in self.reworded)
        by = {"roles": ("admin",), "leaves": int(not again)}
        if what == "identity":
            request: Any = privacy.EraseAuthorsRequest(name=name, ground="objection")
            done = self.write("PrivacyService/EraseAuthors", request, **by)
        else:
            request = privacy.EraseContentRequest(name=name, ground="unlawful")
            done = self.write("PrivacyService/EraseContent", request, **by)
            self.reworded.discard(name)
        assert done
        self.erased.add((name, what))

    @rule()
    def a_month_goes_by(self) -> None:
        self.clock.pass_by(days=31)
        self.asked.clear()  # answers are kept for a week
        run_job(self.city, "retention")
        for held in self.refusals.values():
            self.size += not held[1]
            held[1] = True

    @precondition(lambda self: getattr(self, "asked", ()))
    @rule(which=st.integers(0, 99))
    def ask_again(self, which: int) -> None:
        method, request, by, answer = self.asked[which % len(self.asked)]
        again = self.desk.ask(method, request, **by)
        assert self.erased or again == answer
        other: Message = type(request).FromString(request.SerializeToString())
        field = "name" if "name" in request.DESCRIPTOR.fields_by_name else "parent"
        setattr(other, field, getattr(other, field) + "x")
        answered = told(lambda: self.desk.ask(method, other, **by))
        assert (method, *answered) == (method, "Taken", "REQUEST_REPLAYED", ["request_id"])

    @rule(step=st.sampled_from(["close", "start", "settle"]))
    def go_on(self, step: str) -> None:
        name = self.desk.round
        after = {"close": "closed", "start": "settling", "settle": "settled"}[step]
        before = {"close": "open", "start": "closed", "settle": "settling"}[step]
        request, method = {
            "close": (rounds.CloseRoundRequest(name=name, reason="Zkouška."), "CloseRound"),
            "start": (rounds.StartSettlingRequest(name=name), "StartSettling"),
            "settle": (rounds.SettleRoundRequest(name=name), "SettleRound"),
        }[step]
        ready = self.state == before and (step != "settle" or self.answered())
        assert bool(self.write(f"RoundOfficeService/{method}", request)) == ready
        if ready:
            self.state = after

    def answered(self) -> bool:
        """Whether every point has its settlement or needs none, and nobody's comment is in dispute."""
        read_ = list(self.desk.listed())
        return all(point.state in ("decided", *OUT) for comment in read_ for point in comment.points) and not any(
            comment.standing == "disputed" for comment in read_
        )

    @invariant()
    def the_book_and_the_office_say_the_same(self) -> None:
        if not hasattr(self, "size"):
            return
        told_now = self.entries()
        assert told_now[: len(self.told)] == self.told  # I12: not even an erasure changes what was told
        assert len(told_now) == self.size  # I11
        self.told, replayed = told_now, State()
        for data in told_now:
            replayed.apply(decoded(data))
        found = list(self.desk.listed())
        assert [comment.number for comment in found] == list(range(1, len(self.comments) + 1))  # I1
        states = {
            f"{c.number}/{p.number}": c.standing if c.standing == "disputed" else p.state
            for c in found
            for p in c.points
        }
        assert states == {
            label: states[label] if state == "confirmed" else state for label, state in replayed.points.states.items()
        }  # a confirmed point goes on from where it stood
        held = self.city.ask("ConsultationService/GetRound", read.GetRoundRequest(name=self.desk.round), ())
        assert held.state == replayed.state == self.state
        assert replayed.forms == self.forms
        for comment, before in zip(found, self.comments, strict=True):
            gone = (comment.name, "content") in self.erased
            assert [p.text for p in comment.points] == ["" if gone else p.text for p in before.points]  # I2
            named = any(person.full_name for person in comment.authors)
            assert named != ((comment.name, "identity") in self.erased)  # I3
        for refusal, purged in self.refusals.values():
            now = self.desk.ask("SubmissionService/GetRefusal", papers.GetRefusalRequest(name=refusal.name))
            assert (now.purged, now.content) == (purged, "" if purged else refusal.content)  # I3
        assert self.state != "settled" or self.answered()  # I4
        total = self.city.ask(
            "FormService/GetFormBalance", form_reading.GetFormBalanceRequest(parent=held.name), ()
        ).total
        counted = [list(self.forms.values()).count(state) for state in ("registered", "spoiled", "returned", "issued")]
        assert [total.registered, total.spoiled, total.returned, total.outstanding] == counted  # I10
        assert total.issued == sum(counted)
        rows, end = self.desk.table()
        assert (len(rows) + end.withheld, end.points) == (len(states), len(states))  # I13


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr("komplan_consultation.compose.utc_now", made)
    return made


def assert_a_round_goes_its_way(machine: Consultation) -> None:
    """What is done below is not refused for ever: a round with a comment, a refusal and a form is settled."""
    machine.begin()
    machine.register(1, "Jana Nová", "paper-contact-point", SERIALS[0], "none")
    machine.register(1, "", "web", "", "none")
    machine.register(1, "Jana Nová", "post", "", "named")
    machine.stand(1, "withdraw")
    machine.settle(0, 1, "rejected")
    for step in ("close", "start", "settle"):
        machine.go_on(step)
        machine.the_book_and_the_office_say_the_same()
    assert (machine.state, len(machine.comments), len(machine.refusals)) == ("settled", 2, 1)
    assert machine.forms[SERIALS[0]] == "registered"


@ON_SQLITE
def test_whatever_is_done_with_a_round_its_invariants_hold(instance, clock):
    machine = type("Machine", (Consultation,), {"city": instance("consultation"), "clock": clock})
    assert_a_round_goes_its_way(machine())
    few = settings(max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=few)
