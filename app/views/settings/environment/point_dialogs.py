"""One point, and a table of points brought in."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app import clock
from app.i18n import _
from app.models.environment.standard import Frequency
from app.services.environment import table4
from app.services.environment.table4 import RowView
from app.services.environment.upkeep import places, point_imports, points
from app.services.environment.upkeep.places import PlaceView
from app.services.environment.upkeep.point_imports import Reading
from app.services.environment.upkeep.points import PointView
from app.services.operations import Desk
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.date_editors import DateEdit
from app.views.inputs.pick_editor import PickEdit, PickItem
from app.views.settings.environment.limit_cells import frequency_words, limit_words
from app.views.settings.sub_page import use_choice
from app.views.settings.table_dialog import TableDialog

_WIDTH = 660


class PointDialog(FormDialog):
    """Where what is checked, and how often; the code comes of itself and stays."""

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        point: PointView | None = None,
        only: int = 0,
    ) -> None:
        super().__init__(
            context,
            parent,
            _("检查点 {code}").format(code=point.code) if point else _("新增检查点"),
            _("编码不变；做过的检查保留当时的地点。")
            if point
            else _("编码自动给出，如 E25-02，空白表上印它。"),
            icon="thermometer",
            adds=point is None,
        )
        self.setMinimumWidth(_WIDTH)
        self.point, self._only = point, only
        self.what = PickEdit(placeholder=_("编码、项目或首字母，如 E25"))
        self.place = PickEdit(placeholder=_("地点、科室或首字母"))
        self.frequency = PickEdit([PickItem(one, _(one.label)) for one in Frequency])
        self.since = DateEdit()
        self.active = use_choice()
        self._add_rows()
        context.ask(self, places.places, self._take_places, None)
        if point is None:
            context.ask(self, table4.rows, self._take_rows, None)

    def done_words(self) -> str:
        """What the strip says afterwards."""
        if self.point is None:
            return _("已新增检查点：{place} {what}").format(
                place=self.place.text(), what=self.what.text()
            )
        return _("已保存检查点 {code}").format(code=self.point.code)

    def submit(self) -> None:
        """Add or change."""
        place, frequency = self.place.value(), self.frequency.value()
        assert isinstance(place, int)
        often = frequency if isinstance(frequency, Frequency) else None
        if self.point is not None:
            active = bool(self.active.value())
            self.send(points.change, self.point.id, place, often, active)
            return
        what = self.what.value()
        assert isinstance(what, tuple)
        item_id, line = what
        self.send(points.add, item_id, line, place, often, self.since.value())

    def _add_rows(self) -> None:
        place_help = _("没有的地点先在“检查地点”里建")
        self.add_row(
            "place", _("地点"), self.place, required=True, missing=_("还没有选地点"),
            help_text=place_help,
        )  # fmt: skip
        often_help = _("空着按表 4 的频次；重点部门可以更勤")
        if self.point is None:
            self.add_row(
                "line", _("项目"), self.what, required=True, missing=_("还没有选项目和限值")
            )
            self.add_row("frequency", _("频次"), self.frequency, help_text=often_help)
            self.add_row(
                "planned_from", _("排自"), self.since, required=True,
                missing=_("还没有填写从哪天开始排"), help_text=_("今天或以后的一天"),
            )  # fmt: skip
            self.since.set_value(clock.today())
        else:
            self.add_row("frequency", _("频次"), self.frequency, help_text=often_help)
            self.add_row(
                "active", _("状态"), self.active, required=True, missing=_("还没有选状态"),
                help_text=_("停用后不再排；再启用时从那天排起"),
            )  # fmt: skip
            self.active.set_value(self.point.point.active)
            self.frequency.set_value(self.point.point.own_frequency)
        self.finish_rows("place")

    def _take_places(self, found: list[PlaceView]) -> None:
        now = self.point.point.place_id if self.point else None
        self.place.set_items(
            [
                PickItem(one.id, one.name, one.department, one.initials)
                for one in found
                if one.id == now
                or (one.active and (not self._only or one.department_id == self._only))
            ]
        )
        self.place.set_value(now)

    def _take_rows(self, found: list[RowView]) -> None:
        self.what.set_items(
            [
                PickItem(
                    (row.id, line.line),
                    " ".join(part for part in (row.code, row.name, line.shown.name) if part),
                    f"{limit_words(line.shown)} {frequency_words(line.shown)}",
                    row.initials,
                )
                for row in found
                if row.active
                for line in row.lines
                if line.shown.enabled
            ]
        )


class PointTableDialog(TableDialog):
    """What the table names is added; what is in use already stays as it is."""

    reading: Reading | None

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(
            context,
            parent,
            _("导入检查点"),
            _(
                "表头要有“项目编码”“地点”“科室”三列，“限值”“频次”有就一并导入；一个项目有几条限值时，"
                "“限值”写是哪一条。没有的地点会建出来，已有的检查点不动，都从今天排起。"
            ),
            _("选检查点表"),
        )
        self.body.addWidget(self.error)
        self.begin()

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("已导入检查点 {n} 个").format(n=self.reading.new if self.reading else 0)

    def submit(self) -> None:
        """Take the table over."""
        if self.reading is not None:
            self.send(point_imports.import_table, self.reading)

    def read_table(self, desk: Desk, path: Path) -> Reading:
        """Read a file."""
        return point_imports.read_table(desk, path)

    def file_words(self, reading: Reading) -> str:
        """Which file and sheet, how many points."""
        table = reading.table
        return _("{file}，工作表“{sheet}”，{n} 个检查点").format(
            file=table.file, sheet=table.sheet, n=len(table.points)
        )

    def good_words(self, reading: Reading) -> str:
        """What is new."""
        words = _("新增检查点 {n} 个").format(n=reading.new)
        if reading.new_places:
            words += _("；新建地点 {n} 个").format(n=reading.new_places)
        return words
