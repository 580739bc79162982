"""How current what the region shows of a city is, as told with every figure."""

from komplan_core.directory import Freshness
from komplan_region.ports.directory import Standing


def freshness(standing: Standing) -> tuple[Freshness, ...]:
    """The state of the copy of each feed."""
    return tuple(
        Freshness(
            feed=item.feed,
            state=item.state,
            as_of=item.as_of,
            revision=item.revision,
            reason=item.reason,
            records=item.records,
            digest=item.digest.hex(),
        )
        for item in standing.feeds
    )
