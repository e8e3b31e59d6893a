"""The imports of a register, and undoing one: its records voided, a portion at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from app import clock
from app.errors import Cancelled, NotFound, StepRefused
from app.i18n import N_, _
from app.models.base import VOIDED
from app.models.bookkeeping import Attachment, Draft, FollowUp, StepEntry
from app.models.daily import ImportedRecord, ImportRun, RecordLink
from app.models.organisation import Person
from app.services import access, records
from app.services.imports.writing import Reporter
from app.services.operations import Changes, Desk, Operation, actor_of, operation
from app.services.registers.register import Register
from app.services.registers.world import Actor
from app.services.world import ReadWorld

REASON = N_("撤销导入")
# The write lock is held for about a second at a time, whatever the import brought.
AT_ONCE = 250
_NAMED_MOST = 10


@dataclass(frozen=True)
class Run:
    """One import: which file, how many rows, by whom and when; and who undid it when."""

    id: int
    file: str
    rows: int
    at: datetime
    by: str
    undone_at: datetime | None
    undone_by: str


@dataclass(frozen=True)
class Undoing:
    """What undoing an import would do: which records it voids, which it must leave and why."""

    run: Run
    voids: tuple[int, ...]
    left: tuple[tuple[str, str], ...]
    voided_before: int

    def names(self) -> str:
        """The records that stay, each with its reason, the first ten of them."""
        return _named(self.left)


def _named(left: Sequence[tuple[str, str]]) -> str:
    named = [
        _("{number}（{why}）").format(number=number, why=why) for number, why in left[:_NAMED_MOST]
    ]
    more = len(left) - len(named)
    return "、".join(named) + (_(" 等 {n} 件").format(n=len(left)) if more else "")


def listed(desk: Desk, kind: Register) -> tuple[Run, ...]:
    """The imports of a register, the newest first. Raises NotAllowed."""
    with desk.database.read() as session:
        access.require(actor_of(session, desk.person_id), access.Permission.IMPORT)
        return tuple(_read(session, ImportRun.register == kind.name))


def weigh(desk: Desk, kind: Register, run_id: int) -> Undoing:
    """What undoing this import would do. Raises NotAllowed, NotFound."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.IMPORT)
        return _weighed(session, actor, kind, run_id)


def undo(
    desk: Desk,
    kind: Register,
    run_id: int,
    leave_rest: bool = False,
    progress: Reporter | None = None,
) -> Changes:
    """Void every record of an import with the reason 撤销导入, so many at a time that others can save.

    Raises StepRefused when the import was undone before, or when some of its records were worked on
    since; with `leave_rest` these stay and the others are voided. Stopped half-way by `progress` it
    says so with StepRefused; undoing again goes on from there.
    """
    undoing = weigh(desk, kind, run_id)
    _refuse(undoing, leave_rest)
    tables: frozenset[str] = frozenset()
    portions = list(_portions(undoing.voids))
    for done, ids in enumerate(portions):
        _report(progress, done * AT_ONCE, len(undoing.voids))
        is_last = ids is portions[-1]
        tables |= undo_portion(desk, kind, run_id, ids, leave_rest, is_last).tables
    return Changes(tables)


def _report(progress: Reporter | None, done: int, total: int) -> None:
    if progress is None:
        return
    try:
        progress(done, total)
    except Cancelled as stopped:
        if not done:
            raise
        raise StepRefused(
            _("停下了：已撤销 {n} 件，其余 {m} 件没有动。再撤销一次，接着办其余的").format(
                n=done, m=total - done
            )
        ) from stopped


def _refuse(undoing: Undoing, leave_rest: bool) -> None:
    if undoing.run.undone_at is not None:
        raise StepRefused(_("这次导入已经撤销过"))
    if undoing.left and not leave_rest:
        raise StepRefused(
            _("导入以后有 {n} 件已经办理过，没有撤销：{names}").format(
                n=len(undoing.left), names=undoing.names()
            )
        )
    if not undoing.voids:
        raise StepRefused(_("这次导入的记录都已作废或办理过，没有可以撤销的"))


