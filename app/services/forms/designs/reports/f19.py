"""F19 半年监督检查记录: organised by the leader in charge; sampled lots with six checks each."""

from app.services.forms.designs.layout import (
    Block,
    Cell,
    Design,
    block,
    counted,
    head,
    heading,
    label,
    long,
    row,
    small,
    value,
    words,
)
from app.services.forms.designs.reports.listing import (
    HEAD,
    LINE,
    Shown,
    charts,
    fields,
    headline,
    listing,
    signatures,
)
from app.services.forms.values import Form

_ANSWERS = ("符合", "不符合")
_CHECKS = (
    ("记录齐全", "record", 4), ("标识", "mark", 4), ("隔离", "isolation", 4), ("分区", "zone", 3),
    ("供方档案", "supplier_file", 4), ("处置闭环", "closing", 3),
)  # fmt: skip

FORM = Form(
    code="F19",
    number="QR-9.2-05",
    revision="A/0",
    title="半年监督检查记录",
    copies=("医务科",),
    retention="5 年",
    fields=(
        *fields("headline"),
        "number", "period_name", "counted", "attendees",
        *fields("offices", "arrived", "inspected", "rejected", "rate"),
        "chart_offices", "chart_reasons",
        *fields("dispositions", "count", "open"), *fields("in_use", "count", "patients", "closed"),
        *fields("actions", "issued", "judged", "effective", "rate"),
        "samples.goods",
        *(f"samples.{name}" for _head, name, _units in _CHECKS),
        "findings", "guidance", "action_numbers", "leader_opinion", "remarks",
    ),
    required=("number", "period_name", "guidance", "leader"),
    long_fields=("findings", "guidance", "leader_opinion", "remarks"),
    options={name: _ANSWERS for _head, name, _units in _CHECKS},
    signatures={"compiled": "记录", "endorsed": "科室负责人", "leader": "分管领导"},
    blank_lines=5,
)  # fmt: skip


def _samples() -> tuple[Block, Block]:
    """Two rows a lot: which it is, and what was found of it."""
    heads = block(row(head("序号", 2), head("检验批编号、物品、批号、供方", 22), height=HEAD))
    checks = (
        Cell(f"{text}\n{{{{☐ {name} }}}}", units, "small_ticks") for text, name, units in _CHECKS
    )
    lines = block(
        row(counted("samples", 2, rows=2), small("goods", 22), height=LINE),
        row(*checks, height=39),
    )  # fmt: skip
    return heads, lines


DESIGN = Design(
    form=FORM,
    procedure="不合格服务管理控制程序",
    head_left="编号：{{ number }}",
    head_right="检查期间：{{ period_name }}",
    body=(
        *headline(),
        heading("一、组织"),
        row(label("组织者", 4), words("分管领导", 8), label("数据", 4), value("counted", 8)),
        row(label("参加部门", 4), value("attendees", 20)),
        heading("二、检验情况"),
        *listing("offices", "采购科室", 8, Shown("到货批", "arrived", 4),
                 Shown("检验批", "inspected", 4), Shown("不合格批", "rejected", 4),
                 Shown("批合格率", "rate", 4)),
        charts("chart_offices", "chart_reasons", height=99),
        *listing("dispositions", "处置方式", 10, Shown("处理单", "count", 7),
                 Shown("其中未执行", "open", 7)),
        *listing("in_use", "使用中发现的不合格", 9, Shown("件数", "count", 5),
                 Shown("其中已用于患者", "patients", 5), Shown("已结案", "closed", 5)),
        *listing("actions", "整改", 8, Shown("开出", "issued", 4), Shown("已验证", "judged", 4),
                 Shown("有效", "effective", 4), Shown("有效率", "rate", 4)),
        heading("三、抽查批次（按到货顺序等距抽取）"),
        *_samples(),
        heading("四、结论"),
        long("发现问题", "findings", 60),
        long("对采购工作\n的指导意见", "guidance", 60),
        row(label("整改单号", 4), value("action_numbers", 8), label("备注", 4),
            Cell("{{ remarks }}", 8, "long"), height=21),
        long("领导意见", "leader_opinion", 36),
        signatures(("compiled", "endorsed")),
        signatures(("leader",)),
    ),
)  # fmt: skip
