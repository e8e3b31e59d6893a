"""进货检验批: the table behind form F08 and the labels F10, and each inspection of a lot (domain §4.2 F)."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Numeric,
    String,
    Text,
    UniqueConstraint,
)
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
from app.models.materials.item import ItemCategory


class LotStatus(Choice):
    """Where a lot stands. No state lets in what was not accepted (四.3.(2)⑤⑥)."""

    RECEIVED_PENDING = "RECEIVED_PENDING", N_("待检")
    INSPECTING = "INSPECTING", N_("检验中")
    ACCEPTED = "ACCEPTED", N_("合格")
    REJECTED = "REJECTED", N_("不合格")
    STOCKED = "STOCKED", N_("已入库")
    REPLACEMENT_PENDING = "REPLACEMENT_PENDING", N_("待更换")
    SHORTAGE_PENDING = "SHORTAGE_PENDING", N_("待补足")
    RETURNED = "RETURNED", N_("已退货")
    REPLACED = "REPLACED", N_("已更换")
    SUPPLIED = "SUPPLIED", N_("已补足")
    DESTROYED = "DESTROYED", N_("已销毁")
    VOIDED = "VOIDED", N_("作废")


class Verdict(Choice):
    """What an inspection says; there is no third word."""

    ACCEPTED = "ACCEPTED", N_("合格")
    REJECTED = "REJECTED", N_("不合格")


class Finding(Choice):
    """One line of an inspection (四.3.(2)③)."""

    GOOD = "GOOD", N_("符合")
    BAD = "BAD", N_("不符合")
    NONE = "NONE", N_("不适用")


class Phenomenon(Choice):
    """What is wrong with goods (F05)."""

    DAMAGED = "DAMAGED", N_("包装破损")
    WRONG_SIZE = "WRONG_SIZE", N_("规格错误")
    EXPIRED = "EXPIRED", N_("超过效期")
    NEAR_EXPIRY = "NEAR_EXPIRY", N_("近效期不足半年")
    WRONG_GOODS = "WRONG_GOODS", N_("货品错误")
    WRONG_COUNT = "WRONG_COUNT", N_("数量不符")
    APPEARANCE = "APPEARANCE", N_("外观质量")
    PERFORMANCE = "PERFORMANCE", N_("性能不达标")
    NO_CERTIFICATE = "NO_CERTIFICATE", N_("无合格证明")
    DISINFECTION = "DISINFECTION", N_("消毒不完整")
    OTHER = "OTHER", N_("其他")


class Certificate(Choice):
    """The papers that come with goods (F08)."""

    CONFORMITY = "CONFORMITY", N_("合格证")
    TEST_REPORT = "TEST_REPORT", N_("检验报告")
    REGISTRATION = "REGISTRATION", N_("注册证")
    CUSTOMS = "CUSTOMS", N_("通关单")


class Keeping(Choice):
    """How long the papers of a lot are kept (45 of the rules on devices; drugs by their own)."""

    FOREVER = "FOREVER", N_("永久（植入物）")
    DRUG = "DRUG", N_("有效期后 1 年，至少 3 年")
    DEVICE = "DEVICE", N_("有效期后 2 年")
    EQUIPMENT = "EQUIPMENT", N_("停用后 5 年")
    USUAL = "USUAL", N_("5 年")


class MaterialLot(Record, Base):
    """Goods of one lot as they came, or a part split off; `in_stock` is what lies on the shelf."""

    __tablename__ = "material_lot"
    __table_args__ = (
        *required_unless_backfilled(
            "subject", "category", "lot_number", "supplier_name", "unit", "received_quantity",
            "isolation_place",
        ),
        CheckConstraint("received_quantity >= 0", name="received_counted"),
        CheckConstraint("ordered_quantity >= 0", name="ordered_counted"),
        CheckConstraint("sampled_quantity >= 0", name="sampled_counted"),
        CheckConstraint("in_stock >= 0", name="in_stock_not_negative"),
        CheckConstraint("in_stock <= received_quantity", name="in_stock_not_more_than_came"),
        # 四.3.(2)⑤: only what was accepted and put away can lie on a shelf.
        CheckConstraint("in_stock = 0 OR status = 'STOCKED'", name="shelf_only_when_stocked"),
        CheckConstraint(
            "status NOT IN ('ACCEPTED', 'STOCKED') OR (verdict IS NOT NULL AND verdict = 'ACCEPTED')",
            name="good_only_when_accepted",
        ),
        CheckConstraint("inspector_id <> purchaser_id", name="inspector_not_purchaser"),
        CheckConstraint("inspector_id <> reviewer_id", name="inspector_not_reviewer"),
        Index("ix_material_lot_list", "received_at", "id", "status"),
        Index("ix_material_lot_status", "status", "received_at"),
        Index("ix_material_lot_lot_number", "lot_number"),
        Index("ix_material_lot_expires", "expires_on", "status"),
        Index("ix_material_lot_supplier_name", "supplier_name"),
        # What is looked up by any part of a number.
        Index("ix_material_lot_codes", "number", "original_number", "lot_number",
              "registration_number", "purchase_number", "delivery_number"),
    )  # fmt: skip

    status: Mapped[LotStatus] = mapped_column(
        by_value(LotStatus), default=LotStatus.RECEIVED_PENDING
    )
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    subject: Mapped[str | None] = mapped_column(String(60))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"), index=True)
    category: Mapped[ItemCategory | None] = mapped_column(by_value(ItemCategory))
    implant: Mapped[bool] = mapped_column(default=False)
    specification: Mapped[str | None] = mapped_column(String(60))
    model: Mapped[str | None] = mapped_column(String(60))
    unit: Mapped[str | None] = mapped_column(String(20))
    lot_number: Mapped[str | None] = mapped_column(String(60))
    manufactured_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    manufacturer: Mapped[str | None] = mapped_column(String(120))
    registration_number: Mapped[str | None] = mapped_column(String(60))
    supplier_name: Mapped[str | None] = mapped_column(String(60))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"), index=True)
    purchase_number: Mapped[str | None] = mapped_column(String(60))
    delivery_number: Mapped[str | None] = mapped_column(String(60))
    purchaser_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ordered_quantity: Mapped[int | None]
    received_quantity: Mapped[int | None]
    isolation_place: Mapped[str | None] = mapped_column(String(60))
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    # One of the first lots of a new supplier: every piece is inspected.
    tightened: Mapped[bool] = mapped_column(default=False)
    sampled_quantity: Mapped[int | None]
    date_finding: Mapped[Finding | None] = mapped_column(by_value(Finding, "date_finding"))
    count_finding: Mapped[Finding | None] = mapped_column(by_value(Finding, "count_finding"))
    size_finding: Mapped[Finding | None] = mapped_column(by_value(Finding, "size_finding"))
    model_finding: Mapped[Finding | None] = mapped_column(by_value(Finding, "model_finding"))
    look_finding: Mapped[Finding | None] = mapped_column(by_value(Finding, "look_finding"))
    paper_finding: Mapped[Finding | None] = mapped_column(by_value(Finding, "paper_finding"))
    performance_finding: Mapped[Finding | None] = mapped_column(
        by_value(Finding, "performance_finding")
    )
    certificates: Mapped[list[str]] = mapped_column(JsonList, default=list, nullable=True)
    cold_chain: Mapped[bool] = mapped_column(default=False)
    arrival_temperature_c: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    verdict: Mapped[Verdict | None] = mapped_column(by_value(Verdict))
    phenomena: Mapped[list[str]] = mapped_column(JsonList, default=list, nullable=True)
    inspected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    inspector_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    inspection_round: Mapped[int] = mapped_column(default=1)
    split_quantity: Mapped[int | None]
    storage_place: Mapped[str | None] = mapped_column(String(60))
    rejected_place: Mapped[str | None] = mapped_column(String(60))
    keeping: Mapped[Keeping | None] = mapped_column(by_value(Keeping))
    kept_until: Mapped[date | None]
    in_stock: Mapped[int] = mapped_column(default=0)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("material_lot.id"), index=True)
    narrative: Mapped[str | None] = mapped_column(Text)
    doubt: Mapped[str | None] = mapped_column(String(200))
    remarks: Mapped[str | None] = mapped_column(Text)


class Inspection(Audited, Base):
    """One finished inspection of a lot; what was found in an earlier round is never overwritten."""

    __tablename__ = "inspection"
    __table_args__ = (
        UniqueConstraint("lot_id", "round"),
        # What a line of a receipt refers to: the very inspection, the lot and the verdict.
        UniqueConstraint("id", "lot_id", "verdict"),
        CheckConstraint("round >= 1", name="round_counted"),
        CheckConstraint("quantity >= 0", name="quantity_counted"),
        CheckConstraint("inspector_id <> reviewer_id", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("material_lot.id"))
    round: Mapped[int]
    verdict: Mapped[Verdict] = mapped_column(by_value(Verdict))
    quantity: Mapped[int]
    inspected_at: Mapped[datetime] = mapped_column(UtcDateTime)
    inspector_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class StockMovementKind(Choice):
    """What moves stock."""

    STORED = "STORED", N_("入库")
    ISSUED = "ISSUED", N_("发放")
    WITHDRAWN = "WITHDRAWN", N_("停用待检")


class StockMovement(Audited, Base):
    """What came onto a shelf or left it: by which receipt, to which ward, through whose hands (HR-24)."""

    __tablename__ = "stock_movement"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="something_moved"),
        CheckConstraint(
            "(kind = 'STORED') = (receipt_line_id IS NOT NULL)", name="stored_by_a_receipt"
        ),
        CheckConstraint(
            "kind <> 'ISSUED' OR (department_id IS NOT NULL AND receiver_id IS NOT NULL)",
            name="issued_to_somebody",
        ),
        CheckConstraint("issuer_id <> receiver_id", name="two_people"),
        ForeignKeyConstraint(
            ["receipt_line_id", "lot_id"], ["goods_receipt_line.id", "goods_receipt_line.lot_id"]
        ),
        Index("ix_stock_movement_lot", "lot_id", "moved_at"),
        Index("ix_stock_movement_department", "department_id", "moved_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("material_lot.id"))
    kind: Mapped[StockMovementKind] = mapped_column(by_value(StockMovementKind))
    quantity: Mapped[int]
    moved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    receipt_line_id: Mapped[int | None]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    issuer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str | None] = mapped_column(String(200))
