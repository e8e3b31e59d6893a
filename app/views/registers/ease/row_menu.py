"""What the right mouse button offers for a row of a register, with the keys that do the same."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from app.i18n import _
from app.views.registers.listing.record_model import RecordModel
from app.views.widgets.table import RegisterTableView


class RowMenu(QObject):
    """打开 and 复制为新… of the row that is marked."""

    copy_asked = Signal(int)  # record id

    def __init__(
        self, view: RegisterTableView, model: RecordModel, item: str, may_register: bool
    ) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self.open = QAction(_("打开　Enter"), view)
        self.open.triggered.connect(self._open)
        view.addAction(self.open)
        self.copy = QAction(_("复制为新{item}").format(item=item), view)
        self.copy.setShortcut(QKeySequence("Ctrl+D"))
        self.copy.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.copy.setShortcutVisibleInContextMenu(True)
        self.copy.triggered.connect(self._copy)
        if may_register:
            view.addAction(self.copy)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _open(self) -> None:
        row = self._view.currentIndex().row()
        if row >= 0:
            self._view.opened.emit(row)

    def _copy(self) -> None:
        row = self._view.currentIndex().row()
        record_id = self._model.id_at(row) if row >= 0 else None
        if record_id is not None:
            self.copy_asked.emit(record_id)
