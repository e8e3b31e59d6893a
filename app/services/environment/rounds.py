"""One round of many points by one person: entered on one sheet, kept whole or not at all (四.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.clock import local
from app.errors import InvalidRecord
from app.i18n import _
from app.models.environment.check import EnvFinding, EnvRound, EnvStatus, EnvVerdict
from app.models.environment.standard import EnvPoint
from app.models.organisation import Department, Person
from app.services import records, values
from app.services.access import Permission
from app.services.operations import Changes, Operation, operation
from app.services.registers.environment.env_check import REGISTER
from app.services.registers.surroundings import Standing
from app.services.surroundings import book

LINES_MOST = 300
CONFIRMED = {
    EnvVerdict.PASS: "judge_pass", EnvVerdict.WARN: "judge_warn", EnvVerdict.FAIL: "judge_fail",
}  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """What was found at one point. `pending`: sampled now, the result comes later (培养需要几天)."""

    point_id: int
    value: Decimal | None = None
    finding: EnvFinding | None = None
    instrument: str = ""
    odd_confirmed: bool = False
    pending: bool = False
    note: str = ""


@dataclass(frozen=True)
class RoundEntry:
    """A round as it was walked: who, since when, with whom, how many points were planned."""

    department_id: int
    started_at: datetime
    checker_id: int
    companion: str
    planned: int
    lines: tuple[Measured, ...]


@operation("environment.round")
def submit(current: Operation, entry: RoundEntry) -> Changes:
    """Keep a round: what passed is closed, warnings and failures stay open until dealt with.

    Who submits confirms the computed verdicts. All lines or none; raises InvalidRecord keyed by
    `str(point_id)`, or by `lines`, `started_at`, `checker_id`, `department_id`; NotAllowed.
    """
    current.require(Permission.REGISTER)
    if problems := _of_the_whole(current, entry):
        raise InvalidRecord(problems)
    one = EnvRound(
        department_id=entry.department_id,
        started_at=entry.started_at,
        checker_id=entry.checker_id,
        companion=entry.companion.strip(),
        planned=max(entry.planned, len(entry.lines)),
        measured=sum(not line.pending for line in entry.lines),
    )
    current.add(one)
    day = local(entry.started_at).date()
    wanted = {line.point_id for line in entry.lines}
    points = book.standings(current.session, EnvPoint.id.in_(wanted), day=day)
    for line in entry.lines:
        try:
            _keep(current, entry, one, line, points.get(line.point_id))
        except InvalidRecord as refused:
            problems[str(line.point_id)] = str(refused)
    if problems:
        raise InvalidRecord(problems)
    return current.changes()


def _of_the_whole(current: Operation, entry: RoundEntry) -> dict[str, str]:
    """What is wrong with the round, before its lines are looked at."""
    problems: dict[str, str] = {}
    ids = [line.point_id for line in entry.lines]
    if not ids:
        problems["lines"] = _("还没有填写一项；测了几项提交几项")
    elif len(ids) > LINES_MOST:
        problems["lines"] = _("一次最多提交 {n} 项，分几次提交").format(n=LINES_MOST)
    elif len(set(ids)) < len(ids):
        problems["lines"] = _("有检查点填了两次；同一点再测一次的，另行提交")
    if entry.started_at > current.now:
        problems["started_at"] = _("不能晚于现在")
    checker = current.session.get(Person, entry.checker_id)
    if checker is None or not checker.active:
        problems["checker_id"] = _("没有这位检查人，或已停用；重新选择")
    if current.session.get(Department, entry.department_id) is None:
        problems["department_id"] = _("没有这个检查科室；重新选择")
    return problems


def _keep(
    current: Operation, entry: RoundEntry, one: EnvRound, line: Measured, point: Standing | None
) -> None:
    """One line as a check of its own, its computed verdict confirmed."""
    if point is None:
        raise InvalidRecord({"point_code": _("没有这个检查点，或已停用；刷新后再填")})
    if reason := _why_no_result(line):
        raise InvalidRecord({"value": reason})
    accepted, problems = values.accept(REGISTER, _given(entry, line, point))
    if problems:
        raise InvalidRecord(problems)
    record = records.create(current, REGISTER, accepted, round_id=one.id)
    if record.status is EnvStatus.MEASURED:
        records.take_too(current, REGISTER, record, CONFIRMED[record.last_verdict])


def _why_no_result(line: Measured) -> str:
    has_result = line.value is not None or line.finding is not None
    if line.pending and has_result:
        return _("选了“待结果”又填了结果；有结果的去掉“待结果”")
    if not line.pending and not has_result:
        return _("没有结果；没测的不提交，已采样送检的选“待结果”")
    return ""


def _given(entry: RoundEntry, line: Measured, point: Standing) -> Mapping[str, Any]:
    return {
        "checked_at": entry.started_at,
        "point_code": point.code,
        "checker_id": entry.checker_id,
        "companion": entry.companion,
        "instrument_code": line.instrument,
        "value": line.value,
        "finding": line.finding,
        "odd_confirmed": line.odd_confirmed,
        "remarks": line.note,
    }