def _portions(ids: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for start in range(0, len(ids), AT_ONCE):
        yield tuple(ids[start : start + AT_ONCE])


@operation("import.undo")
def undo_portion(
    current: Operation,
    kind: Register,
    run_id: int,
    ids: Sequence[int],
    leave_rest: bool,
    is_last: bool,
) -> Changes:
    """Void some of the records of an import; with the last of them the import counts as undone."""
    current.require(access.Permission.IMPORT)
    run = current.session.get_one(ImportRun, run_id)
    if run.undone_at is not None:
        raise StepRefused(_("这次导入已经撤销过"))
    judged = _judged(current.session, current.actor, kind, run_id, ids)
    left = [(record.number, why) for record, why in judged if why]
    if left and not leave_rest:
        raise StepRefused(
            _("撤销到一半停下：{n} 件刚办理过：{names}。先前的已作废，再撤销一次接着办").format(
                n=len(left), names=_named(left)
            )
        )
    voids = [record for record, why in judged if why is None]
    _void(current, kind, voids)
    facts: dict[str, Any] = {"register": kind.name, "run": run.uid, "voided": len(voids)}
    if is_last:
        run.undone_at = current.now
        run.undone_by_id = current.actor.id
        facts["left"] = _numbers_left(current.session, kind, run_id)
    current.event("import.undo", **facts)
    return current.changes()


def _numbers_left(session: Session, kind: Register, run_id: int) -> list[str]:
    model: Any = kind.model
    of_run = select(ImportedRecord.record_id).where(ImportedRecord.run_id == run_id)
    final = [one for one in type(kind.initial) if one.value in records.FINAL]
    query = select(model.number).where(model.id.in_(of_run), model.status.not_in(final))
    return list(session.scalars(query.order_by(model.id)))


def _void(current: Operation, kind: Register, found: Iterable[Any]) -> None:
    reason = _(REASON)
    current.why = reason
    for record in found:
        source = record.status
        record.status = kind.status(VOIDED)
        record.void_reason = reason
        record.updated_at = current.now
        record.updated_by_id = current.actor.id
        records.note_step(
            current, kind, record, "void", source, record.status, signed=True, note=reason
        )
    current.session.flush()


def _read(session: Session, condition: Any) -> Iterable[Run]:
    by, undone_by = aliased(Person), aliased(Person)
    query = (
        select(ImportRun, by.name, undone_by.name)
        .join(by, by.id == ImportRun.imported_by_id)
        .outerjoin(undone_by, undone_by.id == ImportRun.undone_by_id)
        .where(condition)
        .order_by(ImportRun.id.desc())
    )
    for run, name, undone_name in session.execute(query):
        yield Run(
            run.id, run.file_name, run.rows, run.imported_at, name, run.undone_at,
            undone_name or "",
        )  # fmt: skip


def _weighed(session: Session, actor: Actor, kind: Register, run_id: int) -> Undoing:
    found = (ImportRun.id == run_id) & (ImportRun.register == kind.name)
    run = next(iter(_read(session, found)), None)
    if run is None:
        raise NotFound(_("没有这次导入，或它属于别的台账"))
    judged = _judged(session, actor, kind, run_id)
    return Undoing(
        run,
        tuple(record.id for record, why in judged if why is None),
        tuple((record.number, why) for record, why in judged if why),
        sum(1 for _record, why in judged if why == ""),
    )


def _judged(
    session: Session, actor: Actor, kind: Register, run_id: int, ids: Sequence[int] = ()
) -> list[tuple[Any, str | None]]:
    """Each record of a run, or those of `ids`: None when it may be voided, why not, or nothing when
    it is voided."""
    model: Any = kind.model
    of_run = select(ImportedRecord.record_id).where(ImportedRecord.run_id == run_id)
    if ids:
        of_run = of_run.where(ImportedRecord.record_id.in_(ids))
    touched = _touched(session, kind, of_run)
    world = ReadWorld(session, actor, clock.now(), clock.today(), kind)
    query = select(model).where(model.id.in_(of_run)).order_by(model.id)
    return [(record, _why_not(record, touched, world)) for record in session.scalars(query)]


def _why_not(record: Any, touched: Mapping[int, str], world: ReadWorld) -> str | None:
    if record.status in records.FINAL:
        return ""
    if getattr(record, "legal_hold", False):
        return _("涉诉冻结中")
    if record.id in touched:
        return touched[record.id]
    if record.version > 1:
        return _("已改过")
    if not access.allowed(world.actor, access.Permission.VOID, record, world.kind):
        return _("您不能作废")
    guard = world.kind.void_guard
    return guard(world, record) if guard else None  # type: ignore[arg-type]  # guards only read


def _touched(session: Session, kind: Register, of_run: Select[int]) -> dict[int, str]:
    """Records with something attached since: the last reason found is the one that is said."""
    found: dict[int, str] = {}
    reasons: tuple[tuple[Any, str], ...] = (
        (Draft, _("有没存完的草稿")),
        (FollowUp, _("有要办的后续")),
        (Attachment, _("有附件")),
        (StepEntry, _("已办过")),
    )
    for table, why in reasons:
        query = select(table.record_id).where(
            table.register == kind.name, table.record_id.in_(of_run)
        )
        found.update((record_id, why) for record_id in session.scalars(query))
    ends = (
        (RecordLink.source_register, RecordLink.source_id),
        (RecordLink.target_register, RecordLink.target_id),
    )
    for register, record_id in ends:
        linked = select(record_id).where(register == kind.name, record_id.in_(of_run))
        found.update((one, _("与别的记录有关联")) for one in session.scalars(linked))
    return found
