"""F18 季度检验汇总分析: a purchasing department's quarter, in the order of the paper, landscape."""

from dataclasses import replace

from app.services.forms.designs.layout import (
    LANDSCAPE,
    Cell,
    Design,
    heading,
    label,
    long,
    row,
    value,
)
from app.services.forms.designs.reports.listing import (
    Shown,
    charts,
    fields,
    headline,
    listing,
    note,
    signatures,
)
from app.services.forms.values import Form

FORM = Form(
    code="F18",
    number="QR-9.1-04",
    revision="A/0",
    title="季度检验汇总分析",
    copies=("采购科室",),
    retention="5 年",
    fields=(
        *fields("headline"),
        "number", "period_name", "responsible_department", "counted",
        *fields("categories", "arrived", "inspected", "accepted", "rejected", "waiting", "rate",
                "reasons", "orders"),
        "categories_note", "chart_reasons", "chart_rejected", "chart_rate",
        *fields("trend", "inspected", "rejected", "rate", "used"),
        *fields("dispositions", "count", "open"),
        *fields("suppliers", "place", "inspected", "rejected", "rate", "used"), "suppliers_note",
        *fields("in_use", "count", "patients", "closed"),
        "analysis", "suggestions", "leader_opinion", "remarks",
    ),
    required=("number", "period_name", "responsible_department", "analysis", "suggestions",
              "leader"),
    long_fields=("analysis", "suggestions", "leader_opinion", "remarks"),
    signatures={"compiled": "编制", "endorsed": "科室负责人", "leader": "报分管领导"},
    blank_lines=3,
)  # fmt: skip

DESIGN = Design(
    form=FORM,
    procedure="不合格服务管理控制程序",
    head_left="编号：{{ number }}",
    head_right="期间：{{ period_name }}    采购科室：{{ responsible_department }}",
    sheet=replace(LANDSCAPE, top=1.7, bottom=1.7),  # tables on two pages, what follows from them on a third
    body=(
        *headline(),
        heading("一、按类别"),
        *listing("categories", "类别", 4, Shown("到货批", "arrived", 2),
                 Shown("检验批", "inspected", 2), Shown("合格批", "accepted", 2),
                 Shown("不合格批", "rejected", 2), Shown("待检批", "waiting", 2),
                 Shown("批合格率", "rate", 2), Shown("不合格原因（批）", "reasons", 5, is_words=True),
                 Shown("处置（批）", "orders", 3, is_words=True)),
        note("categories_note"),
        heading("二、不合格原因与趋势"),
        charts("chart_reasons", "chart_rejected", "chart_rate", height=99),
        *listing("trend", "季度", 8, Shown("检验批", "inspected", 4),
                 Shown("不合格批", "rejected", 4), Shown("批合格率", "rate", 4),
                 Shown("使用中不合格", "used", 4)),
        heading("三、处置（本季开出的处理单）"),
        *listing("dispositions", "方式", 10, Shown("处理单", "count", 7),
                 Shown("其中未执行", "open", 7)),
        heading("四、供方排名"),
        *listing("suppliers", "供方", 9, Shown("名次", "place", 3), Shown("检验批", "inspected", 3),
                 Shown("不合格批", "rejected", 3), Shown("批合格率", "rate", 3),
                 Shown("使用中不合格", "used", 3)),
        note("suppliers_note"),
        heading("五、使用中发现的不合格"),
        *listing("in_use", "类别", 9, Shown("件数", "count", 5),
                 Shown("其中已用于患者", "patients", 5), Shown("已结案", "closed", 5)),
        heading("六、分析与建议"),
        long("分析", "analysis", 42),
        long("建议", "suggestions", 36),
        long("领导意见", "leader_opinion", 24),
        signatures(("compiled", "endorsed", "leader")),
        row(label("数据", 4), value("counted", 8), label("备注", 4), Cell("{{ remarks }}", 8, "long"),
            height=21),
    ),
)  # fmt: skip
