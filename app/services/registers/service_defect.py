"""服务缺陷登记 F12 (四.2.(3)①, 四.3.(3)②, HR-14): what happened, and the chain of who was told when."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.clock import local
from app.i18n import N_, _
from app.models import service_defect as d
from app.models.complaint import Sex
from app.models.keeping import IncidentLevel
from app.models.materials.item import ItemCategory
from app.services.registers import keeping
from app.services.registers.paper import remarks
from app.services.registers.parts import REPORTED, Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Register, Section, Step
from app.services.registers.roles import OFFICE, WARD
from app.services.registers.world import Actor, Meaning, Origin, World

S = d.DefectStatus
OPEN = frozenset({S.REGISTERED, S.REPORTED, S.JUDGED})
WRITTEN_SOON, WRITTEN_LATER = "D26-1", "D26-2"

FIELDS = (
    Field("occurred_at", N_("发生时间"), Kind.DATETIME, required=True, width=98),
    Field("place", N_("地点"), Kind.TEXT, required=True, length=60),
    Field("responsible_department_id", N_("发生科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("functional_department_id", N_("职能科室"), Kind.DEPARTMENT, width=104),
    Field("patient_name", N_("患者姓名"), Kind.TEXT, length=60, sensitive=True, width=104),
    Field("patient_sex", N_("性别"), Kind.CHOICE, choices=Sex),
    Field("patient_age", N_("年龄"), Kind.INTEGER),
    Field("patient_number", N_("就诊号"), Kind.CODE, length=40, sensitive=True,
          placeholder=N_("门诊号或住院号")),
    Field("bed_number", N_("床号"), Kind.CODE, length=20),
    Field("category", N_("缺陷类别"), Kind.CHOICE, required=True, choices=d.DefectCategory, width=96),
    Field("incident_level", N_("事件分级"), Kind.CHOICE, choices=IncidentLevel, width=104),
    Field("degree", N_("程度"), Kind.CHOICE, choices=d.DefectDegree, width=96),
    Field("subject", N_("事由"), Kind.TEXT, length=60, width=240, placeholder=N_("一句话说清是什么事")),
    Field("narrative", N_("经过"), Kind.LONG_TEXT, required=True, length=LONG_TEXT_LIMIT),
    Field("duty_nurse_id", N_("当班护士"), Kind.PERSON),
    Field("duty_physician_id", N_("值班医师"), Kind.PERSON),
    Field("physician_told_at", N_("报告医师"), Kind.DATETIME),
    Field("head_id", N_("科室负责人"), Kind.PERSON),
    Field("head_told_at", N_("报负责人"), Kind.DATETIME),
    Field("office_told_at", N_("报职能科"), Kind.DATETIME),
    Field("patient_condition", N_("患者状况"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("查看患者所见，和已做的处置")),
    Field("consequence", N_("后果"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("items", N_("涉及药械"), Kind.TEXT, length=200, placeholder=N_("名称、批号")),
    Field("root_cause", N_("原因"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("improvement", N_("整改"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("staff_position", N_("当事人"), Kind.TEXT, length=60, placeholder=N_("职务、职称、年资")),
    Field("office_opinion", N_("职能意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("legal_hold_reason", N_("冻结原因"), Kind.TEXT, length=200),
)  # fmt: skip

SECTIONS = (
    Section(N_("发生"), (
        "occurred_at", "place", "responsible_department_id", "functional_department_id")),
    Section(N_("患者"), (
        "patient_name", "patient_sex", "patient_age", "patient_number", "bed_number")),
    Section(N_("缺陷"), ("category", "incident_level", "degree", "subject", "narrative")),
    Section(N_("报告链"), (
        "duty_nurse_id", "duty_physician_id", "physician_told_at", "head_id", "head_told_at",
        "office_told_at")),
    Section(N_("患者状况与后果"), ("patient_condition", "consequence", "items")),
    Section(N_("原因与整改"), ("root_cause", "improvement", "staff_position")),
    Section(N_("职能科室意见"), ("office_opinion", "remarks")),
)  # fmt: skip

REGISTRATION = frozenset(
    {"occurred_at", "place", "responsible_department_id", "patient_name", "patient_number",
     "category", "subject", "narrative"}
)  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    S.REGISTERED: Badge("ring", "accent"),
    S.REPORTED: Badge("pie14", "accent"),
    S.JUDGED: Badge("pie34", "accent"),
    S.CLOSED: Badge("dot", "neutral"),
    S.ARCHIVED: Badge("dot", "neutral"),
    S.DISPOSED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """The ward where it happened writes it down."""
    return {"occurred_at": now, "responsible_department_id": actor.department_id}


def carry(origin: Origin) -> dict[str, Any]:
    """The patient and what happened."""
    return {
        "responsible_department_id": origin.get(
            "responsible_department_id", "respondent_department_id"
        ),
        "functional_department_id": origin.get("functional_department_id"),
        "patient_name": origin.get("patient_name"),
        "patient_sex": origin.get("patient_sex"),
        "patient_age": origin.get("patient_age"),
        "patient_number": origin.get("patient_number"),
        "bed_number": origin.get("bed_number"),
        "place": origin.get("occurred_place", "place"),
        "subject": origin.get("subject"),
        "narrative": origin.get("narrative") or origin.title,
        "incident_level": origin.get("incident_level"),
    } | (of_goods(origin) if origin.register == "in_use_nonconformity" else {})


def of_goods(origin: Origin) -> dict[str, Any]:
    """HR-14: bad goods reached a patient; which they were, and who was told already."""
    is_drug = origin.values["category"] is ItemCategory.DRUG
    named = (origin.get("subject"), origin.get("specification"), origin.get("lot_number"))
    return {
        "occurred_at": origin.get("found_at"),
        "category": (d.DefectCategory.MEDICATION if is_drug else d.DefectCategory.TREATMENT).value,
        "items": " ".join(text for text in named if text)[:200],
        "physician_told_at": origin.get("physician_told_at"),
        "patient_condition": origin.get("patient_condition"),
    }


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """The chain runs forward: physician, head, office, none before it happened."""
    problems: dict[str, str] = {}
    occurred = values.get("occurred_at")
    if occurred is not None and local(occurred).date() > today:
        problems["occurred_at"] = _("不能晚于今天")
    before, moment = N_("发生时间"), occurred
    for name, label in (
        ("physician_told_at", N_("报告医师")),
        ("head_told_at", N_("报负责人")),
        ("office_told_at", N_("报职能科")),
    ):
        told = values.get(name)
        if told is None:
            continue
        if moment is not None and told < moment:
            problems[name] = _("不能早于“{what}”{moment}").format(
                what=_(before), moment=f"{local(moment):%m-%d %H:%M}"
            )
        before, moment = label, told
    age = values.get("patient_age")
    if age is not None and not 0 <= age <= 130:
        problems["patient_age"] = _("年龄应在 0 到 130 之间")
    return problems


def changed(world: World, entry: d.ServiceDefectEntry) -> None:
    """D26: levels Ⅰ and Ⅱ in writing within a day, Ⅲ and Ⅳ within three."""
    if entry.backfilled:
        return
    if entry.incident_level is None:
        entry.due_rule = entry.due_on = None
        return
    soon = entry.incident_level in (IncidentLevel.LEVEL_I, IncidentLevel.LEVEL_II)
    entry.due_rule = WRITTEN_SOON if soon else WRITTEN_LATER
    entry.due_on = world.due(entry.due_rule, entry.occurred_at, entry.id)
    entry.original_due_on = entry.original_due_on or entry.due_on


def paper(entry: d.ServiceDefectEntry, shown: Mapping[str, str]) -> dict[str, str]:
    return {"remarks": remarks(entry)}


def not_reporter(world: World, entry: d.ServiceDefectEntry) -> str | None:
    """HR-22: who reported does not judge how grave it was."""
    if world.took(entry, "report") == world.actor.id:
        return _("定级人不能是上报人本人，请换一位")
    return None


def may_close(world: World, entry: d.ServiceDefectEntry) -> str | None:
    """HR-02; a serious error has become a nonconforming service."""
    if entry.degree is d.DefectDegree.MAJOR and not world.linked(entry, "nonconforming_service"):
        return _("严重错误要转出不合格服务（四.5.(2)），再结案")
    if waiting := world.open_follow_ups(entry):
        return _("还不能结案：{what}").format(what="；".join(waiting))
    return None


STEPS = (
    Step("report", N_("逐级上报"), frozenset({S.REGISTERED}), S.REPORTED, WARD, "四.2.(3)①",
         needs=("duty_physician_id", "physician_told_at", "head_id", "head_told_at",
                "office_told_at", "patient_condition"), signed=True),
    Step("judge", N_("定级"), frozenset({S.REPORTED}), S.JUDGED, OFFICE, "四.2.(2)",
         needs=("incident_level", "degree", "office_opinion"), guard=not_reporter, signed=True,
         meaning=Meaning.REVIEW),
    Step("close", N_("结案"), frozenset({S.JUDGED}), S.CLOSED, OFFICE, "四.6",
         needs=("root_cause", "improvement"), guard=may_close, effect=keeping.close, signed=True),
    *keeping.steps(
        S, frozenset({S.CLOSED}),
        keeping.disposer(FIELDS, (
            "bed_number", "subject", "duty_nurse_id", "duty_physician_id", "head_id",
            "patient_condition", "consequence", "root_cause", "improvement", "staff_position",
            "office_opinion", "remarks"), ("place", "narrative")),
        "四.2.(5)",
    ),
)  # fmt: skip

REGISTER = Register(
    name="service_defect_entry",
    title=N_("服务缺陷"),
    item=N_("服务缺陷"),
    prefix="QX",
    model=d.ServiceDefectEntry,
    status=d.DefectStatus,
    initial=S.REGISTERED,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F12",
    columns=("occurred_at", "category", "responsible_department_id", "subject", "incident_level",
             "degree"),
    wide_columns=("occurred_at", "category", "patient_name", "responsible_department_id", "subject",
                  "incident_level", "degree", "functional_department_id"),
    heads={"occurred_at": N_("发生"), "responsible_department_id": N_("发生科室"),
           "subject": N_("缺陷"), "due_on": N_("书面上报")},
    road=(S.REGISTERED, S.REPORTED, S.JUDGED, S.CLOSED),
    open_states=OPEN,
    settled_states=frozenset({S.CLOSED, S.ARCHIVED, S.DISPOSED}),
    answered_states=frozenset({S.REPORTED, S.JUDGED}),
    answered="office_told_at",
    met=REPORTED,
    wards=("department_id", "responsible_department_id"),
    offices=("functional_department_id",),
    registration=REGISTRATION,
    received="occurred_at",
    check=check,
    defaults=defaults,
    on_register=changed,
    on_change=changed,
    signatures={"reported": ("head_id", "head_told_at"), "judged": "judge"},
    paper=paper,
    carry=carry,
)  # fmt: skip
