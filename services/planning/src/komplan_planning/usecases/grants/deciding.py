"""Proposals within the budget, and the resolutions taken on them."""

from collections.abc import Mapping
from typing import Any, Final

from komplan_core import names
from komplan_core.errors import Invalid, Refused, Violation
from komplan_core.grants import GrantCall, GrantDecision, GrantProposal, Strategy
from komplan_core.grants.applications import GrantApplication, check_order
from komplan_core.grants.assessing import by_application
from komplan_core.grants.deciding import granted_together
from komplan_core.grants.proposing import Candidate, propose
from komplan_core.resolutions import ResolutionResult
from komplan_core.values import Money
from komplan_kit.caller import Caller
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.grants.desk import GrantDesk

Values = Mapping[str, Any]
SCORED: Final = ("scored", "proposed")
WAITING: Final = ("submitted", "returned", "formally-checked", "opinion")


class GrantDeciding:
    """Who gets how much."""

    def __init__(self, desk: GrantDesk) -> None:
        self._desk = desk

    def compute(self, tx: PlanningTx, call: str, strategy: str) -> GrantProposal:
        """A proposal that is not stored. Raises Refused when nothing is scored."""
        found = tx.grants.calls.get(call, "parent")
        if strategy not in list(Strategy):
            raise Invalid.field("strategy", "UNKNOWN_CODE", f"choose one of {', '.join(Strategy)}")
        applications = tx.grants.applications_of(call)
        judged = by_application(tx.grants.assessments_of(call))
        candidates = [
            Candidate(item.name, item.requested, judged[item.name].average(found))
            for item in applications
            if self._desk.meaning(item) in SCORED
        ]
        if not candidates:
            raise Refused("NOTHING_TO_PROPOSE", f"no application of `{call}` is scored and undecided")
        available = max(found.budget - self._granted(applications), Money(0))
        return GrantProposal(
            strategy=Strategy(strategy),
            computed_on=self._desk.city.today(),
            available=available,
            lines=propose(candidates, available, Strategy(strategy), found.minimum_score),
            waiting=tuple(item.name for item in applications if self._desk.meaning(item) in WAITING),
        )

    def propose(self, tx: PlanningTx, call: str, strategy: str, caller: Caller) -> Written:
        """Store a proposal and put its applications into it."""
        proposal = self.compute(tx, call, strategy)
        judged = by_application(tx.grants.assessments_of(call))
        for line in proposal.lines:
            application = self._desk.handled(tx, line.application, caller)
            state = self._desk.moved(application, "propose", "proposed", caller.acting_roles)
            if state != application.state:
                tx.grants.applications.replace(application.revised({"state": state}))
            tx.grants.assessments.replace(judged[line.application].revised({"proposed": line.proposed}))
        # stored last, so that its journal number says whether a judgement changed after it
        name = f"{call}/proposals/{len(tx.grants.proposals_of(call)) + 1}"
        call_id = tx.grants.calls.refer(call, "parent")
        return tx.grants.proposals.add(proposal.revised({"name": name}), call_id=call_id)

    def decide(self, tx: PlanningTx, call: str, values: Values, wanted: str, caller: Caller) -> Written:
        """Note a resolution on applications of the newest proposal."""
        found = tx.grants.calls.get(call, "parent")
        name = f"{call}/decisions/{self._desk.city.new_id(wanted, 'grant_decision_id')}"
        decision = tx.grants.decisions.make({**values, "name": name}, "grant_decision")
        self._desk.city.check_deciding(decision.body, "grant_decision.body")
        self._desk.city.check_day(decision.held_on, "grant_decision.held_on")
        self._check_registered(tx, found, decision)
        proposed = self._proposed(tx, found, decision)
        applications = {item.name: item for item in tx.grants.applications_of(call)}
        before = self._granted(list(applications.values()))
        for line in decision.lines:
            self._desk.city.check_disinterested(caller, applications[line.application].provider)
        states = {
            line.application: self._desk.moved(
                applications[line.application], *_ACTIONS[line.granted.hal > 0], caller.acting_roles
            )
            for line in decision.lines
        }
        decision.check_lines(applications, proposed, "grant_decision.lines")
        decision.check_budget(found.budget, before, "grant_decision.lines")
        written = tx.grants.decisions.add(decision, call_id=tx.grants.calls.refer(call, "parent"))
        for line in decision.lines:
            application = applications[line.application]
            check_order(decision.held_on, application.submitted_on or decision.held_on, "grant_decision.held_on")
            given = {"state": states[line.application], "granted": line.granted, "decision": name}
            self._desk.put(tx, application.revised(given))
        return written

    def _granted(self, applications: list[GrantApplication]) -> Money:
        return granted_together((self._desk.meaning(item), item) for item in applications)

    def _check_registered(self, tx: PlanningTx, call: GrantCall, decision: GrantDecision) -> None:
        """Raise Invalid unless the register of resolutions says the same of a resolution that is kept there."""
        if not decision.resolution:
            return
        field = "grant_decision.resolution"
        names.RESOLUTION.parse(decision.resolution, field)
        kept = tx.adoption.resolutions.find(decision.resolution)
        said = (decision.body, decision.number, decision.held_on, call.name)
        if kept is None or (kept.body, kept.number, kept.held_on, kept.subject) != said:
            message = "no such resolution on this call, of this body, number and day, is registered"
            raise Invalid.field(field, "REFERENCE_MISSING", message)
        if kept.result is not ResolutionResult.APPROVED and any(line.granted.hal for line in decision.lines):
            message = f"`{kept.name}` says `{kept.result}`: nothing is granted by it"
            raise Refused("RESOLUTION_NOT_POSITIVE", message, (Violation(field, "RESOLUTION_NOT_POSITIVE", message),))

    def _proposed(self, tx: PlanningTx, call: GrantCall, decision: GrantDecision) -> dict[str, Money]:
        """What the proposal gives to each application. Raises Refused unless it is the newest and nothing changed."""
        proposals = tx.grants.proposals_of(call.name)
        newest = proposals[-1] if proposals else None
        if newest is None or decision.proposal != newest.name:
            raise _stale("grant_decision.proposal", "decide on the newest proposal of the call")
        judged = by_application(tx.grants.assessments_of(call.name))
        if any(int(judged[line.application].etag) > int(newest.etag) for line in newest.lines):
            raise _stale("grant_decision.proposal", "a score or conflict changed since the proposal: propose again")
        proposed = {line.application: line.proposed for line in newest.lines}
        for index, line in enumerate(decision.lines):
            if line.application not in proposed:
                message = f"`{names.last_id(line.application)[:63]}` is not in the proposal"
                raise _stale(f"grant_decision.lines.{index}.application", message)
        return proposed


_ACTIONS: Final = {True: ("grant", "granted"), False: ("refuse", "refused")}


def _stale(field: str, message: str) -> Refused:
    return Refused("PROPOSAL_STALE", message, [Violation(field, "PROPOSAL_STALE", message)])
