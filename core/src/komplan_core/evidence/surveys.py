"""Questionnaires: what was asked and how many answered what. Single answers are not kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from komplan_core.errors import violated
from komplan_core.organisation import Side
from komplan_core.record import Entity, Record
from komplan_core.reporting.withholding import withheld
from komplan_core.values import Code, Count, OptionalCode, Period, Text, Title, unique


class SurveyMethod(StrEnum):
    """How people were asked."""

    PAPER = "paper"
    ONLINE = "online"
    INTERVIEW = "interview"
    TELEPHONE = "telephone"
    FOCUS_GROUP = "focus-group"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class QuestionKind(StrEnum):
    """How many options one person could choose."""

    ONE = "one"
    SEVERAL = "several"


class SurveyQuestion(Record):
    """A question, and how many people answered it."""

    code: Code
    text: Title
    kind: QuestionKind = QuestionKind.ONE
    answered: Count
    """People who chose an option at least."""


class SurveyCount(Record):
    """How many people chose an option of a question."""

    question: Code
    option: Code
    title: Title
    count: Count


class SideCount(Record):
    """Respondents of one side."""

    side: Side
    respondents: Count


class Survey(Entity):
    """A survey with its results added up. Respondents are people who answered, not people concerned."""

    title: Title
    cycle: OptionalCode = ""
    method: SurveyMethod = SurveyMethod.UNKNOWN
    period: Period
    made_by: Text = ""
    """Organisation that made it."""
    respondents: Count
    sides: Annotated[tuple[SideCount, ...], unique("a side", lambda item: item.side)] = ()
    """Respondents by side; those of an unknown side are not among them."""
    questions: Annotated[
        tuple[SurveyQuestion, ...], Field(max_length=300), unique("a question", lambda item: item.code)
    ] = ()
    counts: Annotated[
        tuple[SurveyCount, ...], Field(max_length=5_000), unique("an option", lambda item: (item.question, item.option))
    ] = ()
    published: bool = False
    source: Text = ""

    def model_post_init(self, context: Any, /) -> None:
        if sum(item.respondents for item in self.sides) > self.respondents:
            violated("INVALID_VALUE", "the sides have more respondents than the survey", "sides")
        asked = {question.code: question for question in self.questions}
        chosen: dict[str, int] = {}
        for item in self.counts:
            question = asked.get(item.question)
            if question is None:
                violated("UNKNOWN_CODE", f"the survey has no question `{item.question}`", "counts")
            chosen[item.question] = chosen.get(item.question, 0) + item.count
            if item.count > question.answered:
                violated("INVALID_VALUE", f"`{item.option}` was chosen by more people than answered", "counts")
        for question in self.questions:
            if question.answered > self.respondents:
                violated("INVALID_VALUE", f"`{question.code}` was answered by more people than were asked", "questions")
            if question.kind is QuestionKind.ONE and chosen.get(question.code, 0) > question.answered:
                violated("INVALID_VALUE", f"`{question.code}`: one person could choose one option", "counts")


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One figure of a result; None where it is withheld, so that nobody stands out."""

    code: str
    title: str
    count: int | None


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What came of a question."""

    code: str
    text: str
    kind: QuestionKind
    answered: int | None
    lines: tuple[ResultLine, ...]


@dataclass(frozen=True, slots=True)
class SurveyResults:
    """What everybody may see of a survey."""

    respondents: int | None
    sides: tuple[ResultLine, ...]
    questions: tuple[QuestionResult, ...]


_TOTAL = "/total"
_REST = "/rest"


def results(survey: Survey, exact: bool) -> SurveyResults:
    """The results; unless wanted `exact`, without counts of one to four people and what would give them away."""
    sides = [(item.side.value, item.side.value, item.respondents) for item in survey.sides]
    total, by_side = _table(survey.respondents, sides, exact, adds_up=True)
    questions = []
    for question in survey.questions:
        options = [(item.option, item.title, item.count) for item in survey.counts if item.question == question.code]
        one = question.kind is QuestionKind.ONE
        answered, lines = _table(question.answered, options, exact, adds_up=one)
        questions.append(QuestionResult(question.code, question.text, question.kind, answered, lines))
    return SurveyResults(total, by_side, tuple(questions))


def _table(
    total: int, items: Iterable[tuple[str, str, int]], exact: bool, adds_up: bool
) -> tuple[int | None, tuple[ResultLine, ...]]:
    given = list(items)
    hidden: frozenset[str] = frozenset()
    if not exact and adds_up:
        parts = {code: count for code, _, count in given}
        rest = total - sum(parts.values())
        cells = {code: frozenset({code}) for code in parts}
        hidden = withheld({**cells, _TOTAL: frozenset({*parts, _REST})}, {**parts, _REST: rest})
    elif not exact:
        # options that one person may choose together do not add up: the few who left one out are few as well
        small = {code for code, _, count in given if 0 < count < 5 or 0 < total - count < 5}
        hidden = frozenset({*small, *({_TOTAL} if 0 < total < 5 else ())})
    lines = tuple(ResultLine(code, title, None if code in hidden else count) for code, title, count in given)
    return None if _TOTAL in hidden else total, lines
