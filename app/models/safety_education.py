"""安全教育: hospital-wide by 医务科, nursing by 护理部 (三.1, 三.2, HR-25)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import Base, Choice, Record, UtcDateTime, by_value, required_unless_backfilled


class EducationStatus(Choice):
    """Where an education stands."""

    PLANNED = "PLANNED", N_("已计划")
    HELD = "HELD", N_("已开展")
    CLOSED = "CLOSED", N_("已归档")
    VOIDED = "VOIDED", N_("作废")


class EducationScope(Choice):
    """Who has to give it (HR-25)."""

    HOSPITAL = "HOSPITAL", N_("全院")
    NURSING = "NURSING", N_("护理")


class SafetyEducation(Record, Base):
    """One safety education: when, for whom, on what, with which cases, who came."""

    __tablename__ = "safety_education"
    __table_args__ = (
        *required_unless_backfilled("scope", "audience", "subject"),
        CheckConstraint("attendees >= 0", name="attendees_counted"),
        Index("ix_safety_education_list", "held_at", "id", "status"),
        Index("ix_safety_education_status", "status", "held_at"),
    )

    status: Mapped[EducationStatus] = mapped_column(
        by_value(EducationStatus), default=EducationStatus.PLANNED
    )
    held_at: Mapped[datetime] = mapped_column(UtcDateTime)
    scope: Mapped[EducationScope | None] = mapped_column(by_value(EducationScope))
    audience: Mapped[str | None] = mapped_column(String(120))
    subject: Mapped[str | None] = mapped_column(String(60))
    lecturer: Mapped[str | None] = mapped_column(String(60))
    place: Mapped[str | None] = mapped_column(String(60))
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    attendees: Mapped[int | None]
    narrative: Mapped[str | None] = mapped_column(Text)
    cases: Mapped[str | None] = mapped_column(Text)
    sign_in: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)
