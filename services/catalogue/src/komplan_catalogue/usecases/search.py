"""Searching the catalogue: an index in memory that follows the journal, asked one query at a time."""

import difflib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from komplan_catalogue.ports.searching import Missed, StoredSearchText
from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases.directory import Directory
from komplan_catalogue.usecases.findable import WHOLE_AREA
from komplan_catalogue.usecases.finding.documents import Field, read
from komplan_catalogue.usecases.finding.index import Found, Index
from komplan_catalogue.usecases.finding.signal import signal_of
from komplan_catalogue.usecases.finding.spellings import czech
from komplan_catalogue.usecases.finding.thesaurus import Group, Thesaurus, shipped_groups
from komplan_catalogue.usecases.finding.why import Match
from komplan_core import names
from komplan_core.catalogue import ServiceClass
from komplan_core.catalogue.opening import Timetable
from komplan_core.codelists import CodeList, entries, known
from komplan_core.errors import Invalid
from komplan_kit.store import Written

NOTHING: Final = Written("", "", b"", b"")


FEW: Final = 5
"""Codes of a list that is told whole."""
_LISTS: Final = {
    "service_types": CodeList.SERVICE_TYPES,
    "forms": CodeList.FORMS,
    "target_groups": CodeList.TARGET_GROUPS,
}


def _such_as(codes: Sequence[str]) -> str:
    return f", such as {', '.join(f'`{code}`' for code in codes)}" if codes else ""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; see the contract's SearchServicesRequest."""

    words: str = ""
    service_types: Sequence[str] = ()
    forms: Sequence[str] = ()
    target_groups: Sequence[str] = ()
    situations: Sequence[str] = ()
    service_class: str = ""
    municipality: str = ""
    orp: str = ""
    open_now: bool = False
    free_capacity: bool = False

    def check(self) -> None:
        """Raise Invalid for a code of a filter that its list lacks: it would find nothing and look like an answer."""
        for field, code_list in _LISTS.items():
            for code in getattr(self, field):
                if not known(code_list, code):
                    codes = [item.code for item in entries(code_list)]
                    near = difflib.get_close_matches(code, codes, 3, 0.4) if len(codes) > FEW else codes
                    raise Invalid.field(field, "UNKNOWN_CODE", f"use a code of the list `{code_list}`{_such_as(near)}")
        if self.service_class and self.service_class not in list(ServiceClass):
            raise Invalid.field("service_class", "UNKNOWN_CODE", f"use one of: {', '.join(ServiceClass)}")

    def filters(self) -> list[list[str]]:
        """Facets; a service has one of each list."""
        lists = {
            "type": self.service_types,
            "form": self.forms,
            "group": self.target_groups,
            "situation": self.situations,
            "class": [self.service_class] if self.service_class else [],
        }
        filters = [[f"{kind}:{code}" for code in codes] for kind, codes in lists.items() if codes]
        asked = {"municipality": self.municipality, "orp": self.orp}
        served = [f"serves:{kind}/{code}" for kind, code in asked.items() if code]
        if served:
            filters.append([*served, WHOLE_AREA])
        return filters


@dataclass(frozen=True, slots=True)
class Hit:
    """A found service as it is stored, and why it was found."""

    encoded: bytes
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of hits."""

    hits: list[Hit]
    total: int
    complete: int
    unknown: tuple[str, ...]
    in_vain: str
    """What is to be counted of words that nothing answers; empty if something does, or if filters had a part in it."""


class Search:
    """One process's view of what can be found. Each query first takes over what was written since the one before."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._lock = threading.Lock()
        self._index = Index(Thesaurus(shipped_groups()))
        self._times: dict[str, tuple[Timetable, date | None]] = {}
        self._seen = 0

    @staticmethod
    def prepare() -> None:
        """Read the dictionary and the thesaurus, which takes a second, before somebody waits for them."""
        czech()
        shipped_groups()

    def find(self, tx: CatalogueTx, query: Query, offset: int, limit: int) -> Hits:
        """A page of services, best first.

        Raises Invalid without words and filters, for a query without words, and for a filter that nothing can meet.
        """
        query.check()
        for code in query.situations:
            if tx.situations.find(f"{self._directory.area}/situations/{code}") is None:
                raise Invalid.field("situations", "UNKNOWN_CODE", "use the id of a life situation of this catalogue")
        filters, keep = query.filters(), self._keep(query)
        if not query.words and not filters and keep is None:
            raise Invalid.field("query", "REQUIRED", "name a word to look for, or a filter")
        with self._lock:
            self._follow(tx)
            if query.words:
                found = self._index.search(query.words, filters, keep, offset, limit)
            else:
                found = self._index.browse(filters, keep, offset, limit)
        shown = tx.search.shown(found.names)
        hits = [self._hit(found, *shown[name]) for name in found.names if name in shown]
        in_vain = "" if found.total or filters or keep else signal_of(query.words)
        return Hits(hits, found.total, found.complete, found.unknown, in_vain)

    def count_miss(self, tx: CatalogueTx, words: str) -> Written:
        """Note that nothing was found; `words` holds nothing personal."""
        tx.search.missed(words, self._directory.today())
        return NOTHING

    def misses(self, tx: CatalogueTx) -> list[Missed]:
        """What was looked for in vain, the most frequent first."""
        return tx.search.misses()

    def _hit(self, found: Found, encoded: bytes, texts: list[list[str]]) -> Hit:
        return Hit(encoded, found.why([(Field(field), text) for field, text in texts]))

    def _keep(self, query: Query) -> Callable[[str], bool] | None:
        now, today = self._directory.now(), self._directory.today()

        def fits(name: str) -> bool:
            timetable, free_until = self._times[name]
            free = not query.free_capacity or (free_until is not None and today <= free_until)
            return free and (not query.open_now or timetable.is_open(now) is True)

        return fits if query.open_now or query.free_capacity else None

    def _follow(self, tx: CatalogueTx) -> None:
        """Take over what was written up to this transaction's state."""
        head = tx.search.head()
        if head <= self._seen:
            return
        touched = tx.search.touched(self._seen) if self._seen else []
        if not self._seen or any(names.SYNONYMS.matches(name) for name, _ in touched):
            self._begin_anew(tx)
        for name, deleted in touched:
            if deleted and names.SERVICE.matches(name):
                self._index.remove(name)
                self._times.pop(name, None)
        for stored in tx.search.changed(self._seen):
            self._enter(stored)
        self._seen = head

    def _begin_anew(self, tx: CatalogueTx) -> None:
        own = [Group(group.terms, group.leads_to) for group in tx.search.synonyms()]
        self._index, self._times, self._seen = Index(Thesaurus([*shipped_groups(), *own])), {}, 0

    def _enter(self, stored: StoredSearchText) -> None:
        self._index.put(read(stored.service, stored.document))
        weekly, special, nonstop = stored.timetable
        timetable = Timetable(tuple(map(tuple, weekly)), tuple(map(tuple, special)), bool(nonstop))
        self._times[stored.service] = timetable, stored.free_until
