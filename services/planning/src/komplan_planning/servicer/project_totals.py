"""What a paying project adds up to, as a message."""

from typing import Any

from komplan.planning.v1 import paying_project_pb2 as pb
from komplan_core.process.project_totals import ProjectTotals
from komplan_core.values import Money


def totals_message(name: str, found: ProjectTotals, finding: Any) -> pb.ProjectTotals:
    """The message of these totals; `finding` is the codec of findings."""
    return pb.ProjectTotals(
        project=name,
        planned=_hal(found.planned.amount),
        planned_complete=found.planned.complete,
        actual=_hal(found.actual.amount),
        actual_complete=found.actual.complete,
        subsidy=_hal(found.subsidy.amount),
        unspent=_hal(found.unspent),
        actual_percent=_text(found.actual_percent),
        sources=[
            pb.SourceTotal(
                source=item.source, planned=_hal(item.planned), actual=_hal(item.actual), share=_text(item.share)
            )
            for item in found.sources
        ],
        categories=[
            pb.CategoryTotal(category=item.category, planned=item.planned.hal, drawn=item.drawn.hal)
            for item in found.categories
        ],
        months=[
            pb.MonthTotal(
                month=item.month, planned=item.planned.hal, drawn=item.drawn.hal, drawn_so_far=item.drawn_so_far.hal
            )
            for item in found.months
        ],
        findings=[finding.encode(item) for item in found.findings],
    )


def _hal(amount: Money | None) -> int | None:
    return amount.hal if amount is not None else None


def _text(percent: Any) -> str | None:
    return f"{percent:f}" if percent is not None else None
