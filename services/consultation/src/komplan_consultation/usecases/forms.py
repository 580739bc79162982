"""Paper forms: logged before they are handed out, given back or spoiled, in the end accounted for one by one."""

from collections.abc import Mapping
from typing import Any, Final

from komplan.consultation.v1 import form_office_service_pb2 as pb
from komplan.consultation.v1 import form_pb2
from komplan_consultation.ports.forms import FormFacts
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_consultation.usecases.rounds import MOVES_BY_ITSELF, Rounds
from komplan_core.consultation import Round
from komplan_core.consultation.deadlines import registration_end
from komplan_core.consultation.forms import Balance, FormState, added
from komplan_core.errors import Invalid, Refused
from komplan_kit.clock import today
from komplan_kit.store import Written

MOST_SERIALS: Final = 1000


class Forms:
    """What happens to paper forms from their hand-out to the balance."""

    def __init__(self, office: Office, rounds: Rounds) -> None:
        self._office, self._rounds = office, rounds
        self._workflow = office.profile.workflow("round")

    def issue(self, tx: ConsultationTx, parent: str, values: Mapping[str, Any], wanted: str) -> Written:
        """Log a batch and let it be handed out."""
        self._rounds.caught_up(tx, parent)
        held = tx.rounds.get(parent, "parent")
        if self._workflow.kernel(held.state) not in MOVES_BY_ITSELF:
            raise Refused("ROUND_NOT_OPEN", "forms are handed out while a round is announced or open")
        name = f"{parent}/form-batches/{self._office.new_id(wanted, 'form_batch_id')}"
        code = tx.drafts.get(held.draft).code if held.draft else ""
        facts = {"name": name, "issued_at": self._office.clock(), "draft_code": code}
        batch = tx.forms.batches.make({**values, **facts}, "form_batch")
        if held.contact_point(batch.contact_point) is None:
            raise Invalid.field("form_batch.contact_point", "UNKNOWN_CODE", "name a contact point of the round")
        written = tx.forms.issue(batch, parent)
        told = {"prefix": batch.prefix, "first": batch.first, "last": batch.last, "place": batch.contact_point}
        tx.log.append(parent, "formbatch.issued", told)
        return written

    def spoil(self, tx: ConsultationTx, parent: str, serials: tuple[str, ...]) -> Written:
        """Record that forms became useless; all or none."""
        return _answer(parent, pb.SpoilFormsResponse(forms=self._move(tx, parent, serials, FormState.SPOILED)))

    def give_back(self, tx: ConsultationTx, parent: str, serials: tuple[str, ...]) -> Written:
        """Record that forms were given back unused; all or none."""
        return _answer(parent, pb.ReturnFormsResponse(forms=self._move(tx, parent, serials, FormState.RETURNED)))

    def reconcile(self, tx: ConsultationTx, parent: str) -> Written:
        """Account for every form: what is still out counts as never returned."""
        self._rounds.caught_up(tx, parent)
        held = tx.rounds.get(parent, "parent")
        if self._may_still_be_used(held):
            raise Refused("ROUND_NOT_CLOSED", "a form may still be used: reconcile when nothing more may be entered")
        batches = tx.forms.unreconciled(parent)
        if not batches:
            raise Refused("TRANSITION_NOT_ALLOWED", "every form of the round is accounted for")
        for serial in tx.forms.still_out(parent):
            self._moved(tx, parent, serial, FormState.UNRETURNED)
        tx.forms.reconciled(batches, self._office.clock())
        total = added(tx.forms.balances(parent).values())
        told = {"issued": total.issued, "registered": total.registered, "spoiled": total.spoiled}
        tx.log.append(parent, "forms.reconciled", {**told, "returned": total.returned, "unreturned": total.unreturned})
        return _answer(parent, pb.ReconcileFormsResponse(total=balance_message(total)))

    def balance(self, tx: ConsultationTx, parent: str) -> tuple[dict[str, Balance], bool]:
        """What became of the forms of a round, by contact point; and whether all are accounted for."""
        tx.rounds.get(parent, "parent")
        balances = tx.forms.balances(parent)
        return balances, bool(balances) and not tx.forms.unreconciled(parent)

    def of_batch(self, tx: ConsultationTx, name: str) -> list[FormFacts]:
        """The forms of a batch. Raises NotFound."""
        tx.forms.batches.get(name, "parent")
        return tx.forms.of_batch(name)

    def _move(self, tx: ConsultationTx, parent: str, serials: tuple[str, ...], state: FormState) -> list[form_pb2.Form]:
        tx.rounds.get(parent, "parent")
        if not serials:
            raise Invalid.field("serials", "REQUIRED", "name the forms")
        if len(serials) > MOST_SERIALS:
            raise Invalid.field("serials", "TOO_MANY", f"name {MOST_SERIALS} forms at most")
        for index, serial in enumerate(serials):
            found = tx.forms.find(parent, serial)
            if found is None:
                message = "no form of this number was issued in this round"
                raise Invalid.field(f"serials.{index}", "FORM_UNKNOWN", message)
            if found.state != FormState.ISSUED:
                used = f": it is comment {found.comment}" if found.comment is not None else ""
                raise Refused("FORM_USED", f"the form {serial} is {found.state}{used}")
            if other := tx.forms.named_by(parent, serial):
                raise Refused("FORM_USED", f"the form {serial} came with submission {other}, which is under way")
            self._moved(tx, parent, serial, state)
        return [form_pb2.Form(serial=serial, state=state.value) for serial in serials]

    def _moved(self, tx: ConsultationTx, parent: str, serial: str, state: FormState) -> None:
        tx.forms.move(parent, serial, state.value)
        told = {"form": serial, "from": FormState.ISSUED.value, "to": state.value}
        tx.log.append(parent, "form.moved", told)

    def _may_still_be_used(self, held: Round) -> bool:
        kernel, end = self._workflow.kernel(held.state), registration_end(held)
        registers = kernel == "closed" and end is not None and today(self._office.clock) <= end
        return kernel == "prepared" or kernel in MOVES_BY_ITSELF or registers


def check_form(tx: ConsultationTx, parent: str, serial: str, field: str, own: str = "") -> None:
    """Raise Invalid for a form that nobody may use: the paper is still in somebody's hand.

    `own` is the number of the submission that came on it, if that is what is entered now.
    """
    facts = tx.forms.find(parent, serial)
    if facts is None:
        message = "no form of this number was issued in this round: read it again"
        raise Invalid.field(field, "FORM_UNKNOWN", message)
    if facts.comment is not None:
        message = f"the form {facts.serial} was used already: it is comment {facts.comment}"
        raise Invalid.field(field, "FORM_USED", message)
    if facts.state != FormState.ISSUED:
        raise Invalid.field(field, "FORM_USED", f"the form {facts.serial} is {facts.state}: nobody uses it")
    other = tx.forms.named_by(parent, serial)
    if other and str(other) != own:
        message = f"the form {facts.serial} came with submission {other}, which is under way"
        raise Invalid.field(field, "FORM_USED", message)


def balance_message(balance: Balance) -> form_pb2.FormBalance:
    """A balance as the contract has it."""
    return form_pb2.FormBalance(
        issued=balance.issued,
        registered=balance.registered,
        spoiled=balance.spoiled,
        returned=balance.returned,
        unreturned=balance.unreturned,
        outstanding=balance.outstanding,
    )


def _answer(name: str, message: Any) -> Written:
    reply = message.SerializeToString(deterministic=True)
    return Written(name, "", reply, reply)
