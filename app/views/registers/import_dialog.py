"""Bringing an old register in: choose the file, match its columns, try, then write in one transaction."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import Cancelled
from app.i18n import N_, _
from app.services.imports import importing, marked_copy
from app.services.imports.importing import Imported
from app.services.imports.report import ImportReport
from app.services.registers.register import Register
from app.views import jobs, messages, theme
from app.views.context import Context
from app.views.keys import keys_of
from app.views.registers.bring_in import source_file
from app.views.registers.bring_in.columns_page import ColumnsPage
from app.views.registers.bring_in.dry_run_page import DryRunPage
from app.views.registers.bring_in.end_pages import DonePage, FilePage
from app.views.registers.bring_in.source_file import SourceFile
from app.views.widgets.bars import KeyStrip
from app.views.widgets.frames import NoticeBar
from app.views.widgets.labels import ElidedLabel, label
from app.views.widgets.progress import Progress
from app.views.widgets.steps import StepBar, StepMark

FILE, COLUMNS, TRY, DONE = range(4)
_STEPS = (N_("选文件"), N_("对应列"), N_("试导入"), N_("写入"))
_STEPS_WIDTH = 560
_LEAST = (960, 520)
_USUAL = (1280, 680)
_BOOKS = N_("表格 (*.xlsx *.xls *.ods *.csv)")


class ImportDialog(QDialog):
    """Four steps in one window. Until the last nothing is written; Esc leaves everything as it is."""

    def __init__(self, context: Context, register: Register, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.context = context
        self.register = register
        self._source: SourceFile | None = None
        self._report: ImportReport | None = None
        self._running: jobs.Progress | None = None
        self._is_cancelled = False
        self._title = label(_("导入旧台账"), "title")
        self._subtitle = ElidedLabel("", "muted")
        self.steps = StepBar()
        self.notice = NoticeBar("fail", "")
        self.notice.hide()
        self.progress = Progress()
        self.file_page = FilePage()
        self.columns_page = ColumnsPage(register)
        self.try_page = DryRunPage()
        self.done_page = DonePage()
        self.strip = KeyStrip()
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()
        self._go(FILE)

    def step(self) -> int:
        """Which of the four steps is shown."""
        return self._stack.currentIndex()

    def report(self) -> ImportReport | None:
        """The last dry run, or after writing what was done."""
        return self._report

    def open_file(self, path: Path) -> None:
        """Read a file and go to its columns."""
        self._start(
            _("正在读 {name}…").format(name=path.name),
            lambda _progress: source_file.open_file(self.register, path),
            self._on_source,
        )

    def try_import(self) -> None:
        """Check every row. The file is read again: it may have been mended meanwhile."""
        source = self._source
        if source is None:
            return
        desk, given, sheet = self.context.desk, self.columns_page.given(), source.table.sheet
        self._start(
            _("正在试导入…"),
            lambda progress: importing.examine(
                desk, self.register, source.path, sheet, given, progress.report
            ),
            self._on_report,
        )

    def import_rows(self) -> None:
        """Write what can be imported, in one transaction."""
        report = self._report
        if report is None or not report.importable:
            return
        desk = self.context.desk
        self._start(
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

        self._start(_("正在存标红的副本…"), write, self._on_copied)

    def show_problem(self, text: str) -> None:
        """Say what went wrong; nothing chosen so far is lost."""
        self.notice.show_notice(
            "fail", text, _("还没有写入任何数据。") if self.step() < DONE else ""
        )

    def reject(self) -> None:
        """Esc: cancel what is running, else leave."""
        if self._running is not None:
            self._is_cancelled = True
            self._running.cancel()
            return
        super().reject()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window needs its rows more than the keys."""
        super().resizeEvent(event)
        self.strip.setVisible(self.height() >= theme.LOW_WINDOW)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file may be dropped while nothing has been written."""
        urls = event.mimeData().urls()
        if self.step() < DONE and self._running is None and len(urls) == 1:
            event.setAccepted(urls[0].isLocalFile())

    def dropEvent(self, event: QDropEvent) -> None:
        """A file dropped is a file chosen."""
        self.open_file(Path(event.mimeData().urls()[0].toLocalFile()))

    # ---- building ------------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.setWindowTitle(_("导入旧台账"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST)
        parent = self.parentWidget()
        self.resize(*((parent.window().width(), parent.window().height()) if parent else _USUAL))
        self.steps.setFixedWidth(_STEPS_WIDTH)
        words = QVBoxLayout()
        words.setSpacing(theme.GAP_INNER)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.steps)
        for page in (self.file_page, self.columns_page, self.try_page, self.done_page):
            self._stack.addWidget(page)
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.MARGIN, theme.GAP_CARD, theme.MARGIN, theme.GAP)
        inner.setSpacing(theme.GAP)
        inner.addLayout(head)
        inner.addWidget(self.notice)
        inner.addWidget(self.progress)
        inner.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(self.strip)

    def _connect(self) -> None:
        self.file_page.asked.connect(self._choose_file)
        self.columns_page.tried.connect(self.try_import)
        self.columns_page.back_asked.connect(lambda: self._go(FILE))
        self.columns_page.sheet_chosen.connect(self._choose_sheet)
        self.try_page.again_asked.connect(self.try_import)
        self.try_page.back_asked.connect(lambda: self._go(COLUMNS))
        self.try_page.copy_asked.connect(self._choose_copy)
        self.try_page.import_asked.connect(self.import_rows)
        self.done_page.copy_asked.connect(self._choose_copy)
        self.done_page.close_asked.connect(self.accept)
        self.progress.cancelled.connect(self.reject)
        for keys, act in (
            ("F5", self._again),
            ("Ctrl+E", self._choose_copy),
            ("Ctrl+Return", self._primary),
            ("Ctrl+Enter", self._primary),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # ---- steps ---------------------------------------------------------------------------------

    def _go(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        states = ["done" if place < step else "todo" for place in range(len(_STEPS))]
        states[step] = "done" if step == DONE else "current"
        marks = [StepMark(_(text), "", state) for text, state in zip(_STEPS, states, strict=True)]
        self.steps.set_steps(marks)
        self._show_subtitle()
        self.strip.set_keys(self._keys(step))
        page = self._stack.currentWidget()
        assert isinstance(page, FilePage | ColumnsPage | DryRunPage | DonePage)
        page.focus_first()

    def _keys(self, step: int) -> list[tuple[str, str]]:
        if step == TRY:
            return keys_of("import", ("↑ ↓", "Ctrl+E", "F5", "Ctrl+Enter", "Esc"))
        leave = ("Esc", _("关闭") if step == DONE else _("不导入"))
        main = {FILE: _("选文件"), COLUMNS: _("试导入"), DONE: _("完成")}[step]
        return [("Ctrl+Enter", main), leave]

    def _show_subtitle(self) -> None:
        item = _("导入到“{register}”").format(register=_(self.register.title))
        if self._source is None or self.step() == FILE:
            self._subtitle.set_full_text(item)
            return
        table = self._source.table
        self._subtitle.set_full_text(
            _("{file}  工作表“{sheet}”  第 {row} 行是表头").format(
                file=self._source.path.name, sheet=table.sheet, row=table.heading_row
            )
        )

    def _primary(self) -> None:
        if self._running is not None:
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
        if self.step() == TRY and self._running is None:
            self.try_import()

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
        self._start(
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

    def _start(
        self,
        text: str,
        work: Callable[[jobs.Progress], object],
        done: Callable[..., None],
        *,
        writes: bool = False,
    ) -> None:
        """Run work off the window's thread; its page is greyed and the bar offers 取消.

        What only reads is forgotten when it was cancelled too late; what was written is shown.
        """
        self.notice.hide()
        self._stack.setEnabled(False)
        self._is_cancelled = False
        self.progress.start(text)

        def finish(result: object) -> None:
            if self._is_cancelled and not writes:
                self._on_failed(Cancelled())
                return
            self._stop()
            done(result)

        running = self.context.jobs.file(self, work, finish, self._on_failed, self._on_moved)
        if self.progress.isVisibleTo(self):
            self._running = running

    def _stop(self) -> None:
        self._running = None
        self.progress.finish()
        self._stack.setEnabled(True)

    def _on_moved(self, done: int, total: int, _text: str) -> None:
        self.progress.set_done(done, total)

    def _on_failed(self, error: Exception) -> None:
        self._stop()
        page = self._stack.currentWidget()
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(error, Cancelled):
            self.strip.set_message(_("已取消，没有写入任何数据"))
            return
        messages.show(self, error)

    def _on_source(self, source: SourceFile) -> None:
        is_same = self._source is not None and self._source.path == source.path
        self._source = source
        self._report = None
        self.columns_page.show_source(source, keep=is_same)
        self._go(COLUMNS)

    def _on_report(self, report: ImportReport) -> None:
        self._report = report
        self.try_page.show_report(report)
        self._go(TRY)

    def _on_imported(self, imported: Imported) -> None:
        self._report = imported.report
        self.context.announce(imported.changes)
        self.context.said.emit(imported.report.summary())
        self.done_page.show_report(imported.report)
        self._go(DONE)

    def _on_copied(self, path: Path) -> None:
        self.strip.set_message(_("已存 {name}").format(name=path.name))
