"""F20 年度投诉汇总: the input of the management review; figures beside the year before, charts, cases."""

from app.services.forms.designs.layout import Design, heading, label, long, row, value
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

SPREAD = ("count", "share", "before")

FORM = Form(
    code="F20",
    number="QR-9.3-01",
    revision="A/0",
    title="年度投诉汇总（管理评审输入）",
    copies=("医务科",),
    retention="5 年",
    fields=(
        *fields("headline"),
        "number", "period_name", "responsible_department", "counted",
        *fields("overview", "now", "last", "change", "growth"), "overview_note",
        "chart_months", *fields("months", *SPREAD),
        *fields("channels", *SPREAD), "chart_departments", *fields("departments", *SPREAD),
        "chart_causes", *fields("causes", *SPREAD, "running"),
        "chart_results", *fields("results", *SPREAD),
        *fields("days", "count", "answered", "mean", "median", "p90", "late", "late_rate"),
        "days_note", *fields("accidents", "count"), *fields("money", "count", "amount", "wan"),
        *fields("effects", "issued", "judged", "effective", "rate"), "effects_note",
        *fields("cases", "matter", "cause", "result", "change"), "cases_note",
        *fields("surveys", "issued", "collected", "valid", "rate", "pure", "target"), "surveys_note",
        "analysis", "suggestions", "leader_opinion", "presented_on",
        "remarks",
    ),
    required=("number", "period_name", "suggestions", "compiled", "leader"),
    long_fields=("analysis", "suggestions", "leader_opinion", "remarks"),
    signatures={"compiled": "编制", "endorsed": "科室负责人", "leader": "审核（分管领导）"},
    blank_lines=3,
)  # fmt: skip


def spread() -> tuple[Shown, ...]:
    """Number, share, and the number of the year before."""
    return (Shown("件数", "count", 4), Shown("占比", "share", 4), Shown("上年同期", "before", 5))


DESIGN = Design(
    form=FORM,
    procedure="不合格服务管理控制程序",
    head_left="编号：{{ number }}",
    head_right="年度：{{ period_name }}    编制科室：{{ responsible_department }}",
    body=(
        *headline(),
        heading("一、总体情况"),
        *listing("overview", "项目", 8, Shown("本年", "now", 4), Shown("上年", "last", 4),
                 Shown("增减", "change", 4), Shown("增减率", "growth", 4)),
        note("overview_note"),
        heading("二、按月份"),
        charts("chart_months"),
        *listing("months", "月份", 11, *spread()),
        heading("三、按渠道"),
        *listing("channels", "渠道", 11, *spread()),
        heading("四、按被投诉科室"),
        charts("chart_departments"),
        *listing("departments", "科室", 11, *spread()),
        heading("五、按原因（主因，由多到少）"),
        charts("chart_causes"),
        *listing("causes", "原因", 8, Shown("件数", "count", 4), Shown("占比", "share", 4),
                 Shown("上年同期", "before", 4), Shown("累计占比", "running", 4)),
        heading("六、按处理结果（主要）"),
        charts("chart_results"),
        *listing("results", "结果", 11, *spread()),
        heading("七、反馈时限（工作日）"),
        *listing("days", "期限", 8, Shown("件数", "count", 2), Shown("已反馈", "answered", 2),
                 Shown("平均", "mean", 2), Shown("中位数", "median", 2),
                 Shown("九成不超过", "p90", 3), Shown("超期", "late", 2),
                 Shown("超期率", "late_rate", 3)),
        note("days_note"),
        heading("八、医疗事故与补偿、赔偿"),
        *listing("accidents", "本年鉴定的医疗事故", 16, Shown("件数", "count", 8)),
        *listing("money", "补偿、赔偿", 9, Shown("件数", "count", 4), Shown("金额（元）", "amount", 6),
                 Shown("金额（万元）", "wan", 5)),
        heading("九、投诉整改的有效率"),
        *listing("effects", "来源", 8, Shown("发出", "issued", 4), Shown("已验证", "judged", 4),
                 Shown("有效", "effective", 4), Shown("有效率", "rate", 4)),
        note("effects_note"),
        heading("十、典型案例（已去标识）"),
        *listing("cases", "编号", 6, Shown("事由", "matter", 6, is_words=True),
                 Shown("原因", "cause", 3, is_words=True), Shown("结果", "result", 3, is_words=True),
                 Shown("整改", "change", 6, is_words=True)),
        note("cases_note"),
        heading("十一、满意度调查"),
        *listing("surveys", "调查", 9, Shown("发放", "issued", 2), Shown("回收", "collected", 2),
                 Shown("有效", "valid", 2), Shown("满意率", "rate", 3),
                 Shown("纯满意度", "pure", 3), Shown("目标", "target", 3)),
        note("surveys_note"),
        heading("十二、分析与建议"),
        long("分析", "analysis", 72),
        long("建议", "suggestions", 60),
        long("审核意见", "leader_opinion", 36),
        signatures(("compiled", "endorsed")),
        signatures(("leader",)),
        row(label("提交管理\n评审日期", 4), value("presented_on", 8), label("数据", 4),
            value("counted", 8), height=35.25),
        long("备注", "remarks", 24),
    ),
)  # fmt: skip
