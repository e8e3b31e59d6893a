"""系统 › 科室: names, codes and initials of departments; none is removed, only taken out of use."""

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.services.access import Permission
from app.services.people import directory, organisation
from app.services.people.organisation import DepartmentView
from app.views import theme
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.text_editors import CodeEdit, LineEdit
from app.views.settings.entry_page import EntryPage
from app.views.settings.sub_page import use_badge, use_choice
from app.views.widgets.badges import Badge
from app.views.widgets.cells import Cell
from app.views.widgets.table import TableColumn

_COLUMNS = (
    TableColumn(90),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(220, drop=1),
    TableColumn(120),
    TableColumn(80),
    TableColumn(112),
)
_LONGEST_CODE, _LONGEST_NAME, _LONGEST_INITIALS = 6, 60, 200


class DepartmentsPage(EntryPage):
    """The list of departments, functional ones first."""

    permission = Permission.CONFIGURE
    tables = frozenset({"department", "person"})
    keys = (("Ctrl+N", N_("新增科室")), ("Enter", N_("修改")), ("F5", N_("重新载入")))

    def __init__(self, context: Context) -> None:
        headings = (_("科室码"), _("名称"), _("首字母"), _("职能"), _("人数"), _("状态"))
        super().__init__(context, _("科室"), headings, _COLUMNS, adds=_("新增科室"))

    def refusal(self) -> str:
        """Why this person can only look."""
        return _("您的角色只能看科室表。改名和增减科室由职能科室负责人或系统管理员办理")

    def reload(self) -> None:
        """Read them anew."""
        self.context.ask(self, organisation.departments, self._show, None)

    def dialog(self, entry: DepartmentView | None) -> "DepartmentDialog":
        """A department's."""
        return DepartmentDialog(self.context, self.window(), entry)

    def _show(self, departments: list[DepartmentView]) -> None:
        in_use = sum(1 for one in departments if one.active)
        self.show_entries(
            {one.id: one for one in departments},
            [_row(one) for one in departments],
            _("{n} 个科室在用，科室码已写进编号，不能改").format(n=in_use),
        )


def _row(one: DepartmentView) -> tuple[Cell, ...]:
    tone = "text" if one.active else "text3"
    part = Cell(badge=Badge(_("职能科室"), "dot", "accent")) if one.functional else Cell()
    return (
        Cell(one.code, tone),
        Cell(one.name, tone),
        Cell(one.initials, "text2" if one.active else "text3"),
        part,
        Cell(str(one.people), tone, right=True),
        Cell(badge=use_badge(one.active)),
    )


class DepartmentDialog(FormDialog):
    """A new department, or another name, other initials, in use or not."""

    def __init__(
        self, context: Context, parent: QWidget | None, department: DepartmentView | None = None
    ) -> None:
        super().__init__(
            context,
            parent,
            _("{name} {code}").format(name=department.name, code=department.code)
            if department
            else _("新增科室"),
            _("改名后，以前的记录也显示新名称；编号里的科室码不变。") if department else "",
            icon="building",
            adds=department is None,
        )
        self.department = department
        self.code = CodeEdit(max_length=_LONGEST_CODE, placeholder=_("如 GKE"))
        self.name = LineEdit(max_length=_LONGEST_NAME)
        self.initials = LineEdit(max_length=_LONGEST_INITIALS)
        self.active = use_choice()
        if department is None:
            self.add_row(
                "code",
                _("科室码"),
                self.code,
                required=True,
                missing=_("还没有填写科室码"),
                help_text=_("2 到 6 位字母或数字，写进记录编号，以后不能改"),
            )
        self.add_row("name", _("名称"), self.name, required=True, missing=_("还没有填写科室名称"))
        if department is not None:
            self._fill(department)
        self.finish_rows("name" if department else "code")

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("已保存 {name}").format(name=self.name.text())

    def submit(self) -> None:
        """Add or change. Initials nobody touched follow the name."""
        name = self.name.value() or ""
        if self.department is None:
            self.send(directory.add_department, self.code.value() or "", name)
            return
        initials = self.initials.value()
        self.send(
            directory.change_department,
            self.department.id,
            name,
            None if initials == self.department.initials else initials,
            bool(self.active.value()),
        )

    def _fill(self, department: DepartmentView) -> None:
        self.add_row(
            "initials",
            _("首字母"),
            self.initials,
            help_text=_("打这些字母能找到它；多音字的几种读法用空格隔开。改名时自动跟着改"),
        )
        self.add_row(
            "active",
            _("状态"),
            self.active,
            required=True,
            missing=_("还没有选择状态"),
            help_text=_("停用后不再出现在选科室的列表里；以前的记录不变"),
        )
        self.name.set_value(department.name)
        self.initials.set_value(department.initials)
        self.active.set_value(department.active)
