"""检查点趋势图: room for the picture of a point's readings, and the readings themselves below."""

from app.services.forms.designs.layout import (
    UNITS,
    Cell,
    Design,
    Sheet,
    head,
    row,
    small,
    small_label,
)
from app.services.forms.values import Form

# Drawn from checks, so no record's and no numbered form.
FORM = Form(
    code="TREND",
    number="",
    revision="",
    title="检查点趋势图",
    copies=(),
    retention="",
    fields=(
        "subject", "counted", "last", "code", "department", "limit", "standard", "picture", "note",
        *(f"lines.{name}{side}" for side in ("", "_right")
          for name in ("number", "at", "value", "verdict", "check")),
    ),
    blank_lines=1,
)  # fmt: skip

SHEET = Sheet(
    (28, 35, 35, 60, 60, 40, 40, 40, 40, 47, 35, 35, 28, 35, 35, 60, 60, 40, 40, 40, 40, 47, 35,
     35),
    is_landscape=True, top=1.6, bottom=1.5, left=1.2, right=1.2,
)  # fmt: skip
PICTURE = 222.0  # points: what fourteen readings leave of a page
# The picture stands below the rows of the title and the one that names the point.
PICTURE_ROW = 5


def _half(side: str) -> tuple[Cell, ...]:
    return (
        small(f"at{side}", 3, center=True),
        small(f"value{side}", 2, center=True),
        small(f"verdict{side}", 2, center=True),
        small(f"check{side}", 4, center=True),
    )


_HEADS = (head("时间", 3), head("结果", 2), head("判定", 2), head("检查编号", 4))

DESIGN = Design(
    form=FORM,
    procedure="医疗环境控制",
    head_left="{{ counted }}",
    head_right="{{ last }}",
    title="{{ subject }}",
    sheet=SHEET,
    body=(
        row(small_label("检查点", 2), small("code", 2), small_label("检查科室", 2),
            small("department", 3), small_label("限值", 2), small("limit", 7),
            small_label("标准", 2), small("standard", 4)),
        row(small("picture", UNITS), height=PICTURE),
        row(head("序\n号", 1), *_HEADS, head("序\n号", 1), *_HEADS, height=27),
        row(Cell("{{# lines }}{{ number }}", 1, "small", center=True), *_half(""),
            small("number_right", 1, center=True), *_half("_right"), height=18),
        row(small_label("说明", 2), small("note", UNITS - 2), height=18),
    ),
)  # fmt: skip
