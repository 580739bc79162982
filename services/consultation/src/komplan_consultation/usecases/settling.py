"""Answers to points: proposed, returned, decided by the office where they are editorial, opened again."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.handling import Handling, InHand
from komplan_core import names
from komplan_core.consultation import OutcomeKernel, Settlement
from komplan_core.consultation.settling import (
    checked_outcome,
    editorial,
    first_proposed,
    next_version,
    reopened,
)
from komplan_core.errors import Invalid, Refused
from komplan_kit.caller import Caller
from komplan_kit.clock import today
from komplan_kit.store import Written

Values = Mapping[str, Any]
PROPOSE, RETURN, DECIDE_EDITORIAL, REOPEN = "propose", "return", "decide-editorial", "reopen"
UNASSIGNED: Final = frozenset({"registered", "categorised"})
"""Kernel states of a point that no group has been given yet; a category only proposes one."""


class Settling:
    """How an answer is written."""

    def __init__(self, handling: Handling) -> None:
        self._handling = handling

    def propose(self, tx: ConsultationTx, name: str, values: Values, caller: Caller) -> Written:
        """Propose the answer to a point that is settled on its own."""
        return self.put_forward(tx, self._handling.single(tx, name, caller), values, caller)

    def put_forward(
        self, tx: ConsultationTx, held: InHand, values: Values, caller: Caller, group: str = "", more: str = ""
    ) -> Written:
        """Propose an answer; `group` is the group of like points that it answers, `more` words for this member."""
        if not self._assigned(held):
            raise Refused("POINT_UNASSIGNED", f"assign `{held.name}` to a working group first")
        point = held.point
        settlement, used = self._worded(tx, values, more)
        checked_outcome(held.round, settlement, "settlement.")
        proposed = settlement.revised(
            {
                "version": next_version(point),
                "working_group": point.working_group,
                "proposed_on": first_proposed(point, settlement) or today(self._handling.office.clock),
                "similarity_group": group,
            }
        )
        tx.processing.use_texts(held.name, used)
        said = {
            "version": proposed.version,
            "settlement": tx.log.promise(held.comment.name, point.number, proposed),
            "group": names.last_id(group) if group else None,
        }
        return self._handling.moved(
            tx, held, PROPOSE, caller, {"settlement": proposed}, "settlement.proposed", **_given(said)
        )

    def take_back(self, tx: ConsultationTx, name: str, caller: Caller) -> Written:
        """Take a proposed answer back for rework."""
        return self.returned(tx, self._handling.single(tx, name, caller), caller)

    def returned(self, tx: ConsultationTx, held: InHand, caller: Caller) -> Written:
        """The point without its proposed answer."""
        tx.processing.use_texts(held.name, ())
        return self._handling.moved(tx, held, RETURN, caller, {"settlement": None})

    def decide_editorial(
        self, tx: ConsultationTx, name: str, outcome: str, justification: str, caller: Caller
    ) -> Written:
        """Settle a merely editorial point by the office alone; the log and the counts show it as such."""
        held = self._handling.single(tx, name, caller)
        settlement, used = self._worded(tx, {"outcome": outcome, "justification": justification}, prefix="")
        found = checked_outcome(held.round, settlement)
        if found.kernel is not OutcomeKernel.EDITORIAL:
            message = "the office alone settles only what is editorial: propose the answer to the group"
            raise Invalid.field("outcome", "INVALID_VALUE", message)
        group = held.point.working_group if self._assigned(held) else ""
        versioned = settlement.revised({"version": next_version(held.point)})
        answer = editorial(versioned, group, today(self._handling.office.clock))
        tx.processing.use_texts(held.name, used)
        promise = tx.log.promise(held.comment.name, held.point.number, answer)
        said = {"version": answer.version, "settlement": promise}
        return self._handling.moved(
            tx, held, DECIDE_EDITORIAL, caller, {"settlement": answer}, "settlement.decided", **said
        )

    def reopen(self, tx: ConsultationTx, name: str, reason: str, caller: Caller) -> Written:
        """Open a settled point again; what it was answered stays among the earlier answers."""
        if not reason.strip():
            raise Invalid.field("reason", "REQUIRED", "say why it is opened again")
        held = self._handling.workable(tx, name)
        changes = reopened(held.point)
        before = held.point.settlement
        version = before.version if before is not None else 0
        return self._handling.moved(tx, held, REOPEN, caller, changes, "settlement.superseded", version=version)

    def _assigned(self, held: InHand) -> bool:
        point = held.point
        return point.working_group != "" and self._handling.workflow.kernel(point.state) not in UNASSIGNED

    def _worded(
        self, tx: ConsultationTx, values: Values, more: str = "", prefix: str = "settlement"
    ) -> tuple[Settlement, list[int]]:
        """The answer in its words, and the row ids of the prepared texts that it uses."""
        texts, used = [], []
        for index, code in enumerate(values.get("text_blocks", ())):
            field = f"settlement.text_blocks.{index}"
            name = f"{self._handling.office.area}/reply-texts/{code}"
            used.append(tx.reply_texts.refer(name, field))
            prepared = tx.reply_texts.get(name, field)
            if prepared.retired:
                raise Invalid.field(field, "REFERENCE_MISSING", f"`{code}` is offered no more")
            texts.append(prepared.text)
        words = values.get("justification", "")
        parts = [words] if words.strip() else texts
        justification = "\n\n".join([*parts, *filter(str.strip, [more])])
        try:
            return Settlement.model_validate({**values, "justification": justification}), used
        except ValidationError as error:
            raise Invalid.of(error, prefix) from None


def _given(said: Values) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value is not None}
