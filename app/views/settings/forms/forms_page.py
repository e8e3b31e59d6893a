"""系统 › 表单: every form and whose template it uses, at the right the versions of the chosen one."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import clock
from app.i18n import N_, _
from app.services.access import Permission
from app.services.people.organisation import Me
from app.services.templates import care, kept
from app.services.templates.care import FormRow, Version
from app.services.templates.kept import Origin
from app.views import messages, theme
from app.views.context import Context
from app.views.printing.files import choose_file, write_beside
from app.views.printing.sample import SampleWindow
from app.views.settings.forms.template_dialog import TemplateDialog
from app.views.settings.sub_page import SubPage
from app.views.settings.versions_card import VersionsCard
from app.views.widgets.badges import Badge
from app.views.widgets.buttons import primary, quiet
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.frames import NoticeBar
from app.views.widgets.labels import label
from app.views.widgets.table import TableColumn

_COLUMNS = (
    TableColumn(64),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(150),
    TableColumn(220),
    TableColumn(128),
)


class FormsPage(SubPage):
    """Looking is everybody's; changing a template needs the right to configure."""

    permission = Permission.CONFIGURE
    tables = frozenset({"form_template", "frozen_form"})
    keys = (("Enter", N_("看样张")), ("Ctrl+N", N_("换用本院模板")), ("F5", N_("重新载入")))

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: list[FormRow] = []
        self.change = primary(_("换用本院模板…"), "import")
        self.restore = quiet(_("恢复内置"), "undo")
        self.export = quiet(_("导出内置模板…"), "export")
        self.look = quiet(_("看样张"), "eye")
        self.found = NoticeBar("info", "")
        self.found.set_closable(False)
        self.found.hide()
        headings = (_("代号"), _("表单"), _("编号和版次"), _("所用模板"), _("状态"))
        self.list = CellList(_("表单"), headings, _COLUMNS)
        for button in (self.look, self.export, self.restore):
            self.list.footer_row.addWidget(button)
        self.versions = VersionsCard(_("各版模板"))
        self.column.insertWidget(0, self.found)
        self.column.addLayout(self.versions.beside(self.list), 1)
        self._connect()

    def _connect(self) -> None:
        self.change.clicked.connect(self.make_new)
        self.restore.clicked.connect(self._restore)
        self.export.clicked.connect(self._export)
        self.look.clicked.connect(self._look)
        self.found.acted.connect(self._take_found)
        self.list.opened.connect(lambda _key: self._look())
        self.list.chosen.connect(lambda _key: self._show_chosen())

    def head_buttons(self) -> Sequence[QWidget]:
        """Another template; the rest of what can be done with a form stands under the list."""
        return (self.change,)

    def guarded(self) -> Sequence[QWidget]:
        """What needs the right to configure."""
        return (self.restore, self.change, self.found.action)

    def refusal(self) -> str:
        """Why this person can only look."""
        return _("您的角色只能看表单。换模板由职能科室负责人或系统管理员办理")

    def allow(self, me: Me) -> None:
        """The versions too offer only what this person may do."""
        super().allow(me)
        self._show_chosen()

    def reload(self) -> None:
        """Read them anew."""
        self.context.ask(self, care.overview, self._show, None)

    def focus_first(self) -> None:
        """The list."""
        self.list.view.setFocus()

    def make_new(self, path: Path | None = None) -> None:
        """Choose another workbook for the chosen form."""
        row = self._current()
        if row is None or not self.change.isEnabled():
            return
        where = path if isinstance(path, Path) else None
        self.open_form(TemplateDialog(self.context, self.window(), row.form, where))

    def _show(self, rows: list[FormRow]) -> None:
        self._rows = rows
        self.list.set_rows([one.form.code for one in rows], [_row(one) for one in rows])
        if self.list.current() is None and rows:
            self.list.choose(rows[0].form.code)
        own = sum(one.origin is not Origin.BUILT_IN for one in rows)
        self.list.set_footer(_("{n} 张表单，{own} 张用本院模板").format(n=len(rows), own=own))
        self._show_found()
        self._show_chosen()

    def _show_found(self) -> None:
        """A workbook lies in the folder beside the database that others cannot see."""
        offered = [one for one in self._rows if one.offered is not None]
        self.found.setVisible(bool(offered))
        if offered:
            names = "、".join(one.form.code for one in offered)
            self.found.show_notice(
                "info",
                _("数据文件夹里有本院模板：{names}").format(names=names),
                _("收进数据库以后各台电脑都用它，也留下版本。"),
                action=_("收进数据库…"),
            )

    def _current(self) -> FormRow | None:
        key = self.list.current()
        return next((one for one in self._rows if one.form.code == key), None)

    def _show_chosen(self) -> None:
        row = self._current()
        if row is None:
            self.versions.clear(_("各版模板"))
            return
        self.versions.clear(_("{code} 的各版模板").format(code=row.form.code))
        for problem in row.problems:
            self.versions.add_remark(label(problem, "error", wrap=True))
        if not row.versions:
            words = _("只用过内置模板。有记录结案或换用本院模板后，用过的各版留在这里。")
            self.versions.add_remark(label(words, "muted", wrap=True))
        for version in row.versions:
            self.versions.add_version(self._version(row, version))

    def _version(self, row: FormRow, version: Version) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_INNER)
        name = _("内置模板") if version.built_in else version.file_name
        in_use = version.active and not version.built_in
        words = _("{name}（在用）").format(name=name) if in_use else name
        column.addWidget(label(words, "strong", wrap=True))
        day = f"{clock.local(version.added_at):%Y-%m-%d}"
        said = _("{day} {person} 存入，{n} 件记录按它结案").format(
            day=day, person=version.added_by, n=version.closed
        )
        column.addWidget(label(said, "muted", wrap=True))
        buttons = QHBoxLayout()
        look = quiet(_("看样张"), "eye")
        look.clicked.connect(lambda: self._look_at(row, version))
        buttons.addWidget(look)
        if not version.built_in and not version.active and self.change.isEnabled():
            use = quiet(_("重新启用"), "refresh")
            use.clicked.connect(lambda: self._use_again(version))
            buttons.addWidget(use)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return made

    def _take_found(self) -> None:
        row = next((one for one in self._rows if one.offered is not None), None)
        if row is not None:
            self.list.choose(row.form.code)
            self.make_new(row.offered)

    def _look(self) -> None:
        row = self._current()
        if row is not None:
            SampleWindow(self.context, row.form.code, None, self.window()).show()

    def _look_at(self, row: FormRow, version: Version) -> None:
        self.context.ask(
            self, care.version_template,
            lambda found: SampleWindow(self.context, row.form.code, found, self.window()).show(),
            None, version.id,
        )  # fmt: skip

    def _use_again(self, version: Version) -> None:
        said = _("已重新启用 {name}").format(name=version.file_name)
        self.context.run(
            self, care.use_again, lambda _changes: self.context.said.emit(said), None, version.id
        )

    def _restore(self) -> None:
        row = self._current()
        if row is None:
            return
        if row.origin is Origin.BUILT_IN:
            self.context.said.emit(_("{form}用的就是内置模板").format(form=_(row.form.title)))
            return
        said = _("{form}已恢复内置模板；原来的留在各版模板里").format(form=_(row.form.title))
        self.context.run(
            self, care.restore, lambda _changes: self.context.said.emit(said), None, row.form.code
        )

    def _export(self) -> None:
        row = self._current()
        if row is None:
            return
        name = f"{row.form.code} {_(row.form.title)}.xlsx"
        path = choose_file(self, name, _("Excel 工作簿 (*.xlsx)"))
        if path is None:
            return
        content = kept.built_in(row.form).content
        self.context.jobs.file(
            self, lambda _progress: write_beside(path.with_suffix(".xlsx"), content),
            lambda _done: self.context.said.emit(_("已存为 {path}").format(path=path)),
            lambda error: messages.show(self, error),
        )  # fmt: skip


def _row(one: FormRow) -> tuple[Cell, ...]:
    if one.problems:
        state = Badge(_("模板有问题"), "exclamation", "wait")
    elif one.origin is Origin.BUILT_IN:
        state = Badge(_("内置"), "dot", "neutral")
    else:
        state = Badge(_("本院"), "tick", "pass")
    template = _("内置模板") if one.origin is Origin.BUILT_IN else one.file_name
    if one.origin is Origin.FOLDER:
        template = _("{file}（数据文件夹）").format(file=one.file_name)
    return (
        Cell(one.form.code),
        Cell(_(one.form.title)),
        Cell(one.form.form_no, "text2"),
        Cell(template),
        Cell(badge=state),
    )
