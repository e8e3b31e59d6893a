"""统计结果: figures, what is below the target and whose it is, by question, by department, in patients' words."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app import amounts
from app.i18n import _
from app.services.access import Permission
from app.services.links.raising import Beginning
from app.services.operations import Changes
from app.services.people import organisation
from app.services.people.organisation import Me
from app.services.registers.surveys import satisfaction_survey, survey_feedback
from app.services.survey_count.tally import counting
from app.services.surveys import result_sheet, results
from app.services.surveys.results import Results
from app.views import messages, theme
from app.views.asking.dialogs import Dialog
from app.views.context import Context
from app.views.registers.listing.exporting import choose_file
from app.views.surveys import result_rows as rows
from app.views.widgets.buttons import Chip, ChipBar
from app.views.widgets.cell_list import CellList
from app.views.widgets.frames import NoticeBar
from app.views.widgets.labels import label

_WIDTH, _ROWS = 1280, 11
BELOW, QUESTIONS, DEPARTMENTS, WORDS = "below", "questions", "departments", "words"
_TABLES = frozenset({"satisfaction_survey", "survey_sheet", "survey_feedback"})


class ResultDialog(Dialog):
    """It stays beside the other windows. Enter opens the feedback, F7 makes a nonconforming service."""

    def __init__(self, context: Context, found: Results, parent: QWidget | None) -> None:
        title = f"{_('统计结果')}　{found.number}　{found.title}"
        super().__init__(parent, title, counting(), icon="chart")
        self.setModal(False)
        self.setMinimumWidth(_WIDTH)
        self._context, self.found = context, found
        self._me: Me | None = None
        self.notice = NoticeBar("info", "")
        self.chips = ChipBar(_("看什么"))
        self.lists = {
            BELOW: CellList(_("低于目标"), _words_of(rows.BELOW_HEADS), rows.BELOW_COLUMNS),
            QUESTIONS: CellList(_("各题"), _words_of(rows.QUESTION_HEADS), rows.QUESTION_COLUMNS),
            DEPARTMENTS: CellList(
                _("科室与题目"), rows.department_heads(found), rows.department_columns(found)
            ),
            WORDS: CellList(_("患者原话"), _words_of(rows.WORDS_HEADS), rows.WORDS_COLUMNS),
        }
        self._figures = QHBoxLayout()
        self._stack = QStackedWidget()
        self._fill()
        self._connect()
        self._show()
        self.focus_first(self.lists[self.chips.current()].view)
        context.ask(self, organisation.me, self._know, None)

    # ---- building ------------------------------------------------------------------------------

    def _fill(self) -> None:
        self._figures.setSpacing(theme.MARGIN)
        self.body.addLayout(self._figures)
        self.body.addWidget(self.notice)
        self.notice.hide()
        self.body.addWidget(self.chips)
        for one in self.lists.values():
            one.setMinimumHeight(theme.TABLE_HEAD_HEIGHT + _ROWS * theme.ROW_REGISTER)
            self._stack.addWidget(one)
        self.body.addWidget(self._stack, 1)
        self.act = self.add_primary(_("登记不合格服务　F7"), self.raise_service, "plus")
        self.close_button = self.add_button(_("关闭"), self.reject, "close")
        self.export_button = self.add_button(_("导出"), self.export, "export")
        self.export_button.hide()

    def _connect(self) -> None:
        self.chips.chosen.connect(self.show_part)
        self.lists[BELOW].opened.connect(self._open)
        self._context.changed.connect(self._on_changed)
        keys = {"F7": self.raise_service, "Ctrl+E": self.export_button.click, "F5": self.reload}
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _know(self, me: Me) -> None:
        self._me = me
        self.export_button.setVisible(me.may(Permission.EXPORT))
        self._show_part_buttons()

    # ---- showing -------------------------------------------------------------------------------

    def reload(self) -> None:
        """Count anew."""

        def show(found: Results) -> None:
            self.found = found
            self._show()

        self._context.ask(self, results.load, show, None, self.found.survey_id)

    def _show(self) -> None:
        found = self.found
        self._show_figures()
        low = list(found.below)
        self.lists[BELOW].set_rows(list(range(len(low))), [rows.below_row(one) for one in low])
        whole = list(found.tally.whole.values())
        self.lists[QUESTIONS].set_rows(
            [one.question.code for one in whole],
            [rows.question_row(one, found.target) for one in whole],
        )
        by_department = rows.department_rows(found)
        self.lists[DEPARTMENTS].set_rows(list(range(len(by_department))), by_department)
        said = rows.words_rows(found)
        self.lists[WORDS].set_rows(list(range(len(said))), said)
        self._show_footers(len(said))
        before = self.chips.current()
        self.chips.set_chips([
            Chip(BELOW, _("低于目标"), len(low), "fail" if low else ""),
            Chip(QUESTIONS, _("各题"), len(whole)),
            Chip(DEPARTMENTS, _("科室与题目"), len(found.departments)),
            Chip(WORDS, _("患者原话"), len(said)),
        ])  # fmt: skip
        self.show_part(before or (BELOW if low else QUESTIONS))

    def _show_figures(self) -> None:
        while self._figures.count():
            if (old := self._figures.takeAt(0).widget()) is not None:
                old.hide()
                old.deleteLater()
        for name, value in rows.figures(self.found):
            shown = QWidget()
            column = QVBoxLayout(shown)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(label(name, "small"))
            column.addWidget(label(value, "title"))
            self._figures.addWidget(shown)
        self._figures.addStretch(1)

    def _show_footers(self, said: int) -> None:
        found = self.found
        low = _("{n} 项低于目标 {target} %；Enter 打开反馈表").format(
            n=len(found.below), target=amounts.plain(found.target)
        )
        none = _("没有低于目标的题目和科室")
        self.lists[BELOW].set_footer(low if found.below else none)
        self.lists[QUESTIONS].set_footer(_("问卷：{name}").format(name=found.questionnaire))
        shown, every = len(rows.shown_departments(found)), len(found.departments)
        words = _("列出 {n} 个科室；灰色的有效答数太少，不判定")
        if shown < every:
            words = _("列出份数最多的 {n} 个科室，共 {all} 个；导出有全部")
        self.lists[DEPARTMENTS].set_footer(words.format(n=shown, all=every))
        self.lists[WORDS].set_footer(_("{n} 条，不满的在前").format(n=said))

    def show_part(self, name: str) -> None:
        """One of the lists."""
        self.chips.set_current(name)
        self._stack.setCurrentWidget(self.lists[name])
        self._show_part_buttons()
        view = self.lists[name].view
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.lists[name].current() is None and self.lists[name].model.rowCount():
            view.select_row(0)

    def _show_part_buttons(self) -> None:
        may = self._me is not None and self._me.may(Permission.REGISTER)
        self.act.setVisible(may and bool(self.found.below) and self.chips.current() == BELOW)

    # ---- acting --------------------------------------------------------------------------------

    def raise_service(self) -> None:
        """F7, 四.2.(1)②: what is below the target becomes a nonconforming service."""
        at = self.lists[BELOW].current()
        if self.chips.current() != BELOW or not isinstance(at, int):
            self._say("info", _("先在“低于目标”里选一行，再按 F7"))
            return
        one = self.found.below[at]

        def begun(beginning: Beginning) -> None:
            self._context.raise_asked.emit(beginning)

        self._context.ask(
            self, results.begin_nonconformity, begun, self._on_failed, self.found.survey_id,
            one.department_id, [one.share.question.code],
        )  # fmt: skip

    def _open(self, key: Any) -> None:
        one = self.found.below[key]
        if one.feedback_id is not None:
            self._context.record_asked.emit(survey_feedback.REGISTER.name, one.feedback_id)
        else:
            self._context.record_asked.emit(satisfaction_survey.REGISTER.name, self.found.survey_id)

    def export(self) -> None:
        """Everything, into a workbook."""
        suggested = Path.home() / f"{_('统计结果')} {self.found.number}.xlsx"
        path = choose_file(self, suggested)
        if path is None:
            return
        desk, found = self._context.desk, self.found

        def done(_lines: int) -> None:
            self._say("pass", _("已导出：{path}").format(path=path))

        self._context.jobs.file(
            self, lambda _progress: result_sheet.export(desk, found, path), done, self._on_failed
        )

    def _on_changed(self, changes: Changes) -> None:
        if changes.tables & _TABLES:
            self.reload()

    def _on_failed(self, error: Exception) -> None:
        self._say("fail", messages.sentence(error))

    def _say(self, tone: str, text: str) -> None:
        self.notice.show_notice(tone, text)

    def show_problem(self, text: str) -> None:
        """Something failed; the lists stay."""
        self._say("fail", text)


def _words_of(heads: tuple[str, ...]) -> list[str]:
    return [_(one) for one in heads]
