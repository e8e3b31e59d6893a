"""工休座谈会: the table behind form F22 (四.1.(4)②)."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import Base, Choice, JsonList, Record, UtcDateTime, by_value
from app.models.keeping import Kept, required_while_kept


class ForumStatus(Choice):
    """Where a meeting with patients stands."""

    HELD = "HELD", N_("已召开")
    SUMMARISED = "SUMMARISED", N_("已汇总")
    CLOSED = "CLOSED", N_("已结案")
    ARCHIVED = "ARCHIVED", N_("已归档")
    DISPOSED = "DISPOSED", N_("已销毁")
    VOIDED = "VOIDED", N_("作废")


class PatientForum(Record, Kept, Base):
    """One meeting: what was said, by nobody's name, whose matter it is, and what will be done."""

    __tablename__ = "patient_forum"
    __table_args__ = (
        *required_while_kept("subject", "responsible_department_id", "attendees"),
        CheckConstraint("attendees BETWEEN 1 AND 9999", name="attendees_counted"),
        Index("ix_patient_forum_list", "held_at", "id", "status"),
        Index("ix_patient_forum_status", "status", "held_at"),
    )

    status: Mapped[ForumStatus] = mapped_column(by_value(ForumStatus), default=ForumStatus.HELD)
    held_at: Mapped[datetime] = mapped_column(UtcDateTime)
    subject: Mapped[str | None] = mapped_column(String(60))
    place: Mapped[str | None] = mapped_column(String(60))
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    host: Mapped[str | None] = mapped_column(String(60))
    recorder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    attendees: Mapped[int | None]
    opinions: Mapped[list[dict[str, Any]]] = mapped_column(JsonList, default=list, nullable=True)
    narrative: Mapped[str | None] = mapped_column(Text)
    office_opinion: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)
