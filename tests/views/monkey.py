"""A monkey at the keyboard and the mouse: it clicks and types anywhere, by a seed, and tells what it did.

It looks for tracebacks, for windows without a way out and for what was written without a trace. File
dialogs and the printer are answered for it.
"""

import random
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from tests.faults.odd_texts import NASTY
from tests.views.widgets.keyboard import commit

CTRL, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)
K = Qt.Key
KEYS = [
    *[(key, NONE) for key in (
        K.Key_Return, K.Key_Escape, K.Key_Tab, K.Key_Up, K.Key_Down, K.Key_Space, K.Key_Home, K.Key_End,
        K.Key_PageUp, K.Key_PageDown, K.Key_Delete, K.Key_Backspace, K.Key_F1, K.Key_F4, K.Key_F5, K.Key_F6, K.Key_F8,
    )],
    *[(key, CTRL) for key in (
        K.Key_N, K.Key_F, K.Key_S, K.Key_Return, K.Key_P, K.Key_E, K.Key_D, K.Key_K, K.Key_W, K.Key_A, K.Key_T,
        K.Key_Z, K.Key_1, K.Key_2, K.Key_Tab, K.Key_Down, K.Key_PageDown, K.Key_PageUp, K.Key_Equal, K.Key_Minus,
    )],
    (K.Key_Down, ALT), (K.Key_Return, ALT),
]  # fmt: skip
WORDS = [
    "输液等候",
    "2026-03-05",
    "09:30",
    "13800001234",
    "36.5",
    "hlb",
    "本人",
    "1",
    "0",
    "-1",
    *NASTY,
]
TARGETS = (
    QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView, QTabBar, QAbstractSpinBox,
)  # fmt: skip
REMEMBERED = 30
IN_A_DIALOG = 8
LATER = 40


