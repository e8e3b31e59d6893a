"""导入调查表: sheets from a table; all of its mistakes are shown at once, and it comes in whole or not at all."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.operations import Desk
from app.services.surveys import sheet_import
from app.services.surveys.sheet_import import Reading
from app.views.context import Context
from app.views.settings.table_dialog import TableDialog


class ImportSheetsDialog(TableDialog):
    """One row for each sheet, one column for each question."""

    reading: Reading | None

    def __init__(self, context: Context, survey_id: int, parent: QWidget | None) -> None:
        super().__init__(
            context, parent, _("导入调查表"),
            _("一行一张表，一题一列：列名写题号或题目，格里写 1–5 或“很满意”这样的字，不适用写 0，未答空着；"
              "另有“科室”列。全部没错才导入。"),
            _("选调查表的表格"),
        )  # fmt: skip
        self._survey_id = survey_id
        self._departments = {one.text: one.id for one in context.directory.departments}
        self.body.addWidget(self.error)
        self.begin()

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("已导入调查表 {n} 张").format(n=len(self.reading.sheets) if self.reading else 0)

    def submit(self) -> None:
        """Take the table over."""
        if self.reading is not None:
            self.send(sheet_import.bring_in, self._survey_id, self.reading)

    def read_table(self, desk: Desk, path: Path) -> Reading:
        """Read a file."""
        return sheet_import.read(desk, self._survey_id, path, self._departments)

    def file_words(self, reading: Reading) -> str:
        """Which file and sheet, how many papers."""
        return _("{file}，工作表“{sheet}”，{n} 张").format(
            file=reading.file, sheet=reading.sheet, n=len(reading.sheets)
        )

    def good_words(self, reading: Reading) -> str:
        """What taking it over does."""
        return _("没有错，可以导入 {n} 张").format(n=len(reading.sheets))
