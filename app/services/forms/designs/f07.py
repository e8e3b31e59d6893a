"""F07 处理意见报告: what is proposed to the leader in charge, as a letter that is filed."""

from app.services.forms.designs.layout import (
    SIGNED,
    UNITS,
    Cell,
    Design,
    lead,
    paragraph,
    row,
    sign,
)
from app.services.forms.values import Form

_GAP = "____________"
_SHORT = "________"
_COUNT = "_____"
HALF = UNITS // 2

FORM = Form(
    code="F07",
    number="QR-8.7-05",
    revision="A/0",
    title="处理意见报告",
    copies=("呈报科室", "分管领导"),
    retention="5 年（植入物永久）",
    fields=(
        "number", "issued_at", "functional_department", "responsible_department", "source_number",
        "subject", "specification", "lot_number", "quantity", "unit", "supplier_name",
        "narrative", "kind_total", "kind_done", "kind_good", "kind_bad", "kind_open",
        "inspections", "impact", "proposal", "supplier_advice",
        "submitted", "head", "decision", "leader_opinion", "approved", "materials",
    ),
    required=(
        "number", "issued_at", "functional_department", "subject", "lot_number", "quantity",
        "supplier_name", "kind_total", "kind_open", "impact", "proposal", "decision", "approved",
    ),
    long_fields=("narrative", "impact", "proposal", "leader_opinion"),
    options={
        "supplier_advice": ("警告", "暂停", "取消资格"),
        "decision": ("同意", "不同意", "退回补充"),
    },
    signatures={"submitted": "呈报人", "head": "科室负责人", "approved": "分管领导"},
    blanks={
        "subject": _SHORT, "lot_number": _SHORT, "functional_department": _GAP,
        "responsible_department": _GAP, "source_number": _GAP, "specification": _GAP,
        "quantity": _SHORT, "unit": "", "supplier_name": _GAP, "kind_total": _COUNT,
        "kind_done": _COUNT, "kind_good": _COUNT, "kind_bad": _COUNT, "kind_open": _COUNT,
        "inspections": _GAP, "materials": _GAP,
    },
)  # fmt: skip


def _boxes(name: str) -> Cell:
    return Cell(f"　　{{{{☐ {name} }}}}", UNITS, "paragraph")


def _indented(name: str) -> Cell:
    return Cell(f"　　{{{{ {name} }}}}", UNITS, "contents")


DESIGN = Design(
    form=FORM,
    procedure="不合格药械、物品控制",
    head_left="编号：{{ number }}",
    head_right="呈报日期：{{ issued_at | 年月日 }}",
    title="关于{{ subject }}（批号 {{ lot_number }}）\n不合格的处理意见报告",
    is_letter=True,
    body=(
        row(paragraph("呈报科室：{{ functional_department }}"), height=24),
        row(lead("一、基本情况"), height=24),
        row(paragraph("　　名称：{{ subject }}　　规格型号：{{ specification }}\n"
                      "　　批号：{{ lot_number }}　　数量：{{ quantity }} {{ unit }}　　"
                      "关联单号：{{ source_number }}\n"
                      "　　供货单位：{{ supplier_name }}　　使用科室：{{ responsible_department }}"),
            height=54.75),
        row(_indented("narrative"), height=48),
        row(lead("二、同类物品全部复检结果"), height=24),
        row(paragraph("　　总量 {{ kind_total }}　　已检 {{ kind_done }}　　合格 {{ kind_good }}　　"
                      "不合格 {{ kind_bad }}　　未检 {{ kind_open }}"), height=24),
        row(paragraph("　　物品检验记录（F08）：{{ inspections }}"), height=24),
        row(lead("三、影响评估（涉及科室、患者）"), height=24),
        row(_indented("impact"), height=48),
        row(lead("四、拟处理意见"), height=24),
        row(_indented("proposal"), height=48),
        row(lead("五、对供方的建议"), height=24),
        row(_boxes("supplier_advice"), height=24),
        row(sign("submitted", HALF), sign("head", HALF), height=SIGNED + 9),
        row(lead("六、分管领导审批意见"), height=24),
        row(_boxes("decision"), height=24),
        row(_indented("leader_opinion"), height=36),
        row(Cell("", HALF, "paragraph"), sign("approved", HALF),
            height=SIGNED + 9),
        row(paragraph("附件：{{ materials }}"), height=24),
    ),
)  # fmt: skip
