"""The import itself: a dry run that finds everything, then one transaction that only inserts."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app import clock
from app.i18n import _
from app.services import access, audit, numbering, search
from app.services.imports import layouts, workbook
from app.services.imports.conversion import Converter
from app.services.imports.mapping import Table, find_table, read_mapping
from app.services.imports.report import ImportReport, Problem, RowResult
from app.services.imports.rows import RowReader
from app.services.operations import Changes, Desk, Operation, actor_of, operation
from app.services.people import directory
from app.services.registers.register import Register
from app.services.text import clean

VOIDED = "VOIDED"
_LOOKED_UP_AT_ONCE = 500
_REPORTED_EVERY = 50

T = TypeVar("T")
Reporter = Callable[[int, int], None]
"""Told how many of how many are done; raises Cancelled when the person does not want it any more."""


@dataclass(frozen=True)
class Imported:
    """What an import did: the report with the new numbers, and the changes for the pages."""

    report: ImportReport
    changes: Changes


def examine(
    desk: Desk,
    kind: Register,
    path: Path,
    sheet: str | None = None,
    mapping: Path | Mapping[str, str] | None = None,
    progress: Reporter | None = None,
) -> ImportReport:
    """The dry run: read the file, check every row, look up what is already here. Writes nothing.

    `mapping` is a file, or normalised heading → field as `read_mapping` gives. Raises FileProblem for
    a file, sheet or mapping that cannot be used, NotAllowed.
    """
    with desk.database.read() as session:
        access.require(actor_of(session, desk.person_id), access.Permission.IMPORT)
        people_and_departments = directory.read(session)
    given = read_mapping(mapping, kind) if isinstance(mapping, Path) else mapping
    book = workbook.read(path)
    table = find_table(book, kind, sheet, given)
    converter = Converter(kind, layouts.of(kind.name).words, people_and_departments)
    reader = RowReader(kind, table, converter, clock.today())
    rows = _without_repeats(
        kind, table, [reader.read(row) for row in _counted(table.rows, progress)]
    )
    with desk.database.read() as session:
        rows = _with_present(session, kind, table, rows)
    return ImportReport(kind, book.name, book.sha256, table, tuple(rows))


def bring_in(
    desk: Desk,
    kind: Register,
    path: Path,
    sheet: str | None = None,
    mapping: Path | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Examine a file and, unless it is a dry run, write what can be imported."""
    report = examine(desk, kind, path, sheet, mapping)
    return report if dry_run else insert(desk, report).report


@operation("record.import")
def insert(current: Operation, report: ImportReport, progress: Reporter | None = None) -> Imported:
    """Write the importable rows of a dry run in one transaction; what came in since is left out.

    Records brought in get numbers of their own series, keep their old number and dates, are marked
    补录, and no clock runs for them.
    """
    current.require(access.Permission.IMPORT)
    kind = report.kind
    rows = _with_present(current.session, kind, report.table, report.rows)
    chosen = [row for row in rows if row.importable]
    records = _insert(current, kind, chosen, progress) if chosen else []
    numbers = [record.number for record in records]
    given = dict(zip((row.number for row in chosen), numbers, strict=True))
    rows = [replace(row, imported_as=given.get(row.number)) for row in rows]
    done = replace(report, rows=tuple(rows), done=True, numbers=tuple(numbers))
    if records:
        _note_group(current, done, records)
    return Imported(done, current.changes())


def _insert(
    current: Operation, kind: Register, rows: Sequence[RowResult], progress: Reporter | None
) -> list[Any]:
    numbers = numbering.take(
        current.session, kind.prefix, numbering.IMPORTED, current.today, len(rows)
    )
    model: Any = kind.model
    records = [
        model(
            number=number,
            original_number=row.original_number,
            backfilled=True,
            status=_status(kind, row.values),
            department_id=current.actor.department_id,
            created_by_id=current.actor.id,
            updated_by_id=current.actor.id,
            **row.values,
        )
        for number, row in zip(numbers, rows, strict=True)
    ]
    current.session.add_all(records)
    current.session.flush()
    for record in _counted(records, progress):
        search.index(current.session, kind, record)
    return records


def _counted(items: Sequence[T], progress: Reporter | None) -> Iterator[T]:
    """Go through the items and say how far it is; the reporter may raise Cancelled."""
    for place, item in enumerate(items):
        if progress and place % _REPORTED_EVERY == 0:
            progress(place, len(items))
        yield item


def _status(kind: Register, values: Mapping[str, Any]) -> Any:
    layout = layouts.of(kind.name)
    answered = any(values.get(name) for name in layout.answered_by)
    return layout.answered if answered and layout.answered is not None else kind.initial


