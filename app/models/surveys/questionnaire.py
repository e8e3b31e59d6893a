"""满意度调查表: a version of the questions and of the scales they are answered on; it never changes.

A sheet keeps answers as digits; what a digit means and how many points it gives stands here. So the
score of an old sheet is that of the version it was filled in, whatever is asked later.
"""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import Audited, Base, Choice, JsonList, by_value


class SurveyKind(Choice):
    """Whom a questionnaire is for: form F15 or F16."""

    INPATIENT = "INPATIENT", N_("住院")
    OUTPATIENT = "OUTPATIENT", N_("门诊")


class QuestionRole(Choice):
    """What a question is in the counting: one of the items, or one that stands for itself."""

    ITEM = "ITEM", N_("评价题")
    OVERALL = "OVERALL", N_("总体满意度")
    APART = "APART", N_("单列题")


class Questionnaire(Audited, Base):
    """One version. `scales` holds each scale with its options: words, points, how they count."""

    __tablename__ = "questionnaire"
    __table_args__ = (
        UniqueConstraint("survey_kind", "version_number"),
        CheckConstraint("version_number >= 1", name="version_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_kind: Mapped[SurveyKind] = mapped_column(by_value(SurveyKind))
    version_number: Mapped[int]
    title: Mapped[str] = mapped_column(String(60))
    intro: Mapped[str] = mapped_column(Text)
    effective_from: Mapped[date]
    scales: Mapped[list[dict[str, Any]]] = mapped_column(JsonList, nullable=True)


class SurveyQuestion(Audited, Base):
    """One question of a version, in the order of the paper; its place is its place in the answers.

    What is `scored_by_department` counts for the department on the sheet; of anything else the
    department with the function `answerable` has to answer (e.g. 膳食: 总务科).
    """

    __tablename__ = "survey_question"
    __table_args__ = (
        UniqueConstraint("questionnaire_id", "place"),
        UniqueConstraint("questionnaire_id", "code"),
        CheckConstraint("place BETWEEN 1 AND 40", name="place_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), index=True)
    place: Mapped[int]
    code: Mapped[str] = mapped_column(String(12))
    section: Mapped[str] = mapped_column(String(12))
    short: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(String(120))
    scale: Mapped[str] = mapped_column(String(12))
    role: Mapped[QuestionRole] = mapped_column(by_value(QuestionRole))
    scored_by_department: Mapped[bool]
    answerable: Mapped[str | None] = mapped_column(String(40))
