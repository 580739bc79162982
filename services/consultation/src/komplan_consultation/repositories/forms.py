"""How paper forms are stored."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, insert, select, update

from komplan.consultation.v1 import form_pb2
from komplan_consultation.ports.forms import FormFacts
from komplan_consultation.repositories.kinds import OF_ROUND
from komplan_consultation.rows.forms import FormBatchRow, FormRow
from komplan_consultation.rows.intake import SubmissionRow
from komplan_core import names
from komplan_core.consultation.forms import Balance, FormBatch, FormState
from komplan_core.consultation.submissions import SubmissionState
from komplan_core.errors import Invalid, Taken
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction, Written

FORM_BATCHES: Final = Kind("form batch", names.FORM_BATCH, Codec(form_pb2.FormBatch, FormBatch), FormBatchRow)
FORM_BATCH_LIST: Final = Listing(FORM_BATCHES, parent=FormBatchRow.round_id == OF_ROUND)

_FORM: Any = FormRow.__table__
_FACTS = select(_FORM.c.serial, _FORM.c.state, _FORM.c.comment)
_OF = _FORM.c.round_id == OF_ROUND
_ONE = Statement(_FACTS.where(_OF, _FORM.c.serial == bindparam("of")))
_OF_BATCH = Statement(
    _FACTS.join(FormBatchRow, FormBatchRow.id == _FORM.c.batch_id)
    .where(FormBatchRow.name == bindparam("batch"))
    .order_by(_FORM.c.serial)
)
_BETWEEN = Statement(
    _FACTS.where(_OF, _FORM.c.serial >= bindparam("low"), _FORM.c.serial <= bindparam("high"))
    .order_by(_FORM.c.serial)
    .limit(1)
)
_ADD = Statement(insert(_FORM))
_ISSUED = (_OF, _FORM.c.serial == bindparam("of"), _FORM.c.state == FormState.ISSUED.value)
_USE = Statement(
    update(_FORM).where(*_ISSUED).values(state=FormState.REGISTERED.value, comment=bindparam("by_comment"))
)
_MOVE = Statement(update(_FORM).where(*_ISSUED).values(state=bindparam("new_state")))
_NAMED_BY = Statement(
    select(SubmissionRow.number)
    .where(
        SubmissionRow.round_id == OF_ROUND,
        SubmissionRow.form == bindparam("of"),
        SubmissionRow.state != SubmissionState.ADMITTED.value,
        SubmissionRow.state != SubmissionState.REFUSED.value,
    )
    .limit(1)
)
_STILL_OUT = Statement(
    select(_FORM.c.serial).where(_OF, _FORM.c.state == FormState.ISSUED.value).order_by(_FORM.c.serial)
)
_TALLY = Statement(
    select(FormBatchRow.contact_point, _FORM.c.state, func.count())
    .join(FormBatchRow, FormBatchRow.id == _FORM.c.batch_id)
    .where(_OF)
    .group_by(FormBatchRow.contact_point, _FORM.c.state)
    .order_by(FormBatchRow.contact_point)
)
_UNRECONCILED = Statement(
    select(FormBatchRow.name)
    .where(FormBatchRow.round_id == OF_ROUND, FormBatchRow.reconciled_at.is_(None))
    .order_by(FormBatchRow.id)
)


class FormStore:
    """The paper forms inside a transaction."""

    def __init__(self, transaction: Transaction, rounds: Collection[Any]) -> None:
        self._tx, self._rounds = transaction, rounds
        self.batches = Collection(FORM_BATCHES, transaction)

    def issue(self, batch: FormBatch, round_name: str) -> Written:
        serials = batch.serials
        taken = self._tx.session.first(_BETWEEN, parent=round_name, low=serials[0], high=serials[-1])
        if taken is not None:
            raise Taken("ALREADY_EXISTS", f"the form {taken[0]} was issued before: take other numbers or a new prefix")
        round_id = self._rounds.refer(round_name, "parent")
        written = self.batches.add(batch, round_id=round_id)
        batch_id = self.batches.refer(batch.name, "name")
        same = {"round_id": round_id, "batch_id": batch_id, "state": FormState.ISSUED.value, "comment": None}
        self._tx.session.run_many(_ADD, ({**same, "serial": serial} for serial in serials))
        return written

    def use(self, round_name: str, serial: str, comment_number: int) -> None:
        if not self._tx.session.run(_USE, parent=round_name, of=serial, by_comment=comment_number):
            raise Invalid.field("comment.form", "FORM_USED", f"the form {serial} is not issued: nobody uses it")

    def named_by(self, round_name: str, serial: str) -> int:
        return int(self._tx.session.value(_NAMED_BY, parent=round_name, of=serial) or 0)

    def of_batch(self, batch_name: str) -> list[FormFacts]:
        return [FormFacts(*row) for row in self._tx.session.all(_OF_BATCH, batch=batch_name)]

    def find(self, round_name: str, serial: str) -> FormFacts | None:
        row = self._tx.session.first(_ONE, parent=round_name, of=serial)
        return FormFacts(*row) if row is not None else None

    def move(self, round_name: str, serial: str, state: str) -> None:
        self._tx.session.run(_MOVE, parent=round_name, of=serial, new_state=state)

    def still_out(self, round_name: str) -> list[str]:
        return [serial for (serial,) in self._tx.session.all(_STILL_OUT, parent=round_name)]

    def balances(self, round_name: str) -> dict[str, Balance]:
        tally: dict[str, dict[str, int]] = {}
        for point, state, number in self._tx.session.all(_TALLY, parent=round_name):
            tally.setdefault(point, {})[state] = int(number)
        return {
            point: Balance(
                issued=sum(states.values()),
                registered=states.get(FormState.REGISTERED, 0),
                spoiled=states.get(FormState.SPOILED, 0),
                returned=states.get(FormState.RETURNED, 0),
                unreturned=states.get(FormState.UNRETURNED, 0),
            )
            for point, states in tally.items()
        }

    def unreconciled(self, round_name: str) -> list[str]:
        return [name for (name,) in self._tx.session.all(_UNRECONCILED, parent=round_name)]

    def reconciled(self, batches: Iterable[str], at: datetime) -> None:
        for name in batches:
            self.batches.replace(self.batches.get(name).revised({"reconciled_at": at}))
