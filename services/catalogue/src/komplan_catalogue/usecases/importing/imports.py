"""Importing: the register, sheets, other catalogues. Everything is applied in one transaction, or nothing."""

from collections.abc import Callable, Iterable
from typing import Any, Final, cast

from komplan.catalogue.v1 import catalogue_import_service_pb2 as pb
from komplan.catalogue.v1 import import_pb2
from komplan_catalogue.ports.importing import RegisterRecord
from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases.importing.intake import Source
from komplan_catalogue.usecases.importing.matching import Matching
from komplan_catalogue.usecases.importing.outcome import Outcome, Refusal
from komplan_catalogue.usecases.importing.register import (
    Listed,
    Plan,
    check_errors,
    check_loss,
    listed,
    planned,
    refuse_own,
    refuse_strangers,
    refuse_twins,
)
from komplan_catalogue.usecases.importing.remembering import Remembering
from komplan_catalogue.usecases.importing.speaking import Desk, Speaker
from komplan_catalogue.usecases.importing.taking import AT_ONCE, Taking
from komplan_core.catalogue import Service, ServiceStatus
from komplan_core.catalogue.importing import ImportRun, RunState, SourceKind
from komplan_core.catalogue.provenance import Layer, wording_of
from komplan_core.values import Period
from komplan_kit.codec import Codec
from komplan_kit.store import Written

RUN: Final = Codec(import_pb2.ImportRun, ImportRun)


class NotTaken(Exception):
    """Ends the transaction of an import of which nothing is kept: a dry run, or one that is refused."""

    def __init__(self, run: ImportRun, outcome: Outcome) -> None:
        super().__init__(outcome.message or "dry run")
        self.run, self.outcome = run, outcome

    def report(self) -> bytes:
        """What would have come of it."""
        return _report(RUN.encode(self.run.revised({"name": "", "first_entry": 0, "last_entry": 0})), self.outcome)


