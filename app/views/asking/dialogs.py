"""Dialogs: only for what cannot be undone, for one sentence a person must write, or for a conflict.

The title says what happened; buttons are verbs; the harmful one stands left and Enter never presses it.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.views import theme
from app.views.inputs.editors import FieldRow, LineEdit, TextArea
from app.views.widgets.buttons import Button, danger, outlined, primary
from app.views.widgets.keystrokes import ENTER
from app.views.widgets.labels import IconLabel, label

_WIDTH = 560
_ICON_INKS = {
    "triangle": "wait_fg",
    "octagon": "fail_fg",
    "ring-i": "accent",
    "check": "pass_fg",
    "lock": "text2",
}


class _Shade(QWidget):
    """Dims the window behind a decision."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """One transparent colour."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("shade"))
        painter.end()


class Dialog(QDialog):
    """The frame of every dialog: icon and title, a text, `body` for more, and a row of buttons.

    Ctrl+Enter presses the primary button, Esc closes; Enter in a field only moves on.
    """

    def __init__(
        self, parent: QWidget | None, title: str, text: str = "", *, icon: str = "ring-i"
    ) -> None:
        super().__init__(parent)
        self.setObjectName("Decision")
        self.setWindowTitle(_("质控台"))
        self.setModal(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setMinimumWidth(_WIDTH)
        self._first: QWidget | None = None
        self._primary: Button | None = None
        self._shade: _Shade | None = None
        self.body = QVBoxLayout()
        self._left, self._right = QHBoxLayout(), QHBoxLayout()
        self._arrange(title, text, icon)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(self._press_primary)
        self.finished.connect(self._brighten)

    def add_primary(self, text: str, act: Callable[[], object], icon: str = "check") -> Button:
        """The filled button; it has the keyboard at first unless a field is put first."""
        self._primary = primary(text, icon)
        self._add(self._right, self._primary, act)
        return self._primary

    def add_button(self, text: str, act: Callable[[], object], icon: str = "") -> Button:
        """An ordinary button, left of the primary one."""
        made = outlined(text, icon)
        made.clicked.connect(act)
        self._right.insertWidget(max(self._right.count() - (self._primary is not None), 0), made)
        return made

    def add_harmful(self, text: str, act: Callable[[], object], icon: str = "") -> Button:
        """What takes something away: at the left, outlined red."""
        made = danger(text, icon)
        self._add(self._left, made, act)
        return made

    def focus_first(self, widget: QWidget) -> None:
        """Where the keyboard is when the dialog opens; without it, on its harmless default."""
        self._first = widget

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter outside a button does nothing: Qt would press the default button."""
        if event.key() in ENTER:
            event.accept()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Dim what lies behind and put the keyboard where it belongs."""
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None and self._shade is None and self.isModal():
            self._shade = _Shade(parent.window())
        target = self._first or self._primary
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self, title: str, text: str, icon: str) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.GAP_CARD)
        head.addWidget(IconLabel(icon, _ICON_INKS.get(icon, "text2"), theme.ICON + 4))
        head.addWidget(label(title, "title", wrap=True), 1)
        words = label(text, "label", wrap=True)
        if not text:
            words.hide()
        self.body.setSpacing(theme.GAP)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        self._left.setSpacing(theme.GAP)
        self._right.setSpacing(theme.GAP)
        buttons.addLayout(self._left)
        buttons.addStretch(1)
        buttons.addLayout(self._right)
        column = QVBoxLayout(self)
        side = theme.MARGIN + theme.GAP
        column.setContentsMargins(side, side - 4, side, side - 4)
        column.setSpacing(theme.GAP_CARD)
        column.addLayout(head)
        column.addWidget(words)
        column.addLayout(self.body)
        column.addLayout(buttons)

    def _add(self, row: QHBoxLayout, button: Button, act: Callable[[], object]) -> None:
        button.clicked.connect(act)
        row.addWidget(button)

    def _press_primary(self) -> None:
        if self._primary is not None and self._primary.isEnabled():
            self._primary.click()

    def _brighten(self) -> None:
        if self._shade is not None:
            self._shade.hide()
            self._shade.deleteLater()
            self._shade = None


class ConfirmDialog(Dialog):
    """Asks before something that cannot be undone. Enter keeps everything as it is."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        *,
        act: str,
        keep: str = "",
        harmful: bool = True,
        icon: str = "triangle",
    ) -> None:
        super().__init__(parent, title, text, icon=icon)
        if harmful:
            self.act = self.add_harmful(act, self.accept)
            self.keep = self.add_primary(keep or _("先不做"), self.reject, "")
        else:
            self.act = self.add_primary(act, self.accept, "check")
            self.keep = self.add_button(keep or _("先不做"), self.reject, "close")


def confirm(
    parent: QWidget | None,
    title: str,
    text: str,
    *,
    act: str,
    keep: str = "",
    harmful: bool = True,
) -> bool:
    """Ask and wait; True when the person wants it done. `act` and `keep` are verbs."""
    dialog = ConfirmDialog(parent, title, text, act=act, keep=keep, harmful=harmful)
    return dialog.exec() == QDialog.DialogCode.Accepted


class TextDialog(Dialog):
    """Asks for a sentence, e.g. the reason of a void. It cannot be left empty."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        *,
        field: str,
        act: str,
        max_length: int = 200,
        many_lines: bool = True,
        harmful: bool = False,
        value: str = "",
    ) -> None:
        super().__init__(parent, title, text, icon="triangle" if harmful else "ring-i")
        self.editor: TextArea | LineEdit = (
            TextArea(max_length=max_length) if many_lines else LineEdit(max_length=max_length)
        )
        self.editor.set_value(value)
        self._field = field
        self.row = FieldRow(field, self.editor, required=True)
        self.row.set_check(self._missing)
        self.body.addWidget(self.row)
        if harmful:
            self.act = self.add_harmful(act, self._on_act)
        else:
            self.act = self.add_primary(act, self._on_act)
        self.keep = self.add_button(_("先不做"), self.reject, "close")
        self.focus_first(self.editor.first_input())

    def words(self) -> str:
        """What was written."""
        return self.editor.value() or ""

    def _missing(self) -> str:
        return "" if self.words() else _("还没有写{field}").format(field=self._field)

    def _on_act(self) -> None:
        if self.row.validate():
            self.accept()
        else:
            self.row.focus()
