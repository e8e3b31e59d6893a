"""Taking a workbook into use: choose or drop it, read what was found in it, look at it, use it."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.i18n import _
from app.services.forms import Finding, Form
from app.services.templates import care
from app.services.templates.care import Examined
from app.views import messages, theme
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.printing.sample import SampleWindow
from app.views.widgets.buttons import outlined
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.labels import IconText, label
from app.views.widgets.table import TableColumn

_COLUMNS = (
    TableColumn(96),
    TableColumn(150),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
)
_WIDTH = 760
_TABLE_HEIGHT = 240
_ENDING = ".xlsx"


class TemplateDialog(FormDialog):
    """Nothing is taken over before the workbook is sound."""

    def __init__(
        self, context: Context, parent: QWidget | None, form: Form, path: Path | None = None
    ) -> None:
        super().__init__(
            context,
            parent,
            _("{form}：换用本院模板").format(form=_(form.title)),
            _(
                "先导出内置模板，用 WPS 或 Excel 改好另存为 .xlsx，再选到这里（也可以拖进来）。"
                "启用后新打印的都用它；已结案的记录仍按结案时的表式打印。"
            ),
            icon="ring-i",
            act=_("启用"),
            leave=_("先不换"),
        )
        self.setMinimumWidth(_WIDTH)
        self.setAcceptDrops(True)
        self._form = form
        self._path: Path | None = None
        self.examined: Examined | None = None
        self.choose = outlined(_("选文件…"), "folder")
        self.again = outlined(_("改好后重新试"), "refresh")
        self.look = outlined(_("看样张"), "eye")
        self.file = label(_("还没有选文件：.xlsx"), "muted", wrap=True)
        self.verdict = IconText("check", "", "pass", "strong")
        headings = (_("要不要改"), _("哪一格"), _("说明"))
        self.findings = CellList(_("检查结果"), headings, _COLUMNS, theme.ROW_DRY_RUN)
        self._fill()
        self.choose.clicked.connect(self._choose_file)
        self.again.clicked.connect(self._read)
        self.look.clicked.connect(self._look)
        self._show(None)
        if path is not None:
            self.read_file(path)

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("{form}已换用本院模板").format(form=_(self._form.title))

    def read_file(self, path: Path) -> None:
        """Examine a workbook and show what was found."""
        self._path = path
        self._read()

    def submit(self) -> None:
        """Take it into use."""
        if self.examined is not None:
            self.send(care.install, self.examined)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One workbook may be dropped."""
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Examine what was dropped."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.read_file(path)

    def _fill(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        for button in (self.choose, self.again, self.look):
            row.addWidget(button)
        row.addWidget(self.file, 1)
        self.findings.setFixedHeight(_TABLE_HEIGHT)
        self.body.addLayout(row)
        self.body.addWidget(self.verdict)
        self.body.addWidget(self.findings)
        self.body.addWidget(self.error)
        self.focus_first(self.choose)

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("选模板"), "", _("Excel 工作簿 (*.xlsx)"))
        if name:
            self.read_file(Path(name))

    def _read(self) -> None:
        if self._path is None:
            return
        path, desk, code = self._path, self.context.desk, self._form.code
        self.error.show_text("")
        self.choose.setEnabled(False)
        self.context.jobs.file(
            self, lambda _progress: care.examine(desk, code, path), self._show, self._not_read
        )

    def _not_read(self, error: Exception) -> None:
        self._show(None)
        self.again.setVisible(self._path is not None)
        messages.show(self, error)

    def _look(self) -> None:
        if self.examined is not None:
            window = SampleWindow(self.context, self._form.code, self.examined.template, self)
            window.show()

    def _show(self, examined: Examined | None) -> None:
        self.examined = examined
        is_sound = examined is not None and examined.is_sound
        self.choose.setEnabled(True)
        self.again.setVisible(examined is not None)
        self.look.setVisible(is_sound)
        self.act.setEnabled(is_sound)
        self.verdict.setVisible(examined is not None)
        self.findings.setVisible(examined is not None and bool(examined.findings))
        if examined is not None:
            self.file.setText(examined.template.file_name)
            found = examined.findings
            self.findings.set_rows(list(range(len(found))), [_row(one) for one in found])
            words = _good_words(found) if is_sound else _bad_words(found)
            tone = "pass" if is_sound else "fail"
            self.verdict.set_content("check" if is_sound else "octagon", words, tone)
        self.adjustSize()


def _row(one: Finding) -> tuple[Cell, ...]:
    must = Cell(_("要改"), "fail_fg") if one.fatal else Cell(_("可不改"), "text2")
    return (must, Cell(one.place or _("整张表"), "text2"), Cell(one.message))


def _good_words(found: tuple[Finding, ...]) -> str:
    if not found:
        return _("可以启用，没有发现问题")
    return _("可以启用，有 {n} 处提醒").format(n=len(found))


def _bad_words(found: tuple[Finding, ...]) -> str:
    fatal = sum(one.fatal for one in found)
    return _("有 {n} 处要改，还没有启用。改好存盘后按“改好后重新试”").format(n=fatal)


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and path.suffix.lower() == _ENDING else None
