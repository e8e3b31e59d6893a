"""Before a restore: what comes back, what would be missing, and the administrator's password."""

from PySide6.QtWidgets import QWidget

from app.errors import SignInRefused
from app.i18n import _
from app.services.upkeep.backups import restoring
from app.services.upkeep.backups.restoring import Plan
from app.views.asking.dialogs import Dialog
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.password_edit import PasswordEdit
from app.views.widgets.labels import label


def _after(is_new: bool) -> str:
    if is_new:
        return _("恢复后用备份里的工号和密码登录。")
    return _("现在的数据另外保存，不删除。恢复后大家都重新登录。")


class RestoreDialog(FormDialog):
    """`saved` comes when the password was right; nothing is replaced before."""

    def __init__(self, context: Context, parent: QWidget | None, plan: Plan) -> None:
        super().__init__(
            context,
            parent,
            _("从这份备份恢复"),
            _after(is_new=False),
            icon="triangle",
            act=_("恢复"),
            leave=_("先不恢复"),
            harmful=True,
        )
        for line in plan.lines():
            self.body.addWidget(label(line, "body", wrap=True))
        self.password = PasswordEdit()
        self.add_row(
            "password",
            _("您的密码"),
            self.password,
            required=True,
            missing=_("还没有输入密码"),
            help_text=_("再输一次，确认是系统管理员本人"),
        )
        self.finish_rows("password")

    def submit(self) -> None:
        """Ask the service whether the password is right."""
        self.send(restoring.authorise, self.password.value())

    def _on_failed(self, error: Exception) -> None:
        super()._on_failed(error) if not isinstance(error, SignInRefused) else self._refuse(error)

    def _refuse(self, error: SignInRefused) -> None:
        self._set_busy(False)
        self.rows["password"].set_error(str(error))
        self.rows["password"].focus()


class RestoreHereDialog(Dialog):
    """The same on a PC without data: nothing can be lost, no password is known yet."""

    def __init__(self, parent: QWidget | None, plan: Plan) -> None:
        super().__init__(parent, _("把这份备份恢复到这台电脑"), _after(is_new=True), icon="ring-i")
        for line in plan.lines():
            self.body.addWidget(label(line, "body", wrap=True))
        self.act = self.add_primary(_("恢复"), self.accept)
        self.keep = self.add_button(_("先不恢复"), self.reject, "close")
