"""手术前确认: the table behind part A of form F13 (四.5.(1), domain §4.2 I)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import Base, Choice, Record, UtcDateTime, by_value
from app.models.keeping import Kept, required_while_kept


class PreopStatus(Choice):
    """Where a check stands. No state lets in what was found wanting (HR-13)."""

    CHECKING = "CHECKING", N_("待确认")
    USABLE = "USABLE", N_("可用")
    BLOCKED = "BLOCKED", N_("不得使用")
    SET_ASIDE = "SET_ASIDE", N_("未使用")
    ARCHIVED = "ARCHIVED", N_("已归档")
    DISPOSED = "DISPOSED", N_("已销毁")
    VOIDED = "VOIDED", N_("作废")


class Completeness(Choice):
    """One of the three completenesses of instruments (四.5.(1)①); there is no third word."""

    COMPLETE = "COMPLETE", N_("完整")
    INCOMPLETE = "INCOMPLETE", N_("不完整")


class Fitness(Choice):
    """Whether equipment does what it is meant for (四.5.(1)②)."""

    FIT = "FIT", N_("能达到")
    UNFIT = "UNFIT", N_("达不到")
    NOT_NEEDED = "NOT_NEEDED", N_("不用设备")


class PreopCheck(Record, Kept, Base):
    """One set of instruments and the equipment for one operation; `round` counts the checks."""

    __tablename__ = "preop_check"
    __table_args__ = (
        *required_while_kept("subject", "responsible_department_id", "instrument_set"),
        CheckConstraint("round BETWEEN 1 AND 99", name="round_counted"),
        CheckConstraint(
            "status <> 'USABLE' OR (scrub_nurse_id IS NOT NULL"
            " AND sterile IS NOT NULL AND sterile = 'COMPLETE'"
            " AND counted IS NOT NULL AND counted = 'COMPLETE'"
            " AND itemised IS NOT NULL AND itemised = 'COMPLETE'"
            " AND equipment_fit IS NOT NULL AND equipment_fit <> 'UNFIT')",
            name="usable_only_when_complete",
        ),
        CheckConstraint(
            "status <> 'BLOCKED' OR (sterile IS NOT NULL AND sterile = 'INCOMPLETE')"
            " OR (counted IS NOT NULL AND counted = 'INCOMPLETE')"
            " OR (itemised IS NOT NULL AND itemised = 'INCOMPLETE')"
            " OR (equipment_fit IS NOT NULL AND equipment_fit = 'UNFIT')",
            name="not_used_for_a_reason",
        ),
        Index("ix_preop_check_list", "checked_at", "id", "status"),
        Index("ix_preop_check_status", "status", "checked_at"),
    )

    status: Mapped[PreopStatus] = mapped_column(by_value(PreopStatus), default=PreopStatus.CHECKING)
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    operating_room: Mapped[str | None] = mapped_column(String(40))
    subject: Mapped[str | None] = mapped_column(String(60))
    patient_name: Mapped[str | None] = mapped_column(String(60))
    patient_number: Mapped[str | None] = mapped_column(String(40))
    chief_surgeon_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    scrub_nurse_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    circulating_nurse_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    instrument_set: Mapped[str | None] = mapped_column(String(60))
    sterilization_lot: Mapped[str | None] = mapped_column(String(60))
    sterile: Mapped[Completeness | None] = mapped_column(by_value(Completeness, "sterile"))
    counted: Mapped[Completeness | None] = mapped_column(by_value(Completeness, "counted"))
    itemised: Mapped[Completeness | None] = mapped_column(by_value(Completeness, "itemised"))
    equipment: Mapped[str | None] = mapped_column(String(120))
    equipment_fit: Mapped[Fitness | None] = mapped_column(by_value(Fitness))
    round: Mapped[int] = mapped_column(SmallInteger, default=1)
    shortfall: Mapped[str | None] = mapped_column(Text)
    replacement: Mapped[str | None] = mapped_column(String(200))
    earlier_rounds: Mapped[str | None] = mapped_column(Text)
    set_aside_reason: Mapped[str | None] = mapped_column(String(200))
    remarks: Mapped[str | None] = mapped_column(Text)
