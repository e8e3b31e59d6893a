"""A record's window as a person at the keyboard meets it, for tests."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.services import reading
from app.services.reading import RecordView
from app.services.registers.register import Register
from app.views.context import Context
from app.views.registers.record_dialog import RecordDialog
from app.views.registers.step_dialog import StepDialog
from tests.factory import KIND
from tests.views.widgets.keyboard import commit

CTRL = Qt.KeyboardModifier.ControlModifier
KEYS = {
    "L": Qt.Key.Key_L,
    "Tab": Qt.Key.Key_Tab,
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Space": Qt.Key.Key_Space,
    "Right": Qt.Key.Key_Right,
    "PgDn": Qt.Key.Key_PageDown,
    "PgUp": Qt.Key.Key_PageUp,
    "Down": Qt.Key.Key_Down,
    "F4": Qt.Key.Key_F4,
    "F6": Qt.Key.Key_F6,
    "F8": Qt.Key.Key_F8,
    "B": Qt.Key.Key_B,
    "S": Qt.Key.Key_S,
    "T": Qt.Key.Key_T,
    "D": Qt.Key.Key_D,
    "V": Qt.Key.Key_V,
    "Z": Qt.Key.Key_Z,
}
STOPS_MOST = 160


class Desktop:
    """One open window and the keys pressed in it."""

    def __init__(
        self,
        qtbot: QtBot,
        context: Context,
        record_id: int | None = None,
        kind: Register = KIND,
        **more: Any,
    ) -> None:
        self.qtbot = qtbot
        self.context = context
        self.kind = kind
        self.window = RecordDialog(context, kind, record_id, **more)
        self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(self.window, before_close_func=lambda _one, _kept=self.window: None)
        self.window.show()
        self.window.activateWindow()
        self.settle()

    @property
    def view(self) -> RecordView:
        """The record as it is stored."""
        assert self.window.case.record_id is not None
        return reading.load(self.context.desk, self.kind, self.window.case.record_id)

    @property
    def said(self) -> str:
        """The line in the strip."""
        return self.window.strip.message()

    def settle(self) -> None:
        """Let everything that was put off happen."""
        for _round in range(3):
            QApplication.processEvents()

    def press(self, key: str, *, ctrl: bool = False) -> None:
        """A key where the keyboard is."""
        if QApplication.activeWindow() is None:  # no window manager brings it back here
            self.window.activateWindow()
            self.settle()
        target = QApplication.focusWidget() or self.window
        none = Qt.KeyboardModifier.NoModifier
        self.qtbot.keyClick(target, KEYS[key], CTRL if ctrl else none)
        self.settle()

    def type(self, text: str) -> None:
        """Letters where the keyboard is; Chinese ones come from an input method."""
        focus = QApplication.focusWidget()
        assert focus is not None
        if text.isascii():
            self.qtbot.keyClicks(focus, text)
        else:
            commit(focus, text)

    def tab_to(self, name: str) -> None:
        """Walk with Tab alone until a field has the keyboard."""
        for _stop in range(STOPS_MOST):
            if self.window.form.current() == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} cannot be reached with Tab")

    def fill(self, name: str, text: str) -> None:
        """Go to a field and type; Enter takes the offered entry or goes on."""
        self.tab_to(name)
        self.type(text)
        self.press("Enter")

    def choose(self, name: str, place: int = 0) -> None:
        """Go to a question and take one of its answers with the arrow keys."""
        self.tab_to(name)
        self.press("Space")
        for _step in range(place):
            self.press("Right")

    def take_main(self) -> None:
        """Ctrl+Enter."""
        self.press("Enter", ctrl=True)

    def take(self, action: str) -> None:
        """Press the button of a step, wherever it stands."""
        self.window.actions_of.take(action)
        self.settle()

    def sign(self, staff_no: str, password: str) -> None:
        """Whoever signs writes 工号 and password into the open dialog and confirms."""
        asked = self.dialog()
        assert isinstance(asked, StepDialog)
        assert asked._sign is not None
        asked._sign.staff_no.set_value(staff_no)
        asked._sign.password.set_value(password)
        self.press("Enter", ctrl=True)

    def check(self) -> None:
        """What happens shortly after typing, now."""
        self.window._check()
        self.settle()

    def dialog(self) -> QDialog:
        """The dialog that is open."""
        self.settle()
        return next(
            one
            for one in QApplication.topLevelWidgets()
            if isinstance(one, QDialog) and one.isVisible() and one.parent() is self.window
        )

    def no_dialog(self) -> bool:
        """Whether none is open."""
        self.settle()
        return not any(
            isinstance(one, QDialog) and one.isVisible() and one.parent() is self.window
            for one in QApplication.topLevelWidgets()
        )

    def keep(self, widget: QWidget) -> None:
        """Close a widget at the end of the test."""
        self.qtbot.addWidget(widget)
