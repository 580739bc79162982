"""What a form, an answer and a list of the region may hold."""

import io
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError
from support.regional_needs import LIST, NAMES, PLACES, TOWNS

from komplan_core.declarations import AreaLevel, PlanningArea
from komplan_core.regional.need_records import NeedForm, NeedResponse, code_hash
from komplan_core.regional.territory import (
    Units,
    of_region,
    official_tables,
    shrinks,
    territory_of_areas,
    units,
)
from komplan_core.territory import read_territory


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"needs": (), "no_unmet_needs": False}, "REQUIRED"),
        ({"needs": ({"title": "x", "target_groups": ("seniors",)},), "no_unmet_needs": True}, "INVALID_VALUE"),
        ({"needs": ({"title": "x", "target_groups": ("nobody",)},)}, "UNKNOWN_CODE"),
        ({"needs": ({"title": "x", "target_groups": ("seniors",), "persons": 0},)}, "INVALID_VALUE"),
        ({"needs": ({"title": "x", "target_groups": ("seniors",), "municipalities": (TOWNS[1],)},)}, "AREA_MISMATCH"),
        ({"no_unmet_needs": True, "on_behalf_of": (TOWNS[0],)}, "INVALID_VALUE"),
        ({"no_unmet_needs": True, "approved_by": " "}, "REQUIRED"),
    ],
)
def test_a_form_that_says_nothing_or_too_much_is_refused(values: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        NeedForm.model_validate({"municipality": TOWNS[0], "approved_by": "úřad", **values})
    assert reason in {error["type"] for error in wrong.value.errors()}


def test_an_answer_has_a_reason_and_only_a_merged_need_goes_on_under_another() -> None:
    given = {
        "need": NAMES[0],
        "title": "x",
        "year": 2027,
        "outcome": "accepted",
        "reason": "v síti",
        "decided_by": "rada",
    }
    assert NeedResponse.model_validate(given).outcome == "accepted"
    for wrong in ({"reason": " "}, {"outcome": "merged"}, {"merged_into": NAMES[1]}, {"decided_by": ""}):
        with pytest.raises(ValidationError):
            NeedResponse.model_validate({**given, **wrong})


def test_a_code_works_however_it_is_typed_and_for_its_municipality_only() -> None:
    assert code_hash("r/codes/500000", "abcd-EFGH jkmn pqrs") == code_hash("r/codes/500000", "ABCD-EFGH-JKMN-PQRS")
    assert code_hash("r/codes/500001", "ABCD-EFGH-JKMN-PQRS") != code_hash("r/codes/500000", "ABCD-EFGH-JKMN-PQRS")


def test_a_territory_knows_its_units_by_code_and_a_torn_one_is_refused() -> None:
    assert PLACES.orp_of(TOWNS[4]) == "92"
    assert (PLACES.orp_of("123456"), Units().title("123456")) == ("", "123456")
    assert PLACES.of_orp("91") == TOWNS[:3]
    with pytest.raises(ValidationError):
        LIST.revised({"orps": LIST.orps[:1]})
    assert shrinks(LIST, LIST.revised({"municipalities": LIST.municipalities[:5]}))
    assert not shrinks(LIST, LIST)


def test_a_made_territory_has_what_its_cities_speak_of() -> None:
    orp = PlanningArea(code="o", title="ORP Les", level=AreaLevel.ORP, municipalities=TOWNS[:3], orp="V1", region="V")
    city = PlanningArea(code="m", title="Les", level=AreaLevel.CITY, municipalities=TOWNS[:1], orp="V1", region="V")
    made = units(territory_of_areas([city, orp], "K1", "Kraj", date(2026, 1, 1)))
    assert (made.title(TOWNS[0]), made.orp_title("V1"), len(made.municipalities)) == ("Les", "Les", 3)


def test_a_list_written_as_official_tables_is_read_back_the_same() -> None:
    tables = [io.StringIO(text.decode(), newline="") for text in official_tables(LIST).values()]
    assert of_region(read_territory(*tables), "", LIST.valid_from) == LIST
