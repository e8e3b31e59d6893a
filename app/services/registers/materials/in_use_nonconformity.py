"""使用中不合格品 F05 (四.3.(3), HR-11, HR-14): stopped, isolated, told, handled, and nothing left open."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.clock import local
from app.errors import StepRefused
from app.i18n import N_, _
from app.models.base import Choice
from app.models.materials import rejection as r
from app.models.materials.item import ItemCategory
from app.models.materials.material_lot import MaterialLot
from app.models.organisation import Role
from app.models.service_defect import ServiceDefectEntry
from app.services.registers.fields.in_use_nonconformity import (
    BADGES,
    FIELDS,
    REGISTRATION,
    SECTIONS,
)
from app.services.registers.materials import labels, report_paper, tools
from app.services.registers.materials.unnamed import told
from app.services.registers.parts import ITEMS, SUPPLIERS
from app.services.registers.register import Register, Step
from app.services.registers.world import Actor, Meaning, Origin, World

S = r.InUseStatus
WARD = frozenset({Role.DEPT_HEAD, Role.REGISTRAR, Role.STOREKEEPER, Role.HANDLER, Role.OFFICE_HEAD})
BUYERS = frozenset({Role.PURCHASER, Role.STOREKEEPER, Role.HANDLER, Role.OFFICE_HEAD})
OFFICE = frozenset({Role.HANDLER, Role.OFFICE_HEAD})
DEFECT = ServiceDefectEntry.__tablename__
ORDER = r.DispositionOrder.__tablename__
COUNTS = ("kind_total", "kind_good", "kind_bad")
LIVING = ItemCategory.LIVING
SUPPLIED_BY = {ItemCategory.DRUG: "PHARMACY", ItemCategory.EQUIPMENT: "EQUIPMENT"}  # else 供应科
BEFORE_TOLD = frozenset({S.FOUND, S.STOPPED, S.LABELED_ISOLATED})
COUNTING = BEFORE_TOLD | {S.NOTIFIED, S.SUPPLIER_VERIFIED}


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """The ward that writes found it, in use; who writes found it."""
    return {"found_at": now, "stage": r.FindingStage.IN_USE, "finder_id": actor.id,
            "responsible_department_id": actor.department_id}  # fmt: skip


# What a lot says of its goods and a case says too.
GOODS = ("subject", "category", "unit", "manufactured_on", "expires_on", "manufacturer",
         "registration_number")  # fmt: skip


def carry(origin: Origin) -> dict[str, Any]:
    """HR-20: from a complaint to the goods it is about; from a lot to where it is in use."""
    goods = GOODS if origin.register == MaterialLot.__tablename__ else ()
    return {name: origin.get(name) for name in goods} | {
        "responsible_department_id": origin.get(
            "responsible_department_id", "respondent_department_id"
        ),
        "place": origin.get("occurred_place", "place"),
        "specification": origin.get("specification"),
        "lot_number": origin.get("lot_number"),
        "supplier_name": origin.get("supplier_name"),
        "patient_name": origin.get("patient_name"),
        "patient_number": origin.get("patient_number"),
        "narrative": told(origin, origin.get("narrative") or origin.title),
    }


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Quantities that can be; who was treated with it is written down."""
    problems: dict[str, str] = {}
    found = values.get("found_at")
    if found is not None and local(found).date() > today:
        problems["found_at"] = _("不能晚于今天")
    for name in ("quantity", "arrived_quantity", *COUNTS):
        if (values.get(name) or 0) < 0:
            problems[name] = _("不能是负数")
    came, bad = values.get("arrived_quantity"), values.get("quantity")
    if came is not None and bad is not None and bad > came:
        problems["quantity"] = _("不能多于到货数 {n}").format(n=came)
    done = (values.get("kind_good") or 0) + (values.get("kind_bad") or 0)
    if done > (values.get("kind_total") or 0):
        problems["kind_total"] = _("复检数 {n} 多于同类总数").format(n=done)
    if values.get("used_on_patient"):
        for name in ("patient_number", "place"):
            if not values.get(name):
                problems[name] = _("已用于患者的必须填写")
    told = values.get("physician_told_at")
    if told and found and told < found:
        problems["physician_told_at"] = _("不能早于发现时间")
    return problems


def changed(world: World, case: r.InUseNonconformity) -> None:
    """The category that was told and the goods that were counted stay; HR-14 holds at any time."""
    if case.status not in BEFORE_TOLD and world.was(case, "category") != case.category:
        raise StepRefused(
            _("已经按“{category}”通知，类别不能再改；写错的作废后另行登记").format(
                category=_(world.was(case, "category").label)
            )
        )
    if case.status not in COUNTING and any(world.was(case, n) != getattr(case, n) for n in COUNTS):
        raise StepRefused(_("同类物品已经全部复检，数目不能再改；又发现的另行登记"))
    look_up(world, case)
    if case.stopped_at is not None:
        patient_is_known(world, case)


