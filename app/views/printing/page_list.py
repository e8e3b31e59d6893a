"""The pages of forms one below the other, and their thumbnails; paper stays white in every theme.

Only pages in or near the window have a picture: two hundred records are looked at like one. The
large pages are placed by hand: a layout would show hundreds of them in one heap first.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from app.views import theme
from app.views.widgets.labels import ElidedLabel, label

THUMBNAIL = 116
FIT_WIDTH, FIT_PAGE = 0.0, -1.0
STEPS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
# Paper is measured in 72 points an inch, screens in 96 pixels.
PIXELS_PER_POINT = 96 / 72


class Page(QWidget):
    """One sheet of paper, white until its picture is there."""

    clicked = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.asked = 0  # the width its picture was last asked for
        self.is_current = False
        self.setAccessibleName(_("第 {n} 页").format(n=number))

    def show_image(self, image: QImage) -> None:
        """Put the picture on the paper."""
        self._image = image
        self.update()

    def forget(self) -> None:
        """Give the picture up: the page is far from the window."""
        self._image, self.asked = None, 0

    def set_current(self, is_current: bool) -> None:
        """Mark as the page looked at (thumbnails)."""
        self.is_current = is_current
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the page."""
        self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper, picture, edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), theme.color("paper"))
        if self._image is not None:
            painter.drawImage(self.rect(), self._image)
        width = 3 if self.is_current else 1
        inset = width // 2
        painter.setPen(QPen(theme.color("accent" if self.is_current else "line_strong"), width))
        painter.drawRect(self.rect().adjusted(inset, inset, -1 - inset, -1 - inset))
        painter.end()


