"""Titles stand in Czech alphabetical order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from komplan_core.czech_order import czech_order

ORDERED = [
    "Azyl",
    "Cesta",
    "cesta zpátky",
    "Cestička",
    "Čajovna",
    "Ďolík",
    "Domov",
    "Hospic",
    "Charita",
    "Chodba",
    "Idea",
    "Lužánka",
    "Raná péče",
    "Rehabilitace",
    "Řeka",
    "Sad",
    "Šatník",
    "Uhlí",
    "Úklid",
    "Zahrada",
    "Žák",
    "1. pomoc",
    "Яблоко",
]


@pytest.mark.parametrize("seed", range(5))
def test_letters_stand_in_czech_order(seed):
    mixed = random.Random(seed).sample(ORDERED, len(ORDERED))
    assert sorted(mixed, key=czech_order) == ORDERED


def test_diacritics_and_case_decide_among_equals_only():
    assert sorted(["krab", "krábe", "kraba", "krab", "Krab"], key=czech_order) == [
        "Krab",
        "krab",
        "krab",
        "kraba",
        "krábe",
    ]
    assert sorted(["dál", "dal", "dala"], key=czech_order) == ["dal", "dál", "dala"]


@given(st.text(), st.text())
def test_the_order_tells_different_texts_apart(one, other):
    assert (czech_order(one) == czech_order(other)) == (one == other)
