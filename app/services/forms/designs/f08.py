"""F08 物品检验记录: a line for each lot of a delivery, its fields in the order of the paper, and its layout."""

from app.services.forms.designs.layout import (
    DAY,
    Design,
    Sheet,
    block,
    counted,
    head,
    row,
    sign,
    small,
    small_label,
    small_long,
    small_ticks,
)
from app.services.forms.values import Form

FORM = Form(
    code="F08",
    number="QR-8.6-01",
    revision="A/0",
    title="物品检验记录",
    copies=("库房",),
    retention="有效期满后 2 年且不少于 3 年（植入物永久）",
    fields=(
        "number", "inspected_at", "supplier_name", "purchase_number", "delivery_number",
        "received_at",
        "lots.subject", "lots.specification", "lots.model", "lots.unit", "lots.ordered_quantity",
        "lots.received_quantity", "lots.sampled_quantity", "lots.lot_number",
        "lots.manufactured_on", "lots.expires_on", "lots.remaining_months",
        "lots.registration_number", "lots.manufacturer", "lots.look", "lots.temperature",
        "lots.certificates", "lots.verdict", "lots.reason", "lots.findings",
        "category", "implant", "purchaser", "isolation_place", "storage_place",
        "responsible_department", "functional_department", "narrative",
        "inspected", "reviewed", "materials", "remarks",
    ),
    required=(
        "number", "inspected_at", "supplier_name", "subject", "received_quantity", "lot_number",
        "expires_on", "verdict", "inspected",
    ),
    long_fields=("narrative", "remarks"),
    options={
        "certificates": ("合格证", "检验报告", "注册证", "通关单"),
        "verdict": ("合格", "不合格", "待检"),
        "implant": ("是", "否"),
    },
    signatures={"inspected": "检验人", "reviewed": "复核人"},
    blanks={
        "findings": "生产日期______　数量______　规格______　型号______　外观______　"
                    "证明______　性能______",
    },
    blank_lines=3,
)  # fmt: skip

_SHEET = Sheet(
    (28, 50, 50, 42, 42, 32, 46, 46, 42, 47, 47, 42, 42, 36, 56, 56, 54, 39, 39, 32, 32,
     30, 30, 30),
    is_landscape=True, top=1.7, bottom=1.6, left=1.2, right=1.2,
)  # fmt: skip

DESIGN = Design(
    form=FORM,
    procedure="采购物品检验",
    head_left="编号：{{ number }}",
    head_right="检验日期：{{ inspected_at | 年月日 }}",
    sheet=_SHEET,
    body=(
        row(small_label("供货单位", 2), small("supplier_name", 4), small_label("采购单号", 2),
            small("purchase_number", 3), small_label("送货单号", 2), small("delivery_number", 3),
            small_label("到货时间", 2), small("received_at", 6)),
        block(
            row(head("序\n号", 1, 2), head("名称", 2, 2), head("规格", 2), head("单位", 1, 2),
                head("采购\n数", 1, 2), head("到货\n数", 1, 2), head("抽检\n数", 1, 2),
                head("生产批号\n（灭菌批号）", 2, 2), head("生产日期", 2),
                head("剩余\n月数", 1, 2), head("注册证号", 2), head("外观\n包装", 1),
                head("质量证明", 2, 2), head("结论", 2, 2), head("不合格\n原因", 3, 2),
                height=27),
            row(head("型号", 2), head("有效期至", 2), head("生产企业", 2), head("到货\n温度℃", 1),
                height=27),
        ),
        block(
            row(counted("lots", 1, 3), small("subject", 2, rows=2),
                small("specification", 2, center=True), small("unit", 1, rows=2, center=True),
                small("ordered_quantity", 1, rows=2, center=True),
                small("received_quantity", 1, rows=2, center=True),
                small("sampled_quantity", 1, rows=2, center=True),
                small("lot_number", 2, rows=2, center=True),
                small("manufactured_on", 2, center=True, number_format=DAY),
                small("remaining_months", 1, rows=2, center=True),
                small("registration_number", 2, center=True), small("look", 1, center=True),
                small_ticks("certificates", 2, rows=3), small_ticks("verdict", 2, rows=3),
                small("reason", 3, rows=3), height=27),
            row(small("model", 2, center=True),
                small("expires_on", 2, center=True, number_format=DAY),
                small("manufacturer", 2, center=True), small("temperature", 1, center=True),
                height=27),
            row(small_label("逐项检验", 2), small("findings", 14), height=18),
        ),
        row(small_label("物品类别", 2), small("category", 3), small_label("植入物", 2),
            small_ticks("implant", 3), small_label("采购员", 2), small("purchaser", 3),
            small_label("隔离位置", 2), small("isolation_place", 7)),
        row(small_label("库房", 2), small("responsible_department", 3),
            small_label("采购科室", 2), small("functional_department", 3),
            small_label("附件", 2), small("materials", 3),
            small_label("存放区位", 2), small("storage_place", 7)),
        small_long("检验说明", 2, "narrative", 27),
        row(small_label("签名", 2), sign("inspected", 11), sign("reviewed", 11), height=33),
        small_long("备注", 2, "remarks", 18),
    ),
)  # fmt: skip
