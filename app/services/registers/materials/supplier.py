"""供方档案 F11 (四.3.(1), domain §4.2 O): papers with their last days, reviews, and who is shut out."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.clock import local
from app.i18n import N_, _
from app.models.materials import supplier as s
from app.models.materials.item import ItemCategory
from app.models.organisation import Role
from app.services.registers.materials import supplier_paper, voiding
from app.services.registers.parts import Badge, Watch
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Register, Section, Step
from app.services.registers.world import Actor, Meaning, World

S = s.SupplierStatus
BUYERS = frozenset({Role.PURCHASER, Role.HANDLER, Role.OFFICE_HEAD})
REVIEWERS = frozenset({Role.OFFICE_HEAD, Role.LEADER_IN_CHARGE})
IN_USE = frozenset({S.APPROVED, S.WARNING})
PAPERS = {"licence_until": N_("许可证"), "authorized_until": N_("授权书")}

FIELDS = (
    Field("filed_at", N_("建档时间"), Kind.DATETIME, required=True, width=98),
    Field("subject", N_("供方名称"), Kind.TEXT, required=True, length=60, width=240),
    Field("credit_code", N_("信用代码"), Kind.CODE, length=18),
    Field("licence_number", N_("许可证号"), Kind.CODE, required=True, length=60),
    Field("licence_until", N_("许可证至"), Kind.DATE, required=True, width=98,
          help=N_("过了这一天，供方自动停用")),
    Field("authorized_until", N_("授权书至"), Kind.DATE, width=98),
    Field("contact", N_("联系人"), Kind.TEXT, length=60),
    Field("contact_phone", N_("联系电话"), Kind.CODE, length=40),
    Field("address", N_("地址"), Kind.TEXT, length=200),
    Field("supplied", N_("供货类别"), Kind.CHOICE, many=True, choices=ItemCategory),
    Field("first_traded_on", N_("首次合作"), Kind.DATE),
    Field("responsible_department_id", N_("建档科室"), Kind.DEPARTMENT, width=104),
    Field("functional_department_id", N_("采购科室"), Kind.DEPARTMENT, width=104),
    Field("grade", N_("评审结论"), Kind.CHOICE, choices=s.SupplierGrade, width=96),
    Field("evaluated_on", N_("评审日期"), Kind.DATE),
    Field("evaluation", N_("评审意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("质量、交付、服务各怎么样")),
    Field("standing_reason", N_("处理原因"), Kind.TEXT, length=200),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
)  # fmt: skip

SECTIONS = (
    Section(N_("基本情况"), (
        "filed_at", "subject", "credit_code", "licence_number", "licence_until",
        "authorized_until", "contact", "contact_phone", "address", "supplied", "first_traded_on",
        "responsible_department_id", "functional_department_id")),
    Section(N_("评审"), ("grade", "evaluated_on", "evaluation", "standing_reason", "remarks")),
)  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    S.CANDIDATE: Badge("ring", "accent"),
    S.APPROVED: Badge("tick", "pass"),
    S.WARNING: Badge("exclamation", "wait"),
    S.SUSPENDED: Badge("two_bars", "wait"),
    S.REMOVED: Badge("cross", "fail"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """The file is kept by who begins it."""
    return {"filed_at": now, "responsible_department_id": actor.department_id}


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Nothing is filed or reviewed in days to come."""
    problems: dict[str, str] = {}
    filed = values.get("filed_at")
    if filed is not None and local(filed).date() > today:
        problems["filed_at"] = _("不能晚于今天")
    for name in ("evaluated_on", "first_traded_on"):
        if values.get(name) and values[name] > today:
            problems[name] = _("不能晚于今天")
    return problems


def was_known_before(supplier: s.Supplier) -> bool:
    """Whether the hospital traded with it before its file was begun here."""
    began = supplier.first_traded_on
    return supplier.backfilled or (began is not None and began < local(supplier.filed_at).date())


def why_not(supplier: s.Supplier, today: date) -> str | None:
    """Why goods of a supplier cannot be accepted; papers run out by themselves."""
    over = run_out(supplier, today)
    if over and supplier.status is S.SUSPENDED:
        return over
    if supplier.status not in IN_USE:
        return _("供方“{name}”现在是“{state}”").format(
            name=supplier.subject, state=_(supplier.status.label)
        )
    return over


