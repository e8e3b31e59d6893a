"""Rows of a card that are replaced as a whole."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.views import theme


class Lines(QWidget):
    """Rows replaced as a whole."""

    def __init__(self, gap: int = theme.GAP_INNER) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(gap)

    def replace(self, rows: Sequence[QWidget]) -> None:
        """Show these rows and no others."""
        while self._column.count():
            if (old := self._column.takeAt(0).widget()) is not None:
                old.hide()
                old.deleteLater()
        for row in rows:
            self._column.addWidget(row)
