"""F06 and F07: what an order has to say of the case it came from, and of the supplier's file."""

from sqlalchemy import select

from app.errors import StepRefused
from app.i18n import _
from app.models.materials.material_lot import LotStatus, MaterialLot
from app.models.materials.rejection import DispositionOrder, InUseNonconformity, OrderStatus
from app.services.forms import Form, FormValue, Options
from app.services.registers.materials.order_paper import PARAGRAPH
from app.services.world import ReadWorld

S = OrderStatus
AGREED = frozenset({S.APPROVED, S.EXECUTED, S.CLOSED})
LISTED_MOST = 12


def order(world: ReadWorld, form: Form, order: DispositionOrder) -> dict[str, FormValue]:
    """The supplier's file fills itself: it knows of the goods once the supplier is on file."""
    filed = world.stock.supplier(order.supplier_name) is not None
    return {
        "supplier_filed": Options(form.options["supplier_filed"], frozenset({0} if filed else ())),
    }


def proposal(world: ReadWorld, form: Form, order: DispositionOrder) -> dict[str, FormValue]:
    """HR-11: the leader is told what came of inspecting all goods of the kind, with none left open."""
    found: dict[str, FormValue] = {
        "decision": Options(
            form.options["decision"], frozenset({0} if order.status in AGREED else ())
        ),
        "inspections": _inspections(world, order),
    }
    for one in world.origins(order) if order.id else ():
        if isinstance(one.record, InUseNonconformity):
            found |= _of_case(one.record)
        elif isinstance(one.record, MaterialLot):
            found["narrative"] = one.record.narrative
    return found


def _of_case(case: InUseNonconformity) -> dict[str, FormValue]:
    if case.kind_open:
        raise StepRefused(
            _(
                "还不能出处理意见报告：{number} 还有 {n} 件同类物品没有复检，"
                "未检为 0 才能呈报（四.3.(3)④）"
            ).format(number=case.number, n=case.kind_open)
        )
    verified = (case.narrative, case.supplier_check and _("供方核查：") + case.supplier_check)
    done = (case.kind_good or 0) + (case.kind_bad or 0)
    return {
        "narrative": PARAGRAPH.join(one for one in verified if one),
        "kind_total": case.kind_total,
        "kind_done": None if case.kind_total is None else done,
        "kind_good": case.kind_good,
        "kind_bad": case.kind_bad,
        "kind_open": case.kind_open,
    }


def _inspections(world: ReadWorld, order: DispositionOrder) -> str | None:
    """The inspections of goods of this name that stand, the latest first."""
    if not order.subject:
        return None
    numbers = world.session.scalars(
        select(MaterialLot.number)
        .where(MaterialLot.subject == order.subject, MaterialLot.status != LotStatus.VOIDED)
        .order_by(MaterialLot.received_at.desc(), MaterialLot.id.desc())
        .limit(LISTED_MOST + 1)
    ).all()
    text = "、".join(numbers[:LISTED_MOST])
    return _("{numbers} 等").format(numbers=text) if len(numbers) > LISTED_MOST else text or None
