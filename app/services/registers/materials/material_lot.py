"""进货检验批 F08 (四.3.(2), HR-03): goods wait in isolation, are inspected, and enter only when accepted.

There is no edge past the inspection, for anybody (HR-01): a rejected lot leaves by an executed order
F06, and what comes in its stead is a lot of its own that is inspected again.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.clock import local
from app.errors import StepRefused
from app.i18n import N_, _
from app.models.materials import material_lot as m
from app.models.materials.rejection import Disposition
from app.models.organisation import Role
from app.services.registers.fields.material_lot import (
    BADGES,
    FIELDS,
    JUDGED,
    REGISTRATION,
    SECTIONS,
)
from app.services.registers.materials import (
    keeping,
    labels,
    lot_paper,
    report_paper,
    shelf_life,
    tools,
    voiding,
)
from app.services.registers.materials.leaving import came_again, ordered
from app.services.registers.materials.lot_judging import (
    FINDINGS,
    acceptable,
    is_tightened,
    not_bought,
    phenomena,
    rejectable,
)
from app.services.registers.parts import ITEMS, SUPPLIERS, Remark, Wait, Watch
from app.services.registers.register import Register, Step
from app.services.registers.world import Actor, Meaning, World

S = m.LotStatus
KEEPERS = frozenset({Role.STOREKEEPER})
INSPECTORS = frozenset({Role.STOREKEEPER, Role.HANDLER, Role.OFFICE_HEAD})
BUYERS = frozenset({Role.PURCHASER, Role.STOREKEEPER})
BEFORE = frozenset({S.RECEIVED_PENDING, S.INSPECTING})
# What has to be known of goods before they are inspected; old registers may lack it.
KNOWN = tuple(one.name for one in FIELDS if one.required)
INSPECTED = (*FINDINGS, "verdict", "sampled_quantity")
COUNTED = ("ordered_quantity", "received_quantity")


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """Who receives keeps the goods; the verdict is never there before the inspection."""
    return {"received_at": now, "responsible_department_id": actor.department_id}


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Dates in order, quantities not negative."""
    problems: dict[str, str] = {}
    received = values.get("received_at")
    if received is not None and local(received).date() > today:
        problems["received_at"] = _("不能晚于今天")
    made, until = values.get("manufactured_on"), values.get("expires_on")
    if made and made > today:
        problems["manufactured_on"] = _("不能晚于今天")
    if made and until and until < made:
        problems["expires_on"] = _("不能早于生产日期 {day}").format(day=made)
    for name in ("ordered_quantity", "received_quantity", "sampled_quantity", "split_quantity"):
        if (values.get(name) or 0) < 0:
            problems[name] = _("不能是负数")
    came, sampled = values.get("received_quantity"), values.get("sampled_quantity")
    if came is not None and sampled is not None and sampled > came:
        problems["sampled_quantity"] = _("不能多于到货数 {n}").format(n=came)
    return problems


def registered(world: World, lot: m.MaterialLot) -> None:
    """Whatever was brought along, the inspection has yet to be made."""
    lot.verdict = None
    known(world, lot)


def known(world: World, lot: m.MaterialLot) -> None:
    found = world.stock.supplier(lot.supplier_name)
    lot.supplier_id = found.id if found else None
    lot.tightened = is_tightened(world, lot)
    item = world.stock.item(lot)
    lot.item_id = item.id if item else None
    # Its records are kept for ever: whoever registers it need not know.
    lot.implant = lot.implant or (item is not None and item.implant)
    keeping.note(lot)


def changed(world: World, lot: m.MaterialLot) -> None:
    """What an inspection has judged stays as it was judged; nobody writes a verdict beforehand."""
    keeping.note(lot)
    if lot.status not in BEFORE:
        if world.was(lot, "implant") and not lot.implant:
            raise StepRefused(_("判定时写明是植入物，记录永久保存，不能改成不是"))
        if reason := not_moved(world, lot):
            raise StepRefused(reason)
        touched = [n for n in JUDGED if world.was(lot, n) != getattr(lot, n)]
        if touched:
            raise StepRefused(
                _("已经判定，检验的内容不能再改（四.3.(2)④）。有疑问的办“停用待检”，重新检验。")
            )
        return
    # What an old register says of a lot stays readable until the inspection begins.
    written = lot.verdict is not None and lot.verdict != world.was(lot, "verdict")
    if lot.status is S.RECEIVED_PENDING and written:
        raise StepRefused(_("还没有开始检验，不能先写结论（四.3.(2)⑤）"))
    if reason := miscounted(world, lot):
        raise StepRefused(reason)
    if lot.purchaser_id is not None and lot.purchaser_id == lot.inspector_id:
        raise StepRefused(_("采购员不能是检验人本人，请换一位"))
    if world.actor.id == lot.purchaser_id and any(
        world.was(lot, name) != getattr(lot, name) for name in INSPECTED
    ):
        raise StepRefused(_("检验的内容不能由采购员本人填写，请检验人填（检验与采购分开）"))
    known(world, lot)


