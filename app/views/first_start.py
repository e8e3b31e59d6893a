"""The first start on a PC: the hospital's name, the administrator, and what to begin with."""

from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.i18n import _
from app.views import theme
from app.views.front import CapsLockNotice, ErrorLine, FrontPage, brand
from app.views.inputs.choice_editors import ChoiceEdit
from app.views.inputs.combo import Option
from app.views.inputs.fields import Editor, FieldRow
from app.views.inputs.password_edit import PasswordEdit
from app.views.inputs.text_editors import CodeEdit, LineEdit
from app.views.widgets.bars import Status
from app.views.widgets.buttons import primary, quiet
from app.views.widgets.cards import Card
from app.views.widgets.frames import SectionHead
from app.views.widgets.labels import label

_CARD_WIDTH = 560
_CARD_PADDING = 28
_LEAST_PASSWORD = 10
_LONGEST_NAME = 60


@dataclass(frozen=True)
class FirstStart:
    """What was decided at the first start."""

    hospital: str
    staff_no: str
    name: str
    password: str = field(repr=False)
    with_demo: bool


class FirstStartPage(FrontPage):
    """Three things, on one page, with errors beside their fields."""

    submitted = Signal(object)
    open_asked = Signal()
    restore_asked = Signal()

    def __init__(self) -> None:
        super().__init__([("Tab", _("下一格")), ("Ctrl+Enter", _("开始使用")), ("F1", _("帮助"))])
        self.hospital = LineEdit(max_length=_LONGEST_NAME)
        self.staff_no = CodeEdit(max_length=32)
        self.name = LineEdit(max_length=32, width=theme.WIDTHS["code"])
        self.password = PasswordEdit()
        self.again = PasswordEdit()
        self.begin = ChoiceEdit(
            [Option(True, _("演示医院，先看一看")), Option(False, _("空的，直接开始"))]
        )
        self.begin.set_value(True)
        self.button = primary(_("开始使用"), "check")
        self.open_button = quiet(_("打开已有的数据库…"), "folder")
        self.restore_button = quiet(_("从备份恢复…"), "undo")
        self.notice = CapsLockNotice()
        self.error = ErrorLine()
        self.rows = self._rows()
        self._arrange()
        self.strip.set_status([Status(_("* 必填"))])
        self.notice.watch(self.password.line, self.again.line)
        self.button.clicked.connect(self._submit)
        self.open_button.clicked.connect(self.open_asked)
        self.restore_button.clicked.connect(self.restore_asked)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.button.click)

    def show_error(self, text: str) -> None:
        """Say why it could not be set up."""
        self.set_busy(False)
        self.error.show_text(text)

    def set_busy(self, is_busy: bool) -> None:
        """While the database is made nothing can be typed."""
        for row in self.rows.values():
            row.setEnabled(not is_busy)
        self.button.setEnabled(not is_busy)
        self.open_button.setEnabled(not is_busy)
        self.restore_button.setEnabled(not is_busy)
        self.button.set_text(_("正在准备…") if is_busy else _("开始使用"))

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self.rows["hospital"].focus()

    def _rows(self) -> dict[str, FieldRow]:
        secret = _("至少 {n} 位；没有内置密码，忘了只能由另一位管理员重设").format(
            n=_LEAST_PASSWORD
        )
        rows = {
            "hospital": FieldRow(
                _("医院名称"), self.hospital, required=True, help_text=_("印在每张表的抬头上")
            ),
            "staff_no": FieldRow(_("工号"), self.staff_no, required=True),
            "name": FieldRow(_("姓名"), self.name, required=True),
            "password": FieldRow(_("密码"), self.password, required=True, help_text=secret),
            "again": FieldRow(_("再输一次"), self.again, required=True),
            "begin": FieldRow(_("从哪开始"), self.begin, required=True),
        }
        missing = {
            "hospital": _("还没有填医院名称"),
            "staff_no": _("还没有填工号"),
            "name": _("还没有填姓名"),
        }
        for name, words in missing.items():
            rows[name].set_check(_Missing(rows[name].editor, words))
        rows["password"].set_check(self._weak)
        rows["again"].set_check(self._different)
        return rows

    def _arrange(self) -> None:
        words = brand(_("第一次使用"))
        words.setContentsMargins(0, 0, _CARD_PADDING, 0)
        words.addSpacing(theme.MARGIN)
        text = _("填好右边三件事就可以登录。数据只保存在这台电脑上；以后在登录页可以换到别的数据。")
        words.addWidget(label(text, "muted", wrap=True))
        card = Card(padding=_CARD_PADDING)
        card.setFixedWidth(_CARD_WIDTH)
        self._fill(card.body)
        self.show_beside(words, card)

    def _fill(self, column: QVBoxLayout) -> None:
        parts = (
            ("1", _("医院"), ("hospital",)),
            ("2", _("系统管理员"), ("staff_no", "name", "password", "again")),
            ("3", _("数据"), ("begin",)),
        )
        for number, title, names in parts:
            column.addWidget(SectionHead(number, title))
            for name in names:
                column.addWidget(self.rows[name])
            if "again" in names:
                column.addWidget(self.notice)
            column.addSpacing(theme.GAP_INNER)
        column.addWidget(self.error)
        foot = QHBoxLayout()
        foot.addWidget(self.open_button)
        foot.addWidget(self.restore_button)
        foot.addStretch(1)
        foot.addWidget(self.button)
        column.addLayout(foot)

    def _weak(self) -> str:
        password = self.password.value()
        if len(password) < _LEAST_PASSWORD:
            return _("密码至少 {n} 位").format(n=_LEAST_PASSWORD)
        staff_no = self.staff_no.value()
        return _("密码不能就是工号") if staff_no and password == staff_no else ""

    def _different(self) -> str:
        same = self.again.value() == self.password.value()
        return "" if same else _("两次输入的密码不一样")

    def _submit(self) -> None:
        self.error.show_text("")
        wrong = [row for row in self.rows.values() if not row.validate()]
        if wrong:
            wrong[0].focus()
            return
        self.submitted.emit(
            FirstStart(
                hospital=self.hospital.value() or "",
                staff_no=self.staff_no.value() or "",
                name=self.name.value() or "",
                password=self.password.value(),
                with_demo=bool(self.begin.value()),
            )
        )


@dataclass(frozen=True)
class _Missing:
    """The check of a field that must not be empty."""

    editor: Editor
    words: str

    def __call__(self) -> str:
        return "" if self.editor.value() else self.words
