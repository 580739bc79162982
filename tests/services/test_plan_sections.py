"""Sections and text blocks: what is text in a plan, under ids that stay and hashes that tell every change."""

import unicodedata
from hashlib import sha256

import pytest
from support.planning import AREA, CITIZEN, DRAFT, PLAN, told

from komplan.planning.v1 import plan_content_service_pb2 as content
from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1.plan_pb2 import Activity, PlanVersion, Risk

VISION = f"{DRAFT}/sections/vize"
TEXT = "Každý žije doma, dokud chce."


def blocks(town, version=DRAFT, roles=("editor",), page_size=500):
    """All text blocks of a version."""
    found, token = [], ""
    while True:
        request = content.ListTextBlocksRequest(parent=version, page_size=page_size, page_token=token)
        page = town.instance.ask("PlanContentService/ListTextBlocks", request, roles)
        found += page.text_blocks
        token = page.next_page_token
        if not token:
            return found


def block(town, name, roles=("editor",)):
    return town.instance.ask("PlanContentService/GetTextBlock", content.GetTextBlockRequest(name=name), roles)


def section(town, id_="vize", position=1, **values):
    return town.create("sections", id_, DRAFT, **{"kind": "vision", "position": position, "title": "Vize", **values})


def test_a_section_is_written_read_changed_and_removed_in_a_draft_only(plan):
    made = section(plan, text=TEXT)
    assert plan.get(VISION) == made
    changed = plan.update(VISION, "text", etag=made.etag, text="Jinak")
    assert told(lambda: plan.update(VISION, "text", etag=made.etag, text="Zas")) == ("Stale", "STALE_ETAG", "etag")
    assert told(lambda: plan.get(VISION, CITIZEN))[:2] == ("NotFound", "NOT_FOUND")
    plan.publish()
    assert plan.get(VISION, CITIZEN) == changed
    before = plan.revision()
    for write in (
        lambda: section(plan, "dalsi", 2),
        lambda: plan.update(VISION, "text", text="Po zveřejnění"),
        lambda: plan.delete(VISION),
        lambda: plan.update(DRAFT, "title", title="Jiný název"),
    ):
        assert told(write)[:2] == ("Refused", "VERSION_FROZEN")
    assert plan.revision() == before


@pytest.mark.parametrize(
    ("values", "field", "reason"),
    [
        ({"kind": "poem"}, "plan_section.kind", "INVALID_VALUE"),
        ({"position": 0}, "plan_section.position", "INVALID_VALUE"),
        ({"position": 1}, "plan_section.position", "DUPLICATE_CODE"),
        ({"title": ""}, "plan_section.title", "REQUIRED"),
        ({"extra": [{"field": "motto", "value": "x"}]}, "plan_section.extra.0.field", "UNKNOWN_FIELD"),
    ],
    ids=str,
)
def test_a_section_that_breaks_a_rule_is_not_stored(plan, values, field, reason):
    section(plan)
    before = plan.revision()
    assert told(lambda: section(plan, "x", **{"position": 2, **values})) == ("Invalid", reason, field)
    assert plan.revision() == before


def test_every_text_is_a_block_in_the_order_of_printing(plan):
    section(plan, "uvod", 2, kind="introduction", title="Úvod")
    section(plan, text=TEXT)
    plan.measure(
        "m1",
        "g1",
        description="Dvě trasy",
        activities=[Activity(title="výběr"), Activity(title="provoz")],
        risks=[Risk(text="Nebudou lidé", likelihood="high", impact="low", response="nábor")],
        cooperating=["Charita"],
    )
    plan.measure("m2", "p1")
    found = {item.id: item for item in blocks(plan)}
    assert list(found) == [
        "sections/vize/title",
        "sections/vize/text",
        "sections/uvod/title",
        "nodes/p1/title",
        "measures/m2/title",
        "nodes/g1/title",
        "measures/m1/title",
        "measures/m1/description",
        "measures/m1/activities",
        "measures/m1/cooperating",
        "measures/m1/risks",
        "nodes/p2/title",
    ]
    assert found["measures/m1/activities"].text == "výběr\nprovoz"
    assert found["measures/m1/risks"].text == "Nebudou lidé: nábor"
    assert (found["measures/m1/title"].number, found["measures/m1/description"].title) == ("1.1.1", "Opatření")
    assert all(item.sha256 == sha256(item.text.encode()).hexdigest() for item in found.values())
    assert blocks(plan, page_size=5) == list(found.values())
    assert [block(plan, item.name) for item in found.values()] == list(found.values())


def test_two_ways_of_writing_one_letter_are_one_text(plan):
    section(plan, text=TEXT)
    before = block(plan, f"{VISION}/blocks/text").sha256
    plan.update(VISION, "text", text=unicodedata.normalize("NFD", TEXT))
    assert block(plan, f"{VISION}/blocks/text").sha256 == before


def test_a_block_keeps_its_id_and_hash_when_its_place_and_version_change(plan):
    plan.measure("m1", "g1", description="Dvě trasy")
    before = {item.id: item.sha256 for item in blocks(plan)}
    plan.update(f"{DRAFT}/nodes/g1", "parent", "position", parent="p2", position=3)
    request = edit.CreatePlanVersionRequest(
        parent=PLAN, plan_version_id="v2", plan_version=PlanVersion(title="Druhý návrh"), based_on="navrh"
    )
    plan.ask(request)
    assert {item.id: item.sha256 for item in blocks(plan, f"{PLAN}/versions/v2")} == before
    assert block(plan, f"{PLAN}/versions/v2/measures/m1/blocks/title").number == "2.3.1"


def test_blocks_of_a_draft_are_for_staff_and_others_learn_nothing(plan):
    section(plan, text=TEXT)
    for ask in (
        lambda: blocks(plan, roles=CITIZEN),
        lambda: block(plan, f"{VISION}/blocks/text", CITIZEN),
        lambda: block(plan, f"{VISION}/blocks/extra"),
        lambda: block(plan, f"{DRAFT}/nodes/none/blocks/title"),
        lambda: block(plan, f"{DRAFT}/poems/vize/blocks/title"),
        lambda: blocks(plan, f"{PLAN}/versions/none"),
    ):
        assert told(ask)[:2] == ("NotFound", "NOT_FOUND")
    assert told(lambda: block(plan, f"{AREA}/x"))[:2] == ("Invalid", "NAME_FORMAT")
    plan.publish()
    assert block(plan, f"{VISION}/blocks/text", CITIZEN).text == TEXT
    assert len(blocks(plan, roles=CITIZEN)) == 5
