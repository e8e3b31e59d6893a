"""One row of an old register → accepted values with all its problems at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app import clock
from app.i18n import _
from app.services import values
from app.services.imports import layouts
from app.services.imports.cells import Cell, Fault, Formula, Row, is_blank, shown
from app.services.imports.conversion import (
    Converter,
    Unfit,
    forbidden_in,
    is_same_as_above,
    refuse_computed,
    text_of,
)
from app.services.imports.layouts import ORIGINAL_NUMBER, Layout
from app.services.imports.mapping import Column, Table, normal
from app.services.imports.report import Problem, RowResult, Taken
from app.services.registers.register import Field, Kind, Register
from app.services.text import clean

REMARKS = "remarks"
_LONGEST_NUMBER = 60
_LONGEST_SHOWN = 60
_ENDS = ("合计", "小计", "总计", "共计", "填表", "制表", "审核人")  # what stands below the records


@dataclass
class _Draft:
    """A row while it is being read."""

    row: Row
    cells: dict[str, Cell] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    original_number: str | None = None


class RowReader:
    """Reads the rows of one table in order; ditto marks take the value of the row above."""

    def __init__(
        self,
        kind: Register,
        table: Table,
        converter: Converter,
        today: date,
        *,
        keep_unknown: bool = False,
        taken: Taken | None = None,
    ) -> None:
        self._keep_unknown = keep_unknown and REMARKS in kind.by_name
        self._taken = taken or {}
        self._joined: dict[int, list[int]] = {}
        self._kind = kind
        self._table = table
        self._convert = converter.convert
        self._today = today
        self._layout = layouts.of(kind.name)
        self._above: dict[int, Cell] = {}
        self._columns = {column.field: column for column in table.mapped}
        self._deciding = tuple(one for one in table.columns if _decides(one, self._layout))
        model: Any = kind.model
        stored = model.__table__.columns
        self._needed = tuple(
            one
            for one in kind.fields
            if not stored[one.name].nullable and stored[one.name].default is None
        )

    def joined(self, rows: Sequence[Row]) -> list[Row]:
        """The rows with what merged cells say for them, rows that only go on telling put together."""
        found: list[Row] = []
        for row in rows:
            if found and self._goes_on(row):
                found[-1] = self._with_more(found[-1], row)
                self._joined.setdefault(found[-1].number, []).append(row.number)
            else:
                found.append(_filled(row))
        return found

    def _goes_on(self, row: Row) -> bool:
        """Whether a row has nothing of its own but long texts: a narrative that took two rows."""
        told = False
        for column in self._table.columns:
            if is_blank(row.cell(column.index)):
                continue
            one = self._kind.by_name.get(column.field or "")
            if (
                one is None
                or one.kind is not Kind.LONG_TEXT
                or is_same_as_above(row.cell(column.index))
            ):
                return False
            told = True
        return told

    def _with_more(self, row: Row, more: Row) -> Row:
        cells = [row.cell(index) for index in range(max(len(row.cells), len(more.cells)))]
        for column in self._table.mapped:
            cell = more.cell(column.index)
            if not is_blank(cell):
                before = cells[column.index]
                # What computes is refused where it stands; joined to a text it would pass as one.
                keep = isinstance(cell, Formula | Fault) or is_blank(before)
                whole = before if isinstance(before, Formula | Fault) else None
                cells[column.index] = whole or (cell if keep else f"{shown(before)}\n{shown(cell)}")
        return Row(row.number, tuple(cells))

    def read(self, row: Row) -> RowResult:
        """The row's values, or everything that is wrong with it."""
        draft = _Draft(row)
        if more := self._joined.get(row.number):
            rows = "、".join(map(str, more))
            draft.notes.append(_("第 {rows} 行接着写，并入这一行").format(rows=rows))
        for column in self._table.mapped:
            self._read_cell(draft, column)
        for column in self._deciding:
            self._refuse_forbidden(draft, column)
        if self._keep_unknown:
            self._keep(draft)
        self._complete(draft)
        self._check(draft)
        self._call_by_name(draft)
        texts = [
            text
            for one in self._kind.fields
            if isinstance(text := draft.values.get(one.name), str) and one.choices is None
        ]
        for word in forbidden_in(texts):
            draft.notes.append(
                _("正文里有“{word}”，已照原文保留，核对是否违反程序").format(word=word)
            )
        return RowResult(
            row.number,
            draft.original_number,
            draft.values,
            # In the order of the columns, so that a person can go along the row.
            tuple(sorted(draft.problems, key=lambda one: (len(one.column), one.column))),
            lacking=tuple(
                one.label
                for one in self._kind.fields
                if one.required and values.is_empty(draft.values.get(one.name))
            ),
            notes=tuple(draft.notes),
            hints=tuple(draft.hints),
        )

    def _read_cell(self, draft: _Draft, column: Column) -> None:
        cell = draft.row.cell(column.index)
        if is_same_as_above(cell):
            cell = self._above.get(column.index)
        self._above[column.index] = cell
        if is_blank(cell) or column.field is None:
            return
        written = clean(shown(cell))
        if (column.letter, written) in self._taken:
            meant = self._taken[column.letter, written]
            cell = meant
            draft.notes.append(_("“{written}”按“{read}”导入").format(written=written, read=meant))
        draft.cells[column.field] = cell
        try:
            if column.field == ORIGINAL_NUMBER:
                draft.original_number = _number(cell)
            else:
                draft.values[column.field] = self._convert(self._kind[column.field], cell)
        except Unfit as problem:
            self._note_unfit(draft, column, cell, problem)

    def _refuse_forbidden(self, draft: _Draft, column: Column) -> None:
        """What became of goods is no free text, also where the column is no field of ours."""
        cell = draft.row.cell(column.index)
        if is_same_as_above(cell):
            cell = self._above.get(column.index)
        self._above[column.index] = cell
        found = forbidden_in([shown(cell)])
        if found and not any(one.column == column.letter for one in draft.problems):
            draft.problems.append(
                _problem(draft.row, column, shown(cell), _("实际的处理：退货、更换、补足、销毁"),
                         _("程序不允许“{word}”，按实际结果改").format(word=found[0]))
            )  # fmt: skip

    def _note_unfit(self, draft: _Draft, column: Column, cell: Cell, problem: Unfit) -> None:
        one = self._kind.by_name.get(column.field or "")
        if one is not None and self._goes_to_remarks(one, cell):
            name = clean(shown(cell))
            draft.remarks.append(f"{_(one.label)}：{name}")
            note = _("{what}“{name}”不在人员表里，记入备注").format(what=_(one.label), name=name)
            if not problem.suggestion:
                draft.notes.append(note)
                return
            mend = _("{note}；{likely}").format(note=note, likely=problem.mend)
            draft.hints.append(
                _problem(draft.row, column, name, problem.expected, mend, meant=problem.suggestion)
            )
            return
        found = shown(cell)
        draft.problems.append(
            _problem(draft.row, column, clean(found) if problem.suggestion else found,
                     problem.expected, problem.mend, meant=problem.suggestion)
        )  # fmt: skip

    def _keep(self, draft: _Draft) -> None:
        """What is no field of ours goes into the remarks, line by line: 列名：值."""
        for column in self._table.columns:
            cell = draft.row.cell(column.index)
            if column.field is not None or is_blank(cell):
                continue
            if isinstance(cell, Formula | Fault):
                text = _("“{heading}”是公式或错误值，没有并入备注").format(heading=column.heading)
                draft.notes.append(text)
                continue
            draft.remarks.append(f"{column.heading}：{clean(shown(cell), lines=True)}")

    def _goes_to_remarks(self, one: Field, cell: Cell) -> bool:
        """People of former years are not in the directory; their names must not get lost."""
        return one.kind is Kind.PERSON and isinstance(cell, str) and REMARKS in self._kind.by_name

    def _complete(self, draft: _Draft) -> None:
        """What follows from the row itself: a main choice belongs to its list, and the reverse."""
        for main, many in self._layout.mains.items():
            chosen = draft.values.get(main)
            among = draft.values.get(many)
            if chosen is not None and chosen not in (among or []):
                draft.values[many] = [*(among or []), chosen.value]
            elif chosen is None and among and len(among) == 1:
                choices = self._kind[main].choices
                draft.values[main] = choices(among[0]) if choices else among[0]
        begun = self._layout.begun
        if begun and begun not in self._columns and values.is_empty(draft.values.get(begun)):
            draft.values[begun] = clock.instant(self._today)
        if draft.remarks:
            kept = [draft.values.get(REMARKS) or "", *draft.remarks]
            draft.values[REMARKS] = "\n".join(text for text in kept if text)
            try:
                values.accept_one(self._kind[REMARKS], draft.values[REMARKS])
            except values.WrongValue as problem:
                column, label = self._columns.get(REMARKS), _(self._kind[REMARKS].label)
                draft.problems.append(
                    _problem(draft.row, column, draft.values[REMARKS], label, str(problem), label)
                )

    def _check(self, draft: _Draft) -> None:
        """What the record cannot do without, then the register's own rules for what is there."""
        wrong = {problem.heading for problem in draft.problems}
        for one in self._needed:
            column = self._columns.get(one.name)
            if values.is_empty(draft.values.get(one.name)) and (
                column is None or column.heading not in wrong
            ):
                need = values.need(one)
                draft.problems.append(
                    _problem(draft.row, column, "", _("必填"), need, _(one.label))
                )
        found = self._kind.check(draft.values, self._today)
        for name, text in found.items():
            if not values.is_empty(draft.values.get(name)):
                column = self._columns.get(name)
                cell = shown(draft.cells.get(name))
                label = _(self._kind[name].label)
                draft.problems.append(
                    _problem(draft.row, column, cell, _("合乎规则的{what}").format(what=label), text,
                             label)
                )  # fmt: skip

    def _call_by_name(self, draft: _Draft) -> None:
        """A line of totals or signatures is refused once, as what it is."""
        for column in self._table.columns:
            if not is_blank(cell := draft.row.cell(column.index)):
                found = clean(shown(cell))
                if draft.problems and normal(found).startswith(_ENDS):
                    mend = _("这一行不是记录，不用改：它不会写入，其余各行照样导入")
                    draft.problems = [_problem(draft.row, column, found, _("一件记录"), mend)]
                return


