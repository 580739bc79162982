"""Present capacities: reported by form and unit, shown while they are fresh."""

from collections.abc import Mapping
from typing import Any

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases import findable
from komplan_catalogue.usecases.directory import Directory
from komplan_core import names
from komplan_core.catalogue import CapacityReport, Visibility
from komplan_core.catalogue.capacity import ShownCapacity, shown, warnings_of
from komplan_core.errors import Invalid
from komplan_kit.caller import Caller
from komplan_kit.store import Written

Values = Mapping[str, Any]


def visible_to(caller: Caller) -> frozenset[Visibility]:
    """The visibilities of what a caller may see."""
    if Directory.is_office(caller):
        return frozenset(Visibility)
    if "professional" in caller.roles:
        return frozenset({Visibility.PUBLIC, Visibility.PROFESSIONALS})
    return frozenset({Visibility.PUBLIC})


class Capacities:
    """What providers say of their free capacity."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def report(self, tx: CatalogueTx, service: str, values: Values, caller: Caller) -> Written:
        """Keep a report; it replaces the one before of its form and unit. Raises Forbidden for others' services."""
        found = tx.services.get(service, "parent")
        self._directory.may_speak_for(caller, found.provider)
        form, unit = str(values.get("form", "")), str(values.get("unit", ""))
        name = f"{service}/capacities/{form}-{unit}"
        report = tx.capacity_reports.make({**values, "name": name}, "report")
        if report.as_of > self._directory.today():
            raise Invalid.field("report.as_of", "INVALID_VALUE", "a report speaks of today or of a day before")
        service_id = tx.services.refer(service, "parent")
        if tx.capacity_reports.find(name) is None:
            written = tx.capacity_reports.add(report, service_id=service_id)
        else:
            written = tx.capacity_reports.replace(report)
        findable.keep(tx, found)
        return written

    def warnings(self, tx: CatalogueTx, report: CapacityReport) -> list[str]:
        """Reasons to look at a report again."""
        service = tx.services.find(names.parent(report.name))
        return warnings_of(report, service.capacities) if service else []

    def of(self, tx: CatalogueTx, service: str, caller: Caller) -> list[ShownCapacity]:
        """The capacities of a service as the caller may see them today."""
        found = tx.services.get(service, "parent")
        reports = tx.capacity_reports_of(service)
        return shown(found.capacities, reports, self._directory.today(), visible_to(caller))
