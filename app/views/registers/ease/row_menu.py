"""What the right mouse button offers for a row of a register, with the keys that do the same."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from app.i18n import _
from app.services.links.raising import EDUCATION, NONCONFORMITY, targets
from app.services.registers.register import Register
from app.views.registers.listing.record_model import RecordModel
from app.views.widgets.table import RegisterTableView

RAISED_BY = {NONCONFORMITY: "F7", EDUCATION: "F9"}


class RowMenu(QObject):
    """打开, 复制为新… and 转出… of the row that is marked."""

    copy_asked = Signal(int)  # record id
    raise_asked = Signal(int, str)  # record id, the register in which a record is raised

    def __init__(
        self, view: RegisterTableView, model: RecordModel, kind: Register, may_register: bool
    ) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._add(_("打开　Enter"), self._open)
        if may_register:
            item = _(kind.item)
            self.copy = self._add(_("复制为新{item}").format(item=item), self._copy, "Ctrl+D")
            for one in targets(kind):
                words = _("转出{item}").format(item=_(one.item))
                act = partial(self._raise, one.name)
                self._add(words, act, RAISED_BY.get(one.name, ""))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _add(self, words: str, act: Callable[[], None], key: str = "") -> QAction:
        made = QAction(words, self._view)
        if key:
            made.setShortcut(QKeySequence(key))
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.setShortcutVisibleInContextMenu(True)
        made.triggered.connect(lambda _on=False: act())
        self._view.addAction(made)
        return made

    def _marked(self) -> int | None:
        row = self._view.currentIndex().row()
        return self._model.id_at(row) if row >= 0 else None

    def _open(self) -> None:
        row = self._view.currentIndex().row()
        if row >= 0:
            self._view.opened.emit(row)

    def _copy(self) -> None:
        if (record_id := self._marked()) is not None:
            self.copy_asked.emit(record_id)

    def _raise(self, target: str) -> None:
        if (record_id := self._marked()) is not None:
            self.raise_asked.emit(record_id, target)
