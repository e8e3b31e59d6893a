"""Sections one below the other on a page that scrolls, and where in them one is. It knows no field."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.views import theme
from app.views.widgets.cards import Rule
from app.views.widgets.frames import SectionHead

HEAD_IN_SIGHT = 72


class SectionSheet(QScrollArea):
    """Heads with a number, what stands under each, and something after the last one."""

    section_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.heads: list[SectionHead] = []
        self._parts: list[tuple[Rule, SectionHead, QWidget]] = []
        self._below: QWidget | None = None
        self._sheet = QWidget()
        self._sheet.setObjectName("Plain")
        self._sheet.setMaximumWidth(theme.FORM_WIDEST)
        self._column = QVBoxLayout(self._sheet)
        side = theme.GAP_CARD
        self._column.setContentsMargins(side, side, side, theme.MARGIN)
        self._column.setSpacing(theme.GAP_CARD)
        self._column.addStretch(1)
        # Before anything is in it: whoever moves into a window takes all their children along.
        self.setWidget(self._sheet)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().valueChanged.connect(self._follow)

    def add_section(self, title: str, body: QWidget) -> None:
        """Append a section; its number is its place."""
        head = SectionHead(str(len(self.heads) + 1), title)
        rule = Rule()
        if not self.heads:
            rule.hide()
        for part in (rule, head, body):
            self._column.insertWidget(self._column.count() - 1, part)
        self.heads.append(head)
        self._parts.append((rule, head, body))

    def show_only(self, places: Sequence[int]) -> None:
        """Show these of the sections that were added, numbered anew; the others are away."""
        shown = [self._parts[place][1] for place in places]
        if shown == self.heads:
            return
        self.heads = shown
        for rule, head, body in self._parts:
            head.setVisible(head in shown)
            body.setVisible(head in shown)
            rule.setVisible(head in shown[1:])
        for number, head in enumerate(shown, 1):
            head.set_number(str(number))

    def set_signed(self, texts: Sequence[str]) -> None:
        """Who signed each section and when."""
        for head, text in zip(self.heads, texts, strict=True):
            head.set_signed(text)

    def set_below(self, widget: QWidget | None) -> None:
        """Put something after the last section, in place of what was there."""
        if self._below is not None:
            self._below.hide()
            self._below.deleteLater()
        self._below = widget
        if widget is not None:
            self._column.insertWidget(self._column.count() - 1, widget)

    def show_section(self, place: int, focus: QWidget | None) -> None:
        """Show a section from its head, with the keyboard in one of its widgets."""
        self.verticalScrollBar().setValue(self.heads[place].y() - theme.GAP_CARD)
        if focus is not None:
            # Entering a field would scroll, and scrolling would mark another section.
            with QSignalBlocker(self.verticalScrollBar()):
                focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.section_changed.emit(place)

    def show_part(self, place: int, part: QWidget) -> None:
        """Bring a part of a section into view; near the top, the top itself."""
        self.ensureWidgetVisible(part, 0, HEAD_IN_SIGHT)
        if part.mapTo(self._sheet, QPoint(0, part.height())).y() < self.height():
            self.verticalScrollBar().setValue(0)
        self.section_changed.emit(place)

    def _follow(self, top: int) -> None:
        seen = [i for i, head in enumerate(self.heads) if head.y() <= top + HEAD_IN_SIGHT]
        self.section_changed.emit(seen[-1] if seen else 0)
