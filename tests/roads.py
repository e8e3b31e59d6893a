"""The road of each register of 四.1.(4), 四.2, 四.3, 四.5: which step, by whom, with what; walked by tests."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from app import clock
from app.services import lists, reading, records
from app.services.links import raising
from app.services.operations import Desk
from app.services.registers import catalog
from app.services.registers.register import Register
from app.services.surveys import keying
from tests.cast import Cast
from tests.env_points import FRIDGE, WATER
from tests.factory import VALUES, department, made, take

Values = Callable[[Cast], dict[str, Any]]


@dataclass(frozen=True)
class Move:
    """One step of a road; `first` is what has to be done elsewhere before it."""

    action: str
    who: str
    values: Values = field(default=lambda cast: {})
    first: Callable[[Cast, int], None] = field(default=lambda cast, record_id: None)


@dataclass(frozen=True)
class Road:
    """A register, who begins, what is special about the record, and the steps to its end."""

    register: str
    who: str
    moves: tuple[Move, ...]
    special: Values = field(default=lambda cast: {})

    @property
    def kind(self) -> Register:
        return catalog.by_name(self.register)

    def begin(self, cast: Cast) -> int:
        """The id of the record at the beginning of the road."""
        return made(getattr(cast, self.who), self.kind, **self.special(cast))

    def walk(self, cast: Cast, until: str = "") -> int:
        """Walk the road up to the step `until`, which is not taken, or to its end."""
        record_id = self.begin(cast)
        for move in self.moves:
            if move.action == until:
                break
            self.go(cast, record_id, move)
        return record_id

    def go(self, cast: Cast, record_id: int, move: Move) -> None:
        """Take one step of the road."""
        move.first(cast, record_id)
        take(getattr(cast, move.who), self.kind, record_id, move.action, **move.values(cast))

    def stations(self, cast: Cast) -> Iterator[tuple[int, Move]]:
        """The record before each of its steps; the step is taken afterwards."""
        record_id = self.begin(cast)
        for move in self.moves:
            move.first(cast, record_id)
            yield record_id, move
            take(getattr(cast, move.who), self.kind, record_id, move.action, **move.values(cast))


def raised(cast: Cast, register: str, record_id: int, target: str) -> int:
    """The id of the standing record of `target` that came from a record."""
    view = reading.load(cast.admin, catalog.by_name(register), record_id)
    found = [
        one.record_id for one in view.linked
        if one.register == target and not one.is_origin and str(one.status) != "VOIDED"
    ]  # fmt: skip
    return found[-1]


def answer(cast: Cast) -> dict[str, Any]:
    return {
        "root_cause": "夜班一人值班", "correction": "当场核对", "corrective_action": "双人核对",
        "preventive_action": "扫码枪", "completed_on": clock.today(),
        "completer_id": cast.chief.person_id,
    }  # fmt: skip


def measures(cast: Cast) -> dict[str, Any]:
    one = {"content": "双人核对", "person_id": cast.chief.person_id, "due_on": clock.today()}
    return {"correction": "当场核对", "measures": [one], "preventive_measures": [one]}


def causes(cast: Cast) -> dict[str, Any]:
    return {
        "consequence": "未造成后果", "root_cause": "夜班一人值班", "cause_category": "ETHICS",
        "department_opinion": "增加一人",
    }  # fmt: skip


PROOF = {"verification_method": "抽查 30 人次", "evidence": "均已核对", "effect": "EFFECTIVE"}
DECISION = {
    "nature": "违反查对制度", "circumstances": "较重", "attitude": "认识深刻",
    "decision_basis": "查对制度第 4 条", "decision": "通报批评", "aftercare": "向家属说明",
}  # fmt: skip

FEEDBACK = Road("quality_feedback", "handler", (
    Move("issue", "handler", lambda cast: {"requested_on": clock.today()}),
    Move("acknowledge", "nurse"),
    Move("respond", "chief", answer),
    Move("verify", "head", lambda cast: {"effect": "EFFECTIVE", "evidence": "抽查 30 人次"}),
    Move("file", "handler"),
))  # fmt: skip

ACTION = Road("corrective_action", "handler", (
    Move("analyze", "chief", causes),
    Move("plan", "chief", measures),
    Move("approve", "head", lambda cast: {"review_opinion": "同意"}),
    Move("begin", "nurse"),
    Move("implement", "chief", lambda cast: {
        "implementation": "已排双人班", "implemented_on": clock.today(),
        "implementer_id": cast.chief.person_id, "recheck_on": None}),
    Move("prove", "handler", lambda cast: PROOF),
))  # fmt: skip

AUDIT = Road("audit_nonconformity_report", "handler", (
    Move("confirm", "chief"),
    Move("plan", "chief", lambda cast: {
        "root_cause": "不熟悉要求", "correction": "补签", "corrective_action": "培训",
        "planned_on": clock.today(), "preventive_action": "列入月查"}),
    Move("accept", "handler"),
    Move("finish", "chief", lambda cast: {
        "completion": "已培训", "completed_on": clock.today(),
        "completer_id": cast.chief.person_id}),
    Move("verify", "handler", lambda cast: {"verification": "抽查 10 份均有签名"}),
    Move("close", "handler"),
))  # fmt: skip

DEFECT = Road("service_defect_entry", "nurse", (
    Move("report", "nurse", lambda cast: {
        "duty_physician_id": cast.handler.person_id, "physician_told_at": clock.now(),
        "head_id": cast.chief.person_id, "head_told_at": clock.now(),
        "office_told_at": clock.now(), "patient_condition": "生命体征平稳"}),
    Move("judge", "handler", lambda cast: {
        "incident_level": "LEVEL_III", "degree": "MINOR", "office_opinion": "一般错误"}),
    Move("close", "handler", lambda cast: {"root_cause": "交接不清", "improvement": "床旁交接"}),
))  # fmt: skip

SEAL = Road("evidence_seal", "handler", (
    Move("seal", "handler"),
    Move("open", "head", lambda cast: {
        "opening_reason": "BOTH_PRESENT", "opening_present": "赵某之子、陈静"}),
))  # fmt: skip

APPROVED = {"review_opinion": "同意", "approval_opinion": "同意"}
MAJOR_ACTION = Road("corrective_action", "handler", (
    *ACTION.moves[:2],
    Move("review", "head", lambda cast: {"review_opinion": "同意"}),
    Move("approve", "leader", lambda cast: APPROVED),
    *ACTION.moves[3:],
), lambda cast: {"severity": "MAJOR"})  # fmt: skip

EDUCATION = Road("safety_education", "handler", (
    Move("hold_session", "handler", lambda cast: {
        "narrative": "查对制度", "attendees": 32, "sign_in": "见签到簿"}),
    Move("close", "handler"),
))  # fmt: skip


def issue_sheet(cast: Cast, record_id: int) -> None:
    """The sheet F02 of a nonconformity goes out."""
    sheet = raised(cast, "nonconforming_service", record_id, "quality_feedback")
    FEEDBACK.go(cast, sheet, FEEDBACK.moves[0])


def settle_sheet(cast: Cast, record_id: int) -> None:
    """It is acknowledged, answered and verified."""
    sheet = raised(cast, "nonconforming_service", record_id, "quality_feedback")
    for move in FEEDBACK.moves[1:4]:
        FEEDBACK.go(cast, sheet, move)


def settle_action(cast: Cast, record_id: int) -> None:
    """The action sheet F03 of a major nonconformity is walked to 有效."""
    action = raised(cast, "nonconforming_service", record_id, "corrective_action")
    for move in MAJOR_ACTION.moves:
        MAJOR_ACTION.go(cast, action, move)


def all_settled(cast: Cast, record_id: int) -> None:
    """Both sheets of a major one."""
    issue_sheet(cast, record_id)
    settle_sheet(cast, record_id)
    settle_action(cast, record_id)


MINOR = Road("nonconforming_service", "nurse", (
    Move("correct", "chief", lambda cast: {"correction": "当场核对"}),
    Move("issue_feedback", "handler"),
    Move("submit_plan", "chief", lambda cast: {
        "cause_category": "ETHICS", "root_cause": "夜班一人值班",
        "corrective_action": "双人核对", "preventive_action": "扫码枪"}, issue_sheet),
    Move("score", "handler", lambda cast: {"points": 2, "score_basis": "3.2"}),
    Move("verify", "head", lambda cast: {"verification": "抽查 30 人次"}),
    Move("file", "handler"),
    Move("close", "head", lambda cast: {
        "resolutions": ["APOLOGY"], "main_resolution": "APOLOGY"}, settle_sheet),
))  # fmt: skip

MAJOR = Road("nonconforming_service", "nurse", (
    Move("report_orally", "chief", lambda cast: {
        "oral_report_at": clock.now(), "oral_report_to_id": cast.head.person_id,
        "remedy": "停药，吸氧"}),
    Move("review", "handler", lambda cast: {"reviewed_at": clock.now()}),
    Move("decide", "head", lambda cast: DECISION),
    Move("score_major", "handler", lambda cast: {"points": 10, "score_basis": "9.1"}),
    Move("verify", "head", lambda cast: {"verification": "措施已到位"}),
    Move("close", "head", lambda cast: {
        "resolutions": ["APOLOGY"], "main_resolution": "APOLOGY",
        "appraisal_skipped": "患方不申请",
        "evidence": [{"name": "输液瓶", "category": "DRUG",
                      "custodian_id": cast.handler.person_id}]}, all_settled),
), lambda cast: {"severity": "MAJOR"})  # fmt: skip

# ---- clause 四.3 -----------------------------------------------------------------------------------

GOOD = {
    "sampled_quantity": 10, "date_finding": "GOOD", "count_finding": "GOOD",
    "size_finding": "GOOD", "model_finding": "NONE", "look_finding": "GOOD",
    "paper_finding": "GOOD", "performance_finding": "NONE", "verdict": "ACCEPTED",
}  # fmt: skip
BAD = GOOD | {"look_finding": "BAD", "verdict": "REJECTED", "phenomena": ["DAMAGED"]}
REVIEWED = {"grade": "QUALIFIED", "evaluation": "质量稳定"}


def approved_supplier(cast: Cast, _record_id: int = 0) -> None:
    """The supplier of the goods is on file and reviewed, once."""
    kind = catalog.by_name("supplier")
    if lists.ids(cast.head, kind, lists.Query()):
        return
    supplier = made(cast.buyer, kind)
    take(cast.head, kind, supplier, "approve", evaluated_on=clock.today(), **REVIEWED)


def order_done(cast: Cast, register: str, record_id: int, **values: Any) -> int:
    """An order F06 raised from a record, approved and carried out."""
    kind = catalog.by_name("disposition_order")
    begun = raising.begin(cast.buyer, catalog.by_name(register), record_id, kind.name)
    given = VALUES[kind.name](cast.buyer) | begun.values | values
    order = records.register(
        cast.buyer, kind, given, origin=(catalog.by_name(register), record_id)
    ).record_id  # fmt: skip
    assert order is not None
    for move in ORDER.moves[:3]:
        wanted = move.values(cast)
        if move.action == "execute":
            wanted["executed_quantity"] = given["quantity"]
        take(getattr(cast, move.who), kind, order, move.action, **wanted)
    return order


def ordered(disposition: str) -> Callable[[Cast, int], None]:
    """What has to be done before a rejected lot leaves."""
    return lambda cast, lot: void(order_done(cast, "material_lot", lot, disposition=disposition))


def void(_made: object) -> None:
    """What was made is not needed."""


def receipt_of(cast: Cast, lot: int) -> int:
    """A receipt of one accepted lot, stored."""
    view = reading.load(cast.keeper, LOT.kind, lot)
    items = [{"lot": view.number, "quantity": view.values["received_quantity"], "place": "A-1",
              "unit_price": "2.5"}]  # fmt: skip
    receipt = made(cast.buyer, RECEIPT.kind, items=items)
    take(cast.keeper, RECEIPT.kind, receipt, "store", keeper_id=cast.keeper.person_id)
    return receipt


def accepted_lot(cast: Cast) -> int:
    return LOT.walk(cast, until="shelve")


def one_line(cast: Cast) -> dict[str, Any]:
    """A receipt line of a lot just accepted."""
    lot = reading.load(cast.keeper, LOT.kind, accepted_lot(cast))
    return {
        "purchaser_id": cast.buyer.person_id,
        "items": [{"lot": lot.number, "quantity": 600, "unit_price": "2.5", "place": "A-1"}],
    }


BEGIN = Move("begin", "keeper")
LOT = Road("material_lot", "keeper", (
    BEGIN,
    Move("accept", "checker", lambda cast: GOOD, approved_supplier),
    Move("shelve", "keeper", lambda cast: {"storage_place": "A-1"},
         lambda cast, lot: void(receipt_of(cast, lot))),
    Move("withdraw", "keeper", lambda cast: {"doubt": "储存超限", "isolation_place": "待检区 2"}),
))  # fmt: skip
REJECT = Move("reject", "keeper", lambda cast: BAD)
RETURNED = Road("material_lot", "keeper", (
    BEGIN, REJECT, Move("send_back_goods", "keeper", first=ordered("RETURN")),
))  # fmt: skip
DESTROYED = Road("material_lot", "keeper", (
    BEGIN,
    Move("split", "keeper", lambda cast: {"split_quantity": 100}),
    REJECT, Move("destroy", "checker", first=ordered("DESTROY")),
))  # fmt: skip
REPLACED = Road("material_lot", "keeper", (
    BEGIN, REJECT, Move("await_replacement", "keeper", first=ordered("REPLACE")),
    Move("replace", "keeper"),
))  # fmt: skip
SUPPLIED = Road("material_lot", "keeper", (
    BEGIN,
    Move("note_short", "keeper"),
    REJECT, Move("await_supply", "keeper", first=ordered("REPLENISH")),
    Move("supply", "keeper"),
), lambda cast: {"received_quantity": 500})  # fmt: skip

RECEIPT = Road("goods_receipt", "keeper", (
    Move("store", "keeper", lambda cast: {"keeper_id": cast.keeper.person_id}),
), one_line)  # fmt: skip

SUPPLIER = Road("supplier", "buyer", (
    Move("approve", "head", lambda cast: REVIEWED | {"evaluated_on": clock.today()}),
    Move("warn", "buyer", lambda cast: {"standing_reason": "漏液"}),
    Move("suspend", "buyer", lambda cast: {"standing_reason": "未答复"}),
    Move("remove", "head", lambda cast: {"standing_reason": "屡次不合格"}),
))  # fmt: skip

ORDER = Road("disposition_order", "buyer", (
    Move("review", "buyer", lambda cast: {
        "purchasing_opinion": "同意", "quality_opinion": "同意"}),
    Move("approve", "leader", lambda cast: {"leader_opinion": "同意"}),
    Move("execute", "keeper", lambda cast: {
        "executed_quantity": 3, "executed_on": clock.today(), "voucher_number": "TH-1",
        "executor_id": cast.keeper.person_id, "supervisor_id": cast.checker.person_id}),
    Move("close_order", "buyer"),
))  # fmt: skip

FOUND = (
    Move("stop", "nurse"),
    Move("isolate", "nurse", lambda cast: {
        "isolation_place": "治疗室红箱", "quantity": 3, "phenomena": ["APPEARANCE"]}),
    Move("notify", "nurse"),
)  # fmt: skip
SETTLED = (
    Move("note_supplier", "buyer", lambda cast: {
        "supplier_name": "安康医药有限公司", "supplier_note": "接头漏液，已答复"}),
    Move("close_case", "head"),
)  # fmt: skip
IN_USE = Road("in_use_nonconformity", "nurse", (
    *FOUND, Move("handle", "buyer", lambda cast: {"handling": "全部退回"}), *SETTLED,
))  # fmt: skip
LIVING = Road("in_use_nonconformity", "nurse", (
    *FOUND,
    Move("verify_supplier", "buyer", lambda cast: {"supplier_check": "供方无类似反映"}),
    Move("reinspect", "buyer", lambda cast: {
        "kind_total": 410, "kind_good": 399, "kind_bad": 11}),
    Move("propose", "buyer", first=lambda cast, case: void(
        order_done(cast, "in_use_nonconformity", case, disposition="RETURN"))),
    Move("approve", "leader", lambda cast: {"leader_opinion": "同意退货"}),
    Move("execute", "buyer", lambda cast: {"handling": "已退货换货"}),
    *SETTLED,
), lambda cast: {"category": "LIVING", "subject": "患者被芯"})  # fmt: skip

# ---- clause 四.5 -----------------------------------------------------------------------------------

WHOLE = {"sterile": "COMPLETE", "counted": "COMPLETE", "itemised": "COMPLETE",
         "equipment": "腔镜主机", "equipment_fit": "FIT"}  # fmt: skip
SHORT = WHOLE | {"itemised": "INCOMPLETE", "shortfall": "缺一把持针钳"}
CONFIRM = Move("confirm", "nurse", lambda cast: WHOLE)
BLOCK = Move("block", "nurse", lambda cast: SHORT)
USABLE = Road("preop_check", "nurse", (CONFIRM,))
BLOCKED = Road("preop_check", "nurse", (
    BLOCK, Move("check_again", "nurse", lambda cast: {"replacement": "换 B 包"}), CONFIRM,
))  # fmt: skip
SET_ASIDE = Road("preop_check", "nurse", (
    BLOCK, Move("set_aside", "nurse", lambda cast: {"set_aside_reason": "手术改期"}),
))  # fmt: skip

HANDLED = Move("handle", "chief", lambda cast: {
    "stage": "MAIN", "narrative": "术中突发", "handling": "暂停后继续"})  # fmt: skip
COUNTED = {"count_before": 38, "count_closing": 38, "count_closed": 38, "count_skin": 38}
SIGNED = Move("sign_record", "chief", lambda cast: COUNTED | {
    "outcome": "CONTINUED", "patient_outcome": "平稳返回病房", "pause_minutes": 1,
    "equipment_told_at": clock.now(), "facility_told_at": clock.now()})  # fmt: skip
REVIEWED_ONLY = Move("review", "handler", lambda cast: {
    "office_opinion": "处理得当", "action_needed": False})  # fmt: skip
EMERGENCY = Road("surgery_exception", "chief", (HANDLED, SIGNED, REVIEWED_ONLY,
                                                Move("close", "head")))  # fmt: skip
POWER = Road("surgery_exception", "chief", (
    HANDLED, SIGNED,
    Move("review_facility", "electrician", lambda cast: {
        "power_seconds": 6, "facility_opinion": "配电跳闸，已恢复"}),
    REVIEWED_ONLY, Move("close", "head"),
), lambda cast: {"exception_type": "POWER_FAILURE"})  # fmt: skip


def settle_sheet_of(cast: Cast, register: str, record_id: int) -> None:
    """The action sheet F03 raised from a record is walked to 有效."""
    sheet = raised(cast, register, record_id, "corrective_action")
    for move in ACTION.moves:
        ACTION.go(cast, sheet, move)


EQUIPMENT = Road("surgery_exception", "chief", (
    HANDLED, SIGNED,
    Move("judge_equipment", "engineer", lambda cast: {
        "equipment": "关节镜主机", "equipment_opinion": "电源板故障"}),
    Move("review", "handler", lambda cast: {
        "office_opinion": "开单纠正", "action_needed": True}),
    Move("close", "head", first=lambda cast, case: settle_sheet_of(
        cast, "surgery_exception", case)),
), lambda cast: {
    "exception_type": "EQUIPMENT_UNUSABLE",
    "responsible_department_id": department(cast.admin, "骨科一病区")})  # fmt: skip

REMEDY = {"patient_condition": "生命体征平稳", "remedy": "收回药品，重新发药"}
LEARNT = {"consequence": "未造成后果", "root_cause": "未核对", "improvement": "双人核对",
          "office_opinion": "同意"}  # fmt: skip
GENERAL_ERROR = Road("treatment_error", "nurse", (
    Move("remedy", "nurse", lambda cast: REMEDY),
    Move("enter", "chief", lambda cast: LEARNT),
    Move("close", "handler"),
))  # fmt: skip


def service_closed(cast: Cast, error: int) -> None:
    """The nonconforming service a serious error became is judged and walked to its end."""
    service = raised(cast, "treatment_error", error, "nonconforming_service")
    for move in MAJOR.moves:
        if move.action == "verify":
            take(cast.head, MAJOR.kind, service, "judge_major", incident_level="LEVEL_II")
        MAJOR.go(cast, service, move)


SERIOUS_ERROR = Road("treatment_error", "nurse", (
    Move("rescue", "nurse", lambda cast: REMEDY | {
        "medical_told_at": clock.now(), "nursing_told_at": clock.now(), "rescue": "吸氧、补液"}),
    Move("close", "handler", lambda cast: LEARNT, service_closed),
), lambda cast: {"degree": "MAJOR"})  # fmt: skip

GRANT = Move("grant", "head", lambda cast: {
    "basis": "独立完成 30 例", "valid_from": clock.today(),
    "valid_until": clock.today() + timedelta(days=700)})  # fmt: skip
WITHDRAWN = Road("staff_qualification", "nurse", (
    GRANT, Move("withdraw", "head", lambda cast: {"withdrawal_reason": "调离岗位"}),
))  # fmt: skip
NOT_GRANTED = Road("staff_qualification", "nurse", (
    Move("refuse", "head", lambda cast: {"opinion": "例数不足"}),
))  # fmt: skip


def qualified(cast: Cast, _record_id: int = 0) -> int:
    """The qualification of the ward's head, granted by 医务科."""
    kind = WITHDRAWN.kind
    one = made(cast.nurse, kind, person_id=cast.chief.person_id)
    take(cast.head, kind, one, "grant", **GRANT.values(cast))
    return one


