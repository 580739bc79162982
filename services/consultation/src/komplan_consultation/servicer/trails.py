"""Trails and public settlements as messages."""

from typing import Final

from komplan.consultation.v1 import public_comment_pb2, trail_pb2
from komplan_consultation.ports.results import Published, Results
from komplan_consultation.usecases.trailing import CommentTrail, Trailing
from komplan_core.consultation import Round, Settlement
from komplan_core.consultation.traceability import Incorporation
from komplan_core.errors import NotFound, Refused, Unavailable
from komplan_kit.days import day_message

NOTHING: Final = Published()


class TrailMessages:
    """A trail, with what planning has published of its measures."""

    def __init__(self, trailing: Trailing, results: Results, groups: dict[str, str]) -> None:
        self.trailing, self._results, self._groups = trailing, results, groups

    async def of(self, found: CommentTrail) -> trail_pb2.Trail:
        """The message of a trail. Planning is asked where a measure keeps the comment; its silence is told."""
        published, silent = NOTHING, False
        if found.measures:
            try:
                published = await self._results.published(found.plan) or NOTHING
            except Unavailable:
                silent = True
            except (NotFound, Refused):  # the plan is not kept by this planning service, or none is configured
                published = NOTHING
        return trail_pb2.Trail(
            number=found.number,
            round=found.held.name,
            planning_unreachable=silent,
            points=[
                trail_pb2.TrailPoint(
                    label=point.label,
                    block=point.block,
                    heading=point.heading,
                    settlement=self.settlement(found.held, point.settlement),
                    changes=map(changed_passage, point.changes),
                    measures=[_measure(measure, published) for measure in point.measures],
                )
                for point in found.points
            ],
        )

    def settlement(self, held: Round, answer: Settlement | None) -> public_comment_pb2.PublicSettlement | None:
        """An answer as everybody may read it."""
        if answer is None:
            return None
        outcome = held.outcome(answer.outcome)
        who = answer.body or answer.working_group
        return public_comment_pb2.PublicSettlement(
            version=answer.version,
            outcome=answer.outcome,
            outcome_title=outcome.title if outcome else "",
            kernel=outcome.kernel.value if outcome else "",
            justification=answer.justification,
            working_group=who,
            working_group_title=self._groups.get(who, ""),
            decided_on=day_message(answer.decided_on),
            released_on=day_message(answer.released_on),
        )


def changed_passage(reason: Incorporation) -> trail_pb2.ChangedPassage:
    """A block that changed, and for whom."""
    return trail_pb2.ChangedPassage(
        block=reason.block,
        heading=reason.heading,
        change=reason.change.value,
        reason=reason.reason.value,
        words=reason.words,
        because_of=reason.labels,
        diff_sha256=reason.diff_sha256,
    )


def _measure(measure: str, published: Published) -> trail_pb2.TrailMeasure:
    seen = sorted((item for item in published.observations if item.measure == measure), key=lambda o: (o.year, o.half))
    years = {item.year for item in seen}
    judged = [item for item in published.evaluations if measure in item.measures or item.year in years]
    return trail_pb2.TrailMeasure(
        measure=measure,
        observations=[
            trail_pb2.TrailObservation(
                name=item.name,
                year=item.year,
                half=item.half,
                state=item.state,
                published_on=day_message(item.published_on),
            )
            for item in seen
        ],
        evaluations=[
            trail_pb2.TrailEvaluation(name=item.name, title=item.title, year=item.year)
            for item in sorted(judged, key=lambda e: (e.year or 9999, e.name))
        ],
    )
