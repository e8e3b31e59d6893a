"""The notices above every page: what must be known before work goes on, one line each."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.views import theme
from app.views.widgets.frames import NoticeBar


class Notices(QWidget):
    """Takes no room while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: dict[str, NoticeBar] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, 0)
        self._column.setSpacing(theme.GAP_INNER)
        self.hide()

    def say(
        self,
        tone: str,
        text: str,
        second: str = "",
        *,
        action: str = "",
        act: Callable[[], object] | None = None,
    ) -> None:
        """Say something once, however often it happens."""
        if text in self._bars:
            return
        bar = NoticeBar(tone, text, second, action=action if act else "")
        if act is not None:
            bar.acted.connect(act)
        bar.closed.connect(lambda: self.take_back(text))
        self._bars[text] = bar
        self._column.addWidget(bar)
        self.show()

    def take_back(self, text: str) -> None:
        """It was closed or cured."""
        bar = self._bars.pop(text, None)
        if bar is not None:
            bar.hide()
            self._column.removeWidget(bar)
            bar.deleteLater()
        self.setVisible(bool(self._bars))

    def texts(self) -> list[str]:
        """What is said now."""
        return list(self._bars)
