"""质量检查反馈表: the table behind form F02 (domain §3.2, §4.2 C), and the hospital's scoring table."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import (
    Audited,
    Base,
    Choice,
    JsonList,
    Record,
    UtcDateTime,
    by_value,
    required_unless_backfilled,
)
from app.models.keeping import Clocked, Effect, Kept, Severity


class FeedbackStatus(Choice):
    """Where a feedback sheet stands (domain §4.2 C)."""

    PREPARED = "PREPARED", N_("待发出")
    ISSUED = "ISSUED", N_("已发出")
    ACKNOWLEDGED = "ACKNOWLEDGED", N_("已签收")
    RESPONDED = "RESPONDED", N_("已回复")
    RETURNED = "RETURNED", N_("已退回")
    VERIFIED_EFFECTIVE = "VERIFIED_EFFECTIVE", N_("验证有效")
    FILED = "FILED", N_("已备案")
    ARCHIVED = "ARCHIVED", N_("已归档")
    DISPOSED = "DISPOSED", N_("已销毁")
    VOIDED = "VOIDED", N_("作废")


class CheckCategory(Choice):
    """What kind of check the sheet comes from (F02)."""

    MONTHLY = "MONTHLY", N_("月度考核")
    DAILY = "DAILY", N_("日常检查")
    COMPLAINT = "COMPLAINT", N_("投诉")
    SURVEY = "SURVEY", N_("满意度")
    THIRD_PARTY = "THIRD_PARTY", N_("第三方审核")
    OTHER = "OTHER", N_("其他")


class QualityFeedback(Record, Clocked, Kept, Base):
    """One feedback sheet: findings, the department's answer, the verification."""

    __tablename__ = "quality_feedback"
    __table_args__ = (
        *required_unless_backfilled(
            "check_category",
            "inspecting_department_id",
            "responsible_department_id",
            "inspector_id",
        ),
        CheckConstraint("total_points >= 0", name="points_not_negative"),
        CheckConstraint("round >= 1", name="round_counted"),
        Index(
            "ix_quality_feedback_list",
            "checked_at",
            "id",
            "status",
            "department_id",
            "responsible_department_id",
            "inspecting_department_id",
            "due_on",
            "paused_on",
            "severity",
        ),
        Index("ix_quality_feedback_status", "status", "checked_at"),
        Index("ix_quality_feedback_due", "due_on"),
    )

    status: Mapped[FeedbackStatus] = mapped_column(
        by_value(FeedbackStatus), default=FeedbackStatus.PREPARED
    )
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    check_category: Mapped[CheckCategory | None] = mapped_column(by_value(CheckCategory))
    source_number: Mapped[str | None] = mapped_column(String(60))
    inspecting_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    inspector_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    accompanied_by: Mapped[str | None] = mapped_column(String(60))
    basis: Mapped[str | None] = mapped_column(String(200))
    subject: Mapped[str | None] = mapped_column(String(60))
    total_points: Mapped[Decimal | None] = mapped_column(Numeric(8, 2))
    severity: Mapped[Severity | None] = mapped_column(by_value(Severity))
    requested_on: Mapped[date | None]
    issued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    completed_on: Mapped[date | None]
    completer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    responded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    responded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    round: Mapped[int] = mapped_column(default=1)
    effect: Mapped[Effect | None] = mapped_column(by_value(Effect))
    filed_on: Mapped[date | None]
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JsonList, default=list, nullable=True)
    root_cause: Mapped[str | None] = mapped_column(Text)
    correction: Mapped[str | None] = mapped_column(Text)
    corrective_action: Mapped[str | None] = mapped_column(Text)
    preventive_action: Mapped[str | None] = mapped_column(Text)
    evidence: Mapped[str | None] = mapped_column(Text)
    return_reason: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)


class ScoringRule(Audited, Base):
    """One line of the hospital's own scoring table (考核标准); the program brings none."""

    __tablename__ = "scoring_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(30), unique=True)
    text: Mapped[str] = mapped_column(String(500))
    points: Mapped[Decimal] = mapped_column(Numeric(8, 2))
    active: Mapped[bool] = mapped_column(default=True)
