"""不合格品报告 F05 of goods in use, and 不合格品处理单 F06 of all that was rejected (domain §4.2 F, G)."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text
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
from app.models.materials.item import ItemCategory


class InUseStatus(Choice):
    """Where goods found wanting in use stand (domain §4.2 G)."""

    FOUND = "FOUND", N_("已发现")
    STOPPED = "STOPPED", N_("已停用")
    LABELED_ISOLATED = "LABELED_ISOLATED", N_("已标识隔离")
    NOTIFIED = "NOTIFIED", N_("已通知")
    SUPPLIER_VERIFIED = "SUPPLIER_VERIFIED", N_("已查供方")
    ALL_REINSPECTED = "ALL_REINSPECTED", N_("已全部复检")
    DISPOSITION_PROPOSED = "DISPOSITION_PROPOSED", N_("待审批")
    APPROVED = "APPROVED", N_("已批准")
    HANDLED = "HANDLED", N_("已处理")
    SUPPLIER_FILE_UPDATED = "SUPPLIER_FILE_UPDATED", N_("已记供方档案")
    CLOSED = "CLOSED", N_("已结案")
    VOIDED = "VOIDED", N_("作废")


class FindingStage(Choice):
    """On which way of the goods something was found wrong (F05)."""

    INCOMING = "INCOMING", N_("进货检验")
    STORING = "STORING", N_("入库")
    ISSUING = "ISSUING", N_("领取发放")
    IN_USE = "IN_USE", N_("使用中")
    REINSPECTION = "REINSPECTION", N_("复检")


class InUseNonconformity(Record, Base):
    """Goods a ward found wanting: stopped, isolated, told, handled; and whether a patient had them."""

    __tablename__ = "in_use_nonconformity"
    __table_args__ = (
        *required_unless_backfilled(
            "subject", "category", "responsible_department_id", "lot_number"
        ),
        CheckConstraint("quantity >= 0", name="quantity_counted"),
        CheckConstraint("arrived_quantity >= 0", name="arrived_counted"),
        CheckConstraint("kind_total >= 0", name="kind_counted"),
        CheckConstraint("kind_good >= 0 AND kind_bad >= 0", name="inspected_counted"),
        CheckConstraint("kind_good + kind_bad <= kind_total", name="not_more_than_there_are"),
        Index("ix_in_use_nonconformity_list", "found_at", "id", "status"),
        Index("ix_in_use_nonconformity_status", "status", "found_at"),
        Index("ix_in_use_nonconformity_lot_number", "lot_number"),
    )

    status: Mapped[InUseStatus] = mapped_column(by_value(InUseStatus), default=InUseStatus.FOUND)
    found_at: Mapped[datetime] = mapped_column(UtcDateTime)
    stage: Mapped[FindingStage | None] = mapped_column(by_value(FindingStage))
    finder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    finder_phone: Mapped[str | None] = mapped_column(String(40))
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    place: Mapped[str | None] = mapped_column(String(60))
    subject: Mapped[str | None] = mapped_column(String(60))
    category: Mapped[ItemCategory | None] = mapped_column(by_value(ItemCategory))
    specification: Mapped[str | None] = mapped_column(String(60))
    lot_number: Mapped[str | None] = mapped_column(String(60))
    manufactured_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    manufacturer: Mapped[str | None] = mapped_column(String(120))
    supplier_name: Mapped[str | None] = mapped_column(String(60))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"), index=True)
    registration_number: Mapped[str | None] = mapped_column(String(60))
    unit: Mapped[str | None] = mapped_column(String(20))
    arrived_quantity: Mapped[int | None]
    quantity: Mapped[int | None]
    phenomena: Mapped[list[str]] = mapped_column(JsonList, default=list, nullable=True)
    narrative: Mapped[str] = mapped_column(Text)
    used_on_patient: Mapped[bool] = mapped_column(default=False)
    patient_name: Mapped[str | None] = mapped_column(String(60))
    patient_number: Mapped[str | None] = mapped_column(String(40))
    physician_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    patient_condition: Mapped[str | None] = mapped_column(Text)
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    isolation_place: Mapped[str | None] = mapped_column(String(60))
    notified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    supplier_check: Mapped[str | None] = mapped_column(Text)
    kind_total: Mapped[int | None]
    kind_good: Mapped[int | None]
    kind_bad: Mapped[int | None]
    kind_open: Mapped[int | None]
    handling: Mapped[str | None] = mapped_column(Text)
    leader_opinion: Mapped[str | None] = mapped_column(Text)
    supplier_note: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)


class OrderStatus(Choice):
    """Where an order on rejected goods stands."""

    PROPOSED = "PROPOSED", N_("待评审")
    REVIEWED = "REVIEWED", N_("已评审")
    APPROVED = "APPROVED", N_("已批准")
    EXECUTED = "EXECUTED", N_("已执行")
    CLOSED = "CLOSED", N_("已结案")
    VOIDED = "VOIDED", N_("作废")


class Disposition(Choice):
    """What may be done with rejected goods (F06). Whoever adds a way past the inspection breaks 四.3.(2)⑥."""

    RETURN = "RETURN", N_("拒收退货")
    REPLACE = "REPLACE", N_("更换")
    REPLENISH = "REPLENISH", N_("补足")
    DESTROY = "DESTROY", N_("报废销毁")
    HANDLE_BY_LAW = "HANDLE_BY_LAW", N_("按药品管理法上报处理")
    STOP_USE = "STOP_USE", N_("停用待检")
    RECALL = "RECALL", N_("退供方召回")


class SupplierAdvice(Choice):
    """What is advised about the supplier (F07)."""

    WARN = "WARN", N_("警告")
    SUSPEND = "SUSPEND", N_("暂停")
    REMOVE = "REMOVE", N_("取消资格")


class DispositionOrder(Record, Base):
    """One order: what becomes of rejected goods, who judged, approved, carried it out and looked on."""

    __tablename__ = "disposition_order"
    __table_args__ = (
        *required_unless_backfilled("subject", "disposition"),
        CheckConstraint("quantity >= 0", name="quantity_counted"),
        CheckConstraint("executed_quantity >= 0", name="executed_counted"),
        CheckConstraint("executed_quantity <= quantity", name="not_more_than_ordered"),
        CheckConstraint("executor_id <> supervisor_id", name="two_people"),
        Index("ix_disposition_order_list", "issued_at", "id", "status"),
        Index("ix_disposition_order_status", "status", "issued_at"),
    )

    status: Mapped[OrderStatus] = mapped_column(by_value(OrderStatus), default=OrderStatus.PROPOSED)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    source_number: Mapped[str | None] = mapped_column(String(60))
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    subject: Mapped[str | None] = mapped_column(String(60))
    specification: Mapped[str | None] = mapped_column(String(60))
    lot_number: Mapped[str | None] = mapped_column(String(60))
    supplier_name: Mapped[str | None] = mapped_column(String(60))
    unit: Mapped[str | None] = mapped_column(String(20))
    quantity: Mapped[int | None]
    amount: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    disposition: Mapped[Disposition | None] = mapped_column(by_value(Disposition))
    requirement: Mapped[str | None] = mapped_column(Text)
    requested_on: Mapped[date | None]
    purchasing_opinion: Mapped[str | None] = mapped_column(Text)
    using_opinion: Mapped[str | None] = mapped_column(Text)
    quality_opinion: Mapped[str | None] = mapped_column(Text)
    impact: Mapped[str | None] = mapped_column(Text)
    supplier_advice: Mapped[SupplierAdvice | None] = mapped_column(by_value(SupplierAdvice))
    leader_opinion: Mapped[str | None] = mapped_column(Text)
    executed_quantity: Mapped[int | None]
    executed_on: Mapped[date | None]
    voucher_number: Mapped[str | None] = mapped_column(String(60))
    executor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    replacement_number: Mapped[str | None] = mapped_column(String(60))
    remarks: Mapped[str | None] = mapped_column(Text)
