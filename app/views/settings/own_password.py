"""Changing one's own password: from 系统, from the name in the top bar, and at the first sign-in."""

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.people import accounts
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.front import CapsLockNotice
from app.views.inputs.password_edit import PasswordEdit


class OwnPasswordDialog(FormDialog):
    """The old password and the new one twice. With `must` there is no work before it is changed:
    rejecting the dialog then means not signing in."""

    def __init__(self, context: Context, parent: QWidget | None, must: bool = False) -> None:
        text = (
            _("现在的密码是别人设的，先换成只有您知道的，再开始工作。")
            if must
            else _("改好后，下次登录和签名都用新密码。")
        )
        super().__init__(
            context,
            parent,
            _("改自己的密码"),
            text,
            icon="lock",
            act=_("改密码"),
            leave=_("先不登录") if must else "",
        )
        self.old, self.new, self.again = PasswordEdit(), PasswordEdit(), PasswordEdit()
        self.add_row("old", _("原密码"), self.old, required=True, missing=_("还没有输入原密码"))
        self.add_row(
            "new",
            _("新密码"),
            self.new,
            required=True,
            help_text=_("至少 {n} 个字符，可以用一句好记的话").format(n=accounts.MINIMUM_PASSWORD),
        ).set_check(self._weak)
        self.add_row("again", _("再输一次"), self.again, required=True).set_check(self._different)
        self.notice = CapsLockNotice()
        self.notice.watch(self.old.line, self.new.line, self.again.line)
        self.body.addWidget(self.notice)
        self.finish_rows("old")

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("密码已改")

    def submit(self) -> None:
        """Change it; the old one is asked by the service."""
        self.send(accounts.change_own_password, self.old.value(), self.new.value())

    def _weak(self) -> str:
        return accounts.password_problem(self.new.value(), "", "") or ""

    def _different(self) -> str:
        return "" if self.again.value() == self.new.value() else _("两次输入的密码不一样")