def _note_group(current: Operation, report: ImportReport, records: Sequence[Any]) -> None:
    """One entry around the rows' own: which file, which mapping, which records exactly."""
    digests = {entry.object_uid: entry.digest for entry in current.entries}
    listed = [[record.uid, record.number, digests[record.uid]] for record in records]
    current.event(
        "record.import",
        register=report.kind.name,
        file_sha256=report.sha256,
        sheet=report.table.sheet,
        heading_row=report.table.heading_row,
        mapping=[f"{column.letter} {column.field}" for column in report.table.mapped],
        rows=len(report.numbers),
        first_seq=audit.head(current.session)[0] + 1,
        manifest=hashlib.sha256(audit.canonical(listed)).hexdigest(),
    )


def _without_repeats(kind: Register, table: Table, rows: Iterable[RowResult]) -> list[RowResult]:
    """Rows that repeat an earlier row of the same file get a problem saying which."""
    first: dict[object, int] = {}
    checked = []
    for row in rows:
        key = _key(kind, row)
        if key is not None and key in first:
            earlier = _("与第 {row} 行相同").format(row=first[key])
            problems = (*row.problems, _repeated(table, row, earlier))
            checked.append(replace(row, problems=problems))
            continue
        if key is not None:
            first[key] = row.number
        checked.append(row)
    return checked


def _key(kind: Register, row: RowResult) -> object | None:
    """What tells two rows apart: the old number, or without one the content."""
    if row.original_number is not None:
        return row.original_number
    received = row.values.get(kind.received)
    if received is None or row.problems:
        return None
    return _content_key(received, *(row.values.get(name) for name in _content_fields(kind)))


def _content_fields(kind: Register) -> tuple[str, ...]:
    """Long texts and identifying fields: together with the time they make a case unmistakable."""
    named = [one.name for one in kind.fields if one.sensitive]
    return (*kind.subject, *named)


def _content_key(received: datetime, *texts: object) -> tuple[datetime, str]:
    joined = "\x00".join(clean(str(text or "")) for text in texts)
    return received, hashlib.sha256(joined.encode()).hexdigest()


def _repeated(table: Table, row: RowResult, mend: str) -> Problem:
    column = next(
        (one for one in table.mapped if one.field == layouts.ORIGINAL_NUMBER), table.mapped[0]
    )
    found = row.original_number or _("（整行）")
    return Problem(row.number, column.letter, column.heading, found, _("不重复的编号或内容"), mend)


def _with_present(
    session: Session, kind: Register, table: Table, rows: Sequence[RowResult]
) -> list[RowResult]:
    """Mark the rows whose records are here already and not voided.

    The same old number with another time is another case: it is refused, not taken for present.
    """
    by_number = _records_by_number(session, kind, rows)
    by_content = (
        _records_by_content(session, kind)
        if any(row.original_number is None for row in rows)
        else {}
    )
    checked = []
    for row in rows:
        received = row.values.get(kind.received)
        if row.problems or received is None:
            checked.append(row)
        elif row.original_number is None:
            checked.append(replace(row, present=by_content.get(_key(kind, row))))
        elif row.original_number in by_number:
            number, known = by_number[row.original_number]
            checked.append(
                replace(row, present=number)
                if known == received
                else _conflict(table, row, number, known)
            )
        else:
            checked.append(row)
    return checked


def _conflict(table: Table, row: RowResult, number: str, known: datetime) -> RowResult:
    mend = _("{number} 已用这个编号，时间是 {moment}；核对后改编号或时间").format(
        number=number, moment=f"{clock.local(known):%Y-%m-%d %H:%M}"
    )
    return replace(row, problems=(*row.problems, _repeated(table, row, mend)))


def _records_by_number(
    session: Session, kind: Register, rows: Iterable[RowResult]
) -> dict[str, tuple[str, datetime]]:
    wanted = [row.original_number for row in rows if row.original_number is not None]
    model: Any = kind.model
    found: dict[str, tuple[str, datetime]] = {}
    for start in range(0, len(wanted), _LOOKED_UP_AT_ONCE):
        some = wanted[start : start + _LOOKED_UP_AT_ONCE]
        query = select(model.number, model.original_number, getattr(model, kind.received)).where(
            or_(model.original_number.in_(some), model.number.in_(some)), model.status != VOIDED
        )
        for number, original, received in session.execute(query):
            for one in (number, original):
                if one is not None:
                    found[one] = (number, received)
    return found


def _records_by_content(session: Session, kind: Register) -> dict[object, str]:
    model: Any = kind.model
    fields = (getattr(model, name) for name in _content_fields(kind))
    query = select(model.number, getattr(model, kind.received), *fields).where(
        model.backfilled, model.original_number.is_(None), model.status != VOIDED
    )
    return {
        _content_key(received, *texts): number
        for number, received, *texts in session.execute(query)
    }
