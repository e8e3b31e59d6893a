"""表 4 医疗环境责任部门分配: every row with its limits, by group, and which are still to be confirmed."""

from app.services.forms.designs.layout import (
    UNITS,
    Cell,
    Design,
    Row,
    Sheet,
    head,
    heading,
    row,
    small,
    small_label,
)
from app.services.forms.values import Form

GROUPS = ("microbiology", "clean_rooms", "water_waste", "logistics")
_COLUMNS = (
    "code", "name", "area", "line", "limit", "unit", "action", "standard", "frequency",
    "responsible", "supervising", "source",
)  # fmt: skip

# No record's, and no numbered form: the table belongs to the procedure itself.
FORM = Form(
    code="TABLE4",
    number="",
    revision="",
    title="表 4  医疗环境责任部门分配",
    copies=(),
    retention="",
    fields=(
        "counted", "printed_on", "notice", "itself",
        *(f"{group}.{column}" for group in GROUPS for column in _COLUMNS),
    ),
    blank_lines=1,
)  # fmt: skip

# 990 px: twelve columns of the table, two of the grid each.
SHEET = Sheet(
    (20, 20, 54, 54, 57, 57, 43, 43, 52, 52, 39, 39, 23, 23, 55, 55, 26, 26, 46, 46, 29, 29, 51,
     51),
    is_landscape=True, top=1.7, bottom=1.6, left=1.2, right=1.2,
)  # fmt: skip
_HEADS = (
    "码", "项目", "区域类别", "适用", "限值", "单位", "干预线", "标准号", "频次", "检查科室",
    "监督科室", "依据",
)  # fmt: skip
_CENTERED = frozenset({"code", "unit", "action", "frequency"})
_TO_SIGN = "签名：______________________　　日期：______年____月____日"
# What the design of the table must say of itself.
_TITLES = (
    "A 组　微生物", "B 组　洁净手术部与温湿度", "C 组　水、污水、废物",
    "D 组　后勤、噪声、辐射、被服、食堂、安全",
)  # fmt: skip


def _line(group: str) -> Row:
    first, *others = _COLUMNS
    marker = Cell(f"{{{{# {group} }}}}{{{{ {first} }}}}", 2, "small", center=True)
    cells = (small(name, 2, center=name in _CENTERED) for name in others[:-1])
    return row(marker, *cells, Cell("{{ source }}", 2, "tiny"), height=18)


DESIGN = Design(
    form=FORM,
    procedure="医疗环境控制",
    head_left="{{ counted }}",
    head_right="{{ printed_on | 年月日 }}",
    sheet=SHEET,
    body=(
        row(small_label("说明", 2), small("notice", UNITS - 2), height=18),
        *(
            part
            for group, title in zip(GROUPS, _TITLES, strict=True)
            for part in (
                heading(title),
                row(*(head(text, 2) for text in _HEADS), height=18),
                _line(group),
            )
        ),
        row(small_label("自查\n自督", 2), small("itself", UNITS - 2), height=27),
        row(small_label("医院\n确认", 2), Cell(_TO_SIGN, UNITS - 2, "small"), height=33),
    ),
)  # fmt: skip
