"""物品材料入库单 F09 (四.3.(2)④, HR-04): only from accepted inspections; inspector, buyer and keeper apart."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.clock import local
from app.errors import StepRefused
from app.i18n import N_, _
from app.models.materials import goods_receipt as g
from app.models.materials.material_lot import LotStatus, MaterialLot
from app.models.organisation import Role
from app.services.registers.materials import amounts, receipt_paper, voiding
from app.services.registers.parts import SUPPLIERS, Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Register, Section, Step
from app.services.registers.world import Actor, World

S = g.ReceiptStatus
BUYERS = frozenset({Role.PURCHASER, Role.STOREKEEPER})

ITEMS = (
    Field("lot", N_("检验记录号"), Kind.CODE, required=True, length=40),
    Field("quantity", N_("实收"), Kind.INTEGER, required=True),
    Field("unit_price", N_("单价"), Kind.DECIMAL),
    Field("place", N_("存放区位"), Kind.TEXT, required=True, length=60),
)

FIELDS = (
    Field("stored_at", N_("入库时间"), Kind.DATETIME, required=True, width=98),
    Field("subject", N_("摘要"), Kind.TEXT, required=True, length=60, width=240,
          placeholder=N_("入了什么")),
    Field("supplier_name", N_("供货单位"), Kind.TEXT, length=60, width=160,
          placeholder=N_("空着就按检验批填")),
    Field("invoice_number", N_("发票号"), Kind.CODE, length=60),
    Field("responsible_department_id", N_("仓库"), Kind.DEPARTMENT, width=104),
    Field("functional_department_id", N_("采购科室"), Kind.DEPARTMENT, width=104),
    Field("items", N_("入库物品"), Kind.TEXT, many=True, lines=ITEMS,
          help=N_("一个检验批一行；没有判合格的批入不了库")),
    Field("total_amount", N_("合计金额"), Kind.DECIMAL, width=96, help=N_("按各行自动合计")),
    Field("amount_in_words", N_("金额大写"), Kind.TEXT, length=120),
    Field("purchaser_id", N_("采购"), Kind.PERSON, required=True, width=96),
    Field("inspector_id", N_("检验"), Kind.PERSON, width=96,
          help=N_("空着就是检验批的检验人")),
    Field("keeper_id", N_("保管"), Kind.PERSON, width=96, help=N_("空着就是办理入库的人")),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
)  # fmt: skip

SECTIONS = (
    Section(N_("入库"), (
        "stored_at", "subject", "supplier_name", "invoice_number", "responsible_department_id",
        "functional_department_id")),
    Section(N_("入库物品"), ("items", "total_amount", "amount_in_words")),
    Section(N_("经手"), ("purchaser_id", "inspector_id", "keeper_id", "remarks")),
)  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    S.PREPARED: Badge("ring", "accent"),
    S.STORED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """The store is that of who writes the receipt; a buyer bought what is on it."""
    mine = {"purchaser_id": actor.id} if Role.PURCHASER in actor.roles else {}
    return {"stored_at": now, "responsible_department_id": actor.department_id} | mine


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Each lot once, with something of it; three people."""
    problems: dict[str, str] = {}
    stored = values.get("stored_at")
    if stored is not None and local(stored).date() > today:
        problems["stored_at"] = _("不能晚于今天")
    seen: set[str] = set()
    for number, row in enumerate(values.get("items") or [], 1):
        if row["quantity"] <= 0:
            problems["items"] = _("第 {n} 行的实收要大于 0").format(n=number)
        elif str(row.get("unit_price") or "").startswith("-"):
            problems["items"] = _("第 {n} 行的单价不能是负数").format(n=number)
        elif row["lot"] in seen:
            problems["items"] = _("第 {n} 行的批已经写过").format(n=number)
        seen.add(row["lot"])
    buyer = values.get("purchaser_id")
    for name in ("inspector_id", "keeper_id"):
        if buyer is not None and values.get(name) == buyer:
            problems[name] = _("不能是采购员本人，请换一位")
    return problems


def changed(world: World, receipt: g.GoodsReceipt) -> None:
    """The amounts are added up; what was stored stays as it was stored."""
    if receipt.status is S.STORED:
        touched = [n for n in ("items", "purchaser_id", "inspector_id", "keeper_id", "stored_at")
                   if world.was(receipt, n) != getattr(receipt, n)]  # fmt: skip
        if touched:
            raise StepRefused(_("已经入库，物品和经手人不能再改；写错的写在备注里。"))
    take_over(world, receipt)
    total = sum(
        (row["quantity"] * Decimal(str(row["unit_price"])) for row in receipt.items or []
         if row.get("unit_price") is not None),
        Decimal(0),
    )  # fmt: skip
    receipt.total_amount = total if receipt.items else None
    receipt.amount_in_words = amounts.in_words(total) if receipt.items else None


