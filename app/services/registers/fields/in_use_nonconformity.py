"""使用中不合格品 F05: its fields in the order of the paper, their sections, and how each state looks."""

from enum import StrEnum

from app.i18n import N_
from app.models.materials import rejection as r
from app.models.materials.item import ItemCategory
from app.models.materials.material_lot import Phenomenon
from app.services.registers.parts import Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Section

S = r.InUseStatus

FIELDS = (
    Field("found_at", N_("发现时间"), Kind.DATETIME, required=True, width=98),
    Field("stage", N_("发现环节"), Kind.CHOICE, choices=r.FindingStage),
    Field("responsible_department_id", N_("发现科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("functional_department_id", N_("采购科室"), Kind.DEPARTMENT, width=104,
          help=N_("药品是药剂科，其余是供应科；通知时自动填")),
    Field("place", N_("地点"), Kind.TEXT, length=60),
    Field("finder_id", N_("发现人"), Kind.PERSON, width=96),
    Field("finder_phone", N_("联系方式"), Kind.TEXT, length=40),
    Field("subject", N_("名称"), Kind.TEXT, required=True, length=60, width=200),
    Field("category", N_("物品类别"), Kind.CHOICE, required=True, choices=ItemCategory, width=96),
    Field("specification", N_("规格型号"), Kind.TEXT, length=60),
    Field("lot_number", N_("批号"), Kind.CODE, required=True, length=60, width=120),
    Field("manufactured_on", N_("生产日期"), Kind.DATE),
    Field("expires_on", N_("有效期至"), Kind.DATE),
    Field("manufacturer", N_("生产企业"), Kind.TEXT, length=120),
    Field("supplier_name", N_("供货单位"), Kind.TEXT, length=60, width=160),
    Field("registration_number", N_("注册证号"), Kind.CODE, length=60),
    Field("unit", N_("单位"), Kind.TEXT, length=20),
    Field("arrived_quantity", N_("到货数"), Kind.INTEGER),
    Field("quantity", N_("不合格数"), Kind.INTEGER, width=96),
    Field("phenomena", N_("不合格现象"), Kind.CHOICE, many=True, choices=Phenomenon),
    Field("narrative", N_("发现经过"), Kind.LONG_TEXT, required=True, length=LONG_TEXT_LIMIT),
    Field("used_on_patient", N_("已用于患者"), Kind.FLAG,
          help=N_("选“是”即登记服务缺陷 F12，没有办完不能结案")),
    Field("patient_name", N_("患者姓名"), Kind.TEXT, length=60, sensitive=True),
    Field("patient_number", N_("就诊号"), Kind.CODE, length=40, sensitive=True),
    Field("physician_told_at", N_("报告医师"), Kind.DATETIME),
    Field("patient_condition", N_("患者状况"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("isolation_place", N_("隔离位置"), Kind.TEXT, length=60,
          help=N_("贴红色“不合格品”标识")),
    Field("supplier_check", N_("供方核查"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("kind_total", N_("同类总数"), Kind.INTEGER,
          help=N_("所购同类物品的全部，库存和在用都算，不限本批")),
    Field("kind_good", N_("复检合格"), Kind.INTEGER),
    Field("kind_bad", N_("复检不合格"), Kind.INTEGER),
    Field("kind_open", N_("未检"), Kind.INTEGER, help=N_("自动计算，为 0 才能往下办")),
    Field("handling", N_("处理情况"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("leader_opinion", N_("领导意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("supplier_note", N_("供方记录"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("记入供方档案的质量问题和答复")),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
)  # fmt: skip

SECTIONS = (
    Section(N_("发现"), (
        "found_at", "stage", "responsible_department_id", "functional_department_id", "place",
        "finder_id", "finder_phone", "subject", "category", "specification", "lot_number",
        "manufactured_on", "expires_on", "manufacturer", "supplier_name", "registration_number",
        "unit", "arrived_quantity", "quantity", "phenomena", "narrative")),
    Section(N_("患者"), (
        "used_on_patient", "patient_name", "patient_number", "physician_told_at",
        "patient_condition")),
    Section(N_("停用与复检"), (
        "isolation_place", "supplier_check", "kind_total", "kind_good", "kind_bad", "kind_open")),
    Section(N_("处理"), ("handling", "leader_opinion", "supplier_note", "remarks")),
)  # fmt: skip

REGISTRATION = frozenset(
    {"found_at", "responsible_department_id", "subject", "category", "lot_number", "narrative",
     "used_on_patient"}
)  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    S.FOUND: Badge("exclamation", "wait"),
    S.STOPPED: Badge("two_bars", "wait"),
    S.LABELED_ISOLATED: Badge("pie14", "accent"),
    S.NOTIFIED: Badge("pie14", "accent"),
    S.SUPPLIER_VERIFIED: Badge("pie12", "accent"),
    S.ALL_REINSPECTED: Badge("pie12", "accent"),
    S.DISPOSITION_PROPOSED: Badge("pie34", "accent"),
    S.APPROVED: Badge("pie34", "accent"),
    S.HANDLED: Badge("full", "accent"),
    S.SUPPLIER_FILE_UPDATED: Badge("full", "accent"),
    S.CLOSED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}
