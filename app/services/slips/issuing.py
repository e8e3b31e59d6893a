"""Printing a form before there is a record, and finding it again when it comes back filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.errors import AppError, NotFound
from app.i18n import _
from app.models.bookkeeping import Draft
from app.models.organisation import Person
from app.services import access, numbering
from app.services.operations import Desk, Operation, actor_of, operation
from app.services.reading import DraftView
from app.services.registers.register import Register
from app.services.registers.world import Actor
from app.services.slips.codes import Code

AT_ONCE = 50


@dataclass(frozen=True)
class Place:
    """Where a code leads: to a record, or to a printed slip (`record_id` None), or to a tool's window."""

    register: Register
    record_id: int | None
    words: str
    tool: str = ""


@dataclass(frozen=True)
class Waiting:
    """A printed slip that nobody has registered yet."""

    code: str
    printed_at: datetime
    person: str
    values: Mapping[str, Any]


@operation("slip.issue")
def issue(current: Operation, kind: Register, count: int) -> tuple[str, ...]:
    """Make blank slips, each with a code of its own."""
    current.require(access.Permission.PRINT_BLANK)
    if not 1 <= count <= AT_ONCE:
        raise AppError(_("一次可以印 1 到 {n} 张空白表").format(n=AT_ONCE))
    codes = tuple(_new_code(current.session, kind) for _one in range(count))
    for code in codes:
        current.session.add(
            Draft(
                register=kind.name, record_id=None, person_id=current.actor.id, slip_code=code,
                values={}, saved_at=current.now, printed_at=current.now,
            )
        )  # fmt: skip
    return codes


@operation("slip.take_back")
def take_back(current: Operation, kind: Register, codes: Sequence[str]) -> int:
    """Forget slips nothing was keyed into: they were not printed after all, or thrown away."""
    current.permit()
    gone = 0
    for draft in current.session.scalars(_printed(kind, current.actor, codes)):
        if not draft.values:
            current.session.delete(draft)
            gone += 1
    return gone


@operation("slip.print_draft")
def print_draft(current: Operation, kind: Register, code: str) -> None:
    """A draft goes to paper as far as it is written: from now on its slip code finds it."""
    current.require(access.Permission.PRINT_BLANK)
    draft = current.session.scalar(
        select(Draft).where(
            Draft.register == kind.name, Draft.slip_code == code, Draft.record_id.is_(None),
            Draft.person_id == current.actor.id,
        )
    )  # fmt: skip
    if draft is None:
        raise NotFound(_("没有草稿 {code}，先存草稿再打印").format(code=code))
    draft.printed_at = draft.saved_at = current.now


@operation("slip.take_over")
def take_over(current: Operation, kind: Register, code: str) -> DraftView:
    """Open a slip that came back: from now on it is this person's draft."""
    current.require(access.Permission.REGISTER)
    found = list(current.session.scalars(_printed(kind, current.actor, [code])))
    if not found:
        raise NotFound(no_slip(code))
    draft = next((one for one in found if one.person_id == current.actor.id), found[0])
    draft.person_id = current.actor.id
    return DraftView(
        draft.slip_code, None, None, dict(draft.values), draft.saved_at, draft.printed_at
    )


def waiting(desk: Desk, kind: Register) -> list[Waiting]:
    """The printed slips of this person's department that are not keyed in yet, newest first."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        rows = session.execute(
            select(Draft, Person.name)
            .join(Person, Person.id == Draft.person_id)
            .where(Draft.id.in_(_printed(kind, actor).with_only_columns(Draft.id)))
            .order_by(Draft.printed_at.desc(), Draft.id.desc())
        ).all()
        return [
            Waiting(one.slip_code, one.printed_at or one.saved_at, person, one.values)
            for one, person in rows
        ]


def find(desk: Desk, registers: Sequence[Register], code: Code) -> Place:
    """Where a code leads this person. Raises NotFound, in words."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        for kind in registers:
            model: Any = kind.model
            known = (
                model.slip_code == code.text
                if code.is_slip
                else or_(model.number == code.text, model.original_number == code.text)
            )
            row = session.execute(
                select(model.id, model.number)
                .where(known, access.visible(actor, kind))
                .order_by(model.id)
            ).first()
            if row is not None:
                return Place(kind, row.id, row.number)
        for kind in registers if code.is_slip else ():
            if session.scalar(_printed(kind, actor, [code.text])) is not None:
                return Place(kind, None, code.text)
    raise NotFound(
        no_slip(code.text)
        if code.is_slip
        else _("没有编号是 {number} 的记录，或不在您能看的范围里").format(number=code.text)
    )


def no_slip(code: str) -> str:
    """Why a slip code leads nowhere."""
    return _("没有单据码 {code}：看看有没有打错，或是别的科室印的。").format(code=code)


def _printed(kind: Register, actor: Actor, codes: Sequence[str] | None = None) -> Any:
    """The printed slips within a person's reach: their own, and those of their department."""
    colleagues = select(Person.id).where(Person.department_id == actor.department_id)
    reach: ColumnElement[bool] = or_(Draft.person_id == actor.id, Draft.person_id.in_(colleagues))
    query = select(Draft).where(
        Draft.register == kind.name, Draft.record_id.is_(None), Draft.printed_at.is_not(None), reach
    )
    return query if codes is None else query.where(Draft.slip_code.in_(codes))


def _new_code(session: Session, kind: Register) -> str:
    """A code no draft and no record carries."""
    model: Any = kind.model
    while True:
        code = numbering.new_slip()
        taken = session.scalar(select(Draft.id).where(Draft.slip_code == code)) or session.scalar(
            select(model.id).where(model.slip_code == code)
        )
        if taken is None:
            return code