def _decides(column: Column, layout: Layout) -> bool:
    """Whether a column says what became of goods."""
    written = column.heading.split() or [""]
    names = (normal(column.heading), normal(written[-1]), column.field)
    return any(name in names for name in map(normal, layout.deciding))


def _filled(row: Row) -> Row:
    """A row with what merged cells that began further up say for it."""
    if not row.above:
        return row
    length = max(len(row.cells), 1 + max(row.above))
    cells = tuple(
        row.above.get(index) if is_blank(row.cell(index)) else row.cell(index)
        for index in range(length)
    )
    return Row(row.number, cells)


def _problem(
    row: Row,
    column: Column | None,
    found: str,
    expected: str,
    mend: str,
    label: str = "",
    *,
    meant: str = "",
) -> Problem:
    short = found if len(found) <= _LONGEST_SHOWN else found[:_LONGEST_SHOWN] + "…"
    return Problem(
        row.number,
        column.letter if column else "",
        column.heading if column else label,
        short or _("（空）"),
        expected,
        mend,
        meant if short == found else "",
    )


def _number(cell: Cell) -> str | None:
    refuse_computed(cell)
    number = clean(text_of(cell))
    if len(number) > _LONGEST_NUMBER:
        raise Unfit(
            _("最多 {limit} 字的编号").format(limit=_LONGEST_NUMBER),
            _("现在 {n} 字，核对是否对错了列").format(n=len(number)),
        )
    return number or None
