"""What an import of the register does: which records are new, changed or gone; and when it must not be done."""

import hashlib
import sys
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from komplan.catalogue.v1 import import_pb2
from komplan_catalogue.ports.importing import RegisterRecord
from komplan_catalogue.usecases.importing.outcome import Outcome, Refusal
from komplan_catalogue.usecases.importing.taking import has_ended

TWENTIETH: Final = 20
KEY: Final = "rpss-"
LONGEST_ID: Final = 18
_SAID_ELSEWHERE: Final = ("position", "etag", "errors", "warnings", "unknown_codes")
"""Fields of a row that are no data of the record: its hash does not cover them."""


@dataclass(slots=True)
class Listed:
    """A row of the source, as far as the plan needs it."""

    index: int
    position: int
    key: str
    register_id: str
    number: str
    sha256: bytes
    ended: bool
    places: int
    municipalities: tuple[str, ...]
    errors: list[import_pb2.RowProblem] = field(default_factory=list)
    warnings: list[import_pb2.RowProblem] = field(default_factory=list)

    @property
    def order(self) -> tuple[int, str]:
        """By number, whatever the order of the source is."""
        return (len(self.register_id), self.register_id)

    def refuse(self, field_name: str, reason: str, message: str) -> None:
        """The row cannot be taken."""
        problem = import_pb2.RowProblem(position=self.position, field=field_name, reason=reason, message=message)
        self.errors.append(problem)


@dataclass
class Plan:
    """What is to be done with the records of one source."""

    apply: list[Listed] = field(default_factory=list)
    """New and changed ones, and those that come back."""
    unchanged: int = 0
    gone: list[str] = field(default_factory=list)
    """Register ids of records that are known and missing."""
    owners: dict[str, bytes] = field(default_factory=dict)
    """What the first record says of each provider and place."""


def listed(row: import_pb2.ImportRow, index: int, today: date) -> Listed:
    """A row as the plan sees it; the row is used up."""
    found = Listed(
        index=index,
        position=row.position,
        key=row.key,
        register_id=row.service.register_id or (row.key.removeprefix(KEY) if row.errors else ""),
        number=row.service.registration_number,
        sha256=b"",
        ended=has_ended(row, today),
        places=len(row.places),
        municipalities=tuple({sys.intern(at.place.address.municipality) for at in row.places}),
        errors=_apart(row.errors),
        warnings=_apart(row.warnings),
    )
    for name in _SAID_ELSEWHERE:
        row.ClearField(name)
    found.sha256 = hashlib.sha256(row.SerializeToString(deterministic=True)).digest()
    return found


def _apart(problems: Iterable[import_pb2.RowProblem]) -> list[import_pb2.RowProblem]:
    """Copies: a part of a message keeps the whole of it in memory, and a register has thousands of rows."""
    return [import_pb2.RowProblem.FromString(problem.SerializeToString()) for problem in problems]


def refuse_strangers(rows: Iterable[Listed]) -> None:
    """Refuse rows that are no records of the register, or stand under another key than their own."""
    for row in rows:
        known = row.register_id.isdecimal() and len(row.register_id) <= LONGEST_ID
        if not row.errors and (not known or row.key != f"{KEY}{row.register_id}"):
            row.refuse("portalId", "INVALID_VALUE", f"the key of a record is {KEY} and its number in the register")


def refuse_twins(rows: Iterable[Listed]) -> None:
    """Refuse all rows that share a key or a registration number: which of them is right, nobody can tell."""
    rows = list(rows)
    keys, numbers = Counter(row.key for row in rows), Counter(row.number for row in rows)
    for row in rows:
        for field_name, value, counted in (("portalId", row.key, keys), ("identifikator", row.number, numbers)):
            if value and counted[value] > 1:
                row.refuse(field_name, "DUPLICATE_CODE", f"{counted[value]} records have the same one")


def refuse_own(rows: Iterable[Listed], exported: Container[str]) -> None:
    """Refuse rows that this very catalogue exported: they say less than it knows, and would stand twice."""
    for row in rows:
        if row.key in exported:
            row.refuse("id", "ALREADY_EXISTS", "the record comes from this very catalogue: leave it out, edit it here")


def planned(
    rows: Iterable[Listed], records: Mapping[str, RegisterRecord], wanted: frozenset[str], outcome: Outcome
) -> Plan:
    """What is to be done. A known record that has errors stays as it is; it is not gone."""
    plan, seen = Plan(), set()
    for row in sorted(rows, key=lambda item: item.order):
        known = records.get(row.register_id)
        seen.add(row.register_id)
        if wanted and wanted.isdisjoint(row.municipalities) and known is None:
            outcome.counts["outside"] += 1
        elif row.errors:
            outcome.refuse(row.errors)
        elif known is None or known.gone_in or known.sha256 != row.sha256 or known.ended != row.ended:
            plan.apply.append(row)
        else:
            plan.unchanged += 1
            outcome.warn_of(known.service, row.warnings)
    plan.gone = sorted(key for key, record in records.items() if not record.gone_in and key not in seen)
    return plan


def check_loss(plan: Plan, rows: Iterable[Listed], records: Mapping[str, RegisterRecord], force: bool) -> None:
    """Raise Refusal when more than a twentieth of the known records, or of their places, would go."""
    known = {key: record for key, record in records.items() if not record.gone_in}
    if force or not known:
        return
    if len(plan.gone) * TWENTIETH > len(known):
        lost = f"{len(plan.gone)} of {len(known)} known records are missing"
        raise Refusal("IMPORT_SHRINKS", f"{lost}: force the import if that is right")
    now = {row.register_id: row.places for row in rows}
    before = sum(record.places for record in known.values())
    after = sum(now.get(key, record.places if key not in plan.gone else 0) for key, record in known.items())
    if (before - after) * TWENTIETH > before:
        raise Refusal("IMPORT_SHRINKS", f"{before - after} of {before} known places are missing: force it if right")


def check_errors(outcome: Outcome, records: int) -> None:
    """Raise Refusal when more than a twentieth of the records have errors."""
    refused = outcome.counts["refused"]
    if refused * TWENTIETH > records:
        raise Refusal("IMPORT_ERRORS", f"{refused} of {records} records have errors")
