"""Why records of goods cannot be voided: what lies on shelves, went to wards or was judged stands on them."""

from app.i18n import _
from app.models.materials.goods_receipt import GoodsReceipt, ReceiptStatus
from app.models.materials.material_lot import LotStatus, MaterialLot, Verdict
from app.models.materials.rejection import DispositionOrder, OrderStatus
from app.models.materials.supplier import Supplier
from app.services.registers.world import World

_BEFORE = frozenset({LotStatus.RECEIVED_PENDING, LotStatus.INSPECTING})


def lot_stands(world: World, lot: MaterialLot) -> str | None:
    """What a lot led to stays on record: shelf, wards, papers, parts, and that it was rejected."""
    untouched = lot.status is LotStatus.RECEIVED_PENDING and lot.inspection_round == 1
    if untouched and lot.parent_id is None:
        return None  # nobody has looked at it yet: nothing can stand on it
    if lot.status is LotStatus.STOCKED:
        return _("{number} 在库，不能作废；有疑问的先办“停用待检”，重新检验").format(
            number=lot.number
        )
    return _left_the_shelf(world, lot) or _judged_or_parted(world, lot)


def _left_the_shelf(world: World, lot: MaterialLot) -> str | None:
    if world.stock.was_issued(lot):
        return _("{number} 已经发到科室，不能作废；写错的写在备注里").format(number=lot.number)
    if receipt := world.stock.receipt_of(lot):
        return _("{number} 已开入库单 {receipt}，不能作废；上架后有疑问的办“停用待检”").format(
            number=lot.number, receipt=receipt
        )
    return None


def _judged_or_parted(world: World, lot: MaterialLot) -> str | None:
    if lot.status not in _BEFORE and lot.verdict is Verdict.REJECTED:
        return _("{number} 已判不合格，不能作废；按处理单 F06 退货、更换、补足或销毁").format(
            number=lot.number
        )
    if lot.parent_id is not None or world.stock.has_parts(lot):
        return _("这批与拆出、短少或更换的批数量相连，不能单独作废；检验后按结果办")
    return None


def receipt_stands(world: World, receipt: GoodsReceipt) -> str | None:
    """Goods were taken in, lie on a shelf or went to a ward by this very paper."""
    if receipt.status is not ReceiptStatus.STORED:
        return None
    held = world.stock.held_by(receipt)
    if not held:
        return _("已经入库的单不能作废；物品有疑问的办“停用待检”，重新检验后另开入库单")
    return _(
        "{lots} 凭这张单入了库，单子不能作废。写错的写在备注里；物品有疑问的，"
        "上架后对该批办“停用待检”，重新检验后另开入库单"
    ).format(lots="、".join(held))


def order_stands(world: World, order: DispositionOrder) -> str | None:
    """What an order did with goods is not undone by voiding the paper."""
    if order.status not in (OrderStatus.EXECUTED, OrderStatus.CLOSED):
        return None
    return _("{number} 已经执行，物品已按它处理，不能作废；写错的写在备注里说明").format(
        number=order.number
    )


def supplier_stands(world: World, supplier: Supplier) -> str | None:
    """What was delivered stays on file, and so does who delivered it."""
    lots, cases = world.stock.uses_of(supplier)
    if not lots and not cases:
        return None
    return _(
        "供方“{name}”有 {lots} 批检验记录、{cases} 件使用中不合格，不能作废；不再合作的办“取消资格”"
    ).format(name=supplier.subject, lots=lots, cases=cases)
