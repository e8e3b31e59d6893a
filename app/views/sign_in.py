"""The sign-in page: staff number, password, place of the data. It knows no account; it only asks."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import _
from app.views import theme
from app.views.front import CapsLockNotice, ErrorLine, FrontPage, StatusLine, StatusLines, brand
from app.views.inputs.combo import Combo, Option
from app.views.inputs.lines import BigLine, PasswordLine
from app.views.widgets.bars import Status
from app.views.widgets.buttons import primary
from app.views.widgets.cards import Card
from app.views.widgets.labels import IconText, label

_CARD_WIDTH = 392
_CARD_PADDING = 32


class SignInPage(FrontPage):
    """Emits what was typed; whoever owns it answers with `show_error` or takes it away."""

    submitted = Signal(str, str, str)

    def __init__(
        self, hospital: str, locations: Sequence[tuple[str, str]] = (), version: str = ""
    ) -> None:
        super().__init__([("Enter", _("登录")), ("Tab", _("下一格")), ("F1", _("帮助"))])
        self.staff_no = BigLine()
        self.password = PasswordLine()
        self.location = Combo([Option(key, text) for key, text in locations], name=_("数据位置"))
        self.button = primary(_("登录"))
        self.notice = CapsLockNotice()
        self.error = ErrorLine()
        self.done = IconText("check", "", "pass")
        self.done.hide()
        self._status = StatusLines()
        self._has_choice = len(locations) > 1
        self._dress()
        self._arrange(hospital)
        words = _("个人账户登录，操作留痕")
        self.strip.set_status(
            [Status(_("质控台 {version}").format(version=version)), Status(words)]
        )
        self.notice.watch(self.password)
        self.staff_no.submitted.connect(self._from_staff_no)
        self.password.submitted.connect(self._submit)
        self.button.clicked.connect(self._submit)
        for line in (self.staff_no, self.password):
            line.textEdited.connect(lambda _text: self.error.show_text(""))

    def set_status(self, lines: Sequence[StatusLine]) -> None:
        """What the state file says of the data, before any password."""
        self._status.set_lines(lines)

    def set_staff_no(self, staff_no: str) -> None:
        """Who signed in here last; the keyboard goes to the first empty field."""
        self.staff_no.setText(staff_no)
        self.focus_first()

    def show_error(self, text: str) -> None:
        """Say why not; the password is typed again."""
        self.set_busy(False)
        self.error.show_text(text)
        self.password.clear()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_done(self, text: str) -> None:
        """Say what was done before somebody signs in."""
        self.done.set_content("check", text, "pass")
        self.done.show()

    def set_busy(self, is_busy: bool) -> None:
        """While the password is checked nothing can be typed."""
        for part in (self.staff_no, self.password, self.location, self.button):
            part.setEnabled(not is_busy)
        self.button.set_text(_("正在登录…") if is_busy else _("登录"))

    def focus_first(self) -> None:
        """Put the keyboard into the first empty field."""
        target = self.password if self.staff_no.text().strip() else self.staff_no
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _dress(self) -> None:
        self.staff_no.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)
        self.staff_no.setAccessibleName(_("工号"))
        self.password.setAccessibleName(_("密码"))
        self.location.setProperty("big", True)
        self.button.setProperty("big", True)

    def _arrange(self, hospital: str) -> None:
        words = brand(hospital)
        words.setContentsMargins(0, 0, 0, 0)
        words.addSpacing(_CARD_PADDING - theme.GAP_INNER)
        words.addWidget(self._status)
        card = Card(padding=_CARD_PADDING)
        card.setFixedWidth(_CARD_WIDTH)
        self._fill(card.body)
        self.show_beside(words, card)

    def _fill(self, column: QVBoxLayout) -> None:
        title = label(_("登录"), "title")
        title.setProperty("big", True)
        column.setSpacing(theme.GAP - 2)
        column.addWidget(title)
        column.addWidget(self.done)
        column.addSpacing(theme.GAP)
        for text, field in ((_("工号"), self.staff_no), (_("密码"), self.password)):
            column.addWidget(_named(text, field))
            column.addWidget(field)
            if field is self.staff_no:
                column.addSpacing(theme.GAP)
        column.addWidget(self.notice)
        column.addWidget(self.error)
        if self._has_choice:
            column.addWidget(_named(_("数据位置"), self.location))
            column.addWidget(self.location)
            column.addSpacing(theme.GAP)
        column.addSpacing(theme.GAP_INNER)
        column.addWidget(self.button)
        column.addSpacing(theme.GAP)
        foot = QHBoxLayout()
        foot.addWidget(label(_("忘记密码：找本院系统管理员重设"), "small"))
        column.addLayout(foot)

    def _from_staff_no(self) -> None:
        if self.password.text():
            self._submit()
        else:
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit(self) -> None:
        staff_no, password = self.staff_no.text().strip(), self.password.text()
        if not staff_no:
            self.error.show_text(_("还没有填工号"))
            self.staff_no.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not password:
            self.error.show_text(_("还没有填密码"))
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.error.show_text("")
            self.submitted.emit(staff_no, password, str(self.location.value() or ""))


def _named(text: str, field: QWidget) -> QLabel:
    made = label(text, "label")
    made.setBuddy(field)
    return made
