"""库存: what lies in which zone and place, what is near its last day; for looking and for export."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app import clock
from app.i18n import N_, _
from app.services.access import Permission
from app.services.materials import stock_sheet, zones
from app.services.materials.zones import Asked, Line, Stock, Zone
from app.services.people import organisation
from app.services.people.organisation import Me
from app.services.registers.materials.material_lot import REGISTER
from app.views import messages, theme
from app.views.asking.dialogs import Dialog
from app.views.context import Context
from app.views.inputs.search_line import SearchLine
from app.views.registers.listing.exporting import choose_file
from app.views.registers.state_badges import state_badge
from app.views.widgets.buttons import Chip, ChipBar
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.frames import NoticeBar
from app.views.widgets.table import TableColumn

_WIDTH, _ROWS = 1240, 12
_W = theme.WIDTHS
_HEADS = (N_("分区"), N_("位置"), N_("名称规格"), N_("批号"), N_("有效期至"), N_("数量"), N_("单位"),
          N_("状态"), N_("编号"))  # fmt: skip
_COLUMNS = (
    TableColumn(_W["column_department"] + theme.MARGIN),
    TableColumn(_W["column_department"] + theme.MARGIN),
    TableColumn(_W["column_stretch_least"], stretch=True),
    TableColumn(_W["column_department"] + theme.MARGIN),
    TableColumn(_W["column_date"]),
    TableColumn(_W["count"]),
    TableColumn(_W["count"] - theme.MARGIN),
    TableColumn(_W["column_status"]),
    TableColumn(_W["column_number"], drop=1),
)


class StockDialog(Dialog):
    """It stays beside the other windows; Enter opens the lot."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        words = _("合格、待检、不合格、退货的物品各在哪里、还有多少；近效期的先发。")
        super().__init__(parent, _("库存"), words, icon="package")
        self.setModal(False)
        self.setMinimumWidth(_WIDTH)
        self._context = context
        self.asked = Asked()
        self._number = 0
        self.search = SearchLine(_("查找：品名、批号、供方、编号"), _("查找库存"))
        self.chips = ChipBar(_("分区"))
        self.list = CellList(_("库存"), [_(one) for one in _HEADS], _COLUMNS)
        self.list.setMinimumHeight(theme.TABLE_HEAD_HEIGHT + _ROWS * theme.ROW_REGISTER)
        self.notice = NoticeBar("info", "")
        self.notice.hide()
        for part in (self.search, self.chips, self.notice):
            self.body.addWidget(part)
        self.body.addWidget(self.list, 1)
        self.add_primary(_("打开"), self._open_current, "")
        self.add_button(_("关闭"), self.reject, "close")
        self.export_button = self.add_button(_("导出"), self.export, "export")
        self.export_button.hide()
        self._connect()
        self.focus_first(self.search)
        self.reload()

    def reload(self) -> None:
        """Look anew."""
        self._number += 1
        number = self._number

        def show(found: Stock) -> None:
            if number == self._number:
                self._show(found)

        self._context.ask(self, zones.stock, show, None, self.asked)

    def words(self) -> str:
        """What is asked for, in words."""
        watches = {one.name: one.label for one in REGISTER.watches}
        parts = [
            _("含“{text}”").format(text=self.asked.text) if self.asked.text else "",
            _(self.asked.zone.label) if self.asked.zone else "",
            _(watches[self.asked.watch]) if self.asked.watch else "",
        ]
        return "，".join(one for one in parts if one)

    def export(self) -> None:
        """Everything asked for, into a workbook."""
        suggested = Path.home() / f"{_('库存')} {clock.today():%Y-%m-%d}.xlsx"
        path = choose_file(self, suggested)
        if path is None:
            return
        desk, asked, words = self._context.desk, self.asked, self.words()

        def done(lines: int) -> None:
            said = _("已导出 {n} 批：{path}").format(n=lines, path=path)
            self.notice.show_notice("pass", said)

        self._context.jobs.file(
            self,
            lambda _progress: stock_sheet.export(desk, asked, words, path),
            done,
            lambda error: self.show_problem(messages.sentence(error)),
        )

    def show_problem(self, text: str) -> None:
        """Something failed; the list stays."""
        self.notice.show_notice("fail", text)

    # ---- inside --------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.search.asked.connect(lambda text: self._ask(text=text))
        self.search.list_wanted.connect(self._focus_list)
        self.chips.chosen.connect(lambda key: self._ask(zone=Zone(key) if key else None))
        self.chips.second_chosen.connect(lambda key: self._ask(watch=key))
        self.list.opened.connect(lambda _key: self._open_current())
        self._context.changed.connect(lambda _changes: self.reload())
        self._context.ask(self, organisation.me, self._know, None)
        keys = {
            "Ctrl+E": self.export_button.click, "Ctrl+F": self.search.setFocus,
            "Ctrl+Down": self._focus_list, "F5": self.reload,
        }  # fmt: skip
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _know(self, me: Me) -> None:
        self.export_button.setVisible(me.may(Permission.EXPORT))

    def _ask(self, **parts: object) -> None:
        self.asked = replace(self.asked, **parts)  # type: ignore[arg-type]  # by name
        self.reload()

    def _show(self, found: Stock) -> None:
        everything = Chip("", _("全部"), sum(found.zones.values()))
        named = [Chip(one.value, _(one.label), found.zones.get(one, 0)) for one in Zone]
        watches = [
            Chip(one.name, _(one.label), n, ("fail" if one.is_over else "wait") if n else "")
            for one in REGISTER.watches
            for n in (found.watches.get(one.name, 0),)
        ]
        self.chips.set_chips([everything, *named], watches)
        self.chips.set_current(self.asked.zone.value if self.asked.zone else "")
        self.chips.set_second(self.asked.watch)
        lots = [one.lot_id for one in found.lines]
        self.list.set_rows(lots, [_cells(one) for one in found.lines])
        if shut := dict.fromkeys(one.restricted for one in found.lines if one.restricted):
            self.notice.show_notice("wait", "；".join(shut))
        n = len(found.lines)
        words = _("{n} 批，已全部列出") if found.is_whole else _("只列出前 {n} 批；导出有全部")
        self.list.set_footer(words.format(n=n))

    def _focus_list(self) -> None:
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.list.current() is None and self.list.model.rowCount():
            self.list.view.select_row(0)

    def _open_current(self) -> None:
        lot = self.list.current()
        if isinstance(lot, int):
            self._context.record_asked.emit(REGISTER.name, lot)
        else:
            self._focus_list()


def _cells(one: Line) -> tuple[Cell, ...]:
    is_over = one.expires_on is not None and one.expires_on < clock.today()
    return (
        Cell(_(one.zone.label)),
        Cell(_("停用 {place}").format(place=one.place), "fail_fg")
        if one.restricted else Cell(one.place or "—"),
        Cell("　".join(part for part in (one.name, one.specification) if part)),
        Cell(one.lot_number),
        Cell(f"{one.expires_on}" if one.expires_on else "—", "fail_fg" if is_over else "text2"),
        Cell(f"{one.quantity}", right=True),
        Cell(one.unit, "text2"),
        Cell(badge=state_badge(REGISTER, one.state)),
        Cell(one.number, "text2"),
    )  # fmt: skip
