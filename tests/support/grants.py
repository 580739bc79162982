"""A running town's grants with few words: each call is one line of a test."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from komplan.planning.v1 import grant_application_service_pb2 as apply
from komplan.planning.v1 import grant_assessment_pb2 as judged
from komplan.planning.v1 import grant_editor_service_pb2 as edit
from komplan.planning.v1 import grant_pb2 as pb
from komplan.planning.v1 import grant_service_pb2 as read
from support.planning import DRAFT, Town, days, on

OFFICE: Final = ("clerk",)
PROVIDER: Final = ("provider",)
CITIZEN: Final[tuple[str, ...]] = ()
IN_TIME: Final = "2026-02-10"
"""A day inside the window of every call that `call` makes."""
QUALITY: Final = pb.GrantCriterion(code="quality", title="Kvalita", weight=3, maximum=10)
NEED: Final = pb.GrantCriterion(code="need", title="Potřebnost", weight=1, maximum=10)
REQUIREMENT: Final = pb.GrantRequirement(code="statute", title="Stanovy")
CHARITA: Final = pb.Applicant(title="Charita Vzorov", ico="00025593")


class Fund:
    """The public surface of grants. What is written is written by a clerk unless other roles are given."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def call(self, id_: str = "2026", /, announced: bool = True, **values: Any) -> str:
        """Make a call of 2026 with two criteria and one requirement, scored by the steering group; its name."""
        given = {
            "title": "Dotační řízení",
            "year": 2026,
            "budget": 100_000,
            "window": days("2026-02-01", "2026-02-28"),
            "commission": "steering-group",
            "criteria": [QUALITY, NEED],
            "requirements": [REQUIREMENT],
            **values,
        }
        request = edit.CreateGrantCallRequest(
            parent=self.town.area, grant_call_id=id_, grant_call=pb.GrantCall(**given)
        )
        name = str(self.office(request).name)
        if announced:
            self.office(edit.AnnounceGrantCallRequest(name=name))
        return name

    def apply(
        self, call: str, id_: str = "", /, roles: Iterable[str] = OFFICE, received_on: str = IN_TIME, **values: Any
    ) -> str:
        """Hand in an application; its name."""
        given = {"applicant": CHARITA, "title": "Pečovatelská služba", "total_cost": 90_000, "requested": 60_000}
        request = apply.SubmitGrantApplicationRequest(
            parent=call,
            grant_application_id=id_,
            grant_application=pb.GrantApplication(**{**given, **values}),
            received_on=on(received_on) if received_on else None,
        )
        return str(self.applicant(request, roles).name)

    def evaluator(self, id_: str, **values: Any) -> str:
        """Seat a member of the steering group; the name of the seat."""
        given = {
            "full_name": f"Osoba {id_}",
            "body": "steering-group",
            "role": "member",
            "side": "commissioner",
            "mandate": days("2020-01-01"),
        }
        made = self.town.create("members", id_, **{**given, **values})
        return str(made.name)

    def check(self, name: str, outcome: str = "", note: str = "") -> Any:
        """Note the formal check: the one requirement is met unless there is an outcome."""
        checks = [pb.FormalCheck(code="statute", passed=not outcome, note=note or ("chybí" if outcome else ""))]
        return self.office(edit.CheckGrantApplicationRequest(name=name, checks=checks, outcome=outcome))

    def advise(self, name: str, **values: Any) -> Any:
        """Note the opinion of the group of seniors."""
        opinion = judged.GrantOpinion(**{"working_group": "seniors", "verdict": "recommended", **values})
        return self.office(edit.RecordGrantOpinionRequest(name=name, opinion=opinion))

    def score(self, name: str, evaluator: str, points: Mapping[str, int]) -> Any:
        """Note one evaluator's points."""
        given = [edit.EvaluatorPoints(criterion=code, points=count) for code, count in points.items()]
        return self.office(edit.ScoreGrantApplicationRequest(name=name, evaluator=evaluator, points=given))

    def conflict(self, name: str, evaluator: str) -> Any:
        """Exclude an evaluator."""
        return self.office(edit.DeclareGrantConflictRequest(name=name, evaluator=evaluator))

    def close(self, name: str) -> Any:
        """Close scoring."""
        return self.office(edit.CloseGrantScoringRequest(name=name))

    def scored(self, name: str, **points: int) -> Any:
        """Take an application from the formal check to its score; evaluators by id with points for both criteria."""
        self.check(name)
        self.advise(name)
        for evaluator, count in points.items():
            self.score(name, f"{self.town.area}/members/{evaluator}", {"quality": count, "need": count})
        return self.close(name)

    def propose(self, call: str, strategy: str = "ranking", validate_only: bool = False) -> Any:
        """Divide the money."""
        return self.office(edit.ProposeGrantsRequest(parent=call, strategy=strategy, validate_only=validate_only))

    def decide(
        self,
        proposal: Any,
        amounts: Mapping[str, int] | None = None,
        reason: str = "",
        body: str = "council",
        held_on: str = "2026-03-31",
        **values: Any,
    ) -> Any:
        """Note a resolution: what was proposed, or these amounts by application."""
        given = amounts if amounts is not None else {line.application: line.proposed for line in proposal.lines}
        lines = [judged.GrantDecisionLine(application=a, granted=hal, reason=reason) for a, hal in given.items()]
        decision = judged.GrantDecision(
            **{"body": body, "number": "RM 12/2026", "held_on": on(held_on), "proposal": proposal.name, **values},
            lines=lines,
        )
        call = proposal.name.rsplit("/", 2)[0]
        return self.office(edit.DecideGrantsRequest(parent=call, grant_decision=decision))

    def contract(self, name: str, signed_on: str = "2026-04-15") -> Any:
        """Note the contract."""
        contract = pb.GrantContract(number="S/1/2026", signed_on=on(signed_on))
        return self.office(edit.RecordGrantContractRequest(name=name, contract=contract))

    def pay(self, name: str, amount: int, paid_on: str = "2026-05-02", last: bool = False) -> Any:
        """Note a payment."""
        payment = pb.GrantPayment(paid_on=on(paid_on), amount=amount)
        return self.office(edit.RecordGrantPaymentRequest(name=name, payment=payment, last=last))

    def settle(self, name: str, drawn: int, returned: int, settled_on: str = "2026-10-31") -> Any:
        """Note the account."""
        settlement = pb.GrantSettlement(drawn=drawn, returned=returned, settled_on=on(settled_on))
        return self.office(edit.SettleGrantRequest(name=name, settlement=settlement))

    def withdraw(self, name: str, roles: Iterable[str] = OFFICE) -> Any:
        """Take an application back."""
        return self.applicant(apply.WithdrawGrantApplicationRequest(name=name), roles)

    def granted(self, call: str, id_: str, amount: int, **values: Any) -> str:
        """Take one application of a call without criteria all the way to a grant; its name."""
        name = self.apply(call, id_, **{"requested": amount, "total_cost": amount, **values})
        self.office(edit.CheckGrantApplicationRequest(name=name))
        self.advise(name)
        self.close(name)
        self.decide(self.propose(call, "proportional"), {name: amount})
        return name

    def application(self, name: str, roles: Iterable[str] = OFFICE) -> Any:
        """An application as the office sees it."""
        return self.applicant(apply.GetGrantApplicationRequest(name=name), roles)

    def applications(self, call: str, roles: Iterable[str] = OFFICE) -> list[Any]:
        """The applications of a call on one page."""
        return list(self.applicant(apply.ListGrantApplicationsRequest(parent=call), roles).grant_applications)

    def assessment(self, name: str) -> Any:
        """The judgement of an application."""
        return self.office(edit.GetGrantAssessmentRequest(name=name.replace("/applications/", "/assessments/")))

    def results(self, call: str) -> list[Any]:
        """What everybody sees of a call's decided applications."""
        return list(self.public(read.ListGrantResultsRequest(parent=call)).grant_results)

    def totals(self) -> Any:
        """Money and services by year."""
        return self.public(read.GetGrantTotalsRequest(parent=self.town.area))

    def trace(self, to: str = "measures", year: int = 0) -> list[Any]:
        """Money by subject."""
        return list(self.public(read.GetGrantTraceRequest(parent=self.town.area, to=to, year=year)).lines)

    def funding(self, measure: str, roles: Iterable[str] = CITIZEN) -> Any:
        """Money of a measure."""
        return self.public(read.GetMeasureFundingRequest(name=measure), roles)

    def office(self, request: Any, roles: Iterable[str] = OFFICE) -> Any:
        """Ask the service of the office."""
        return self._ask("GrantEditorService", request, roles)

    def applicant(self, request: Any, roles: Iterable[str] = PROVIDER) -> Any:
        """Ask the service of applicants."""
        return self._ask("GrantApplicationService", request, roles)

    def public(self, request: Any, roles: Iterable[str] = CITIZEN) -> Any:
        """Ask the service for everybody."""
        return self._ask("GrantService", request, roles)

    def _ask(self, service: str, request: Any, roles: Iterable[str]) -> Any:
        method = type(request).__name__.removesuffix("Request")
        return self.town.instance.ask(f"{service}/{method}", request, roles)

    def measure(self, id_: str, position: int, node: str = "g1", **values: Any) -> str:
        """A measure of the town's draft; its name."""
        return str(self.town.measure(id_, node, position, **values).name)


MEASURES: Final = f"{DRAFT}/measures"
