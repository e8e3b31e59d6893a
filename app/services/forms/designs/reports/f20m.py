"""月度投诉反馈通报: what one functional department tells those concerned every month (HR-27)."""

from app.services.forms.designs.layout import Design, heading, label, long, row, value
from app.services.forms.designs.reports.f20 import SPREAD
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
    code="F20M",
    number="QR-9.3-02",
    revision="A/0",
    title="月度投诉反馈通报",
    copies=("职能科室", "责任科室"),
    retention="5 年",
    fields=(
        *fields("headline"),
        "number", "period_name", "responsible_department", "counted", "recipient_departments",
        "receipts", *fields("overview", "now", "last", "change"),
        "chart_departments", "chart_causes", *fields("departments", *SPREAD),
        *fields("causes", *SPREAD, "running"), *fields("channels", *SPREAD),
        *fields("days", "count", "answered", "mean", "median", "p90", "late", "late_rate"),
        "days_note", *fields("cases", "matter", "cause", "result", "change"),
        "cases_note", "analysis", "suggestions", "remarks",
    ),
    required=("number", "period_name", "compiled"),
    long_fields=("analysis", "suggestions", "remarks"),
    signatures={"compiled": "编制发出", "endorsed": "科室负责人"},
    blank_lines=3,
)  # fmt: skip


def _spread() -> tuple[Shown, ...]:
    return (Shown("件数", "count", 4), Shown("占比", "share", 4), Shown("上月", "before", 5))


DESIGN = Design(
    form=FORM,
    procedure="不合格服务管理控制程序",
    head_left="编号：{{ number }}",
    head_right="{{ period_name }}    发出科室：{{ responsible_department }}",
    body=(
        row(label("发往科室", 4), value("recipient_departments", 20)),
        *headline(),
        heading("一、总体情况"),
        *listing("overview", "项目", 9, Shown("本月", "now", 5), Shown("上月", "last", 5),
                 Shown("增减", "change", 5)),
        heading("二、被投诉科室与原因"),
        charts("chart_departments", "chart_causes"),
        *listing("departments", "科室", 11, *_spread()),
        *listing("causes", "原因（主因）", 8, Shown("件数", "count", 4), Shown("占比", "share", 4),
                 Shown("上月", "before", 4), Shown("累计占比", "running", 4)),
        *listing("channels", "渠道", 11, *_spread()),
        heading("三、反馈时限（工作日）"),
        *listing("days", "期限", 8, Shown("件数", "count", 2), Shown("已反馈", "answered", 2),
                 Shown("平均", "mean", 2), Shown("中位数", "median", 2),
                 Shown("九成不超过", "p90", 3), Shown("超期", "late", 2),
                 Shown("超期率", "late_rate", 3)),
        note("days_note"),
        heading("四、主要事项（已去标识）"),
        *listing("cases", "编号", 6, Shown("事由", "matter", 6, is_words=True),
                 Shown("原因", "cause", 3, is_words=True), Shown("结果", "result", 3, is_words=True),
                 Shown("整改", "change", 6, is_words=True)),
        note("cases_note"),
        heading("五、说明与要求"),
        long("说明", "analysis", 48),
        long("要求", "suggestions", 48),
        row(label("阅知", 4), value("receipts", 20)),
        signatures(("compiled", "endorsed")),
        row(label("数据", 4), value("counted", 20)),
        long("备注", "remarks", 24),
    ),
)  # fmt: skip
