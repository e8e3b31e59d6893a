"""Every page of the gallery is built in both themes: plain text, names, no stop for Tab without a ring."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.views import theme
from tests.views.gallery import PAGES

NAMES = sorted(set(PAGES) - {"calendar"})


@pytest.mark.parametrize("name", NAMES)
def test_all_labels_are_plain_text(qtbot: QtBot, name: str) -> None:
    page = PAGES[name]()
    qtbot.addWidget(page)
    for shown in page.findChildren(QLabel):
        assert shown.textFormat() == Qt.TextFormat.PlainText, shown.text()


class Flashes(QObject):
    """Notes every widget shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(repr(watched))
        return False


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"first-start"}))
def test_nothing_flashes_as_a_window_while_a_page_is_built(
    qapp: QApplication, qtbot: QtBot, name: str
) -> None:
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    try:
        page = PAGES[name]()
    finally:
        qapp.removeEventFilter(flashes)
    qtbot.addWidget(page)
    assert flashes.seen == []


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot, name: str) -> None:
    page = PAGES[name]()
    qtbot.addWidget(page)
    for kind in (QLineEdit, QPlainTextEdit, QComboBox, QPushButton):
        for widget in page.findChildren(kind):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.isHidden():
                assert widget.accessibleName() or name == "register", (name, widget)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_can_be_shown_in_both_themes(qapp: QApplication, qtbot: QtBot, name: str) -> None:
    page = PAGES[name]()
    qtbot.addWidget(page)
    page.show()
    light = page.grab().toImage().pixelColor(2, page.height() - 2)
    theme.apply(qapp, "dark")
    try:
        assert page.grab().toImage().pixelColor(2, page.height() - 2) != light
    finally:
        theme.apply(qapp, "light")


@pytest.mark.parametrize("name", ["parts", "sign-in", "lock", "first-start"])
def test_a_page_fits_a_ward_pc(qtbot: QtBot, name: str) -> None:
    page = PAGES[name]()
    qtbot.addWidget(page)
    assert page.minimumSizeHint().width() <= 1366
    assert page.minimumSizeHint().height() <= 697
