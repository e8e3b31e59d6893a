"""A hospital walked at random: anybody tries anything with any record, and an oracle looks on.

The oracle knows the procedure by itself: it reads the tables, never the guards it checks.
"""

import random
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import clock
from app.errors import AppError
from app.models.organisation import Role
from app.services import reading, records
from app.services.links import raising
from app.services.operations import Desk
from app.services.registers import catalog
from app.services.registers.register import Register
from tests.cast import Cast
from tests.factory import FILED, JUDGED, REPLY, VALUES, department
from tests.hospital import desk_of
from tests.roads import APPROVED, MAJOR, ROADS

Key = tuple[str, int]
SETTLED = {
    "quality_feedback": {"VERIFIED_EFFECTIVE", "FILED", "ARCHIVED", "DISPOSED"},
    "corrective_action": {"EFFECTIVE", "CLOSED", "ARCHIVED", "DISPOSED"},
    "nonconforming_service": {"CLOSED", "ARCHIVED", "DISPOSED"},
    "audit_nonconformity_report": {"VERIFIED", "CLOSED", "ARCHIVED", "DISPOSED"},
    "service_defect_entry": {"CLOSED", "ARCHIVED", "DISPOSED"},
    "evidence_seal": {"SEALED", "OPENED"},
    "disposition_order": {"EXECUTED", "CLOSED"},
    "surgery_exception": {"CLOSED", "ARCHIVED", "DISPOSED"},
    "treatment_error": {"CLOSED", "ARCHIVED", "DISPOSED"},
    "unqualified_participation": {"CLOSED", "ARCHIVED", "DISPOSED"},
    "outsourced_nonconformity": {"CLOSED", "ARCHIVED", "DISPOSED"},
    "env_check": {"CLOSED", "ARCHIVED", "DISPOSED"},
    "satisfaction_survey": {"CLOSED", "ARCHIVED", "DISPOSED"},
    "survey_feedback": {"VERIFIED", "ARCHIVED", "DISPOSED"},
    "patient_forum": {"CLOSED", "ARCHIVED", "DISPOSED"},
}
ENDED = {"CLOSED", "FILED", "ARCHIVED", "DISPOSED", "VOIDED", "WITHDRAWN", "DUPLICATE", "OPENED"}
CASES = {"complaint", "nonconforming_service"}
# Steps that end a case early or throw it back: taken now and then, or nothing would be closed.
SELDOM = {
    "hold", "release", "pause", "resume", "withdraw", "merge", "litigate", "downgrade", "upgrade",
    "send_back", "reject", "escalate", "reopen", "fail",
}  # fmt: skip
DECISION = ("nature", "circumstances", "attitude", "decision_basis", "decision", "aftercare")


class Broken(AssertionError):
    """Something the procedure forbids has happened."""


