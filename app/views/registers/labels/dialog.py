"""On which paper and printer labels go: asked the first time on a PC, and when somebody wants it other."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.labels.sizes import size_of
from app.views.asking.dialogs import Dialog
from app.views.inputs.choice_editors import ChoiceEdit
from app.views.inputs.combo import Option
from app.views.inputs.fields import FieldRow
from app.views.inputs.text_editors import NumberEdit
from app.views.printing import printers
from app.views.registers.labels.paper import LabelPaper, printer_of, sizes, start_of
from app.views.widgets.frames import NoticeBar

PRINT, PDF = "print", "pdf"
COPIES_MOST = 50
_WIDTH = 660


class LabelDialog(Dialog):
    """Paper, printer, how many of each; on a part-used sheet also where to begin."""

    def __init__(self, parent: QWidget | None, count: int, paper: LabelPaper) -> None:
        text = _("纸张和打印机记在这台电脑上，下次按 Ctrl+B 直接打印。")
        super().__init__(
            parent, _("打印 {n} 件物品的标签").format(n=count), text, icon="printer"
        )  # fmt: skip
        self.how = PRINT
        self._paper = paper
        self._printers = printers.names()
        self.sheet = ChoiceEdit([Option(one.name, one.words) for one in sizes()])
        self.copies = NumberEdit(minimum=1, maximum=COPIES_MOST, unit=_("张"))
        self.start = NumberEdit(minimum=1, maximum=max(one.places for one in sizes()))
        self.rows = {"size": FieldRow(_("标签纸"), self.sheet, required=True)}
        self.printer: ChoiceEdit | None = None
        if self._printers:
            self.printer = ChoiceEdit([Option(name, name) for name in self._printers])
            self.rows["printer"] = FieldRow(_("打印机"), self.printer, required=True)
        self.rows |= {
            "copies": FieldRow(_("每件"), self.copies, required=True),
            "start": FieldRow(
                _("起始位置"), self.start, required=True,
                help_text=_("用过一部分的标签纸从第几枚起，从左到右、从上到下数"),
            ),
        }  # fmt: skip
        self.lacking = NoticeBar("wait", _("这台电脑上没有打印机"), _(
            "可以存为 PDF，拿到有打印机的电脑上打印；或请管理员装好打印机再试。"
        ))  # fmt: skip
        self._lay_out()
        self._fill()

    def paper(self) -> LabelPaper:
        """What was chosen."""
        size = size_of(str(self.sheet.value()))
        start = int(self.start.value() or 1) if size.is_sheet else 1
        return LabelPaper(size, self._chosen(), start, int(self.copies.value() or 1))

    def _lay_out(self) -> None:
        self.setMinimumWidth(_WIDTH)
        self.body.addWidget(self.lacking)
        for row in self.rows.values():
            self.body.addWidget(row)
        self.lacking.set_closable(False)
        self.lacking.setVisible(not self._printers)
        self.rows["size"].set_check(lambda: "" if self.sheet.value() else _("选一种标签纸"))
        self.rows["start"].set_check(self._wrong_start)
        if self._printers:
            self.rows["printer"].set_check(lambda: "" if self._chosen() else _("选一台打印机"))
            self.act = self.add_primary(_("打印"), lambda: self._take(PRINT), "printer")
            self.save = self.add_button(_("存为 PDF…"), lambda: self._take(PDF), "save")
        else:
            self.act = self.save = self.add_primary(_("存为 PDF…"), lambda: self._take(PDF), "save")
        self.add_button(_("先不打"), self.reject, "close")
        self.sheet.changed.connect(self._on_size)
        self.focus_first(self.act if self._is_ready() else self.sheet.first_input())

    def _fill(self) -> None:
        self.sheet.set_value(self._paper.size.name)
        self.copies.set_value(self._paper.copies)
        self.start.set_value(self._paper.start)
        self._on_size()
        if self._is_ready():
            self.focus_first(self.act)

    def _is_ready(self) -> bool:
        """Whether nothing has to be chosen before it can go."""
        return self.sheet.value() is not None and bool(self._chosen() or not self._printers)

    def _chosen(self) -> str:
        return str(self.printer.value() or "") if self.printer is not None else ""

    def _on_size(self) -> None:
        """Another paper lies in another printer, and begins where it ended."""
        size = size_of(str(self.sheet.value()))
        self.rows["start"].setVisible(size.is_sheet)
        is_other = size.name != self._paper.size.name
        if is_other:
            self._paper = replace(self._paper, size=size)
            self.start.set_value(start_of(size))
        if self.printer is not None and (is_other or not self._chosen()):
            only = self._printers[0] if len(self._printers) == 1 else None
            self.printer.set_value(printer_of(size) or only)

    def _wrong_start(self) -> str:
        size = size_of(str(self.sheet.value()))
        if not size.is_sheet or 1 <= int(self.start.value() or 0) <= size.places:
            return ""
        return _("这种纸每页 {n} 枚，从 1 到 {n} 选").format(n=size.places)

    def _take(self, how: str) -> None:
        self.how = how
        asked = [
            row for name, row in self.rows.items()
            if row.isVisibleTo(self) and not (name == "printer" and how == PDF)
        ]  # fmt: skip
        wrong = [row for row in asked if not row.validate()]
        if wrong:
            wrong[0].focus()
        else:
            self.accept()
