"""The list of phrases under a field: typing filters, Enter takes one, Esc goes back to the field."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.services.suggestions.phrases import PhraseView
from app.views import theme
from app.views.inputs.choices_popup import NOTE_ROLE, ROW, ChoiceDelegate, place_under
from app.views.inputs.offered_list import PickLine
from app.views.inputs.pick_editor import PickItem, matching
from app.views.widgets.buttons import quiet
from app.views.widgets.labels import label, set_tone

_ROWS_MOST = 7
_WIDEST_SHOWN = 24
_MOVING = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide)


class PhrasePanel(QFrame):
    """A child of the window, so that the input method composes in its line as anywhere else."""

    picked = Signal(str)
    save_asked = Signal(str)
    manage_asked = Signal()
    closed = Signal()

    def __init__(self, anchor: QWidget, text: str) -> None:
        super().__init__(anchor.window())
        self._anchor = anchor
        self._text = text
        self._items: list[PickItem] = []
        self._offered: list[PickItem] = []
        self.setObjectName("Choices")
        self.line = PickLine()
        self.line.is_open = True
        self.line.setPlaceholderText(_("首字母或词，Enter 放入，Esc 返回"))
        self.line.setAccessibleName(_("查找常用语"))
        self.list = QListWidget()
        self.list.setItemDelegate(ChoiceDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.note = label("", "small", wrap=True)
        self.save = quiet(_("存为常用语：{text}").format(text=_short(text)), "plus")
        self.manage = quiet(_("管理…"), "edit")
        self._arrange()
        self._connect()

    def open(self, phrases: Sequence[PhraseView]) -> None:
        """Show the phrases under the field; the keyboard is in the line that filters."""
        self.offer(phrases)
        self.show()
        self.raise_()
        # The field is not left for good: nothing is judged yet.
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def offer(self, phrases: Sequence[PhraseView]) -> None:
        """Offer these."""
        self._items = [
            PickItem(one.text, " ".join(one.text.split()), _("共用") if one.is_shared else "", one.initials)
            for one in phrases
        ]  # fmt: skip
        known = {one.text for one in phrases}
        self.save.setVisible(bool(self._text) and self._text not in known)
        self.manage.setVisible(any(one.may_change for one in phrases))
        self._filter(self.line.text())

    def tell(self, text: str, tone: str = "") -> None:
        """Say something under the list."""
        self.note.setText(text)
        set_tone(self.note, tone)
        self.note.setVisible(bool(text))
        self._place()

    def offered(self) -> list[str]:
        """The phrases shown now."""
        return [str(item.value) for item in self._offered]

    def leave(self) -> None:
        """Close and put the keyboard back into the field."""
        self._anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        self.close_panel()

    def close_panel(self) -> None:
        """Close; the keyboard is somewhere else already."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()
            self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc on one of the buttons."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list goes along with its field, and goes when the field is out of sight."""
        if event.type() in _MOVING and self.isVisible():
            # When everything has its new place.
            QTimer.singleShot(0, self, self._follow_field)
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        self.note.hide()
        self.note.setContentsMargins(theme.GAP, 2, theme.GAP, 2)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(self.save)
        buttons.addStretch(1)
        buttons.addWidget(self.manage)
        column = QVBoxLayout(self)
        side = theme.GAP_INNER
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(theme.GAP_INNER)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        column.addLayout(buttons)
        QWidget.setTabOrder(self.line, self.save)
        QWidget.setTabOrder(self.save, self.manage)

    def _connect(self) -> None:
        self.line.textEdited.connect(self._filter)
        self.line.moved.connect(self._move)
        self.line.picked.connect(lambda: self._pick(self.list.currentRow()))
        self.line.escaped.connect(self.leave)
        self.list.itemClicked.connect(lambda item: self._pick(self.list.row(item)))
        self.save.clicked.connect(lambda: self.save_asked.emit(self._text))
        self.manage.clicked.connect(self.manage_asked)
        self._anchor.destroyed.connect(self.deleteLater)
        parent: QWidget | None = self._anchor
        while parent is not None:
            parent.installEventFilter(self)
            parent = None if parent.isWindow() else parent.parentWidget()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    def _follow_field(self) -> None:
        if self.isVisible() and self._anchor.visibleRegion().isEmpty():
            self.leave()
        elif self.isVisible():
            self._place()

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new is not self and not self.isAncestorOf(new) and self.isVisible():
            self.close_panel()

    def _filter(self, typed: str) -> None:
        self._offered = matching(self._items, typed)
        self.list.clear()
        for item in self._offered:
            row = QListWidgetItem(item.text)
            row.setData(NOTE_ROLE, item.code)
            row.setToolTip(str(item.value))
            self.list.addItem(row)
        self.list.setCurrentRow(min(0, len(self._offered) - 1))
        if not self._items:
            self.tell(_("这一格还没有常用语。写好一句，再按 F4 存下来，下次直接选"))
        elif not self._offered:
            self.tell(_("没有“{text}”这样的常用语").format(text=typed[:20]))
        else:
            self.tell("")

    def _move(self, rows: int) -> None:
        last = self.list.count() - 1
        if last >= 0:
            self.list.setCurrentRow(min(max(self.list.currentRow() + rows, 0), last))

    def _pick(self, row: int) -> None:
        if 0 <= row < len(self._offered):
            self.picked.emit(str(self._offered[row].value))

    def _place(self) -> None:
        self.list.setVisible(bool(self._offered))
        rows = min(len(self._offered), _ROWS_MOST)
        self.list.setFixedHeight(rows * ROW)
        least = QFontMetrics(theme.font("body")).horizontalAdvance("　" * _WIDEST_SHOWN)
        width = max(self._anchor.width(), least)
        self.resize(width, self.height())
        layout = self.layout()
        if layout is not None:
            layout.activate()
        place_under(self, self._anchor, self.sizeHint().height(), width)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= 14 else f"“{line[:13]}…”"
