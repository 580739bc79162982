"""Tables of surveys."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children
from komplan_planning.rows.tables import Row


class SurveyRow(EntityColumns, Row):
    __tablename__ = "survey"
    title: Mapped[str]
    cycle: Mapped[str]
    method: Mapped[str]
    period_start: Mapped[date]
    period_end: Mapped[date | None]
    made_by: Mapped[str]
    respondents: Mapped[int]
    sides: Mapped[list["SurveySideRow"]] = children(order_by="SurveySideRow.ordinal")
    questions: Mapped[list["SurveyQuestionRow"]] = children(order_by="SurveyQuestionRow.ordinal")
    counts: Mapped[list["SurveyCountRow"]] = children(order_by="SurveyCountRow.ordinal")
    published: Mapped[bool]
    source: Mapped[str]


class SurveySideRow(ChildColumns, Row):
    __tablename__ = "survey_side"
    survey_id: Mapped[int] = belongs_to("survey")
    side: Mapped[str]
    respondents: Mapped[int]
    __table_args__ = (UniqueConstraint("survey_id", "side"),)


class SurveyQuestionRow(ChildColumns, Row):
    __tablename__ = "survey_question"
    survey_id: Mapped[int] = belongs_to("survey")
    code: Mapped[str]
    text: Mapped[str]
    kind: Mapped[str]
    answered: Mapped[int]
    __table_args__ = (UniqueConstraint("survey_id", "code"),)


class SurveyCountRow(ChildColumns, Row):
    __tablename__ = "survey_count"
    survey_id: Mapped[int] = belongs_to("survey")
    question: Mapped[str]
    option: Mapped[str]
    title: Mapped[str]
    count: Mapped[int]
    __table_args__ = (UniqueConstraint("survey_id", "question", "option"),)
