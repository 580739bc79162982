"""How applications are judged: formal check, opinion, conflicts of interest, scores."""

from collections.abc import Collection, Sequence
from typing import Final

from komplan_core import names
from komplan_core.errors import Invalid, Refused, Violation
from komplan_core.grants import FormalCheck, GrantApplication, GrantAssessment, GrantCall, Opinion
from komplan_core.grants.assessing import in_hundredths
from komplan_core.organisation import Member
from komplan_kit.caller import Caller
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.grants.desk import GrantDesk

OUTCOMES: Final = {"return": "returned", "reject": "rejected"}
UNDECIDED: Final = ("submitted", "returned", "formally-checked", "opinion", "scored", "proposed")


class GrantJudging:
    """The office, the working group and the commission."""

    def __init__(self, desk: GrantDesk) -> None:
        self._desk = desk

    def check(
        self, tx: PlanningTx, name: str, checks: Sequence[FormalCheck], outcome: str, etag: str, caller: Caller
    ) -> Written:
        """Note the formal check of all requirements, and what follows from it."""
        application = self._desk.handled(tx, name, caller)
        call = tx.grants.calls.get(names.parent(name))
        _check_complete(checks, call)
        failed = [check for check in checks if not check.passed]
        if failed and outcome not in OUTCOMES:
            raise Invalid.field("outcome", "REQUIRED", "something is missing: `return` or `reject` it")
        if outcome and not failed:
            raise Invalid.field("outcome", "INVALID_VALUE", "every requirement is met: nothing to return or reject")
        meaning = OUTCOMES[outcome] if failed else "formally-checked"
        state = self._desk.moved(application, outcome or "check", meaning, caller.acting_roles)
        changes = {"formal_checks": tuple(checks), "state": state}
        return tx.grants.applications.replace(application.revised(changes), etag)

    def advise(self, tx: PlanningTx, name: str, opinion: Opinion, caller: Caller) -> Written:
        """Note the opinion of a working group, with the hash of its decision."""
        application = self._desk.handled(tx, name, caller)
        self._desk.city.profile.group(opinion.working_group, "opinion.working_group")
        sha256 = self._decided(tx, opinion.decision, opinion.working_group) if opinion.decision else ""
        after = self._assessment(tx, application).revised({"opinion": opinion.revised({"decision_sha256": sha256})})
        self._move(tx, application, "advise", "opinion", caller.acting_roles)
        return self._put(tx, after)

    def declare_conflict(self, tx: PlanningTx, name: str, evaluator: str, caller: Caller) -> Written:
        """Exclude a person from an application, in all seats; a scored one goes back to scoring."""
        application = self._desk.handled(tx, name, caller)
        self._desk.check_meaning(application, *UNDECIDED)
        seats = self._seats(tx, evaluator)
        before = self._assessment(tx, application)
        after = before
        for seat in seats:
            after = after.with_conflict(seat)
        counted = any(before.has_scored(seat) and seat not in before.conflicts for seat in seats)
        if counted and self._desk.meaning(application) in ("scored", "proposed"):
            self._move(tx, application, "rescore", "opinion", caller.acting_roles)
            after = after.revised({"score": None, "proposed": None})
        if after == before and before.etag:
            return tx.grants.assessments.unchanged(before.name)
        return self._put(tx, after)

    def score(
        self, tx: PlanningTx, name: str, evaluator: str, points: Sequence[tuple[str, int]], caller: Caller
    ) -> Written:
        """Note one evaluator's points by all criteria."""
        application = self._desk.handled(tx, name, caller)
        call = tx.grants.calls.get(names.parent(name))
        self._desk.check_meaning(application, "opinion")
        if not call.criteria:
            raise Invalid.field("points", "INVALID_VALUE", "the call has no criteria")
        self._check_evaluator(tx, evaluator, call)
        assessment = self._assessment(tx, application)
        for seat in self._seats(tx, evaluator):
            if seat != evaluator and seat in assessment.conflicts:
                assessment = assessment.with_conflict(evaluator)  # the same person in another seat
            elif seat != evaluator and assessment.has_scored(seat):
                raise Invalid.field("evaluator", "DUPLICATE_CODE", "the same person has scored from another seat")
        return self._put(tx, assessment.with_sheet(evaluator, points, call.criteria))

    def close(self, tx: PlanningTx, name: str, caller: Caller) -> Written:
        """Close the scoring of an application with its average."""
        application = self._desk.handled(tx, name, caller)
        call = tx.grants.calls.get(names.parent(name))
        assessment = self._assessment(tx, application)
        average = assessment.average(call)
        if call.criteria and average is None:
            message = "no evaluator without a conflict of interest has scored it"
            raise Refused("NOTHING_SCORED", message, [Violation("name", "NOTHING_SCORED", message)])
        self._move(tx, application, "score", "scored", caller.acting_roles)
        return self._put(tx, assessment.revised({"score": in_hundredths(average)}))

    def _move(
        self, tx: PlanningTx, application: GrantApplication, action: str, meaning: str, roles: Collection[str]
    ) -> None:
        state = self._desk.moved(application, action, meaning, roles)
        if state != application.state:
            tx.grants.applications.replace(application.revised({"state": state}))

    def _assessment(self, tx: PlanningTx, application: GrantApplication) -> GrantAssessment:
        name = application.name.replace("/applications/", "/assessments/")
        return tx.grants.assessments.find(name) or GrantAssessment(name=name)

    def _put(self, tx: PlanningTx, assessment: GrantAssessment) -> Written:
        if assessment.etag:
            return tx.grants.assessments.replace(assessment)
        call_id = tx.grants.calls.refer(names.parent(assessment.name), "name")
        return tx.grants.assessments.add(assessment, call_id=call_id)

    def _decided(self, tx: PlanningTx, name: str, group: str) -> str:
        names.DECISION.parse(name, "opinion.decision")
        decision = tx.meetings.decisions.find(name)
        if decision is None or decision.state != "adopted" or decision.working_group != group:
            message = f"`{group}` has adopted no decision `{name}`"
            raise Invalid.field("opinion.decision", "REFERENCE_MISSING", message)
        return decision.content_sha256

    def _seats(self, tx: PlanningTx, evaluator: str) -> list[str]:
        """The seat and the other seats of the same person."""
        member = self._member(tx, evaluator)
        others = tx.organisation.seats_of_person(member.person) if member.person else []
        return [evaluator, *(seat.name for seat in others if seat.name != evaluator)]

    def _member(self, tx: PlanningTx, evaluator: str) -> Member:
        names.MEMBER.parse(evaluator, "evaluator")
        member = tx.members.find(evaluator)
        if member is None:
            raise Invalid.field("evaluator", "REFERENCE_MISSING", f"there is no member `{evaluator}`")
        return member

    def _check_evaluator(self, tx: PlanningTx, evaluator: str, call: GrantCall) -> None:
        member = self._member(tx, evaluator)
        votes = {role.code for role in self._desk.city.profile.roles if role.votes}
        seated = call.commission in (member.body, member.working_group) and member.mandate.covers(
            self._desk.city.today()
        )
        if not seated or member.role not in votes:
            message = f"a voting member of `{call.commission}` in mandate evaluates"
            raise Refused("NOT_AN_EVALUATOR", message, [Violation("evaluator", "NOT_AN_EVALUATOR", message)])


def _check_complete(checks: Sequence[FormalCheck], call: GrantCall) -> None:
    known = {requirement.code for requirement in call.requirements}
    for index, check in enumerate(checks):
        if check.code not in known:
            raise Invalid.field(f"checks.{index}.code", "UNKNOWN_CODE", f"the call does not ask for `{check.code}`")
        if not check.passed and not check.note.strip():
            raise Invalid.field(f"checks.{index}.note", "REQUIRED", "tell the applicant what is missing")
    if len({check.code for check in checks}) != len(checks):
        raise Invalid.field("checks", "DUPLICATE_CODE", "a requirement stands twice")
    if missing := sorted(known - {check.code for check in checks}):
        raise Invalid.field("checks", "REQUIRED", f"check every requirement: {', '.join(missing)}")