def miscounted(world: World, lot: m.MaterialLot) -> str | None:
    """The parts of a lot stay what came and what was ordered; what was issued has come."""
    if not any(world.was(lot, name) != getattr(lot, name) for name in COUNTED):
        return None
    if world.stock.is_divided(lot):
        return _("这批拆过或登记过短少，采购数、到货数不能再改；各批之和要等于原来的数")
    if lot.inspection_round > 1:
        return _("这批入过库、发放过，采购数、到货数不能再改；短缺的写在检验说明里")
    if lot.parent_id and world.was(lot, "ordered_quantity") != lot.ordered_quantity:
        return _("采购数是供方欠的数，不能改；到货少了的改到货数，再办“登记短少”")
    return None


def not_moved(world: World, lot: m.MaterialLot) -> str | None:
    """四.4: what lay where the environment failed is inspected before it lies elsewhere."""
    before = world.was(lot, "storage_place")
    if not lot.in_stock or before == lot.storage_place:
        return None
    if (found := world.surroundings.restriction(before)) is not None:
        return _("{why}；所放物品先办“停用待检”，检验合格再换存放区位").format(why=found.words)
    if (found := world.surroundings.restriction(lot.storage_place)) is not None:
        return _("{why}；换一个“存放区位”").format(why=found.words)
    return None


# ---- guards ------------------------------------------------------------------------------------


def divisible(world: World, lot: m.MaterialLot) -> str | None:
    """A part is neither nothing nor all."""
    most = world.stock.remaining(lot)
    if not 0 < (lot.split_quantity or 0) < most:
        return _("拆出数量要在 1 和 {n} 之间").format(n=most - 1)
    if lot.inspection_round > 1:
        return _("重新检验的批不再拆分；分开处理的写在处理单里")
    return None


def short(world: World, lot: m.MaterialLot) -> str | None:
    if (lot.ordered_quantity or 0) <= (lot.received_quantity or 0):
        return _("到货数不少于采购数，没有短少")
    return None


def has_receipt(world: World, lot: m.MaterialLot) -> str | None:
    """HR-04, HR-22: what lies on a shelf came by a receipt, and who bought it did not put it there."""
    if world.actor.id == lot.purchaser_id:
        return _("上架由保管员办理，不能是采购员本人，请换一位")
    if not world.stock.has_receipt(lot):
        return _("还没有入库单 F09；先开入库单再上架（四.3.(2)④）")
    if lot.expires_on is not None and shelf_life.is_expired(lot.expires_on, world.today):
        return _("有效期到 {day}，已经过期，不能上架").format(day=lot.expires_on)
    if (found := world.surroundings.restriction(world.stock.shelf(lot))) is not None:
        return _("不能上架：{why}；换一个“存放区位”").format(why=found.words)
    return None


def in_store(world: World, lot: m.MaterialLot) -> str | None:
    """Accepted goods not put away yet are in the store; of those put away some must be left."""
    if lot.status is S.STOCKED and not lot.in_stock:
        return _("架上已经没有这批；科室在用的由科室登记“使用中不合格”")
    return None


# ---- effects -----------------------------------------------------------------------------------


def begin(world: World, lot: m.MaterialLot) -> None:
    """Who begins inspects; the verdict is empty."""
    lot.inspector_id = world.actor.id
    lot.verdict = None
    known(world, lot)


def accept(world: World, lot: m.MaterialLot) -> None:
    lot.reviewer_id = world.actor.id
    judge(world, lot)


def judge(world: World, lot: m.MaterialLot) -> None:
    lot.inspected_at = world.now
    world.stock.note_inspection(lot)


