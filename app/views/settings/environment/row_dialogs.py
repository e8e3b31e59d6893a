"""A row of Table 4 besides its limits, and the hospital's word that rows are right."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.models.environment.standard import ItemGroup
from app.services.environment import table4
from app.services.environment.table4 import TEXTS, RowView
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.choice_editors import ChoiceEdit
from app.views.inputs.combo import Option
from app.views.inputs.directory_edit import DirectoryEdit
from app.views.inputs.fields import Editor
from app.views.inputs.text_editors import LineEdit
from app.views.settings.sub_page import use_choice

_WIDTH = 640


class RowDialog(FormDialog):
    """What is checked, in what area, by whom and under whose supervision."""

    def __init__(
        self, context: Context, parent: QWidget | None, row: RowView | None = None
    ) -> None:
        super().__init__(
            context,
            parent,
            _("{code} {name}").format(code=row.code, name=row.name) if row else _("新增环境项目"),
            _("限值另外改。已经测过的检查保留当时的名称。")
            if row
            else _("编码自动给出。存下后再给它加限值和检查点。"),
            icon="thermometer",
            adds=row is None,
        )
        self.setMinimumWidth(_WIDTH)
        self.row = row
        departments = context.directory.departments
        self.editors: dict[str, Editor] = {
            "item_group": ChoiceEdit([Option(one, _(one.label)) for one in ItemGroup]),
            **{name: LineEdit(max_length=limit) for name, limit in TEXTS.items()},
            "responsible_department_id": DirectoryEdit(departments),
            "supervising_department_id": DirectoryEdit(departments),
            "active": use_choice(),
        }
        self._add_rows()
        self.finish_rows("name")

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("已保存 {name}").format(name=self.editors["name"].value() or "")

    def submit(self) -> None:
        """Add or change."""
        given = {name: editor.value() for name, editor in self.editors.items()}
        if self.row is None:
            self.send(table4.add, given)
        else:
            self.send(table4.change, self.row.id, given)

    def _add_rows(self) -> None:
        labels = {
            "item_group": _("分组"), "name": _("项目"), "area_class": _("区域类别"),
            "responsible": _("负责检查"), "responsible_department_id": _("检查科室"),
            "supervising_department_id": _("监督科室"), "method": _("方法"), "active": _("状态"),
        }  # fmt: skip
        helped = {
            "responsible": _("表 4 上印的文字，如“所属科室护士长”"),
            "responsible_department_id": _("空着就是检查点所在的科室"),
            "supervising_department_id": _(
                "程序文件三.8：院感科、总务科监督检查；检查科室自己监督时改派别的科室"
            ),
            "active": _("停用后不再排检查，做过的检查不变"),
        }
        missing = {
            "item_group": _("还没有选分组"), "name": _("还没有写项目名称"),
            "supervising_department_id": _("还没有选监督科室"),
        }  # fmt: skip
        skipped = "item_group" if self.row else "active"
        for name, text in labels.items():
            if name == skipped:
                continue
            self.add_row(
                name, text, self.editors[name], required=name in missing,
                help_text=helped.get(name, ""), missing=missing.get(name, ""),
            )  # fmt: skip
            self.editors[name].set_value(getattr(self.row, name) if self.row else None)


class ConfirmDialog(FormDialog):
    """The hospital has compared rows with its own papers and stands behind them."""

    def __init__(
        self, context: Context, parent: QWidget | None, row: RowView, listed: Sequence[RowView]
    ) -> None:
        super().__init__(
            context,
            parent,
            _("确认表 4 的项目"),
            _(
                "程序文件没有表 4 的表体，默认值是按标准重建的。和本院的文件、现行标准核对过，"
                "再确认；确认后打印的表 4 不再写“默认，待医院确认”。"
            ),
            icon="check",
            act=_("确认"),
            leave=_("先不确认"),
        )
        self.setMinimumWidth(_WIDTH)
        self._row, self._listed = row, [one for one in listed if not one.is_confirmed]
        only = _("只确认 {code} {name}").format(code=row.code, name=row.name)
        every = _("列出的 {n} 项都确认").format(n=len(self._listed))
        self.which = ChoiceEdit([Option(False, only), Option(True, every)])
        self.which.set_value(False)
        self.add_row("which", _("确认"), self.which, required=True, missing=_("还没有选择"))
        self.finish_rows("which")

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("已确认 {n} 项").format(n=len(self._chosen()))

    def submit(self) -> None:
        """Confirm."""
        self.send(table4.confirm, [one.id for one in self._chosen()])

    def _chosen(self) -> Sequence[RowView]:
        return self._listed if self.which.value() else [self._row]
