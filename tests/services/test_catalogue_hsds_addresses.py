"""Web addresses, telephones and e-mails as machines take them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hsds import checker

from komplan_catalogue.usecases.outputs.hsds.addresses import email, is_free, telephone, uri
from komplan_core.catalogue import Contact

SOME_ID = "8f33a767-229c-59b7-9e65-ecc40f168f78"


@given(
    st.text(max_size=40),
    st.text(max_size=40),
    st.sampled_from(["https://vzorov.example", "http://a.b", "https://č.cz:8080"]),
)
def test_every_web_address_that_is_taken_has_a_form_for_machines(path, query, host):
    try:
        web = Contact(web=f"{host}/{path}?{query}").web
    except ValueError:  # the rules of a contact refuse it
        return
    assert checker("url")({"id": SOME_ID, "url": uri(web)}) == []


@pytest.mark.parametrize(
    ("web", "found"),
    [
        ("https://bücher.example/péče o seniory", "https://xn--bcher-kva.example/p%C3%A9%C4%8De%20o%20seniory"),
        ("https://vzorov.example/100%", "https://vzorov.example/100%25"),
        ("https://vzorov.example/a%20b?c=d#e", "https://vzorov.example/a%20b?c=d#e"),
        ("http://[::1/x.y", ""),
        ("https://a..b/", ""),
        (f"https://{'a' * 64}.cz", ""),
    ],
)
def test_web_addresses(web, found):
    assert uri(web) == found


@pytest.mark.parametrize(
    ("written", "number", "free"),
    [
        ("555 000 111", "+420555000111", False),
        ("+420 555/000-111", "+420555000111", False),
        ("00421 2 5555 0000", "+421255550000", False),
        ("420555000111", "+420555000111", False),
        ("800 123 456", "+420800123456", True),
        ("116 111", "116 111", True),
        ("112", "112", False),
        ("4915112345678", "4915112345678", False),
    ],
)
def test_telephones(written, number, free):
    assert (telephone(written), is_free(telephone(written))) == (number, free)


@given(st.from_regex(r"[a-z.]{1,12}@[a-z]{1,8}\.[a-z][a-z-]{1,6}", fullmatch=True))
def test_every_e_mail_that_is_given_out_is_one_for_machines(written):
    found = email(Contact(email=written).email)
    assert found in ("", written)
    assert checker("contact")({"id": SOME_ID} | ({"email": found} if found else {})) == []
