"""The region's rounds of reports of needs (act 108/2006 Sb., § 95 letter d), and the codes for their forms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid, Refused, Taken
from komplan_core.evidence.rounds import RoundState
from komplan_core.regional.need_records import CodeState, NeedCode, RegionNeedRound, code_hash
from komplan_kit.clock import today
from komplan_kit.store import Written
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.needs import YearOfNeeds, round_of

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code for one municipality's form."""

    municipality: str
    title: str
    code: str
    """Told once; empty in what is kept."""


class RegionNeedRounds:
    """One call a year."""

    def __init__(self, region: str, reply: Callable[[Sequence[IssuedCode]], bytes]) -> None:
        """`reply` makes the answer that tells codes."""
        self._parent, self._reply = f"regions/{region}", reply

    def create(self, tx: RegionTx, values: Values, wanted: str) -> Written:
        """Prepare a round; its id is the year unless another one is wanted."""
        id_ = names.chosen_id(wanted, lambda: str(values.get("year", "")), "need_round_id")
        name = f"{self._parent}/need-rounds/{id_}"
        made = tx.needs.rounds.make({**values, "name": name}, "need_round")
        self._check_year(tx, made)
        return tx.needs.rounds.add(made)

    def update(self, tx: RegionTx, name: str, etag: str, changes: Values) -> Written:
        """Change a round: all of it while it is prepared, title and last day while it is open."""
        before = tx.needs.rounds.get(name, "need_round.name")
        changed = tx.needs.rounds.changed(name, changes, "need_round")
        if before.state is RoundState.CLOSED:
            raise Refused("NEED_ROUND_NOT_OPEN", f"`{name}` is closed: it does not change any more")
        if before.state is RoundState.OPEN and (changed.year, changed.opens) != (before.year, before.opens):
            raise Refused("TRANSITION_NOT_ALLOWED", "an open round keeps its year and its first day")
        self._check_year(tx, changed)
        return tx.needs.rounds.replace(changed, etag)

    def delete(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Remove a round without reports."""
        names.REGION_NEED_ROUND.parse(name)
        if tx.needs.has_reports(name):
            raise Refused("STILL_REFERRED_TO", f"`{name}` has reports: it stays")
        for code in tx.needs.codes_of(name):
            tx.needs.codes.delete(code.name)
        return tx.needs.rounds.delete(name, etag)

    def open(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Let reports come."""
        found = self._in_state(tx, name, RoundState.PREPARED)
        return tx.needs.rounds.replace(found.revised({"state": RoundState.OPEN}), etag)

    def close(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Take no more reports: who has not reported is silent. Not before the last day is over, unless all have."""
        found = self._in_state(tx, name, RoundState.OPEN)
        if today(tx.now) <= found.closes and round_of(tx, name).held.coverage.awaited:
            raise Refused("NEED_ROUND_AWAITED", f"`{name}` lasts until {found.closes} and somebody is awaited")
        return tx.needs.rounds.replace(found.revised({"state": RoundState.CLOSED, "closed_at": tx.now()}), etag)

    def standing(self, tx: RegionTx, name: str) -> YearOfNeeds:
        """Where every municipality stands. Raises NotFound."""
        return round_of(tx, name)

    def issue(self, tx: RegionTx, name: str, municipalities: Sequence[str], codes: Sequence[str]) -> Written:
        """Keep the hashes of new codes; the answer tells the codes, what is kept of it does not.

        `codes` are random ones to take from, as many as there may be municipalities.
        """
        found = tx.needs.rounds.get(name, "parent")
        if found.state is RoundState.CLOSED:
            raise Refused("NEED_ROUND_NOT_OPEN", f"`{name}` is closed")
        year = round_of(tx, name)
        wanted = list(dict.fromkeys(municipalities)) or self._awaited(tx, name, year)
        issued: list[IssuedCode] = []
        round_id = tx.needs.rounds.refer(name, "parent")
        for index, (municipality, code) in enumerate(zip(wanted, codes, strict=False)):
            if municipality not in year.units.municipalities:
                message = "the region has no such municipality on the last day of the round"
                raise Invalid.field(f"municipalities.{index}", "UNKNOWN_CODE", message)
            self._put_code(tx, f"{name}/codes/{municipality}", municipality, code, round_id)
            issued.append(IssuedCode(municipality, year.units.title(municipality), code))
        return Written(name, "", self._reply(issued), self._reply([replace(item, code="") for item in issued]))

    def withdraw(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Make a code useless."""
        code = tx.needs.codes.get(name)
        if code.state is not CodeState.ISSUED:
            raise Refused("TRANSITION_NOT_ALLOWED", f"the code is {code.state}")
        return tx.needs.codes.replace(code.revised({"state": CodeState.WITHDRAWN}), etag)

    def _awaited(self, tx: RegionTx, name: str, year: YearOfNeeds) -> list[str]:
        have = {code.municipality for code in tx.needs.codes_of(name) if code.state is CodeState.ISSUED}
        awaited = [item.municipality for item in year.held.coverage.standings if item.state is None]
        return [code for code in awaited if code not in have]

    @staticmethod
    def _put_code(tx: RegionTx, name: str, municipality: str, code: str, round_id: int) -> None:
        made = NeedCode(name=name, municipality=municipality, sha256=code_hash(name, code), issued_at=tx.now())
        if tx.needs.codes.find(name) is None:
            tx.needs.codes.add(made, need_round_id=round_id)
        else:
            tx.needs.codes.replace(made)

    @staticmethod
    def _in_state(tx: RegionTx, name: str, state: RoundState) -> RegionNeedRound:
        found = tx.needs.rounds.get(name)
        if found.state is not state:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{name}` is {found.state}, not {state}")
        return found

    @staticmethod
    def _check_year(tx: RegionTx, made: RegionNeedRound) -> None:
        other = tx.needs.round_of(made.year)
        if other is not None and other.name != made.name:
            raise Taken("ALREADY_EXISTS", f"`{other.name}` is the round of {made.year}: there is one a year")
