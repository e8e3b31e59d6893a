"""What follows a recall: cases for the wards that have goods of it, and the shelves cleared (四.3.(3))."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import AppError, StepRefused
from app.i18n import _
from app.models.base import VOIDED
from app.models.daily import RecordLink
from app.models.materials.material_lot import MaterialLot, StockMovement, StockMovementKind
from app.models.materials.rejection import InUseNonconformity, InUseStatus
from app.models.organisation import Department
from app.services import access, records, values
from app.services.materials.tracing import CASES, LOTS
from app.services.operations import Changes, Desk, Operation, operation
from app.services.world import carried, link, origin_of

PAIRS_MOST = 500
WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Raised:
    """The numbers of the cases made, and how many lots in wards had an open one already."""

    numbers: tuple[str, ...]
    known: int
    changes: Changes


@dataclass(frozen=True)
class Withdrawn:
    """The numbers of the lots taken off their shelves, and why others were not."""

    numbers: tuple[str, ...]
    refused: tuple[str, ...]
    changes: Changes


@operation("recall.raise")
def raise_cases(current: Operation, pairs: Sequence[tuple[int, int]], notice: str) -> Raised:
    """Make a case F05 for each lot and ward it went to, prefilled and linked to the lot.

    A ward that has an open case of the lot gets no second one. Raises StepRefused.
    """
    current.require(access.Permission.REGISTER)
    if not pairs:
        raise StepRefused(_("这些批都没有发放过，没有在用的，不用登记使用中不合格"))
    if len(pairs) > PAIRS_MOST:
        raise StepRefused(_("一次最多登记 {n} 件，先把召回的批号分几次追查").format(n=PAIRS_MOST))
    numbers, known = [], 0
    for lot_id, ward in pairs:
        lot = records.fetch(current, LOTS, lot_id)
        if _has_open_case(current.session, lot_id, ward):
            known += 1
            continue
        made = records.create(current, CASES, _begun(current, lot, ward, notice))
        link(current, (LOTS.name, lot.id), (CASES.name, made.id))
        numbers.append(made.number)
    current.tables |= {LOTS.name, CASES.name}
    return Raised(tuple(numbers), known, current.changes())


def withdraw(desk: Desk, lot_ids: Sequence[int], doubt: str, place: str) -> Withdrawn:
    """Take lots off their shelves to be inspected again: the step 停用待检 of each.

    What cannot be taken is named with its reason; the others are.
    """
    numbers: list[str] = []
    refused: list[str] = []
    given = {"doubt": doubt, "isolation_place": place}
    for lot_id in lot_ids:
        number, version = _standing(desk, lot_id)
        try:
            records.move(desk, LOTS, lot_id, version, WITHDRAW, given)
        except AppError as refusal:
            refused.append(_("{number}：{why}").format(number=number, why=refusal))
        else:
            numbers.append(number)
    tables = frozenset({LOTS.name, StockMovement.__tablename__}) if numbers else frozenset[str]()
    return Withdrawn(tuple(numbers), tuple(refused), Changes(tables))


def _standing(desk: Desk, lot_id: int) -> tuple[str, int]:
    with desk.database.read() as session:
        lot = session.get_one(MaterialLot, lot_id)
        return lot.number, lot.version


def _has_open_case(session: Session, lot_id: int, ward: int) -> bool:
    query = (
        select(InUseNonconformity.id)
        .join(RecordLink, RecordLink.target_id == InUseNonconformity.id)
        .where(
            RecordLink.source_register == LOTS.name,
            RecordLink.source_id == lot_id,
            RecordLink.target_register == CASES.name,
            InUseNonconformity.responsible_department_id == ward,
            InUseNonconformity.status.not_in([VOIDED, InUseStatus.CLOSED]),
        )
    )
    return session.scalar(query.limit(1)) is not None


def _begun(current: Operation, lot: MaterialLot, ward: int, notice: str) -> dict[str, Any]:
    """What a case begins with: which goods, which ward, how much it had, why it is asked."""
    quantity = sum(
        current.session.scalars(
            select(StockMovement.quantity).where(
                StockMovement.lot_id == lot.id,
                StockMovement.department_id == ward,
                StockMovement.kind == StockMovementKind.ISSUED,
            )
        )
    )
    if not quantity:
        raise StepRefused(_("{number} 没有发放到这个科室").format(number=lot.number))
    name = current.session.get_one(Department, ward).name
    said = _("召回追查：批号 {lot} 已发放 {n} {unit}到{ward}，先停用、隔离、清点。").format(
        lot=lot.lot_number, n=quantity, unit=lot.unit or "", ward=name
    )
    begun = (
        CASES.defaults(current.actor, current.now)
        | carried(CASES, origin_of(LOTS, lot))
        | {
            "responsible_department_id": ward,
            "functional_department_id": lot.functional_department_id,
            "quantity": quantity,
            "narrative": f"{said}{notice.strip()}",
        }
    )
    accepted, problems = values.accept(CASES, begun)
    required = tuple(one.name for one in CASES.fields if one.required)
    problems |= values.missing(CASES, accepted, required)
    if problems:
        raise StepRefused(
            _("{number} 的资料不全，先在检验批里补好：{what}").format(
                number=lot.number, what="；".join(problems.values())
            )
        )
    return accepted
