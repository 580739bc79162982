"""Pages go by row ids, so an id is given once, also when the newest rows were deleted."""

from importlib import import_module

import pytest
from sqlalchemy import text
from support.shelf import add

from komplan.planning.v1 import plan_service_pb2
from komplan_kit import fsck
from komplan_kit.engine import Store
from komplan_kit.reading import Listing
from komplan_kit.schema import upgrade
from komplan_planning.repositories.kinds import CYCLES

SERVICES = ("komplan_catalogue", "komplan_planning", "komplan_consultation", "komplan_witness", "komplan_region")
LISTING = Listing(CYCLES)


def page(shelf, token=""):
    request = plan_service_pb2.ListCyclesRequest(parent="areas/vzorov", page_size=2, page_token=token)
    return plan_service_pb2.ListCyclesResponse.FromString(shelf.wait(shelf.database.page(LISTING, request)))


def test_what_is_added_after_a_deletion_stands_on_the_next_page(shelf):
    for id_ in "abc":
        shelf.write(add(id_))
    first = page(shelf)
    for id_ in "bc":
        shelf.write(lambda tx, id_=id_: tx.cycles.delete(f"areas/vzorov/cycles/{id_}"))
    shelf.write(add("d"))
    second = page(shelf, first.next_page_token)
    assert [item.name.rsplit("/", 1)[-1] for item in second.cycles] == ["d"]


@pytest.mark.parametrize("service", SERVICES)
def test_every_table_of_entities_counts_on(tmp_path, service):
    store = Store(f"sqlite:///{tmp_path}/fresh.sqlite3")
    upgrade(store, service)
    repositories = import_module(f"{service}.repositories")
    with store.engine.connect() as connection:
        for kind in fsck.kinds_of(repositories):
            made = connection.execute(
                text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": kind.table.name}
            ).scalar()
            assert "PRIMARY KEY AUTOINCREMENT" in made, kind.table.name
