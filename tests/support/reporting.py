"""A running catalogue that takes reports, with few words. The caller's code is `tester`, also as a provider."""

from typing import Any

from google.protobuf.message import Message

from komplan.catalogue.v1 import reporting_editor_service_pb2 as edit
from komplan.catalogue.v1 import reporting_service_pb2 as read
from komplan.catalogue.v1.reporting_pb2 import Report, ReportPeriod
from support.catalogue import AREA, Catalogue
from support.instance import Instance

OWN = f"{AREA}/providers/tester"
OFFICE, PROVIDER, CITIZEN = ("catalogue-editor",), ("provider",), ()
FULL: dict[str, Any] = {
    "clients": [{"target_group": "seniors", "age_group": "older-seniors", "municipality": "999001", "clients": 20}],
    "new_clients": 4,
    "refusals": [{"reason": "no-capacity", "applicants": 6}],
    "units": [{"unit": "contacts", "form": "field", "delivered": 800}],
    "workload": [{"profession": "care-worker", "form": "field", "fte": "2.5"}],
    "costs": [{"category": "wages", "actual": 100_000_000}, {"category": "energy", "actual": 5_000_050}],
    "incomes": [
        {"source": "municipality", "municipality": "999001", "planned": 60_000_000, "actual": 65_000_050},
        {"source": "client-payments", "actual": 40_000_000},
    ],
    "indicators": [
        {"code": "waiting-applicants", "value": "3"},
        {"code": "hours-of-work-with-clients", "value": "1200.5"},
    ],
}
"""Everything that the reference manual asks for."""


class Reporting:
    """The public surface of reporting. Periods are due on 31 March of the year after."""

    def __init__(self, instance: Instance) -> None:
        self.instance, self.catalogue = instance, Catalogue(instance)

    def services(self, *codes: str, provider: str = "tester", **values: Any) -> None:
        """Enter registered services of one provider."""
        name = f"{AREA}/providers/{provider}"
        self.catalogue.provider(
            provider, title=f"Organizace {provider}", founder_type=values.pop("founder_type", "ngo")
        )
        for code in codes:
            self.catalogue.registered(code, title=f"Služba {code}", provider=name, **values)

    def open(self, year: int = 2026, half: int = 0, request_id: str = "") -> ReportPeriod:
        """Open a period."""
        due = {"year": year + 1, "month": 3, "day": 31}
        period = ReportPeriod(year=year, half=half, due=due)
        request = edit.CreateReportPeriodRequest(parent=AREA, report_period=period, request_id=request_id)
        return self.ask("CreateReportPeriod", request)  # type: ignore[no-any-return]

    def close(self, period: str = "2026") -> ReportPeriod:
        """Close a period."""
        return self.ask("CloseReportPeriod", edit.CloseReportPeriodRequest(name=period_name(period)))  # type: ignore[no-any-return]

    def begin(
        self,
        service: str = "pece",
        period: str = "2026",
        roles: tuple[str, ...] = OFFICE,
        request_id: str = "",
        **values: Any,
    ) -> Report:
        """Begin a report."""
        request = edit.CreateReportRequest(
            parent=period_name(period),
            service=f"{AREA}/services/{service}",
            report=Report(**values),
            request_id=request_id,
        )
        return self.ask("CreateReport", request, roles)  # type: ignore[no-any-return]

    def change(
        self, name: str, *mask: str, roles: tuple[str, ...] = OFFICE, missing: bool = False, **values: Any
    ) -> Report:
        """Change a report."""
        request = edit.UpdateReportRequest(
            report=Report(name=name, **values), update_mask={"paths": mask}, allow_missing=missing
        )
        return self.ask("UpdateReport", request, roles)  # type: ignore[no-any-return]

    def get(self, name: str, roles: tuple[str, ...] = OFFICE) -> Report:
        """The current version of a report."""
        return self.ask("GetReport", edit.GetReportRequest(name=name), roles)  # type: ignore[no-any-return]

    def move(self, action: str, name: str, roles: tuple[str, ...] = OFFICE, **values: Any) -> Report:
        """Submit, Return, Accept, Publish or Correct a report."""
        request = getattr(edit, f"{action}ReportRequest")(name=name, **values)
        return self.ask(f"{action}Report", request, roles)  # type: ignore[no-any-return]

    def publish(self, service: str = "pece", period: str = "2026", **values: Any) -> Report:
        """Begin a report and take it all the way."""
        name = self.begin(service, period, **values).name
        for action in ("Submit", "Accept", "Publish"):
            last = self.move(action, name)
        return last

    def chart(
        self, code: str, period: str = "2026", roles: tuple[str, ...] = CITIZEN, whole_counts: bool = False
    ) -> Any:
        """A chart."""
        request = read.GetChartRequest(name=period_name(period), chart=code, whole_counts=whole_counts)
        return self.instance.ask("ReportingService/GetChart", request, roles=roles)

    def look(self, method: str, request: Message) -> Any:
        """Call a method of ReportingService as a citizen."""
        return self.instance.ask(f"ReportingService/{method}", request, roles=CITIZEN)

    def ask(self, method: str, request: Message, roles: tuple[str, ...] = OFFICE) -> Any:
        """Call a method of ReportingEditorService."""
        return self.instance.ask(f"ReportingEditorService/{method}", request, roles=roles)


def period_name(period: str) -> str:
    """The resource name of a period."""
    return f"{AREA}/report-periods/{period}"


def report_name(service: str = "pece", period: str = "2026") -> str:
    """The resource name of a report."""
    return f"{period_name(period)}/reports/{service}"


def public_name(service: str = "pece", period: str = "2026") -> str:
    """The resource name of the public view of a report."""
    return f"{period_name(period)}/published-reports/{service}"


def rows(chart: Any) -> dict[str, tuple[str, ...]]:
    """Code of each row of a chart and its numbers as text; `…` is withheld, empty is unknown."""
    found = [*chart.rows, *([chart.total] if chart.HasField("total") else [])]
    return {row.code: tuple("…" if item.withheld else item.value for item in row.figures) for row in found}
