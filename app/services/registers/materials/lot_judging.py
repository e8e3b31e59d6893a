"""What an inspection may come to (四.3.(2)①②③): which line keeps a lot from being accepted, and why."""

from typing import Any

from app.clock import local
from app.i18n import _
from app.models.materials import material_lot as m
from app.models.materials.item import ItemCategory
from app.services.registers.fields.material_lot import FIELDS
from app.services.registers.materials import shelf_life, supplier
from app.services.registers.world import World

F, V = m.Finding, m.Verdict
FINDINGS = ("date_finding", "count_finding", "size_finding", "model_finding", "look_finding",
            "paper_finding", "performance_finding")  # fmt: skip
MEASURED = frozenset({ItemCategory.INSTRUMENT, ItemCategory.EQUIPMENT})
LABELS = {one.name: one.label for one in FIELDS}


def phenomena(record: Any) -> str:
    """What was wrong with goods, in words: of a lot, or of a case in use."""
    return "、".join(_(m.Phenomenon(one).label) for one in record.phenomena or ())


def is_tightened(world: World, lot: m.MaterialLot) -> bool:
    """Whether it is one of the first lots of a new supplier; a part is inspected like the whole.

    A supplier that was traded with before its file was begun here is not new.
    """
    if lot.parent_id is not None:
        return lot.tightened
    found = world.stock.supplier(lot.supplier_name)
    if found is not None and supplier.was_known_before(found):
        return False
    most = world.stock.rules.first_lots
    return world.stock.lots_before(lot, most) < most


def not_bought(world: World, lot: m.MaterialLot) -> str | None:
    """HR-22: who inspects did not buy."""
    if world.actor.id == lot.purchaser_id:
        return _("检验人不能是采购员本人，请换一位")
    return None


def acceptable(world: World, lot: m.MaterialLot) -> str | None:
    """四.3.(2)①②③: every line is met, by a second pair of eyes; there is no exception."""
    if world.actor.id == lot.inspector_id:
        return _("复核人不能是检验人本人，请换一位")
    if lot.verdict is not V.ACCEPTED:
        return _("结论是“合格”才能判合格")
    if world.stock.remaining(lot) <= 0:
        return _("到货数是 0，没有可判合格的物品")
    return (
        not_bought(world, lot) or still_short(lot) or not_met(lot) or too_old(world, lot)
        or bad_supplier(world, lot) or not_every_piece(world, lot)
    )  # fmt: skip


def not_every_piece(world: World, lot: m.MaterialLot) -> str | None:
    """The first lots of a new supplier are inspected piece by piece: nothing is known of it yet."""
    most = world.stock.remaining(lot)
    if is_tightened(world, lot) and (lot.sampled_quantity or 0) < most:
        return _(
            "加严检验：新供方的前 {lots} 批要逐件检验，抽检数要等于 {n}（现在 {done}）"
        ).format(lots=world.stock.rules.first_lots, n=most, done=lot.sampled_quantity or 0)
    return None


def still_short(lot: m.MaterialLot) -> str | None:
    """四.3.(2)①: what did not come is owed, before what came is judged."""
    lacking = (lot.ordered_quantity or 0) - (lot.received_quantity or 0)
    return _("还少 {n}，先办“登记短少”再判定").format(n=lacking) if lacking > 0 else None


def bad_supplier(world: World, lot: m.MaterialLot) -> str | None:
    """Goods come from suppliers on file, in good standing, whose papers run."""
    found = world.stock.supplier(lot.supplier_name)
    if found is None:
        return _("供方档案里没有“{name}”，先建档评审").format(name=lot.supplier_name)
    return supplier.why_not(found, world.today)


def not_met(lot: m.MaterialLot) -> str | None:
    """Which line of the inspection is not met."""
    for name in FINDINGS:
        found = getattr(lot, name)
        label = _(LABELS[name])
        if found is F.BAD:
            return _("“{what}”不符合，只能判不合格（四.3.(2)⑥）").format(what=label)
        if found is F.NONE and name not in optional(lot):
            return _("“{what}”必须检验，不能是不适用").format(what=label)
    if lot.cold_chain and lot.arrival_temperature_c is None:
        return _("冷链物品要填到货温度")
    return None


def optional(lot: m.MaterialLot) -> frozenset[str]:
    """The lines that may not apply to goods of this category."""
    names = {"model_finding"}
    if lot.category not in MEASURED:
        names.add("performance_finding")
    if lot.category not in shelf_life.NEAR_EXPIRY:
        names.add("date_finding")
    return frozenset(names)


def too_old(world: World, lot: m.MaterialLot) -> str | None:
    """D40, D42: not expired, and on arrival half a year left."""
    until = lot.expires_on
    if until is None:
        if lot.category in shelf_life.NEAR_EXPIRY:
            return _("没有有效期，不能判合格")
        return None
    if shelf_life.is_expired(until, world.today):
        return _("有效期到 {day}，已经过期，只能判不合格").format(day=until)
    came = local(lot.received_at).date()
    first = lot.inspection_round == 1
    if first and halfway(world, lot) and shelf_life.is_near_expiry(came, until):
        return _("到货时有效期不足半年（至 {day}），只能判不合格（四.3.(2)①）").format(day=until)
    return None


def halfway(world: World, lot: m.MaterialLot) -> bool:
    """Whether half a year has to be left: of drugs always, of consumables if the hospital says so."""
    if lot.category is ItemCategory.CONSUMABLE:
        return world.stock.rules.consumables_near_expiry
    return lot.category in shelf_life.NEAR_EXPIRY


def rejectable(world: World, lot: m.MaterialLot) -> str | None:
    if reason := not_bought(world, lot) or still_short(lot):
        return reason
    return None if lot.verdict is V.REJECTED else _("结论是“不合格”才能判不合格")
