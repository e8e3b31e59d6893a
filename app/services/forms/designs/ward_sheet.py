"""交接班: what a department has open, with room for remarks and for two signatures."""

from app.services.forms.designs.layout import (
    LANDSCAPE,
    SIGNED,
    Design,
    column,
    label,
    long,
    row,
    table,
    words,
)
from app.services.forms.values import Form

# No form of the procedure: it has no number, and a hospital need not keep it.
FORM = Form(
    code="WARD",
    number="",
    revision="",
    title="未办结事项交接班",
    copies=(),
    retention="",
    fields=(
        "department", "counted", "lines.number", "lines.title", "lines.state", "lines.due",
        "lines.next", "lines.note", "lines.remark", "others",
    ),
    long_fields=("others",),
    blank_lines=3,
)  # fmt: skip

_TO_SIGN = "签名：______________________\n时间：_____月_____日_____时_____分"

DESIGN = Design(
    form=FORM,
    procedure="不合格服务管理控制程序",
    head_left="科室：{{ department }}",
    head_right="{{ counted }}",
    sheet=LANDSCAPE,
    body=(
        *table("lines", column("编号", "number", 4, center=True), column("事项", "title", 5),
               column("状态", "state", 2, center=True), column("期限", "due", 3, center=True),
               column("下一步", "next", 2, center=True), column("最近说明", "note", 3),
               column("交班备注", "remark", 3), line=27),
        long("其他交班事项", "others", 60),
        row(label("交班人", 4), words(_TO_SIGN, 8), label("接班人", 4), words(_TO_SIGN, 8),
            height=SIGNED),
    ),
)  # fmt: skip
