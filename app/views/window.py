"""The one window of the program: it shows a page at a time, remembers its place, and blanks itself."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app import settings
from app.i18n import _
from app.views import theme

_LEAST = (880, 430)
_USUAL = (1366, 720)
_VISIBLE = 80


class Window(QMainWindow):
    """Sign-in, lock and work are pages of the same window, so that nothing flickers or is left open."""

    painted = Signal()
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(_("质控台 · 不合格服务管理"))
        self.setWindowIcon(theme.window_icon())
        self.setMinimumSize(*_LEAST)
        self._was_painted = False
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        QShortcut(QKeySequence("F11"), self).activated.connect(self._toggle_full_screen)
        QShortcut(QKeySequence("Ctrl+W"), self).activated.connect(self.close)

    def show_page(self, page: QWidget) -> None:
        """Show a page; pages shown before stay until they are taken away."""
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)

    def page(self) -> QWidget | None:
        """The page shown now."""
        return self._pages.currentWidget()

    def take_away(self, page: QWidget) -> None:
        """A page is over."""
        self._pages.removeWidget(page)
        page.hide()
        page.deleteLater()

    def go_to(self, place: settings.Place | None) -> None:
        """Stand where it stood before, if that is still on a screen."""
        if place is None:
            self._fit(QRect(0, 0, *_USUAL), centre=True)
            return
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMaximized)
        self._fit(QRect(place.x, place.y, place.width, place.height), centre=False)
        if place.maximized:
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def place(self) -> settings.Place:
        """Where it stands, as it would be when not filling the screen."""
        rect = self.normalGeometry() if self.isMaximized() or self.isFullScreen() else None
        rect = rect if rect is not None and rect.isValid() else self.geometry()
        return settings.Place(
            rect.x(), rect.y(), rect.width(), rect.height(), self.isMaximized()
        )  # fmt: skip

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first painting is the moment from which heavy things may be loaded."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is being written is kept before the window goes."""
        self.closing.emit()
        super().closeEvent(event)

    def _fit(self, rect: QRect, *, centre: bool) -> None:
        screen = QGuiApplication.screenAt(rect.center()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        rect.setSize(rect.size().boundedTo(room.size()).expandedTo(self.minimumSize()))
        seen = rect.intersected(room)
        if centre or seen.width() < _VISIBLE or seen.height() < _VISIBLE:
            rect.moveCenter(room.center())
        self.setGeometry(rect)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