LED = Road("unqualified_participation", "nurse", (
    Move("judge", "head", lambda cast: {"verdict": "SUPERVISED", "opinion": "须带教"}),
    Move("supervise", "handler", lambda cast: {
        "supervisor_id": cast.chief.person_id, "supervision_plan": "全程在台上带教"},
        lambda cast, case: void(qualified(cast))),
    Move("close", "head", lambda cast: {"consequence": "顺利完成"}),
))  # fmt: skip
ENDED = Road("unqualified_participation", "nurse", (
    Move("judge", "nursing", lambda cast: {"verdict": "STOP", "opinion": "没有授权"}),
    Move("remove", "nurse"),
    Move("close", "head", lambda cast: {"consequence": "患者未受影响"}),
))  # fmt: skip

CONTRACTOR_TOLD = Move("notify", "handler", lambda cast: {
    "requirement": "当日换餐", "requested_on": clock.today()})  # fmt: skip
RECTIFIED = (
    Move("rectify", "handler", lambda cast: {"rectification": "已换餐并培训"}),
    Move("verify", "head", lambda cast: {"verification": "抽查三餐无误"}),
)
CONTRACTED = Road("outsourced_nonconformity", "nurse", (
    CONTRACTOR_TOLD, *RECTIFIED, Move("close", "head"),
))  # fmt: skip
PENALIZED = Road("outsourced_nonconformity", "nurse", (
    CONTRACTOR_TOLD,
    Move("penalize", "head", lambda cast: {
        "contract_clause": "第 8 条", "penalty": "扣当月服务费 200 元", "penalty_amount": "200"}),
    *RECTIFIED, Move("close", "head"),
))  # fmt: skip

