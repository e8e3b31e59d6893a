"""What a dry run finds, and what an import did: every row is accounted for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.i18n import _
from app.services.imports.mapping import Column, Table
from app.services.registers.register import Register

Taken = Mapping[tuple[str, str], str]
"""Suggestions that were accepted: (letter of the column, what stands there) → what is read instead."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one cell: where, what stands there, what is expected, how to mend it.

    `suggestion` is what could be read instead; it is taken only when a person says so.
    """

    row: int
    column: str
    heading: str
    found: str
    expected: str
    mend: str
    suggestion: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What equal problems share: an accepted suggestion holds for all of them."""
        return self.column, self.found


@dataclass(frozen=True)
class RowResult:
    """What becomes of one row.

    `present` is the number of the record that already holds it, `lacking` names what the paper asks
    today and the row does not say (补录缺项), `notes` what was tidied or should be looked at, `hints`
    notes with a suggestion. After the import `imported_as` is the new record's number.
    """

    number: int
    original_number: str | None
    values: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()
    present: str | None = None
    lacking: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    imported_as: str | None = None
    hints: tuple[Problem, ...] = ()

    @property
    def importable(self) -> bool:
        return not self.problems and self.present is None


@dataclass(frozen=True)
class ImportReport:
    """The result for a whole file; `done` after the rows were written.

    `given` is the match of columns that people changed; it is remembered once the rows are in.
    """

    kind: Register
    file: str
    sha256: str
    table: Table
    rows: tuple[RowResult, ...]
    done: bool = False
    numbers: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def read(self) -> int:
        return len(self.rows)

    @property
    def importable(self) -> tuple[RowResult, ...]:
        return tuple(row for row in self.rows if row.importable)

    @property
    def rejected(self) -> tuple[RowResult, ...]:
        return tuple(row for row in self.rows if row.problems)

    @property
    def present(self) -> tuple[RowResult, ...]:
        return tuple(row for row in self.rows if row.present is not None)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for row in self.rows for problem in row.problems)

    @property
    def unmapped(self) -> tuple[Column, ...]:
        """Columns that are not taken over."""
        return tuple(column for column in self.table.columns if column.field is None)

    def summary(self) -> str:
        """`读入 120 行，导入 118，拒绝 2`, and the rows that were there before if there are any."""
        text = (
            _("读入 {read} 行，导入 {count}，拒绝 {rejected}")
            if self.done
            else _("试导入：读入 {read} 行，可导入 {count}，拒绝 {rejected}")
        ).format(
            read=self.read,
            count=len(self.numbers) if self.done else len(self.importable),
            rejected=len(self.rejected),
        )
        return text + (_("，已有 {n}").format(n=len(self.present)) if self.present else "")

    def lines(self) -> list[str]:
        """The whole report in words, the summary last."""
        return [*_head(self), *_errors(self), *_notes(self), *_lacking(self), self.summary()]


def _head(report: ImportReport) -> list[str]:
    text = [
        _("工作表“{sheet}”，第 {row} 行是表头").format(
            sheet=report.table.sheet, row=report.table.heading_row
        )
    ]
    if report.unmapped:
        headings = "、".join(f"{one.letter} {one.heading}" for one in report.unmapped)
        text.append(_("没有对应的列，不导入：{headings}").format(headings=headings))
    return text


def _errors(report: ImportReport) -> list[str]:
    return [
        _("第 {row} 行 {column} {heading}：写的是“{found}”；应当是：{expected}；{mend}").format(
            row=problem.row,
            column=problem.column,
            heading=problem.heading,
            found=problem.found,
            expected=problem.expected,
            mend=problem.mend,
        )
        for problem in report.errors
    ]


def _notes(report: ImportReport) -> list[str]:
    present = [
        _("第 {row} 行：已有，编号 {number}").format(row=row.number, number=row.present)
        for row in report.present
    ]
    return present + [
        _("第 {row} 行：{note}").format(row=row.number, note=note)
        for row in report.rows
        for note in (*(hint.mend for hint in row.hints), *row.notes)
    ]


def _lacking(report: ImportReport) -> list[str]:
    """补录缺项, rows with the same gaps together."""
    groups: dict[tuple[str, ...], int] = {}
    for row in report.rows:
        if row.lacking and not row.problems and row.present is None:
            groups[row.lacking] = groups.get(row.lacking, 0) + 1
    return [
        _("补录缺项（{n} 行）：{fields}").format(n=count, fields="、".join(map(_, fields)))
        for fields, count in groups.items()
    ]
