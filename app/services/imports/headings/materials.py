"""What old registers of clause 四.3 call their columns and choices, from 供方 to 处理单."""

from collections.abc import Mapping
from enum import StrEnum

from app.models.materials.item import ItemCategory
from app.models.materials.rejection import Disposition

NAMES = ("品名", "物品名称", "名称规格", "产品名称")
SUPPLIERS = ("供应商", "供方", "供货商", "供货单位名称")
LOTS = ("生产批号", "灭菌批号", "批次")
BUYERS = ("采购部门", "主管科室")
REMARKS = ("备注说明", "说明")

HEADINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "supplier": {
        "filed_at": ("建档日期", "日期", "登记日期"),
        "subject": ("供应商名称", "供应商", "单位名称", "企业名称", "名称"),
        "credit_code": ("统一社会信用代码", "社会信用代码"),
        "licence_number": ("许可证编号", "经营许可证号"),
        "licence_until": ("许可证有效期", "有效期至", "有效期"),
        "authorized_until": ("授权书有效期",),
        "contact_phone": ("电话",),
        "responsible_department_id": ("科室",),
        "functional_department_id": BUYERS,
        "remarks": REMARKS,
    },
    "material_lot": {
        "received_at": ("到货日期", "日期", "验收日期", "收货日期"),
        "subject": NAMES,
        "category": ("类别", "分类"),
        "specification": ("规格型号",),
        "lot_number": (*LOTS, "产品批号"),
        "expires_on": ("有效期", "失效日期", "效期"),
        "manufacturer": ("生产厂家", "厂家"),
        "registration_number": ("注册证", "批准文号"),
        "supplier_name": SUPPLIERS,
        "received_quantity": ("数量", "到货数量", "实到数"),
        "ordered_quantity": ("采购数量", "订货数"),
        "responsible_department_id": ("仓库",),
        "functional_department_id": BUYERS,
        "narrative": ("验收情况", "检验情况"),
        "remarks": REMARKS,
    },
    "goods_receipt": {
        "stored_at": ("入库日期", "日期"),
        "subject": ("内容", *NAMES),
        "supplier_name": SUPPLIERS,
        "invoice_number": ("发票号码", "发票"),
        "purchaser_id": ("采购员", "采购人"),
        "inspector_id": ("检验人", "验收人"),
        "keeper_id": ("保管员", "保管人", "库管员"),
        "responsible_department_id": ("库房",),
        "functional_department_id": BUYERS,
        "remarks": REMARKS,
    },
    "in_use_nonconformity": {
        "found_at": ("发现日期", "日期", "时间"),
        "responsible_department_id": ("使用科室", "科室", "病区"),
        "functional_department_id": BUYERS,
        "subject": NAMES,
        "category": ("类别", "分类"),
        "specification": ("规格",),
        "lot_number": LOTS,
        "expires_on": ("有效期", "效期"),
        "manufacturer": ("生产厂家", "厂家"),
        "supplier_name": SUPPLIERS,
        "quantity": ("数量", "不合格数量"),
        "narrative": ("问题描述", "不合格情况", "经过"),
        "patient_number": ("住院号", "门诊号"),
        "handling": ("处理结果", "处理"),
        "remarks": REMARKS,
    },
    "disposition_order": {
        "issued_at": ("日期", "开单日期", "处理日期"),
        "source_number": ("来源单号", "报告编号"),
        "responsible_department_id": ("科室",),
        "functional_department_id": BUYERS,
        "subject": NAMES,
        "specification": ("规格",),
        "lot_number": LOTS,
        "supplier_name": SUPPLIERS,
        "quantity": ("不合格数",),
        "disposition": ("处理方式", "处置", "处理结果", "处理意见"),
        "remarks": REMARKS,
    },
}

CATEGORIES: Mapping[str, StrEnum] = {
    "药": ItemCategory.DRUG, "西药": ItemCategory.DRUG, "耗材": ItemCategory.CONSUMABLE,
    "器械": ItemCategory.INSTRUMENT, "医疗设备": ItemCategory.EQUIPMENT,
    "低值易耗品": ItemCategory.LOW_VALUE, "生活用品": ItemCategory.LIVING,
}  # fmt: skip

WORDS: Mapping[str, Mapping[str, StrEnum]] = {
    "supplier": CATEGORIES,
    "material_lot": CATEGORIES,
    "in_use_nonconformity": CATEGORIES,
    "disposition_order": {
        "退货": Disposition.RETURN, "拒收": Disposition.RETURN, "换货": Disposition.REPLACE,
        "补货": Disposition.REPLENISH, "销毁": Disposition.DESTROY, "报废": Disposition.DESTROY,
        "停用": Disposition.STOP_USE, "召回": Disposition.RECALL,
    },
}  # fmt: skip
