"""周期报告: its fields in the order of the paper (F18, F19, F20), sections, and how each state looks."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from app.i18n import N_
from app.models.reports import periodic_report as r
from app.services.registers.parts import Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Section

S = r.ReportStatus
# The six checks of a sampled lot: how the paper calls them, and the word that names one that failed.
CHECKS = (
    ("record", "记录"), ("mark", "标识"), ("isolation", "隔离"), ("zone", "分区"),
    ("supplier_file", "供方"), ("closing", "闭环"),
)  # fmt: skip

_SAMPLES = (
    Field("goods", N_("检验批、物品"), Kind.TEXT, required=True, length=160),
    Field("result", N_("六项检查"), Kind.CHOICE, choices=r.SampleResult),
    Field("wrong", N_("不符合的项"), Kind.TEXT, length=60,
          placeholder=N_("记录、标识、隔离、分区、供方档案、处置闭环")),
)  # fmt: skip


def failed(row: Mapping[str, Any]) -> frozenset[str]:
    """Which of the six checks a sampled lot did not meet, by what was written."""
    if row.get("result") != r.SampleResult.SOME_BAD:
        return frozenset()
    return frozenset(name for name, word in CHECKS if word in str(row.get("wrong") or ""))


FIELDS = (
    Field("opened_at", N_("建立时间"), Kind.DATETIME, required=True, width=98),
    Field("kind", N_("报告"), Kind.CHOICE, required=True, choices=r.ReportKind, width=144),
    Field("period", N_("期间"), Kind.CODE, required=True, length=8, width=84,
          help=N_("月 2026-10，季 2026-Q3，半年 2026-H1，年 2026")),
    Field("subject", N_("标题"), Kind.TEXT, length=60, width=240,
          placeholder=N_("不填时按期间和科室写")),
    Field("responsible_department_id", N_("编制科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("functional_department_id", N_("归口科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("recipient_department_ids", N_("发往科室"), Kind.DEPARTMENT, many=True,
          help=N_("科室负责人在首页看到，点“阅知”留痕")),
    Field("attendees", N_("参加部门"), Kind.TEXT, length=200),
    Field("samples", N_("抽查批次"), Kind.TEXT, many=True, lines=_SAMPLES,
          help=N_("到期时按到货顺序等距抽取，可以增减；六项：记录、标识、隔离、分区、供方档案、处置闭环")),
    Field("findings", N_("发现问题"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("guidance", N_("指导意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          help=N_("对采购工作的指导意见（四.3.(6)）")),
    Field("action_numbers", N_("整改单号"), Kind.TEXT, length=200),
    Field("analysis", N_("分析"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("suggestions", N_("建议"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("submitted_at", N_("提交时间"), Kind.DATETIME),
    Field("leader_opinion", N_("领导意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("return_reason", N_("退回原因"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("presented_on", N_("提交管评"), Kind.DATE, help=N_("提交年度管理评审的日期（四.1.(5)③）")),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
)  # fmt: skip

SECTIONS = (
    Section(N_("期间与科室"), (
        "kind", "period", "subject", "responsible_department_id", "functional_department_id",
        "opened_at", "recipient_department_ids")),
    Section(N_("监督检查"), ("attendees", "samples", "findings", "guidance", "action_numbers"),
            only=("kind", frozenset({r.ReportKind.SUPERVISION}))),
    Section(N_("分析与建议"), ("analysis", "suggestions")),
    Section(N_("报送"), (
        "submitted_at", "leader_opinion", "return_reason", "presented_on", "remarks")),
)  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    S.DUE: Badge("ring", "accent"),
    S.DRAFT: Badge("pie14", "accent"),
    S.SUBMITTED: Badge("pie12", "accent"),
    S.REVIEWED_BY_LEADER: Badge("pie34", "accent"),
    S.ISSUED: Badge("pie34", "accent"),
    S.FILED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}
REGISTRATION = frozenset({"kind", "period", "responsible_department_id",
                          "functional_department_id"})  # fmt: skip
COMPUTED = frozenset({"submitted_at"})
