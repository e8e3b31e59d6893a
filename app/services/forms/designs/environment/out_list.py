"""超限点位清单: every point out of its limits, how often and since when, and who is to act."""

from app.services.forms.designs.layout import (
    UNITS,
    Cell,
    Design,
    Sheet,
    counted,
    head,
    row,
    small,
    small_label,
)
from app.services.forms.values import Form

# Drawn from checks, so no record's and no numbered form.
FORM = Form(
    code="OUT",
    number="",
    revision="",
    title="超限点位清单",
    copies=(),
    retention="",
    fields=(
        "asked", "counted", "note",
        *(f"lines.{name}" for name in (
            "number", "what", "department", "limit", "first", "failures", "last", "restricted",
            "days", "state", "next")),
    ),
    blank_lines=1,
)  # fmt: skip

# 990 px: twelve columns of the table, two of the grid each.
SHEET = Sheet(
    (14, 14, 62, 62, 72, 72, 41, 41, 45, 45, 49, 49, 17, 17, 49, 49, 44, 44, 17, 17, 33, 33, 52,
     52),
    is_landscape=True, top=1.6, bottom=1.5, left=1.2, right=1.2,
)  # fmt: skip
_TO_SIGN = "签名：__________________　　日期：______年____月____日"

DESIGN = Design(
    form=FORM,
    procedure="医疗环境控制",
    head_left="{{ asked }}",
    head_right="{{ counted }}",
    sheet=SHEET,
    body=(
        row(head("序\n号", 2), head("编号", 2), head("检查点、项目、地点", 2), head("检查科室", 2),
            head("限值", 2), head("首次不合格", 2), head("次\n数", 2), head("最近一次", 2),
            head("停用区域", 2), head("天\n数", 2), head("状态", 2), head("下一步", 2), height=27),
        row(counted("lines", 2), small("number", 2), small("what", 2), small("department", 2),
            small("limit", 2), small("first", 2), small("failures", 2, center=True),
            small("last", 2), small("restricted", 2), small("days", 2, center=True),
            small("state", 2, center=True), small("next", 2), height=27),
        row(small_label("说明", 4), small("note", UNITS - 4), height=18),
        row(small_label("审阅", 4), Cell(_TO_SIGN, UNITS - 4, "small"), height=33),
    ),
)  # fmt: skip
