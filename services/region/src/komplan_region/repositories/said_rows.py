"""Rows of what was said of needs, and what they say."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from google.protobuf.message import Message

from komplan_core.evidence.rounds import NeedRound
from komplan_core.regional.need_holding import SaidReport
from komplan_region.ports.needs import CapacitySaid, NeedSaid

REPORT: Final = (
    "name",
    "municipality",
    "on_behalf_of",
    "year",
    "version",
    "kind",
    "submitted_at",
    "correction_approved_by",
    "late_reason",
    "no_unmet_needs",
)
NEED: Final = (
    "name",
    "report",
    "said_at",
    "year",
    "need_no",
    "title",
    "groups",
    "unmapped",
    "municipalities",
    "persons",
    "persons_basis",
    "persons_overlap",
    "state",
    "follows",
    "merged_into",
)
_LINE: Final = (
    "service_type",
    "form",
    "unit",
    "quantity_needed",
    "quantity_now",
    "service",
    "from_year",
    "priority",
)
CAPACITY: Final = ("report", "year", *_LINE, "groups", "unmapped", "municipalities", "needs")


def report_row(said: SaidReport) -> dict[str, Any]:
    """The columns of a report."""
    told = {name: getattr(said, name) for name in REPORT}
    return {**told, "kind": said.kind.value, "on_behalf_of": list(said.on_behalf_of)}


def need_row(item: NeedSaid, message: Message) -> dict[str, Any]:
    """The columns of a need with the message in which it came."""
    told = {name: getattr(item.said, name) for name in NEED}
    return {
        **told,
        "groups": _texts(item.shares),
        "unmapped": list(item.said.unmapped),
        "municipalities": list(item.said.municipalities),
        "persons_basis": item.said.persons_basis.value,
        "state": item.said.state.value,
        "encoded": message.SerializeToString(deterministic=True),
    }


def capacity_row(item: CapacitySaid) -> dict[str, Any]:
    """The columns of a needed capacity."""
    return {
        **{name: getattr(item, name) for name in ("report", "year", *_LINE)},
        "groups": _texts(item.shares),
        "unmapped": list(item.unmapped),
        "municipalities": list(item.municipalities),
        "needs": list(item.needs),
    }


def round_row(item: NeedRound) -> dict[str, Any]:
    """The columns of a round of a city."""
    told = {name: getattr(item, name) for name in ("name", "title", "year", "opens", "closes")}
    return {**told, "state": item.state.value}


def capacity_said(row: tuple[Any, ...]) -> CapacitySaid:
    """What a row says, after the code of the planning area."""
    area, *values = row
    told: dict[str, Any] = dict(zip(CAPACITY, values, strict=True))
    shares = {group: Decimal(share) for group, share in told.pop("groups").items()}
    lists: dict[str, Any] = {name: tuple(told.pop(name)) for name in ("unmapped", "municipalities", "needs")}
    return CapacitySaid(area=area, shares=shares, **lists, **told)


def _texts(shares: Mapping[str, Decimal]) -> dict[str, str]:
    return {group: format(share, "f") for group, share in shares.items()}
