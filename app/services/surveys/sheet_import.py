"""Sheets that were keyed in elsewhere, as a table: one row each; everything that is wrong at once, all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from app.errors import FileProblem
from app.i18n import _
from app.models.surveys.survey import FilledBy, SurveySheet
from app.services.imports import workbook
from app.services.imports.cells import Cell, Row, is_blank, letter, shown
from app.services.imports.mapping import normal
from app.services.operations import Changes, Desk, Operation, operation
from app.services.survey_count.questionnaires import BLANK, NOT_APPLICABLE, Question, Version
from app.services.surveys import keying
from app.services.surveys.keying import OPEN_QUESTIONS, WORDS_MOST, Given, Keying
from app.services.text import clean, too_long
from app.services.upkeep import own_tables
from app.services.upkeep.own_tables import Mistake

MOST_SHEETS = 20_000
_DEPARTMENTS = ("科室", "病区", "就诊科室", "所在科室")
_FILLED_BY = ("填写人", "填表人")
_WORDS = {
    "praise": ("表扬", "想表扬的人或事", "表扬意见"),
    "complaint": ("不满", "不满意", "不满意的地方", "意见"),
    "suggestion": ("建议", "意见和建议", "意见建议"),
}
_NOT_APPLICABLE = frozenset({"不适用", "0", "/", "／"})


@dataclass(frozen=True)
class Reading:
    """A table read without writing: its sheets, and everything that is wrong with it."""

    file: str
    sheet: str
    sha256: str
    sheets: tuple[Given, ...]
    mistakes: tuple[Mistake, ...]


def read(desk: Desk, survey_id: int, path: Path, departments: Mapping[str, int]) -> Reading:
    """Read a table and say everything that is wrong with it. Nothing is written.

    `departments` are the ids by name. Raises FileProblem when the file is no such table at all.
    """
    begun = keying.begin(desk, survey_id)
    book = workbook.read(path)
    headings = _headings(begun.version)
    located = own_tables.locate(book.sheets, headings, (begun.version.overall.code,))
    if located is None:
        raise FileProblem(
            _(
                "“{file}”里没有找到表头行。每题一列，列名写题号（如 1、第1题）或题目；"
                "总体满意度是第 {n} 题。另要有“科室”列。"
            ).format(file=path.name, n=begun.version.overall.place)
        )
    mistakes = [
        Mistake(0, "", _("没有第 {n} 题的列").format(n=one.place), one.text)
        for one in begun.version.questions
        if one.code not in located.columns
    ]
    if "department" not in located.columns and begun.department_id is None:
        mistakes.append(Mistake(0, "", _("没有“科室”列"), _("每行写明科室")))
    found: list[Given] = []
    if not mistakes:
        for row in located.rows:
            if any(not is_blank(row.cell(place)) for place in located.columns.values()):
                given = _Row(row, located.columns, begun, departments, mistakes).read()
                found += [given] if given else []
        if not found and not mistakes:
            mistakes.append(Mistake(0, "", _("一张也没有"), _("表头下面每行一张调查表")))
    if len(found) > MOST_SHEETS:
        most = _("最多 {n} 张").format(n=MOST_SHEETS)
        mistakes.append(Mistake(0, "", _("{n} 张").format(n=len(found)), most))
    return Reading(path.name, located.sheet, book.sha256, tuple(found), tuple(mistakes))


@operation("survey_sheet.import")
def bring_in(current: Operation, survey_id: int, reading: Reading) -> Changes:
    """Keep all sheets of a table that has no mistakes. Raises InvalidRecord while it has some."""
    survey = keying.collecting(current, survey_id)
    own_tables.refuse_mistakes(reading.mistakes)
    newest = select(func.max(SurveySheet.serial)).where(SurveySheet.survey_id == survey_id)
    first = (current.session.scalar(newest) or 0) + 1
    version = keying.version_of(current.session, survey)
    for serial, given in enumerate(reading.sheets, first):
        held = keying.accepted(current.session, version, given)
        current.insert(
            SurveySheet(survey_id=survey_id, serial=serial, keyed_by_id=current.actor.id,
                        keyed_at=current.now, **held)
        )  # fmt: skip
    current.event(
        "survey_sheet.import", file=reading.file, sha256=reading.sha256, survey=survey.number,
        sheets=len(reading.sheets),
    )  # fmt: skip
    return current.changes(survey)


def _headings(version: Version) -> dict[str, tuple[str, ...]]:
    questions = {
        one.code: (
            one.code, f"{one.place}", f"第{one.place}题", f"题{one.place}", f"Q{one.place}",
            one.short, one.text, f"{one.place}.{one.short}", f"{one.place}、{one.short}",
            f"{one.place}.{one.text}", f"{one.place}、{one.text}",
        )
        for one in version.questions
    }  # fmt: skip
    return {"department": _DEPARTMENTS, "filled_by": _FILLED_BY, **_WORDS, **questions}


class _Row:
    """One row of the table: its cells by column, and where its mistakes are written down."""

    def __init__(
        self,
        row: Row,
        columns: Mapping[str, int],
        begun: Keying,
        departments: Mapping[str, int],
        mistakes: list[Mistake],
    ) -> None:
        self._row, self._columns, self._begun = row, columns, begun
        self._departments, self._mistakes = departments, mistakes

    def read(self) -> Given | None:
        """The sheet; None where something is wrong."""
        before = len(self._mistakes)
        department = self._department()
        filled_by = self._filled_by()
        words = {name: self._words(name) for name in OPEN_QUESTIONS}
        answers = "".join(self._answer(one) for one in self._begun.version.questions)
        if len(self._mistakes) == before and set(answers) == {BLANK}:
            overall = self._begun.version.overall.code
            self._wrong(overall, _("至少答一题；空白的调查表不用导入"))
        if len(self._mistakes) > before:
            return None
        return Given(department, answers, filled_by, **words)

    def _department(self) -> int | None:
        if "department" not in self._columns or is_blank(self._cell("department")):
            if self._begun.department_id is None:
                self._wrong("department", _("每行写明科室"))
            return self._begun.department_id
        name = normal(self._text("department"))
        found = next(
            (one for known, one in self._departments.items() if normal(known) == name), None
        )
        if found is None:
            self._wrong("department", _("本院的科室名称，与“系统 › 科室”里一样"))
        return found

    def _filled_by(self) -> FilledBy | None:
        text = self._text("filled_by")
        found = next((one for one in FilledBy if text in (_(one.label), one.label)), None)
        if text and found is None:
            self._wrong("filled_by", _("患者或家属，不清楚的空着"))
        return found

    def _words(self, name: str) -> str:
        text = self._text(name)
        if problem := too_long(text, WORDS_MOST):
            self._wrong(name, problem)
        return text

    def _answer(self, question: Question) -> str:
        if is_blank(self._cell(question.code)):
            return BLANK
        text = self._text(question.code).removesuffix(".0")
        if text in _NOT_APPLICABLE:
            return NOT_APPLICABLE
        for digit, option in enumerate(question.options, 1):
            if text in (str(digit), option.text):
                return str(digit)
        options = "、".join(f"{n} {one.text}" for n, one in enumerate(question.options, 1))
        self._wrong(question.code, _("{options}、0 不适用，未答的空着").format(options=options))
        return BLANK

    def _cell(self, name: str) -> Cell:
        place = self._columns.get(name)
        return None if place is None else self._row.cell(place)

    def _text(self, name: str) -> str:
        cell = self._cell(name)
        return "" if is_blank(cell) else clean(" ".join(shown(cell).split()))

    def _wrong(self, name: str, expected: str) -> None:
        found = shown(self._cell(name)) or _("（空）")
        place = letter(self._columns[name]) if name in self._columns else ""
        self._mistakes.append(Mistake(self._row.number, place, found[:80], expected))