class Monkey:
    """One monkey in front of one main window."""

    def __init__(self, home: QWidget, seed: int) -> None:
        self.home = home
        self.seed = seed
        self.done: deque[str] = deque(maxlen=REMEMBERED)
        self.stuck: list[str] = []
        self._chance = random.Random(seed)
        self._depth = 0

    def play(self, events: int) -> None:
        """So many events; now and then everything beside the main window is put away."""
        for place in range(events):
            self.one()
            if place % LATER == LATER - 1:
                self.leave_all()
        self.leave_all()

    def one(self) -> None:
        """One event, where somebody might do it."""
        acts: list[tuple[float, Callable[[QWidget], None]]] = [
            (0.55, self._click), (0.2, self._type), (0.2, self._press), (0.05, self._resize),
        ]  # fmt: skip
        act = self._chance.choices([one for _w, one in acts], [weight for weight, _one in acts])[0]
        act(self.window())
        settle()

    def window(self) -> QWidget:
        """What has the person's attention: a list that dropped down, a dialog, or the last window."""
        for one in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if one is not None:
                return one
        shown = [one for one in others(self.home) if one.isVisible()]
        if shown and self._chance.random() < 0.8:
            return self._chance.choice(shown)
        return self.home

    def leave_all(self) -> None:
        """Every window beside the main one must go when it is asked to."""
        for _try in range(6):
            open_now = others(self.home)
            if not open_now:
                return
            for one in open_now:
                if not shiboken6.isValid(one):
                    continue
                QTest.keyClick(one, K.Key_Escape)
                settle()
                if shiboken6.isValid(one) and one.isVisible() and not isinstance(one, QDialog):
                    one.close()
                    settle()
        self.stuck += [f"{type(one).__name__} {one.windowTitle()}" for one in others(self.home)]

    def in_dialog(self, dialog: QDialog) -> int:
        """A dialog that stops the program: play in it, then leave it with Esc."""
        self._note("dialog", dialog)
        dialog.show()
        settle()
        self._depth += 1
        try:
            for _event in range(IN_A_DIALOG if self._depth < 4 else 0):
                if not (shiboken6.isValid(dialog) and dialog.isVisible()):
                    break
                self.one()
        finally:
            self._depth -= 1
        for _try in range(4):
            if not (shiboken6.isValid(dialog) and dialog.isVisible()):
                break
            QTest.keyClick(dialog, K.Key_Escape)
            settle()
        if not shiboken6.isValid(dialog):
            return 0
        if dialog.isVisible():
            self.stuck.append(f"{type(dialog).__name__} {dialog.windowTitle()}")
            dialog.hide()
        return dialog.result()

    def story(self) -> str:
        """How to do it again."""
        return f"seed {self.seed}, last events:\n" + "\n".join(self.done)

    # ---- what it can do ------------------------------------------------------------------------

    def _click(self, window: QWidget) -> None:
        found = [
            one for kind in TARGETS for one in window.findChildren(kind)
            if one.isVisible() and one.isEnabled() and one.window() is window
        ]  # fmt: skip
        if not found:
            self._press(window)
            return
        target: QWidget = self._chance.choice(found)
        self._note("click", target)
        spot = target.rect().center()
        if isinstance(target, QAbstractItemView | QTabBar):
            spot = QPoint(
                self._chance.randrange(max(target.width(), 1)),
                self._chance.randrange(max(target.height(), 1)),
            )
        inner = target.viewport() if isinstance(target, QAbstractItemView) else target
        left = Qt.MouseButton.LeftButton
        if isinstance(target, QAbstractItemView) and self._chance.random() < 0.4:
            QTest.mouseDClick(inner, left, NONE, spot)
        else:
            QTest.mouseClick(inner, left, NONE, spot)

    def _type(self, window: QWidget) -> None:
        target = window.focusWidget() or window
        text = self._chance.choice(WORDS)
        self._note(f"type {text!r}", target)
        commit(target, text.lstrip("\ufffe\ufeff"))

    def _press(self, window: QWidget) -> None:
        key, modifiers = self._chance.choice(KEYS)
        target = window.focusWidget() or window
        self._note(f"press {modifiers.name} {key.name}", target)
        QTest.keyClick(target, key, modifiers)

    def _resize(self, window: QWidget) -> None:
        if isinstance(window, QDialog) or window.windowType() == Qt.WindowType.Popup:
            return
        width, height = self._chance.choice([(1366, 697), (1920, 1080), (1024, 600)])
        self._note(f"resize {width}×{height}", window)
        window.resize(width, height)

    def _note(self, what: str, target: QWidget) -> None:
        name = target.accessibleName() or target.objectName() or target.windowTitle()
        words = f"{what} → {type(target).__name__} {name!r} in {type(target.window()).__name__}"
        self.done.append(words)


def settle() -> None:
    """Let everything that was put off happen, deletions too."""
    for _round in range(2):
        QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def others(home: QWidget) -> list[QWidget]:
    """The windows shown beside the main one."""
    return [
        one for one in QApplication.topLevelWidgets()
        if one is not home and one.isVisible() and one.windowType() != Qt.WindowType.ToolTip
    ]  # fmt: skip


def answer_for(monkey: Callable[[], Monkey], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dialogs of the system are answered at once; ours are played in."""
    chance = random.Random(0)
    (folder / "notes.txt").write_text("不是表格", "utf-8")

    def save(*_asked: Any) -> tuple[str, str]:
        return (str(folder / f"{chance.randrange(3)}.out") if chance.random() < 0.6 else "", "")

    def load(*_asked: Any) -> tuple[str, str]:
        return (str(folder / "notes.txt") if chance.random() < 0.6 else "", "")

    def load_many(*asked: Any) -> tuple[list[str], str]:
        name, _kind = load(*asked)
        return ([name] if name else [], "")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", load)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", load_many)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: "")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda *_asked: True)
    monkeypatch.setattr(QPrintDialog, "exec", lambda *_asked: 0)
    monkeypatch.setattr(QDialog, "exec", lambda dialog: monkey().in_dialog(dialog))
    monkeypatch.setattr("app.views.printing.paper_window.run_dialog", lambda _dialog: False)
