"""质控例会资料: the first sheet of the month's pack: what lies in it, figures, points of departments."""

from app.services.forms.designs.layout import Design, heading, long
from app.services.forms.designs.reports.listing import Shown, charts, fields, listing
from app.services.forms.values import Form

# No form of the procedure: it has no number, and a hospital need not keep it.
FORM = Form(
    code="MEET",
    number="",
    revision="",
    title="质控例会资料",
    copies=(),
    retention="",
    fields=(
        "month", "counted", *fields("overview", "now", "last"),
        *fields("contents", "title", "state"), "chart_deductions",
        *fields("deductions", "points", "records"), "notes",
    ),
    long_fields=("notes",),
    blank_lines=3,
)  # fmt: skip

DESIGN = Design(
    form=FORM,
    procedure="不合格服务管理控制程序",
    head_left="{{ month }}",
    head_right="{{ counted }}",
    body=(
        heading("一、本月情况"),
        *listing("overview", "项目", 12, Shown("本月", "now", 6), Shown("上月", "last", 6)),
        heading("二、各科室月度扣分"),
        charts("chart_deductions"),
        *listing("deductions", "科室", 12, Shown("扣分", "points", 6),
                 Shown("记录数", "records", 6)),
        heading("三、所附报告"),
        *listing("contents", "编号", 7, Shown("报告", "title", 12, is_words=True),
                 Shown("状态", "state", 5)),
        long("会议纪要", "notes", 150),
    ),
)  # fmt: skip
