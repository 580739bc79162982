"""Many calls at once on one channel."""

from collections.abc import Callable

from support.instance import Instance

from komplan.planning.v1 import need_pb2
from komplan.planning.v1 import plan_editor_service_pb2 as edit


def test_more_calls_at_once_than_a_connection_has_streams_are_all_answered(instance: Callable[..., Instance]) -> None:
    city = instance("planning")
    need = need_pb2.Need(title="Potřeba", target_groups=["seniors"], year=2026, persons_basis="unknown", state="open")
    requests = [edit.CreateNeedRequest(parent="areas/vzorov", need=need) for _ in range(180)]
    answers = city.ask_all("PlanEditorService/CreateNeed", requests)
    assert [answer for answer in answers if isinstance(answer, BaseException)] == []
    assert len({answer.name for answer in answers}) == len(requests)
