"""周期报告: the table behind the forms F18, F19, F20 and the monthly bulletin (domain §4.2 N)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
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
from app.models.keeping import Clocked


class ReportStatus(Choice):
    """Where a report stands. A bulletin is issued and read; the others are submitted and reviewed."""

    DUE = "DUE", N_("待编制")
    DRAFT = "DRAFT", N_("编制中")
    SUBMITTED = "SUBMITTED", N_("已提交")
    REVIEWED_BY_LEADER = "REVIEWED_BY_LEADER", N_("领导已阅")
    ISSUED = "ISSUED", N_("已发出")
    FILED = "FILED", N_("已备案")
    VOIDED = "VOIDED", N_("作废")


class ReportKind(Choice):
    """Which report: whose clause asks for it, and how long its period is."""

    INSPECTION = "INSPECTION", N_("季度检验汇总分析")
    SUPERVISION = "SUPERVISION", N_("半年监督检查")
    COMPLAINTS = "COMPLAINTS", N_("年度投诉汇总")
    BULLETIN = "BULLETIN", N_("月度投诉通报")


class SampleResult(Choice):
    """What the six checks of a sampled lot came to (F19)."""

    ALL_GOOD = "ALL_GOOD", N_("六项都符合")
    SOME_BAD = "SOME_BAD", N_("有不符合")


class PeriodicReport(Record, Clocked, Base):
    """One report of one department on one period; its figures are frozen when it is submitted."""

    __tablename__ = "periodic_report"
    __table_args__ = (
        *required_unless_backfilled(
            "kind", "period", "responsible_department_id", "functional_department_id"
        ),
        Index("ix_periodic_report_list", "opened_at", "id", "status"),
        Index("ix_periodic_report_status", "status", "opened_at"),
        # A period is reported on once; what was void can be made anew.
        Index(
            "uq_periodic_report_once",
            "kind",
            "period",
            "functional_department_id",
            unique=True,
            sqlite_where=text("status <> 'VOIDED' AND NOT backfilled"),
        ),
    )

    status: Mapped[ReportStatus] = mapped_column(by_value(ReportStatus), default=ReportStatus.DUE)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[ReportKind | None] = mapped_column(by_value(ReportKind))
    period: Mapped[str | None] = mapped_column(String(8))
    subject: Mapped[str | None] = mapped_column(String(60))
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    recipient_department_ids: Mapped[list[int]] = mapped_column(
        JsonList, default=list, nullable=True
    )
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    presented_on: Mapped[date | None]
    attendees: Mapped[str | None] = mapped_column(String(200))
    action_numbers: Mapped[str | None] = mapped_column(String(200))
    samples: Mapped[list[dict[str, Any]]] = mapped_column(JsonList, default=list, nullable=True)
    findings: Mapped[str | None] = mapped_column(Text)
    guidance: Mapped[str | None] = mapped_column(Text)
    analysis: Mapped[str | None] = mapped_column(Text)
    suggestions: Mapped[str | None] = mapped_column(Text)
    leader_opinion: Mapped[str | None] = mapped_column(Text)
    return_reason: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)


class ReportSnapshot(Audited, Base):
    """The figures of a report as they were when it was submitted; never changed, never taken away.

    `content` is canonical JSON, covered by `sha256`; the audit follows the hash, not the text.
    """

    __tablename__ = "report_snapshot"
    __table_args__ = (
        UniqueConstraint("report_id", "round"),
        CheckConstraint("round >= 1", name="round_counted"),
        CheckConstraint("length(sha256) = 64", name="hashed"),
    )
    unaudited = Audited.unaudited | {"content"}

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("periodic_report.id"))
    round: Mapped[int]
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    anchor: Mapped[str] = mapped_column(String(60))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(Text)


class ActivityFigure(Audited, Base):
    """How many were treated in a month: entered by hand, for rates per 10,000 and per 1,000."""

    __tablename__ = "activity_figure"
    __table_args__ = (
        CheckConstraint("outpatients >= 0", name="outpatients_counted"),
        CheckConstraint("discharges >= 0", name="discharges_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(String(7), unique=True)
    outpatients: Mapped[int]
    discharges: Mapped[int]


class ReadReceipt(Audited, Base):
    """Somebody has read a bulletin that was sent to their department (HR-27)."""

    __tablename__ = "read_receipt"
    __table_args__ = (UniqueConstraint("report_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("periodic_report.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    read_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
