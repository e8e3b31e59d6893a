"""Bringing a holiday table in: choose the file, see all of its mistakes at once, take it over."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.i18n import _
from app.services.operations import Desk
from app.services.upkeep import holidays
from app.services.upkeep.holiday_tables import Mistake
from app.services.upkeep.holidays import Reading
from app.views import messages, theme
from app.views.context import Context
from app.views.inputs.text_editors import LineEdit
from app.views.settings.form_dialog import FormDialog
from app.views.widgets.buttons import outlined
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.labels import IconText, label
from app.views.widgets.table import TableColumn

_COLUMNS = (
    TableColumn(64),
    TableColumn(56),
    TableColumn(190),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
)
_WIDTH = 760
_TABLE_HEIGHT = 280


class HolidayDialog(FormDialog):
    """Nothing is written before the table has no mistake and its source is named."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(
            context,
            parent,
            _("导入节假日表"),
            _(
                "表头要有“日期”和“安排”两列，“安排”写 放假 或 上班；一段假期写一行时加“至”列，"
                "“名称”可有可无。一张表要有完整的一年。"
            ),
            icon="ring-i",
            act=_("导入"),
            leave=_("先不导入"),
        )
        self.setMinimumWidth(_WIDTH)
        self._path: Path | None = None
        self.reading: Reading | None = None
        self.choose = outlined(_("选文件…"), "folder")
        self.again = outlined(_("改好后重新试"), "refresh")
        self.file = label(_("还没有选文件：.xlsx、.xls、.ods 或 .csv"), "muted", wrap=True)
        self.verdict = IconText("check", "", "pass", "strong")
        headings = (_("行"), _("列"), _("表里写的"), _("应当是"))
        self.mistakes = CellList(_("要改的地方"), headings, _COLUMNS, theme.ROW_DRY_RUN)
        self.source = LineEdit(
            max_length=holidays.SOURCE_LIMIT, placeholder=_("如 国办发明电〔2026〕7 号")
        )
        self._fill()
        self.choose.clicked.connect(self._choose_file)
        self.again.clicked.connect(self._read)
        self._show(None)

    def done_words(self) -> str:
        """What the strip says afterwards."""
        years = self.reading.block.years if self.reading else ()
        return _("已导入 {years} 年节假日").format(years="、".join(map(str, years)))

    def read_file(self, path: Path) -> None:
        """Read a table and show what it says."""
        self._path = path
        self._read()

    def submit(self) -> None:
        """Take the table over."""
        if self.reading is not None:
            self.send(holidays.import_table, self.reading, self.source.value() or "")

    def _fill(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.choose)
        row.addWidget(self.again)
        row.addWidget(self.file, 1)
        self.mistakes.setFixedHeight(_TABLE_HEIGHT)
        self.body.addLayout(row)
        self.body.addWidget(self.verdict)
        self.body.addWidget(self.mistakes)
        self.add_row(
            "source",
            _("依据"),
            self.source,
            required=True,
            missing=_("写明依据：哪个通知、文号"),
            help_text=_("显示在每一天的旁边，也写进审计"),
        )
        self.finish_rows("source")
        self.focus_first(self.choose)

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("选节假日表"), "", _("表格 (*.xlsx *.xls *.ods *.csv)")
        )
        if name:
            self.read_file(Path(name))

    def _read(self) -> None:
        if self._path is None:
            return
        path, desk = self._path, self.context.desk
        self.error.show_text("")
        self.choose.setEnabled(False)
        self.context.jobs.file(
            self, lambda _progress: _read_table(desk, path), self._show, self._not_read
        )

    def _not_read(self, error: Exception) -> None:
        self._show(None)
        self.again.setVisible(self._path is not None)
        self.file.setText(self._path.name if self._path else "")
        messages.show(self, error)

    def _show(self, reading: Reading | None) -> None:
        self.reading = reading
        self.choose.setEnabled(True)
        self.again.setVisible(reading is not None)
        is_good = reading is not None and not reading.mistakes
        self.act.setEnabled(is_good)
        self.verdict.setVisible(reading is not None)
        self.mistakes.setVisible(reading is not None and not is_good)
        self.rows["source"].setVisible(is_good)
        if reading is not None:
            self.file.setText(
                _("{file}，工作表“{sheet}”，{n} 行").format(
                    file=reading.file, sheet=reading.sheet, n=reading.rows
                )
            )
            self._show_mistakes(reading)
            words = _good_words(reading) if is_good else _bad_words(reading)
            tone = "pass" if is_good else "fail"
            self.verdict.set_content("check" if is_good else "octagon", words, tone)
        if is_good:
            self.rows["source"].focus()
        self.adjustSize()

    def _show_mistakes(self, reading: Reading) -> None:
        rows = [_row(one) for one in reading.mistakes]
        self.mistakes.set_rows(list(range(len(rows))), rows)
        self.mistakes.set_footer(_("{n} 处要改，还没有写入任何数据").format(n=len(rows)))


def _read_table(desk: Desk, path: Path) -> Reading:
    return holidays.read_table(desk, path)


def _row(one: Mistake) -> tuple[Cell, ...]:
    return (
        Cell(str(one.row) if one.row else _("全表")),
        Cell(one.column or "—", "text2"),
        Cell(one.found, "fail_fg"),
        Cell(one.expected, "text2"),
    )


def _good_words(reading: Reading) -> str:
    parts = [
        _("{year} 年：平日放假 {off} 天，周末上班 {worked} 天").format(
            year=one.year, off=one.off, worked=one.worked
        )
        for one in reading.years
    ]
    if reading.changed_days:
        parts.append(_("其中 {n} 天与已有的日历不同，以这张表为准").format(n=reading.changed_days))
    return "；".join(parts)


def _bad_words(reading: Reading) -> str:
    return _("有 {n} 处要改。改好存盘后按“改好后重新试”").format(n=len(reading.mistakes))
