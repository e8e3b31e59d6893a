"""不合格品处理单 F06, with what F07 tells the leader in charge (四.3.(2)⑥, 四.3.(3)④).

Goods that were rejected go back, are replaced, made up for, destroyed or handled by law; no other word
is in the list, whoever asks (HR-01).
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.clock import local
from app.errors import StepRefused
from app.i18n import N_, _
from app.models.materials import rejection as r
from app.models.materials.material_lot import LotStatus, MaterialLot
from app.models.organisation import Role
from app.services.registers.materials import order_paper, voiding
from app.services.registers.materials.unnamed import told
from app.services.registers.parts import SUPPLIERS, Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Register, Section, Step
from app.services.registers.world import Actor, Meaning, Origin, World

S, D = r.OrderStatus, r.Disposition
REVIEWERS = frozenset({Role.PURCHASER, Role.HANDLER, Role.OFFICE_HEAD})
HANDS = frozenset({Role.PURCHASER, Role.STOREKEEPER})
COMES_AGAIN = frozenset({D.REPLACE, D.REPLENISH})
# What is judged and approved, and what is written when it is carried out.
JUDGED = ("subject", "specification", "lot_number", "supplier_name", "unit", "quantity", "amount",
          "disposition")  # fmt: skip
CARRIED_OUT = ("executed_quantity", "executed_on", "voucher_number", "executor_id", "supervisor_id")
NOT_JUDGED = frozenset({LotStatus.RECEIVED_PENDING, LotStatus.INSPECTING})
NOT_REJECTED = NOT_JUDGED | {LotStatus.ACCEPTED, LotStatus.STOCKED}
DONE = frozenset({S.EXECUTED, S.CLOSED})

FIELDS = (
    Field("issued_at", N_("开单时间"), Kind.DATETIME, required=True, width=98),
    Field("source_number", N_("关联单号"), Kind.CODE, length=60, width=174),
    Field("responsible_department_id", N_("使用科室"), Kind.DEPARTMENT, width=104,
          help=N_("库房或发现问题的科室")),
    Field("functional_department_id", N_("采购科室"), Kind.DEPARTMENT, width=104),
    Field("subject", N_("名称"), Kind.TEXT, required=True, length=60, width=200),
    Field("specification", N_("规格型号"), Kind.TEXT, length=60),
    Field("lot_number", N_("批号"), Kind.CODE, length=60, width=120),
    Field("supplier_name", N_("供货单位"), Kind.TEXT, length=60, width=160),
    Field("unit", N_("单位"), Kind.TEXT, length=20),
    Field("quantity", N_("数量"), Kind.INTEGER, width=96),
    Field("amount", N_("金额"), Kind.DECIMAL),
    Field("disposition", N_("处置方式"), Kind.CHOICE, required=True, choices=D, width=120),
    Field("requirement", N_("处置要求"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("requested_on", N_("处置期限"), Kind.DATE),
    Field("purchasing_opinion", N_("采购意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("using_opinion", N_("使用意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("quality_opinion", N_("质管意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("impact", N_("影响评估"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("涉及哪些科室、哪些患者")),
    Field("supplier_advice", N_("供方建议"), Kind.CHOICE, choices=r.SupplierAdvice),
    Field("leader_opinion", N_("领导意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("executed_quantity", N_("执行数量"), Kind.INTEGER),
    Field("executed_on", N_("执行日期"), Kind.DATE),
    Field("voucher_number", N_("去向凭证"), Kind.CODE, length=60),
    Field("executor_id", N_("执行人"), Kind.PERSON),
    Field("supervisor_id", N_("监督人"), Kind.PERSON, help=N_("报废销毁要两个人在场")),
    Field("replacement_number", N_("再检单号"), Kind.CODE, length=60,
          help=N_("更换或补足到货的检验记录号")),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
)  # fmt: skip

SECTIONS = (
    Section(N_("不合格品"), (
        "issued_at", "source_number", "responsible_department_id", "functional_department_id",
        "subject", "specification", "lot_number", "supplier_name", "unit", "quantity", "amount")),
    Section(N_("处置"), ("disposition", "requirement", "requested_on")),
    Section(N_("评审与审批"), (
        "purchasing_opinion", "using_opinion", "quality_opinion", "impact", "supplier_advice",
        "leader_opinion")),
    Section(N_("执行"), (
        "executed_quantity", "executed_on", "voucher_number", "executor_id", "supervisor_id",
        "replacement_number", "remarks")),
)  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    S.PROPOSED: Badge("ring", "accent"),
    S.REVIEWED: Badge("pie14", "accent"),
    S.APPROVED: Badge("pie34", "accent"),
    S.EXECUTED: Badge("full", "accent"),
    S.CLOSED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    return {"issued_at": now}


def carry(origin: Origin) -> dict[str, Any]:
    """Which goods; what becomes of them is for people to say."""
    return {
        "source_number": origin.number,
        "responsible_department_id": origin.get(
            "responsible_department_id", "respondent_department_id"
        ),
        "functional_department_id": origin.get("functional_department_id"),
        "subject": told(origin, origin.get("subject") or origin.title)[:60],
        "specification": origin.get("specification"),
        "lot_number": origin.get("lot_number"),
        "supplier_name": origin.get("supplier_name"),
        "unit": origin.get("unit"),
        "quantity": origin.get("received_quantity", "quantity"),
    }


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Quantities that can be, days in order, two people where two are wanted."""
    problems: dict[str, str] = {}
    issued = values.get("issued_at")
    if issued is not None and local(issued).date() > today:
        problems["issued_at"] = _("不能晚于今天")
    for name in ("executed_quantity", "amount"):
        if (values.get(name) or 0) < 0:
            problems[name] = _("不能是负数")
    if values.get("quantity") is not None and values["quantity"] <= 0:
        problems["quantity"] = _("要大于 0；没有物品就不用开处理单")
    if (values.get("executed_quantity") or 0) > (values.get("quantity") or 0):
        problems["executed_quantity"] = _("不能多于数量 {n}").format(n=values.get("quantity") or 0)
    done = values.get("executed_on")
    if done and done > today:
        problems["executed_on"] = _("不能晚于今天")
    if done and issued and done < local(issued).date():
        problems["executed_on"] = _("不能早于开单日期 {day}").format(day=local(issued).date())
    executor = values.get("executor_id")
    if executor is not None and executor == values.get("supervisor_id"):
        problems["supervisor_id"] = _("不能是执行人本人，请换一位")
    return problems


