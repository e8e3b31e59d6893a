"""The card at the right of a list: every version of the chosen entry, the newest first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.views import theme
from app.views.widgets.cards import Rule
from app.views.widgets.frames import SideCard


class VersionsCard(SideCard):
    """Remarks on the entry, then one block for each version under a line; many scroll."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.setFixedWidth(theme.SIDE_WIDTH)
        inner = QWidget()
        inner.setObjectName("Plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.GAP)
        column.addLayout(self._lines)
        column.addStretch(1)
        self.body.addWidget(_scrolled(inner), 1)

    def beside(self, widget: QWidget) -> QHBoxLayout:
        """A row with the list that takes the room, and this card."""
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_CARD)
        row.addWidget(widget, 1)
        row.addWidget(self)
        return row

    def clear(self, title: str) -> None:
        """Show nothing but the head."""
        while self._lines.count():
            if (old := self._lines.takeAt(0).widget()) is not None:
                old.hide()
                old.deleteLater()
        self.set_title(title)

    def add_remark(self, remark: QWidget) -> None:
        """Something about the entry itself."""
        self._lines.addWidget(remark)

    def add_version(self, version: QWidget) -> None:
        """The next version."""
        self._lines.addWidget(Rule())
        self._lines.addWidget(version)


def _scrolled(inner: QWidget) -> QScrollArea:
    """Many versions make no window higher than the screen."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    area.setWidget(inner)
    return area
