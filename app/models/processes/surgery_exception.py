"""手术异常情况记录: the table behind form F13 (四.5.(4), domain §4.2 J)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import Base, Choice, Record, UtcDateTime, by_value
from app.models.keeping import Kept, required_while_kept


class ExceptionStatus(Choice):
    """Where a surgical exception stands."""

    OCCURRED = "OCCURRED", N_("已发生")
    HANDLED = "HANDLED", N_("已处理")
    RECORDED = "RECORDED", N_("已记录")
    EQUIPMENT_JUDGED = "EQUIPMENT_JUDGED", N_("设备已鉴别")
    FACILITY_REVIEWED = "FACILITY_REVIEWED", N_("总务已回报")
    REVIEWED = "REVIEWED", N_("医务已审核")
    CLOSED = "CLOSED", N_("已结案")
    ARCHIVED = "ARCHIVED", N_("已归档")
    DISPOSED = "DISPOSED", N_("已销毁")
    VOIDED = "VOIDED", N_("作废")


class SurgeryExceptionType(Choice):
    """The four exceptions the chief surgeon handles (四.5.(4)①–④)."""

    EQUIPMENT_UNUSABLE = "EQUIPMENT_UNUSABLE", N_("①设备无法使用")
    PATIENT_EMERGENCY = "PATIENT_EMERGENCY", N_("②病患突发情况")
    UNINTENDED_OUTCOME = "UNINTENDED_OUTCOME", N_("③非预期手术目的")
    POWER_FAILURE = "POWER_FAILURE", N_("④停电")


class SurgeryStage(Choice):
    """How far the operation was."""

    PREPARATION = "PREPARATION", N_("术前准备")
    ANAESTHESIA = "ANAESTHESIA", N_("麻醉诱导")
    OPENING = "OPENING", N_("切开入路")
    MAIN = "MAIN", N_("主要操作")
    CLOSING = "CLOSING", N_("关闭切口")
    RECOVERY = "RECOVERY", N_("麻醉苏醒")


class SurgeryOutcome(Choice):
    """How the operation went on (F13)."""

    CONTINUED = "CONTINUED", N_("继续完成")
    CHANGED = "CHANGED", N_("改变术式")
    STOPPED = "STOPPED", N_("中止")
    TRANSFERRED = "TRANSFERRED", N_("转运")


class SurgeryException(Record, Kept, Base):
    """One exception: what the chief surgeon did, who was told when, four counts, three judgements."""

    __tablename__ = "surgery_exception"
    __table_args__ = (
        *required_while_kept(
            "subject", "responsible_department_id", "chief_surgeon_id", "exception_type"
        ),
        CheckConstraint("power_seconds BETWEEN 0 AND 9999", name="power_seconds_counted"),
        CheckConstraint("pause_minutes BETWEEN 0 AND 1440", name="pause_counted"),
        CheckConstraint("count_before BETWEEN 0 AND 9999", name="count_before_counted"),
        CheckConstraint("count_closing BETWEEN 0 AND 9999", name="count_closing_counted"),
        CheckConstraint("count_closed BETWEEN 0 AND 9999", name="count_closed_counted"),
        CheckConstraint("count_skin BETWEEN 0 AND 9999", name="count_skin_counted"),
        CheckConstraint(
            "status <> 'EQUIPMENT_JUDGED' OR"
            " (exception_type IS NOT NULL AND exception_type = 'EQUIPMENT_UNUSABLE')",
            name="equipment_judged_of_equipment",
        ),
        CheckConstraint(
            "status <> 'FACILITY_REVIEWED' OR"
            " (exception_type IS NOT NULL AND exception_type = 'POWER_FAILURE'"
            " AND power_seconds IS NOT NULL)",
            name="facility_reviews_power",
        ),
        Index("ix_surgery_exception_list", "occurred_at", "id", "status", "exception_type"),
        Index("ix_surgery_exception_status", "status", "occurred_at"),
    )

    status: Mapped[ExceptionStatus] = mapped_column(
        by_value(ExceptionStatus), default=ExceptionStatus.OCCURRED
    )
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    exception_type: Mapped[SurgeryExceptionType | None] = mapped_column(
        by_value(SurgeryExceptionType)
    )
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    surgeon_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    judging_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    operating_room: Mapped[str | None] = mapped_column(String(40))
    subject: Mapped[str | None] = mapped_column(String(60))
    patient_name: Mapped[str | None] = mapped_column(String(60))
    patient_number: Mapped[str | None] = mapped_column(String(40))
    diagnosis: Mapped[str | None] = mapped_column(String(120))
    chief_surgeon_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    assistants: Mapped[str | None] = mapped_column(String(60))
    anaesthetist_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    scrub_nurse_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    circulating_nurse_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    stage: Mapped[SurgeryStage | None] = mapped_column(by_value(SurgeryStage))
    narrative: Mapped[str | None] = mapped_column(Text)
    handling: Mapped[str | None] = mapped_column(Text)
    equipment: Mapped[str | None] = mapped_column(String(120))
    power_seconds: Mapped[int | None] = mapped_column(SmallInteger)
    pause_minutes: Mapped[int | None] = mapped_column(SmallInteger)
    equipment_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    facility_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    office_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    anaesthesia_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    family_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[SurgeryOutcome | None] = mapped_column(by_value(SurgeryOutcome))
    patient_outcome: Mapped[str | None] = mapped_column(Text)
    count_before: Mapped[int | None] = mapped_column(SmallInteger)
    count_closing: Mapped[int | None] = mapped_column(SmallInteger)
    count_closed: Mapped[int | None] = mapped_column(SmallInteger)
    count_skin: Mapped[int | None] = mapped_column(SmallInteger)
    count_note: Mapped[str | None] = mapped_column(String(200))
    equipment_opinion: Mapped[str | None] = mapped_column(Text)
    facility_opinion: Mapped[str | None] = mapped_column(Text)
    office_opinion: Mapped[str | None] = mapped_column(Text)
    action_needed: Mapped[bool | None]
    remarks: Mapped[str | None] = mapped_column(Text)
