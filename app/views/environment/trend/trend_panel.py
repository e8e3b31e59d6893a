"""The trend of one point beside other work: its last readings, and the value that is being typed."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.models.environment.check import EnvVerdict
from app.services.environment.trends import trend as trends
from app.services.environment.trends.trend import Trend
from app.services.operations import Changes
from app.views import theme
from app.views.context import Context
from app.views.environment.trend.trend_chart import TrendChart
from app.views.widgets.buttons import quiet
from app.views.widgets.labels import ElidedLabel

_TABLES = frozenset({"env_check", "env_limit"})


class TrendPanel(QWidget):
    """A point is shown at once when it was looked at before, and read anew when checks changed."""

    opened = Signal(int)  # a check, from its reading
    all_asked = Signal(int)  # everything of this point, in a window of its own

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._known: dict[int, Trend] = {}
        self._stale: set[int] = set()
        self._point = 0
        self._typed: tuple[Decimal | None, EnvVerdict | None] = (None, None)
        self.counted = ElidedLabel("", "small")
        self.more = quiet(_("全部…"), "search")
        self.chart = TrendChart()
        self.chart.opened.connect(self.opened)
        self.more.clicked.connect(lambda: self.all_asked.emit(self._point))
        context.changed.connect(self._on_changed)
        self._arrange()

    def show_point(self, point_id: int) -> None:
        """Show the trend of this point; 0 shows none."""
        if point_id != self._point:
            self._point, self._typed = point_id, (None, None)
            self._show(self._known.get(point_id))
        if point_id and (point_id not in self._known or point_id in self._stale):
            self._context.ask(self, trends.of_point, self._take, lambda _error: None, point_id)

    def show_typed(self, value: Decimal | None, verdict: EnvVerdict | None) -> None:
        """Let a value that is only typed stand at the end of the line."""
        if (value, verdict) != self._typed:
            self._typed = (value, verdict)
            self._show(self._known.get(self._point))

    def point(self) -> int:
        """The point whose trend is shown."""
        return self._point

    def _take(self, trend: Trend) -> None:
        self._known[trend.point_id] = trend
        self._stale.discard(trend.point_id)
        if trend.point_id == self._point:
            self._show(trend)

    def _show(self, trend: Trend | None) -> None:
        count = len(trend.readings) if trend else 0
        words = _("最近 {n} 次").format(n=count) if count else ""
        self.counted.set_full_text(words)
        self.more.setVisible(bool(count))
        self.chart.set_trend(trend.with_reading(*self._typed) if trend else None)

    def _on_changed(self, changes: Changes) -> None:
        if changes.tables & _TABLES:
            self._stale |= self._known.keys()
            self.show_point(self._point)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        head.addWidget(self.counted, 1)
        head.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_INNER)
        column.addLayout(head)
        column.addWidget(self.chart, 1)
        self.more.hide()
