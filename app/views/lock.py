"""The lock page: it covers the window while its person is away, and lets another one take over."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import clock
from app.i18n import N_, _
from app.views import theme
from app.views.front import CapsLockNotice, ErrorLine, FrontPage
from app.views.inputs.lines import PasswordLine
from app.views.widgets.bars import Status
from app.views.widgets.buttons import primary, quiet
from app.views.widgets.cards import Card, Rule
from app.views.widgets.labels import IconLabel, IconText, label

_CARD_WIDTH = 372
_CARD_PADDING = 28
_MARK = 40
_TICK_MS = 1000
_WEEKDAYS = (
    N_("星期一"),
    N_("星期二"),
    N_("星期三"),
    N_("星期四"),
    N_("星期五"),
    N_("星期六"),
    N_("星期日"),
)


class LockPage(FrontPage):
    """Shows the time and who is signed in, and nothing of the work behind it."""

    unlock = Signal(str)
    switch_person = Signal()

    def __init__(self, name: str, staff_no: str, department: str, hospital: str = "") -> None:
        super().__init__([("Enter", _("解锁")), ("F2", _("换班登录"))])
        self.password = PasswordLine()
        self.button = primary(_("解锁"))
        self.switch = quiet(_("换班登录"), "swap")
        self.notice = CapsLockNotice()
        self.error = ErrorLine()
        self._time = label("", "clock")
        self._day = label("", "muted")
        self._draft = IconText("save", "", "pass", "muted", wrap=False)
        self._idle = label("", "small")
        self._timer = QTimer(self)
        self._arrange(name, staff_no, department)
        self.strip.set_status([Status(f"{hospital}  {_('质控台')}".strip(), "shield", "pass")])
        self.notice.watch(self.password)
        self._timer.timeout.connect(self._tick)
        self.password.submitted.connect(self._submit)
        self.password.textEdited.connect(lambda _text: self.error.show_text(""))
        self.button.clicked.connect(self._submit)
        self.switch.clicked.connect(self.switch_person)
        self._tick()

    def set_notes(self, draft: str = "", idle_minutes: int = 0) -> None:
        """What was kept as a draft, and why the page came."""
        self._draft.set_content("save", draft, "pass")
        self._draft.set_words_plain()
        self._draft.setVisible(bool(draft))
        words = _("闲置 {n} 分钟自动锁定").format(n=idle_minutes)
        self._idle.setText(words if idle_minutes else "")

    def show_error(self, text: str) -> None:
        """Say why not; the password is typed again."""
        self.set_busy(False)
        self.error.show_text(text)
        self.password.clear()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, is_busy: bool) -> None:
        """While the password is checked nothing can be typed."""
        for part in (self.password, self.button, self.switch):
            part.setEnabled(not is_busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2: another person."""
        if event.key() == Qt.Key.Key_F2:
            self.switch_person.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The clock runs only while it is seen."""
        super().showEvent(event)
        self._tick()
        self._timer.start(_TICK_MS)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks at the clock."""
        super().hideEvent(event)
        self._timer.stop()

    def _arrange(self, name: str, staff_no: str, department: str) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout()
        column.setSpacing(theme.GAP_INNER)
        column.addWidget(IconLabel("mark", "accent", _MARK), 0, middle)
        column.addSpacing(theme.GAP)
        column.addWidget(self._time, 0, middle)
        column.addWidget(self._day, 0, middle)
        column.addSpacing(theme.MARGIN)
        column.addWidget(self._card(name, staff_no, department), 0, middle)
        column.addSpacing(theme.GAP)
        column.addWidget(self._draft, 0, middle)
        column.addWidget(self._idle, 0, middle)
        self.middle.addStretch(1)
        self.middle.addLayout(column)
        self.middle.addStretch(1)
        self._draft.hide()
        self.password.setPlaceholderText(_("密码"))
        self.password.setAccessibleName(_("{name} 的密码").format(name=name))
        self.button.setProperty("big", True)

    def _card(self, name: str, staff_no: str, department: str) -> QWidget:
        card = Card(padding=_CARD_PADDING)
        card.setFixedWidth(_CARD_WIDTH)
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(label(name, "section"))
        number = _("工号 {number}").format(number=staff_no)
        who.addWidget(label(f"{number}  {department}", "muted"))
        head = QHBoxLayout()
        head.setSpacing(theme.GAP_CARD)
        head.addWidget(IconLabel("lock", "text2", theme.ICON + 6))
        head.addLayout(who, 1)
        foot = QHBoxLayout()
        foot.addWidget(label(_("不是您本人？"), "muted"))
        foot.addStretch(1)
        foot.addWidget(self.switch)
        card.body.addLayout(head)
        card.body.addSpacing(theme.GAP_INNER)
        for part in (self.password, self.notice, self.error, self.button):
            card.body.addWidget(part)
        card.body.addSpacing(theme.GAP_INNER)
        card.body.addWidget(Rule())
        card.body.addLayout(foot)
        return card

    def _tick(self) -> None:
        now = clock.local(clock.now())
        self._time.setText(f"{now:%H:%M}")
        words = _("{year} 年 {month} 月 {day} 日  {weekday}")
        self._day.setText(
            words.format(
                year=now.year, month=now.month, day=now.day, weekday=_(_WEEKDAYS[now.weekday()])
            )
        )

    def _submit(self) -> None:
        if self.password.text():
            self.unlock.emit(self.password.text())
        else:
            self.error.show_text(_("还没有填密码"))
