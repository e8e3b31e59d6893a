"""外包不合格: its fields, their sections, and how each state looks."""

from enum import StrEnum

from app.i18n import N_
from app.models.processes import outsourced as o
from app.services.registers.parts import Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Section

S = o.OutsourcedStatus

FIELDS = (
    Field("found_at", N_("发现时间"), Kind.DATETIME, required=True, width=98),
    Field("responsible_department_id", N_("发现科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("functional_department_id", N_("主管科室"), Kind.DEPARTMENT, required=True, width=104,
          help=N_("负责这项外包的科室")),
    Field("contractor", N_("外包方"), Kind.TEXT, required=True, length=60, width=160),
    Field("contract_number", N_("合同号"), Kind.CODE, required=True, length=60, width=150),
    Field("subject", N_("外包事项"), Kind.TEXT, required=True, length=60, width=200),
    Field("narrative", N_("不合格情况"), Kind.LONG_TEXT, required=True, length=LONG_TEXT_LIMIT),
    Field("contract_clause", N_("合同条款"), Kind.TEXT, length=200),
    Field("requirement", N_("整改要求"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("contact", N_("外包联系人"), Kind.TEXT, length=60),
    Field("notified_at", N_("通知时间"), Kind.DATETIME),
    Field("requested_on", N_("整改期限"), Kind.DATE),
    Field("rectification", N_("整改情况"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("rectified_on", N_("整改日期"), Kind.DATE),
    Field("verification", N_("验证"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("refusal_reason", N_("退回原因"), Kind.TEXT, length=200),
    Field("penalty", N_("合同处置"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("扣款、警告、解除合同，按哪一条")),
    Field("penalty_amount", N_("扣款金额"), Kind.DECIMAL, width=96),
    Field("penalty_voucher", N_("凭证号"), Kind.CODE, length=60),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("legal_hold_reason", N_("冻结原因"), Kind.TEXT, length=200),
)  # fmt: skip

SECTIONS = (
    Section(N_("发现"), (
        "found_at", "responsible_department_id", "functional_department_id", "contractor",
        "contract_number", "subject", "narrative")),
    Section(N_("通知外包方"), (
        "contract_clause", "requirement", "contact", "notified_at", "requested_on")),
    Section(N_("整改与验证"), ("rectification", "rectified_on", "verification")),
    Section(N_("合同处置"), ("penalty", "penalty_amount", "penalty_voucher", "remarks")),
)  # fmt: skip

REGISTRATION = frozenset(
    {"found_at", "responsible_department_id", "functional_department_id", "contractor", "contract_number", "subject",
     "narrative"}
)  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    S.FOUND: Badge("ring", "accent"),
    S.NOTIFIED_CONTRACTOR: Badge("pie14", "accent"),
    S.RECTIFIED: Badge("pie34", "accent"),
    S.VERIFIED: Badge("full", "accent"),
    S.CONTRACT_PENALTY: Badge("arrow_up", "fail"),
    S.CLOSED: Badge("dot", "neutral"),
    S.ARCHIVED: Badge("dot", "neutral"),
    S.DISPOSED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}
