"""环境巡查纸: the points of a round with their limits, to be filled in by hand and typed in afterwards."""

from app.services.forms.designs.layout import (
    Cell,
    Design,
    Sheet,
    counted,
    head,
    row,
    small,
    small_label,
    small_ticks,
)
from app.services.forms.values import Form

# A working paper: what is typed in from it becomes F14.
FORM = Form(
    code="ROUND",
    number="",
    revision="",
    title="环境巡查纸",
    copies=("检查科室",),
    retention="录入后随 F14 保存",
    fields=(
        "department", "day", "counted",
        "lines.code", "lines.item", "lines.place", "lines.limit", "lines.unit", "lines.found",
        "lines.judgement", "lines.supervising",
    ),
    options={"judgement": ("合格", "预警", "不合格")},
    blank_lines=12,
)  # fmt: skip

# 990 px: ten columns of the table over twenty-four of the grid.
SHEET = Sheet(
    (28, 35, 35, 60, 60, 44, 43, 43, 62, 62, 34, 34, 55, 55, 38, 38, 38, 38, 44, 44, 25, 25, 25,
     25),
    is_landscape=True, top=1.7, bottom=1.6, left=1.2, right=1.2,
)  # fmt: skip
_LINE = 27.0
_NAME = "__________________"
_TIME = "______月____日____时____分"


def _to_write(text: str, units: int) -> Cell:
    return Cell(text, units, "small")


DESIGN = Design(
    form=FORM,
    procedure="医疗环境控制",
    head_left="检查科室：{{ department }}",
    head_right="{{ day | 年月日 }}　{{ counted }}",
    sheet=SHEET,
    body=(
        row(small_label("开始", 2), _to_write(_TIME, 5), small_label("结束", 2),
            _to_write(_TIME, 5), small_label("同行", 2), _to_write("", 8)),
        row(head("序\n号", 1), head("检查点", 2), head("项目", 2), head("地点", 3),
            head("限值", 2), head("单位", 2), head("实测值、所见", 2), head("判定", 4),
            head("仪器编号", 2), head("备注", 4), height=_LINE),
        row(counted("lines", 1), small("code", 2, center=True), small("item", 2),
            small("place", 3), small("limit", 2), small("unit", 2, center=True),
            small_ticks("found", 2), small_ticks("judgement", 4), _to_write("", 2),
            small("supervising", 4), height=_LINE),
        row(small_label("填写", 2), _to_write(
            "没有测的留空；超出限值的当场报监督科室并按程序停用、整改、复查。"
            "录入：扫右上角的码，或在“环境巡查”里输入单据码。", 22), height=18),
        row(small_label("签名", 2), _to_write(f"检查人：{_NAME}", 5),
            _to_write(f"同行：{_NAME}", 6), _to_write(f"监督科室：{_NAME}", 6),
            _to_write(f"录入：{_NAME[:14]}", 5), height=33),
    ),
)  # fmt: skip
