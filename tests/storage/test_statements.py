"""Statements: what is to be bound is bound, or the statement does not run."""

from datetime import datetime

import pytest
from sqlalchemy import bindparam, insert, select
from support.shelf import START

from komplan_kit.statements import Session, Statement
from komplan_planning.repositories import METADATA

REQUEST = METADATA.tables["request"]
ROW = {"caller": "office", "request_id": "r", "sha256": b"", "reply": b"", "at": START}


@pytest.fixture
def session(store):
    opened = Session(store.writer(), store.dialect)
    yield opened
    opened.close()


def test_a_misspelt_or_missing_parameter_is_an_error(session):
    found = Statement(select(REQUEST.c.caller).where(REQUEST.c.request_id == bindparam("id")))
    with pytest.raises(KeyError):
        session.all(found, ids="r")
    with pytest.raises(KeyError):
        session.all(found)
    assert session.all(found, id="r") == []


def test_a_missing_column_is_an_error(session):
    with pytest.raises(KeyError):
        session.run(Statement(insert(REQUEST)), **{name: ROW[name] for name in ROW if name != "reply"})
    session.run(Statement(insert(REQUEST)), **ROW)
    ((at,),) = session.all(Statement(select(REQUEST.c.at)))
    assert isinstance(at, datetime)