# ---- clause 四.4 -----------------------------------------------------------------------------------

FRIDGE_PLACE = "药库 1 号冷藏柜"
GOES_ON = {"restriction": "补风机临时维持，1 小时复测一次"}
MEASURE_BAD = Move("measure", "nurse", lambda cast: {"value": "3"})
JUDGE_FAIL = Move("judge_fail", "nurse")
RESTRICT = Move("restrict", "nurse", lambda cast: {"restriction": "停用，手术改第 1 手术间"})
ACT = Move("act", "nurse", lambda cast: {
    "cause": "初效滤网堵塞", "action": "更换滤网", "action_person_id": cast.chief.person_id,
    "action_due_on": clock.today()})  # fmt: skip
FINISH = Move("finish_action", "chief")
RECHECK_BAD = Move("recheck", "nurse", lambda cast: {"recheck_value": "4.1"})
RECHECK_GOOD = Move("recheck", "nurse", lambda cast: {"recheck_value": "6.2"})
SUPERVISE = Move("supervise", "electrician", lambda cast: {"supervision": "现场核对，属实"})
CHECK_CLOSED = Move("close", "nurse")


def goods_in_fridge(cast: Cast, _record_id: int = 0) -> int:
    """A lot on the shelf of the refrigerator."""
    lot = LOT.walk(cast, until="withdraw")
    version = reading.load(cast.keeper, LOT.kind, lot).version
    given = {"storage_place": FRIDGE_PLACE}
    records.change(cast.keeper, LOT.kind, lot, version, given, "移到冷藏柜")
    return lot


