"""Work on widgets done a little at a time, so that the window answers in between."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

# Seconds at a time. As much again goes into laying out and painting what was made.
_LENGTH = 0.012


class Slices(QObject):
    """Goes through `steps` between the events of the window, or at once when somebody needs them."""

    over = Signal()

    def __init__(self, steps: Iterator[None], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = steps
        self.is_over = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(0)

    def finish(self) -> None:
        """Do at once what is left."""
        if not self.is_over:
            self._go_on(None)

    def _go_on(self, length: float | None = _LENGTH) -> None:
        begun = time.perf_counter()
        for _step in self._steps:
            if length is not None and time.perf_counter() - begun > length:
                return
        self._timer.stop()
        self.is_over = True
        self.over.emit()
