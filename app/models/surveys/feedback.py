"""满意度调查反馈表: the table behind form F17; one for each department below the target."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import Base, Choice, JsonList, Record, UtcDateTime, by_value
from app.models.keeping import Clocked, Kept, required_while_kept


class SurveyFeedbackStatus(Choice):
    """Where a feedback stands."""

    ISSUED = "ISSUED", N_("已发出")
    RESPONDED = "RESPONDED", N_("已回复")
    RETURNED = "RETURNED", N_("已退回")
    VERIFIED = "VERIFIED", N_("已验证")
    ARCHIVED = "ARCHIVED", N_("已归档")
    DISPOSED = "DISPOSED", N_("已销毁")
    VOIDED = "VOIDED", N_("作废")


class SurveyFeedback(Record, Clocked, Kept, Base):
    """What was below the target in one department, in figures and in the patients' own words."""

    __tablename__ = "survey_feedback"
    __table_args__ = (
        *required_while_kept("subject", "responsible_department_id"),
        CheckConstraint(
            "verified_by_id IS NULL OR verified_by_id <> responded_by_id", name="two_people"
        ),
        CheckConstraint("round >= 1", name="round_counted"),
        Index("ix_survey_feedback_list", "issued_at", "id", "status", "due_on"),
        Index("ix_survey_feedback_status", "status", "issued_at"),
        Index("ix_survey_feedback_due", "due_on"),
    )

    status: Mapped[SurveyFeedbackStatus] = mapped_column(
        by_value(SurveyFeedbackStatus), default=SurveyFeedbackStatus.ISSUED
    )
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    survey_id: Mapped[int | None] = mapped_column(ForeignKey("satisfaction_survey.id"), index=True)
    survey_number: Mapped[str | None] = mapped_column(String(40))
    subject: Mapped[str | None] = mapped_column(String(60))
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    target: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    low_items: Mapped[list[dict[str, Any]]] = mapped_column(JsonList, default=list, nullable=True)
    narrative: Mapped[str | None] = mapped_column(Text)
    reply_by: Mapped[date | None]
    root_cause: Mapped[str | None] = mapped_column(Text)
    improvement: Mapped[str | None] = mapped_column(Text)
    improve_by: Mapped[date | None]
    responded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    responded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    round: Mapped[int] = mapped_column(default=1)
    return_reason: Mapped[str | None] = mapped_column(String(500))
    verification: Mapped[str | None] = mapped_column(Text)
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    remarks: Mapped[str | None] = mapped_column(Text)
