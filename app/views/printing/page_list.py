"""The pages of forms one below the other, and their thumbnails; paper stays white in every theme.

Two hundred records are looked at like one: pages are no widgets but places on one ground, and only
those in or near the window have a picture.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

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
from PySide6.QtWidgets import QScrollArea, QWidget

from app.i18n import _
from app.views import theme

THUMBNAIL = 116
FIT_WIDTH, FIT_PAGE = 0.0, -1.0
STEPS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
# Paper is measured in 72 points an inch, screens in 96 pixels.
PIXELS_PER_POINT = 96 / 72
_LINE = 20  # a line of words between thumbnails


@dataclass
class Page:
    """One sheet of paper, white until its picture is there; words over and below it."""

    rect: QRect
    head: str = ""
    foot: str = ""
    image: QImage | None = None
    asked: int = 0  # the width its picture was last asked for
    is_current: bool = False

    def forget(self) -> None:
        """Give the picture up: the page is far from the window."""
        self.image, self.asked = None, 0


class _Ground(QWidget):
    """What pages lie on: paints those in the window and says which was clicked."""

    clicked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[Page] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper, pictures, edges and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for place in self.between(event.rect().top() - _LINE, event.rect().bottom() + _LINE):
            self._paint(painter, self.pages[place])
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the page."""
        spot = event.position().toPoint()
        for place in self.between(spot.y(), spot.y()):
            if self.pages[place].rect.contains(spot):
                self.clicked.emit(place)

    def between(self, top: int, bottom: int) -> range:
        """The places of the pages that lie at these heights."""
        first = bisect_left(self.pages, top, key=lambda one: one.rect.bottom())
        return range(first, bisect_right(self.pages, bottom, key=lambda one: one.rect.top()))

    def _paint(self, painter: QPainter, page: Page) -> None:
        painter.fillRect(page.rect, theme.color("paper"))
        if page.image is not None:
            painter.drawImage(page.rect, page.image)
        width = 3 if page.is_current else 1
        inset = width // 2
        painter.setPen(QPen(theme.color("accent" if page.is_current else "line_strong"), width))
        painter.drawRect(page.rect.adjusted(inset, inset, -1 - inset, -1 - inset))
        above = page.rect.top() - theme.GAP_INNER - _LINE
        self._words(painter, page.head, "small", above)
        self._words(painter, page.foot, "secondary", page.rect.bottom() + theme.GAP_INNER)

    def _words(self, painter: QPainter, text: str, font: str, top: int) -> None:
        if not text:
            return
        painter.setFont(theme.font(font))
        painter.setPen(theme.color("text2"))
        room = QRect(theme.GAP, top, self.width() - 2 * theme.GAP, _LINE)
        shown = theme.elided(text, room.width(), font)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)


