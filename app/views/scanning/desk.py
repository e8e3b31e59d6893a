"""What the desk does with codes and scans: opens them, prints blank forms, files what is dropped."""

from collections.abc import Callable, Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.i18n import _
from app.services.environment import round_slips
from app.services.operations import Changes
from app.services.reading import DraftView
from app.services.registers.catalog import REGISTERS
from app.services.registers.register import Register
from app.services.slips import issuing
from app.services.slips.codes import Code
from app.services.slips.filing import Outcome
from app.services.slips.issuing import Place
from app.services.slips.scans import ENDINGS
from app.views import messages
from app.views.asking import opening
from app.views.context import Context
from app.views.registers.record_windows import RecordWindows
from app.views.scanning.dialogs import CountDialog, WaitingDialog
from app.views.scanning.filing_dialog import FilingDialog
from app.views.scanning.folder_watch import FolderWatch
from app.views.scanning.recogniser import Recogniser

_SLIPS = Changes(frozenset({"draft"}))


class ScanDesk(QObject):
    """Belongs to the main window; records open beside it."""

    def __init__(
        self,
        window: QWidget,
        context: Context,
        windows: RecordWindows,
        say: Callable[[str, str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._windows, self._say = window, context, windows, say
        self._arrived: FilingDialog | None = None
        self.recogniser = Recogniser(self._is_ready, self)
        self.recogniser.scanned.connect(self.open_code)
        self.folder = FolderWatch(context, window.isVisible, self)
        self.folder.filed.connect(self._on_arrived)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    # ---- codes ---------------------------------------------------------------------------------

    def open_code(self, code: Code) -> None:
        """A code was scanned: its record or its slip opens."""
        self._context.ask(
            self, issuing.find, self.open_place, lambda _error: self._open_round(code),
            REGISTERS, code,
        )  # fmt: skip

    def _open_round(self, code: Code) -> None:
        """The printed sheet of a round is no record's: its own window opens it."""
        self._context.ask(self, round_slips.find, self.open_place, self._on_unknown, code)

    def open_place(self, place: Place) -> None:
        """Open what a code leads to."""
        if place.record_id is not None:
            self._windows.open_record(place.register, place.record_id)
        elif place.tool:
            self._context.tool_asked.emit(place.tool, place.words)
        else:
            self.open_slip(place.register, place.words)

    def open_slip(self, register: Register, code: str) -> None:
        """A slip that came back becomes this person's draft, in paper order."""

        def done(draft: DraftView) -> None:
            self._windows.open_draft(register, draft)

        self._context.run(self, issuing.take_over, done, self._on_unknown, register, code)

    def _on_unknown(self, error: Exception) -> None:
        self._say(messages.sentence(error), "fail")

    def _is_ready(self) -> bool:
        """Whether somebody works here and no question is open."""
        return self._window.isVisible() and QApplication.activeModalWidget() is None

    # ---- slips ---------------------------------------------------------------------------------

    def print_blank(self, register: Register) -> None:
        """Ask how many blank sheets, and show them before they are printed."""
        dialog = CountDialog(self._window, register)
        dialog.accepted.connect(lambda: self._issue(register, dialog.number()))
        opening.show(dialog)

    def _issue(self, register: Register, count: int) -> None:
        self._context.run(
            self, issuing.issue, lambda codes: self._show_blank(register, codes), None,
            register, count,
        )  # fmt: skip

    def _show_blank(self, register: Register, codes: tuple[str, ...]) -> None:
        # Printing brings the preview and its picture of pages along: only when somebody prints.
        from app.views.printing.preview import PreviewWindow

        window = PreviewWindow(self._context, register, slips=codes, parent=self._window)
        was_taken: list[bool] = []
        window.taken.connect(lambda: was_taken.append(True))

        def closed() -> None:
            if was_taken:
                self._context.announce(_SLIPS)
            else:
                self._context.run(
                    self._context, issuing.take_back, lambda _gone: None, None, register, codes
                )

        window.closed.connect(closed)
        window.show()

    def show_waiting(self, register: Register) -> None:
        """已打印待回录."""
        dialog = WaitingDialog(self._context, register, self._window)
        dialog.chosen.connect(lambda code: self.open_slip(register, code))
        dialog.changed.connect(lambda: self._context.announce(_SLIPS))
        opening.show(dialog)

    # ---- scans ---------------------------------------------------------------------------------

    def choose_scans(self) -> None:
        """归档扫描件…"""
        endings = " ".join(f"*{ending}" for ending in ENDINGS)
        words = _("扫描件 ({endings})").format(endings=endings)
        names, _kind = QFileDialog.getOpenFileNames(self._window, _("选扫描件"), "", words)
        self.file_scans([Path(name) for name in names])

    def file_scans(self, paths: Sequence[Path]) -> None:
        """File scans by the codes on their pages; the dialog says what became of each."""
        if not paths:
            return
        dialog = FilingDialog(self._context, self._window)
        dialog.slip_asked.connect(self.open_place)
        opening.show(dialog)
        dialog.start(paths)

    def _on_arrived(self, outcome: Outcome) -> None:
        """Files of the watched folder were filed; those that were not are shown without a question."""
        for one in outcome.filed:
            if one.changes is not None:
                self._context.announce(one.changes)
        if not outcome.left:
            words = _("文件夹里新到的扫描件已归档 {n} 份").format(n=len(outcome.filed))
            self._say(words, "pass")
            return
        dialog = self._arrived
        if dialog is None or not shiboken6.isValid(dialog) or not dialog.isVisible():
            dialog = self._arrived = FilingDialog(self._context, self._window)
            dialog.slip_asked.connect(self.open_place)
            # Somebody may be typing.
            dialog.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            opening.show(dialog)
        dialog.take(outcome)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take scans that are dropped anywhere on the main window."""
        if isinstance(event, QDropEvent):
            urls = event.mimeData().urls()
            files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
            scans = [one for one in files if one.suffix.lower() in ENDINGS]
            if scans and event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
                event.acceptProposedAction()
            if scans and event.type() == QEvent.Type.Drop:
                self.file_scans(scans)
            elif files and event.type() == QEvent.Type.Drop:
                self._say(_("能归档的是 PDF、JPG、PNG、TIFF 扫描件"), "wait")
            return bool(scans)
        return super().eventFilter(watched, event)
