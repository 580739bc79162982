"""Serial numbers of paper forms, and what their code says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from komplan_core.book.replay import serial as serial_of_the_book
from komplan_core.consultation.forms import MOST_FORMS, FormBatch, form_code, serial

PREFIXES = st.from_regex(r"[A-Z][A-Z0-9]{0,7}", fullmatch=True)


@given(prefix=PREFIXES, number=st.integers(1, MOST_FORMS))
def test_a_form_is_recognised_by_its_code_and_called_as_in_the_book(prefix, number):
    form = serial(prefix, number)
    assert form == serial_of_the_book(prefix, number)
    code = form_code("areas/vzorov/rounds/jaro", "0123abcd", form)
    assert code.split("\n") == ["komplan-form/v1", "areas/vzorov/rounds/jaro", "0123abcd", form]


def batch(**values):
    given = {"prefix": "B03", "first": 120, "last": 122, "contact_point": "radnice", "issued_to": "k12", **values}
    return FormBatch(**given)


def test_a_batch_names_its_forms_in_order():
    assert batch().serials == ("B03-0120", "B03-0121", "B03-0122")
    assert len(batch(first=1, last=MOST_FORMS).serials) == MOST_FORMS


@pytest.mark.parametrize(
    "values", [{"prefix": "b03"}, {"prefix": "B-3"}, {"first": 0}, {"last": 119}, {"last": 10_000}, {"issued_to": ""}]
)
def test_a_batch_that_could_not_be_printed_is_refused(values):
    with pytest.raises(ValidationError):
        batch(**values)
