"""The row of tabs inside a page: all of them where there is room, else they scroll."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTabBar

from app.views import theme


class SubTabs(QTabBar):
    """Tabs as wide as their words; arrows come only when the row is wider than its place."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("Sub")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """Qt's own measure of the bold tab is a few pixels short: arrows would cover the last one."""
        hint = super().sizeHint()
        return QSize(hint.width() + theme.GAP * 2, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Two tabs and the arrows: a page may be narrower than all of its tabs."""
        return QSize(min(self.sizeHint().width(), theme.WIDTHS["search"]), self.sizeHint().height())
