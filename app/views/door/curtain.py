"""Draws a curtain before everything that is open, and opens it again for the same person."""

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget


class Curtain:
    """Hides every window but one; menus are closed, and questions answered with no."""

    def __init__(self, stage: QWidget) -> None:
        self._stage = stage
        self._hidden: list[QWidget] = []
        self._focus: QWidget | None = None

    def draw(self) -> None:
        """Nothing of the work can be seen from now on."""
        self._focus = QApplication.focusWidget()
        popup = QApplication.activePopupWidget()
        while popup is not None:
            popup.close()
            popup = QApplication.activePopupWidget()
        for one in QApplication.topLevelWidgets():
            if one is self._stage or not one.isVisible():
                continue
            is_question = one.windowModality() == Qt.WindowModality.ApplicationModal
            if isinstance(one, QDialog) and is_question:
                one.reject()
            else:
                self._hidden.append(one)
            one.hide()

    def open(self) -> None:
        """Show again what was hidden, and put the keyboard back where it was."""
        hidden, self._hidden = self._hidden, []
        for one in hidden:
            if shiboken6.isValid(one):
                one.show()
        focus, self._focus = self._focus, None
        if focus is not None and shiboken6.isValid(focus) and focus.isVisible():
            focus.activateWindow()
            focus.setFocus()

    def forget(self) -> None:
        """What was hidden belongs to somebody who has gone."""
        self._hidden.clear()
        self._focus = None
