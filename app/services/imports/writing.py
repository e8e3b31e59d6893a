"""Writing an import: everything is computed before the lock is taken, then only inserted."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app import clock
from app.models.base import new_salt, new_uid
from app.models.daily import ImportedRecord, ImportRun
from app.services import access, audit, numbering, search
from app.services.imports import layouts, remembered
from app.services.imports.presence import with_present
from app.services.imports.report import ImportReport, RowResult
from app.services.operations import Changes, Desk, Operation, actor_of, operation
from app.services.registers.register import Register
from app.services.registers.world import Actor

_REPORTED_EVERY = 50
_ACTION = "record.import"
_LONGEST_FILE_NAME = 255

T = TypeVar("T")
Reporter = Callable[[int, int], None]
"""Told how many of how many are done; raises Cancelled when the person does not want it any more."""


@dataclass(frozen=True)
class Imported:
    """What an import did: the report with the new numbers, the changes, and the run to undo it by."""

    report: ImportReport
    changes: Changes
    run_id: int | None = None


@dataclass(frozen=True)
class _Ready:
    """One record as it will be stored, its place in the audit and its tokens for the search."""

    row: RowResult
    stored: Mapping[str, Any]
    entry: audit.Entry
    tokens: Sequence[str]


@dataclass(frozen=True)
class _Batch:
    """The records of an import, made for one person and for the numbers foreseen."""

    person: Actor
    numbers: tuple[str, ...]
    ready: tuple[_Ready, ...]


def insert_rows(desk: Desk, report: ImportReport, progress: Reporter | None = None) -> Imported:
    """Write the importable rows of a dry run in one transaction; what came in since is left out.

    Records brought in get numbers of their own series, keep their old number and dates, are marked
    补录, and no clock runs for them.
    """
    with desk.database.read() as session:
        person = actor_of(session, desk.person_id, desk.workstation)
        access.require(person, access.Permission.IMPORT)
        rows = with_present(session, report.kind, report.table, report.rows)
        chosen = [row for row in rows if row.importable]
        numbers = _foreseen(session, report.kind, len(chosen))
    batch = _prepare(report.kind, person, chosen, numbers, progress)
    return write(desk, report, batch, progress)


@operation(_ACTION)
def write(
    current: Operation, report: ImportReport, batch: _Batch, progress: Reporter | None = None
) -> Imported:
    """The transaction itself. What was foreseen is looked at again, and made anew if it changed."""
    current.require(access.Permission.IMPORT)
    kind = report.kind
    rows = with_present(current.session, kind, report.table, report.rows)
    chosen = [row for row in rows if row.importable]
    if not chosen:
        return Imported(_done(report, rows, ()), current.changes())
    numbers = numbering.take(
        current.session, kind.prefix, numbering.IMPORTED, current.today, len(chosen)
    )
    same_rows = [one.row.number for one in batch.ready] == [row.number for row in chosen]
    if not same_rows or batch.numbers != tuple(numbers) or batch.person != current.actor:
        batch = _prepare(kind, current.actor, chosen, numbers, None)
    done = _done(report, rows, batch.ready)
    run = _store(current, done, batch)
    remembered.keep(current, done)
    if progress:
        progress(len(chosen), len(chosen))
    return Imported(done, current.changes(), run.id)


def _store(current: Operation, report: ImportReport, batch: _Batch) -> ImportRun:
    session, kind = current.session, report.kind
    model: Any = kind.model
    newest = session.scalar(select(func.max(model.id))) or 0
    # Through the connection: what is inserted here needs no identity in the session.
    session.connection().execute(insert(model), [one.stored for one in batch.ready])
    ids = {
        uid: record_id
        for uid, record_id in session.execute(select(model.uid, model.id).where(model.id > newest))
    }
    by_id = {ids[one.entry.object_uid]: one.tokens for one in batch.ready}
    search.index_tokens(session, kind, by_id)
    current.entries += [one.entry for one in batch.ready]
    current.tables.add(model.__tablename__)
    run = ImportRun(
        register=kind.name,
        file_name=report.file[:_LONGEST_FILE_NAME],
        file_sha256=report.sha256,
        rows=len(batch.ready),
        imported_at=current.now,
        imported_by_id=current.actor.id,
    )
    session.add(run)
    session.flush()
    session.connection().execute(
        insert(ImportedRecord), [{"run_id": run.id, "record_id": one} for one in by_id]
    )
    _note_group(current, report, batch, run)
    return run


def _foreseen(session: Session, kind: Register, count: int) -> list[str]:
    return numbering.foresee(session, kind.prefix, numbering.IMPORTED, clock.today(), count)


def _prepare(
    kind: Register,
    person: Actor,
    rows: Sequence[RowResult],
    numbers: Sequence[str],
    progress: Reporter | None,
) -> _Batch:
    pairs = list(zip(rows, numbers, strict=True))
    ready = tuple(
        _made_ready(kind, person, row, number) for row, number in counted(pairs, progress)
    )
    return _Batch(person, tuple(numbers), ready)


def _made_ready(kind: Register, person: Actor, row: RowResult, number: str) -> _Ready:
    now = clock.now()
    model: Any = kind.model
    given = {
        **row.values,
        "uid": new_uid(),
        "digest_salt": new_salt(),
        "number": number,
        "original_number": row.original_number,
        "backfilled": True,
        "status": _status(kind, row.values),
        "department_id": person.department_id,
        "created_at": now,
        "created_by_id": person.id,
        "updated_at": now,
        "updated_by_id": person.id,
    }
    stored = {
        column.key: given[column.key] if column.key in given else _default(column)
        for column in model.__table__.columns
        if column.key != "id"
    }
    snapshot = audit.snapshot_of(model, stored)
    changes = {name: (None, value) for name, value in snapshot.items()}
    entry = audit.Entry(
        _ACTION, model.__tablename__, stored["uid"], stored["version"], changes,
        audit.digest_of(stored["digest_salt"], snapshot), sealed=audit.seal(changes),
    )  # fmt: skip
    return _Ready(row, stored, entry, search.tokens(kind, stored))


def _default(column: Any) -> Any:
    default = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg


def _done(report: ImportReport, rows: Sequence[RowResult], ready: Sequence[_Ready]) -> ImportReport:
    given = {one.row.number: str(one.stored["number"]) for one in ready}
    rows = [replace(row, imported_as=given.get(row.number)) for row in rows]
    return replace(report, rows=tuple(rows), done=True, numbers=tuple(given.values()))


def _status(kind: Register, values: Mapping[str, Any]) -> Any:
    layout = layouts.of(kind.name)
    judged = values.get(layout.judged_by)
    if isinstance(judged, StrEnum) and judged in layout.ends:
        return layout.ends[judged]
    answered = any(values.get(name) for name in layout.answered_by)
    return layout.answered if answered and layout.answered is not None else kind.initial


def counted(items: Sequence[T], progress: Reporter | None) -> Iterator[T]:
    """Go through the items and say how far it is; the reporter may raise Cancelled."""
    for place, item in enumerate(items):
        if progress and place % _REPORTED_EVERY == 0:
            progress(place, len(items))
        yield item


def _note_group(current: Operation, report: ImportReport, batch: _Batch, run: ImportRun) -> None:
    """One entry around the rows' own: which file, which mapping, which records exactly."""
    listed = [[one.entry.object_uid, one.stored["number"], one.entry.digest] for one in batch.ready]
    current.event(
        _ACTION,
        register=report.kind.name,
        run=run.uid,
        file_sha256=report.sha256,
        sheet=report.table.sheet,
        heading_row=report.table.heading_row,
        mapping=[f"{column.letter} {column.field}" for column in report.table.mapped],
        rows=len(report.numbers),
        first_seq=audit.head(current.session)[0] + 1,
        manifest=hashlib.sha256(audit.canonical(listed)).hexdigest(),
    )
