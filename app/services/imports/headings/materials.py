"""What old registers of clause 四.3 call their columns and choices, from 供方 to 处理单."""

from collections.abc import Mapping
from enum import StrEnum

from app.models.materials.item import ItemCategory
from app.models.materials.material_lot import Verdict
from app.models.materials.rejection import Disposition
from app.models.materials.supplier import SupplierGrade

NAMES = (
    "品名", "物品名称", "名称规格", "产品名称", "通用名称", "通用名", "药品名称", "药品通用名称",
    "商品名称", "物资名称", "耗材名称", "设备名称", "器械名称", "货品名称",
)  # fmt: skip
SUPPLIERS = (
    "供应商",
    "供方",
    "供货商",
    "供货单位名称",
    "供应单位",
    "供货企业",
    "供应商名称",
    "经销商",
)
LOTS = ("生产批号", "灭菌批号", "批次")
BUYERS = ("采购部门", "主管科室")
REMARKS = ("备注说明", "说明")

# Columns that say what becomes of goods; nothing in them passes as a remark (四.3.(2)⑥).
DECIDING = (
    "处理", "处理方式", "处理方法", "处理结果", "处理意见", "处理情况", "处理措施", "处理结论",
    "处置", "处置方式", "处置结果", "处置意见", "处置情况", "处置措施", "处置要求", "结论",
    "检验结论", "检验结果", "验收结论", "验收结果", "验收意见", "判定", "判定结果", "质量判定",
    "评审结论", "评审意见", "评价结论", "是否合格", "质量状况", "handling", "requirement",
)  # fmt: skip

# A list of suppliers seldom says when it was begun.
BEGUN: Mapping[str, str] = {"supplier": "filed_at"}

HEADINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "supplier": {
        "filed_at": ("建档日期", "日期", "登记日期"),
        "subject": (
            "供应商名称",
            "供应商",
            "单位名称",
            "企业名称",
            "名称",
            "供货单位",
            "供货单位名称",
            "公司名称",
            "厂商名称",
            "供方",
        ),
        "credit_code": ("统一社会信用代码", "社会信用代码", "营业执照号", "营业执照编号"),
        "licence_number": (
            "许可证编号",
            "经营许可证号",
            "经营许可证编号",
            "生产许可证号",
            "药品经营许可证号",
            "医疗器械经营许可证号",
            "许可证/备案号",
        ),
        "licence_until": (
            "许可证有效期",
            "有效期至",
            "有效期",
            "许可证有效期至",
            "许可证到期日",
            "证照有效期",
            "证照到期日",
        ),
        "authorized_until": (
            "授权书有效期",
            "授权有效期",
            "授权委托书有效期",
            "授权书到期日",
            "委托书有效期",
        ),
        "contact": ("业务员", "业务联系人", "联系人姓名"),
        "contact_phone": ("电话", "手机", "联系方式", "联系人电话"),
        "address": ("注册地址", "公司地址", "经营地址"),
        "supplied": ("类别", "供货范围", "经营范围", "供应品种", "供应类别"),
        "first_traded_on": ("首次合作日期", "首次供货日期", "合作开始日期", "首营日期"),
        "grade": ("评价结论", "评审结果", "评价结果"),
        "evaluated_on": ("评价日期", "评审时间"),
        "evaluation": ("评价意见", "评价情况"),
        "responsible_department_id": ("科室",),
        "functional_department_id": BUYERS,
        "remarks": REMARKS,
    },
    "material_lot": {
        "received_at": (
            "到货日期",
            "日期",
            "验收日期",
            "收货日期",
            "购进日期",
            "进货日期",
            "入库日期",
        ),
        "subject": NAMES,
        "category": ("类别", "分类"),
        "specification": ("规格型号", "规格/型号", "包装规格"),
        "unit": ("计量单位", "包装单位"),
        "lot_number": (*LOTS, "产品批号", "批号/序列号"),
        "manufactured_on": ("生产时间", "制造日期"),
        "expires_on": ("有效期", "失效日期", "效期", "失效期", "有效期限", "有效日期", "有效期止"),
        "manufacturer": ("生产厂家", "厂家", "生产厂商", "生产单位", "制造商"),
        "registration_number": (
            "注册证",
            "批准文号",
            "注册证编号",
            "医疗器械注册证号",
            "国药准字",
            "注册证/批准文号",
        ),
        "supplier_name": SUPPLIERS,
        "delivery_number": ("随货单号", "随货同行单号", "送货单编号"),
        "purchaser_id": ("采购人", "采购人员"),
        "received_quantity": ("数量", "到货数量", "实到数", "购进数量", "验收数量", "实收数量"),
        "isolation_place": ("存放位置", "存放地点", "货位"),
        "ordered_quantity": ("采购数量", "订货数"),
        "responsible_department_id": ("仓库",),
        "functional_department_id": BUYERS,
        "verdict": ("验收结论", "检验结论", "验收结果", "检验结果", "是否合格", "质量状况"),
        "narrative": ("验收情况", "检验情况", "质量情况", "外观质量"),
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

_VERDICTS: Mapping[str, StrEnum] = {
    **dict.fromkeys(
        ("验收合格", "检验合格", "质量合格", "合格品", "是", "良好", "符合规定", "符合要求"),
        Verdict.ACCEPTED,
    ),
    **dict.fromkeys(("验收不合格", "检验不合格", "不合格品", "否", "拒收"), Verdict.REJECTED),
}

WORDS: Mapping[str, Mapping[str, StrEnum]] = {
    "supplier": {**CATEGORIES, "合格供方": SupplierGrade.QUALIFIED},
    "material_lot": {**CATEGORIES, **_VERDICTS},
    "in_use_nonconformity": CATEGORIES,
    "disposition_order": {
        "退货": Disposition.RETURN, "拒收": Disposition.RETURN, "换货": Disposition.REPLACE,
        "补货": Disposition.REPLENISH, "销毁": Disposition.DESTROY, "报废": Disposition.DESTROY,
        "停用": Disposition.STOP_USE, "召回": Disposition.RECALL,
    },
}  # fmt: skip
