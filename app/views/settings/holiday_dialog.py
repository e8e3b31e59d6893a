"""Bringing a holiday table in: every mistake at once, and where the table comes from."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.operations import Desk
from app.services.upkeep import holidays
from app.services.upkeep.holidays import Reading
from app.views.context import Context
from app.views.inputs.text_editors import LineEdit
from app.views.settings.table_dialog import TableDialog


class HolidayDialog(TableDialog):
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
            _("选节假日表"),
        )
        self.reading: Reading | None = None
        self.source = LineEdit(
            max_length=holidays.SOURCE_LIMIT, placeholder=_("如 国办发明电〔2026〕7 号")
        )
        self.add_row(
            "source",
            _("依据"),
            self.source,
            required=True,
            missing=_("写明依据：哪个通知、文号"),
            help_text=_("显示在每一天的旁边，也写进审计"),
        )
        self.finish_rows("source")
        self.begin()

    def done_words(self) -> str:
        """What the strip says afterwards."""
        years = self.reading.block.years if self.reading else ()
        return _("已导入 {years} 年节假日").format(years="、".join(map(str, years)))

    def submit(self) -> None:
        """Take the table over."""
        if self.reading is not None:
            self.send(holidays.import_table, self.reading, self.source.value() or "")

    def read_table(self, desk: Desk, path: Path) -> Reading:
        """Read a file."""
        return holidays.read_table(desk, path)

    def take_reading(self, reading: Reading | None) -> None:
        """The source is asked for when the table is good."""
        self.reading = reading
        is_good = reading is not None and not reading.mistakes
        self.rows["source"].setVisible(is_good)
        if is_good:
            self.rows["source"].focus()

    def file_words(self, reading: Reading) -> str:
        """Which file and sheet, how many rows."""
        return _("{file}，工作表“{sheet}”，{n} 行").format(
            file=reading.file, sheet=reading.sheet, n=reading.rows
        )

    def good_words(self, reading: Reading) -> str:
        """The years it makes known."""
        parts = [
            _("{year} 年：平日放假 {off} 天，周末上班 {worked} 天").format(
                year=one.year, off=one.off, worked=one.worked
            )
            for one in reading.years
        ]
        if reading.changed_days:
            parts.append(
                _("其中 {n} 天与已有的日历不同，以这张表为准").format(n=reading.changed_days)
            )
        return "；".join(parts)
