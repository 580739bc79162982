"""A city's sheets and letters as it declares them (`komplan_importers`, `komplan_documents`, fields of comments)."""

from datetime import date

import pytest
from pydantic import ValidationError

from komplan_core.consultation import ChannelRule, Round
from komplan_core.consultation.reminders import Reminded, reminder
from komplan_core.declarations import CommentCategory
from komplan_core.errors import Invalid
from komplan_core.extra_fields import ExtraField, FieldSubject, Visibility
from komplan_core.hookspecs import hookimpl
from komplan_core.papers import (
    COMMENT_COLUMNS,
    REQUIRED_COLUMNS,
    Document,
    DocumentText,
    SheetColumn,
    SheetFormat,
    SheetValue,
)
from komplan_core.plugins import REFERENCE, Loaded, PluginFault, compile_loaded, compile_profile, load
from komplan_core.values import Period

SAID = tuple(SheetColumn(header=field, field=field) for field in REQUIRED_COLUMNS)


def sheet(*columns: SheetColumn) -> SheetFormat:
    """A sheet that says all that it must, and these columns."""
    return SheetFormat(code="s", title="Sešit", columns=(*SAID, *columns))


def reason(call) -> str:
    """Why a declaration is refused."""
    with pytest.raises(ValidationError) as caught:
        call()
    return Invalid.of(caught.value).violations[0].reason


def city(**hooks):
    """The profile of a city whose plugin answers these hooks."""
    plugin = type("City", (), {name: staticmethod(hookimpl(answer)) for name, answer in hooks.items()})()
    return compile_loaded([Loaded("city", "city-plan", "1.0", plugin)], load([REFERENCE]))[0]


def test_a_sheet_may_use_every_column_of_komplans_own() -> None:
    extra = (field for field in COMMENT_COLUMNS if field not in REQUIRED_COLUMNS)
    assert len(sheet(*(SheetColumn(header=field, field=field) for field in extra)).columns) == len(COMMENT_COLUMNS)


def test_a_sheet_that_cannot_be_meant_is_refused_when_it_is_declared() -> None:
    assert reason(lambda: SheetColumn(header="barva", field="comment.colour")) == "UNKNOWN_FIELD"
    words = (SheetValue(written="holub", means="pigeon"),)
    assert reason(lambda: SheetColumn(header="kanál", field="comment.channel", values=words)) == "UNKNOWN_CODE"
    assert reason(lambda: SheetColumn(header="text", field="point.text", values=words)) == "INVALID_VALUE"
    assert reason(lambda: sheet(SheetColumn(header="jiný", field="point.text"))) == "DUPLICATE_CODE"
    assert reason(lambda: sheet(SheetColumn(header="POINT.TEXT"))) == "DUPLICATE_CODE"
    assert reason(lambda: SheetFormat(code="s", title="S", columns=SAID[1:])) == "REQUIRED"


def test_a_sheet_may_name_only_fields_that_the_city_adds_to_comments() -> None:
    named = sheet(SheetColumn(header="místo", field="extra.place"))
    place = ExtraField(subject=FieldSubject.COMMENT, code="place", label="Místo", visibility=Visibility.STAFF)
    fields = lambda subject: (place,) if subject == "comment" else ()  # noqa: E731
    assert city(komplan_importers=lambda: (named,), komplan_fields=fields).importers == (named,)
    with pytest.raises(PluginFault, match="UNKNOWN_CODE"):
        city(komplan_importers=lambda: (named,))


def test_what_a_comment_says_beside_its_words_is_for_the_office_only() -> None:
    assert reason(lambda: ExtraField(subject=FieldSubject.COMMENT, code="place", label="Místo")) == "INVALID_VALUE"
    staff = {"subject": FieldSubject.COMMENT, "code": "place", "label": "Místo", "visibility": Visibility.STAFF}
    assert reason(lambda: ExtraField(**staff, required=True)) == "INVALID_VALUE"


def test_two_plugins_may_not_word_one_document() -> None:
    text = DocumentText(code=Document.REPLY, heading="Město")
    plugins = [
        Loaded(
            name,
            f"{name}-plan",
            "1.0",
            type(name, (), {"komplan_documents": staticmethod(hookimpl(lambda: (text,)))})(),
        )
        for name in ("first", "second")
    ]
    with pytest.raises(PluginFault, match=r"`reply` is declared by .*first.* and by .*second"):
        compile_loaded(plugins, load([REFERENCE]))


def test_a_document_without_words_of_the_city_has_empty_ones() -> None:
    profile, _ = compile_profile(["ostrava"])
    assert profile.document(Document.REPLY) == DocumentText(code=Document.REPLY)
    assert profile.importers == ()


def test_a_reminder_tells_the_oldest_day_first_between_the_words_of_the_city() -> None:
    window = Period(start=date(2027, 1, 1), end=date(2027, 2, 1))
    rules = [ChannelRule(channel="web")]
    held = Round(title="Jaro", plan_version="areas/a/plans/p/versions/v", window=window, channels=rules)
    points = [Reminded("2/1", "přiděleno", date(2027, 3, 9)), Reminded("1/1", "v řešení", date(2027, 3, 1))]
    words = DocumentText(code=Document.REMINDER, heading="Město", opening="Dobrý den,", closing="Děkujeme.")
    lines = reminder(held, points, date(2027, 3, 5), words).text.splitlines()
    assert (lines[0], lines[2], lines[-1]) == ("Město", "Dobrý den,", "Děkujeme.")
    told = [line for line in lines if line.startswith("Bod ")]
    assert told == ["Bod 1/1: do 1. 3. 2027, 4 dní po termínu (v řešení)", "Bod 2/1: do 9. 3. 2027 (přiděleno)"]


def test_who_usually_handles_comments_is_told_to_nobody_outside() -> None:
    categories = (CommentCategory(code="care", title="Péče", handler="k7"),)
    profile = city(komplan_comment_categories=lambda: categories)
    assert profile.comment_categories[0].handler == "k7"
    assert "k7" not in profile.for_everybody().model_dump_json()
