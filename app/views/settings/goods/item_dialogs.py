"""Bringing the catalogue of goods in, and one item of it."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.models.materials.item import ItemCategory
from app.services.operations import Desk
from app.services.upkeep import items
from app.services.upkeep.item_tables import LIMITS
from app.services.upkeep.items import ItemView, Reading
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.choice_editors import ChoiceEdit
from app.views.inputs.combo import Option
from app.views.inputs.fields import Editor
from app.views.inputs.pick_editor import PickEdit, PickItem
from app.views.inputs.text_editors import CodeEdit, LineEdit
from app.views.settings.sub_page import use_choice
from app.views.settings.table_dialog import TableDialog, named


class ItemTableDialog(TableDialog):
    """What the table names is new or changed; what it does not name stays as it is."""

    reading: Reading | None

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(
            context,
            parent,
            _("导入物品目录"),
            _(
                "表头要有“编码”“名称”“类别”“单位”四列，“规格”“型号”“生产企业”“注册证号”“植入”有就一并导入。"
                "编码已有的按表里改，没有的新增；表里没有的物品不动。"
            ),
            _("选物品目录表"),
        )
        self.body.addWidget(self.error)
        self.begin()

    def done_words(self) -> str:
        """What the strip says afterwards."""
        count = len(self.reading.table.items) if self.reading else 0
        return _("已导入物品目录 {n} 种").format(n=count)

    def submit(self) -> None:
        """Take the table over."""
        if self.reading is not None:
            self.send(items.import_table, self.reading)

    def read_table(self, desk: Desk, path: Path) -> Reading:
        """Read a file."""
        return items.read_table(desk, path)

    def file_words(self, reading: Reading) -> str:
        """Which file and sheet, how many items."""
        table = reading.table
        return _("{file}，工作表“{sheet}”，{n} 种").format(
            file=table.file, sheet=table.sheet, n=len(table.items)
        )

    def good_words(self, reading: Reading) -> str:
        """What is new and what is other."""
        words = _("新增 {n} 种").format(n=reading.new)
        if reading.changed:
            which = named(reading.changed)
            words += _("；改动 {n} 种：{which}").format(n=len(reading.changed), which=which)
        return words


class ItemDialog(FormDialog):
    """A new item, or another specification, maker, in use or not."""

    def __init__(
        self, context: Context, parent: QWidget | None, item: ItemView | None = None
    ) -> None:
        super().__init__(
            context,
            parent,
            _("{name} {code}").format(name=item.name, code=item.code) if item else _("新增物品"),
            _("已经登记的到货不变，以后登记的按新的来。") if item else "",
            icon="package",
            adds=item is None,
        )
        self.item = item
        self.editors: dict[str, Editor] = {
            name: LineEdit(max_length=limit) for name, limit in LIMITS.items()
        }
        self.editors["code"] = CodeEdit(max_length=LIMITS["code"])
        self.editors["category"] = PickEdit(
            [PickItem(one.value, _(one.label)) for one in ItemCategory]
        )
        self.editors["implant"] = ChoiceEdit([Option(True, _("是")), Option(False, _("否"))])
        self.active = use_choice()
        self._add_rows()
        self.finish_rows("name" if item else "code")

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("已保存 {name}").format(name=self.editors["name"].value() or "")

    def submit(self) -> None:
        """Add or change."""
        given = {name: editor.value() for name, editor in self.editors.items()}
        if self.item is None:
            self.send(items.add, given)
        else:
            del given["code"]  # what lots and other systems know it by
            self.send(items.change, self.item.id, given, bool(self.active.value()))

    def _add_rows(self) -> None:
        item = self.item
        labels = {
            "code": _("编码"), "name": _("名称"), "category": _("类别"), "specification": _("规格"),
            "model": _("型号"), "unit": _("单位"), "manufacturer": _("生产企业"),
            "registration_number": _("注册证号"), "implant": _("植入"),
        }  # fmt: skip
        for name, text in labels.items():
            if name == "code" and item is not None:
                continue
            needed = items.NEEDED.get(name, "")
            helped = _("植入物的记录永久保存") if name == "implant" else ""
            self.add_row(
                name, text, self.editors[name], required=bool(needed), help_text=helped,
                missing=_(needed) if needed else "",
            )  # fmt: skip
            self.editors[name].set_value(getattr(item, name) if item else None)
        if item is None:
            self.editors["implant"].set_value(False)
            return
        self.add_row("active", _("状态"), self.active, required=True, missing=_("还没有选状态"))
        self.active.set_value(item.active)
