"""Asks a region about its needs, as its office and as everybody."""

from collections.abc import Callable
from typing import Any

import pytest

from komplan.region.v1 import need_pb2
from komplan.region.v1 import need_round_office_service_pb2 as rounds
from komplan.region.v1 import needs_office_service_pb2 as office
from komplan.region.v1 import needs_service_pb2 as pb
from komplan_core.errors import PlanError
from support.instance import Instance
from support.region_needs import REGION, ROUND, open_round, territory_request

VZOROV, LHOTA, VES, LIPNA, OTHER_VES = "999001", "999002", "999003", "999011", "999012"
STAFF = ("analyst",)


def region_with_a_round(instance: Callable[..., Instance]) -> Instance:
    """A region with its territory and an open round of 2027."""
    made = instance("region", region="kraj")
    made.ask("TerritoryOfficeService/ImportTerritory", territory_request())
    open_round(made)
    return made


def coverage(region: Instance, name: str = ROUND) -> need_pb2.RoundCoverage:
    return region.ask("NeedsService/GetNeedCoverage", pb.GetNeedCoverageRequest(name=name), roles=())


def states(region: Instance) -> dict[str, str]:
    return {s.municipality: s.state for orp in coverage(region).orps for s in orp.coverage.standings}


def listed(region: Instance, **values: Any) -> list[need_pb2.RegionalNeed]:
    request = office.ListRegionalNeedsRequest(parent=REGION, **{"from_year": 2027, **values})
    return list(region.ask("NeedsOfficeService/ListRegionalNeeds", request, STAFF).needs)


def refused(call: Callable[[], Any]) -> tuple[str, str]:
    """Reason and field of a refusal."""
    with pytest.raises(PlanError) as wrong:
        call()
    return wrong.value.reason, wrong.value.violations[0].field if wrong.value.violations else ""


def issued(region: Instance, municipality: str) -> str:
    request = rounds.IssueNeedCodesRequest(parent=ROUND, municipalities=[municipality], request_id=f"i-{municipality}")
    found = region.ask("NeedRoundOfficeService/IssueNeedCodes", request)
    again = region.ask("NeedRoundOfficeService/IssueNeedCodes", request)
    assert ([item.title for item in again.codes], [item.code for item in again.codes]) == ([found.codes[0].title], [""])
    return str(found.codes[0].code)
