"""领用发放核对 (四.3.(3)①, HR-24): stock leaves its shelf to a ward, through two people's hands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.errors import NotFound, StepRefused
from app.i18n import _
from app.models.materials.material_lot import (
    LotStatus,
    MaterialLot,
    StockMovement,
    StockMovementKind,
)
from app.models.organisation import Department, Person
from app.services.access import Permission
from app.services.materials.doubts import in_doubt
from app.services.materials.restricted import in_restricted_place
from app.services.operations import Changes, Desk, Operation, operation
from app.services.people import accounts, founding
from app.services.people.signing import Signer
from app.services.records import visible_record
from app.services.registers.materials import material_lot, shelf_life

LINES_MOST = 100
NOTE_LONGEST = 200


@dataclass(frozen=True)
class IssueLine:
    """How much of which lot leaves."""

    lot_id: int
    quantity: int


class IssueRefused(StepRefused):
    """Lines that cannot leave; `lines` gives the reason by the place of the line. Nothing left."""

    def __init__(self, lines: Mapping[int, str], count: int) -> None:
        numbered = (
            _("第 {n} 行：{reason}").format(n=place + 1, reason=reason)
            for place, reason in lines.items()
        )
        super().__init__("；".join(lines.values() if count == 1 else numbered))
        self.lines = dict(lines)


def hand_out(
    desk: Desk, receiver: Signer, lines: Sequence[IssueLine], department_id: int, note: str = ""
) -> Changes:
    """Issue lots to a ward, all or none; who receives signs at the desk of who issues.

    Raises SignInRefused for a wrong password (counted as at the door); IssueRefused with the reason
    of each line: not stocked, in doubt, out of date, in a restricted place, more than there is;
    StepRefused for one person with both parts; NotAllowed.
    """
    signed = accounts.enter(desk.database, receiver.staff_no, receiver.password, accounts.SIGN)
    return _issue(desk, lines, department_id, signed.desk.person_id, note, is_signed=True)


def issue_lots(
    desk: Desk, lines: Sequence[IssueLine], department_id: int, receiver_id: int, note: str = ""
) -> Changes:
    """The same of a demo hospital's past, which nobody can sign any more; refused in any other."""
    return _issue(desk, lines, department_id, receiver_id, note, is_signed=False)


@operation("stock.issue")
def _issue(
    current: Operation,
    lines: Sequence[IssueLine],
    department_id: int,
    receiver_id: int,
    note: str,
    is_signed: bool,
) -> Changes:
    """All these lots or none; without the password of who receives only in a demonstration."""
    current.require(Permission.ISSUE)
    if not is_signed and not founding.is_demo(current.session):
        raise StepRefused(_("领用人没有核对签字：请领用人输入工号和密码再发放（四.3.(3)①）"))
    if reason := nothing_to_do(lines) or wrong_hands(current, department_id, receiver_id):
        raise StepRefused(reason)
    lots, refused = _lots(current, lines)
    if refused:
        raise IssueRefused(refused, len(lines))
    receiver = current.session.get_one(Person, receiver_id).staff_no
    for lot, line in zip(lots, lines, strict=True):
        _take(current, lot, line.quantity, department_id, receiver_id, note)
        current.facts_of[lot.uid] = {
            "quantity": line.quantity, "department": department_id, "receiver": receiver,
            "signed": is_signed,
        }  # fmt: skip
    return current.changes(lots[0])


def nothing_to_do(lines: Sequence[IssueLine]) -> str | None:
    """Why these lines are no issue at all."""
    if not lines:
        return _("还没有要发放的批；扫标签，或输入编号、批号、品名")
    if len(lines) > LINES_MOST:
        return _("一次最多发放 {n} 批，分几次发").format(n=LINES_MOST)
    return None


def _lots(
    current: Operation, lines: Sequence[IssueLine]
) -> tuple[list[MaterialLot], dict[int, str]]:
    """The lots of the lines, and the reasons of those that cannot leave."""
    lots: list[MaterialLot] = []
    refused: dict[int, str] = {}
    seen: dict[int, int] = {}
    for place, line in enumerate(lines):
        try:
            lot = visible_record(current.session, current.actor, material_lot.REGISTER, line.lot_id)
        except NotFound as unknown:
            refused[place] = str(unknown)
            continue
        current.require(Permission.ISSUE, lot, material_lot.REGISTER)
        lots.append(lot)
        if (first := seen.setdefault(lot.id, place)) != place:
            refused[place] = _("与第 {n} 行是同一批，数量合写在一行").format(n=first + 1)
        elif reason := why_not(current, lot, line.quantity):
            refused[place] = reason
    return lots, refused


def _take(
    current: Operation,
    lot: MaterialLot,
    quantity: int,
    department_id: int,
    receiver_id: int,
    note: str,
) -> None:
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
            note=note.strip()[:NOTE_LONGEST] or None,
        )
    )


def why_not(current: Operation, lot: MaterialLot, quantity: int) -> str | None:
    """Why so much of this lot cannot leave its shelf."""
    if reason := kept_back(current.session, lot, current.today):
        return reason
    if quantity <= 0:
        return _("发放数量要大于 0")
    if quantity > lot.in_stock:
        return _("{number} 只剩 {n}，不够发放 {wanted}").format(
            number=lot.number, n=lot.in_stock, wanted=quantity
        )
    return None


def kept_back(session: Session, lot: MaterialLot, today: date) -> str | None:
    """Why nothing of a lot may leave: its state, a doubt about it, or the place it lies at."""
    return held_back(lot, today) or in_doubt(session, lot) or in_restricted_place(session, lot)


def held_back(lot: MaterialLot, today: date) -> str | None:
    """Why nothing at all of a lot may leave: only what is stocked and in date does."""
    if lot.status is not LotStatus.STOCKED:
        return _("{number} 现在是“{state}”，只有已入库的才能发放（四.3.(3)①）").format(
            number=lot.number, state=_(lot.status.label)
        )
    if lot.expires_on is not None and shelf_life.is_expired(lot.expires_on, today):
        return _("{number} 的有效期到 {day}，已经过期，不能发放；办“停用待检”").format(
            number=lot.number, day=lot.expires_on
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
