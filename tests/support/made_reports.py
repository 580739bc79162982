"""Made-up reports, services and providers, for facts that hold for all of them."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from komplan_core.catalogue import Provider, Service
from komplan_core.codelists import CodeList, entries
from komplan_core.planning import FinancingKind
from komplan_core.reporting.charts import PeriodFigures, Reported
from komplan_core.reporting.coverage import Coverage
from komplan_core.reporting.lines import (
    ClientLine,
    CostCategory,
    CostLine,
    IncomeLine,
    Profession,
    RefusalLine,
    RefusedFor,
    UnitLine,
    WorkloadLine,
)
from komplan_core.reporting.periods import ReportPeriod
from komplan_core.reporting.reports import Report
from komplan_core.values import Money

AREA = "areas/vzorov"


def codes(code_list: CodeList) -> st.SearchStrategy[str]:
    """Codes of a list."""
    return st.sampled_from([entry.code for entry in entries(code_list)])


AMOUNTS = st.none() | st.integers(0, 10**13).map(Money)
FORMS = st.none() | codes(CodeList.FORMS)
KINDS = st.sampled_from(list(FinancingKind))
MUNICIPALITIES = st.sampled_from(["999001", "999002"])
CLIENT_LINES = st.builds(
    ClientLine,
    target_group=st.none() | codes(CodeList.TARGET_GROUPS),
    age_group=st.none() | codes(CodeList.AGE_GROUPS),
    municipality=st.none() | MUNICIPALITIES,
    clients=st.integers(0, 40),
)


@st.composite
def income_lines(draw: Any) -> IncomeLine:
    """Money from a source, municipalities named."""
    source = draw(codes(CodeList.FUNDING_SOURCES))
    named = {"municipality": MUNICIPALITIES, "founder": st.none() | MUNICIPALITIES}.get(source, st.none())
    planned, secured, actual = (draw(AMOUNTS) for _ in range(3))
    return IncomeLine(
        source=source, municipality=draw(named), kind=draw(KINDS), planned=planned, secured=secured, actual=actual
    )


def _lines(line: st.SearchStrategy[Any], *key: str) -> st.SearchStrategy[Any]:
    return st.lists(line, max_size=6, unique_by=lambda item: tuple(getattr(item, part) for part in key)).map(tuple)


REPORTS = st.builds(
    Report,
    name=st.just(f"{AREA}/report-periods/2026/reports/pece"),
    service=st.just(f"{AREA}/services/pece"),
    provider=st.just(f"{AREA}/providers/charita"),
    clients=_lines(CLIENT_LINES, "target_group", "age_group", "municipality"),
    overlap=st.booleans(),
    refusals=_lines(
        st.builds(RefusalLine, reason=st.sampled_from(list(RefusedFor)), applicants=st.integers(0, 12)), "reason"
    ),
    units=_lines(
        st.builds(UnitLine, unit=codes(CodeList.CAPACITY_UNITS), form=FORMS, delivered=st.integers(0, 10**6)),
        "unit",
        "form",
    ),
    occupancy=st.none() | st.decimals(0, 1000, places=2),
    workload=_lines(
        st.builds(
            WorkloadLine,
            profession=st.sampled_from(list(Profession)),
            form=FORMS,
            fte=st.decimals(0, 300, places=3),
        ),
        "profession",
        "form",
    ),
    costs=_lines(
        st.builds(CostLine, category=st.sampled_from(list(CostCategory)), kind=KINDS, planned=AMOUNTS, actual=AMOUNTS),
        "category",
        "kind",
    ),
    incomes=_lines(income_lines(), "source", "municipality", "kind"),
)


def service(code: str = "pece", **values: Any) -> Service:
    """A registered service of `charita`."""
    return Service(
        **{
            "name": f"{AREA}/services/{code}",
            "title": f"Služba {code}",
            "provider": f"{AREA}/providers/charita",
            "service_class": "registered",
            "registration_number": "1234567",
            "service_type": "home-care",
            **values,
        }
    )


def provider(code: str = "charita", **values: Any) -> Provider:
    """An organisation."""
    return Provider(**{"name": f"{AREA}/providers/{code}", "title": f"Organizace {code}", **values})


def period(year: int = 2026, half: int = 0, closed: bool = True) -> ReportPeriod:
    """A period, due at the end of March."""
    made = ReportPeriod(year=year, half=half, due=date(year + 1, 3, 31), closed=closed)
    return made.revised({"name": f"{AREA}/report-periods/{year}"})


def figures(*reported: Reported, of: ReportPeriod | None = None) -> PeriodFigures:
    """Published reports of a period."""
    found = of or period()
    known = Coverage(found.name, found.title, found.due, found.closed, len(reported), len(reported), len(reported), ())
    return PeriodFigures(found, known, reported)


def reported(report: Report, **facts: Any) -> Reported:
    """A report of a service and an organisation of one's choice."""
    return Reported(report, facts.get("service") or service(), facts.get("provider") or provider())


REPORTED = st.builds(
    Reported,
    REPORTS,
    st.builds(
        service,
        service_type=codes(CodeList.SERVICE_TYPES),
        forms=st.lists(codes(CodeList.FORMS), max_size=2, unique=True).map(tuple),
    ),
    st.builds(provider, founder_type=st.none() | codes(CodeList.FOUNDER_TYPES)),
)
"""Any report of any kind of service and organisation."""


def exact(text: str) -> Decimal:
    """A decimal number."""
    return Decimal(text)