def look_up(world: World, case: r.InUseNonconformity) -> None:
    """What is not inspected yet is counted; the supplier is looked up by name."""
    case.kind_open = (
        None if case.kind_total is None
        else case.kind_total - (case.kind_good or 0) - (case.kind_bad or 0)
    )  # fmt: skip
    found = world.stock.supplier(case.supplier_name)
    case.supplier_id = found.id if found else None


# ---- guards ------------------------------------------------------------------------------------


def patient_told(world: World, case: r.InUseNonconformity) -> str | None:
    """HR-14: the physician on duty is told at once."""
    if case.used_on_patient and case.physician_told_at is None:
        return _("已用于患者，先报告值班医师并填写时间（四.3.(3)②）")
    return None


def living(world: World, case: r.InUseNonconformity) -> str | None:
    if case.category is not LIVING:
        return _("只有患者生活用品走全部复检（四.3.(3)④）")
    return None


def not_living(world: World, case: r.InUseNonconformity) -> str | None:
    if case.category is LIVING:
        return _("患者生活用品要先核查供方、全部复检并报分管领导（四.3.(3)④）")
    return orders_done(world, case)


def none_open(world: World, case: r.InUseNonconformity) -> str | None:
    """HR-11: all goods of the kind, those on the shelves and those found, not only of the lot."""
    least = max(world.stock.on_shelves(case.subject), case.quantity or 0)
    if (case.kind_total or 0) < least:
        return _("同类物品至少有 {n} 件（架上的、发现不合格的都算），同类总数要写全").format(
            n=least
        )
    if not case.kind_total:
        return _("同类总数是 0；至少有发现问题的那些")
    if case.kind_open:
        return _("还有 {n} 件同类物品没有复检，未检为 0 才能往下办").format(n=case.kind_open)
    return None


def has_order(world: World, case: r.InUseNonconformity) -> str | None:
    if not world.linked(case, ORDER):
        return _("还没有处理单 F06；先由这件开出处理单，再报审批")
    return None


def others_case(world: World, case: r.InUseNonconformity) -> str | None:
    """HR-22: who approves did not propose."""
    if world.actor.id in (case.created_by_id, world.took(case, "propose")):
        return _("审批人不能是登记人或呈报人本人，请换一位")
    return None


def orders_done(world: World, case: r.InUseNonconformity) -> str | None:
    """HR-02: what was ordered was carried out."""
    open_orders = [one.number for one in world.linked(case, ORDER) if not one.is_settled]
    if open_orders:
        return _("处理单 {what} 还没有执行").format(what="、".join(open_orders))
    return None


def all_done(world: World, case: r.InUseNonconformity) -> str | None:
    """HR-02, HR-14, HR-22: somebody else confirms; nothing is open; the patient was looked after."""
    if world.actor.id in (world.took(case, "handle"), world.took(case, "execute")):
        return _("结案人不能是登记处理的本人，请换一位（验证与实施分开）")
    if case.used_on_patient:
        if not case.patient_condition:
            return _("已用于患者，先填写患者状况和处置（四.3.(3)②）")
        entries = world.linked(case, DEFECT)
        if not entries or not all(one.is_settled for one in entries):
            return _("已用于患者，服务缺陷 F12 还没有办完（四.3.(3)②）")
    waiting = world.open_follow_ups(case)
    return "；".join(waiting) if waiting else None


# ---- effects -----------------------------------------------------------------------------------


def stop(world: World, case: r.InUseNonconformity) -> None:
    """Stopped at once; used on a patient it is a service defect too."""
    case.stopped_at = world.now
    patient_is_known(world, case)


def patient_is_known(world: World, case: r.InUseNonconformity) -> None:
    """HR-14: goods used on a patient are a service defect F12, whenever that becomes known."""
    if case.used_on_patient and not world.linked(case, DEFECT):
        world.raise_record(case, DEFECT, _("不合格药械已用于患者"))


def notify(world: World, case: r.InUseNonconformity) -> None:
    """四.3.(3)①③④: drugs to the pharmacy, equipment to 设备科, everything else to who supplies it."""
    case.notified_at = world.now
    function = SUPPLIED_BY.get(case.category) if case.category else None
    case.functional_department_id = world.office(function or "SUPPLY").id