@dataclass
class Walk:
    """The people, the records so far, the chance that decides, and what was counted."""

    cast: Cast
    seed: int
    records: list[Key] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=dict)
    case: list[Key] = field(default_factory=list)
    refused: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        admin = self.cast.admin
        everybody = desk_of(admin, *Role, department="YWK", staff_no="ALL")
        second = desk_of(admin, *Role, department="YWK", staff_no="ALL2")
        self.people = (*self.cast.everyone(), everybody, everybody, second, second)
        self.answers = _answers()
        self.usual = {
            (road.register, move.action): getattr(self.cast, move.who)
            for road in ROADS.values()
            for move in road.moves
        }
        self.wards = [department(admin, name) for name in ("骨科一病区", "急诊科")]
        self.offices = [department(admin, name) for name in ("医务科", "护理部")]

    def turn(self) -> None:
        """One attempt of somebody; what was done is held against the oracle."""
        if len(self.records) < 8 or self.chance.random() < 0.05:
            self._try(self._register)
            return
        doing = self.chance.choices(
            (self._step, self._void, self._change, self._raise, self._raise_owed),
            (86, 3, 4, 4, 3),
        )[0]
        self._try(doing)

    def _try(self, doing: Any) -> None:
        try:
            doing(self.chance.choice(self.people))
        except AppError:
            self.refused += 1

    def _note(self, what: str) -> None:
        self.taken[what] = self.taken.get(what, 0) + 1

    def _register(self, who: Desk) -> None:
        kind = self.chance.choice(catalog.REGISTERS)
        values = VALUES[kind.name](who) | {"responsible_department_id": self.wards[0]}
        values = {name: one for name, one in values.items() if name in kind.by_name}
        if "severity" in values:
            values["severity"] = self.chance.choice(("MINOR", "MINOR", "SUSPECTED", "MAJOR"))
        record_id = records.register(who, kind, values).record_id
        assert record_id is not None
        self.records.append((kind.name, record_id))
        self._note("register")

    def _pick(self) -> tuple[Register, int, Any]:
        """A record, the youngest and those still worked on more often."""
        for _try in range(4):
            among = self.case if self.case and self.chance.random() < 0.7 else self.records[-60:]
            name, record_id = self.chance.choice(among)
            kind = catalog.by_name(name)
            with self.cast.admin.database.read() as session:
                record = session.get_one(kind.model, record_id)
                session.expunge(record)
            if str(record.status) not in ENDED or self.chance.random() < 0.1:
                break
        return kind, record_id, record

    def _step(self, who: Desk) -> None:
        kind, record_id, record = self._pick()
        fitting = [one for one in kind.steps if record.status in one.sources]
        onward = [one for one in fitting if one.action not in SELDOM]
        choice = self.chance.random()
        steps = onward if choice < 0.75 and onward else fitting if choice < 0.9 else kind.steps
        if not steps:
            return
        action = self.chance.choice(steps).action
        given = self._given(kind, action)
        if self.chance.random() < 0.4:  # whose work it usually is, or long roads never end
            who = self.usual.get((kind.name, action), who)
        try:
            records.move(who, kind, record_id, record.version, action, given)
        except AppError:
            with self.cast.admin.database.read() as session:
                after = session.get_one(kind.model, record_id)
                if (after.status, after.version) != (record.status, record.version):
                    raise Broken(f"{kind.name} {action}: refused and yet written") from None
            raise
        self._note(f"{kind.name}.{action}")
        with self.cast.admin.database.read() as session:
            oracle(session, kind, record_id, action, record.status, who.person_id)

    def _given(self, kind: Register, action: str) -> dict[str, Any]:
        given = dict(self.answers.get((kind.name, action), lambda cast: {})(self.cast))
        luck = self.chance.random()
        if luck < 0.1:
            return {}
        if luck < 0.2 and given:
            given.pop(self.chance.choice(sorted(given)))
        for name in given:
            if name.endswith("_id") and kind[name].kind == "PERSON" and self.chance.random() < 0.4:
                given[name] = self.chance.choice(self.people).person_id
        if action == "accept" and kind.name == "complaint":
            given["functional_department_id"] = self.chance.choice(self.offices)
        if action == "merge":
            given["duplicate_of_id"] = self.chance.choice(
                [key[1] for key in self.records if key[0] == "complaint"] or [1]
            )
        return given

    def _void(self, who: Desk) -> None:
        kind, record_id, record = self._pick()
        records.void(who, kind, record_id, record.version, "开错了")
        self._note("void")
        with self.cast.admin.database.read() as session:
            for register, one in standing(session, kind.name, record_id):
                target = catalog.by_name(register)
                if session.get_one(target.model, one).status in target.open_states:
                    raise Broken(f"{kind.name} {record_id} voided over {register} {one}")
            for register, one in sources(session, kind.name, record_id):
                case = session.get_one(catalog.by_name(register).model, one)
                if register == "nonconforming_service" and case.status == "CLOSED":
                    _service_closed(session, case, f"{kind.name} {record_id} voided")

    def _change(self, who: Desk) -> None:
        kind, record_id, record = self._pick()
        if "severity" not in kind.by_name:
            return
        before, to = record.severity, self.chance.choice(("MINOR", "SUSPECTED", "MAJOR"))
        records.change(who, kind, record_id, record.version, {"severity": to}, "重新判断")
        self._note("change")
        if kind.name == "nonconforming_service" and to == "MINOR" and before not in (None, "MINOR"):
            raise Broken("made minor without the committee")

    def _raise(self, who: Desk) -> None:
        kind, record_id, _record = self._pick()
        target = self.chance.choice(raising.targets(kind))
        begun = raising.begin(who, kind, record_id, target.name)
        given = VALUES[target.name](who) | begun.values
        made = records.register(who, target, given, origin=(kind, record_id)).record_id
        assert made is not None
        self.records.append((target.name, made))
        self._note("raise")

    def _raise_owed(self, who: Desk) -> None:
        kind, record_id, _record = self._pick()
        owed = [one for one in reading.load(who, kind, record_id).follow_ups if one.done_at is None]
        if owed:
            raising.raise_owed(who, kind, record_id, self.chance.choice(owed).id)
            self._note("raise_owed")

    def gather(self, new_case: bool) -> None:
        """Records that were raised by others are walked too; one case is worked on for a while."""
        known = set(self.records)
        with self.cast.admin.database.read() as session:
            rows = session.execute(text("SELECT target_register, target_id FROM record_link"))
            self.records += [key for one in rows if (key := (one[0], one[1])) not in known]
            if new_case:
                heads = [key for key in self.records[-80:] if key[0] in CASES]
                self.case = [self.chance.choice(heads)] if heads else []
            for key in list(self.case):
                self.case += [one for one in standing(session, *key) if one not in self.case]


