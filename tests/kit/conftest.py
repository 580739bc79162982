"""Fixtures of the kit's tests."""

import pytest
from support.served import Office, Served


@pytest.fixture
def served(tmp_path):
    """Starts servers of made-up behaviour: `served(create=lambda request: …)`."""
    started = []

    def start(guard=None, **behaviour):
        folder = tmp_path / f"served{len(started)}"
        folder.mkdir()
        started.append(Served(folder, Office(**behaviour), **(guard or {})))
        return started[-1]

    yield start
    for item in started:
        item.stop()
