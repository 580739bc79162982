"""Periods of reporting: opened, closed, opened again."""

from collections.abc import Mapping
from typing import Any

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases.reporting.desk import ReportingDesk
from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_kit.store import Written

Values = Mapping[str, Any]


class ReportPeriods:
    """The years and half-years of one planning area."""

    def __init__(self, desk: ReportingDesk) -> None:
        self._desk = desk

    def create(self, tx: CatalogueTx, values: Values) -> Written:
        """Open a period. Raises Taken when there is one of this year and half."""
        made = tx.reporting.periods.make(values, "report_period")
        return tx.reporting.periods.add(made.revised({"name": self._desk.period_name(made.year, made.half)}))

    def update(self, tx: CatalogueTx, name: str, etag: str, changes: Values) -> Written:
        """Change the day by which reports are due."""
        before = tx.reporting.periods.get(name, "report_period.name")
        changed = tx.reporting.periods.merged(before, changes, "report_period")
        for field in ("year", "half"):
            if getattr(changed, field) != getattr(before, field):
                message = "year and half stand in the name: open another period"
                raise Invalid.field(f"report_period.{field}", "INVALID_VALUE", message)
        return tx.reporting.periods.replace(changed, etag)

    def close(self, tx: CatalogueTx, name: str, etag: str) -> Written:
        """Take corrections only from now on."""
        return self._set_closed(tx, name, etag, closed=True)

    def reopen(self, tx: CatalogueTx, name: str, etag: str) -> Written:
        """Take reports again."""
        return self._set_closed(tx, name, etag, closed=False)

    def delete(self, tx: CatalogueTx, name: str, etag: str) -> Written:
        """Remove a period without reports."""
        names.REPORT_PERIOD.parse(name)
        if tx.reporting.has_reports(name):
            raise Refused("STILL_REFERRED_TO", f"`{name}` has reports")
        return tx.reporting.periods.delete(name, etag)

    def _set_closed(self, tx: CatalogueTx, name: str, etag: str, closed: bool) -> Written:
        period = tx.reporting.periods.get(name)
        if period.closed is closed:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{name}` is {'closed' if closed else 'open'} already")
        return tx.reporting.periods.replace(period.revised({"closed": closed}), etag)
