"""The part of a dialog in which somebody signs: 工号, password, and what the signature says."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.services.people.signing import Signer
from app.views import theme
from app.views.inputs.editors import CodeEdit, FieldRow
from app.views.inputs.password_edit import PasswordEdit
from app.views.widgets.cards import Rule
from app.views.widgets.labels import label


class SignFields(QWidget):
    """Whoever signs types their own password; a colleague can sign without changing the session."""

    def __init__(self, meaning: str, staff_no: str = "") -> None:
        super().__init__()
        self.staff_no = CodeEdit(max_length=30)
        self.password = PasswordEdit(theme.WIDTHS["datetime"])
        self.rows = (
            FieldRow(_("工号"), self.staff_no, required=True),
            FieldRow(_("密码"), self.password, required=True),
        )
        self.staff_no.set_value(staff_no)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(Rule())
        words = _("签名含义：{meaning}。谁签字谁输自己的工号和密码；当班的人不用退出。")
        column.addWidget(label(words.format(meaning=meaning), "muted", wrap=True))
        for row in self.rows:
            column.addWidget(row)

    def first_input(self) -> QWidget:
        """The first field that is still empty."""
        return (self.password if self.staff_no.value() else self.staff_no).first_input()

    def signer(self) -> Signer | None:
        """Who signs; None, with the sentences shown, when something is missing."""
        staff_no, password = self.staff_no.value(), self.password.value()
        self.rows[0].set_error("" if staff_no else _("还没有填写工号"))
        self.rows[1].set_error("" if password else _("还没有填写密码"))
        return Signer(staff_no, password) if staff_no and password else None

    def retry(self) -> None:
        """The password is typed again."""
        self.password.set_value("")
        self.password.first_input().setFocus()
