"""系统 › 编号: the prefix of each register and whether its numbers begin anew each month or year."""

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.services.access import Permission
from app.services.registers import catalog
from app.services.upkeep import number_shapes
from app.services.upkeep.number_shapes import ShapeView
from app.views import theme
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.choice_editors import ChoiceEdit
from app.views.inputs.combo import Option
from app.views.inputs.text_editors import CodeEdit
from app.views.settings.entry_page import EntryPage
from app.views.widgets.cells import Cell
from app.views.widgets.labels import label
from app.views.widgets.table import TableColumn

_COLUMNS = (
    TableColumn(200),
    TableColumn(100),
    TableColumn(200),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
)


class NumbersPage(EntryPage):
    """The registers with their next number."""

    permission = Permission.CONFIGURE
    tables = frozenset({"setting", *(one.name for one in catalog.REGISTERS)})
    keys = (("Enter", N_("修改")), ("F5", N_("重新载入")))

    def __init__(self, context: Context) -> None:
        headings = (_("台账"), _("前缀"), _("从 1 起编"), _("您科室的下一个编号"))
        super().__init__(context, _("编号"), headings, _COLUMNS)

    def refusal(self) -> str:
        """Why this person can only look."""
        return _("您的角色只能看编号规则。修改由职能科室负责人或系统管理员办理")

    def reload(self) -> None:
        """Read them anew."""
        self.context.ask(self, number_shapes.shapes, self._show, None)

    def dialog(self, entry: ShapeView) -> "NumberDialog":
        """A register's."""
        return NumberDialog(self.context, self.window(), entry)

    def _show(self, shapes: list[ShapeView]) -> None:
        self.show_entries(
            {one.register: one for one in shapes},
            [_row(one) for one in shapes],
            _("给过的编号不变、不重用；作废的号也占着"),
        )


def _row(one: ShapeView) -> tuple[Cell, ...]:
    return (
        Cell(one.title),
        Cell(one.shape.prefix),
        Cell(_("每年") if one.shape.yearly else _("每月")),
        Cell(one.next_number, "text2"),
    )


class NumberDialog(FormDialog):
    """Prefix and period, with the next number as an example while one types."""

    def __init__(self, context: Context, parent: QWidget | None, found: ShapeView) -> None:
        super().__init__(
            context,
            parent,
            _("{title}的编号").format(title=found.title),
            _(
                "从下一件登记开始用；以前的编号不变。没用过的前缀从 0001 起，用过的接着编，一个不漏。"
            ),
            icon="tag",
        )
        self.register = found.register
        self.prefix = CodeEdit(max_length=number_shapes.LONGEST)
        self.period = ChoiceEdit([Option(False, _("每月")), Option(True, _("每年"))])
        self.example = label("", "strong")
        self.add_row(
            "prefix",
            _("前缀"),
            self.prefix,
            required=True,
            missing=_("还没有写前缀"),
            help_text=_("程序自带的是 {prefix}").format(prefix=found.own_prefix),
        )
        self.add_row(
            "yearly", _("从 1 起编"), self.period, required=True, missing=_("还没有选每月或每年")
        )
        self.body.addWidget(self.example)
        self.prefix.set_value(found.shape.prefix)
        self.period.set_value(found.shape.yearly)
        self.prefix.changed.connect(self._show_example)
        self.period.changed.connect(self._show_example)
        self.finish_rows("prefix")
        self._show_example()

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("编号规则已保存")

    def submit(self) -> None:
        """Keep them."""
        self.send(
            number_shapes.change,
            self.register,
            self.prefix.value() or "",
            bool(self.period.value()),
        )

    def _show_example(self) -> None:
        prefix = self.prefix.value() or ""
        if not prefix:
            self.example.setText("")
            return
        self.context.ask(
            self, number_shapes.example, self._on_example, None, prefix, bool(self.period.value())
        )

    def _on_example(self, number: str) -> None:
        self.example.setText(_("下一个编号：{number}").format(number=number))
