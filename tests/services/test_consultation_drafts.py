"""Drafts are copied from planning when they are published; points keep to the passages that they speak of."""

import hashlib
import json
import unicodedata

import pytest
from support.consultation import Desk, stored, told
from support.planning import DRAFT, PLAN, Town

from komplan.consultation.v1 import draft_office_service_pb2 as office
from komplan.consultation.v1 import draft_service_pb2 as read
from komplan.consultation.v1 import round_office_service_pb2 as rounds
from komplan.consultation.v1.comment_pb2 import Anchor, Point
from komplan.consultation.v1.round_pb2 import Round
from komplan.planning.v1 import plan_content_service_pb2 as content

BENCHES = "Město zřídí v každé čtvrti lavičky pro seniory a do roku 2029 opraví chodníky kolem domova."
PLACES = "measures/m1/description"


@pytest.fixture
def town(instance):
    """A town with a published draft of one measure."""
    made = Town(instance("planning", "consultation"))
    made.draft()
    made.measure("m1", description=BENCHES)
    made.measure("m2", position=2, description="Terénní služba bude i o víkendu.")
    return made


@pytest.fixture
def desk(town):
    town.publish()
    return Desk(town.instance)


def of_draft(desk, method, **values):
    request = getattr(read, f"{method}Request")(**values)
    return desk.city.ask(f"DraftService/{method}", request, roles=())


def office_of(desk, method, **values):
    return desk.ask(f"DraftOfficeService/{method}", getattr(office, f"{method}Request")(**values))


def blocks(desk, draft, page_size=3):
    token, found = "", []
    while True:
        page = of_draft(desk, "ListDraftBlocks", parent=draft, page_size=page_size, page_token=token)
        found += page.blocks
        if not (token := page.next_page_token):
            return found


def later(town, **measures):
    """A frozen later version in which descriptions of measures are other ones."""
    town.begin_from(PLAN, "druhy", "navrh")
    for id_, text in measures.items():
        name = f"{PLAN}/versions/druhy/measures/{id_}"
        if text:
            town.update(name, "description", description=text)
        else:
            town.delete(name)
    town.move(f"{PLAN}/versions/druhy", "publish")
    return f"{PLAN}/versions/druhy"


def closed(desk):
    desk.close()
    return desk


def test_the_draft_is_the_frozen_version_word_for_word_and_stays_so(town, desk):
    draft = of_draft(desk, "GetDraft", name=desk.opened.draft)
    version = town.get(DRAFT)
    assert (draft.name, draft.kind) == (f"{desk.round}/drafts/draft", "draft")
    assert (draft.sha256, draft.code) == (version.content_sha256, version.content_sha256[:8])
    request = content.ListTextBlocksRequest(parent=DRAFT, page_size=500)
    planned = town.instance.ask("PlanContentService/ListTextBlocks", request, roles=()).text_blocks
    copied = blocks(desk, draft.name)
    assert [(block.id, block.text, block.sha256) for block in copied] == [
        (block.id, block.text, block.sha256) for block in planned
    ]
    assert draft.blocks == len(copied) > 3
    for block in copied:
        assert block.sha256 == hashlib.sha256(unicodedata.normalize("NFC", block.text).encode()).hexdigest()
    over = "".join(f"{block.id}\n{block.sha256}\n" for block in copied)
    assert draft.blocks_sha256 == hashlib.sha256(over.encode()).hexdigest()
    entries = [json.loads(row.entry) for row in stored(town.instance, "log_leaf")]
    published = [entry["draft"] for entry in entries if entry["type"] == "draft.published"]
    assert published == [f"sha256:{draft.sha256}"]
    other = Desk(town.instance, round_id="podzim")
    assert of_draft(other, "GetDraft", name=other.opened.draft).blocks_sha256 == draft.blocks_sha256
    assert [item.name for item in of_draft(desk, "ListDrafts", parent=desk.round).drafts] == [draft.name]


def test_a_version_that_planning_may_still_change_is_not_announced(town):
    assert told(lambda: Desk(town.instance))[:2] == ("Refused", "DRAFT_NOT_FROZEN")
    version = f"{PLAN}/versions/zadna"
    assert told(lambda: Desk(town.instance, round_id="b", plan_version=version))[:2] == ("Refused", "DRAFT_NOT_FROZEN")
    town.publish()
    announce = rounds.AnnounceRoundRequest(name="areas/vzorov/rounds/jaro")
    assert town.instance.ask("RoundOfficeService/AnnounceRound", announce, ("clerk",)).state == "open"


