"""What guards and effects of a register may know and do, inside the running operation."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import AppError
from app.i18n import N_, _
from app.models.base import Record
from app.models.bookkeeping import Attachment, ClockPause, Disposal, FollowUp
from app.models.organisation import Department
from app.services import defaults
from app.services.days import deadlines, workdays
from app.services.operations import Operation
from app.services.registers.register import Register
from app.services.registers.world import Actor

FOLLOW_UP_LABELS = {
    "quality_feedback": N_("质量检查反馈表 F02"),
    "nonconforming_service": N_("不合格服务"),
}


def due_of(
    session: Session, register: str, code: str, received_at: datetime, record_id: int | None
) -> deadlines.Due:
    """The deadline of one record by the rule in force on the day of receipt, pauses counted."""
    rule = deadlines.rule_for(session, code, received_at)
    pauses = deadlines.pauses_of(session, register, record_id)
    return deadlines.compute(rule, received_at, workdays.load(session), pauses)


class ReadWorld:
    """The knowing half of a `World`: enough to ask guards why a step is not possible."""

    def __init__(
        self, session: Session, actor: Actor, now: datetime, today: date, kind: Register
    ) -> None:
        self.session = session
        self.actor = actor
        self.now = now
        self.today = today
        self.kind = kind

    def due(self, rule: str, received_at: datetime, record_id: int | None) -> date:
        return due_of(self.session, self.kind.name, rule, received_at, record_id).due_on

    def office(self, function: str) -> Department:
        found = self.session.scalar(select(Department).where(Department.function == function))
        if found is None:
            raise AppError(
                _("没有承担“{function}”职能的科室。到“系统 › 科室”里指定一个。").format(
                    function=function
                )
            )
        return found

    def department(self, department_id: int) -> Department:
        return self.session.get_one(Department, department_id)

    def routed(self, topic: str) -> int | None:
        function = next((one.function for one in defaults.routes() if one.topic == topic), None)
        return self.office(function).id if function else None

    def open_follow_ups(self, record: Record) -> Sequence[str]:
        return [
            _("{what}还没有办结（{why}）").format(
                what=_(FOLLOW_UP_LABELS.get(one.kind, one.kind)), why=one.reason
            )
            for one in _follow_ups(self.session, self.kind.name, record.id)
            if one.done_at is None
        ]

    def record_exists(self, register: str, record_id: int) -> bool:
        model: Any = self.kind.model
        record = self.session.get(model, record_id) if register == self.kind.name else None
        return record is not None and record.status != "VOIDED"


class RecordWorld(ReadWorld):
    """The acting half, inside an operation."""

    def __init__(self, current: Operation, kind: Register) -> None:
        super().__init__(current.session, current.actor, current.now, current.today, kind)
        self._current = current
        self._owed: list[FollowUp] = []

    def follow_up(
        self, record: Record, kind: str, clause: str, reason: str, due_on: date | None = None
    ) -> None:
        owed = FollowUp(
            register=self.kind.name,
            kind=kind,
            clause=clause,
            reason=reason,
            due_on=due_on,
            raised_at=self.now,
        )
        self._owed.append(owed)
        if record.id is not None:
            self.settle(record)

    def settle(self, record: Record) -> None:
        """Keep what the record owes, once it has its id; what it owes already is not owed twice."""
        if not self._owed:
            return
        known = {
            (one.kind, one.clause) for one in _follow_ups(self.session, self.kind.name, record.id)
        }
        for owed in self._owed:
            if (owed.kind, owed.clause) not in known:
                owed.record_id = record.id
                self.session.add(owed)
        self._owed.clear()

    def pause_clock(self, record: Any, reason: str) -> None:
        record.paused_on = self.today
        record.pause_reason = reason
        self.session.add(
            ClockPause(
                register=self.kind.name, record_id=record.id, reason=reason, began_on=self.today
            )
        )

    def resume_clock(self, record: Any) -> None:
        for pause in self.session.scalars(
            select(ClockPause).where(
                ClockPause.register == self.kind.name,
                ClockPause.record_id == record.id,
                ClockPause.ended_on.is_(None),
            )
        ):
            pause.ended_on = self.today
        record.paused_on = None
        record.pause_reason = None
        self.session.flush()
        self.kind.on_change(self, record)

    def forget(self, record: Record) -> None:
        self._dispose(record.uid)
        files = select(Attachment).where(
            Attachment.register == self.kind.name, Attachment.record_id == record.id
        )
        for one in self.session.scalars(files):
            one.name = _("（已按保存期销毁）")
            one.note = None
            one.withdrawn_reason = one.withdrawn_reason and one.name
            self._dispose(one.uid)

    def _dispose(self, uid: str) -> None:
        self.session.add(
            Disposal(object_uid=uid, approved_by_id=self.actor.id, approved_at=self.now)
        )
        self._current.forgotten.add(uid)


def _follow_ups(session: Session, register: str, record_id: int) -> Sequence[FollowUp]:
    return session.scalars(
        select(FollowUp)
        .where(FollowUp.register == register, FollowUp.record_id == record_id)
        .order_by(FollowUp.id)
    ).all()
