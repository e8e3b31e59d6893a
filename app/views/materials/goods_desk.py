"""Opens the windows for goods by the names of the registers' tools."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.services.registers.materials import tools
from app.views.context import Context

if TYPE_CHECKING:
    from app.views.materials.issue_dialog import Unfinished

Records = tuple[int, ...]


class GoodsDesk(QObject):
    """Belongs to the main window; what a window opens further is asked of the context."""

    def __init__(self, window: QWidget, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._begun: Unfinished | None = None
        self._recall = ""
        self._tools: Mapping[str, Callable[[Records], QDialog]] = {
            tools.ISSUE.name: self.issue,
            tools.TRACE.name: self.trace,
            tools.STOCK.name: self.stock,
        }
        context.tool_asked.connect(self.show)

    def show(self, name: str, records: Records) -> None:
        """Open the window of a tool of goods, for these records or for none in particular."""
        if name not in self._tools:
            return
        dialog = self._tools[name](records)
        dialog.finished.connect(dialog.deleteLater)
        if dialog.isModal():
            dialog.open()
        else:
            dialog.show()

    def issue(self, lots: Records = ()) -> QDialog:
        """发放: what was left unfinished is there again."""
        # Not needed before goods leave: not a reason to start later.
        from app.views.materials.issue_dialog import IssueDialog

        dialog = IssueDialog(self._context, lots, self._parent(), self._begun)
        dialog.accepted.connect(lambda: self._keep(None))
        dialog.rejected.connect(lambda: self._keep(dialog.unfinished()))
        return dialog

    def trace(self, _records: Records = ()) -> QDialog:
        """批号追查: it stays beside the other windows, and knows the text of the last time."""
        # As above.
        from app.views.materials.trace_dialog import TraceDialog

        dialog = TraceDialog(self._context, self._recall, self._parent())

        def keep() -> None:
            self._recall = dialog.text.value() or ""

        dialog.finished.connect(keep)
        return dialog

    def stock(self, _records: Records = ()) -> QDialog:
        """库存: what lies where."""
        # As above.
        from app.views.materials.stock_dialog import StockDialog

        return StockDialog(self._context, self._parent())

    def _keep(self, begun: "Unfinished | None") -> None:
        self._begun = begun

    def _parent(self) -> QWidget:
        """The window in front: a record may have asked."""
        return QApplication.activeWindow() or self._window.window()
