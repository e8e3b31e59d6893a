"""The frame of a record's window: head, notice, index, form, right column, strip. It holds no data."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.services.registers.register import Register
from app.views import messages, theme
from app.views.keys import KeysDialog
from app.views.registers.record_form import RecordForm
from app.views.registers.record_header import RecordHeader
from app.views.registers.side_panel import SidePanel
from app.views.widgets.bars import KeyStrip, Status
from app.views.widgets.frames import NoticeBar
from app.views.widgets.steps import SectionIndex, SectionMark

T = TypeVar("T")

FOLD_INDEX_BELOW = 1150
# The cards are as wide as LOOK says; around them is a margin.
SIDE_USUAL, SIDE_NARROW = theme.SIDE_WIDTH + 12, 304
SIZE = (1366, 768)


class RecordWindow(QWidget):
    """Arranges the parts and folds them where there is little room."""

    def __init__(self, kind: Register, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("Window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.header = RecordHeader(kind)
        self.about = NoticeBar("info", "")
        self.about.set_closable(False)
        self.notice = NoticeBar("fail", "")
        self._notices = QWidget()
        self.index = SectionIndex(_("按纸面顺序"), _("Ctrl+PgUp / PgDn 换节"))
        self.side = SidePanel(kind)
        self.strip = KeyStrip()
        self.form: RecordForm
        self._left_behind = ""
        self._focus: QWidget | None = None
        self._early: list[QKeyEvent] = []
        self._middle = QHBoxLayout()
        self._arrange()
        self.side.steps.rebuilt.connect(self._order_tabs)
        self.side.attachments.rebuilt.connect(self._order_tabs)
        room = parent.window().size() if parent is not None else None
        self.resize(*SIZE) if room is None else self.resize(room)

    def set_form(self, form: RecordForm) -> None:
        """Put a form into the middle, in place of the one before."""
        old = getattr(self, "form", None)
        self.form = form
        self._middle.addWidget(form)
        if old is not None:
            old.hide()
            old.deleteLater()
        form.section_changed.connect(self.index.set_current)
        form.when_built(self._order_tabs)
        # Until `reveal_form` there would be rows without a word in them. Qt would meanwhile give
        # the keyboard to a button.
        form.setEnabled(False)
        form.setUpdatesEnabled(False)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def when_built(self, show: Callable[[T], None]) -> Callable[[T], None]:
        """What was read is shown as soon as there are rows to show it in."""
        form = self.form
        return lambda found: form.when_built(lambda: show(found))

    def reveal_form(self) -> None:
        """The form holds what it shall: people may see it and write in it."""
        self.form.setEnabled(True)
        self.form.setUpdatesEnabled(True)

    def enter_form(self, place: Callable[[], None]) -> None:
        """Place the keyboard once the form has its size; what was typed before goes there too."""

        def enter() -> None:
            place()
            if self.focusWidget() is self:
                self.focusNextChild()
            early, self._early = self._early, []
            for event in early:
                if (focus := self.focusWidget()) is not None:
                    QApplication.sendEvent(focus, event)

        QTimer.singleShot(0, self.form, enter)

    def add_keys(self, keys: str, act: Callable[[], object]) -> None:
        """A key of this window; several, parted by blanks, do the same."""
        for one in keys.split():
            shortcut = QShortcut(QKeySequence(one), self)
            shortcut.activated.connect(act)

    def say(self, text: str, tone: str = "") -> None:
        """What just happened, in the strip."""
        self.strip.set_message(text, tone)

    def show_problem(self, text: str) -> None:
        """Something failed and work can go on: where `messages.show` puts an error of this window."""
        self.show_notice("fail", text)

    def show_error(self, error: Exception) -> None:
        """Something cannot be read now; what is on screen stays, and what was typed is kept."""
        self.show_problem(messages.sentence(error))

    def show_notice(self, tone: str, text: str, second: str = "", action: str = "") -> None:
        """Say something until it is closed or cured; an empty text takes it away."""
        self.notice.show_notice(tone, text, second, action=action)
        self.notice.setVisible(bool(text))
        self._fit_notices()

    def show_about(
        self, tone: str, text: str, second: str = "", links: Sequence[tuple[str, str]] = ()
    ) -> None:
        """What is to be known of this record as long as it is open; an empty text: nothing.

        The `links` name fields it speaks of.
        """
        self.about.show_notice(tone, text, second)
        self.about.show_links(links)
        self._order_tabs()
        self.about.setVisible(bool(text))
        self._fit_notices()

    def _fit_notices(self) -> None:
        shown = not (self.about.isHidden() and self.notice.isHidden())
        self._notices.setVisible(shown)

    def show_marks(self, marks: Sequence[SectionMark]) -> None:
        """Ticks and counts of errors in the index, and their sum in the strip."""
        self.index.set_sections(marks)
        errors = sum(mark.errors for mark in marks)
        status = [Status(_("* 必填"))]
        if errors:
            status.append(Status(_("有 {n} 处要改").format(n=errors), tone="fail"))
        self.strip.set_status(status)

    def go_section(self, step: int) -> None:
        """To the next or the previous section, seen from the field that has the keyboard.

        A section without a field to write in leaves the keyboard behind; then the index counts.
        """
        field = self.form.current()
        here = self.form.section_of(field) if field != self._left_behind else None
        last = len(self.form.sections) - 1
        self.form.go_to(min(max((self.index.current() if here is None else here) + step, 0), last))
        self._left_behind = field if self.form.current() == field else ""

    def _go_to(self, section: int) -> None:
        self.form.go_to(section)

    def go_wrong(self, lacking: Sequence[str] = ()) -> None:
        """F8: to the next field with an error, or one that is still to be filled in."""
        name = self.form.next_wrong() or self.form.next_to_fill(lacking)
        if name is None:
            self.say(_("没有要改的地方"))
        else:
            self.form.focus(name)

    def show_busy(self, is_busy: bool) -> None:
        """The form waits; afterwards the keyboard is where it was."""
        self.say(_("正在保存…") if is_busy else "")
        if is_busy:
            self._focus = QApplication.focusWidget()
        for part in (self.form, self.side, self.header):
            part.setEnabled(not is_busy)
        if not is_busy and self._focus is not None and self.isAncestorOf(self._focus):
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self, name: str) -> None:
        self.form.focus(name)

    def next_area(self) -> None:
        """F6: from the form to the next steps, to the head, to what is said of the record, back."""
        focus = QApplication.focusWidget()
        areas: list[QWidget] = [self.form, self.side, self.header, self._notices]
        here = next((i for i, a in enumerate(areas) if focus and a.isAncestorOf(focus)), -1)
        for offset in range(1, len(areas) + 1):
            if found := stops(areas[(here + offset) % len(areas)]):
                found[0].setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def show_keys(self) -> None:
        """F1."""
        KeysDialog(self, ("record", "area")).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, when no list and no input method wanted it; nothing typed early is lost."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        self._keep_early(event)
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """A space ticks when it is let go."""
        self._keep_early(event)
        super().keyReleaseEvent(event)

    def _keep_early(self, event: QKeyEvent) -> None:
        if not self.form.updatesEnabled() and event.text() and not event.isAutoRepeat():
            again = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
            self._early.append(again)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what a small window has no room for; the keys still work."""
        super().resizeEvent(event)
        is_low = event.size().height() < theme.LOW_WINDOW
        self.index.setVisible(event.size().width() >= FOLD_INDEX_BELOW)
        self.side.setFixedWidth(self._side_width(event.size().width()))
        self.header.steps.set_folded(is_low)
        self.strip.setVisible(not is_low)

    def _side_width(self, window: int) -> int:
        if window >= theme.WIDE_WINDOW:
            return theme.SIDE_WIDTH_WIDE
        return SIDE_USUAL if window >= FOLD_INDEX_BELOW else SIDE_NARROW

    def _arrange(self) -> None:
        sheet = QFrame()
        sheet.setProperty("card", "flat")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._middle)
        notices = QVBoxLayout(self._notices)
        notices.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        notices.setSpacing(theme.GAP_INNER)
        notices.addWidget(self.about)
        notices.addWidget(self.notice)
        self.about.hide()
        self.notice.hide()
        self._notices.hide()
        self.notice.closed.connect(self._fit_notices)
        self.about.link_asked.connect(self._enter)
        self.index.chosen.connect(self._go_to)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.index)
        row.addWidget(sheet, 1)
        row.addWidget(self.side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._notices)
        whole.addLayout(row, 1)
        whole.addWidget(self.strip)

    def _order_tabs(self) -> None:
        """Form in paper order, then the next steps, then the head."""
        if not self.form.is_built:
            return
        order: list[QWidget] = []
        for row in self.form.rows.values():
            order += row.editor.inputs()
        order += [
            *self.side.findChildren(QAbstractButton),
            *self.header.findChildren(QAbstractButton),
            *self.about.links,
        ]
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)


def stops(area: QWidget) -> list[QWidget]:
    """The widgets in an area that the Tab key stops at."""
    return [
        widget
        for widget in area.findChildren(QWidget)
        if widget.isVisibleTo(area)
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]