ENV_PASSED = Road("env_check", "nurse", (
    Move("measure", "nurse", lambda cast: {"value": "8.4"}), Move("judge_pass", "nurse"),
))  # fmt: skip
ENV_WARNED = Road("env_check", "nurse", (
    Move("measure", "nurse", lambda cast: {"value": "62"}),
    Move("judge_warn", "nurse"),
    Move("measure_again", "nurse", lambda cast: {"recheck_value": "8"}),
    Move("close", "nurse", lambda cast: {"action": "管路消毒"}),
), lambda cast: {"point_code": WATER})  # fmt: skip
ENV_FAILED = Road("env_check", "nurse", (
    MEASURE_BAD, JUDGE_FAIL,
    Move("act", "nurse", lambda cast: ACT.values(cast) | GOES_ON),
    FINISH, RECHECK_GOOD, SUPERVISE, CHECK_CLOSED,
))  # fmt: skip
ENV_RESTRICTED = Road("env_check", "nurse", (
    MEASURE_BAD, JUDGE_FAIL, RESTRICT, ACT,
    FINISH, RECHECK_BAD, FINISH, RECHECK_BAD, FINISH, RECHECK_GOOD,
    Move("send_back", "electrician", lambda cast: {"supervision": "滤网型号不对"}),
    FINISH, RECHECK_GOOD, SUPERVISE, CHECK_CLOSED,
))  # fmt: skip
ENV_FRIDGE = Road("env_check", "keeper", (
    Move("measure", "keeper", lambda cast: {"value": "9.4"},
         lambda cast, check: void(goods_in_fridge(cast))),
    Move("judge_fail", "keeper"),
    Move("act", "keeper", lambda cast: GOES_ON | {
        "cause": "压缩机故障", "action": "维修", "action_person_id": cast.engineer.person_id,
        "action_due_on": clock.today()}),
    Move("restrict_later", "keeper", lambda cast: {"restriction": "降不下来，停用"}),
    Move("put_goods_aside", "keeper", lambda cast: {"goods_place": "备用柜 待检区"}),
    Move("finish_action", "keeper"),
    Move("recheck", "checker", lambda cast: {"recheck_value": "5.1"}),
    SUPERVISE, Move("close", "keeper"),
), lambda cast: {
    "point_code": FRIDGE, "responsible_department_id": department(cast.admin, "供应科")})  # fmt: skip
