"""F14 环境检查记录及复查: a line for each point of a round, below it what failed and every re-check."""

from app.services.forms.designs.layout import (
    UNITS,
    Cell,
    Design,
    Sheet,
    counted,
    head,
    heading,
    row,
    sign,
    small,
    small_label,
    small_ticks,
)
from app.services.forms.values import Form

FORM = Form(
    code="F14",
    number="QR-7.1-01",
    revision="A/0",
    title="环境检查记录及复查",
    copies=("检查科室",),
    retention="5 年",
    fields=(
        "number", "checked_at", "responsible_department", "companion", "functional_department",
        "counted",
        "lines.item_code", "lines.subject", "lines.place", "lines.area_class", "lines.limit",
        "lines.method", "lines.instrument", "lines.value", "lines.unit", "lines.judgement",
        "failures.what", "failures.cause", "failures.action", "failures.person",
        "failures.restricted", "failures.restriction", "failures.supervision", "failures.closing",
        "rechecks.what", "rechecks.ordinal", "rechecks.at", "rechecks.value", "rechecks.unit",
        "rechecks.instrument", "rechecks.judgement", "rechecks.person", "rechecks.before",
        "checked", "supervised", "materials", "remarks",
    ),
    required=("number", "checked_at", "responsible_department", "limit", "value", "judgement",
              "checked"),
    long_fields=("remarks",),
    options={
        "judgement": ("合格", "预警", "不合格"),
        "restricted": ("是", "否"),
    },
    signatures={"checked": "检查人", "supervised": "监督科室"},
    blanks={"restriction": "区域________"},
    blank_lines=5,
)  # fmt: skip

# 990 px, one column of the grid narrower or wider as the table asks.
SHEET = Sheet(
    (28, 44, 60, 60, 44, 43, 43, 45, 45, 40, 40, 40, 40, 50, 50, 37, 37, 36, 30, 30, 30, 30,
     44, 44),
    is_landscape=True, top=1.6, bottom=1.5, left=1.2, right=1.2,
)  # fmt: skip
_LINE = 27.0


DESIGN = Design(
    form=FORM,
    procedure="医疗环境控制",
    head_left="编号：{{ number }}",
    head_right="检查日期：{{ checked_at | 年月日时分 }}",
    sheet=SHEET,
    body=(
        row(small_label("检查科室", 2), small("responsible_department", 2),
            small_label("同行", 1), small("companion", 2),
            small_label("监督科室", 2), small("functional_department", 3),
            small_label("本次检查", 2), small("counted", 10)),
        row(head("序\n号", 1), head("项目码\n编号尾", 1), head("名称", 2), head("区域、点位", 3),
            head("环境类别", 2), head("限值（标准号）", 4), head("方法", 2),
            head("仪器编号\n检定有效期至", 3), head("实测值", 2), head("单位", 2),
            head("判定", 2), height=_LINE),
        row(counted("lines", 1), small("item_code", 1, center=True), small("subject", 2),
            small("place", 3), small("area_class", 2), small("limit", 4), small("method", 2),
            small("instrument", 3), small("value", 2, center=True), small("unit", 2, center=True),
            small_ticks("judgement", 2), height=_LINE),
        heading("不合格处理（采取措施直至合格）"),
        row(head("序\n号", 1), head("项目、点位", 3), head("原因", 4), head("措施", 5),
            head("责任人\n完成时间", 2), head("期间限制使用", 3), head("监督确认", 4),
            head("关闭（签）", 2), height=_LINE),
        row(counted("failures", 1), small("what", 3), small("cause", 4), small("action", 5),
            small("person", 2, center=True),
            Cell("{{☐ restricted }}\n{{ restriction }}", 3, "small_ticks"),
            small("supervision", 4), small("closing", 2, center=True), height=_LINE),
        heading("复查（逐次登记，直到合格）"),
        row(head("序\n号", 1), head("项目、点位", 3), head("第几次", 1),
            head("复查前的原因、措施、责任人", 7), head("复查时间", 2), head("实测\n值", 1),
            head("单位", 2), head("仪器编号", 2), head("判定", 3), head("复查人（签）", 2),
            height=_LINE),
        row(counted("rechecks", 1), small("what", 3), small("ordinal", 1, center=True),
            small("before", 7), small("at", 2, center=True), small("value", 1, center=True),
            small("unit", 2, center=True), small("instrument", 2, center=True),
            small_ticks("judgement", 3), small("person", 2, center=True), height=_LINE),
        row(small_label("签名", 2), sign("checked", 11), sign("supervised", 11), height=33),
        row(small_label("附件", 2), small("materials", 3), small_label("备注", 1),
            Cell("{{ remarks }}", UNITS - 6, "small_long")),
    ),
)  # fmt: skip
