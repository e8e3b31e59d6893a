"""What guards and effects of a register may know and do, inside the running operation."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import get_history

from app import clock
from app.errors import AppError
from app.i18n import _
from app.models.base import VOIDED, Record
from app.models.bookkeeping import Attachment, ClockPause, Disposal, FollowUp
from app.models.complaint import CauseCategory, Complaint
from app.models.corrective_action import CorrectiveAction
from app.models.daily import RecordLink
from app.models.nonconforming_service import NonconformingService
from app.models.organisation import Department, Person
from app.models.processes.participation import QualificationStatus, StaffQualification
from app.services import defaults, values
from app.services.days import deadlines
from app.services.operations import Operation
from app.services.owing import duties as duties_of
from app.services.owing import taken
from app.services.registers import catalog
from app.services.registers.register import Register
from app.services.registers.world import Actor, Linked, Origin, Taken
from app.services.reports import freezing
from app.services.stock.stock_book import StockBook
from app.services.surroundings.book import EnvBook
from app.services.survey_count.survey_book import SurveyBook

# The cause of a major nonconformity stands on the action sheet F03 it raised.
_CAUSE_OF_SHEET = (
    select(CorrectiveAction.cause_category)
    .join(RecordLink, RecordLink.target_id == CorrectiveAction.id)
    .where(
        RecordLink.target_register == CorrectiveAction.__tablename__,
        RecordLink.source_register == NonconformingService.__tablename__,
        RecordLink.source_id == NonconformingService.id,
        CorrectiveAction.status != VOIDED,
    )
    .order_by(CorrectiveAction.id.desc())
    .limit(1)
    .correlate(NonconformingService)
    .scalar_subquery()
)
Creator = Callable[..., Any]


def _register_of(record: Record) -> str:
    """The name of the register a record belongs to."""
    state: Any = inspect(record)
    return str(state.mapper.local_table.name)


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
        self.stock = StockBook(session)
        self.surroundings = EnvBook(session)
        self.surveys = SurveyBook(session)

    def due(self, rule: str, received_at: datetime, record_id: int | None) -> date:
        return deadlines.of_record(
            self.session, self.kind.name, rule, received_at, record_id
        ).due_on

    def due_moment(self, rule: str, start: datetime) -> datetime:
        return deadlines.of_record(self.session, self.kind.name, rule, start, None).due_at

    def was(self, record: Record, name: str) -> Any:
        history = get_history(record, name)
        return history.deleted[0] if history.deleted else getattr(record, name)

    def count_causes(
        self, cause: CauseCategory, department_id: int, since: date, until: date
    ) -> int:
        first, last = clock.end_of_day(since), clock.end_of_day(until)
        same = (
            (Complaint, Complaint.main_cause, Complaint.respondent_department_id,
             Complaint.received_at),
            (NonconformingService, func.coalesce(NonconformingService.cause_category, _CAUSE_OF_SHEET),
             NonconformingService.responsible_department_id, NonconformingService.found_at),
        )  # fmt: skip
        return sum(
            self.session.scalar(
                select(func.count()).where(
                    causes == cause, department == department_id, at >= first, at < last,
                    model.status != VOIDED,
                )
            ) or 0
            for model, causes, department, at in same
        )  # fmt: skip

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

    def person(self, person_id: int | None) -> str:
        found = self.session.get(Person, person_id) if person_id else None
        return found.name if found else ""

    def staff_named(self, department_id: int | None, text: str) -> Sequence[str]:
        query = select(Person.name).where(Person.department_id == department_id)
        names = dict.fromkeys(self.session.scalars(query.order_by(Person.name)))
        return [name for name in names if len(name) > 1 and name in text]

    def works_in(self, person_id: int | None) -> int | None:
        found = self.session.get(Person, person_id) if person_id else None
        return found.department_id if found else None

    def qualifications(self, person_id: int | None) -> Sequence[StaffQualification]:
        query = select(StaffQualification).where(
            StaffQualification.person_id == person_id,
            StaffQualification.status == QualificationStatus.VALID,
            StaffQualification.valid_from <= self.today,
            StaffQualification.valid_until >= self.today,
        )
        with self.session.no_autoflush:  # effects ask while the record is half changed
            return self.session.scalars(query.order_by(StaffQualification.id)).all()

    def linked(self, record: Record, register: str) -> Sequence[Linked]:
        source = _register_of(record)
        here = (RecordLink.source_register == source, RecordLink.source_id == record.id)
        query = select(RecordLink.target_id).where(*here, RecordLink.target_register == register)
        return self._standing(register, self.session.scalars(query).all())

    def origins(self, record: Record) -> Sequence[Linked]:
        query = select(RecordLink.source_register, RecordLink.source_id).where(
            RecordLink.target_register == _register_of(record), RecordLink.target_id == record.id
        )
        found: list[Linked] = []
        for register, record_id in self.session.execute(query):
            if catalog.has(register):
                found += self._standing(register, [record_id])
        return found

    def _standing(self, register: str, ids: Sequence[int]) -> Sequence[Linked]:
        if not ids:  # most records have few links, and guards ask for every register
            return []
        kind = catalog.by_name(register)
        model: Any = kind.model
        query = select(model).where(model.id.in_(ids), model.status != VOIDED).order_by(model.id)
        return [
            Linked(
                kind.name, one.id, one.number, one.status, one.status in kind.settled_states, one
            )
            for one in self.session.scalars(query)
        ]

    def open_follow_ups(self, record: Record) -> Sequence[str]:
        duties = [
            one for one in duties_of.follow_ups(self.session, self.kind.name, record.id)
            if one.done_at is None
        ]  # fmt: skip
        sentences = []
        for kind in catalog.REGISTERS:
            if kind.settled_states and kind.carry:
                raised = self.linked(record, kind.name)
                sentences += [
                    _("{item} {number} 还是“{state}”，尚未验证有效").format(
                        item=_(kind.item), number=one.number, state=_(one.status.label)
                    )
                    for one in raised if not one.is_settled
                ]  # fmt: skip
                owed = [one for one in duties if one.kind == kind.name]
                duties = [one for one in duties if one.kind != kind.name]
                sentences += [duties_of.not_raised(one) for one in owed[len(raised) :]]
        return sentences + [duties_of.not_finished(one) for one in duties]

    def lacks(self, record: Record, register: str) -> bool:
        """Whether more records of a register are owed than stand."""
        duties = duties_of.follow_ups(self.session, self.kind.name, record.id)
        owed = [one for one in duties if one.kind == register and one.done_at is None]
        return len(owed) > len(self.linked(record, register))

    def took(self, record: Record, action: str) -> int | None:
        step = self.last(record, action)
        return step.person_id if step else None

    def last(self, record: Record, *actions: str) -> Taken | None:
        return taken.last(self.session, _register_of(record), record.id, actions)

    def written(self, record: Record, name: str) -> Taken | None:
        return taken.first_written(self.session, record.uid, name)

    def twin(self, record: Record, names: Sequence[str]) -> str | None:
        model: Any = self.kind.model
        same = [getattr(model, name) == getattr(record, name) for name in names]
        query = select(model.number).where(*same, model.status != VOIDED, ~model.backfilled)
        with self.session.no_autoflush:
            found: str | None = self.session.scalar(query.limit(1))
        return found

    def hands(self, record: Record, *actions: str) -> frozenset[int]:
        return taken.hands(self.session, _register_of(record), record.id, actions)

    def record_exists(self, register: str, record_id: int) -> bool:
        model: Any = self.kind.model
        record = self.session.get(model, record_id) if register == self.kind.name else None
        return record is not None and record.status != VOIDED


class RecordWorld(ReadWorld):
    """The acting half, inside an operation."""

    def __init__(
        self,
        current: Operation,
        kind: Register,
        create: Creator | None = None,
        take: Creator | None = None,
    ) -> None:
        super().__init__(current.session, current.actor, current.now, current.today, kind)
        self._current = current
        self._create = create
        self._take = take
        self._owed: list[FollowUp] = []
        self._shared: set[tuple[str, int]] = set()
        self.stock = StockBook(current.session, current, self._add_lot)
        self.surroundings = EnvBook(current.session, self._put_aside)
        self.surveys = SurveyBook(current.session, current, self._add_feedback, self._dispose)

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
        duties = duties_of.follow_ups(self.session, self.kind.name, record.id)
        known = {(one.kind, one.clause) for one in duties}
        new = [owed for owed in self._owed if (owed.kind, owed.clause) not in known]
        self._owed.clear()
        waiting = Counter(one.kind for one in duties if one.done_at is None)
        for owed in new:
            owed.record_id = record.id
            self.session.add(owed)
            waiting[owed.kind] += 1
            if catalog.has(owed.kind) and waiting[owed.kind] > self._standing_for(
                record, owed.kind
            ):
                self.raise_record(record, owed.kind, owed.reason)

    def share(self, record: Record, other: Linked) -> None:
        link(self._current, (self.kind.name, record.id), (other.register, other.record_id))
        self._shared.add((other.register, other.record_id))

    def _standing_for(self, record: Record, register: str) -> int:
        """How many records stand for the duties in a register; what was just shared may be unwritten."""
        known = {(register, one.record_id) for one in self.linked(record, register)}
        return len(known | {one for one in self._shared if one[0] == register})

    def raise_record(self, record: Record, register: str, reason: str = "") -> None:
        if self._create is None:
            raise RuntimeError("nothing is raised where deadlines are only counted again")
        target = catalog.by_name(register)
        taken = carried(target, origin_of(self.kind, record, reason))
        accepted, _problems = values.accept(target, target.defaults(self.actor, self.now) | taken)
        made = self._create(self._current, target, accepted)
        link(self._current, (self.kind.name, record.id), (target.name, made.id))

    def _add_lot(self, accepted: dict[str, Any], columns: dict[str, Any]) -> None:
        if self._create is None:
            raise RuntimeError("no lot is made where deadlines are only counted again")
        kind = catalog.by_name("material_lot")
        made = self._create(self._current, kind, accepted, **columns)
        link(self._current, (kind.name, columns["parent_id"]), (kind.name, made.id))

    def _put_aside(self, lot: Record, given: Mapping[str, Any]) -> None:
        if self._take is None:
            raise RuntimeError("no lot is moved but by a step")
        self._take(self._current, catalog.by_name("material_lot"), lot, "withdraw", given)

    def _add_feedback(self, survey_id: int, given: dict[str, Any]) -> None:
        if self._create is None:
            raise RuntimeError("no feedback is issued where deadlines are only counted again")
        kind = catalog.by_name("survey_feedback")
        accepted = values.accept(kind, kind.defaults(self.actor, self.now) | given)[0]
        made = self._create(self._current, kind, accepted, survey_id=survey_id)
        link(self._current, (self.kind.name, survey_id), (kind.name, made.id))

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

    def freeze(self, record: Any) -> None:
        freezing.freeze(self._current, record)

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


def origin_of(kind: Register, record: Any, reason: str = "") -> Origin:
    """A record as another register sees it when a record is raised from it."""
    held = {field.name: getattr(record, field.name) for field in kind.fields}
    if account := kind.account(record):
        held |= {"narrative": account}
    return Origin(kind.name, record.id, record.number, values.title(kind, record), held, reason)


def carried(target: Register, origin: Origin) -> dict[str, Any]:
    """What a record raised from another begins with; what the other leaves open is not there."""
    if target.carry is None:
        raise AppError(_("{item}不能从别的记录转出").format(item=_(target.item)))
    taken = target.carry(origin)
    return {name: value for name, value in taken.items() if value not in (None, "", [])}


def link(current: Operation, source: tuple[str, int], target: tuple[str, int]) -> None:
    """Remember that one record came from another."""
    current.session.add(
        RecordLink(
            source_register=source[0],
            source_id=source[1],
            target_register=target[0],
            target_id=target[1],
            linked_at=current.now,
            linked_by_id=current.actor.id,
        )
    )