# ---- clause 四.1.(4)①② ----------------------------------------------------------------------------

CONTENT, UNQUIET = "1" * 19, "1" * 10 + "4" + "1" * 8


def keyed(cast: Cast, survey: int, content: int = 2, unquiet: int = 4) -> None:
    """Sheets of the ward are keyed in; the night is below the target where enough say so."""
    if keying.begin(cast.handler, survey).sheets:
        return
    ward = department(cast.admin, "骨科一病区")
    for answers in (CONTENT,) * content + (UNQUIET,) * unquiet:
        keying.key(cast.handler, survey, keying.Given(ward, answers))


def feedback_of(cast: Cast, survey: int) -> int:
    return raised(cast, "satisfaction_survey", survey, "survey_feedback")


FED_BACK = Road("survey_feedback", "handler", (
    Move("respond", "chief", lambda cast: {
        "root_cause": "夜间治疗车轮响", "improvement": "换静音轮", "improve_by": clock.today()}),
    Move("verify", "head", lambda cast: {"verification": "夜查两次，安静"}),
))  # fmt: skip
COUNTED_SIX = {"issued_count": 8, "collected_count": 6}
SURVEY = Road("satisfaction_survey", "handler", (
    Move("collect", "handler"),
    Move("tally", "handler", lambda cast: COUNTED_SIX, keyed),
    Move("issue_feedback", "handler"),
    Move("note_answers", "handler", first=lambda cast, survey: FED_BACK.go(
        cast, feedback_of(cast, survey), FED_BACK.moves[0])),
    Move("verify", "handler", first=lambda cast, survey: FED_BACK.go(
        cast, feedback_of(cast, survey), FED_BACK.moves[1])),
    Move("finish", "head"),
))  # fmt: skip
CONTENTED = Road("satisfaction_survey", "handler", (
    Move("collect", "handler"),
    Move("tally", "handler", lambda cast: COUNTED_SIX, lambda cast, survey: keyed(
        cast, survey, 6, 0)),
    Move("finish", "head"),
))  # fmt: skip
FORUM = Road("patient_forum", "nurse", (
    Move("summarise", "chief", lambda cast: {
        "narrative": "夜间安静意见集中，本周换轮。", "opinions": [{
            "opinion": "夜里推车响", "measure": "换静音轮",
            "responsible_department_id": department(cast.admin, "骨科一病区")}]}),
    Move("finish", "handler", lambda cast: {"office_opinion": "同意"}),
))  # fmt: skip
WRITTEN = {"analysis": "投诉集中在沟通。", "suggestions": "组织沟通培训。"}
HANDED_IN = (
    Move("submit", "handler", lambda cast: WRITTEN),
    Move("endorse", "head"),
    Move("review", "leader", lambda cast: {"leader_opinion": "同意，提交管理评审"}),
    Move("file", "handler"),
)
REPORT = Road("periodic_report", "handler", (Move("begin", "handler"), *HANDED_IN))
GIVEN_BACK = Road("periodic_report", "handler", (
    Move("begin", "handler"),
    Move("submit", "handler", lambda cast: WRITTEN),
    Move("give_back", "leader", lambda cast: {"return_reason": "缺同比"}),
    *HANDED_IN,
))  # fmt: skip
BULLETIN = Road("periodic_report", "handler", (
    Move("begin", "handler"),
    Move("issue", "handler"),
    Move("file", "handler"),
), lambda cast: {
    "kind": "BULLETIN", "period": "1999-05",
    "recipient_department_ids": [department(cast.admin, "骨科一病区")],
})  # fmt: skip

