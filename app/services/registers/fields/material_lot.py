"""进货检验批 F08: its fields in the order of the paper, their sections, and how each state looks."""

from enum import StrEnum

from app.i18n import N_
from app.models.materials import material_lot as m
from app.models.materials.item import ItemCategory
from app.services.registers.parts import Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Section

S = m.LotStatus

FIELDS = (
    Field("received_at", N_("到货时间"), Kind.DATETIME, required=True, width=98),
    Field("subject", N_("名称"), Kind.TEXT, required=True, length=60, width=200),
    Field("category", N_("物品类别"), Kind.CHOICE, required=True, choices=ItemCategory, width=96),
    Field("implant", N_("植入"), Kind.FLAG, help=N_("植入物的记录永久保存")),
    Field("specification", N_("规格"), Kind.TEXT, length=60, width=120),
    Field("model", N_("型号"), Kind.TEXT, length=60),
    Field("unit", N_("单位"), Kind.TEXT, required=True, length=20),
    Field("lot_number", N_("批号"), Kind.CODE, required=True, length=60, width=120,
          help=N_("生产批号、灭菌批号或序列号")),
    Field("manufactured_on", N_("生产日期"), Kind.DATE),
    Field("expires_on", N_("有效期至"), Kind.DATE, width=98),
    Field("manufacturer", N_("生产企业"), Kind.TEXT, length=120),
    Field("registration_number", N_("注册证号"), Kind.CODE, length=60),
    Field("supplier_name", N_("供货单位"), Kind.TEXT, required=True, length=60, width=160),
    Field("purchase_number", N_("采购单号"), Kind.CODE, length=60),
    Field("delivery_number", N_("送货单号"), Kind.CODE, length=60),
    Field("purchaser_id", N_("采购员"), Kind.PERSON, width=96),
    Field("ordered_quantity", N_("采购数"), Kind.INTEGER),
    Field("received_quantity", N_("到货数"), Kind.INTEGER, required=True, width=96),
    Field("isolation_place", N_("隔离位置"), Kind.TEXT, required=True, length=60,
          help=N_("贴黄色“待检”标识，放在隔离区")),
    Field("responsible_department_id", N_("库房"), Kind.DEPARTMENT, width=104),
    Field("functional_department_id", N_("采购科室"), Kind.DEPARTMENT, width=104),
    Field("tightened", N_("加严检验"), Kind.FLAG, help=N_("新供方的头几批逐件检验，由程序判断")),
    Field("sampled_quantity", N_("抽检数"), Kind.INTEGER),
    Field("date_finding", N_("日期相符"), Kind.CHOICE, choices=m.Finding),
    Field("count_finding", N_("数量相符"), Kind.CHOICE, choices=m.Finding),
    Field("size_finding", N_("规格相符"), Kind.CHOICE, choices=m.Finding),
    Field("model_finding", N_("型号相符"), Kind.CHOICE, choices=m.Finding),
    Field("look_finding", N_("外观包装"), Kind.CHOICE, choices=m.Finding),
    Field("paper_finding", N_("质量证明"), Kind.CHOICE, choices=m.Finding),
    Field("performance_finding", N_("性能"), Kind.CHOICE, choices=m.Finding,
          help=N_("器械、设备：达到采购单的要求")),
    Field("certificates", N_("证明文件"), Kind.CHOICE, many=True, choices=m.Certificate),
    Field("cold_chain", N_("冷链"), Kind.FLAG),
    Field("arrival_temperature_c", N_("到货温度"), Kind.DECIMAL, help=N_("单位 ℃")),
    Field("verdict", N_("结论"), Kind.CHOICE, choices=m.Verdict, width=96),
    Field("phenomena", N_("不合格现象"), Kind.CHOICE, many=True, choices=m.Phenomenon),
    Field("narrative", N_("检验说明"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("split_quantity", N_("拆出数量"), Kind.INTEGER),
    Field("storage_place", N_("存放区位"), Kind.TEXT, length=60, width=104),
    Field("rejected_place", N_("不合格位置"), Kind.TEXT, length=60,
          help=N_("判不合格后移到哪里：不合格区、退货区的货位")),
    Field("keeping", N_("保存期限"), Kind.CHOICE, choices=m.Keeping,
          help=N_("由类别和植入算出")),
    Field("kept_until", N_("保存至"), Kind.DATE),
    Field("doubt", N_("停用原因"), Kind.TEXT, length=200),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
)  # fmt: skip

SECTIONS = (
    Section(N_("到货"), (
        "received_at", "subject", "category", "implant", "specification", "model", "unit",
        "lot_number", "manufactured_on", "expires_on", "manufacturer", "registration_number",
        "supplier_name", "purchase_number", "delivery_number", "purchaser_id",
        "ordered_quantity", "received_quantity", "isolation_place",
        "responsible_department_id", "functional_department_id")),
    Section(N_("逐项检验"), (
        "tightened", "sampled_quantity", "date_finding", "count_finding", "size_finding",
        "model_finding", "look_finding", "paper_finding", "performance_finding", "certificates",
        "cold_chain", "arrival_temperature_c")),
    Section(N_("结论"), (
        "verdict", "phenomena", "narrative", "storage_place", "rejected_place", "remarks",
        "keeping", "kept_until")),
)  # fmt: skip

REGISTRATION = frozenset(
    {"received_at", "subject", "category", "specification", "model", "unit", "lot_number",
     "expires_on", "supplier_name", "received_quantity"}
)  # fmt: skip
# What an inspection has judged; it stays as it was judged until the lot is inspected again.
JUDGED = (
    "received_at", "subject", "category", "specification", "model", "unit", "lot_number",
    "manufactured_on", "expires_on", "manufacturer", "registration_number", "supplier_name",
    "purchaser_id", "ordered_quantity", "received_quantity", "sampled_quantity", "date_finding",
    "count_finding", "size_finding", "model_finding", "look_finding", "paper_finding",
    "performance_finding", "certificates", "cold_chain", "arrival_temperature_c", "verdict",
    "phenomena",
)  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    S.RECEIVED_PENDING: Badge("diamond", "wait"),
    S.INSPECTING: Badge("pie12", "accent"),
    S.ACCEPTED: Badge("tick", "pass"),
    S.REJECTED: Badge("cross", "fail"),
    S.STOCKED: Badge("dot", "neutral"),
    S.REPLACEMENT_PENDING: Badge("two_bars", "wait"),
    S.SHORTAGE_PENDING: Badge("pie34", "wait"),
    S.RETURNED: Badge("dot", "neutral"),
    S.REPLACED: Badge("dot", "neutral"),
    S.SUPPLIED: Badge("dot", "neutral"),
    S.DESTROYED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}
