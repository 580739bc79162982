"""Two hundred people edit one draft at once: nobody's change is lost, and whoever was late is told."""

from support.planning import DRAFT, EDITOR

from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1 import plan_service_pb2 as read
from komplan.planning.v1.plan_pb2 import Measure
from komplan_core.errors import Stale

EDITORS, MEASURES = 200, 40


def test_two_hundred_editors_at_once_lose_no_change(plan):
    for number in range(MEASURES):
        plan.measure(f"m{number}", "g1", number + 1)
    before, refused, rounds = plan.revision(), 0, 0
    waiting = [(f"{DRAFT}/measures/m{editor % MEASURES}", f"[{editor}]") for editor in range(EDITORS)]
    while waiting:
        reads = [read.GetMeasureRequest(name=name) for name, _ in waiting]
        seen = plan.instance.ask_all("PlanService/GetMeasure", reads, EDITOR)
        writes = [
            edit.UpdateMeasureRequest(
                measure=Measure(name=name, etag=measure.etag, description=measure.description + word),
                update_mask={"paths": ["description"]},
            )
            for (name, word), measure in zip(waiting, seen, strict=True)
        ]
        answers = plan.instance.ask_all("PlanEditorService/UpdateMeasure", writes, EDITOR)
        assert {type(answer) for answer in answers} <= {Measure, Stale}
        late = [asked for asked, answer in zip(waiting, answers, strict=True) if isinstance(answer, Stale)]
        assert len(waiting) - len(late) == MEASURES
        refused, rounds, waiting = refused + len(late), rounds + 1, late
    assert (rounds, refused) == (EDITORS // MEASURES, sum(range(0, EDITORS, MEASURES)))
    assert plan.revision() == before + EDITORS
    for number in range(MEASURES):
        words = plan.get(f"{DRAFT}/measures/m{number}").description
        assert sorted(words.strip("[]").split("][")) == sorted(str(e) for e in range(number, EDITORS, MEASURES))
