"""Clause 四.5 at random: anybody tries any step with anything, and an oracle reads the tables."""

import random
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app import clock
from app.errors import AppError
from app.models.organisation import MEDICAL_AFFAIRS, NURSING, Role
from app.models.processes.participation import StaffQualification
from app.services import audit, records
from app.services.operations import Desk
from app.services.registers import catalog
from app.services.registers.register import Register
from tests.cast import Cast
from tests.factory import VALUES
from tests.hospital import desk_of
from tests.roads import ROADS

TURNS, MOST = 2000, 10_000
# What a walk is about, and so goes on for.
REACHED = {
    "preop_check.confirm", "preop_check.block", "preop_check.check_again",
    "surgery_exception.review", "surgery_exception.judge_equipment",
    "surgery_exception.review_facility", "treatment_error.rescue", "treatment_error.close",
    "unqualified_participation.supervise", "unqualified_participation.close",
    "staff_qualification.grant", "outsourced_nonconformity.verify",
    "outsourced_nonconformity.close",
}  # fmt: skip
GROUP = next(one for one in catalog.GROUPS if one.name == "processes").registers
OFFICES = {MEDICAL_AFFAIRS, NURSING}
WHOLE = ("sterile", "counted", "itemised")
# Who judges: register and step → the parts in the procedure that may.
JUDGES = {
    ("surgery_exception", "judge_equipment"): {"EQUIPMENT"},
    ("surgery_exception", "review_facility"): {"GENERAL_AFFAIRS"},
    ("surgery_exception", "review"): {MEDICAL_AFFAIRS},
    ("surgery_exception", "close"): {MEDICAL_AFFAIRS},
    ("unqualified_participation", "judge"): OFFICES,
    ("unqualified_participation", "supervise"): OFFICES,
    ("unqualified_participation", "close"): OFFICES,
    ("staff_qualification", "grant"): OFFICES,
    ("staff_qualification", "refuse"): OFFICES,
    ("staff_qualification", "withdraw"): OFFICES,
}
SELDOM = {"hold", "archive", "withdraw", "refuse", "remove", "set_aside"}


def answers() -> dict[tuple[str, str], list[Any]]:
    """What might be written with a step: that of every road that takes it."""
    found: dict[tuple[str, str], list[Any]] = {}
    for road in ROADS.values():
        for move in road.moves:
            found.setdefault((road.register, move.action), []).append(move.values)
    return found


