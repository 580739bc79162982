"""The codec that is compiled from the descriptors, beside a copy of one message that somebody wrote by hand."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

from benchmarks import samples, shots
from benchmarks.figures import Figure
from komplan.planning.v1 import plan_pb2
from komplan_core.planning import Measure
from komplan_kit.codec import Codec

COPIES: Final = 2_000


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """Microseconds from a measure sheet of 1.1 kB with twelve lines of money to its record."""
    message = samples.measure(7)
    message.name, message.etag, message.code, message.state = f"{samples.VERSION}/measures/m7", "7", "1.7", "planned"
    codec = Codec(plan_pb2.Measure, Measure)
    if codec.decode(message) != by_hand(message):
        raise RuntimeError("the copy by hand and the codec do not agree")
    found = shots.alternate(
        {"codec": lambda: _microseconds(codec.decode, message), "by hand": lambda: _microseconds(by_hand, message)},
        rounds,
        seed,
    )
    name = f"decode a measure of {message.ByteSize()} bytes, beside a copy by hand"
    return [Figure("foundation", name, "µs", found["codec"], found["by hand"], "at-most", 1.5)]


def _microseconds(decode: Callable[[Any], object], message: plan_pb2.Measure) -> float:
    began = time.thread_time()
    for _ in range(COPIES):
        decode(message)
    return (time.thread_time() - began) / COPIES * 1e6


def by_hand(m: plan_pb2.Measure) -> Measure:
    """What somebody would write who knows this one message, and validates it once."""
    change = m.service_change
    return Measure.model_validate(
        {
            "name": m.name,
            "etag": m.etag,
            "node": m.node,
            "position": m.position,
            "code": m.code,
            "title": m.title,
            "description": m.description,
            "working_group": m.working_group,
            "state": m.state,
            "target_groups": list(m.target_groups),
            "municipalities": list(m.municipalities),
            "needs": list(m.needs),
            "expected_persons": m.expected_persons if m.HasField("expected_persons") else None,
            "service_change": {
                "change": change.change,
                "service": change.service,
                "service_type": change.service_type if change.HasField("service_type") else None,
                "form": change.form if change.HasField("form") else None,
                "unit": change.unit if change.HasField("unit") else None,
                "capacity_from": change.capacity_from if change.HasField("capacity_from") else None,
                "capacity_to": change.capacity_to if change.HasField("capacity_to") else None,
            }
            if m.HasField("service_change")
            else None,
            "activities": [
                {"title": item.title, "due": _day(item.due) if item.HasField("due") else None} for item in m.activities
            ],
            "responsible": m.responsible,
            "cooperating": list(m.cooperating),
            "period": {
                "start": _day(m.period.start),
                "end": _day(m.period.end) if m.period.HasField("end") else None,
            }
            if m.HasField("period")
            else None,
            "financing": [
                {
                    "year": line.year,
                    "source": line.source,
                    "kind": line.kind,
                    "planned": line.planned if line.HasField("planned") else None,
                    "secured": line.secured if line.HasField("secured") else None,
                    "actual": line.actual if line.HasField("actual") else None,
                }
                for line in m.financing
            ],
            "indicators": [
                {
                    "code": item.code,
                    "title": item.title,
                    "unit": item.unit,
                    "direction": item.direction,
                    "baseline": item.baseline if item.HasField("baseline") else None,
                    "baseline_on": _day(item.baseline_on) if item.HasField("baseline_on") else None,
                    "target": item.target if item.HasField("target") else None,
                    "target_on": _day(item.target_on) if item.HasField("target_on") else None,
                    "source": item.source,
                    "owner": item.owner,
                }
                for item in m.indicators
            ],
            "no_indicator_reason": m.no_indicator_reason,
        }
    )


def _day(day: Any) -> date:
    return date(day.year, day.month, day.day)