def split(world: World, lot: m.MaterialLot) -> None:
    """The part is a lot of its own; together they are what came and what was ordered."""
    part = lot.split_quantity or 0
    lot.received_quantity = (lot.received_quantity or 0) - part
    owed = None
    if lot.ordered_quantity is not None:
        owed = min(part, lot.ordered_quantity)
        lot.ordered_quantity -= owed
    lot.split_quantity = None
    world.stock.part(lot, S.INSPECTING, owed, part)


def note_short(world: World, lot: m.MaterialLot) -> None:
    """What did not come is owed as a lot of its own."""
    owed = (lot.ordered_quantity or 0) - (lot.received_quantity or 0)
    lot.ordered_quantity = lot.received_quantity
    world.stock.part(lot, S.SHORTAGE_PENDING, owed, 0)


def came_instead(world: World, lot: m.MaterialLot) -> None:
    """四.3.(2)⑥: what comes in its stead waits for an inspection of its own."""
    owed = came_again(world, lot) or lot.ordered_quantity or 0
    world.stock.part(lot, S.RECEIVED_PENDING, owed, owed)


def shelve(world: World, lot: m.MaterialLot) -> None:
    world.stock.shelve(lot)


def withdraw(world: World, lot: m.MaterialLot) -> None:
    """Goods in doubt are off the shelf and inspected as if they had just come."""
    world.stock.withdraw(lot, lot.doubt)
    lot.inspection_round += 1
    for name in (*FINDINGS, "verdict", "inspected_at", "inspector_id", "reviewer_id",
                 "sampled_quantity"):  # fmt: skip
        setattr(lot, name, None)


STEPS = (
    Step("begin", N_("开始检验"), frozenset({S.RECEIVED_PENDING}), S.INSPECTING, INSPECTORS,
         "四.3.(2)③", needs=KNOWN, guard=not_bought, effect=begin, signed=True),
    Step("split", N_("拆批…"), frozenset({S.INSPECTING}), None, INSPECTORS, "四.3.(2)④",
         needs=("split_quantity",), asks=("split_quantity",), guard=divisible, effect=split),
    Step("note_short", N_("登记短少"), frozenset({S.INSPECTING}), None, INSPECTORS, "四.3.(2)①",
         needs=("ordered_quantity",), guard=short, effect=note_short),
    Step("accept", N_("复核合格"), frozenset({S.INSPECTING}), S.ACCEPTED, INSPECTORS, "四.3.(2)③",
         needs=(*FINDINGS, "verdict"), guard=acceptable, effect=accept, signed=True,
         meaning=Meaning.REVIEW),
    Step("reject", N_("判不合格"), frozenset({S.INSPECTING}), S.REJECTED, INSPECTORS, "四.3.(2)⑤",
         needs=("verdict", "phenomena"), guard=rejectable, effect=judge, signed=True),
    Step("shelve", N_("上架"), frozenset({S.ACCEPTED}), S.STOCKED, KEEPERS, "四.3.(2)④",
         guard=has_receipt, effect=shelve, signed=True),
    Step("withdraw", N_("停用待检…"), frozenset({S.ACCEPTED, S.STOCKED}), S.RECEIVED_PENDING,
         KEEPERS | BUYERS, "四.3.(3)", needs=("doubt", "isolation_place"),
         asks=("doubt", "isolation_place"), guard=in_store, effect=withdraw, signed=True),
    Step("send_back_goods", N_("登记退货"), frozenset({S.REJECTED}), S.RETURNED, BUYERS,
         "四.3.(2)①", guard=ordered(Disposition.RETURN, Disposition.RECALL), signed=True),
    Step("destroy", N_("登记销毁"), frozenset({S.REJECTED}), S.DESTROYED, BUYERS, "四.3.(2)⑥",
         guard=ordered(Disposition.DESTROY, Disposition.HANDLE_BY_LAW), signed=True),
    Step("await_replacement", N_("等待更换"), frozenset({S.REJECTED}), S.REPLACEMENT_PENDING,
         BUYERS, "四.3.(2)①", guard=ordered(Disposition.REPLACE), signed=True),
    Step("await_supply", N_("等待补足"), frozenset({S.REJECTED}), S.SHORTAGE_PENDING, BUYERS,
         "四.3.(2)①", guard=ordered(Disposition.REPLENISH), signed=True),
    Step("replace", N_("更换到货"), frozenset({S.REPLACEMENT_PENDING}), S.REPLACED, BUYERS,
         "四.3.(2)①", effect=came_instead, signed=True),
    Step("supply", N_("补足到货"), frozenset({S.SHORTAGE_PENDING}), S.SUPPLIED, BUYERS,
         "四.3.(2)①", effect=came_instead, signed=True),
)  # fmt: skip