def _answers() -> dict[tuple[str, str], Any]:
    """What might be written with a step of any register."""
    found: dict[tuple[str, str], Any] = {}
    for road in ROADS.values():
        for move in road.moves:
            found.setdefault((road.register, move.action), move.values)
    found["nonconforming_service", "close"] = MAJOR.moves[-1].values
    found["corrective_action", "approve"] = lambda cast: APPROVED
    plain: dict[tuple[str, str], dict[str, Any]] = {
        ("quality_feedback", "send_back"): {"return_reason": "仍未核对"},
        ("corrective_action", "reject"): {"approval_opinion": "没有期限"},
        ("corrective_action", "fail"): {"effect": "INEFFECTIVE", "evidence": "仍未核对"},
        ("corrective_action", "close"): {"recurrence_note": "另有原因"},
        ("audit_nonconformity_report", "send_back"): {"verification": "没有签名"},
        ("nonconforming_service", "upgrade"): {"incident_level": "LEVEL_II"},
        ("nonconforming_service", "judge_major"): {"incident_level": "LEVEL_I"},
        ("nonconforming_service", "downgrade"): {"committee_record": "YLZL-1"},
        ("complaint", "resolve_on_site"): {
            "cause_categories": ["ETHICS"], "main_cause": "ETHICS", "resolutions": ["APOLOGY"],
            "main_resolution": "APOLOGY", "complainant_opinion": "SATISFIED"},
        ("complaint", "accept"): {"functional_department_id": 1},
        ("complaint", "conclude"): JUDGED | {"service_defect": True},
        ("complaint", "close"): FILED,
        ("complaint", "reopen"): {"dispute_path": "NEGOTIATION", "reopening_reason": "不认可"},
        ("complaint", "escalate"): {"escalation_reason": "解决不了"},
        ("complaint", "litigate"): {"court_case_number": "（2026）1 号"},
        ("complaint", "pause"): {"pause_reason": "等待鉴定"},
        ("complaint", "withdraw"): {"withdrawal_evidence": "书面"},
        ("complaint", "merge"): {"duplicate_of_id": 1},
    }  # fmt: skip
    found |= {key: (lambda cast, said=said: said) for key, said in plain.items()}
    found["complaint", "reply"] = lambda cast: REPLY | {
        "replied_at": clock.now(), "late_reason": "等待检验",
    }  # fmt: skip
    for kind in catalog.REGISTERS:
        if "legal_hold_reason" in kind.by_name:
            found[kind.name, "hold"] = lambda cast: {"legal_hold_reason": "涉诉"}
    return found


