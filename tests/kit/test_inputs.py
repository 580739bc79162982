"""Text from outside: what is refused, what is brought to its composed form, and which field is named."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1 import plan_service_pb2 as pb
from komplan.planning.v1 import profile_pb2
from komplan_core.errors import Invalid
from komplan_kit import inputs

FORBIDDEN = {
    "NUL": "\x00",
    "escape": "\x1b",
    "delete": "\x7f",
    "C1 control": "\x85",
    "vertical tab": "\x0b",
    "right-to-left override": "\u202e",
    "left-to-right isolate": "\u2066",
    "arabic letter mark": "\u061c",
    "zero width space": "\u200b",
    "zero width joiner": "\u200d",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "line separator": "\u2028",
    "interlinear annotation": "\ufff9",
    "tag letter": "\U000e0041",
}


def violation(message):
    with pytest.raises(Invalid) as found:
        inputs.check(message)
    (only,) = found.value.violations
    return only.field, only.reason


def request():
    message = edit.CreateMeasureRequest(parent="areas/vzorov/plans/p/versions/v")
    message.measure.title = "Terénní služba"
    return message


@pytest.mark.parametrize("character", FORBIDDEN.values(), ids=FORBIDDEN)
def test_a_forbidden_character_is_refused_wherever_it_stands(character):
    for text in (character, f"a{character}", f"{character}ž", f"ab{character}cd"):
        message = request()
        message.measure.description = text
        assert violation(message) == ("measure.description", "TEXT_CONTROL")


@pytest.mark.parametrize(
    "text", ["řádek\nřádek", "sloupec\tsloupec", "řádek\r\n", "„uvozovky“ – pomlčka…", "\u00a0", "🏠"]
)
def test_ordinary_text_stays_as_it_is(text):
    message = request()
    message.measure.description = text
    inputs.check(message)
    assert message.measure.description == text


@pytest.mark.parametrize("name", ["Zábřeh", "Ústí nad Labem", "Žďár nad Sázavou", "Dětřichov nad Bystřicí", "Těšín"])
def test_decomposed_czech_names_become_composed(name):
    message = request()
    message.measure.title = unicodedata.normalize("NFD", name)
    message.measure.cooperating.append(unicodedata.normalize("NFD", name))
    assert message.measure.title != name
    inputs.check(message)
    assert (message.measure.title, message.measure.cooperating[0]) == (name, name)


def test_the_violation_names_the_path_to_the_text():
    message = request()
    message.measure.activities.add(title="první")
    message.measure.activities.add(title="dru\x00há")
    assert violation(message) == ("measure.activities.1.title", "TEXT_CONTROL")
    message = request()
    message.measure.cooperating.extend(["obec", "\u202eobec"])
    assert violation(message) == ("measure.cooperating.1", "TEXT_CONTROL")
    message = request()
    message.measure.service_change.service = "areas/\u200b"
    assert violation(message) == ("measure.service_change.service", "TEXT_CONTROL")


def test_names_masks_ids_and_tokens_are_text_too():
    assert violation(pb.GetMeasureRequest(name="areas/vzorov\x00")) == ("name", "TEXT_CONTROL")
    assert violation(pb.ListPlansRequest(page_token="\u200b")) == ("page_token", "TEXT_CONTROL")
    masked = edit.UpdateMeasureRequest(request_id="a\x07")
    assert violation(masked) == ("request_id", "TEXT_CONTROL")
    masked = edit.UpdateMeasureRequest()
    masked.update_mask.paths.append("ti\u202etle")
    assert violation(masked) == ("update_mask.paths.0", "TEXT_CONTROL")


def test_maps_are_looked_through():
    assert violation(profile_pb2.TargetGroup(canonical={"a\x00": "1"})) == ("canonical", "TEXT_CONTROL")
    assert violation(profile_pb2.TargetGroup(canonical={"a": "1\u202e"})) == ("canonical.a", "TEXT_CONTROL")


def test_lone_surrogates_cannot_enter_a_message():
    with pytest.raises((UnicodeEncodeError, ValueError)):
        pb.GetMeasureRequest(name="\ud800").SerializeToString()
    assert inputs.FORBIDDEN.search("\ud800")


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=30))
def test_any_text_is_either_refused_or_composed_and_free_of_what_is_forbidden(text):
    message = pb.GetMeasureRequest(name=text)
    if inputs.FORBIDDEN.search(text):
        assert violation(message) == ("name", "TEXT_CONTROL")
    else:
        inputs.check(message)
        assert message.name == unicodedata.normalize("NFC", text)
        assert not inputs.FORBIDDEN.search(message.name)
