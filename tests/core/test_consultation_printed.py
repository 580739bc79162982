"""Parts of a draft by the number that is printed on its pages."""

import pytest

from komplan_core.consultation.drafts import DraftBlock
from komplan_core.consultation.printed import Parts, headings
from komplan_core.errors import Invalid

BLOCKS = [
    DraftBlock(id=id_, number=number, title=title, text="text", sha256="0" * 64)
    for id_, number, title in (
        ("sections/uvod/text", "", "Úvod"),
        ("nodes/g1/title", "1.1", "Terénní služby"),
        ("measures/m1/title", "1.1.1", "Lavičky"),
        ("measures/m1/description", "1.1.1", "Lavičky"),
        ("nodes/g2/title", "A 2.", "Rodiny"),
        ("measures/m2/title", "2", "Poradna"),
        ("nodes/p2/title", "2", "Rodiny"),
    )
]


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("1.1.1", "measures/m1"),
        ("1.1.1.", "measures/m1"),
        ("opatření 1.1.1", "measures/m1"),
        ("1.1", "nodes/g1"),
        ("a  2", "nodes/g2"),
        ("measures/m2", "measures/m2"),
        ("sections/uvod", "sections/uvod"),
    ],
)
def test_a_part_is_found_by_its_printed_number_or_its_id(said, part):
    assert Parts(BLOCKS).find(said, "plan_part") == part


@pytest.mark.parametrize(
    ("said", "reason"), [("1.1.2", "REFERENCE_MISSING"), ("1", "REFERENCE_MISSING"), ("2", "INVALID_VALUE")]
)
def test_a_number_that_no_part_or_several_have_is_refused(said, reason):
    with pytest.raises(Invalid) as caught:
        Parts(BLOCKS).find(said, "points.0.plan_part")
    assert (caught.value.reason, caught.value.violations[0].field) == (reason, "points.0.plan_part")
    assert ("measures/m2" in caught.value.message) == (reason == "INVALID_VALUE")


def test_places_are_named_as_they_are_printed():
    found = headings(BLOCKS)
    assert found["measures/m1/description"] == "1.1.1 Lavičky (popis)"
    assert found["measures/m1"] == "1.1.1 Lavičky"
    assert found["sections/uvod/text"] == "Úvod (text)"
