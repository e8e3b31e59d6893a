"""Takes pictures of windows with the dialogs open over them, for the manual and for looking."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.views import start, theme

SIZES = {"1366": (1366, 768), "1920": (1920, 1080)}
SMALL = {"1366": SIZES["1366"]}
Play = Callable[[Any], None]


class Studio:
    """Shows widgets one after the other and keeps their pictures."""

    def __init__(self, folder: Path) -> None:
        # Pictures need no screen, and a person at one is not disturbed.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        application = QApplication.instance() or QApplication([])
        if not isinstance(application, QApplication):
            raise TypeError("pictures need an application with windows")
        start.dress(application)
        self._application = application
        self._folder = folder
        self._suffix = ""
        self.made: list[Path] = []
        folder.mkdir(parents=True, exist_ok=True)

    def wear(self, name: str) -> None:
        """Put on a theme; dark pictures carry it in their name."""
        theme.apply(self._application, name)
        self._suffix = "" if name == "light" else f"-{name}"

    def take(
        self,
        name: str,
        make: Callable[[], QWidget],
        play: Play | None = None,
        sizes: Mapping[str, tuple[int, int]] = SIZES,
    ) -> None:
        """Show a widget in each size, do with it what `play` does, and keep the picture."""
        for size, (width, height) in sizes.items():
            widget = make()
            widget.resize(width, height)
            widget.show()
            widget.activateWindow()
            self.settle()
            if play:
                play(widget)
                self.settle()
            path = self._folder / f"{name}-{size}{self._suffix}.png"
            with _dialogs_over(widget) as picture:
                picture.save(str(path))
            self.made.append(path)
            for dialog in _dialogs_of(widget):
                dialog.done(0)
            widget.close()
            widget.deleteLater()
            self.settle()

    def settle(self) -> None:
        """Let Qt lay out and paint, and finish what was deleted."""
        for _turn in range(3):
            self._application.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _dialogs_of(widget: QWidget) -> list[QDialog]:
    found = [one for one in widget.findChildren(QDialog) if one.isWindow() and one.isVisible()]
    return [one for one in found if one is not widget]


@contextmanager
def _dialogs_over(widget: QWidget) -> Iterator[QPixmap]:
    """The picture of a window with its open dialogs where a desktop would put them."""
    picture = widget.grab()
    painter = QPainter(picture)
    for dialog in _dialogs_of(widget):
        over = dialog.grab()
        place = QPoint((widget.width() - over.width()) // 2, (widget.height() - over.height()) // 2)
        painter.drawPixmap(place, over)
        painter.setPen(theme.color("line_strong"))
        painter.drawRect(place.x(), place.y(), over.width() - 1, over.height() - 1)
    painter.end()
    yield picture
