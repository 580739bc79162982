"""What would take too long to look at is refused before anybody does."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable

import pytest
from support.instance import Instance

from komplan.consultation.v1.comment_pb2 import Comment
from komplan.planning.v1.plan_pb2 import Measure, PlanNode
from komplan_core.errors import Invalid, Unidentified
from komplan_kit import inputs
from komplan_kit.identity import Identities


def refused(message: object) -> tuple[str, str]:
    with pytest.raises(Invalid) as wrong:
        inputs.check(message)  # type: ignore[arg-type]
    return wrong.value.violations[0].field, wrong.value.reason


def test_marks_piled_upon_a_letter_are_refused() -> None:
    assert refused(PlanNode(title="a" + "\u0301\u0316" * 16)) == ("title", "TEXT_CONTROL")


def test_writing_with_many_marks_on_many_letters_is_taken() -> None:
    text = "u\u030a" * 400 + "Zдраví" * 50
    node = PlanNode(title=text)
    inputs.check(node)
    assert node.title == "ů" * 400 + "Zдраví" * 50


def test_a_text_longer_than_any_field_is_refused() -> None:
    assert refused(PlanNode(text="ž" * 100_001)) == ("text", "TEXT_TOO_LONG")


def test_a_list_longer_than_any_request_carries_is_refused_wherever_it_stands() -> None:
    assert refused(Measure(needs=["x"] * 1_001)) == ("needs", "TOO_MANY")
    assert refused(Comment(points=[{}] * 1_001)) == ("points", "TOO_MANY")  # type: ignore[list-item]


class Context:
    """A call over plaintext that presents an assertion."""

    def __init__(self, token: str) -> None:
        self.token = token

    def auth_context(self) -> dict[str, list[bytes]]:
        return {}

    def invocation_metadata(self) -> tuple[tuple[str, str], ...]:
        return (("authorization", f"Bearer {self.token}"),)


def test_an_assertion_that_the_library_stumbles_over_is_no_assertion(instance: Callable[..., Instance]) -> None:
    city = instance("planning")
    header = urlsafe_b64encode(json.dumps({"alg": "Ed25519", "crit": 5}).encode()).decode().rstrip("=")
    with pytest.raises(Unidentified):
        Identities("vzorov", city.settings.identity.issuers).of(Context(f"{header}.e30.AAAA"))
