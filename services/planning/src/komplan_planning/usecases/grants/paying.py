"""What follows a grant: contract, payments, settlement."""

from komplan_core.grants import GrantContract, GrantPayment, GrantSettlement
from komplan_core.grants.applications import check_order
from komplan_kit.caller import Caller
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.grants.desk import GrantDesk


class GrantPaying:
    """Money on its way to organisations and back."""

    def __init__(self, desk: GrantDesk) -> None:
        self._desk = desk

    def contract(self, tx: PlanningTx, name: str, contract: GrantContract, etag: str, caller: Caller) -> Written:
        """Note the contract."""
        application = self._desk.handled(tx, name, caller)
        self._desk.city.check_day(contract.signed_on, "contract.signed_on")
        state = self._desk.moved(application, "contract", "contracted", caller.acting_roles)
        held_on = tx.grants.decisions.get(application.decision).held_on
        check_order(contract.signed_on, held_on, "contract.signed_on")
        return self._desk.put(tx, application.revised({"contract": contract, "state": state}), etag)

    def pay(self, tx: PlanningTx, name: str, payment: GrantPayment, last: bool, etag: str, caller: Caller) -> Written:
        """Note a payment; the last one, or one that reaches the grant, ends them."""
        application = self._desk.handled(tx, name, caller)
        self._desk.city.check_day(payment.paid_on, "payment.paid_on")
        self._desk.check_meaning(application, "contracted")
        after = application.with_payment(payment)
        if last or after.paid == after.granted:
            after = after.revised({"state": self._desk.moved(application, "pay", "paid", caller.acting_roles)})
        return self._desk.put(tx, after, etag)

    def settle(self, tx: PlanningTx, name: str, settlement: GrantSettlement, etag: str, caller: Caller) -> Written:
        """Note the organisation's account."""
        application = self._desk.handled(tx, name, caller)
        self._desk.city.check_day(settlement.settled_on, "settlement.settled_on")
        state = self._desk.moved(application, "settle", "settled", caller.acting_roles)
        after = application.with_settlement(settlement)
        return self._desk.put(tx, after.revised({"state": state}), etag)