def run_out(supplier: s.Supplier, today: date) -> str | None:
    """Which paper of a supplier is over; its last day is still a day of trade."""
    for name, label in PAPERS.items():
        until = getattr(supplier, name)
        if until is not None and until < today:
            return _("供方“{name}”的{paper}已于 {day} 到期，换证登记后再办").format(
                name=supplier.subject, paper=_(label), day=until
            )
    return None


def may_approve(world: World, supplier: s.Supplier) -> str | None:
    """HR-22: nobody reviews a file of their own; the review says 合格, the papers run."""
    if world.actor.id == supplier.created_by_id:
        return _("评审人不能是建档人本人，请换一位")
    if supplier.grade is not s.SupplierGrade.QUALIFIED:
        return _("评审结论是“合格”才能通过")
    if other := world.stock.shut_out(supplier):
        return _("同名供方 {number} 现在是“{state}”，不能另建一份档案通过；在那份档案上办").format(
            number=other.number, state=_(other.status.label)
        )
    return run_out(supplier, world.today)


STEPS = (
    Step("approve", N_("评审合格"), frozenset({S.CANDIDATE, S.WARNING, S.SUSPENDED}), S.APPROVED,
         REVIEWERS, "四.3.(1)", needs=("grade", "evaluated_on", "evaluation"), guard=may_approve,
         signed=True, meaning=Meaning.APPROVAL),
    Step("warn", N_("警告…"), frozenset({S.APPROVED}), S.WARNING, BUYERS, "四.3.(3)④",
         needs=("standing_reason",), asks=("standing_reason",), signed=True),
    Step("suspend", N_("暂停…"), frozenset({S.CANDIDATE, S.APPROVED, S.WARNING}), S.SUSPENDED,
         BUYERS, "四.3.(3)④", needs=("standing_reason",), asks=("standing_reason",), signed=True),
    Step("remove", N_("取消资格…"), frozenset({S.APPROVED, S.WARNING, S.SUSPENDED}), S.REMOVED,
         REVIEWERS, "四.3.(3)④", needs=("standing_reason",), asks=("standing_reason",),
         signed=True, meaning=Meaning.APPROVAL),
)  # fmt: skip

_PAPERS = ("licence_until", "authorized_until")
_KEPT_BY = frozenset({Role.PURCHASER, Role.STOREKEEPER})
# One whose papers are over is suspended by itself; somebody still has to ask for new ones.
_DEALT_WITH = IN_USE | {S.SUSPENDED}
WATCHES = (
    Watch("papers_over", N_("证照已过期"), _PAPERS, _DEALT_WITH, _KEPT_BY,
          N_("催换证照，暂停供货")),
    Watch("papers_near", N_("3 个月内到期"), _PAPERS, IN_USE, _KEPT_BY, N_("催换证照"), months=3),
)  # fmt: skip

REGISTER = Register(
    name="supplier",
    title=N_("供方档案"),
    item=N_("供方"),
    prefix="GF",
    model=s.Supplier,
    status=S,
    initial=S.CANDIDATE,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F11",
    columns=("filed_at", "subject", "licence_until", "grade"),
    wide_columns=("filed_at", "subject", "licence_until", "authorized_until", "grade",
                  "responsible_department_id", "functional_department_id"),
    heads={"filed_at": N_("建档"), "search": N_("查找：供方名称、许可证号、编号")},
    road=(S.CANDIDATE, S.APPROVED),
    open_states=frozenset({S.CANDIDATE}),
    wards=("department_id", "responsible_department_id"),
    offices=("functional_department_id",),
    registration=frozenset({"filed_at", "subject", "licence_number", "licence_until"}),
    received="filed_at",
    subject=("subject",),
    check=check,
    defaults=defaults,
    void_guard=voiding.supplier_stands,
    signatures={"evaluated": "approve"},
    paper=supplier_paper.paper,
    letters=(supplier_paper.RUNNING,),
    watches=WATCHES,
)  # fmt: skip
