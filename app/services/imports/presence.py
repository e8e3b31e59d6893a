"""Telling rows apart: what repeats an earlier row of the file, and what is in the register already."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app import clock
from app.i18n import _
from app.models.base import VOIDED
from app.services.imports import layouts
from app.services.imports.mapping import Table
from app.services.imports.report import Problem, RowResult
from app.services.registers.register import Register
from app.services.text import clean

_LOOKED_UP_AT_ONCE = 500


def without_repeats(kind: Register, table: Table, rows: Iterable[RowResult]) -> list[RowResult]:
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


def with_present(
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