def take_over(world: World, receipt: g.GoodsReceipt) -> None:
    """Who sent the lots and who inspected them is known: nobody writes it a second time."""
    lots = [world.stock.lot(row["lot"]) for row in receipt.items or []]
    senders = {lot.supplier_name if lot else None for lot in lots}
    inspectors = {lot.inspector_id if lot else None for lot in lots}
    if not receipt.supplier_name and len(senders) == 1:
        receipt.supplier_name = senders.pop()
    if receipt.inspector_id is None and len(inspectors) == 1:
        inspector = inspectors.pop()
        receipt.inspector_id = None if inspector == receipt.purchaser_id else inspector


# ---- guards and effects ------------------------------------------------------------------------


def all_accepted(world: World, receipt: g.GoodsReceipt) -> str | None:
    """四.3.(2)⑤⑥: not a single line that was not accepted, no more and no less than there is."""
    if receipt.keeper_id is None and world.actor.id == receipt.purchaser_id:
        return _("入库由保管员办理；采购员本人办的，先写明保管是谁")
    for number, row in enumerate(receipt.items, 1):
        if reason := line_refused(world, receipt, row):
            return _("第 {n} 行：{reason}").format(n=number, reason=reason)
    return None


def line_refused(world: World, receipt: g.GoodsReceipt, row: Mapping[str, Any]) -> str | None:
    """Why one line cannot enter."""
    lot = world.stock.lot(row["lot"])
    if lot is None:
        return _("没有检验记录 {number}，没有检验的物品不能入库").format(number=row["lot"])
    if lot.status is not LotStatus.ACCEPTED:
        return _("{number} 现在是“{state}”，判合格后才能入库（四.3.(2)⑤）").format(
            number=lot.number, state=_(lot.status.label)
        )
    if world.stock.has_receipt(lot):
        return _("{number} 已经开过入库单").format(number=lot.number)
    if row["quantity"] != world.stock.remaining(lot):
        return _("{number} 判合格的是 {n}，实收要与它相同；数量不同的先拆批").format(
            number=lot.number, n=world.stock.remaining(lot)
        )
    return wrong_people(receipt, lot)


def wrong_people(receipt: g.GoodsReceipt, lot: MaterialLot) -> str | None:
    """HR-22: who bought did not inspect; the name under 检验 is that of who did."""
    if receipt.purchaser_id in (lot.inspector_id, lot.reviewer_id):
        return _("{number} 的检验人或复核人就是采购员，请换一位采购员").format(number=lot.number)
    named = receipt.inspector_id
    if named is not None and named not in (lot.inspector_id, lot.reviewer_id):
        return _("{number} 不是单上写的检验人检验的；写实际的检验人，或分开入库").format(
            number=lot.number
        )
    return None


def store(world: World, receipt: g.GoodsReceipt) -> None:
    """Who stores keeps, unless somebody else is named."""
    receipt.keeper_id = receipt.keeper_id or world.actor.id
    world.stock.write_lines(receipt)


STEPS = (
    Step("store", N_("入库"), frozenset({S.PREPARED}), S.STORED, BUYERS, "四.3.(2)④",
         needs=("items", "purchaser_id"), guard=all_accepted, effect=store,
         signed=True),
)  # fmt: skip

REGISTER = Register(
    name="goods_receipt",
    title=N_("入库单"),
    item=N_("入库单"),
    prefix="RK",
    model=g.GoodsReceipt,
    status=S,
    initial=S.PREPARED,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F09",
    columns=("stored_at", "subject", "supplier_name", "total_amount"),
    wide_columns=("stored_at", "subject", "supplier_name", "total_amount", "purchaser_id",
                  "keeper_id", "responsible_department_id"),
    heads={"stored_at": N_("入库"), "search": N_("查找：品名、批号、供方、编号")},
    road=(S.PREPARED, S.STORED),
    open_states=frozenset({S.PREPARED}),
    wards=("department_id", "responsible_department_id"),
    offices=("functional_department_id",),
    registration=frozenset({"stored_at", "subject", "supplier_name", "purchaser_id"}),
    offered=frozenset({"items"}),
    computed=frozenset({"total_amount", "amount_in_words"}),
    received="stored_at",
    subject=("subject",),
    check=check,
    defaults=defaults,
    on_register=changed,
    on_change=changed,
    void_guard=voiding.receipt_stands,
    offers={"supplier_name": SUPPLIERS},
    signatures=receipt_paper.SIGNATURES,
    paper=receipt_paper.paper,
)  # fmt: skip
