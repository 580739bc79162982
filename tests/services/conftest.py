"""Fixtures of planning's tests, on both kinds of store."""

import pytest
from support.planning import Town


@pytest.fixture
def town(instance):
    """A town whose planning service holds nothing yet."""
    return Town(instance("planning"))


@pytest.fixture
def plan(town):
    """A town with a plan of 2027–2029 and its draft: priorities `p1` (1) and `p2` (2), goal `g1` (1.1) under `p1`."""
    town.draft()
    return town
