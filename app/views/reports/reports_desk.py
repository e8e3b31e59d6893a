"""Opens the windows of reports by the names of the register's tools."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.i18n import _
from app.services.registers.reports import periodic_report
from app.views.context import Context

Records = tuple[int, ...]


class ReportsDesk(QObject):
    """Belongs to the main window; what a window opens further is asked of the context."""

    def __init__(self, window: QWidget, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._tools: Mapping[str, Callable[[Records], QDialog | None]] = {
            periodic_report.FIGURES.name: self.figures,
            periodic_report.ACTIVITY.name: self.activity,
            periodic_report.PACK.name: self.pack,
        }
        context.tool_asked.connect(self.show)

    def show(self, name: str, records: Records) -> None:
        """Open the window of a tool, if it is one of reports."""
        if name not in self._tools:
            return
        dialog = self._tools[name](records)
        if dialog is None:
            return
        dialog.finished.connect(dialog.deleteLater)
        if dialog.isModal():
            dialog.open()
        else:
            dialog.show()

    def figures(self, reports: Records) -> QDialog | None:
        """数据和图 of the report chosen."""
        # Not needed before somebody looks at a report: not a reason to start later.
        from app.views.reports.figures_dialog import FiguresDialog

        if not reports:
            self._context.said.emit(_("先在列表里选一份报告"))
            return None
        return FiguresDialog(self._context, reports[0], self._parent())

    def activity(self, _reports: Records = ()) -> QDialog:
        """门诊、出院人次."""
        # As above.
        from app.views.reports.activity_dialog import ActivityDialog

        return ActivityDialog(self._context, self._parent())

    def pack(self, _reports: Records = ()) -> QDialog:
        """质控例会资料."""
        # As above; it brings printing along.
        from app.views.reports.pack_window import PackDialog

        return PackDialog(self._context, self._parent())

    def _parent(self) -> QWidget:
        """The window in front: a record may have asked."""
        return QApplication.activeWindow() or self._window.window()
