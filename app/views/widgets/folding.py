"""A row whose buttons give up their words, not their place, where there is no room for all of them."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from app.views import theme
from app.views.widgets.buttons import Button

_LEAST = 320
_FOLDED_FIRST = ("outlined", "quiet")  # the filled button keeps its words


class FoldingRow(QWidget):
    """Put widgets into `row`. Buttons with an icon lose their words from the left, framed ones first."""

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(theme.GAP)
        self.row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)

    def minimumSizeHint(self) -> QSize:
        """No window grows for the words of its buttons."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold as many as have no room."""
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        """Something was shown, hidden or called otherwise."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return done

    def _fold(self) -> None:
        """Only what changes is touched: every change asks for the layout anew."""
        shown = [
            one
            for kind in _FOLDED_FIRST
            for place in range(self.row.count())
            if isinstance(one := self.row.itemAt(place).widget(), Button)
            and one.property("kind") == kind
            and one.can_fold()
            and not one.isHidden()
        ]
        needed = self.row.sizeHint().width()
        needed += sum(one.words_width() for one in shown if one.is_folded())
        for one in shown:
            one.fold(is_folded=needed > self.width())
            if one.is_folded():
                needed -= one.words_width()
