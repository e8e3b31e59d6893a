"""How many blank sheets, and which printed ones are still to be keyed in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.registers.register import Register
from app.services.slips import issuing
from app.services.slips.issuing import Waiting
from app.views import theme
from app.views.asking.dialogs import Dialog
from app.views.context import Context
from app.views.inputs.fields import FieldRow
from app.views.inputs.text_editors import NumberEdit
from app.views.registers.moments import moment_words
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.labels import label
from app.views.widgets.table import TableColumn

_ROWS = 9
_WIDTH = 720


class CountDialog(Dialog):
    """Asks how many blank sheets are wanted, each with a code of its own."""

    def __init__(self, parent: QWidget | None, register: Register) -> None:
        super().__init__(
            parent, _("印空白{item}单").format(item=_(register.item)),
            _("每张有自己的单据码。手写以后扫码或输入 6 位单据码，就回到那一张；编号在登记时才给。"),
            icon="printer",
        )  # fmt: skip
        self.count = NumberEdit(minimum=1, maximum=issuing.AT_ONCE, unit=_("张"))
        self.count.set_value(1)
        self.row = FieldRow(
            _("张数"), self.count, required=True,
            help_text=_("一次 1 到 {n} 张").format(n=issuing.AT_ONCE),
        )  # fmt: skip
        self.body.addWidget(self.row)
        self.act = self.add_primary(_("预览并打印"), self._on_act, "printer")
        self.add_button(_("先不印"), self.reject, "close")
        self.focus_first(self.count.first_input())

    def number(self) -> int:
        """How many."""
        return int(self.count.value() or 1)

    def _on_act(self) -> None:
        if self.row.validate():
            self.accept()
        else:
            self.row.focus()


class WaitingDialog(Dialog):
    """The printed slips that have not come back, newest first."""

    chosen = Signal(str)
    changed = Signal()

    def __init__(self, context: Context, register: Register, parent: QWidget | None) -> None:
        super().__init__(
            parent, _("已打印待回录"),
            _("扫单据上的二维码会直接打开那一张。丢掉不用的可以去掉，写了内容的去不掉。"),
            icon="scan",
        )  # fmt: skip
        self._context, self._register = context, register
        self.list = CellList(
            _("已打印待回录"),
            (_("单据码"), _("打印时间"), _("打印人"), _("已写内容")),
            (
                TableColumn(theme.WIDTHS["column_date"]),
                TableColumn(theme.WIDTHS["column_number"]),
                TableColumn(theme.WIDTHS["column_person"]),
                TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
            ),
        )
        self.list.setFixedHeight(theme.TABLE_HEAD_HEIGHT + (_ROWS + 1) * theme.ROW_REGISTER)
        self.words = label("", "muted")
        self.body.addWidget(self.list)
        self.body.addWidget(self.words)
        self.setMinimumWidth(_WIDTH)
        self.drop = self.add_harmful(_("去掉这张"), self._drop)
        self.open_button = self.add_primary(_("打开回录"), self._open, "edit")
        self.add_button(_("关闭"), self.reject, "close")
        self.focus_first(self.list.view)
        self.list.opened.connect(lambda _key: self._open())
        self._show([])
        self._reload()

    def _reload(self) -> None:
        self._context.ask(self, issuing.waiting, self._show, None, self._register)

    def _show(self, slips: list[Waiting]) -> None:
        self.list.set_rows([one.code for one in slips], [self._cells(one) for one in slips])
        self.list.set_footer(_("共 {n} 张").format(n=len(slips)))
        if slips and self.list.current() is None:
            self.list.view.select_row(0)
        self.words.setText("" if slips else _("没有印出去还没回录的单据"))
        self.words.setVisible(not slips)
        for button in (self.drop, self.open_button):
            button.setEnabled(bool(slips))

    def _cells(self, one: Waiting) -> tuple[Cell, ...]:
        texts = [one.values.get(name) for name in self._register.subject]
        subject = next((str(text) for text in texts if text), "")
        written = " ".join(subject.split()) or (_("写了一部分") if one.values else _("空白"))
        return (
            Cell(one.code), Cell(moment_words(one.printed_at), "text2"), Cell(one.person, "text2"),
            Cell(written, "text" if one.values else "text2"),
        )  # fmt: skip

    def _open(self) -> None:
        code = self.list.current()
        if isinstance(code, str):
            self.accept()
            self.chosen.emit(code)

    def _drop(self) -> None:
        code = self.list.current()
        if isinstance(code, str):
            self._context.run(
                self, issuing.take_back, self._on_dropped, None, self._register, (code,)
            )

    def _on_dropped(self, gone: int) -> None:
        self._reload()
        self.changed.emit()
        self.words.setVisible(not gone)
        self.words.setText("" if gone else _("这张已经写了内容，没有去掉；打开以后登记或放弃"))
