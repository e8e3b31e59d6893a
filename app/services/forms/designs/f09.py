"""F09 物品材料入库单: on A5, three copies; its fields in the order of the paper, and its layout."""

from app.services.forms.designs.layout import (
    DAY,
    Design,
    Sheet,
    block,
    counted,
    head,
    row,
    small,
    small_label,
    small_long,
    small_sign,
)
from app.services.forms.values import Form

FORM = Form(
    code="F09",
    number="QR-8.6-02",
    revision="A/0",
    title="物品材料入库单",
    copies=("第一联 库房存根（白）", "第二联 财务（红）", "第三联 采购报销（黄）"),
    retention="5 年",
    fields=(
        "number", "stored_at", "responsible_department", "functional_department",
        "supplier_name", "invoice_number", "subject",
        "items.lot", "items.name", "items.specification", "items.unit", "items.ordered",
        "items.quantity", "items.lot_number", "items.expires_on", "items.unit_price",
        "items.amount", "items.place",
        "amount_in_words", "total_amount", "purchaser", "inspector", "keeper", "finance",
        "materials", "remarks",
    ),
    required=(
        "number", "stored_at", "responsible_department", "supplier_name", "lot", "name",
        "quantity", "lot_number", "expires_on", "place", "amount_in_words", "purchaser",
        "inspector", "keeper", "finance",
    ),
    long_fields=("remarks",),
    signatures={"purchaser": "采购", "inspector": "检验", "keeper": "保管", "finance": "财务"},
    blank_lines=4,
)  # fmt: skip

_A5 = 11
_SHEET = Sheet(
    (24, 28, 28, 28, 30, 31, 31, 25, 25, 24, 28, 42, 42, 36, 36, 56, 28, 25, 25, 22, 21, 21,
     16, 16),
    paper=_A5, is_landscape=True, top=1.4, bottom=1.3, left=1.0, right=1.0,
)  # fmt: skip

DESIGN = Design(
    form=FORM,
    procedure="采购物品入库",
    head_left="编号：{{ number }}",
    head_right="入库日期：{{ stored_at | 年月日 }}",
    sheet=_SHEET,
    body=(
        row(small_label("仓库", 3), small("responsible_department", 4),
            small_label("供货单位", 3), small("supplier_name", 6), small_label("发票号", 2),
            small("invoice_number", 6), height=16.5),
        row(small_label("采购科室", 3), small("functional_department", 4),
            small_label("摘要", 3), small("subject", 6), small_label("附件", 2),
            small("materials", 6), height=16.5),
        row(head("序\n号", 1), head("检验记录号", 3), head("编码、名称", 3),
            head("规格型号", 3), head("单\n位", 1), head("应收", 1), head("实收", 1),
            head("批号", 2), head("有效期至", 2), head("单价", 2), head("金额", 3),
            head("存放\n区位", 2), height=27),
        block(row(
            counted("items", 1), small("lot", 3), small("name", 3), small("specification", 3),
            small("unit", 1, center=True), small("ordered", 1, center=True),
            small("quantity", 1, center=True), small("lot_number", 2, center=True),
            small("expires_on", 2, center=True, number_format=DAY),
            small("unit_price", 2, center=True), small("amount", 3, center=True,
                                                       number_format="0.00"),
            small("place", 2, center=True), height=27)),
        row(small_label("合计（大写）", 4), small("amount_in_words", 12),
            small_label("小写 ¥", 3), small("total_amount", 5, number_format="#,##0.00"),
            height=19.5),
        row(small_sign("purchaser", 6), small_sign("inspector", 6), small_sign("keeper", 4),
            small_sign("finance", 8), height=30),
        small_long("备注", 4, "remarks", 18),
    ),
)  # fmt: skip
