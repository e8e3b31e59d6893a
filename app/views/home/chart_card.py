"""A chart in a card: its title, its one figure, and the same values as a table on request."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from app.i18n import _
from app.views import theme
from app.views.home.charts import Chart, Point
from app.views.widgets.buttons import quiet
from app.views.widgets.cards import Card
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.labels import ElidedLabel, label
from app.views.widgets.table import TableColumn


class ChartCard(Card):
    """F2 or 看数据 turns it over; a value chosen on either side opens the records behind it."""

    chosen = Signal(int)

    def __init__(self, title: str, chart: Chart, head: str) -> None:
        super().__init__(padding=theme.GAP_CARD)
        self.chart = chart
        self._head = head
        self.figure = label("", "section")
        self.note, self._below = ElidedLabel("", "small"), ElidedLabel("", "small")
        self.turn = quiet(_("看数据"))
        self.turn.setAccessibleName(_("{title}：看数据").format(title=title))
        self._turned = QStackedLayout()
        self._table: CellList | None = None
        self._head_parts = (label(title, "strong"), self.figure, self.turn)
        self._arrange()
        self._turned.addWidget(chart)
        chart.chosen.connect(self.chosen)
        self.turn.clicked.connect(self.turn_over)
        key = QShortcut(QKeySequence("F2"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.turn_over)

    def set_points(self, points: Sequence[Point], figure: str, note: str) -> None:
        """Show these values under their one figure."""
        self.figure.setText(figure)
        self.note.set_full_text(note)
        self._below.set_full_text(note)
        self._place_note()
        self.chart.set_points(points, f"{figure}，{note}" if figure else note)
        self._fill_table()

    def is_table(self) -> bool:
        """Whether the values are shown as a table."""
        return self._turned.currentIndex() == 1

    def turn_over(self) -> None:
        """From chart to table and back."""
        if self._table is None:
            self._table = self._make_table()
            self._turned.addWidget(self._table)
            self._fill_table()
        shows_table = not self.is_table()
        self._turned.setCurrentIndex(1 if shows_table else 0)
        self.turn.set_text(_("看图") if shows_table else _("看数据"))
        target: QWidget = self._table.view if shows_table else self.chart
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has the note elsewhere."""
        super().resizeEvent(event)
        self._place_note()

    def _arrange(self) -> None:
        title, figure, turn = self._head_parts
        top = QHBoxLayout()
        top.setSpacing(theme.GAP)
        top.addWidget(title)
        top.addWidget(figure)
        top.addWidget(self.note, 1)
        top.addStretch(0)
        top.addWidget(turn)
        self.body.setSpacing(theme.GAP_INNER)
        self.body.addLayout(top)
        self.body.addWidget(self._below)
        self.body.addLayout(self._turned, 1)
        self._below.hide()

    def _place_note(self) -> None:
        """Beside the figure where it fits whole, else on a line of its own."""
        taken = sum(part.sizeHint().width() + theme.GAP for part in self._head_parts)
        room = self.width() - 2 * theme.GAP_CARD - taken - theme.GAP
        fits = self.note.sizeHint().width() <= room
        self.note.setVisible(fits)
        self._below.setVisible(not fits)

    def _make_table(self) -> CellList:
        made = CellList(
            self.chart.accessibleName(),
            (self._head, _("数值")),
            (TableColumn(theme.WIDTHS["count"], stretch=True), TableColumn(theme.WIDTHS["count"])),
            theme.ROW_LOW_WINDOW,
        )
        made.opened.connect(lambda key: self.chosen.emit(int(key)))
        return made

    def _fill_table(self) -> None:
        if self._table is not None:
            points = self.chart.points()
            rows = [(Cell(one.label), Cell(one.text or "—", right=True)) for one in points]
            self._table.set_rows(list(range(len(points))), rows)