def changed(world: World, order: r.DispositionOrder) -> None:
    """四.6: what somebody judged and approved is what is carried out."""
    fixed: tuple[str, ...] = () if order.status is S.PROPOSED else JUDGED
    fixed += CARRIED_OUT if order.status in DONE else ()
    touched = [n for n in fixed if world.was(order, n) != getattr(order, n)]
    if touched:
        raise StepRefused(
            _("已经{state}，{fields}不能再改；还没有执行的可以作废，另开一张").format(
                state=_(order.status.label).removeprefix("已"),
                fields="、".join(_(REGISTER[name].label) for name in touched),
            )
        )


def others_order(world: World, order: r.DispositionOrder) -> str | None:
    """HR-22: who approves neither proposed nor reviewed."""
    if world.actor.id in (order.created_by_id, world.took(order, "review")):
        return _("审批人不能是呈报人或评审人本人，请换一位")
    return None


def carried_out(world: World, order: r.DispositionOrder) -> str | None:
    """Only what was rejected goes, all of it, and what is destroyed is destroyed before two."""
    if reason := not_rejected(world, order):
        return reason
    if order.executed_quantity is not None and order.quantity != order.executed_quantity:
        return _("执行数量要等于数量 {n}").format(n=order.quantity or 0)
    if order.disposition is D.DESTROY and order.supervisor_id is None:
        return _("报废销毁要有监督人")
    if order.executor_id is None and order.supervisor_id == world.actor.id:
        return _("监督人不能是执行人本人；您监督的，先写明执行人是谁")
    return None


def not_rejected(world: World, order: r.DispositionOrder) -> str | None:
    """An order on a lot is carried out once the lot is rejected: what is good is not sent away."""
    if order.disposition is D.STOP_USE:
        return None
    for one in world.origins(order):
        if isinstance(one.record, MaterialLot) and one.record.status in NOT_REJECTED:
            return _("{number} 现在是“{state}”，判不合格以后才能执行处理单（四.3.(2)⑥）").format(
                number=one.number, state=_(one.record.status.label)
            )
    return None


