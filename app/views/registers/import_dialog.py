"""Bringing an old register in: choose the file, match its columns, try, then write in one transaction."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import N_, _
from app.services.imports import importing, marked_copy
from app.services.imports.report import ImportReport, Problem
from app.services.imports.writing import Imported
from app.services.registers.register import Register
from app.views import jobs, messages
from app.views.context import Context
from app.views.keys import keys_of
from app.views.registers.bring_in import source_file, undo
from app.views.registers.bring_in.columns_page import ColumnsPage
from app.views.registers.bring_in.dry_run_page import DryRunPage
from app.views.registers.bring_in.end_pages import DonePage, FilePage
from app.views.registers.bring_in.frame import ImportFrame
from app.views.registers.bring_in.runs_dialog import RunsDialog
from app.views.registers.bring_in.source_file import SourceFile
from app.views.widgets.steps import StepMark

FILE, COLUMNS, TRY, DONE = range(4)
_STEPS = (N_("选文件"), N_("对应列"), N_("试导入"), N_("写入"))
_BOOKS = N_("表格 (*.xlsx *.xls *.ods *.csv)")


class ImportDialog(ImportFrame):
    """Four steps in one window. Until the last nothing is written; Esc leaves everything as it is."""

    def __init__(self, context: Context, register: Register, parent: QWidget | None) -> None:
        super().__init__(context, parent, _("导入旧台账"))
        self.register = register
        self._source: SourceFile | None = None
        self._report: ImportReport | None = None
        self._taken: dict[tuple[str, str], str] = {}
        self._run_id: int | None = None
        self.file_page = FilePage()
        self.columns_page = ColumnsPage(register)
        self.try_page = DryRunPage()
        self.done_page = DonePage()
        for page in (self.file_page, self.columns_page, self.try_page, self.done_page):
            self.pages.addWidget(page)
        self.setAcceptDrops(True)
        self._connect()
        self._go(FILE)

    def step(self) -> int:
        """Which of the four steps is shown."""
        return self.pages.currentIndex()

    def report(self) -> ImportReport | None:
        """The last dry run, or after writing what was done."""
        return self._report

    def open_file(self, path: Path) -> None:
        """Read a file and go to its columns."""
        desk = self.context.desk
        self.start(
            _("正在读 {name}…").format(name=path.name),
            lambda _progress: source_file.open_file(desk, self.register, path),
            self._on_source,
        )

    def try_import(self) -> None:
        """Check every row. The file is read again: it may have been mended meanwhile."""
        source = self._source
        if source is None:
            return
        desk, given, sheet = self.context.desk, self.columns_page.given(), source.table.sheet
        keep, taken = self.columns_page.keep_unknown.isChecked(), dict(self._taken)
        self.start(
            _("正在试导入…"),
            lambda progress: importing.examine(
                desk,
                self.register,
                source.path,
                sheet,
                given,
                progress.report,
                keep_unknown=keep,
                taken=taken,
            ),
            self._on_report,
        )

    def take(self, problem: Problem) -> None:
        """Accept a suggestion, for this value and all equal ones, and try again."""
        self._taken[problem.key] = problem.suggestion
        self.try_import()

    def undo_import(self) -> None:
        """Void what was just brought in."""
        if self._run_id is not None:
            undo.ask(
                self.context, self.register, self._run_id, self, self._undo,
                lambda error: messages.show(self, error),
            )  # fmt: skip

    def show_runs(self) -> None:
        """The earlier imports."""
        RunsDialog(self.context, self.register, self).open()

    def import_rows(self) -> None:
        """Write what can be imported, in one transaction."""
        report = self._report
        if report is None or not report.importable:
            return
        desk = self.context.desk
        self.start(
            _("正在写入 {n} 行…").format(n=len(report.importable)),
            lambda progress: importing.insert(desk, report, progress.report),
            self._on_imported,
            writes=True,
        )

    def save_copy(self, path: Path) -> None:
        """Write the marked copy."""
        report = self._report
        if report is None:
            return
        if self._source is not None and path.resolve() == self._source.path.resolve():
            self.show_problem(_("这是原来的旧台账，不能覆盖。换一个文件名。"))
            return

        def write(_progress: jobs.Progress) -> Path:
            marked_copy.save_report(report, path)
            return path

        self.start(_("正在存标红的副本…"), write, self._on_copied)

    def harmless_words(self) -> str:
        """Before the last step nothing is ever written."""
        return _("还没有写入任何数据。") if self.step() < DONE else ""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file may be dropped while nothing has been written."""
        urls = event.mimeData().urls()
        if self.step() < DONE and not self.is_busy() and len(urls) == 1:
            event.setAccepted(urls[0].isLocalFile())

    def dropEvent(self, event: QDropEvent) -> None:
        """A file dropped is a file chosen."""
        self.open_file(Path(event.mimeData().urls()[0].toLocalFile()))

    def _connect(self) -> None:
        self.file_page.asked.connect(self._choose_file)
        self.file_page.runs_asked.connect(self.show_runs)
        self.try_page.taken.connect(self.take)
        self.done_page.undo_asked.connect(self.undo_import)
        self.columns_page.tried.connect(self.try_import)
        self.columns_page.back_asked.connect(lambda: self._go(FILE))
        self.columns_page.sheet_chosen.connect(self._choose_sheet)
        self.try_page.again_asked.connect(self.try_import)
        self.try_page.back_asked.connect(lambda: self._go(COLUMNS))
        self.try_page.copy_asked.connect(self._choose_copy)
        self.try_page.import_asked.connect(self.import_rows)
        self.done_page.copy_asked.connect(self._choose_copy)
        self.done_page.close_asked.connect(self.accept)
        for keys, act in (
            ("F5", self._again),
            ("Alt+Return", self._take),
            ("Alt+Enter", self._take),
            ("Ctrl+E", self._choose_copy),
            ("Ctrl+Return", self._primary),
            ("Ctrl+Enter", self._primary),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # ---- steps ---------------------------------------------------------------------------------

    def _go(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        states = ["done" if place < step else "todo" for place in range(len(_STEPS))]
        states[step] = "done" if step == DONE else "current"
        marks = [StepMark(_(text), "", state) for text, state in zip(_STEPS, states, strict=True)]
        self.steps.set_steps(marks)
        self._show_subtitle()
        self.strip.set_keys(self._keys(step))
        page = self.pages.currentWidget()
        assert isinstance(page, FilePage | ColumnsPage | DryRunPage | DonePage)
        page.focus_first()

    def _keys(self, step: int) -> list[tuple[str, str]]:
        if step == TRY:
            return keys_of("import", ("↑ ↓", "Alt+Enter", "Ctrl+E", "F5", "Ctrl+Enter", "Esc"))
        leave = ("Esc", _("关闭") if step == DONE else _("不导入"))
        main = {FILE: _("选文件"), COLUMNS: _("试导入"), DONE: _("完成")}[step]
        return [("Ctrl+Enter", main), leave]

    def _show_subtitle(self) -> None:
        item = _("导入到“{register}”").format(register=_(self.register.title))
        if self._source is None or self.step() == FILE:
            self.subtitle.set_full_text(item)
            return
        table = self._source.table
        self.subtitle.set_full_text(
            _("{file}  工作表“{sheet}”  第 {row} 行是表头").format(
                file=self._source.path.name, sheet=table.sheet, row=table.heading_row
            )
        )

    def _primary(self) -> None:
        if self.is_busy():
            return
        match self.step():
            case step if step == FILE:
                self._choose_file()
            case step if step == COLUMNS:
                self.columns_page.act.click()
            case step if step == TRY:
                self.try_page.act.click()
            case _:
                self.accept()

    def _again(self) -> None:
        if self.step() == TRY and not self.is_busy():
            self.try_import()

    def _take(self) -> None:
        if self.step() == TRY and not self.is_busy():
            self.try_page.take_suggestion()

    # ---- files ---------------------------------------------------------------------------------

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("选旧台账"), "", _(_BOOKS))
        if name:
            self.open_file(Path(name))

    def _choose_sheet(self, sheet: str) -> None:
        source = self._source
        if source is None:
            return
        given = self.columns_page.given()
        self.start(
            _("正在读工作表“{sheet}”…").format(sheet=sheet),
            lambda _progress: source_file.on_sheet(source, self.register, sheet, given),
            self._on_source,
        )

    def _choose_copy(self) -> None:
        if self._report is None or self._source is None or self.step() < TRY:
            return
        suggested = self._source.path.with_name(
            _("{name} 标红.xlsx").format(name=self._source.path.stem)
        )
        name, _kind = QFileDialog.getSaveFileName(
            self, _("存一份标红的副本"), str(suggested), _("Excel 工作簿 (*.xlsx)")
        )
        if name:
            self.save_copy(Path(name))

    # ---- work ----------------------------------------------------------------------------------

    def _on_source(self, source: SourceFile) -> None:
        is_same = self._source is not None and self._source.path == source.path
        self._source = source
        self._report = None
        if not is_same:
            self._taken = {}
        self.columns_page.show_source(source, keep=is_same)
        self._go(COLUMNS)

    def _on_report(self, report: ImportReport) -> None:
        self._report = report
        self.try_page.show_report(report, again=self.step() == TRY)
        self._go(TRY)

    def _on_imported(self, imported: Imported) -> None:
        self._report = imported.report
        self._run_id = imported.run_id
        self.context.announce(imported.changes)
        self.context.said.emit(imported.report.summary())
        self.done_page.show_report(imported.report)
        self._go(DONE)

    def _undo(self, leave_rest: bool) -> None:
        assert self._run_id is not None
        self.start(
            _("正在撤销导入…"),
            undo.work(self.context, self.register, self._run_id, leave_rest),
            self._on_undone,
            writes=True,
            failed=self._on_not_undone,
        )

    def _on_undone(self, _changes: object) -> None:
        undo.announce(self.context, self.register)
        self.done_page.show_undone()

    def _on_not_undone(self, error: Exception) -> None:
        undo.announce(self.context, self.register)
        self._on_failed(error)

    def _on_copied(self, path: Path) -> None:
        self.strip.set_message(_("已存 {name}").format(name=path.name))
