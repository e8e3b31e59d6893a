"""F06 不合格品处理单: its fields in the order of the paper, and its layout."""

from app.services.forms.designs.layout import (
    SIGNED,
    Cell,
    Design,
    Row,
    heading,
    label,
    long,
    opinion,
    row,
    sign,
    ticks,
    value,
)
from app.services.forms.values import Form

FORM = Form(
    code="F06",
    number="QR-8.7-04",
    revision="A/0",
    title="不合格品处理单",
    copies=("库房", "采购", "财务", "供方"),
    retention="5 年（植入物永久）",
    fields=(
        "number", "issued_at", "source_number", "responsible_department",
        "functional_department", "subject", "specification", "lot_number", "supplier_name",
        "unit", "quantity", "amount",
        "purchasing_opinion", "purchasing", "using_opinion", "using", "quality_opinion",
        "quality", "reviewed",
        "disposition", "requirement", "requested_on", "leader_opinion", "approved",
        "executed_quantity", "executed_on", "voucher_number", "executed", "supervised",
        "replacement_number", "supplier_filed", "filed", "closed", "materials", "remarks",
    ),
    required=(
        "number", "source_number", "disposition", "requirement", "requested_on", "approved",
        "executed_quantity", "voucher_number", "executed",
    ),
    long_fields=(
        "purchasing_opinion", "using_opinion", "quality_opinion", "requirement",
        "leader_opinion", "remarks",
    ),
    options={
        "disposition": (
            "拒收退货", "更换", "补足", "报废销毁", "按药品管理法上报处理", "停用待检",
            "退供方召回",
        ),
        "supplier_filed": ("已登记",),
    },
    signatures={
        "purchasing": "采购科室",
        "using": "使用科室",
        "quality": "质管",
        "reviewed": "评审登记",
        "approved": "分管领导",
        "executed": "执行人",
        "supervised": "监督人",
        "filed": "登记人",
        "closed": "结案人",
    },
)  # fmt: skip


def _beside(text: str, name: str, step: str) -> Row:
    """An opinion with its signature beside it."""
    return row(label(text, 4), Cell(f"{{{{ {name} }}}}", 11, "long"), sign(step, 9), height=SIGNED)


DESIGN = Design(
    form=FORM,
    procedure="不合格药械、物品控制",
    head_left="编号：{{ number }}",
    head_right="开单时间：{{ issued_at | 年月日时分 }}",
    body=(
        heading("一、不合格品"),
        row(label("关联 F05", 4), value("source_number", 8),
            label("供货单位", 4), value("supplier_name", 8)),
        row(label("使用科室", 4), value("responsible_department", 8),
            label("采购科室", 4), value("functional_department", 8)),
        row(label("品名", 4), value("subject", 20)),
        row(label("规格", 4), value("specification", 8),
            label("批号", 4), value("lot_number", 8)),
        row(label("数量", 4), value("quantity", 4, center=True),
            label("单位", 4), value("unit", 4, center=True),
            label("金额", 4), value("amount", 4, center=True, number_format="#,##0.00")),
        heading("二、评审"),
        _beside("采购科室", "purchasing_opinion", "purchasing"),
        _beside("使用科室", "using_opinion", "using"),
        _beside("质管", "quality_opinion", "quality"),
        row(label("评审登记", 4), sign("reviewed", 20), height=SIGNED),
        heading("三、处置"),
        row(label("处置方式", 4), ticks("disposition", 20), height=35.25),
        long("处置要求", "requirement", 36),
        row(label("处置期限", 4), value("requested_on", 8),
            label("附件", 4), value("materials", 8)),
        opinion("分管领导\n审批", "leader_opinion", "approved", 24),
        heading("四、执行"),
        row(label("实际数量", 4), value("executed_quantity", 4, center=True),
            label("执行日期", 4), value("executed_on", 12)),
        row(label("去向凭证号", 4), value("voucher_number", 8),
            label("再检验单号", 4), value("replacement_number", 8)),
        row(sign("executed", 12), sign("supervised", 12), height=SIGNED),
        row(label("供方\n档案", 2), ticks("supplier_filed", 3), sign("filed", 9),
            sign("closed", 10), height=SIGNED),
        long("备注", "remarks", 24),
    ),
)  # fmt: skip
