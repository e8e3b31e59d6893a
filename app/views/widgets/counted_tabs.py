"""A row of tabs that can carry the number of what is overdue behind each."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QWidget

from app.i18n import _
from app.views.widgets.labels import label

_MOST_SHOWN = 99
_SPARE, _LEAST = 24, 240
_AIR = {"Sub": 14}  # the margin of such a tab is part of it: the number would stand at its end


class CountedTabs(QTabBar):
    """Tabs by their place; `kind` names the look: `Main` in the top bar, `Sub` below it."""

    def __init__(self, kind: str, name: str, titles: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName(kind)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setUsesScrollButtons(True)
        self.setAccessibleName(name)
        self._counts: list[_Count] = []
        for title in titles:
            self.addTab(title.replace("&", "&&"))
            self._counts.append(_Count(_AIR.get(kind, 0)))

    def sizeHint(self) -> QSize:
        """Its own measure of the bold tab is a few pixels short, and arrows would cover the last one."""
        return super().sizeHint() + QSize(_SPARE, 0)

    def minimumSizeHint(self) -> QSize:
        """Where there is no room for all, arrows lead to the rest: no window grows for its tabs."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def set_count(self, index: int, overdue: int) -> None:
        """The number overdue in a tab, nothing else; zero shows none."""
        count = self._counts[index]
        count.number.setText(str(overdue) if overdue <= _MOST_SHOWN else f"{_MOST_SHOWN}+")
        name = self.tabText(index).replace("&&", "&")
        spoken = _("{tab}，超期 {n} 件").format(tab=name, n=overdue) if overdue else name
        self.setAccessibleTabName(index, spoken)
        self.setTabButton(index, QTabBar.ButtonPosition.RightSide, count if overdue else None)
        count.setVisible(overdue > 0)


class _Count(QWidget):
    """The number at the end of a tab's words."""

    def __init__(self, air: int) -> None:
        super().__init__()
        self.number = label("", "count")
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, air, 0)
        row.addWidget(self.number)
        self.hide()
