import pytest
from support.importing import *


@pytest.fixture
def importing(instance):
    return Importing(instance("catalogue"))


def test_x(importing):
    r = importing.register([record(1), record(2)])
    print(r)
    assert r.run.counts.created == 2
    r = importing.register([record(1), record(2)])
    print(r)
    for n, e in importing.state().items():
        print(n, e)
    print(importing.undo(importing.runs()[0].name))
    assert importing.state() == {}
