"""The frame of the window of a round: head, notice, table, cards at the side, strip. It holds no data."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from app.services.people.directory import Directory
from app.views import theme
from app.views.environment.outcome_card import OutcomeCard
from app.views.environment.point_card import PointCard
from app.views.environment.round_head import RoundHead
from app.views.environment.round_model import RoundModel
from app.views.environment.round_sheet import RoundSheet
from app.views.inputs.editors import PickEdit
from app.views.keys import KeysDialog, keys_of
from app.views.widgets.bars import KeyStrip
from app.views.widgets.buttons import outlined
from app.views.widgets.frames import EmptyState, NoticeBar, ToneCard
from app.views.widgets.table import TableCard

SIZE = (1366, 768)
_TOP, _TIGHT = 10, 1050
_BAR = 4  # the cards keep their width where a scroll bar stands beside them
_STRIP = ("Enter", "↑ ↓", "F2", "F3", "F4", "Ctrl+R", "Ctrl+Enter")


class RoundFrame(QWidget):
    """Arranges the parts; the side gives way in a narrow window, its keys still work."""

    def __init__(self, directory: Directory, beside: QWidget | None) -> None:
        # Without a parent: a window of its own that may stand behind the lists too.
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("Window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("环境巡查"))
        self.head = RoundHead(directory)
        self.notice = NoticeBar("info", "")
        self.point = PointCard()
        self.model = RoundModel(self.point.is_expired)
        self.sheet = RoundSheet(self.model)
        self.card = TableCard(self.sheet, column_settings=False)
        self.add_point = PickEdit(placeholder=_("加一个检查点：拼音首字母或点码"))
        self.empty = EmptyState("check")
        self.outcome = OutcomeCard()
        self.failure = ToneCard()
        self.recheck = outlined(_("登记复查"), "refresh")
        self.strip = KeyStrip()
        self._side = QWidget()
        self._area = QScrollArea()
        self._arrange()
        self._order()
        self._stand(beside)

    def _stand(self, beside: QWidget | None) -> None:
        """As large as the window it is opened from, and in its place."""
        room = QRect(0, 0, *SIZE) if beside is None else beside.window().geometry()
        self.head.fold(room.width() < _TIGHT)  # else it would be opened as wide as unfolded
        if beside is None:
            self.resize(room.size())
        elif beside.window().isMaximized():
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)
        else:
            self.setGeometry(room)

    def add_keys(self, keys: str, act: Callable[[], object]) -> None:
        """A key of this window; several, parted by blanks, do the same."""
        for one in keys.split():
            QShortcut(QKeySequence(one), self).activated.connect(act)

    def say(self, text: str, tone: str = "") -> None:
        """What just happened, in the strip."""
        self.strip.set_message(text, tone)

    def show_problem(self, text: str) -> None:
        """Something failed and work can go on; what was entered stays."""
        self.show_notice("fail", text)

    def show_notice(self, tone: str, text: str, second: str = "", action: str = "") -> None:
        """Say something until it is closed or cured; an empty text takes it away."""
        self.notice.show_notice(tone, text, second, action=action)
        self.notice.show_links(())
        self.notice.setVisible(bool(text))

    def show_keys(self) -> None:
        """F1."""
        KeysDialog(self, ("round", "environment")).open()

    def next_area(self) -> None:
        """F6: from the sheet to the head, to the side, to the sheet."""
        focus = self.focusWidget()
        if focus is self.sheet.cell:
            self.head.scope.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.head.isAncestorOf(focus) and not self._area.isHidden():
            self.point.instrument.first_input().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_sheet()

    def focus_sheet(self) -> None:
        """The keyboard goes on in the sheet."""
        if self.model.rowCount():
            self.sheet.go_to(max(self.sheet.row(), 0))
        else:
            self.add_point.first_input().setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves a field for the sheet, and the sheet closes the window: the round is kept."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.focusWidget() is self.sheet.cell or not self.model.rowCount():
            self.close()
        else:
            self.focus_sheet()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what a small window has no room for."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= theme.WIDE_WINDOW
        self._area.setFixedWidth(theme.SIDE_WIDTH_WIDE if is_wide else theme.SIDE_WIDTH + _BAR)
        self._area.setVisible(event.size().width() >= theme.TIGHT_WINDOW)
        self.head.fold(event.size().width() < _TIGHT)
        self.strip.setVisible(event.size().height() >= theme.LOW_WINDOW)

    def _arrange(self) -> None:
        self.card.add_way(self.add_point)
        self.add_point.setFixedWidth(theme.WIDTHS["search"])
        self.add_point.describe(_("加一个检查点"), "")
        self.empty.setParent(self.card)
        self.empty.hide()
        self.notice.hide()
        self.failure.body.addWidget(self.recheck)
        self.failure.hide()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.GAP_CARD)
        for card in (self.point, self.outcome, self.failure):
            side.addWidget(card)
        side.addStretch(1)
        self._side.setObjectName("Plain")
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._side)
        middle = QHBoxLayout()
        middle.setSpacing(theme.GAP_CARD)
        middle.addWidget(self.card, 1)
        middle.addWidget(self._area)
        page = QVBoxLayout()
        page.setContentsMargins(theme.MARGIN, _TOP, theme.MARGIN, _TOP)
        page.setSpacing(theme.GAP)
        page.addWidget(self.head)
        page.addWidget(self.notice)
        page.addLayout(middle, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(page, 1)
        column.addWidget(self.strip)
        self.strip.set_keys([*keys_of("round", _STRIP), *keys_of("everywhere", ("F1",))])

    def _order(self) -> None:
        """Sheet, what belongs to its row, further points, then the head."""
        head, point = self.head, self.point
        order = [
            self.sheet.cell, *point.instrument.inputs(), point.for_all, *point.note.inputs(),
            point.pending, point.besides, self.recheck, *self.add_point.inputs(), head.scope, *head.moment.inputs(),
            *head.checker.inputs(), *head.companion.inputs(), head.blank, head.submit,
        ]  # fmt: skip
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)
