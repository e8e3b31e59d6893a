"""What stands in the way of voiding a record: what it raised, and what was closed on the strength of it."""

from app.errors import StepRefused
from app.i18n import _
from app.models.base import VOIDED, Record
from app.services.registers import catalog
from app.services.registers.register import Register
from app.services.world import ReadWorld

GONE = frozenset({VOIDED, "DISPOSED"})


def require_standing(record: Record, status: str) -> None:
    """Nothing comes from a record that does not count any more."""
    if status in GONE:
        raise StepRefused(
            _("{number} 已作废或销毁，不能再由它转出记录").format(number=record.number)
        )


def resting_on(world: ReadWorld, record: Record) -> list[tuple[Register, Record]]:
    """The closed cases a record came from. Raises StepRefused where what it raised is still open."""
    waiting = [
        f"{_(kind.item)} {one.number}"
        for kind in catalog.REGISTERS
        for one in world.linked(record, kind.name)
        if one.status in kind.open_states
    ]
    if waiting:
        raise StepRefused(
            _("还不能作废：由它开出的{what}还没有办结，先办结或先作废").format(
                what="、".join(waiting)
            )
        )
    return [
        (kind, one.record)
        for one in world.origins(record)
        if one.status not in (kind := catalog.by_name(one.register)).open_states
        and _against_closing(world, kind, one.record) is None
    ]


def require_still_closed(world: ReadWorld, resting: list[tuple[Register, Record]]) -> None:
    """Asked once it is voided: a case that is closed could have been closed without it (四.6)."""
    world.session.flush()
    for kind, case in resting:
        if reason := _against_closing(world, kind, case):
            raise StepRefused(
                _("还不能作废：{case} 是凭它结案的（四.6）。没有它，{reason}").format(
                    case=case.number, reason=reason
                )
            )


def _against_closing(world: ReadWorld, kind: Register, case: Record) -> str | None:
    close = next((one for one in kind.steps if one.action == "close"), None)
    if close is None or close.guard is None:
        return None
    of_case = ReadWorld(world.session, world.actor, world.now, world.today, kind)
    return close.guard(of_case, case)  # type: ignore[arg-type]  # guards only read
