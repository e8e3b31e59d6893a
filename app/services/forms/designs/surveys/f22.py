"""F22 工休座谈会记录: what was said, whose matter it is, what will be done, and the summary."""

from app.services.forms.designs.layout import (
    SIGNED,
    Design,
    column,
    heading,
    label,
    long,
    row,
    sign,
    table,
    value,
)
from app.services.forms.values import Form

FORM = Form(
    code="F22",
    number="QR-9.1-05",
    revision="A/0",
    title="工休座谈会记录",
    copies=("召开科室",),
    retention="5 年",
    fields=(
        "number", "held_at", "responsible_department", "subject", "place", "host", "recorder",
        "attendees", "opinions.opinion", "opinions.responsible_department", "opinions.measure",
        "opinions.number", "narrative", "summarised", "office_opinion", "functional_department",
        "reviewed", "materials", "remarks", "retain_until",
    ),
    required=(
        "number", "held_at", "responsible_department", "attendees", "opinion", "narrative",
        "summarised", "reviewed",
    ),
    long_fields=("narrative", "office_opinion", "remarks"),
    signatures={"summarised": "科室负责人", "reviewed": "职能科室"},
    blank_lines=6,
)  # fmt: skip

DESIGN = Design(
    form=FORM,
    procedure="不合格服务管理控制程序",
    head_left="编号：{{ number }}",
    head_right="召开时间：{{ held_at | 年月日时分 }}",
    body=(
        heading("一、会议"),
        row(label("召开科室", 4), value("responsible_department", 8),
            label("地点", 4), value("place", 8)),
        row(label("主题", 4), value("subject", 20)),
        row(label("主持人", 4), value("host", 4), label("记录人", 4), value("recorder", 4),
            label("参加人数", 4), value("attendees", 4, center=True)),
        heading("二、患者意见（不记姓名）"),
        *table("opinions", column("意见", "opinion", 8),
               column("责任科室", "responsible_department", 4, center=True),
               column("整改意见", "measure", 6), column("关联单号", "number", 4, center=True),
               line=30),
        heading("三、汇总与整改意见"),
        long("汇总与\n整改意见", "narrative", 75),
        row(label("科室负责人\n签名", 4), sign("summarised", 20), height=SIGNED),
        heading("四、职能科室审阅"),
        row(label("职能科室", 4), value("functional_department", 20)),
        long("意见", "office_opinion", 45),
        row(label("附件", 4), value("materials", 8), sign("reviewed", 12), height=SIGNED),
        long("备注", "remarks", 30),
        row(label("保存至", 4), value("retain_until", 20)),
    ),
)  # fmt: skip
