"""The heads of a table's columns: what does not fit ends in dots and is said in full by a tooltip."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from app.views import theme
from app.views.widgets.labels import plain_tooltip

_ARROW = 18


class Heading(QHeaderView):
    """Columns of a fixed width beside each other; a click asks for the sort."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setFixedHeight(theme.TABLE_HEAD_HEIGHT)
        self.setMinimumSectionSize(theme.ICON)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortIndicatorClearable(True)

    def viewportEvent(self, event: QEvent) -> bool:
        """The whole heading, where it is cut."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.cut_words(self.logicalIndexAt(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tooltip(words), self)
            return True
        return super().viewportEvent(event)

    def cut_words(self, section: int) -> str:
        """The heading of a column that has no room for it; empty where all of it is seen."""
        if section < 0 or self.model() is None:
            return ""
        words = str(self.model().headerData(section, self.orientation()) or "")
        room = self.sectionSize(section) - 2 * theme.GAP
        if self.sortIndicatorSection() == section:
            room -= _ARROW
        is_cut = QFontMetrics(theme.font("secondary")).horizontalAdvance(words) > room
        return words if is_cut else ""