class PageList(QScrollArea):
    """Pages at one scale. `wanted` is told which page is needed at which width in device pixels."""

    page_changed = Signal(int)
    zoomed = Signal(float)

    def __init__(self, wanted: Callable[[int, int], None]) -> None:
        super().__init__()
        self._wanted = wanted
        self._sizes: tuple[tuple[float, float], ...] = ()
        self.zoom = FIT_WIDTH
        self.ground = _Ground()
        self.ground.setObjectName("PaperGround")
        self.ground.setProperty("card", "sunken")
        self.ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(self.ground)
        self.setAccessibleName(_("表单"))
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def pages(self) -> list[Page]:
        """The sheets shown, from the first to the last."""
        return self.ground.pages

    def set_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Show sheets of these sizes."""
        self._sizes = tuple(sizes)
        self.ground.pages = [Page(QRect()) for _size in sizes]
        self._fit()

    def show_image(self, number: int, image: QImage) -> None:
        """Put a picture on its paper."""
        page = self.pages[number]
        page.image = image
        self.ground.update(page.rect)

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
        return max(bisect_right(self.pages, middle, key=lambda one: one.rect.top()) - 1, 0)

    def go_to(self, page: int) -> None:
        """Show a page from its top."""
        if 0 <= page < len(self.pages):
            self.verticalScrollBar().setValue(self.pages[page].rect.top() - theme.MARGIN)

    def turn(self, direction: int) -> None:
        """PgDn, PgUp: the rest of a page first, then the next one."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + direction * max(self.viewport().height() - 60, 60))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again, and keep the pages in the middle."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel change the scale."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def _fit(self) -> None:
        """Put the pages one below the other, in the middle of the window."""
        factor = self.factor() * PIXELS_PER_POINT
        sizes = [
            QSize(round(width * factor), round(height * factor)) for width, height in self._sizes
        ]
        widest = max((one.width() for one in sizes), default=0)
        width = max(self.viewport().width(), widest + 2 * theme.MARGIN)
        height = theme.MARGIN
        for page, size in zip(self.pages, sizes, strict=True):
            page.rect = QRect(QPoint((width - size.width()) // 2, height), size)
            height += size.height() + theme.MARGIN
        self.ground.resize(width, max(self.viewport().height(), height))
        self.ground.update()
        self._ask()

    def _on_scrolled(self) -> None:
        self._ask()
        self.page_changed.emit(self.current())

    def _ask(self) -> None:
        """Ask for the pictures of pages near the window, forget those far from it."""
        room = self.viewport().height()
        shown = self.verticalScrollBar().value()
        near = self.ground.between(shown - room, shown + 2 * room)
        for number, page in enumerate(self.pages):
            if number not in near:
                page.forget()
                continue
            width = round(page.rect.width() * self.devicePixelRatioF())
            if page.asked != width:
                page.asked = width
                self._wanted(number, width)


class Thumbnails(QScrollArea):
    """Small pages at the left; a click shows the page. `wanted` is told which picture is needed."""

    chosen = Signal(int)

    def __init__(self, wanted: Callable[[int], None]) -> None:
        super().__init__()
        self._wanted = wanted
        self.ground = _Ground()
        self.ground.setObjectName("Plain")
        self.ground.clicked.connect(self.chosen)
        self.setWidget(self.ground)
        self.setFixedWidth(THUMBNAIL + 3 * theme.MARGIN)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("各页"))
        self.verticalScrollBar().valueChanged.connect(self._ask)

    @property
    def pages(self) -> list[Page]:
        """The small sheets, from the first to the last."""
        return self.ground.pages

    def set_pages(
        self, sizes: Sequence[tuple[float, float]], heads: Mapping[int, str] | None = None
    ) -> None:
        """Show sheets of these sizes; `heads` stand over the first page of each record."""
        self.ground.pages = []
        number = 0
        for place, (width, height) in enumerate(sizes):
            head = heads.get(place, "") if heads else ""
            number = 1 if head else number + 1
            size = QRect(0, 0, THUMBNAIL, round(THUMBNAIL * height / width))
            self.pages.append(Page(size, head, _("第 {n} 页").format(n=number)))
        self._place()

    def show_image(self, number: int, image: QImage) -> None:
        """Put a picture on its paper."""
        page = self.pages[number]
        page.image = image
        self.ground.update(page.rect)

    def set_current(self, current: int) -> None:
        """Mark the page looked at and keep it in view."""
        for place, page in enumerate(self.pages):
            if page.is_current != (place == current):
                page.is_current = place == current
                self.ground.update(page.rect)
        if current < len(self.pages):
            area = self.pages[current].rect
            self.ensureVisible(area.center().x(), area.center().y(), 0, area.height() // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A higher window shows more of them."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """One below the other, words between them."""
        width = self.viewport().width()
        top = theme.MARGIN
        for page in self.pages:
            top += _LINE + theme.GAP_INNER if page.head else 0
            page.rect.moveTo((width - THUMBNAIL) // 2, top)
            top += page.rect.height() + theme.GAP_INNER + _LINE + theme.GAP_CARD
        self.ground.resize(width, max(top, self.viewport().height()))
        self.ground.update()
        self._ask()

    def _ask(self) -> None:
        """Ask for the pictures near the window that are not there yet."""
        room = self.viewport().height()
        shown = self.verticalScrollBar().value()
        for place in self.ground.between(shown - 2 * room, shown + 3 * room):
            if not self.pages[place].asked:
                self.pages[place].asked = THUMBNAIL
                self._wanted(place)
