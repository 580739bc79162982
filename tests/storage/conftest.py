"""Fixtures of the storage tests: planning's tables on both kinds of store, without a server in front."""

import pytest
from support.shelf import Shelf

from komplan_kit.engine import Store
from komplan_kit.schema import upgrade


@pytest.fixture
def store(address):
    """An empty store with planning's tables."""
    made = Store(address("planning"))
    upgrade(made, "komplan_planning")
    return made


@pytest.fixture
def shelves(store, address):
    """Opens databases on the store, as replicas of a service would: `shelves()`."""
    opened = []

    def open_one(**options):
        opened.append(Shelf(store, address("keystore"), **options))
        return opened[-1]

    yield open_one
    for shelf in opened:
        shelf.close()


@pytest.fixture
def shelf(shelves):
    """One database on the store."""
    return shelves()
