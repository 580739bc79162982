"""Members: seats with personal data, sealed wherever they are stored, and erased for good."""

import pytest
from support.planning import AREA, CITIZEN, days, told

from komplan.planning.v1.member_pb2 import Member
from komplan_kit.engine import Store
from komplan_kit.sealing import unseal
from komplan_planning.repositories import METADATA

JANA = f"{AREA}/members/jana"
CANARY = "Jana Kanárková 7f3a91c2"
SEAT = {"working_group": "seniors", "role": "member", "side": "user", "mandate": days("2026-01-01", "2029-12-31")}


@pytest.fixture
def seated(town):
    """A town in which somebody sits in the seniors' group."""
    town.create("members", "jana", full_name=CANARY, contact=f"{CANARY}@example.cz", **SEAT)
    return town


def everything(town):
    """All bytes of the database: of every file on SQLite, of every row elsewhere."""
    store = Store(town.instance.databases["planning"])
    found = []
    with store.engine.connect() as connection:
        for table in METADATA.tables.values():
            for row in connection.execute(table.select()):
                found += [bytes(value) if isinstance(value, bytes) else str(value).encode() for value in row]
    if store.sqlite:
        folder = town.instance.folder.parent
        found += [path.read_bytes() for path in folder.rglob("*.sqlite3*")]
    return b"\n".join(found)


def test_a_seat_is_read_by_the_staff_only(seated):
    member = seated.get(JANA)
    assert (member.full_name, member.contact) == (CANARY, f"{CANARY}@example.cz")
    assert seated.get(JANA, ("clerk",)) == member
    for roles in (CITIZEN, ("region",), ("analyst",)):
        assert told(lambda roles=roles: seated.get(JANA, roles))[:2] == ("Forbidden", "ROLE_REQUIRED")
        assert told(lambda roles=roles: seated.page("members", roles=roles))[:2] == ("Forbidden", "ROLE_REQUIRED")


def test_nothing_personal_is_stored_in_the_open_through_all_changes(seated):
    seated.update(JANA, "full_name", full_name=f"{CANARY} nová", request_id="r-1")
    seated.update(JANA, "full_name", full_name=f"{CANARY} nová", request_id="r-1")
    seated.create("members", "karel", full_name=CANARY, request_id="r-2", **SEAT)
    seated.delete(f"{AREA}/members/karel")
    stored = everything(seated)
    assert JANA.encode() in stored
    for word in CANARY.split():
        assert word.encode() not in stored


def test_a_page_of_members_is_readable(seated):
    seated.create("members", "karel", full_name="Karel", **{**SEAT, "working_group": "families"})
    page = seated.page("members", working_group="seniors")
    assert [member.full_name for member in page.members] == [CANARY]
    assert seated.ids("members") == ["jana", "karel"]


def test_an_erased_person_is_gone_everywhere_and_the_seat_remains(seated):
    seated.update(JANA, "side", side="carer")
    erased = seated.erase(JANA)
    assert (erased.full_name, erased.contact, erased.side, erased.role) == ("", "", "carer", "member")
    assert seated.get(JANA) == erased
    assert [member.full_name for member in seated.page("members").members] == [""]
    assert sealed_entries(seated) == 2
    assert readable_entries(seated) == 0


def entries(town):
    return [Member.FromString(encoded) for name, encoded, deleted, _ in town.journal() if name == JANA and not deleted]


def sealed_entries(town):
    return sum(member.full_name.startswith("sealed:") for member in entries(town))


def readable_entries(town):
    keys = town.instance.context.keys()
    return sum(bool(unseal(member, keys.find).full_name) for member in entries(town))


def test_history_is_readable_until_it_is_erased(seated):
    seated.update(JANA, "side", side="carer")
    assert (sealed_entries(seated), readable_entries(seated)) == (2, 2)


def test_a_repeated_answer_forgets_with_the_rest(town):
    request = town.creation("members", "jana", request_id="r-1", full_name=CANARY, **SEAT)
    assert town.ask(request).full_name == CANARY
    assert town.ask(request).full_name == CANARY
    town.erase(JANA)
    assert town.ask(request).full_name == ""


def test_removing_a_seat_erases_the_person(seated):
    seated.delete(JANA)
    assert readable_entries(seated) == 0
    assert told(lambda: seated.get(JANA))[:2] == ("NotFound", "NOT_FOUND")


def test_a_refused_removal_erases_nothing(seated):
    assert told(lambda: seated.delete(JANA, etag="999")) == ("Stale", "STALE_ETAG", "etag")
    assert seated.get(JANA).full_name == CANARY
    assert told(lambda: seated.delete(f"{AREA}/members/karel"))[:2] == ("NotFound", "NOT_FOUND")


def test_only_an_administrator_erases_and_may_do_it_again(seated):
    assert told(lambda: seated.erase(JANA, ("editor",)))[:2] == ("Forbidden", "ROLE_REQUIRED")
    seated.erase(JANA)
    assert seated.erase(JANA).full_name == ""
    assert told(lambda: seated.erase(f"{AREA}/members/karel"))[:2] == ("NotFound", "NOT_FOUND")


def test_a_seat_can_be_filled_again_after_an_erasure(seated):
    seated.erase(JANA)
    seated.update(JANA, "full_name", full_name="Nová osoba")
    assert seated.get(JANA).full_name == "Nová osoba"
    assert readable_entries(seated) == 1


def test_a_seat_of_an_erased_person_can_end(seated):
    unnamed = ("Invalid", "REQUIRED", "member.full_name")
    assert told(lambda: seated.update(JANA, "full_name", full_name=" ")) == unnamed
    seated.erase(JANA)
    left = days("2026-01-01", "2027-03-31")
    ended = seated.update(JANA, "mandate", mandate=left)
    assert (ended.full_name, ended.mandate) == ("", left)
    assert told(lambda: seated.update(JANA, "full_name", full_name=" ")) == unnamed


@pytest.mark.parametrize(
    ("values", "field", "reason"),
    [
        ({"full_name": ""}, "member.full_name", "REQUIRED"),
        ({"full_name": " \t"}, "member.full_name", "REQUIRED"),
        ({"body": "council"}, "member.working_group", "REQUIRED"),
        ({"working_group": ""}, "member.working_group", "REQUIRED"),
        ({"working_group": "", "body": "parliament"}, "member.body", "UNKNOWN_CODE"),
        ({"working_group": "sports"}, "member.working_group", "UNKNOWN_CODE"),
        ({"working_group": "youth"}, "member.working_group", "GROUP_OUTSIDE_VALIDITY"),
        ({"role": "emperor"}, "member.role", "UNKNOWN_CODE"),
        ({"side": "opposition"}, "member.side", "INVALID_VALUE"),
        ({"full_name": "a" * 501}, "member.full_name", "TEXT_TOO_LONG"),
    ],
    ids=str,
)
def test_a_seat_is_one_that_the_city_has(town, values, field, reason):
    given = {"full_name": "Jana", **SEAT, **values}
    assert told(lambda: town.create("members", "jana", **given)) == ("Invalid", reason, field)
    assert town.revision() == 0


def test_a_longest_name_can_be_stored(town):
    made = town.create("members", "jana", full_name="ž" * 500, contact="ř" * 1000, **SEAT)
    assert town.update(JANA, "side", side="carer").full_name == made.full_name
