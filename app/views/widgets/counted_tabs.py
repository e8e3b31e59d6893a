"""A row of tabs that can carry the number of what is overdue behind each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabBar

from app.i18n import _
from app.views.widgets.labels import label

_MOST_SHOWN = 99


class CountedTabs(QTabBar):
    """Tabs by their place; `kind` names the look: `Main` in the top bar, `Sub` below it."""

    def __init__(self, kind: str, name: str, titles: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName(kind)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAccessibleName(name)
        self._counts: list[QLabel] = []
        for title in titles:
            self.addTab(title.replace("&", "&&"))
            count = label("", "count")
            count.setAlignment(Qt.AlignmentFlag.AlignCenter)
            count.hide()
            self._counts.append(count)

    def set_count(self, index: int, overdue: int) -> None:
        """The number overdue in a tab, nothing else; zero shows none."""
        count = self._counts[index]
        count.setText(str(overdue) if overdue <= _MOST_SHOWN else f"{_MOST_SHOWN}+")
        name = self.tabText(index).replace("&&", "&")
        spoken = _("{tab}，超期 {n} 件").format(tab=name, n=overdue) if overdue else name
        self.setAccessibleTabName(index, spoken)
        self.setTabButton(index, QTabBar.ButtonPosition.RightSide, count if overdue else None)
        count.setVisible(overdue > 0)