WATCHES = (
    Watch("expired", N_("已过期"), ("expires_on",), frozenset({S.STOCKED}),
          KEEPERS | {Role.PURCHASER}, N_("停用待检，判不合格退出"), held="in_stock"),
    Watch("near_expiry", N_("近效期"), ("expires_on",), frozenset({S.STOCKED}),
          KEEPERS | {Role.PURCHASER}, N_("先发，或与供方调换"), months=shelf_life.MONTHS_LEFT,
          held="in_stock"),
)  # fmt: skip
WAITS: dict[StrEnum, Wait] = {
    S.ACCEPTED: Wait(N_("开入库单、上架"), BUYERS),
    S.REJECTED: Wait(N_("办不合格品处理单"), BUYERS),
    S.REPLACEMENT_PENDING: Wait(N_("催更换，到货登记"), BUYERS),
    S.SHORTAGE_PENDING: Wait(N_("催补足，到货登记"), BUYERS),
}


def why_or_where(lot: Any) -> str:
    """What the keeper looks for beside the state: why it was rejected, or where it lies."""
    if lot.status is S.REJECTED:
        return phenomena(lot)
    if lot.status is S.STOCKED:
        left = _("余 {n} {unit}").format(n=lot.in_stock, unit=lot.unit or "").strip()
        return f"{lot.storage_place or ''}　{left}".strip("　")
    if lot.status in BEFORE:
        place = _("隔离位 {place}").format(place=lot.isolation_place or "—")
        return f"{lot.doubt}；{place}" if lot.doubt else place
    if lot.status is S.ACCEPTED:
        return _("可以入库")
    if lot.status in (S.REPLACEMENT_PENDING, S.SHORTAGE_PENDING):
        owed = lot.received_quantity or lot.ordered_quantity or 0
        return _("待到货 {n} {unit}").format(n=owed, unit=lot.unit or "").strip()
    return ""


REMARK = Remark(
    N_("原因或位置"), 190,
    ("status", "phenomena", "storage_place", "in_stock", "unit", "isolation_place", "doubt",
     "received_quantity", "ordered_quantity"),
    why_or_where,
)  # fmt: skip

REGISTER = Register(
    name="material_lot",
    title=N_("进货检验"),
    item=N_("检验批"),
    prefix="JY",
    model=m.MaterialLot,
    status=S,
    initial=S.RECEIVED_PENDING,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F08",
    columns=("received_at", "subject", "lot_number", "expires_on", "specification",
             "received_quantity"),
    wide_columns=("received_at", "subject", "lot_number", "expires_on", "specification",
                  "received_quantity", "supplier_name", "storage_place"),
    heads={
        "received_at": N_("到货"),
        "search": N_("查找：品名、批号、供方、编号；或直接扫码"),
        S.ACCEPTED.value: N_("合格待入库"),
        S.REJECTED.value: N_("不合格未处置"),
    },
    road=(S.RECEIVED_PENDING, S.INSPECTING, S.ACCEPTED, S.STOCKED),
    open_states=frozenset(
        {S.RECEIVED_PENDING, S.INSPECTING, S.ACCEPTED, S.REJECTED, S.REPLACEMENT_PENDING,
         S.SHORTAGE_PENDING}
    ),
    wards=("department_id", "responsible_department_id"),
    offices=("functional_department_id",),
    registration=REGISTRATION,
    subject=("subject", "specification"),
    check=check,
    defaults=defaults,
    computed=frozenset({"tightened", "keeping", "kept_until"}),
    on_register=registered,
    on_change=changed,
    void_guard=voiding.lot_stands,
    offers={"subject": ITEMS, "supplier_name": SUPPLIERS},
    places=("storage_place",),
    signatures=lot_paper.SIGNATURES,
    paper=lot_paper.paper,
    letters=(report_paper.OF_LOT,),
    label=labels.of_lot,
    tools=(tools.ISSUE, tools.TRACE, tools.STOCK),
    watches=WATCHES,
    waits=WAITS,
    remark=REMARK,
)  # fmt: skip