ROADS = {
    "minor": MINOR, "major": MAJOR, "feedback": FEEDBACK, "action": ACTION,
    "major_action": MAJOR_ACTION, "audit": AUDIT,
    "defect": DEFECT, "seal": SEAL, "education": EDUCATION,
    "lot": LOT, "returned": RETURNED, "destroyed": DESTROYED, "replaced": REPLACED,
    "supplied": SUPPLIED, "receipt": RECEIPT, "supplier": SUPPLIER, "order": ORDER,
    "in_use": IN_USE, "living": LIVING,
    "env_passed": ENV_PASSED, "env_warned": ENV_WARNED, "env_failed": ENV_FAILED,
    "env_restricted": ENV_RESTRICTED, "env_fridge": ENV_FRIDGE,
    "usable": USABLE, "blocked": BLOCKED, "set_aside": SET_ASIDE,
    "emergency": EMERGENCY, "power": POWER, "equipment": EQUIPMENT,
    "general_error": GENERAL_ERROR, "serious_error": SERIOUS_ERROR,
    "withdrawn": WITHDRAWN, "not_granted": NOT_GRANTED, "led": LED, "ended": ENDED,
    "contracted": CONTRACTED, "penalized": PENALIZED,
    "survey": SURVEY, "contented": CONTENTED, "fed_back": FED_BACK, "forum": FORUM,
    "report": REPORT, "given_back": GIVEN_BACK, "bulletin": BULLETIN,
}  # fmt: skip


def status(desk: Desk, kind: Register, record_id: int) -> str:
    """Where a record stands."""
    return str(reading.load(desk, kind, record_id).status)