STEPS = (
    Step("stop", N_("立即停用"), frozenset({S.FOUND}), S.STOPPED, WARD, "四.3.(3)①",
         guard=patient_told, effect=stop, signed=True),
    Step("isolate", N_("隔离标识"), frozenset({S.STOPPED}), S.LABELED_ISOLATED, WARD, "四.3.(3)①",
         needs=("isolation_place", "quantity", "phenomena"), signed=True),
    Step("notify", N_("通知采购科室"), frozenset({S.LABELED_ISOLATED}), S.NOTIFIED, WARD,
         "四.3.(3)①", effect=notify, signed=True),
    Step("handle", N_("登记处理"), frozenset({S.NOTIFIED}), S.HANDLED, BUYERS, "四.3.(3)②",
         needs=("handling",), guard=not_living, signed=True, meaning=Meaning.RESPONSIBILITY),
    Step("verify_supplier", N_("核查供方"), frozenset({S.NOTIFIED}), S.SUPPLIER_VERIFIED, BUYERS,
         "四.3.(3)④", needs=("supplier_check",), guard=living, signed=True),
    Step("reinspect", N_("全部复检完"), frozenset({S.SUPPLIER_VERIFIED}), S.ALL_REINSPECTED,
         BUYERS, "四.3.(3)④", needs=COUNTS, guard=none_open, signed=True, meaning=Meaning.REVIEW),
    Step("propose", N_("报请审批"), frozenset({S.ALL_REINSPECTED}), S.DISPOSITION_PROPOSED,
         BUYERS, "四.3.(3)④", guard=has_order, signed=True),
    Step("approve", N_("批准"), frozenset({S.DISPOSITION_PROPOSED}), S.APPROVED,
         frozenset({Role.LEADER_IN_CHARGE}), "四.3.(3)④", needs=("leader_opinion",),
         guard=others_case, signed=True, meaning=Meaning.APPROVAL),
    Step("execute", N_("登记执行"), frozenset({S.APPROVED}), S.HANDLED, BUYERS, "四.3.(3)④",
         needs=("handling",), guard=orders_done, signed=True, meaning=Meaning.RESPONSIBILITY),
    Step("note_supplier", N_("记入供方"), frozenset({S.HANDLED}), S.SUPPLIER_FILE_UPDATED, BUYERS,
         "四.3.(3)④", needs=("supplier_name", "supplier_note"), signed=True),
    Step("close_case", N_("结案"), frozenset({S.SUPPLIER_FILE_UPDATED}), S.CLOSED, OFFICE, "四.6",
         guard=all_done, signed=True),
)  # fmt: skip

_BEGINNING = (S.FOUND, S.STOPPED, S.LABELED_ISOLATED, S.NOTIFIED)
_END = (S.HANDLED, S.SUPPLIER_FILE_UPDATED, S.CLOSED)
USUAL_ROAD = (*_BEGINNING, *_END)
LIVING_ROAD = (*_BEGINNING, S.SUPPLIER_VERIFIED, S.ALL_REINSPECTED, S.DISPOSITION_PROPOSED,
               S.APPROVED, *_END)  # fmt: skip


class CaseRegister(Register):
    """Two roads: that of what patients live with, and that of everything else (四.3.(3)④)."""

    @property
    def roads(self) -> tuple[tuple[Choice, ...], ...]:
        return (USUAL_ROAD, LIVING_ROAD)

    def road_of(self, record: Any) -> tuple[Choice, ...]:
        return LIVING_ROAD if record.category is LIVING else USUAL_ROAD

    def leads_on(self, record: Any, step: Step) -> bool:
        """Where the roads part each has its own step; both come to what was handled."""
        if S.NOTIFIED in step.sources:
            return step.target is self.next_after_notice(record)
        return super().leads_on(record, step)

    def next_after_notice(self, record: Any) -> Choice:
        """Where a case goes once the purchasing office knows of it."""
        road = self.road_of(record)
        return road[road.index(S.NOTIFIED) + 1]


REGISTER = CaseRegister(
    name="in_use_nonconformity",
    title=N_("使用中不合格"),
    item=N_("不合格品报告"),
    prefix="BHP",
    model=r.InUseNonconformity,
    status=S,
    initial=S.FOUND,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F05",
    columns=("found_at", "responsible_department_id", "subject", "lot_number", "category"),
    wide_columns=("found_at", "responsible_department_id", "subject", "lot_number", "category",
                  "quantity", "supplier_name", "functional_department_id"),
    heads={"found_at": N_("发现"), "search": N_("查找：品名、批号、供方、编号")},
    road=USUAL_ROAD,
    road_by="category",
    open_states=frozenset(S) - {S.CLOSED, S.VOIDED},
    # 四.3.(3)②: whoever was notified sees it, the keeper of that store as well.
    wards=("department_id", "responsible_department_id", "functional_department_id"),
    offices=("functional_department_id",),
    registration=REGISTRATION,
    computed=frozenset({"kind_open"}),
    received="found_at",
    subject=("subject", "narrative"),
    check=check,
    defaults=defaults,
    on_register=look_up,
    on_change=changed,
    signatures={"reported": "stop", "purchasing": "handle|execute"},
    paper=report_paper.of_case,
    carry=carry,
    offers={"subject": ITEMS, "supplier_name": SUPPLIERS},
    label=labels.of_case,
    tools=(tools.TRACE,),
)  # fmt: skip
