"""Opens the windows for surveys by the names of the register's tools."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.i18n import _
from app.services.registers.surveys import tools
from app.services.surveys import keying, results
from app.services.surveys.keying import Keying
from app.services.surveys.results import Results
from app.views import messages
from app.views.context import Context

Records = tuple[int, ...]


class SurveyDesk(QObject):
    """Belongs to the main window. Its windows are of one survey: the one that is chosen."""

    def __init__(self, window: QWidget, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._tools: Mapping[str, Callable[[int], None]] = {
            tools.KEYING.name: self.key,
            tools.IMPORT.name: self.bring_in,
            tools.RESULT.name: self.show_result,
            tools.PAPERS.name: self.print_papers,
        }
        context.tool_asked.connect(self.show)

    def show(self, name: str, records: Records) -> None:
        """Open the window of a tool for the survey that is chosen; others' tools are theirs."""
        if name not in self._tools:
            return
        if len(records) != 1:
            self._context.said.emit(_("先在“满意度调查”里选一次调查，再按这个键"))
            return
        self._tools[name](records[0])

    def key(self, survey_id: int) -> None:
        """录入调查表."""

        def show(begun: Keying) -> None:
            # Not needed before papers come back: not a reason to start later.
            from app.views.surveys.keying_dialog import KeyingDialog

            self._open(KeyingDialog(self._context, begun, self._parent()))

        self._context.ask(self, keying.begin, show, self._say, survey_id)

    def bring_in(self, survey_id: int) -> None:
        """导入调查表."""
        # As above.
        from app.views.surveys.import_dialog import ImportSheetsDialog

        dialog = ImportSheetsDialog(self._context, survey_id, self._parent())
        dialog.saved.connect(lambda _changes: self._context.said.emit(dialog.done_words()))
        self._open(dialog)

    def show_result(self, survey_id: int) -> None:
        """统计结果."""

        def show(found: Results) -> None:
            # As above.
            from app.views.surveys.result_dialog import ResultDialog

            self._open(ResultDialog(self._context, found, self._parent()))

        self._context.ask(self, results.load, show, self._say, survey_id)

    def print_papers(self, survey_id: int) -> None:
        """打印调查表."""
        # Printing brings the preview along: only when somebody prints.
        from app.views.surveys.papers import PapersDialog, PapersWindow

        dialog = PapersDialog(self._parent())

        def preview() -> None:
            PapersWindow(self._context, survey_id, dialog.copies(), self._window.window()).show()

        dialog.accepted.connect(preview)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        if dialog.isModal():
            dialog.open()
        else:
            dialog.show()

    def _say(self, error: Exception) -> None:
        """Why there is no such window now."""
        messages.show(self._parent(), error)

    def _parent(self) -> QWidget:
        """The window in front: a record may have asked."""
        return QApplication.activeWindow() or self._window.window()