class Walk:
    """The people, the records so far, and the chance that decides."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast, self.chance, self.answers = cast, random.Random(seed), answers()
        everybody = [
            desk_of(cast.admin, *Role, department=code, staff_no=f"ALL-{code}")
            for code in ("YWK", "HLB", "SBK", "ZWK", "GK1")
        ]
        self.people = [cast.chief, cast.nurse, cast.handler, cast.head, *everybody]
        self.functions = {desk.person_id: self._function(desk) for desk in self.people}
        self.records: list[tuple[Register, int]] = []
        self.taken: set[str] = set()

    def _function(self, desk: Desk) -> str | None:
        with desk.database.read() as session:
            return session.execute(
                text("SELECT d.function FROM person p JOIN department d ON d.id = p.department_id"
                     f" WHERE p.id = {desk.person_id}")
            ).scalar_one()  # fmt: skip

    def turn(self) -> None:
        who = self.chance.choice(self.people)
        try:
            if len(self.records) < 12 or self.chance.random() < 0.06:
                self.register(who)
            elif self.chance.random() < 0.04:
                self.void(who)
            else:
                self.step(who)
        except AppError:
            return

    def register(self, who: Desk) -> None:
        kind = self.chance.choice((*GROUP, *GROUP[:1] * 3))  # its roads are the longest
        people = [one.person_id for one in self.people]
        other: dict[str, Any] = {
            "surgery_exception": {"chief_surgeon_id": self.chance.choice(people),
                                  "exception_type": self.chance.choice((
                                      "EQUIPMENT_UNUSABLE", "PATIENT_EMERGENCY",
                                      "UNINTENDED_OUTCOME", "POWER_FAILURE"))},
            "treatment_error": {"degree": self.chance.choice(("MINOR", "MAJOR"))},
            "staff_qualification": {"person_id": self.chance.choice(people)},
            "unqualified_participation": {"participant_id": self.chance.choice([None, *people])},
        }.get(kind.name, {})  # fmt: skip
        record_id = records.register(who, kind, VALUES[kind.name](who) | other).record_id
        assert record_id is not None
        self.records.append((kind, record_id))

    def step(self, who: Desk) -> None:
        kind, record_id = self.chance.choice(self.records[-40:])
        with self.cast.admin.database.read() as session:
            record = session.get_one(kind.model, record_id)
            session.expunge(record)
        fitting = [
            one for one in kind.steps
            if record.status in one.sources
            and (one.action not in SELDOM or self.chance.random() < 0.15)
        ]  # fmt: skip
        steps = fitting if fitting and self.chance.random() < 0.85 else list(kind.steps)
        action = self.chance.choice(steps).action
        given = self.given(kind, action)
        who = self.likely(kind, action, record, who)
        records.move(who, kind, record_id, record.version, action, given)
        self.taken.add(f"{kind.name}.{action}")
        with self.cast.admin.database.read() as session:
            self.hold_against(session, kind, record_id, action, who.person_id)

    def likely(self, kind: Register, action: str, record: Any, who: Desk) -> Desk:
        """Every other time somebody who may, or most steps would never be taken."""
        if self.chance.random() < 0.5:
            return who
        judges = JUDGES.get((kind.name, action), set())
        fitting = [
            one for one in self.people
            if self.functions[one.person_id] in judges
            or (action in ("handle", "sign_record") and one.person_id == record.chief_surgeon_id)
        ]  # fmt: skip
        return self.chance.choice(fitting) if fitting else who

    def given(self, kind: Register, action: str) -> dict[str, Any]:
        """Right, short of something, or by way of somebody else."""
        makers = self.answers.get((kind.name, action), [])
        given = dict(self.chance.choice(makers)(self.cast)) if makers else {}
        if kind.name == "preop_check" and self.chance.random() < 0.3:
            given |= {self.chance.choice(WHOLE): self.chance.choice(("COMPLETE", "INCOMPLETE"))}
        if "supervisor_id" in given:
            given["supervisor_id"] = self.chance.choice(self.people).person_id
        if given and self.chance.random() < 0.1:
            given.pop(self.chance.choice(sorted(given)))
        return given

    def void(self, who: Desk) -> None:
        kind, record_id = self.chance.choice(self.records[-40:])
        with self.cast.admin.database.read() as session:
            record = session.get_one(kind.model, record_id)
            status, version = str(record.status), record.version
        records.void(who, kind, record_id, version, "开错了")
        assert status not in ("BLOCKED", "SET_ASIDE", "VALID")

    # ---- the oracle ------------------------------------------------------------------------------

    def hold_against(
        self, session: Session, kind: Register, record_id: int, action: str, who: int
    ) -> None:
        """Fail where a step that was taken should not have been."""
        record: Any = session.get_one(kind.model, record_id)
        place = f"{kind.name} {record.number} {action}"
        if (judges := JUDGES.get((kind.name, action))) is not None:
            assert self.functions[who] in judges, place
        check = getattr(self, kind.name)
        check(session, record, action, who, [one for one, _who in self.trail(session, record)])

    def trail(self, session: Session, record: Any) -> list[tuple[str, int]]:
        rows = session.execute(
            text("SELECT action, person_id FROM step_entry WHERE register = :register"
                 " AND record_id = :id ORDER BY id"),
            {"register": record.__tablename__, "id": record.id},
        )  # fmt: skip
        return [(one[0], one[1]) for one in rows]

    def preop_check(
        self, _session: Session, record: Any, action: str, who: int, steps: list[str]
    ) -> None:
        if action != "confirm":
            return
        assert all(getattr(record, name) == "COMPLETE" for name in WHOLE), record.number
        assert record.equipment_fit in ("FIT", "NOT_NEEDED")
        assert record.scrub_nurse_id == who
        judged = [one for one in steps if one in ("block", "check_again", "confirm")]
        assert "block" not in judged[-2:], judged

    def surgery_exception(
        self, _session: Session, record: Any, action: str, who: int, steps: list[str]
    ) -> None:
        if action in ("handle", "sign_record"):
            assert record.chief_surgeon_id == who
        if action == "review":
            assert record.chief_surgeon_id != who
            needed = {"EQUIPMENT_UNUSABLE": "judge_equipment", "POWER_FAILURE": "review_facility"}
            assert needed.get(str(record.exception_type), "sign_record") in steps

    def treatment_error(
        self, session: Session, record: Any, action: str, _who: int, _steps: list[str]
    ) -> None:
        if action in ("remedy", "enter"):
            assert record.degree == "MINOR"
        if action == "rescue":
            assert record.medical_told_at
            assert record.nursing_told_at
        if action in ("rescue", "close") and record.degree == "MAJOR":
            states = session.execute(
                text("SELECT s.status FROM record_link l JOIN nonconforming_service s"
                     " ON s.id = l.target_id WHERE l.source_register = 'treatment_error'"
                     " AND l.source_id = :id AND l.target_register = 'nonconforming_service'"),
                {"id": record.id},
            ).scalars().all()  # fmt: skip
            assert states
            assert action == "rescue" or set(states) <= {"CLOSED", "ARCHIVED", "DISPOSED"}

    def unqualified_participation(
        self, session: Session, record: Any, action: str, who: int, _steps: list[str]
    ) -> None:
        assert record.participant_id != who
        if action == "supervise":
            assert record.supervisor_id not in (None, record.participant_id, who)
            rests_on = session.scalars(
                select(StaffQualification).where(
                    StaffQualification.number == record.qualification_number
                )
            ).one()
            assert rests_on.person_id == record.supervisor_id
            assert str(rests_on.status) == "VALID"
            assert rests_on.valid_from <= clock.today() <= rests_on.valid_until

    def staff_qualification(
        self, _session: Session, record: Any, _action: str, who: int, _steps: list[str]
    ) -> None:
        assert record.person_id != who

    def outsourced_nonconformity(
        self, session: Session, record: Any, action: str, who: int, steps: list[str]
    ) -> None:
        assert record.contract_number
        if action in ("verify", "send_back"):
            last = [by for one, by in self.trail(session, record) if one == "rectify"][-1]
            assert last != who
        if action == "close":
            assert "verify" in steps


def test_no_walk_breaks_what_the_clause_holds(cast: Cast) -> None:
    walk = Walk(cast, 20261130)
    for turn in range(MOST):
        walk.turn()
        if turn > TURNS and walk.taken >= REACHED:
            break
    assert walk.taken >= REACHED
    with cast.admin.database.read() as session:
        assert audit.verify(session).ok
    assert cast.admin.database.integrity_problems() == []
