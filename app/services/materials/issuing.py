"""领用发放核对 (四.3.(3)①, HR-24): stock leaves its shelf to a ward, through two people's hands."""

from app.errors import StepRefused
from app.i18n import _
from app.models.materials.material_lot import (
    LotStatus,
    MaterialLot,
    StockMovement,
    StockMovementKind,
)
from app.models.organisation import Department, Person
from app.services.access import Permission
from app.services.operations import Changes, Operation, operation
from app.services.records import visible_record
from app.services.registers.materials import material_lot, shelf_life


@operation("stock.issue")
def issue(
    current: Operation,
    lot_id: int,
    quantity: int,
    department_id: int,
    receiver_id: int,
    note: str = "",
) -> Changes:
    """Issue some of a stocked lot to a ward; who issues is the person signed in.

    Raises StepRefused with the reason: not stocked, out of date, more than there is, one person.
    """
    lot = visible_record(current.session, current.actor, material_lot.REGISTER, lot_id)
    current.require(Permission.ISSUE, lot, material_lot.REGISTER)
    if reason := why_not(current, lot, quantity) or wrong_hands(
        current, department_id, receiver_id
    ):
        raise StepRefused(reason)
    lot.in_stock -= quantity
    lot.updated_at = current.now
    lot.updated_by_id = current.actor.id
    current.add(
        StockMovement(
            lot_id=lot.id,
            kind=StockMovementKind.ISSUED,
            quantity=quantity,
            moved_at=current.now,
            department_id=department_id,
            issuer_id=current.actor.id,
            receiver_id=receiver_id,
            note=note.strip() or None,
        )
    )
    return current.changes(lot)


def why_not(current: Operation, lot: MaterialLot, quantity: int) -> str | None:
    """Why so much of this lot cannot leave its shelf."""
    if lot.status is not LotStatus.STOCKED:
        return _("{number} 现在是“{state}”，只有已入库的才能发放（四.3.(3)①）").format(
            number=lot.number, state=_(lot.status.label)
        )
    if lot.expires_on is not None and shelf_life.is_expired(lot.expires_on, current.today):
        return _("{number} 的有效期到 {day}，已经过期，不能发放；办“停用待检”").format(
            number=lot.number, day=lot.expires_on
        )
    if quantity <= 0:
        return _("发放数量要大于 0")
    if quantity > lot.in_stock:
        return _("{number} 只剩 {n}，不够发放 {wanted}").format(
            number=lot.number, n=lot.in_stock, wanted=quantity
        )
    return None


def wrong_hands(current: Operation, department_id: int, receiver_id: int) -> str | None:
    """HR-24: somebody else receives it, for a department there is."""
    if receiver_id == current.actor.id:
        return _("领用人不能是发放人本人，请换一位")
    receiver = current.session.get(Person, receiver_id)
    if receiver is None or not receiver.active:
        return _("没有这位领用人，或已停用；重新选择")
    department = current.session.get(Department, department_id)
    if department is None or not department.active:
        return _("没有这个领用科室，或已停用；重新选择")
    return None