class Imports:
    """Takes over sources."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def take(self, tx: CatalogueTx, source: Source) -> Written:
        """Take a source and tell what came of it. Raises NotTaken, and then nothing of the transaction may be kept."""
        name = self._desk.directory.new_name("runs", "", "run_id")
        first = tx.imports.last_entry + 1
        outcome = Outcome()
        layer = Layer.REGISTER if source.kind is SourceKind.REGISTER else Layer.MUNICIPALITY
        remembering = Remembering(tx)
        speaker = Speaker(cast(CatalogueTx, remembering), remembering.forget, self._desk, layer, name)
        outcome.counts["read"] = len(source)
        try:
            self._apply(source, speaker, outcome)
        except Refusal as refusal:
            outcome.refused(refusal)
            raise NotTaken(self._run(name, source, outcome), outcome) from None
        outcome.counts["written"] = speaker.written
        last = tx.imports.last_entry
        span = {"first_entry": first, "last_entry": last} if last >= first else {}
        run = self._run(name, source, outcome, **span)
        if source.dry_run:
            raise NotTaken(run, outcome)
        written = tx.imports.runs.add(run)
        tx.imports.remember(name, speaker.before)
        return _answer(written, outcome)

    def note_refused(self, tx: CatalogueTx, refused: NotTaken) -> Written:
        """Remember that an import was refused."""
        return _answer(tx.imports.runs.add(refused.run), refused.outcome)

    def _run(self, name: str, source: Source, outcome: Outcome, **span: int) -> ImportRun:
        return ImportRun(
            name=name,
            kind=source.kind,
            state=RunState.REFUSED if outcome.refusal else RunState.APPLIED,
            refusal=outcome.refusal,
            title=source.title,
            sha256=source.sha256,
            fetched_at=source.fetched_at,
            imported_at=self._desk.directory.now(),
            municipalities=source.municipalities,
            counts=outcome.run_counts(),
            unknown_codes=outcome.unknown_codes(),
            warnings=outcome.reasons(),
            **span,
        )

    def _apply(self, source: Source, speaker: Speaker, outcome: Outcome) -> None:
        if not len(source):
            raise Refusal("IMPORT_EMPTY", "the source has no records")
        if source.kind is SourceKind.REGISTER:
            Register(source, speaker, outcome).apply()
            return
        taking = _taking(source, speaker, outcome)
        every = [listed(row, index, taking.today) for index, row in enumerate(source.rows())]
        if source.kind is SourceKind.HSDS:
            refuse_twins(every)
            refuse_own(every, taking.matching.exported_ids())
            every.sort(key=lambda row: row.order)
            taking.owners = owners_of(source, every)
        for row in every:
            if row.errors:
                outcome.refuse(taking.all_faults(source.row(row.index), row.errors))
        _take(source, [row for row in every if not row.errors], taking, lambda row, taken: None)
        if outcome.counts["refused"]:
            raise Refusal("IMPORT_ERRORS", f"{outcome.counts['refused']} rows have errors: nothing was taken")


class Register:
    """One import of the register."""

    def __init__(self, source: Source, speaker: Speaker, outcome: Outcome) -> None:
        self._source, self._speaker, self._outcome = source, speaker, outcome
        self._taking = _taking(source, speaker, outcome)
        self._known = speaker.tx.imports.records()
        self._new: dict[str, RegisterRecord] = {}
        self._changed: dict[str, RegisterRecord] = {}

    def apply(self) -> None:
        """Take what is new or changed, mark what is gone. Raises Refusal when the source cannot be trusted."""
        source, outcome = self._source, self._outcome
        every = [listed(row, index, self._taking.today) for index, row in enumerate(source.rows())]
        refuse_strangers(every)
        refuse_twins(every)
        plan = planned(every, self._known, frozenset(source.municipalities), outcome)
        outcome.counts["unchanged"] += plan.unchanged
        outcome.counts["gone"] = len(plan.gone)
        outcome.gone = [self._known[key].service for key in plan.gone[:1000]]
        check_loss(plan, every, self._known, source.force)
        self._taking.owners = owners_of(source, sorted(every, key=lambda row: row.order))
        _take(source, plan.apply, self._taking, self._note)
        check_errors(outcome, len(every) - outcome.counts["outside"])
        every.clear()
        self._taking.forget()
        self._mark_gone(plan)
        self._speaker.tx.imports.put_records(self._new, self._changed)

    def _note(self, row: Listed, service: str) -> None:
        record = RegisterRecord(service, row.sha256, row.places, row.ended, self._speaker.run, "")
        known = self._known.get(row.register_id)
        (self._changed if known else self._new)[row.register_id] = record
        if known is not None and known.gone_in:
            self._outcome.counts["revived"] += 1

    def _mark_gone(self, plan: Plan) -> None:
        """Records that are missing stay, as defunct services whose last day is that of the source."""
        day = self._source.fetched_at.date() if self._source.fetched_at else self._taking.today
        wording = wording_of(Service)
        for start in range(0, len(plan.gone), AT_ONCE):
            keys = plan.gone[start : start + AT_ONCE]
            self._speaker.prepare(self._known[key].service for key in keys)
            for key in keys:
                record = self._known[key]
                self._changed[key] = RegisterRecord(
                    record.service, record.sha256, record.places, record.ended, record.changed_in, self._speaker.run
                )
                if not self._speaker.exists(record.service) or self._speaker.register_id(record.service) != key:
                    continue
                told = self._speaker.known(record.service).said.get("validity", {}).get(Layer.REGISTER, "null")
                period: Period | None = wording.value("validity", told)
                values: dict[str, Any] = {"status": ServiceStatus.DEFUNCT}
                if period is not None and period.start <= day and (period.end is None or period.end > day):
                    values["validity"] = Period(start=period.start, end=day)
                self._speaker.service(record.service, values, complete=False)


def owners_of(source: Source, rows: Iterable[Listed]) -> dict[str, bytes]:
    """What the first record says of each provider and place."""
    owners: dict[str, bytes] = {}
    for item in rows:
        if item.errors:
            continue
        row = source.row(item.index)
        owners.setdefault(f"provider {row.provider_key}", row.provider.SerializeToString(deterministic=True))
        for at in row.places:
            owners.setdefault(f"place {at.key}", at.place.SerializeToString(deterministic=True))
    return owners


def _taking(source: Source, speaker: Speaker, outcome: Outcome) -> Taking:
    matching = Matching(speaker, source.kind)
    return Taking(speaker.tx, source, speaker, matching, outcome, speaker.desk.directory.today())


def _take(source: Source, rows: list[Listed], taking: Taking, note: Callable[[Listed, str], None]) -> None:
    """Take rows, looking up together what some of them name, and count what came of them."""
    for start in range(0, len(rows), AT_ONCE):
        some = [(item, source.row(item.index)) for item in rows[start : start + AT_ONCE]]
        taking.speaker.prepare(name for _, row in some for name in taking.matching.candidates(row))
        for (item, _), taken in zip(some, taking.take([row for _, row in some]), strict=True):
            if taken is None:
                continue
            counted = "created" if taken.created else "changed" if taken.changed else "unchanged"
            taking.outcome.counts[counted] += 1
            note(item, taken.service)


def _answer(written: Written, outcome: Outcome) -> Written:
    reply = _report(import_pb2.ImportRun.FromString(written.reply), outcome)
    return Written(written.name, written.etag, reply, reply)


def _report(run: import_pb2.ImportRun, outcome: Outcome) -> bytes:
    report = pb.ImportReport(
        run=run,
        errors=sorted(outcome.errors, key=_place),
        warnings=sorted(outcome.warnings, key=_place),
        gone=outcome.gone,
        message=outcome.message,
    )
    return bytes(report.SerializeToString(deterministic=True))


def _place(problem: import_pb2.RowProblem) -> tuple[int, str]:
    return problem.position, problem.field
