"""导入人次: the numbers of months from a table; all of its mistakes at once, in whole or not at all."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.operations import Desk
from app.services.reporting import activity_sheet
from app.services.reporting.activity_sheet import Reading
from app.services.upkeep.own_tables import Mistake
from app.views.context import Context
from app.views.settings.table_dialog import TableDialog


class ImportActivityDialog(TableDialog):
    """One row for each month."""

    reading: Reading | None

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(
            context, parent, _("导入门诊、出院人次"),
            _("一行一个月，三列：月份、门诊人次、出院人次。已有的月份按表里的改。全部没错才导入。"),
            _("选人次的表格"),
        )  # fmt: skip
        self.body.addWidget(self.error)
        self.begin()

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("已导入 {n} 个月的人次").format(n=len(self.reading.months) if self.reading else 0)

    def submit(self) -> None:
        """Take the table over."""
        if self.reading is not None:
            self.send(activity_sheet.bring_in, self.reading)

    def read_table(self, desk: Desk, path: Path) -> Reading:
        """Read a file."""
        return activity_sheet.read(path)

    def mistakes_of(self, reading: Reading) -> Sequence[Mistake]:
        """What is wrong with the table."""
        return reading.mistakes

    def file_words(self, reading: Reading) -> str:
        """Which file and sheet, how many months."""
        return _("{file}，工作表“{sheet}”，{n} 个月").format(
            file=reading.file, sheet=reading.sheet, n=len(reading.months)
        )

    def good_words(self, reading: Reading) -> str:
        """What taking it over does."""
        return _("没有错，可以导入 {n} 个月").format(n=len(reading.months))