# ---- the oracle ----------------------------------------------------------------------------------


def standing(session: Session, register: str, record_id: int) -> list[Key]:
    """The records raised from one, those voided left out."""
    rows = session.execute(
        text(
            "SELECT target_register, target_id FROM record_link"
            " WHERE source_register = :register AND source_id = :id"
        ),
        {"register": register, "id": record_id},
    )
    return [
        (one[0], one[1]) for one in rows
        if session.get_one(catalog.by_name(one[0]).model, one[1]).status != "VOIDED"
    ]  # fmt: skip


def sources(session: Session, register: str, record_id: int) -> list[Key]:
    """The records one came from."""
    rows = session.execute(
        text(
            "SELECT source_register, source_id FROM record_link"
            " WHERE target_register = :register AND target_id = :id"
        ),
        {"register": register, "id": record_id},
    )
    return [(one[0], one[1]) for one in rows]


def taker(session: Session, register: str, record_id: int, action: str) -> int | None:
    """Who took a step the last time."""
    found = session.execute(
        text(
            "SELECT person_id FROM step_entry WHERE register = :register AND record_id = :id"
            " AND action = :action ORDER BY id DESC LIMIT 1"
        ),
        {"register": register, "id": record_id, "action": action},
    ).first()
    return found[0] if found else None


def oracle(
    session: Session, kind: Register, record_id: int, action: str, before: Any, who: int
) -> None:
    """Raise Broken where a step that was taken should not have been."""
    step = kind.step(action)
    record: Any = session.get_one(kind.model, record_id)
    place = f"{kind.name} {record.number} {action}"
    if before not in step.sources or record.status not in {step.target or before, *step.outcomes}:
        raise Broken(f"{place}: from {before} to {record.status}")
    if any(
        getattr(record, name) in (None, "", [])
        for name in step.needs
        if action not in ("dispose", "split")
    ):
        raise Broken(f"{place}: without what it needs")
    if record.status in ("CLOSED",) and before != record.status and kind.name != "safety_education":
        _all_settled(session, kind, record_id, place)
    if kind.name == "nonconforming_service" and action == "close":
        _service_closed(session, record, place)
    _two_people(session, kind, record, action, who, place)


def _all_settled(session: Session, kind: Register, record_id: int, place: str) -> None:
    """HR-02: what it raised is verified, and what it owes has been raised."""
    raised = standing(session, kind.name, record_id)
    for register, one in raised:
        status = str(session.get_one(catalog.by_name(register).model, one).status)
        if register in SETTLED and status not in SETTLED[register]:
            raise Broken(f"{place}: {register} {one} is {status}")
    owed = session.execute(
        text(
            "SELECT kind, count(*) FROM follow_up WHERE register = :register"
            " AND record_id = :id AND done_at IS NULL GROUP BY kind"
        ),
        {"register": kind.name, "id": record_id},
    )
    for name, count in owed:
        if sum(register == name for register, _one in raised) < count:
            raise Broken(f"{place}: {name} was never raised")


