"""HR-10 for every register: kept its years, held while in court, disposed of by two people."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from app.i18n import N_, _
from app.models.organisation import Role
from app.services.registers.register import Field, Step
from app.services.registers.roles import HEAD
from app.services.registers.world import World

RETENTION_YEARS = 5  # 四.1.(6), 四.2.(5)


def not_held(world: World, record: Any) -> str | None:
    if record.legal_hold:
        return _("涉诉冻结中（{reason}），解除后才能办").format(reason=record.legal_hold_reason)
    return None


def retention_over(world: World, record: Any) -> str | None:
    """HR-10: five years from closing, and no hold."""
    if reason := not_held(world, record):
        return reason
    if record.retain_until is None or world.today <= record.retain_until:
        return _("保存期到 {day}，还不能销毁（四.1.(6)）").format(day=record.retain_until or "—")
    return None


def second_signature(world: World, record: Any) -> str | None:
    """Disposal takes two people: the archivist proposes, the leader in charge approves."""
    if reason := retention_over(world, record):
        return reason
    if record.disposal_proposed_by_id is None:
        return _("先由档案员提出销毁")
    if record.disposal_proposed_by_id == world.actor.id:
        return _("批准人不能是提出人本人，请换一位")
    return None


def not_proposed(world: World, record: Any) -> str | None:
    if reason := retention_over(world, record):
        return reason
    return _("已经提出销毁，等分管领导批准") if record.disposal_proposed_by_id else None


def held(world: World, record: Any) -> str | None:
    return None if record.legal_hold else _("没有冻结")


def hold(world: World, record: Any) -> None:
    record.legal_hold = True


def release(world: World, record: Any) -> None:
    record.legal_hold = False
    record.legal_hold_reason = None


def close(world: World, record: Any) -> None:
    """Closed today; kept from today."""
    record.closed_on = world.today
    record.retain_until = years_after(world.today, RETENTION_YEARS)


def archive(world: World, record: Any) -> None:
    """Kept five years, counted from closing."""
    record.archived_on = world.today
    record.closed_on = record.closed_on or world.today
    record.retain_until = years_after(record.closed_on, RETENTION_YEARS)


def propose_disposal(world: World, record: Any) -> None:
    record.disposal_proposed_by_id = world.actor.id


def disposer(
    fields: Iterable[Field], describing: Iterable[str], replaced: Iterable[str] = ("narrative",)
) -> Callable[[World, Any], None]:
    """The effect that takes away what names or describes a person; figures for statistics stay.

    `replaced` are texts that may not be empty: a sentence stands in their place.
    """
    gone = {one.name for one in fields if one.sensitive} | set(describing)
    tables = {one.name for one in fields if one.lines}

    def dispose(world: World, record: Any) -> None:
        for name in gone:
            setattr(record, name, [] if name in tables else None)
        for name in replaced:
            setattr(record, name, _("（已按保存期销毁）"))
        world.forget(record)

    return dispose


def steps(
    status: Any, closed: frozenset[StrEnum], dispose: Callable[[World, Any], None], clause: str
) -> tuple[Step, ...]:
    """The steps after the end of a case, the same in every register that is kept."""
    kept = closed | {status.ARCHIVED}
    reason = ("legal_hold_reason",)
    return (
        Step("hold", N_("涉诉冻结…"), kept, None, HEAD, clause, needs=reason, asks=reason,
             guard=not_held, effect=hold),
        Step("release", N_("解除冻结"), kept, None, HEAD, clause, guard=held, effect=release),
        Step("archive", N_("归档"), closed, status.ARCHIVED, HEAD | {Role.ARCHIVIST}, clause,
             effect=archive, signed=True),
        Step("propose_disposal", N_("提出销毁"), frozenset({status.ARCHIVED}), None,
             frozenset({Role.ARCHIVIST}), clause, guard=not_proposed, effect=propose_disposal,
             signed=True),
        Step("dispose", N_("批准销毁"), frozenset({status.ARCHIVED}), status.DISPOSED,
             frozenset({Role.LEADER_IN_CHARGE}), clause, guard=second_signature, effect=dispose,
             signed=True),
    )  # fmt: skip


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
