"""The road of each register of clause 四.2: which step, by whom, with what; walked by tests."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from app import clock
from app.services import reading
from app.services.operations import Desk
from app.services.registers import catalog
from app.services.registers.register import Register
from tests.cast import Cast
from tests.factory import made, take

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
    Move("accept", "handler", lambda cast: {
        "root_cause": "不熟悉要求", "correction": "补签", "corrective_action": "培训",
        "planned_on": clock.today(), "preventive_action": "列入月查"}),
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
    for move in ACTION.moves:
        who = "leader" if move.action == "approve" else move.who
        take(getattr(cast, who), ACTION.kind, action, move.action, **move.values(cast))


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

ROADS = {
    "minor": MINOR, "major": MAJOR, "feedback": FEEDBACK, "action": ACTION, "audit": AUDIT,
    "defect": DEFECT, "seal": SEAL, "education": EDUCATION,
}  # fmt: skip


def status(desk: Desk, kind: Register, record_id: int) -> str:
    """Where a record stands."""
    return str(reading.load(desk, kind, record_id).status)
