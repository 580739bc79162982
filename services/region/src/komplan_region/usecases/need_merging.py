"""What the region does with needs: joins those that are one, and answers each (act 108/2006 Sb., § 95 letter d)."""

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from typing import Any

from komplan_core.errors import Invalid, Refused, Taken
from komplan_core.regional.need_likeness import NeedSuggestion, elsewhere, suggestions
from komplan_core.regional.need_records import NeedResponse, ResponseOutcome
from komplan_core.regional.needs import DistinctNeed, spokesman
from komplan_kit.clock import Ids
from komplan_kit.store import Written
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.needs import need_of, needs_of

Values = Mapping[str, Any]


class NeedMerging:
    """Merges and answers. Nothing of what cities and municipalities said is changed."""

    def __init__(self, region: str, ids: Ids) -> None:
        self._parent, self._ids = f"regions/{region}", ids

    def suggest(self, tx: RegionTx, years: Collection[int]) -> tuple[list[NeedSuggestion], dict[str, DistinctNeed]]:
        """Needs of some years that may be one, the most like first, and the needs themselves by name."""
        found = needs_of(tx, years)
        rejected = [frozenset(pair) for apart in tx.needs.taken_apart() for pair in combinations(apart, 2)]
        return list(suggestions(found.needs, rejected)), {need.name: need for need in found.needs}

    def merge(
        self, tx: RegionTx, into: str, sources: Sequence[str], reason: str, allow_elsewhere: bool = False
    ) -> Written:
        """Join needs that are one.

        Raises Invalid for a need that nobody reported, Refused for one that is merged, or that has no municipality in
        common with the others, unless that is allowed.
        """
        name = f"{self._parent}/need-merges/{self._ids()}"
        made = tx.needs.merges.make({"name": name, "into": into, "sources": tuple(sources), "reason": reason})
        known = tx.needs.known([into, *sources])
        if into not in known:
            raise Invalid.field("into", "REFERENCE_MISSING", f"nobody reported a need `{into[:200]}`")
        for index, source in enumerate(sources):
            if source not in known:
                raise Invalid.field(f"sources.{index}", "REFERENCE_MISSING", f"nobody reported `{source[:200]}`")
        for merge in tx.needs.merges_in_force():
            if into in merge.sources:
                message = f"`{into}` is merged into `{merge.into}` by `{merge.name}`: merge into that"
                raise Refused("MERGE_REFUSED", message)
            if taken := set(sources) & set(merge.sources):
                message = f"`{min(taken)}` is merged by `{merge.name}`: undo that first"
                raise Refused("MERGE_REFUSED", message)
        if not allow_elsewhere and (apart := elsewhere({name: need.municipalities for name, need in known.items()})):
            message = f"`{apart[0]}` has no municipality in common with the others: two places have two needs"
            raise Refused("NEEDS_ELSEWHERE", message)
        return tx.needs.merges.add(made)

    def undo(self, tx: RegionTx, name: str, etag: str, reason: str) -> Written:
        """Let the needs count apart again."""
        merge = tx.needs.merges.get(name)
        if merge.undone:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{name}` was undone")
        if not reason.strip():
            raise Invalid.field("reason", "REQUIRED", "say why they are not one after all")
        return tx.needs.merges.replace(merge.revised({"undone": True, "undone_reason": reason}), etag)

    def respond(self, tx: RegionTx, values: Values) -> Written:
        """Answer a need. Raises Taken when it was answered."""
        wanted = str(values.get("need", ""))
        name = f"{self._parent}/need-responses/{self._ids()}"
        known = tx.needs.known([wanted]).get(wanted)
        if known is None:
            raise Invalid.field("need_response.need", "REFERENCE_MISSING", f"nobody reported a need `{wanted[:200]}`")
        given = {**values, "name": name, "title": values.get("title") or known.title, "year": known.year}
        made = tx.needs.responses.make(given, "need_response")
        if (earlier := tx.needs.answers().get(wanted)) is not None:
            raise Taken("ALREADY_EXISTS", f"`{wanted}` is answered by `{earlier}`: change that")
        need, _ = need_of(tx, wanted)
        self._check(tx, made)
        self._check_speaks(tx, made, need)
        return tx.needs.responses.add(made.revised({"municipalities": need.municipalities}))

    def change(self, tx: RegionTx, name: str, etag: str, changes: Values) -> Written:
        """Change an answer; which need it answers stays."""
        before = tx.needs.responses.get(name, "need_response.name")
        changed = tx.needs.responses.changed(name, changes, "need_response")
        if changed.need != before.need:
            raise Invalid.field("need_response.need", "MASK_PATH", "an answer keeps its need: make another one")
        self._check(tx, changed)
        if (changed.outcome, changed.merged_into) != (before.outcome, before.merged_into):
            self._check_speaks(tx, changed, need_of(tx, changed.need)[0])
        return tx.needs.responses.replace(changed, etag)

    def withdraw(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Remove an answer."""
        return tx.needs.responses.delete(name, etag)

    @staticmethod
    def _check_speaks(tx: RegionTx, made: NeedResponse, need: DistinctNeed) -> None:
        """A need that goes on under another has no answer of its own: two answers to one need may not disagree."""
        merges = tx.needs.merges_in_force()
        main = spokesman(made.need, tx.needs.known(need.sources).values(), merges)
        if main != made.need and (made.outcome is not ResponseOutcome.MERGED or made.merged_into != main):
            message = f"`{made.need}` counts with `{main}`: answer that one, or this one as `merged` into it"
            raise Refused("NEED_MERGED", message)

    @staticmethod
    def _check(tx: RegionTx, made: NeedResponse) -> None:
        if made.merged_into and made.merged_into not in tx.needs.known([made.merged_into]):
            message = f"nobody reported a need `{made.merged_into[:200]}`"
            raise Invalid.field("need_response.merged_into", "REFERENCE_MISSING", message)
