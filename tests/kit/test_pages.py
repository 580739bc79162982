"""Page tokens: bound to the query that they continue, in one spelling, and to nothing else."""

import base64
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from komplan.planning.v1 import plan_service_pb2 as pb
from komplan_core.errors import Invalid
from komplan_kit import pages

VERSION = "areas/vzorov/plans/p/versions/v"


def measures(page_token="", parent=VERSION, **filters):
    return pb.ListMeasuresRequest(parent=parent, page_token=page_token, **filters)


def refused(request):
    with pytest.raises(Invalid) as found:
        pages.after(request)
    (violation,) = found.value.violations
    return violation.field, violation.reason


@given(st.integers(0, 2**63 - 1))
def test_a_token_leads_behind_the_row_that_it_was_made_for(last_id):
    assert pages.after(measures(pages.token(last_id, measures()))) == last_id


def test_the_first_page_needs_no_token():
    assert pages.after(measures()) == 0


def test_the_size_of_a_page_may_change_from_page_to_page():
    assert pages.after(measures(pages.token(7, measures(page_size=2)), page_size=500)) == 7


@pytest.mark.parametrize(
    "other",
    [
        {"parent": "areas/vzorov/plans/p/versions/w"},
        {"state": "running"},
        {"node": "p-1"},
        {"working_group": "seniors"},
    ],
    ids=str,
)
def test_a_token_of_another_query_is_refused(other):
    token = pages.token(7, measures(**other))
    assert refused(measures(token)) == ("page_token", "PAGE_TOKEN")


def test_a_token_of_another_list_is_refused_even_if_the_requests_look_alike():
    token = pages.token(7, pb.ListPlansRequest(parent="areas/vzorov"))
    assert refused(pb.ListCyclesRequest(parent="areas/vzorov", page_token=token)) == ("page_token", "PAGE_TOKEN")


@given(st.text(max_size=40))
def test_made_up_tokens_are_refused(text):
    if text:
        assert refused(measures(text)) == ("page_token", "PAGE_TOKEN")


@given(st.integers(0, 26), st.sampled_from("ABab09-_=!ž"))
def test_a_damaged_token_is_refused(place, character):
    token = pages.token(7, measures())
    damaged = token[:place] + character + token[place + 1 :]
    if damaged != token:
        assert refused(measures(damaged)) == ("page_token", "PAGE_TOKEN")


@pytest.mark.parametrize("change", [lambda t: t + "=", lambda t: t + "A", lambda t: t[:-1], lambda t: t + "\n" + t])
def test_a_token_has_one_spelling_only(change):
    assert refused(measures(change(pages.token(7, measures())))) == ("page_token", "PAGE_TOKEN")


def test_a_token_with_a_negative_place_is_refused():
    raw = base64.urlsafe_b64decode(pages.token(7, measures()) + "=")
    forged = base64.urlsafe_b64encode(struct.pack(">q", -7) + raw[8:]).decode().rstrip("=")
    assert refused(measures(forged)) == ("page_token", "PAGE_TOKEN")


@pytest.mark.parametrize(("wanted", "given"), [(0, 50), (1, 1), (500, 500), (501, 500), (2**31 - 1, 500)])
def test_pages_have_a_usual_and_a_largest_size(wanted, given):
    assert pages.size_of(wanted) == given


def test_a_negative_size_is_refused():
    with pytest.raises(Invalid) as found:
        pages.size_of(-1)
    assert found.value.reason == "PAGE_SIZE"
