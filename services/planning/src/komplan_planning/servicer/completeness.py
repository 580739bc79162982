"""Completeness of plans."""

from typing import Any, Final

from komplan.planning.v1 import completeness_pb2
from komplan.planning.v1 import completeness_service_pb2 as pb
from komplan_core.completeness.judging import blocking, warnings
from komplan_core.completeness.rules import Check, Place, Rule
from komplan_kit.caller import current
from komplan_kit.codec import Codec
from komplan_kit.days import day_message, given_day
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.completeness import Completeness
from komplan_planning.usecases.structure import is_office

RULE = Codec(completeness_pb2.Rule, Rule)
PLACE = Codec(completeness_pb2.Place, Place)
MOST_PLACES: Final = 200


class CompletenessServicer:
    """Judging."""

    def __init__(self, database: Planning, completeness: Completeness) -> None:
        self._db, self._completeness = database, completeness

    async def CheckPlanVersion(self, request: pb.CheckPlanVersionRequest, context: Any) -> pb.CheckPlanVersionResponse:
        staff = is_office(current.get().caller)
        day = given_day(request, "day")
        verdict = await self._db.read(self._completeness.check, request.name, day, staff)
        return pb.CheckPlanVersionResponse(
            name=request.name,
            day=day_message(verdict.day),
            checks=[_told(check) for check in verdict.checks],
            mandatory=blocking(verdict.checks),
            warnings=warnings(verdict.checks),
        )


def _told(check: Check) -> completeness_pb2.Check:
    return completeness_pb2.Check(
        rule=RULE.encode(check.rule.head),
        outcome=check.outcome,
        places=[PLACE.encode(place) for place in check.places[:MOST_PLACES]],
        places_total=len(check.places),
    )
