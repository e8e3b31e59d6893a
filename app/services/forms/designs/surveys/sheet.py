"""What F15 and F16 have in common: a table of boxes, further questions on a line each, words of one's own."""

from app.services.forms.designs.layout import (
    Block,
    Cell,
    Design,
    Group,
    Row,
    Sheet,
    block,
    head,
    heading,
    label,
    long,
    row,
    small,
    small_label,
    value,
    words,
)
from app.services.forms.values import Form

COLUMNS = 6  # five options at most, and 不适用
# The number, the part, ten of the text, two for each box; 598 px as on every other form.
_SHEET = Sheet((26, 40, *(21,) * 8, 20, 20, *(27,) * 12), top=1.6, bottom=1.5)
_DATE = "　　　年　　月　　日"

FIELDS = (
    "number", "period", "intro", "department", "filled_by",
    *(f"option{n}" for n in range(1, COLUMNS + 1)),
    "main.no", "main.section", "main.text", *(f"main.box{n}" for n in range(1, COLUMNS + 1)),
    "more.no", "more.text", "more.choice",
    "praise", "complaint", "suggestion",
)  # fmt: skip


def form(code: str, number: str, title: str) -> Form:
    """The form of a questionnaire; whatever version fills it."""
    return Form(
        code=code, number=number, revision="A/0", title=title, copies=("组织科室",),
        retention="5 年", fields=FIELDS, required=("department",),
        long_fields=("intro", "praise", "complaint", "suggestion"),
        options={"filled_by": ("患者", "家属"), "choice": ("□",)}
        | {f"box{n}": (str(n % COLUMNS),) for n in range(1, COLUMNS + 1)},
        blank_lines=1,
    )  # fmt: skip


def _boxes() -> tuple[Row, Row]:
    """The head names the options, each line has a box for each."""
    options = [Cell(f"{{{{ option{n} }}}}", 2, "head", center=True) for n in range(1, COLUMNS + 1)]
    boxes = [
        Cell(f"{{{{☐ box{n} }}}}", 2, "small_ticks", center=True) for n in range(1, COLUMNS + 1)
    ]
    number = Cell("{{# main }}{{ no }}", 1, "small", center=True)
    return (
        row(head("题号", 1), head("方面", 1), head("您的感受", 10), *options, height=30),
        row(number, small("section", 1, center=True), small("text", 10), *boxes, height=24),
    )


def design(of: Form, about: str, room: float) -> Design:
    """The layout, for one version or another; `room` is the height of each box for words."""
    body: tuple[Row | Group | Block, ...] = (
        row(Cell("{{ intro }}", 24, "long"), height=51),
        row(label("科室", 2), value("department", 7), small_label("填写人", 3),
            Cell("{{☐ filled_by }}", 4, "small_ticks"), small_label("填表日期", 3),
            Cell(_DATE, 5, "small")),
        heading(about),
        *_boxes(),
        block(row(Cell("{{# more }}{{ no }}", 1, "small", center=True), small("text", 8),
                  Cell("{{☐ choice }}", 15, "small_ticks"), height=24)),
        heading("您想对我们说的话（可以不写；请不要写姓名）"),
        long("想表扬的人\n或事", "praise", room),
        long("不满意的\n地方", "complaint", room),
        long("建议", "suggestion", room),
        row(label("回收人", 3), words("", 9), label("回收日期", 3),
            words(_DATE, 9)),
    )  # fmt: skip
    return Design(
        form=of,
        procedure="患者满意度控制程序",
        head_left="调查编号：{{ number }}",
        head_right="调查期间：{{ period }}",
        sheet=_SHEET,
        body=body,
    )
