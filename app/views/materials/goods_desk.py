"""Opens the windows for goods by the names of the registers' tools."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.services.registers.materials import tools
from app.services.registers.parts import Tool
from app.views.asking import opening
from app.views.asking.tool_desk import Records, ToolDesk
from app.views.context import Context

if TYPE_CHECKING:
    from app.views.materials.issue_dialog import Unfinished


class GoodsDesk(ToolDesk):
    """发放, 批号追查, 库存; it keeps what was begun and the text asked last."""

    def __init__(self, window: QWidget, context: Context) -> None:
        super().__init__(window, context)
        self._begun: Unfinished | None = None
        self._recall = ""

    def tools(self) -> Mapping[Tool, Callable[[Records], None]]:
        """The windows for goods."""
        return {tools.ISSUE: self.issue, tools.TRACE: self.trace, tools.STOCK: self.stock}

    def issue(self, lots: Records = ()) -> None:
        """发放: what was left unfinished is there again."""
        # Not needed before goods leave: not a reason to start later.
        from app.views.materials.issue_dialog import IssueDialog

        dialog = IssueDialog(self._context, lots, self.front(), self._begun)
        dialog.accepted.connect(lambda: self._keep(None))
        dialog.rejected.connect(lambda: self._keep(dialog.unfinished()))
        opening.show(dialog)

    def trace(self, _records: Records = ()) -> None:
        """批号追查: it stays beside the other windows, and knows the text of the last time."""
        # As above.
        from app.views.materials.trace_dialog import TraceDialog

        dialog = TraceDialog(self._context, self._recall, self.front())

        def keep() -> None:
            self._recall = dialog.text.value() or ""

        dialog.finished.connect(keep)
        opening.show(dialog)

    def stock(self, _records: Records = ()) -> None:
        """库存: what lies where."""
        # As above.
        from app.views.materials.stock_dialog import StockDialog

        opening.show(StockDialog(self._context, self.front()))

    def _keep(self, begun: "Unfinished | None") -> None:
        self._begun = begun