def _service_closed(session: Session, record: Any, place: str) -> None:
    """HR-08 and 四.2.(4), read from the tables."""
    raised = standing(session, "nonconforming_service", record.id)
    sheets = [one for register, one in raised if register == "quality_feedback"]
    actions = [one for register, one in raised if register == "corrective_action"]
    lacking = [] if record.resolutions else ["四.2.(4)"]
    if record.severity == "MINOR":
        audited = session.execute(
            text("SELECT 1 FROM record_link WHERE target_register = 'nonconforming_service' AND"
                 " target_id = :id AND source_register = 'audit_nonconformity_report'"),
            {"id": record.id},
        ).first()  # fmt: skip
        reports = [one for register, one in raised if register == "audit_nonconformity_report"]
        lacking += [] if sheets or reports or audited else ["F02"]
    else:
        seals = [one for register, one in raised if register == "evidence_seal"]
        action_kind = catalog.by_name("corrective_action")
        filled = [
            one for one in (session.get_one(action_kind.model, key) for key in actions)
            if one.narrative and one.root_cause and one.consequence and one.department_opinion
        ]  # fmt: skip
        duties = {
            "①": record.oral_report_at and record.oral_report_to_id and record.remedy,
            "②": filled, "③": sheets, "④": record.evidence or seals,
            "⑤": all(getattr(record, name) for name in DECISION) and record.decided_at,
            "⑥": record.accident_grade or record.appraisal_skipped,
            "⑦": record.points is not None and record.scored_at,
            "judged": record.severity == "MAJOR",
        }  # fmt: skip
        lacking += [mark for mark, done in duties.items() if not done]
    if lacking:
        raise Broken(f"{place}: closed without {lacking}")


def _two_people(
    session: Session, kind: Register, record: Any, action: str, who: int, place: str
) -> None:
    """HR-22: who confirms is not whose work is confirmed."""
    is_major = str(getattr(record, "severity", "")) in ("MAJOR", "SUSPECTED")
    own: dict[tuple[str, str], tuple[str, ...]] = {
        ("quality_feedback", "verify"): ("respond", "completer_id"),
        ("quality_feedback", "send_back"): ("respond", "completer_id"),
        ("corrective_action", "review"): ("plan",),
        ("corrective_action", "approve"): ("plan", "review") if is_major else ("plan",),
        ("service_defect_entry", "judge"): ("report",),
        ("nonconforming_service", "decide"): ("review",),
        ("audit_nonconformity_report", "accept"): ("plan",),
        ("corrective_action", "prove"): ("implement", "implementer_id"),
        ("corrective_action", "fail"): ("implement", "implementer_id"),
        ("audit_nonconformity_report", "verify"): ("finish", "completer_id"),
        ("audit_nonconformity_report", "confirm"): ("auditor_id",),
        ("material_lot", "begin"): ("purchaser_id",),
        ("material_lot", "accept"): ("begin", "purchaser_id"),
        ("disposition_order", "approve"): ("review", "created_by_id"),
        ("in_use_nonconformity", "approve"): ("propose", "created_by_id"),
        ("supplier", "approve"): ("created_by_id",),
        ("env_check", "recheck"): ("action_person_id",),
        ("env_check", "supervise"): ("measure", "judge_fail", "checker_id", "action_person_id",
                                     "recheck"),
        ("surgery_exception", "review"): ("chief_surgeon_id", "sign_record"),
        ("staff_qualification", "grant"): ("person_id",),
        ("unqualified_participation", "supervise"): ("supervisor_id", "participant_id"),
        ("outsourced_nonconformity", "verify"): ("rectify",),
        ("nonconforming_service", "verify"): ("correct", "submit_plan", "report_orally",
                                              "corrected_by_id"),
    }  # fmt: skip
    for one in own.get((kind.name, action), ()):
        person = (
            getattr(record, one)
            if one.endswith("_id")
            else taker(session, kind.name, record.id, one)
        )
        if person == who:
            raise Broken(f"{place}: by who did {one}")
    if (kind.name, action) == ("evidence_seal", "seal") and record.hospital_witness_id != who:
        raise Broken(f"{place}: not by who was there")
    if action == "dispose" and record.disposal_proposed_by_id == who:
        raise Broken(f"{place}: proposed and approved by one")
