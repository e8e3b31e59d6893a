"""Notices that nobody touched keyboard or mouse for a while."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Emits `idle` once when nothing was touched for so long. Watches the windows of the program."""

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watched: set[QWindow] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._on_window)

    def start(self, seconds: int) -> None:
        """Begin counting."""
        self._on_window(QGuiApplication.focusWindow())
        self._timer.start(seconds * 1000)

    def stop(self) -> None:
        """Count no longer."""
        self._timer.stop()

    def touch(self) -> None:
        """Somebody is there."""
        if self._timer.isActive():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Input begins the count anew; it is never kept from its window."""
        if event.type() in _TOUCHES:
            self.touch()
        return False

    def _on_window(self, window: QWindow | None) -> None:
        # Filtering the few events of windows is cheap; those of the whole application are not.
        if window is not None and window not in self._watched:
            self._watched.add(window)
            window.installEventFilter(self)
            window.destroyed.connect(lambda: self._watched.discard(window))
            self.touch()
