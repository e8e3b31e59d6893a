"""A bar with 取消 in place, for whatever takes longer than half a second."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from app.i18n import _
from app.views import theme
from app.views.widgets.buttons import quiet
from app.views.widgets.labels import label

_BAR_WIDTH = 220


class Progress(QWidget):
    """What is being done, how far it is, and a way out."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = label("", "strong")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMinimumWidth(_BAR_WIDTH)
        self._bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._count = label("", "muted")
        self.cancel = quiet(_("取消"), "close")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_CARD)
        row.addWidget(self._text)
        row.addWidget(self._bar, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._count)
        row.addWidget(self.cancel)
        self.cancel.clicked.connect(self._on_cancel)
        self.hide()

    def start(self, text: str, *, can_cancel: bool = True) -> None:
        """Show the bar without an end known."""
        self._text.setText(text)
        self._count.setText("")
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(text)
        self.cancel.setVisible(can_cancel)
        self.cancel.setEnabled(True)
        self.show()

    def set_done(self, done: int, total: int) -> None:
        """Show how far: 0 in total means unknown."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        words = _("{done} / {total}").format(done=done, total=total)
        self._count.setText(words if total else "")

    def finish(self) -> None:
        """Take the bar away."""
        self.hide()

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self._count.setText(_("正在停下…"))
        self.cancelled.emit()
