"""发药/治疗错误: the table behind clause 四.5.(2) (domain §4.2 K); its paper is F12."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import Base, Choice, Record, UtcDateTime, by_value
from app.models.complaint import CareType
from app.models.keeping import Kept, required_while_kept
from app.models.service_defect import DefectDegree


class ErrorStatus(Choice):
    """Where an error of dispensing or treatment stands."""

    FOUND = "FOUND", N_("已发现")
    REMEDIED = "REMEDIED", N_("已补救")
    REGISTERED = "REGISTERED", N_("已登记")
    RESCUE_AND_NOTIFIED = "RESCUE_AND_NOTIFIED", N_("已抢救通知")
    CLOSED = "CLOSED", N_("已结案")
    ARCHIVED = "ARCHIVED", N_("已归档")
    DISPOSED = "DISPOSED", N_("已销毁")
    VOIDED = "VOIDED", N_("作废")


class ErrorKind(Choice):
    """In what the error was made."""

    DISPENSING = "DISPENSING", N_("发药")
    TREATMENT = "TREATMENT", N_("治疗")


class TreatmentError(Record, Kept, Base):
    """One error; of a serious one both offices are told at once (HR-15)."""

    __tablename__ = "treatment_error"
    __table_args__ = (
        *required_while_kept("subject", "responsible_department_id", "kind", "degree"),
        CheckConstraint(
            "status <> 'RESCUE_AND_NOTIFIED' OR (medical_told_at IS NOT NULL"
            " AND nursing_told_at IS NOT NULL AND rescue IS NOT NULL)",
            name="both_offices_told",
        ),
        CheckConstraint(
            "status NOT IN ('REMEDIED', 'REGISTERED') OR degree IS NULL OR degree = 'MINOR'",
            name="serious_takes_its_own_road",
        ),
        Index("ix_treatment_error_list", "occurred_at", "id", "status", "degree"),
        Index("ix_treatment_error_status", "status", "occurred_at"),
    )

    status: Mapped[ErrorStatus] = mapped_column(by_value(ErrorStatus), default=ErrorStatus.FOUND)
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[ErrorKind | None] = mapped_column(by_value(ErrorKind))
    degree: Mapped[DefectDegree | None] = mapped_column(by_value(DefectDegree))
    care_type: Mapped[CareType | None] = mapped_column(by_value(CareType))
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    assisting_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    place: Mapped[str | None] = mapped_column(String(60))
    patient_name: Mapped[str | None] = mapped_column(String(60))
    patient_number: Mapped[str | None] = mapped_column(String(40))
    bed_number: Mapped[str | None] = mapped_column(String(20))
    subject: Mapped[str | None] = mapped_column(String(60))
    items: Mapped[str | None] = mapped_column(String(200))
    narrative: Mapped[str] = mapped_column(Text)
    patient_condition: Mapped[str | None] = mapped_column(Text)
    remedy: Mapped[str | None] = mapped_column(Text)
    rescue: Mapped[str | None] = mapped_column(Text)
    medical_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    nursing_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    consequence: Mapped[str | None] = mapped_column(Text)
    root_cause: Mapped[str | None] = mapped_column(Text)
    improvement: Mapped[str | None] = mapped_column(Text)
    upgrade_reason: Mapped[str | None] = mapped_column(String(200))
    office_opinion: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)
