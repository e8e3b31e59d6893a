"""手术前确认: its fields in the order of part A of F13, their sections, and how each state looks."""

from enum import StrEnum

from app.i18n import N_
from app.models.processes import preop_check as p
from app.services.registers.parts import Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Section

S = p.PreopStatus
WHOLE = p.Completeness

FIELDS = (
    Field("checked_at", N_("确认时间"), Kind.DATETIME, required=True, width=98),
    Field("responsible_department_id", N_("手术科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("functional_department_id", N_("主管科室"), Kind.DEPARTMENT, width=104,
          help=N_("护理部；设备达不到用途的是设备科，自动填")),
    Field("operating_room", N_("手术间"), Kind.TEXT, length=40, width=96),
    Field("subject", N_("拟行手术"), Kind.TEXT, required=True, length=60, width=200),
    Field("patient_name", N_("患者姓名"), Kind.TEXT, length=60, sensitive=True),
    Field("patient_number", N_("住院号"), Kind.CODE, length=40, sensitive=True),
    Field("chief_surgeon_id", N_("主刀"), Kind.PERSON, width=96),
    Field("scrub_nurse_id", N_("洗手护士"), Kind.PERSON, width=96,
          help=N_("由洗手护士本人确认；不填的，谁确认就是谁")),
    Field("circulating_nurse_id", N_("巡回护士"), Kind.PERSON),
    Field("instrument_set", N_("器械包"), Kind.TEXT, required=True, length=60, width=160),
    Field("sterilization_lot", N_("灭菌批号"), Kind.CODE, length=60),
    Field("sterile", N_("消毒"), Kind.CHOICE, choices=WHOLE, width=96),
    Field("counted", N_("数量"), Kind.CHOICE, choices=WHOLE, width=96),
    Field("itemised", N_("项目"), Kind.CHOICE, choices=WHOLE, width=96),
    Field("equipment", N_("设备"), Kind.TEXT, length=120),
    Field("equipment_fit", N_("预期用途"), Kind.CHOICE, choices=p.Fitness),
    Field("shortfall", N_("不完整处"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("缺什么、哪里不合用")),
    Field("replacement", N_("更换为"), Kind.TEXT, length=200,
          placeholder=N_("换用的器械包或设备、重新灭菌、补齐什么")),
    Field("earlier_rounds", N_("前几次"), Kind.LONG_TEXT),
    Field("set_aside_reason", N_("不用原因"), Kind.TEXT, length=200),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("legal_hold_reason", N_("冻结原因"), Kind.TEXT, length=200),
)  # fmt: skip

SECTIONS = (
    Section(N_("手术"), (
        "checked_at", "responsible_department_id", "functional_department_id", "operating_room",
        "subject", "patient_name", "patient_number", "chief_surgeon_id", "scrub_nurse_id",
        "circulating_nurse_id")),
    Section(N_("器械与设备"), (
        "instrument_set", "sterilization_lot", "sterile", "counted", "itemised", "equipment",
        "equipment_fit")),
    Section(N_("结论"), ("shortfall", "replacement", "earlier_rounds", "remarks")),
)  # fmt: skip

REGISTRATION = frozenset(
    {"checked_at", "responsible_department_id", "operating_room", "subject", "patient_name", "patient_number",
     "instrument_set"}
)  # fmt: skip
# What the scrub nurse confirmed; it stays as it was confirmed until it is checked again.
CONFIRMED = ("instrument_set", "sterilization_lot", "sterile", "counted", "itemised", "equipment",
             "equipment_fit", "scrub_nurse_id", "shortfall")  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    S.CHECKING: Badge("diamond", "wait"),
    S.USABLE: Badge("tick", "pass"),
    S.BLOCKED: Badge("cross", "fail"),
    S.SET_ASIDE: Badge("dot", "neutral"),
    S.ARCHIVED: Badge("dot", "neutral"),
    S.DISPOSED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}
