"""工休座谈会 F22: its fields in the order of the paper, their sections, and how each state looks."""

from enum import StrEnum

from app.i18n import N_
from app.models.surveys.forum import ForumStatus
from app.services.registers.parts import Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Section

S = ForumStatus

OPINIONS = (
    Field("opinion", N_("意见"), Kind.LONG_TEXT, required=True, length=1000),
    Field("responsible_department_id", N_("责任科室"), Kind.DEPARTMENT),
    Field("measure", N_("整改意见"), Kind.LONG_TEXT, length=1000),
    Field("number", N_("关联单号"), Kind.CODE, length=40),
)

FIELDS = (
    Field("held_at", N_("召开时间"), Kind.DATETIME, required=True, width=98),
    Field("responsible_department_id", N_("召开科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("subject", N_("主题"), Kind.TEXT, required=True, length=60, width=240,
          placeholder=N_("例如：11 月工休座谈会")),
    Field("place", N_("地点"), Kind.TEXT, length=60),
    Field("host", N_("主持人"), Kind.TEXT, length=60, width=96),
    Field("recorder_id", N_("记录人"), Kind.PERSON, width=96),
    Field("attendees", N_("参加人数"), Kind.INTEGER, required=True, width=88,
          help=N_("到会的患者和家属")),
    Field("functional_department_id", N_("职能科室"), Kind.DEPARTMENT, width=104,
          help=N_("审阅的职能科室，空着是护理部")),
    Field("opinions", N_("意见"), Kind.TEXT, many=True, lines=OPINIONS,
          help=N_("一条意见一行，不记姓名；转了投诉或不合格服务的，填它的编号")),
    Field("narrative", N_("汇总与整改"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("office_opinion", N_("职能科室意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("legal_hold_reason", N_("冻结原因"), Kind.TEXT, length=200),
)  # fmt: skip

SECTIONS = (
    Section(N_("会议"), (
        "held_at", "responsible_department_id", "subject", "place", "host", "recorder_id",
        "attendees", "functional_department_id")),
    Section(N_("患者意见"), ("opinions",)),
    Section(N_("汇总与审阅"), ("narrative", "office_opinion", "remarks")),
)  # fmt: skip

REGISTRATION = frozenset({"held_at", "responsible_department_id", "subject", "attendees"})

BADGES: dict[StrEnum, Badge] = {
    S.HELD: Badge("pie14", "accent"),
    S.SUMMARISED: Badge("pie34", "accent"),
    S.CLOSED: Badge("dot", "neutral"),
    S.ARCHIVED: Badge("dot", "neutral"),
    S.DISPOSED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}
