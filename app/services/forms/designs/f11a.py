"""F11 供方档案, the following page: what went wrong with a supplier's goods, entry by entry."""

from app.services.forms.designs.layout import (
    DAY,
    LANDSCAPE,
    Design,
    block,
    counted,
    head,
    label,
    long,
    row,
    small,
    value,
)
from app.services.forms.values import Form

FORM = Form(
    code="F11A",
    number="QR-8.4-01",
    revision="A/0",
    title="供方档案附页（质量流水）",
    copies=("采购科室",),
    retention="合作终止后 5 年",
    fields=(
        "number", "subject", "counted",
        "entries.day", "entries.goods", "entries.what", "entries.number", "entries.disposition",
        "entries.answer", "entries.recorder", "remarks",
    ),
    required=("number", "subject", "day", "goods", "what", "disposition", "recorder"),
    long_fields=("remarks",),
    blank_lines=12,
)  # fmt: skip

DESIGN = Design(
    form=FORM,
    procedure="供方管理",
    head_left="编号：{{ number }}",
    head_right="供方：{{ subject }}",
    sheet=LANDSCAPE,
    body=(
        row(head("序号", 2), head("日期", 2), head("品名、规格、批号", 5), head("质量问题", 4),
            head("不合格报告号", 3), head("处理结果", 3), head("供方答复", 3),
            head("登记人", 2), height=24),
        block(row(
            counted("entries", 2), small("day", 2, center=True, number_format=DAY), small("goods", 5),
            small("what", 4), small("number", 3), small("disposition", 3), small("answer", 3),
            small("recorder", 2, center=True), height=27)),
        row(label("合计", 4), value("counted", 20)),
        long("备注", "remarks", 24),
    ),
)  # fmt: skip
