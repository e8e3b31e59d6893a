"""标签预览: the card beside a list that shows the labels of what is chosen, and prints them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from app.services.labels.sizes import size_of
from app.services.registers.register import Register
from app.views import theme
from app.views.context import Context
from app.views.inputs.combo import Combo, Option
from app.views.registers.labels import preview
from app.views.registers.labels.paper import choose_size, remembered, sizes
from app.views.registers.labels.preview import LabelView, Seen
from app.views.widgets.buttons import outlined, quiet
from app.views.widgets.cards import Card
from app.views.widgets.labels import ElidedLabel, label
from app.views.widgets.progress import Progress

SHOWN_MOST = 3
WIDTH = theme.SIDE_WIDTH
_PICTURE_MOST, _PICTURE_LEAST = 302, 200
_LOOK_AFTER = 150  # somebody runs through the list with the arrow keys
_BELOW_PICTURE = 28


class LabelCard(Card):
    """Shows at most three labels; more are counted. It never prints by itself."""

    print_asked = Signal()
    settings_asked = Signal()

    def __init__(
        self, context: Context, kind: Register, marked: Callable[[], Sequence[int]]
    ) -> None:
        super().__init__(padding=theme.MARGIN - 2)
        self._context, self._kind, self._marked = context, kind, marked
        self._asked = 0
        self._paper = remembered()
        self._views: list[LabelView] = []
        self.papers = Combo([Option(one.name, one.words) for one in sizes()], name=_("标签纸"))
        self.print_button = outlined("", "tag")
        self.settings_button = quiet(_("设置…"), "gear")
        self.progress = Progress()
        self.where = ElidedLabel("", "small")
        self._words = label("", "muted", wrap=True)
        self._list = QVBoxLayout()
        self._area = QScrollArea()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LOOK_AFTER)
        self._arrange()
        self._timer.timeout.connect(self._look)
        self.papers.chosen.connect(self._on_paper)
        self.print_button.clicked.connect(self.print_asked)
        self.settings_button.clicked.connect(self.settings_asked)

    def look_soon(self) -> None:
        """Something else was chosen in the list."""
        self._tell()
        self._timer.start()

    def reload(self) -> None:
        """Read the labels of what is chosen anew, and on which paper they go."""
        # Asked here and not at every row: a PC with printers on the network takes its time.
        self._paper = remembered()
        self._look()

    def _look(self) -> None:
        self._timer.stop()
        self._tell()
        if not self.isVisible():
            return
        self._asked += 1
        asked, ids = self._asked, list(self._marked())[:SHOWN_MOST]
        if not ids:
            self._show([])
            return
        width = self._picture_width(len(ids))
        size, desk, kind = self._paper.size, self._context.desk, self._kind
        dots = round(width * self.devicePixelRatioF())

        def done(found: list[Seen]) -> None:
            if asked == self._asked:
                self._show(found)

        self._context.jobs.file(
            self, lambda _progress: preview.look(desk, kind, ids, size, dots), done,
            lambda _error: self._show([]),
        )  # fmt: skip

    def views(self) -> list[LabelView]:
        """The labels shown."""
        return self._views

    def words(self) -> str:
        """The line under them."""
        return self._words.text() if not self._words.isHidden() else ""

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was chosen while nobody saw the card."""
        super().showEvent(event)
        self._paper = remembered()
        self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Three labels fit one below the other where the window allows it."""
        super().resizeEvent(event)
        if event.oldSize().height() != event.size().height():
            self._timer.start()

    def _on_paper(self) -> None:
        choose_size(size_of(str(self.papers.value())))
        self.reload()

    def _tell(self) -> None:
        """What would be printed where."""
        paper, count = self._paper, len(self._marked())
        self.papers.set_value(paper.size.name)
        self.print_button.set_text(_("打印 {n} 张标签").format(n=count) if count else _("打印标签"))
        self.print_button.setEnabled(bool(count))
        where = paper.printer or _("未选打印机")
        if paper.size.is_sheet and paper.start > 1:
            where = _("{printer}，从第 {n} 枚起").format(printer=where, n=paper.start)
        self.where.set_full_text(where)

    def _picture_width(self, count: int) -> int:
        """As wide as there is room for, lower where several stand one below the other."""
        size = self._paper.size
        room = self._area.viewport().height() / count - _BELOW_PICTURE
        fitting = int(room * size.width / size.height)
        return max(min(_PICTURE_MOST, fitting), _PICTURE_LEAST)

    def _show(self, found: list[Seen]) -> None:
        for old in self._views:
            old.hide()
            old.deleteLater()
        self._views = []
        for place, seen in enumerate(found):
            image = seen.picture
            width = round(image.width() / self.devicePixelRatioF()) if image is not None else 0
            made = LabelView(seen, width or _PICTURE_MOST)
            self._list.insertWidget(place, made)
            self._views.append(made)
        more = len(self._marked()) - len(found)
        if not found:
            self._words.setText(_("在列表里选中物品，这里显示它们现在的标签。"))
        elif more > 0:
            self._words.setText(_("另有 {n} 件，一起打印").format(n=more))
        self._words.setVisible(not found or more > 0)

    def _arrange(self) -> None:
        self.setFixedWidth(WIDTH)
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        head.addWidget(label(_("标签预览"), "section"))
        head.addStretch(1)
        head.addWidget(self.papers)
        page = QWidget()
        page.setObjectName("Plain")
        self._list = QVBoxLayout(page)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(theme.GAP)
        self._list.addWidget(self._words)
        self._list.addStretch(1)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(page)
        where = QHBoxLayout()
        where.addWidget(self.where, 1)
        where.addWidget(self.settings_button)
        where.addWidget(self.print_button)
        self.body.addLayout(head)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self.progress)
        self.body.addLayout(where)
        self.setAccessibleName(_("标签预览"))
