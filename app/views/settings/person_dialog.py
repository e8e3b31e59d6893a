"""Adding and changing a person, a first password to hand over, a one-time code for a forgotten one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.models.organisation import ROLE_LABELS, Role
from app.services.people import accounts, organisation
from app.services.people.directory import Choice, Colleague
from app.views import messages, theme
from app.views.asking.dialogs import Dialog
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.front import ErrorLine
from app.views.inputs.choice_editors import ChoicesEdit
from app.views.inputs.combo import Option
from app.views.inputs.pick_editor import PickEdit, PickItem
from app.views.inputs.text_editors import CodeEdit, LineEdit
from app.views.settings.sub_page import use_choice
from app.views.widgets.buttons import quiet
from app.views.widgets.labels import label

_WIDTH = 700
_LONGEST_NO, _LONGEST_NAME = 30, 60


class FirstPasswordEdit(LineEdit):
    """A password somebody hands over: readable, because it is told on, and made up on request."""

    def __init__(self) -> None:
        super().__init__(max_length=accounts.MAXIMUM_PASSWORD, width=theme.WIDTHS["datetime"])
        self.make = quiet(_("随机生成"), "refresh")
        self._row.insertWidget(1, self.make)
        self.make.clicked.connect(self._fill)
        self._add_input(self.make)

    def value(self) -> str | None:
        """What was typed, blanks included."""
        return self.line.text() or None

    def _fill(self) -> None:
        self.line.setText(organisation.first_password())
        self.changed.emit()


def department_items(choices: tuple[Choice, ...], keep: int | None = None) -> list[PickItem]:
    """The departments one may choose: those in use, and the one chosen before."""
    return [
        PickItem(one.id, one.text, one.code, one.initials)
        for one in choices
        if one.active or one.id == keep
    ]


def role_words(roles: frozenset[Role]) -> str:
    """The roles in the order of the matrix."""
    return "、".join(_(ROLE_LABELS[role]) for role in Role if role in roles)


class PersonDialog(FormDialog):
    """Somebody new, or the department, office and roles of somebody known."""

    def __init__(
        self, context: Context, parent: QWidget | None, person: Colleague | None = None
    ) -> None:
        super().__init__(
            context,
            parent,
            _("{name} {no}").format(name=person.name, no=person.staff_no)
            if person
            else _("新增人员"),
            _("人员不删除，调离时改为停用；工号永不再给别人。") if person else "",
            icon="person",
            adds=person is None,
        )
        self.setMinimumWidth(_WIDTH)
        self.person = person
        self.staff_no = CodeEdit(max_length=_LONGEST_NO)
        self.name = LineEdit(max_length=_LONGEST_NAME, width=theme.WIDTHS["code"])
        items = department_items(
            context.directory.departments, person.department_id if person else None
        )
        self.department = PickEdit(items, placeholder=_("名称、科室码或首字母"))
        self.title = LineEdit(max_length=_LONGEST_NAME, width=theme.WIDTHS["datetime"])
        self.roles = ChoicesEdit([Option(role, _(ROLE_LABELS[role])) for role in Role], columns=4)
        self.active = use_choice()
        self.password = FirstPasswordEdit()
        if person is None:
            self._add_rows()
        else:
            self._change_rows(person)

    def done_words(self) -> str:
        """What the strip says afterwards."""
        if self.person is None:
            return _("已新增 {name}").format(name=self.name.text())
        return _("已保存 {name}").format(name=self.person.name)

    def submit(self) -> None:
        """Add or change."""
        department = self.department.value()
        assert isinstance(department, int)
        roles = frozenset(role for role in self.roles.value() if isinstance(role, Role))
        if self.person is None:
            self.send(
                accounts.add_person,
                self.staff_no.value() or "",
                self.name.value() or "",
                department,
                roles,
                self.password.value(),
                self.title.value(),
            )
        else:
            self.send(
                accounts.change_person,
                self.person.id,
                department,
                roles,
                bool(self.active.value()),
                self.title.value(),
            )

    def _add_rows(self) -> None:
        self.add_row(
            "staff_no", _("工号"), self.staff_no, required=True, missing=_("还没有填写工号")
        )
        self.add_row("name", _("姓名"), self.name, required=True, missing=_("还没有填写姓名"))
        self._common_rows()
        self.add_row(
            "password",
            _("首次密码"),
            self.password,
            help_text=_("留空则只在名单里、不能登录。当面告诉本人，第一次登录时要换掉"),
        )
        self.finish_rows("staff_no")

    def _change_rows(self, person: Colleague) -> None:
        self._common_rows()
        self.add_row(
            "active",
            _("状态"),
            self.active,
            required=True,
            missing=_("还没有选择状态"),
            help_text=_("停用后不能登录，也不再出现在选人的列表里；以前的记录不变"),
        )
        self.department.set_value(person.department_id)
        self.title.set_value(person.title)
        self.roles.set_value(person.roles)
        self.active.set_value(person.active)
        self.finish_rows("department_id")

    def _common_rows(self) -> None:
        self.add_row(
            "department_id",
            _("科室"),
            self.department,
            required=True,
            missing=_("还没有选择科室"),
        )
        self.add_row("title", _("职务"), self.title)
        self.add_row(
            "roles",
            _("角色"),
            self.roles,
            help_text=_("一个人可以有几个角色；每个角色能做什么见“权限”"),
        )


class ResetCodeDialog(Dialog):
    """A one-time code for somebody who forgot the password: shown once, the person goes on alone."""

    saved = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None, person: Colleague) -> None:
        super().__init__(
            parent,
            _("重设 {name} 的密码").format(name=person.name),
            _("原密码立即失效，锁定的账户同时解开。程序给一个一次性代码，24 小时内有效；"
              "本人用它登录后自己设密码，别人不会知道。"),
            icon="key",
        )  # fmt: skip
        self.context = context
        self.person = person
        self.code = label("", "figure", selectable=True)
        self.told = label(
            _("只显示这一次：当面告诉本人，或抄给本人。关掉后查不到，要再给一个。"),
            "muted",
            wrap=True,
        )
        self.error = ErrorLine()
        for part in (self.code, self.told, self.error):
            self.body.addWidget(part)
        self.code.hide()
        self.told.hide()
        self.act = self.add_primary(_("给一次性代码"), self._issue, "key")
        self.keep = self.add_button(_("先不重设"), self.reject, "close")

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("{name} 的一次性代码 24 小时内有效").format(name=self.person.name)

    def _issue(self) -> None:
        if not self.code.isHidden():
            self.accept()
            return
        self.act.setEnabled(False)
        self.context.run(
            self, accounts.issue_reset_code, self._show, self._on_failed, self.person.id
        )

    def _show(self, code: str) -> None:
        self.code.setText(code)
        self.code.setAccessibleName(_("一次性代码 {code}").format(code=code))
        self.code.show()
        self.told.show()
        self.keep.hide()
        self.act.setEnabled(True)
        self.act.set_text(_("告诉本人了，关闭"))
        self.act.setFocus()
        self.saved.emit(None)

    def _on_failed(self, error: Exception) -> None:
        self.act.setEnabled(True)
        self.error.show_text(messages.sentence(error))
