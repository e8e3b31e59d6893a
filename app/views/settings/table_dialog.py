"""Bringing a table of the hospital in: choose the file, see all of its mistakes at once, take it over."""

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.i18n import _
from app.services.operations import Desk
from app.services.upkeep.own_tables import Mistake
from app.views import messages, theme
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
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
_NAMED = 6
_TABLE_HEIGHT = 280


class TableDialog(FormDialog):
    """Nothing is written before the table has no mistake. What was read is a `reading` with `mistakes`."""

    def __init__(
        self, context: Context, parent: QWidget | None, title: str, text: str, choose: str
    ) -> None:
        super().__init__(
            context, parent, title, text, icon="ring-i", act=_("导入"), leave=_("先不导入")
        )
        self.setMinimumWidth(_WIDTH)
        self.reading: Any = None
        self._path: Path | None = None
        self._choose_title = choose
        self.choose = outlined(_("选文件…"), "folder")
        self.again = outlined(_("改好后重新试"), "refresh")
        self.file = label(_("还没有选文件：.xlsx、.xls、.ods 或 .csv"), "muted", wrap=True)
        self.verdict = IconText("check", "", "pass", "strong")
        headings = (_("行"), _("列"), _("表里写的"), _("应当是"))
        self.mistakes = CellList(_("要改的地方"), headings, _COLUMNS, theme.ROW_DRY_RUN)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.choose)
        row.addWidget(self.again)
        row.addWidget(self.file, 1)
        self.mistakes.setFixedHeight(_TABLE_HEIGHT)
        self.body.addLayout(row)
        self.body.addWidget(self.verdict)
        self.body.addWidget(self.mistakes)
        self.choose.clicked.connect(self._choose_file)
        self.again.clicked.connect(self._read)

    @abstractmethod
    def read_table(self, desk: Desk, path: Path) -> Any:
        """Read a file off the GUI thread, without writing."""

    def take_reading(self, reading: Any) -> None:
        """Keep what was read; None: nothing is read yet, or it could not be."""
        self.reading = reading
        if reading is not None and not reading.mistakes:
            self.act.setFocus()

    @abstractmethod
    def file_words(self, reading: Any) -> str:
        """Which file and sheet, how many rows."""

    @abstractmethod
    def good_words(self, reading: Any) -> str:
        """What taking the table over will do."""

    def begin(self) -> None:
        """Once everything is in its place: where the keyboard begins, and nothing read yet."""
        self.focus_first(self.choose)
        self._show(None)

    def read_file(self, path: Path) -> None:
        """Read a table and show what it says."""
        self._path = path
        self._read()

    def _choose_file(self) -> None:
        kinds = _("表格 (*.xlsx *.xls *.ods *.csv)")
        name, _kind = QFileDialog.getOpenFileName(self, self._choose_title, "", kinds)
        if name:
            self.read_file(Path(name))

    def _read(self) -> None:
        if self._path is None:
            return
        path, desk = self._path, self.context.desk
        self.error.show_text("")
        self.choose.setEnabled(False)
        self.context.jobs.file(
            self, lambda _progress: self.read_table(desk, path), self._show, self._not_read
        )

    def _not_read(self, error: Exception) -> None:
        self._show(None)
        self.again.setVisible(self._path is not None)
        self.file.setText(self._path.name if self._path else "")
        messages.show(self, error)

    def _show(self, reading: Any) -> None:
        found = () if reading is None else reading.mistakes
        is_good = reading is not None and not found
        self.choose.setEnabled(True)
        self.again.setVisible(reading is not None)
        self.act.setEnabled(is_good)
        self.verdict.setVisible(reading is not None)
        self.mistakes.setVisible(reading is not None and not is_good)
        if reading is not None:
            self.file.setText(self.file_words(reading))
            self._show_mistakes(found)
            bad = _("有 {n} 处要改。改好存盘后按“改好后重新试”").format(n=len(found))
            words = self.good_words(reading) if is_good else bad
            icon, tone = ("check", "pass") if is_good else ("octagon", "fail")
            self.verdict.set_content(icon, words, tone)
        self.take_reading(reading)
        self.adjustSize()

    def _show_mistakes(self, found: Sequence[Mistake]) -> None:
        self.mistakes.set_rows(list(range(len(found))), [_row(one) for one in found])
        self.mistakes.set_footer(_("{n} 处要改，还没有写入任何数据").format(n=len(found)))


def named(codes: Sequence[str]) -> str:
    """Which entries a table would change; of many only the first."""
    return "、".join(codes[:_NAMED]) + ("…" if len(codes) > _NAMED else "")


def _row(one: Mistake) -> tuple[Cell, ...]:
    return (
        Cell(str(one.row) if one.row else _("全表")),
        Cell(one.column or "—", "text2"),
        Cell(one.found, "fail_fg"),
        Cell(one.expected, "text2"),
    )
