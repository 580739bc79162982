"""How services are found: stored documents, and what was looked for in vain."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import bindparam, func, insert, select, update

from komplan_catalogue.ports.searching import Missed, SearchText, StoredSearchText
from komplan_catalogue.repositories.kinds import SERVICES, SYNONYMS
from komplan_catalogue.rows.searching import SearchDocumentRow, SearchMissRow
from komplan_catalogue.rows.services import ServicePlaceRow, ServiceRow, ServiceSituationRow
from komplan_catalogue.rows.tables import JournalHeadRow, JournalRow
from komplan_core.catalogue import Service, Synonyms
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction

AT_ONCE: Final = 50
MOST_MISSES: Final = 500
MOST_KEPT_MISSES: Final = 20_000
"""Different searches in vain that are kept; further ones are not, so that nobody can fill the disk."""

_NEW = ("document", "texts", "timetable", "free_until", "changed")
_ADD = Statement(insert(SearchDocumentRow))
_CHANGE = Statement(
    update(SearchDocumentRow)
    .where(SearchDocumentRow.service_id == bindparam("of"))
    .values({name: bindparam(f"new_{name}") for name in _NEW})
)
_HEAD = Statement(select(JournalHeadRow.seq))
_CHANGED = Statement(
    select(ServiceRow.name, SearchDocumentRow.document, SearchDocumentRow.timetable, SearchDocumentRow.free_until)
    .join(ServiceRow, ServiceRow.id == SearchDocumentRow.service_id)
    .where(SearchDocumentRow.changed > bindparam("after"))
)
_TOUCHED = Statement(
    select(JournalRow.name, JournalRow.deleted).where(JournalRow.seq > bindparam("after")).order_by(JournalRow.seq)
)
_SHOWN = Statement(
    select(ServiceRow.name, ServiceRow.encoded, SearchDocumentRow.texts)
    .join(SearchDocumentRow, SearchDocumentRow.service_id == ServiceRow.id)
    .where(ServiceRow.name.in_([bindparam(f"name_{number}") for number in range(AT_ONCE)]))
)
_SYNONYMS = Statement(select(SYNONYMS.table.c.encoded).order_by(SYNONYMS.table.c.id))
_AT_PLACE = Statement(
    select(ServiceRow.encoded)
    .where(ServiceRow.id.in_(select(ServicePlaceRow.service_id).where(ServicePlaceRow.place == bindparam("place"))))
    .order_by(ServiceRow.id)
)
_IN_SITUATION = Statement(
    select(ServiceRow.encoded)
    .where(
        ServiceRow.id.in_(select(ServiceSituationRow.service_id).where(ServiceSituationRow.value == bindparam("code")))
    )
    .order_by(ServiceRow.id)
)
_ADD_MISS = Statement(insert(SearchMissRow))
_COUNT_MISS = Statement(
    update(SearchMissRow)
    .where(SearchMissRow.words == bindparam("of"))
    .values(count=SearchMissRow.count + 1, last_on=bindparam("day"))
)
_KEPT_MISSES = Statement(select(func.count(SearchMissRow.words)))
_MISSES = Statement(
    select(SearchMissRow.words, SearchMissRow.count, SearchMissRow.first_on, SearchMissRow.last_on)
    .order_by(SearchMissRow.count.desc(), SearchMissRow.words)
    .limit(MOST_MISSES)
)


class SearchStore:
    """What is stored so that services are found, inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def put(self, service: str, text: SearchText, new: bool = False) -> None:
        session = self._tx.session
        service_id = session.value(SERVICES.select_id, of=service)
        values: dict[str, Any] = {
            "document": text.document,
            "texts": text.texts,
            "timetable": text.timetable,
            "free_until": text.free_until,
            "changed": self._tx.seq,
        }
        if new or not session.run(_CHANGE, of=service_id, **{f"new_{name}": value for name, value in values.items()}):
            session.run(_ADD, service_id=service_id, **values)

    def head(self) -> int:
        return int(self._tx.session.value(_HEAD))

    def changed(self, after: int) -> list[StoredSearchText]:
        return [StoredSearchText(*row) for row in self._tx.session.all(_CHANGED, after=after)]

    def touched(self, after: int) -> list[tuple[str, bool]]:
        return [(str(name), bool(deleted)) for name, deleted in self._tx.session.all(_TOUCHED, after=after)]

    def shown(self, names: Sequence[str]) -> Mapping[str, tuple[bytes, list[list[str]]]]:
        found: dict[str, tuple[bytes, list[list[str]]]] = {}
        for start in range(0, len(names), AT_ONCE):
            some = list(names[start : start + AT_ONCE])
            some += [""] * (AT_ONCE - len(some))
            asked = {f"name_{number}": name for number, name in enumerate(some)}
            for name, encoded, texts in self._tx.session.all(_SHOWN, **asked):
                found[name] = bytes(encoded), texts
        return found

    def synonyms(self) -> list[Synonyms]:
        return [SYNONYMS.codec.parse(bytes(row[0])) for row in self._tx.session.all(_SYNONYMS)]

    def at_place(self, place: str) -> list[Service]:
        return [SERVICES.codec.parse(bytes(row[0])) for row in self._tx.session.all(_AT_PLACE, place=place)]

    def in_situation(self, code: str) -> list[Service]:
        return [SERVICES.codec.parse(bytes(row[0])) for row in self._tx.session.all(_IN_SITUATION, code=code)]

    def missed(self, words: str, day: date) -> None:
        session = self._tx.session
        if session.run(_COUNT_MISS, of=words, day=day):
            return
        if int(session.value(_KEPT_MISSES)) < MOST_KEPT_MISSES:
            session.run(_ADD_MISS, words=words, count=1, first_on=day, last_on=day)

    def misses(self) -> list[Missed]:
        return [Missed(*row) for row in self._tx.session.all(_MISSES)]
