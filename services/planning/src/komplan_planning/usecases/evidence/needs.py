"""Needs of people in the area: numbered by year, compared with the year before."""

from collections.abc import Mapping
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_core.needs import Need, NeedState, compared
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.evidence.references import References
from komplan_planning.usecases.structure import Structure

Values = Mapping[str, Any]


class Needs:
    """Needs of people in the area."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._references = References(structure.profile.area.code)

    def create(self, tx: PlanningTx, values: Values, wanted: str) -> Written:
        """Record a need; it gets the next number of its year unless it brings one."""
        name = f"{self._references.area}/needs/{self._city.new_id(wanted, 'need_id')}"
        return tx.needs.add(self._checked(tx, tx.needs.make({**values, "name": name}, "need")))

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a need; what follows it is compared anew."""
        changed = tx.needs.changed(name, changes, "need")
        followers = tx.evidence.followers(name)
        if any(follower.year <= changed.year for follower in followers):
            raise Invalid.field("need.year", "INVALID_VALUE", "a need of a later year follows this one")
        need = self._checked(tx, changed)
        written = tx.needs.replace(need, etag)
        for follower in followers:
            now = compared(follower, need)
            if now is not follower.compared:
                tx.needs.replace(follower.revised({"compared": now}))
        return written

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a need to which nothing refers."""
        names.NEED.parse(name)
        if tx.uses(name) or tx.evidence.referred(name):
            raise Refused("STILL_REFERRED_TO", f"something refers to `{name}`: remove the link first")
        tx.adoption.forget_staff_fields(name)
        return tx.needs.delete(name, etag)

    def carry_over(self, tx: PlanningTx, before: Need, year: int) -> Need:
        """The need of this year that goes on from one of an earlier year, recorded unless it is already."""
        for follower in tx.evidence.followers(before.name):
            if follower.year == year:
                return follower
        kept = tx.exists(before.name)
        need = before.revised(
            {
                "name": f"{self._references.area}/needs/{self._city.ids()}",
                "etag": "",
                "year": year,
                "need_no": 0,
                "follows": before.name if kept else "",
            }
        )
        # the earlier one may have changed after it was reported: what was reported is what goes on
        checked = self._checked(tx, need)
        tx.needs.add(checked)
        return tx.needs.get(checked.name)

    def _checked(self, tx: PlanningTx, need: Need) -> Need:
        self._city.check_target_groups(need.target_groups, "need.target_groups")
        self._city.check_municipalities(need.municipalities, (), "need.municipalities")
        for index, ground in enumerate(need.grounds):
            self._references.check_kept(tx, ground.reference, f"need.grounds.{index}.reference")
        self._city.check_extra("need", need.extra, "need.extra")
        self._check_merged(tx, need)
        return need.revised({"need_no": self._number(tx, need), "compared": compared(need, self._before(tx, need))})

    def _number(self, tx: PlanningTx, need: Need) -> int:
        if not need.need_no:
            return tx.evidence.next_need_number(need.year)
        there = tx.evidence.need_number_taken(need.year, need.need_no)
        if there not in (None, need.name):
            message = f"number {need.need_no} of {need.year} is that of `{there}`"
            raise Invalid.field("need.need_no", "DUPLICATE_CODE", message)
        return need.need_no

    def _before(self, tx: PlanningTx, need: Need) -> Need | None:
        if not need.follows:
            return None
        tx.needs.refer(need.follows, "need.follows")
        before = tx.needs.get(need.follows)
        if before.year >= need.year:
            raise Invalid.field("need.follows", "INVALID_VALUE", "a need goes on from one of an earlier year")
        return before

    def _check_merged(self, tx: PlanningTx, need: Need) -> None:
        if (need.state is NeedState.MERGED) != bool(need.merged_into):
            raise Invalid.field("need.merged_into", "REQUIRED", "`merged` goes with the need that it was merged into")
        into, field = need.merged_into, "need.merged_into"
        while into:
            if into == need.name:
                raise Invalid.field(field, "HIERARCHY_CYCLE", "a need cannot be merged into itself")
            tx.needs.refer(into, field)
            into = tx.needs.get(into).merged_into
