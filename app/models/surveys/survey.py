"""满意度调查 and its anonymous sheets F15, F16 (四.1.(4)①, domain §4.2 M)."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.i18n import N_
from app.models.base import (
    Audited,
    Base,
    Choice,
    Record,
    UtcDateTime,
    by_value,
)
from app.models.keeping import Kept, required_while_kept
from app.models.surveys.questionnaire import SurveyKind


class SurveyStatus(Choice):
    """Where a survey stands (domain §4.2 M)."""

    PLANNED = "PLANNED", N_("已计划")
    COLLECTING = "COLLECTING", N_("收集中")
    TALLIED = "TALLIED", N_("已统计")
    FEEDBACK_ISSUED = "FEEDBACK_ISSUED", N_("已发反馈")
    RESPONDED = "RESPONDED", N_("已回复")
    VERIFIED = "VERIFIED", N_("已验证")
    CLOSED = "CLOSED", N_("已结案")
    ARCHIVED = "ARCHIVED", N_("已归档")
    DISPOSED = "DISPOSED", N_("已销毁")
    VOIDED = "VOIDED", N_("作废")


class SatisfactionSurvey(Record, Kept, Base):
    """One survey of a period. What was counted is written down when it is tallied, and stays."""

    __tablename__ = "satisfaction_survey"
    __table_args__ = (
        *required_while_kept("subject", "survey_kind", "period_from", "period_to", "target"),
        CheckConstraint("period_from <= period_to", name="period_in_order"),
        CheckConstraint("target BETWEEN 0 AND 100", name="target_percent"),
        CheckConstraint("issued_count >= 0", name="issued_counted"),
        CheckConstraint("collected_count BETWEEN 0 AND issued_count", name="collected_of_issued"),
        CheckConstraint("valid_count BETWEEN 0 AND collected_count", name="valid_of_collected"),
        CheckConstraint("satisfied_rate BETWEEN 0 AND 100", name="satisfied_percent"),
        CheckConstraint("pure_rate BETWEEN 0 AND satisfied_rate", name="pure_of_satisfied"),
        Index("ix_satisfaction_survey_list", "planned_at", "id", "status"),
        Index("ix_satisfaction_survey_status", "status", "planned_at"),
    )

    status: Mapped[SurveyStatus] = mapped_column(
        by_value(SurveyStatus), default=SurveyStatus.PLANNED
    )
    planned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    survey_kind: Mapped[SurveyKind | None] = mapped_column(by_value(SurveyKind))
    subject: Mapped[str | None] = mapped_column(String(60))
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    questionnaire_id: Mapped[int | None] = mapped_column(ForeignKey("questionnaire.id"))
    questionnaire_name: Mapped[str | None] = mapped_column(String(60))
    target: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    issued_count: Mapped[int | None]
    collected_count: Mapped[int | None]
    valid_count: Mapped[int | None]
    satisfied_rate: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    pure_rate: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    average_score: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    below_target: Mapped[str | None] = mapped_column(Text)
    method: Mapped[str | None] = mapped_column(Text)
    analysis: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)


class FilledBy(Choice):
    """Who filled a sheet in; nobody is named."""

    PATIENT = "PATIENT", N_("患者")
    FAMILY = "FAMILY", N_("家属")


class SurveySheet(Audited, Base):
    """One paper: a digit for each question in the order of the version, `0` 不适用, `-` not answered.

    Nothing says who filled it in. `second_answers` is the same paper keyed again by somebody else.
    """

    __tablename__ = "survey_sheet"
    __table_args__ = (
        UniqueConstraint("survey_id", "serial"),
        CheckConstraint("serial >= 1", name="serial_counted"),
        CheckConstraint("length(answers) > 0", name="answered"),
        CheckConstraint(
            "second_answers IS NULL OR (length(second_answers) = length(answers)"
            " AND second_keyed_by_id IS NOT NULL)",
            name="keyed_again_whole",
        ),
        CheckConstraint("second_keyed_by_id <> keyed_by_id", name="keyed_by_two"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("satisfaction_survey.id"), index=True)
    serial: Mapped[int]
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    filled_by: Mapped[FilledBy | None] = mapped_column(by_value(FilledBy))
    answers: Mapped[str] = mapped_column(String(40))
    praise: Mapped[str | None] = mapped_column(String(500))
    complaint: Mapped[str | None] = mapped_column(String(500))
    suggestion: Mapped[str | None] = mapped_column(String(500))
    keyed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    keyed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    second_answers: Mapped[str | None] = mapped_column(String(40))
    second_keyed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    void_reason: Mapped[str | None] = mapped_column(String(200))
