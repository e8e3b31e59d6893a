"""环境检查 F14: its fields in the order of the paper, their sections, and how each state looks."""

from enum import StrEnum

from app.i18n import N_
from app.models.environment import check as e
from app.services.registers.parts import Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Section

S, V = e.EnvStatus, e.EnvVerdict
DECIMALS = 4

RECHECK = (
    Field("at", N_("复查时间"), Kind.DATETIME),
    Field("value", N_("实测值"), Kind.DECIMAL, length=DECIMALS),
    Field("finding", N_("所见"), Kind.CHOICE, choices=e.EnvFinding),
    Field("verdict", N_("判定"), Kind.CHOICE, choices=V),
    Field("instrument", N_("仪器编号"), Kind.CODE, length=30),
    Field("person_id", N_("复查人"), Kind.PERSON),
    Field("cause", N_("复查前原因"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("action", N_("复查前措施"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("mender_id", N_("整改人"), Kind.PERSON),
)

FIELDS = (
    Field("checked_at", N_("检查时间"), Kind.DATETIME, required=True, width=98),
    Field("point_code", N_("检查点"), Kind.CODE, required=True, length=20, width=96,
          placeholder=N_("输入编码，或项目、地点的拼音首字母")),
    Field("responsible_department_id", N_("检查科室"), Kind.DEPARTMENT, width=104,
          help=N_("由检查点带出")),
    Field("functional_department_id", N_("监督科室"), Kind.DEPARTMENT, width=104,
          help=N_("由检查点带出：院感科、总务科")),
    Field("checker_id", N_("检查人"), Kind.PERSON, width=96),
    Field("companion", N_("同行"), Kind.TEXT, length=60),
    Field("subject", N_("项目"), Kind.TEXT, length=60, width=140, help=N_("由检查点带出")),
    Field("place", N_("地点"), Kind.TEXT, length=60, width=144, help=N_("由检查点带出")),
    Field("item_code", N_("项目码"), Kind.CODE, length=10),
    Field("area_class", N_("环境类别"), Kind.TEXT, length=200),
    Field("limit_text", N_("限值"), Kind.TEXT, length=240, width=96),
    Field("unit", N_("计量单位"), Kind.TEXT, length=30),
    Field("standard", N_("标准"), Kind.TEXT, length=100),
    Field("method", N_("方法"), Kind.TEXT, length=120),
    Field("instrument_code", N_("仪器编号"), Kind.CODE, length=30),
    Field("calibrated_until", N_("检定有效期"), Kind.DATE),
    Field("value", N_("实测值"), Kind.DECIMAL, length=DECIMALS, width=96),
    Field("finding", N_("检查所见"), Kind.CHOICE, choices=e.EnvFinding,
          help=N_("不测数值的项目；“不得检出”的，未检出选“符合”")),
    Field("odd_confirmed", N_("数值已核对"), Kind.FLAG,
          help=N_("超出合理范围的值，核对仪器和抄写后选“是”")),
    Field("verdict", N_("判定"), Kind.CHOICE, choices=V, width=96),
    Field("doubtful", N_("结果可疑"), Kind.FLAG, help=N_("仪器检定过期，或后来查出不准")),
    Field("restricted_place", N_("停用区域"), Kind.TEXT, length=60,
          help=N_("不填的就是检查地点；要与库位、手术间的写法一致")),
    Field("restriction", N_("停用说明"), Kind.TEXT, length=200,
          help=N_("不停用的，写明继续使用的理由和防护")),
    Field("restricted_at", N_("停用时间"), Kind.DATETIME),
    Field("released_at", N_("恢复时间"), Kind.DATETIME),
    Field("goods_place", N_("物品隔离位置"), Kind.TEXT, length=60,
          help=N_("转移到哪里：备用柜、待检区，贴黄色“待检”标识")),
    Field("cause", N_("原因"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("action", N_("整改措施"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("action_person_id", N_("整改责任人"), Kind.PERSON),
    Field("action_due_on", N_("整改期限"), Kind.DATE),
    Field("action_done_at", N_("整改完成"), Kind.DATETIME),
    Field("rechecks", N_("历次复查"), Kind.TEXT, many=True, lines=RECHECK),
    Field("recheck_at", N_("本次复查时间"), Kind.DATETIME, help=N_("不填的就是现在")),
    Field("recheck_value", N_("复查实测值"), Kind.DECIMAL, length=DECIMALS),
    Field("recheck_finding", N_("复查所见"), Kind.CHOICE, choices=e.EnvFinding),
    Field("recheck_instrument", N_("复查仪器编号"), Kind.CODE, length=30),
    Field("recheck_odd_confirmed", N_("复查值已核对"), Kind.FLAG),
    Field("rechecked_by_id", N_("复查人"), Kind.PERSON, help=N_("不填的，谁登记就是谁")),
    Field("leader_told_at", N_("抄送分管领导"), Kind.DATETIME),
    Field("supervision", N_("监督意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("supervised_by_id", N_("监督人"), Kind.PERSON),
    Field("supervised_at", N_("监督确认"), Kind.DATETIME),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("legal_hold_reason", N_("冻结原因"), Kind.TEXT, length=200),
)  # fmt: skip

NOT_WELL = ("verdict", frozenset({V.FAIL, V.WARN}))
SECTIONS = (
    Section(N_("检查"), (
        "checked_at", "point_code", "subject", "place", "responsible_department_id",
        "functional_department_id", "checker_id", "companion")),
    Section(N_("限值与结果"), (
        "limit_text", "instrument_code", "value", "finding", "odd_confirmed", "verdict", "unit",
        "calibrated_until", "doubtful", "standard", "method", "item_code", "area_class",
        "remarks")),
    Section(N_("不合格处理"), (
        "restriction", "restricted_at", "released_at", "cause", "action",
        "action_person_id", "action_due_on", "action_done_at"), NOT_WELL),
    Section(N_("复查与监督"), (
        "rechecks", "leader_told_at", "supervision", "supervised_by_id", "supervised_at"),
        NOT_WELL),
)  # fmt: skip

REGISTRATION = frozenset(
    {"checked_at", "point_code", "subject", "place", "responsible_department_id",
     "functional_department_id", "instrument_code", "value", "finding"}
)  # fmt: skip
# What the program counts or a step writes; nobody types it.
COMPUTED = frozenset(
    {"item_code", "area_class", "limit_text", "unit", "standard", "method", "calibrated_until",
     "verdict", "doubtful", "restricted_at", "released_at", "action_done_at", "rechecks",
     "leader_told_at", "supervised_by_id", "supervised_at"}
)  # fmt: skip
# What was judged; it stays as it was measured.
JUDGED = (
    "checked_at", "point_code", "subject", "place", "responsible_department_id", "checker_id",
    "instrument_code", "value", "finding",
)  # fmt: skip
# What the next re-check is entered into.
STAGED = (
    "recheck_at", "recheck_value", "recheck_finding", "recheck_instrument",
    "recheck_odd_confirmed", "rechecked_by_id",
)  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    S.SCHEDULED: Badge("ring", "neutral"),
    S.MEASURED: Badge("diamond", "wait"),
    S.PASSED: Badge("tick", "pass"),
    S.WARNED: Badge("exclamation", "wait"),
    S.FAILED: Badge("cross", "fail"),
    S.RESTRICTED: Badge("cross", "fail"),
    S.ACTION: Badge("pie12", "accent"),
    S.RECHECK_PASSED: Badge("pie34", "accent"),
    S.CONFIRMED: Badge("tick", "pass"),
    S.CLOSED: Badge("dot", "neutral"),
    S.ARCHIVED: Badge("dot", "neutral"),
    S.DISPOSED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}
