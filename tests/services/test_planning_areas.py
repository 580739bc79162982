"""The planning area as a resource."""

from collections.abc import Callable

import pytest
from support.instance import Instance

from komplan.planning.v1 import plan_service_pb2 as pb
from komplan_core.errors import Invalid, NotFound


def test_a_service_tells_which_area_it_serves(instance: Callable[..., Instance]) -> None:
    city = instance("planning")
    area = city.ask("PlanService/GetArea", pb.GetAreaRequest(name="areas/vzorov"), roles=())
    assert (area.name, area.planning_area.title) == ("areas/vzorov", "Vzorov")
    assert list(city.ask("PlanService/ListAreas", pb.ListAreasRequest(), roles=()).areas) == [area]


def test_another_area_is_not_found_and_a_foreign_token_refused(instance: Callable[..., Instance]) -> None:
    city = instance("planning")
    with pytest.raises(NotFound) as other:
        city.ask("PlanService/GetArea", pb.GetAreaRequest(name="areas/jinde"))
    assert other.value.reason == "AREA_MISMATCH"
    with pytest.raises(Invalid) as token:
        city.ask("PlanService/ListAreas", pb.ListAreasRequest(page_token="x"))
    assert token.value.reason == "PAGE_TOKEN"
