"""How rejected goods leave (四.3.(2)①⑥): by orders F06 that were carried out, all of them, before two."""

from collections.abc import Sequence
from typing import Any

from app.i18n import _
from app.models.materials import material_lot as m
from app.models.materials.rejection import Disposition, DispositionOrder
from app.services.registers.world import World

COMES_AGAIN = frozenset({Disposition.REPLACE, Disposition.REPLENISH})


def leaving(world: World, lot: m.MaterialLot) -> list[DispositionOrder]:
    """The orders carried out by which goods of a lot left; what is only stopped is still there."""
    return [
        one.record for one in world.linked(lot, DispositionOrder.__tablename__)
        if one.is_settled and isinstance(one.record, DispositionOrder)
        and one.record.disposition is not Disposition.STOP_USE
    ]  # fmt: skip


def owed_by_others(done: Sequence[DispositionOrder], wanted: tuple[Disposition, ...]) -> str | None:
    """What the supplier owes for a part of a lot is not forgotten because the rest went another way."""
    if any(one.disposition in COMES_AGAIN for one in done) and not COMES_AGAIN & set(wanted):
        return _("有一部分要更换或补足，办“等待更换”或“等待补足”，供方欠的数才不会漏")
    return None


def destroyed_alone(
    world: World, done: Sequence[DispositionOrder], wanted: tuple[Disposition, ...]
) -> str | None:
    """Two sign that goods are destroyed: who carried it out, and somebody else (domain §4.2 F)."""
    if Disposition.DESTROY not in wanted:
        return None
    hands = {
        who for one in done if one.disposition is Disposition.DESTROY
        for who in (one.executor_id, world.took(one, "execute"))
    }  # fmt: skip
    if world.actor.id in hands:
        return _("销毁要两个人签字：登记销毁的不能是执行人本人，请换一位")
    return None


def ordered(*wanted: Disposition) -> Any:
    """A guard: orders F06 for all of it were approved and carried out, one saying this (HR-02)."""

    def guard(world: World, lot: m.MaterialLot) -> str | None:
        done = leaving(world, lot)
        if not any(one.disposition in wanted for one in done):
            words = "、".join(_(one.label) for one in wanted)
            return _("还没有执行完的处理单 F06（{what}）").format(what=words)
        if reason := owed_by_others(done, wanted) or destroyed_alone(world, done, wanted):
            return reason
        gone, left = sum(one.executed_quantity or 0 for one in done), world.stock.remaining(lot)
        if gone < left:
            return _("处理单一共执行 {n}，这批有 {left}；其余的也要开处理单").format(
                n=gone, left=left
            )
        return None

    return guard


def came_again(world: World, lot: m.MaterialLot) -> int:
    """How much comes in its stead: what was ordered again; without such an order what is left."""
    left = world.stock.remaining(lot)
    again = sum(
        one.executed_quantity or 0 for one in leaving(world, lot) if one.disposition in COMES_AGAIN
    )
    return min(again or left, left)
