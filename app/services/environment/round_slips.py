"""The blank sheets of rounds that were printed: each has a code that opens its very points again."""

from collections.abc import Sequence

from sqlalchemy import Select, or_, select

from app.errors import AppError, NotFound
from app.i18n import _
from app.models.bookkeeping import Draft
from app.models.organisation import Person
from app.services import access, numbering
from app.services.environment import round_drafts
from app.services.environment.round_drafts import KIND, Begun
from app.services.operations import Desk, Operation, actor_of, operation
from app.services.registers.environment import env_check, tools
from app.services.registers.world import Actor
from app.services.slips import issuing
from app.services.slips.codes import Code
from app.services.slips.issuing import Place

POINTS_MOST = 300


@operation("env_round.print")
def issue(current: Operation, scope: int | None, point_ids: Sequence[int]) -> str:
    """A sheet of these points goes to paper; answers the code it is found by when it comes back."""
    current.require(access.Permission.PRINT_BLANK)
    if not point_ids:
        raise AppError(_("巡查表上还没有检查点；选好科室，或先加点再印"))
    if len(point_ids) > POINTS_MOST:
        raise AppError(_("一张巡查纸最多印 {n} 个点，分科室印").format(n=POINTS_MOST))
    while True:
        code = numbering.new_slip()
        if current.session.scalar(select(Draft.id).where(Draft.slip_code == code)) is None:
            break
    begun = Begun(current.now, scope, None, "", {}, code, points=tuple(point_ids))
    current.session.add(
        Draft(
            register=KIND, record_id=None, person_id=current.actor.id, slip_code=code,
            values=round_drafts.packed(begun), saved_at=current.now, printed_at=current.now,
        )
    )  # fmt: skip
    return code


@operation("env_round.take_back")
def take_back(current: Operation, code: str) -> None:
    """Forget a sheet that was not printed after all."""
    current.permit()
    draft = current.session.scalar(_within_reach(current.actor, code))
    if draft is not None and not round_drafts.unpacked(draft).filled:
        current.session.delete(draft)


def find(desk: Desk, code: Code) -> Place:
    """Where the code of a printed sheet leads: to a round. Raises NotFound, in words."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        if code.is_slip and session.scalar(_within_reach(actor, code.text)) is not None:
            return Place(env_check.REGISTER, None, code.text, tools.ROUND.name)
    raise NotFound(issuing.no_slip(code.text))


@operation("env_round.take_over")
def take_over(current: Operation, code: str) -> Begun:
    """Open a sheet that came back: from now on it is this person's round. Raises NotFound."""
    current.require(access.Permission.REGISTER)
    draft = current.session.scalar(_within_reach(current.actor, code))
    if draft is None:
        raise NotFound(issuing.no_slip(code))
    draft.person_id = current.actor.id
    return round_drafts.unpacked(draft)


def _within_reach(actor: Actor, code: str) -> Select[Draft]:
    """A printed sheet: this person's own, or one of their department."""
    colleagues = select(Person.id).where(Person.department_id == actor.department_id)
    return select(Draft).where(
        Draft.register == KIND, Draft.slip_code == code, Draft.printed_at.is_not(None),
        or_(Draft.person_id == actor.id, Draft.person_id.in_(colleagues)),
    )  # fmt: skip