def test_without_planning_a_round_has_no_draft_and_with_a_silent_one_it_waits(instance):
    alone = Desk(instance("consultation"))
    assert alone.opened.draft == ""
    publish = {"parent": alone.round, "kind": "final", "plan_version": alone.version}
    assert told(lambda: office_of(alone, "PublishDraft", **publish))[:2] == ("Refused", "NO_PLANNING")
    for planning, answer in (("", ("Refused", "NO_PLANNING")), ("localhost:9", ("Unavailable", "PEER_UNAVAILABLE"))):
        city = instance("consultation", planning=planning)
        assert told(lambda to=city, of=planning: Desk(to, round_id=f"x{len(of)}"))[:2] == answer


def test_a_later_draft_is_published_when_its_time_has_come(town, desk):
    version = later(town, m1="Lavičky budou.")
    publish = {"parent": desk.round, "kind": "final", "plan_version": version}
    assert told(lambda: office_of(desk, "PublishDraft", **publish))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    closed(desk)
    assert told(lambda: office_of(desk, "PublishDraft", **{**publish, "kind": "draft"}))[1:] == (
        "INVALID_VALUE",
        ["kind"],
    )
    approved = {**publish, "kind": "approved"}
    assert told(lambda: office_of(desk, "PublishDraft", **approved))[:2] == ("Refused", "TRANSITION_NOT_ALLOWED")
    first, second = (office_of(desk, "PublishDraft", **publish) for _ in range(2))
    assert [item.name.rpartition("/")[2] for item in (first, second)] == ["final", "final-2"]
    held = desk.ask("RoundOfficeService/StartSettling", rounds.StartSettlingRequest(name=desk.round))
    assert isinstance(held, Round)
    assert held.final_draft == second.name
    texts = {block.id: block.text for block in blocks(desk, first.name)}
    assert texts[PLACES] == "Lavičky budou."


def test_points_are_found_again_with_their_confidence_and_people_confirm(town, desk):
    known = {block.id: block.sha256 for block in blocks(desk, desk.opened.draft)}

    def point(block, exact=""):
        anchor = Anchor(block=block, block_sha256=known[block], exact=exact)
        return Point(text="Nesouhlasím.", anchor=anchor)

    quote = "lavičky pro seniory a do roku 2029"
    desk.entered(points=[point(PLACES, quote), point("measures/m2/description", "Terénní služba")])
    desk.entered(points=[point("nodes/p1/title"), Point(text="Bez místa.")])
    closed(desk)
    version = later(town, m1=BENCHES.replace("2029", "2031"), m2=None)
    revised = office_of(desk, "PublishDraft", parent=desk.round, kind="revised", plan_version=version)
    found = office_of(desk, "ReanchorPoints", name=revised.name)
    assert (found.certain, found.likely, found.lost, found.confirmed) == (1, 1, 1, 0)
    places = office_of(desk, "ListPlaces", parent=revised.name).places
    assert [place.name.rpartition("/")[2] for place in places] == ["1-1", "1-2", "2-1"]
    likely, lost, certain = places
    assert (certain.confidence, certain.block) == (100, "nodes/p1/title")
    assert (lost.confidence, lost.block) == (0, "")
    assert 50 <= likely.confidence < 90
    waiting = office_of(desk, "ListPlaces", parent=revised.name, unconfirmed=True).places
    assert [place.name for place in waiting] == [likely.name, lost.name]

    nowhere = {"name": lost.name, "block": "measures/m2/description"}
    for values, answer in (
        ({"name": lost.name}, ("REQUIRED", ["block"])),
        (nowhere, ("REFERENCE_MISSING", ["block"])),
        ({**nowhere, "block": "nodes/p1/title", "exact": "parkoviště"}, ("QUOTE_MISSING", ["exact"])),
    ):
        assert told(lambda given=values: office_of(desk, "ConfirmAnchor", **given))[1:] == answer
    confirmed = office_of(desk, "ConfirmAnchor", name=likely.name, etag=likely.etag)
    assert (confirmed.confirmed_by, confirmed.confidence) == ("tester", likely.confidence)
    stale = {"name": likely.name, "etag": likely.etag}
    assert told(lambda: office_of(desk, "ConfirmAnchor", **stale))[:2] == ("Stale", "STALE_ETAG")
    corrected = office_of(desk, "ConfirmAnchor", name=lost.name, block="nodes/p1/title", exact="Senioři")
    assert (corrected.block, corrected.exact) == ("nodes/p1/title", "Senioři")
    again = office_of(desk, "ReanchorPoints", name=revised.name)
    assert (again.certain, again.likely, again.lost, again.confirmed) == (1, 0, 0, 2)
    assert told(lambda: office_of(desk, "ReanchorPoints", name=desk.opened.draft))[1:] == ("INVALID_VALUE", ["name"])