class PageList(QScrollArea):
    """Pages at one scale. `wanted` is told which page is needed at which width in device pixels."""

    page_changed = Signal(int)
    zoomed = Signal(float)

    def __init__(self, wanted: Callable[[int, int], None]) -> None:
        super().__init__()
        self._wanted = wanted
        self._sizes: tuple[tuple[float, float], ...] = ()
        self.pages: list[Page] = []
        self.zoom = FIT_WIDTH
        self._room = QWidget()
        self._room.setObjectName("PaperGround")
        self._room.setProperty("card", "sunken")
        self.setWidget(self._room)
        self.setAccessibleName(_("表单"))
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def set_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Show sheets of these sizes."""
        for old in self.pages:
            old.hide()
            old.deleteLater()
        self._sizes = tuple(sizes)
        self.pages = [Page(number) for number in range(1, len(sizes) + 1)]
        for page in self.pages:
            page.setParent(self._room)
        self._fit()
        for page in self.pages:
            page.show()

    def set_zoom(self, zoom: float) -> None:
        """A factor, or FIT_WIDTH or FIT_PAGE."""
        if zoom != self.zoom:
            page = self.current()
            self.zoom = zoom
            self._fit()
            self.go_to(page)
            self.zoomed.emit(zoom)

    def step_zoom(self, direction: int) -> None:
        """The next larger or smaller of the usual factors."""
        now = self.factor()
        if direction > 0:
            self.set_zoom(next((one for one in STEPS if one > now + 0.01), STEPS[-1]))
        else:
            self.set_zoom(next((one for one in reversed(STEPS) if one < now - 0.01), STEPS[0]))

    def factor(self) -> float:
        """How large the paper is shown; 1 is its real size."""
        if not self._sizes:
            return 1.0
        room = self.viewport().size() - QSize(2 * theme.MARGIN, 2 * theme.MARGIN)
        width, height = (one * PIXELS_PER_POINT for one in self._sizes[0])
        if self.zoom == FIT_WIDTH:
            return max(min(room.width() / width, 1.25), 0.3)
        if self.zoom == FIT_PAGE:
            return max(min(room.width() / width, room.height() / height), 0.2)
        return self.zoom

    def current(self) -> int:
        """The page in the middle of the window."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        tops = self._tops()
        return max(bisect_right(tops, middle) - 1, 0)

    def go_to(self, page: int) -> None:
        """Show a page from its top."""
        if 0 <= page < len(self.pages):
            self.verticalScrollBar().setValue(self.pages[page].y() - theme.MARGIN)

    def turn(self, direction: int) -> None:
        """PgDn, PgUp: the rest of a page first, then the next one."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + direction * max(self.viewport().height() - 60, 60))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again where the scale follows the window."""
        super().resizeEvent(event)
        if self.zoom in (FIT_WIDTH, FIT_PAGE):
            self._fit()
        else:
            self._place()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel change the scale."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def _fit(self) -> None:
        factor = self.factor() * PIXELS_PER_POINT
        for page, (width, height) in zip(self.pages, self._sizes, strict=True):
            size = QSize(round(width * factor), round(height * factor))
            if page.size() != size or page.minimumSize() != size:
                page.setFixedSize(size)
        self._place()

    def _place(self) -> None:
        """Put the pages one below the other, in the middle of the window."""
        widest = max((page.width() for page in self.pages), default=0)
        width = max(self.viewport().width(), widest + 2 * theme.MARGIN)
        height = theme.MARGIN
        for page in self.pages:
            page.move((width - page.width()) // 2, height)
            height += page.height() + theme.MARGIN
        self._room.resize(width, max(self.viewport().height(), height))
        self._ask()

    def _tops(self) -> list[int]:
        """Where each page begins, also before anything is laid out."""
        tops, top = [], theme.MARGIN
        for page in self.pages:
            tops.append(top)
            top += page.minimumHeight() + theme.MARGIN
        return tops

    def _on_scrolled(self) -> None:
        self._ask()
        self.page_changed.emit(self.current())

    def _ask(self) -> None:
        """Ask for the pictures of pages near the window, forget those far from it."""
        room = self.viewport().height()
        shown = self.verticalScrollBar().value()
        for number, (page, top) in enumerate(zip(self.pages, self._tops(), strict=True)):
            if top + page.minimumHeight() < shown - room or top > shown + 2 * room:
                page.forget()
                continue
            width = round(page.minimumWidth() * self.devicePixelRatioF())
            if page.asked != width:
                page.asked = width
                self._wanted(number, width)


class Thumbnails(QScrollArea):
    """Small pages at the left; a click shows the page. `wanted` is told which picture is needed."""

    chosen = Signal(int)

    def __init__(self, wanted: Callable[[int], None]) -> None:
        super().__init__()
        self._wanted = wanted
        self._tops: list[int] = []
        self.pages: list[Page] = []
        self._room = QWidget()
        self._room.setObjectName("Plain")
        self._column = QVBoxLayout(self._room)
        self._column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        self._column.setSpacing(theme.GAP_INNER)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._room)
        self.setWidgetResizable(True)
        self.setFixedWidth(THUMBNAIL + 3 * theme.MARGIN)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("各页"))
        self.verticalScrollBar().valueChanged.connect(self._ask)

    def set_pages(
        self, sizes: Sequence[tuple[float, float]], heads: Mapping[int, str] | None = None
    ) -> None:
        """Show sheets of these sizes; `heads` stand over the first page of each record."""
        while self._column.count():
            if (old := self._column.takeAt(0).widget()) is not None:
                old.hide()
                old.deleteLater()
        self.pages, self._tops = [], []
        top = theme.MARGIN
        number = 0
        for place, (width, height) in enumerate(sizes):
            if heads and place in heads:
                number = 0
                top += self._add(ElidedLabel(heads[place], "small"))
            number += 1
            page = Page(place + 1)
            page.setFixedSize(THUMBNAIL, round(THUMBNAIL * height / width))
            page.clicked.connect(lambda place=place: self.chosen.emit(place))
            self.pages.append(page)
            self._tops.append(top)
            top += self._add(page)
            top += self._add(label(_("第 {n} 页").format(n=number), "muted"))
            self._column.addSpacing(theme.GAP)
            top += theme.GAP
        self._ask()

    def _add(self, widget: QWidget) -> int:
        """Put something into the column; answers the room it takes there."""
        if isinstance(widget, ElidedLabel):
            widget.setFixedWidth(THUMBNAIL + theme.GAP)
        self._column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        return max(widget.sizeHint().height(), widget.minimumHeight()) + theme.GAP_INNER

    def _ask(self) -> None:
        """Ask for the pictures near the window that are not there yet."""
        room = self.viewport().height()
        shown = self.verticalScrollBar().value()
        first = bisect_left(self._tops, shown - 2 * room)
        last = bisect_right(self._tops, shown + 3 * room)
        for place in range(first, last):
            if not self.pages[place].asked:
                self.pages[place].asked = THUMBNAIL
                self._wanted(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A higher window shows more of them."""
        super().resizeEvent(event)
        self._ask()

    def set_current(self, current: int) -> None:
        """Mark the page looked at and keep it in view."""
        for place, page in enumerate(self.pages):
            page.set_current(place == current)
        if current < len(self.pages):
            page = self.pages[current]
            top = page.mapTo(self._room, QPoint())
            area = QRect(top, page.size())
            self.ensureVisible(area.center().x(), area.center().y(), 0, area.height() // 2)