def execute(world: World, order: r.DispositionOrder) -> None:
    """Who writes it down carried it out, today, unless it says otherwise."""
    order.executor_id = order.executor_id or world.actor.id
    order.executed_on = order.executed_on or world.today


def all_done(world: World, order: r.DispositionOrder) -> str | None:
    """HR-02, HR-22: somebody else confirms; what came instead is inspected, what follows settled."""
    if world.actor.id in (order.executor_id, world.took(order, "execute")):
        return _("确认结案的不能是执行人本人，请换一位（验证与实施分开）")
    if reason := inspected_again(world, order):
        return reason
    waiting = world.open_follow_ups(order)
    return "；".join(waiting) if waiting else None


def inspected_again(world: World, order: r.DispositionOrder) -> str | None:
    """四.3.(2)⑥: what came in its stead has an inspection of its own."""
    if order.disposition not in COMES_AGAIN:
        return None
    lot = world.stock.lot(order.replacement_number or "")
    if lot is None:
        return _("更换或补足的到货还没有检验记录；填上再检单号再结案")
    sources = {one.record_id for one in world.origins(order)
               if one.register == MaterialLot.__tablename__}  # fmt: skip
    if sources and lot.parent_id not in sources:
        return _("{number} 不是为这批更换或补足到货的，填“更换到货”“补足到货”生成的编号").format(
            number=lot.number
        )
    if lot.verdict is None or lot.status in NOT_JUDGED:
        return _("再检单 {number} 还没有判定").format(number=lot.number)
    return None


STEPS = (
    Step("review", N_("评审"), frozenset({S.PROPOSED}), S.REVIEWED, REVIEWERS, "四.3.(2)⑥",
         needs=("quantity", "purchasing_opinion", "quality_opinion"), signed=True,
         meaning=Meaning.REVIEW),
    Step("approve", N_("批准"), frozenset({S.REVIEWED}), S.APPROVED,
         frozenset({Role.LEADER_IN_CHARGE}), "四.3.(3)④", needs=("leader_opinion",),
         guard=others_order, signed=True, meaning=Meaning.APPROVAL),
    Step("execute", N_("登记执行"), frozenset({S.APPROVED}), S.EXECUTED, HANDS, "四.3.(2)⑥",
         needs=("executed_quantity", "voucher_number"), guard=carried_out, effect=execute,
         signed=True, meaning=Meaning.RESPONSIBILITY),
    Step("close_order", N_("结案"), frozenset({S.EXECUTED}), S.CLOSED, REVIEWERS, "四.6",
         guard=all_done, signed=True),
)  # fmt: skip

REGISTER = Register(
    name="disposition_order",
    title=N_("不合格品处理"),
    item=N_("处理单"),
    prefix="CZ",
    model=r.DispositionOrder,
    status=S,
    initial=S.PROPOSED,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F06",
    columns=("issued_at", "source_number", "subject", "lot_number", "disposition", "quantity"),
    wide_columns=("issued_at", "source_number", "subject", "lot_number", "disposition",
                  "quantity", "supplier_name", "functional_department_id"),
    heads={"issued_at": N_("开单"), "search": N_("查找：品名、批号、供方、编号")},
    road=(S.PROPOSED, S.REVIEWED, S.APPROVED, S.EXECUTED, S.CLOSED),
    open_states=frozenset({S.PROPOSED, S.REVIEWED, S.APPROVED, S.EXECUTED}),
    settled_states=frozenset({S.EXECUTED, S.CLOSED}),
    wards=("department_id", "responsible_department_id"),
    offices=("functional_department_id",),
    registration=frozenset({"issued_at", "subject", "lot_number", "disposition"}),
    offered=frozenset({"quantity"}),
    received="issued_at",
    subject=("subject",),
    check=check,
    defaults=defaults,
    on_change=changed,
    signatures=order_paper.SIGNATURES,
    paper=order_paper.paper,
    letters=(order_paper.PROPOSAL,),
    carry=carry,
    void_guard=voiding.order_stands,
    offers={"supplier_name": SUPPLIERS},
)  # fmt: skip
