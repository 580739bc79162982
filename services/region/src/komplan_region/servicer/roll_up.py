"""What the cities' plans add up to, as a message."""

from datetime import datetime

from komplan.region.v1 import region_pb2
from komplan.region.v1 import roll_up_pb2 as pb
from komplan_core.codelists import CodeList, entry
from komplan_core.regional.crosswalk import UNMAPPED
from komplan_region.servicer.messages import copy_message
from komplan_region.usecases.roll_up import Contribution, FigureSum, RollUp


def roll_up_message(found: RollUp, name: str, title: str, now: datetime) -> pb.RollUp:
    """The message of a roll-up that was added up at a moment; `title` is the region's."""
    message = pb.RollUp(
        name=name,
        title=title,
        from_year=found.first,
        to_year=found.last,
        coverage=(_coverage(item, now) for item in found.contributions),
        unreachable=found.unreachable,
        stale=found.stale,
        priorities=found.priorities,
    )
    for measure, area, code, measure_title in found.measures:
        message.measures.add(name=measure, area=area, code=code, title=measure_title)
    for key, total in found.financing.items():
        _tell(message.financing.add(), key, total)
    for code, group in found.groups.items():
        told = message.by_target_group.add(
            code=code, title=_title(code), priorities=group.priorities, measures=group.measures
        )
        told.planned = sum(total.planned for total in group.financing.values())
        for key, total in group.financing.items():
            _tell(told.financing.add(), key, total)
    for item in found.unmapped:
        message.unmapped.add(area=item.area, kind=item.kind, code=item.code, measures=item.measures)
    return message


def _tell(figure: pb.Figure, key: tuple[int, str], total: FigureSum) -> None:
    figure.year, figure.source = key
    figure.planned, figure.secured, figure.actual = total.planned, total.secured, total.actual
    figure.measures.extend(total.measures)


def _coverage(item: Contribution, now: datetime) -> region_pb2.Coverage:
    message = copy_message(item.standing)
    message.measures, message.priorities = item.measures, item.priorities
    message.systemic_priorities = item.systemic_priorities
    if item.standing.collected_at is not None:
        message.age_seconds = max(0, int((now - item.standing.collected_at).total_seconds()))
    return message


def _title(code: str) -> str:
    return "bez přiřazení" if code == UNMAPPED else entry(CodeList.TARGET_GROUPS, code).title
