"""纠正（预防）措施处理单: the table behind form F03 (domain §3.2, §4.2 D)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import (
    Base,
    Choice,
    JsonList,
    Record,
    UtcDateTime,
    by_value,
    required_unless_backfilled,
)
from app.models.complaint import CauseCategory
from app.models.keeping import Clocked, Effect, Kept, Severity


class ActionStatus(Choice):
    """Where a corrective action stands (domain §4.2 D)."""

    OPEN = "OPEN", N_("已开单")
    CAUSE_ANALYZED = "CAUSE_ANALYZED", N_("已分析原因")
    PLANNED = "PLANNED", N_("已定措施")
    APPROVED = "APPROVED", N_("已批准")
    IMPLEMENTING = "IMPLEMENTING", N_("实施中")
    IMPLEMENTED = "IMPLEMENTED", N_("已实施")
    EFFECTIVE = "EFFECTIVE", N_("有效")
    INEFFECTIVE = "INEFFECTIVE", N_("无效")
    CLOSED = "CLOSED", N_("已结案")
    ARCHIVED = "ARCHIVED", N_("已归档")
    DISPOSED = "DISPOSED", N_("已销毁")
    VOIDED = "VOIDED", N_("作废")


class ActionSource(Choice):
    """What asked for it (F03)."""

    COMPLAINT = "COMPLAINT", N_("投诉")
    INTERNAL_AUDIT = "INTERNAL_AUDIT", N_("内审")
    EXTERNAL_AUDIT = "EXTERNAL_AUDIT", N_("外审")
    MANAGEMENT_REVIEW = "MANAGEMENT_REVIEW", N_("管理评审")
    QUALITY_CHECK = "QUALITY_CHECK", N_("质量检查")
    SURVEY = "SURVEY", N_("满意度")
    NONCONFORMING_ITEM = "NONCONFORMING_ITEM", N_("不合格品")
    ENVIRONMENT = "ENVIRONMENT", N_("环境")
    SURGERY = "SURGERY", N_("手术异常")
    OTHER = "OTHER", N_("其他")


class ActionType(Choice):
    CORRECTIVE = "CORRECTIVE", N_("纠正措施")
    PREVENTIVE = "PREVENTIVE", N_("预防措施")


class CauseMethod(Choice):
    """How the cause was looked for (F03 三)."""

    FIVE_WHY = "FIVE_WHY", N_("5Why")
    FISHBONE = "FISHBONE", N_("鱼骨图")
    OTHER = "OTHER", N_("其他")


class CorrectiveAction(Record, Clocked, Kept, Base):
    """One corrective or preventive action, from its cause to the proof of its effect."""

    __tablename__ = "corrective_action"
    __table_args__ = (
        *required_unless_backfilled(
            "source", "action_type", "responsible_department_id", "functional_department_id"
        ),
        Index(
            "ix_corrective_action_list",
            "issued_at",
            "id",
            "status",
            "department_id",
            "responsible_department_id",
            "functional_department_id",
            "due_on",
            "paused_on",
            "source",
        ),
        Index("ix_corrective_action_status", "status", "issued_at"),
        Index("ix_corrective_action_due", "due_on"),
    )

    status: Mapped[ActionStatus] = mapped_column(by_value(ActionStatus), default=ActionStatus.OPEN)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    source: Mapped[ActionSource | None] = mapped_column(by_value(ActionSource))
    source_number: Mapped[str | None] = mapped_column(String(60))
    action_type: Mapped[ActionType | None] = mapped_column(by_value(ActionType))
    severity: Mapped[Severity | None] = mapped_column(by_value(Severity))
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    subject: Mapped[str | None] = mapped_column(String(60))
    requested_on: Mapped[date | None]
    cause_method: Mapped[CauseMethod | None] = mapped_column(by_value(CauseMethod))
    cause_category: Mapped[CauseCategory | None] = mapped_column(by_value(CauseCategory))
    cause_steps: Mapped[list[dict[str, Any]]] = mapped_column(JsonList, default=list, nullable=True)
    measures: Mapped[list[dict[str, Any]]] = mapped_column(JsonList, default=list, nullable=True)
    preventive_measures: Mapped[list[dict[str, Any]]] = mapped_column(
        JsonList, default=list, nullable=True
    )
    implemented_on: Mapped[date | None]
    implementer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verification_method: Mapped[str | None] = mapped_column(String(200))
    effect: Mapped[Effect | None] = mapped_column(by_value(Effect))
    recheck_on: Mapped[date | None]
    rechecked_on: Mapped[date | None]
    same_before: Mapped[int | None]
    same_after: Mapped[int | None]
    system_changed: Mapped[bool | None]
    system_document: Mapped[str | None] = mapped_column(String(120))
    narrative: Mapped[str] = mapped_column(Text)
    consequence: Mapped[str | None] = mapped_column(Text)
    root_cause: Mapped[str | None] = mapped_column(Text)
    department_opinion: Mapped[str | None] = mapped_column(Text)
    correction: Mapped[str | None] = mapped_column(Text)
    review_opinion: Mapped[str | None] = mapped_column(Text)
    approval_opinion: Mapped[str | None] = mapped_column(Text)
    implementation: Mapped[str | None] = mapped_column(Text)
    evidence: Mapped[str | None] = mapped_column(Text)
    recurrence_note: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)
