"""批号追查: a recall is pasted or opened; what is known of its lots is listed, and acted upon."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app import clock
from app.i18n import _
from app.services.access import Permission
from app.services.materials import recall, recall_file, recall_text, trace_sheet, tracing
from app.services.materials.recall import Raised, Withdrawn
from app.services.materials.tracing import Trace
from app.services.people import organisation
from app.services.people.organisation import Me
from app.views import messages, theme
from app.views.asking.dialogs import Dialog
from app.views.context import Context
from app.views.inputs.editors import TextArea
from app.views.materials.trace_panel import NOTHING, RAISE, WITHDRAW, TracePanel
from app.views.materials.trace_rows import PARTS, footer
from app.views.registers.listing.exporting import choose_file
from app.views.widgets.buttons import Chip, ChipBar, outlined
from app.views.widgets.cell_list import CellList
from app.views.widgets.frames import NoticeBar
from app.views.widgets.labels import label
from app.views.widgets.progress import Progress

_WIDTH, _ROWS, _TEXT_MOST, _PAUSE_MS = 1240, 7, 60_000, 300


class TraceDialog(Dialog):
    """It stays beside the other windows: Enter opens a record, and one comes back to the list."""

    def __init__(self, context: Context, text: str, parent: QWidget | None) -> None:
        words = _("粘贴召回通知或批号，也可以把表格、文本文件拖进来；范围、顿号、全角都认得。")
        super().__init__(parent, _("批号追查"), words, icon="search")
        self.setModal(False)
        self.setAcceptDrops(True)
        self.setMinimumWidth(_WIDTH)
        self._context = context
        self._me: Me | None = None
        self.found: Trace | None = None
        self.text = TextArea(placeholder=_("例如：批号 4087202-4087203、A12345；LOT 77X"))
        self.open_button = outlined(_("打开文件…"), "folder")
        self.known = label("", "muted")
        self.progress = Progress()
        self.notice = NoticeBar("info", "")
        self.chips = ChipBar(_("查到了什么"))
        self.lists = {
            one.name: CellList(_(one.title), [_(head) for head in one.heads], one.columns)
            for one in PARTS
        }
        self._stack = QStackedWidget()
        self.panel = TracePanel()
        self._pause = QTimer(self)
        self._fill()
        self._connect()
        self.text.set_value(text)
        self._tell_known()
        self.focus_first(self.text.first_input())
        context.ask(self, organisation.me, self._know, None)

    # ---- building ------------------------------------------------------------------------------

    def _fill(self) -> None:
        side = QVBoxLayout()
        side.addWidget(self.open_button)
        side.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(theme.GAP)
        top.addWidget(self.text, 1)
        top.addLayout(side)
        self.body.addLayout(top)
        for part in (self.known, self.progress, self.notice, self.chips):
            self.body.addWidget(part)
        for one in self.lists.values():
            self._stack.addWidget(one)
            one.setMinimumHeight(theme.TABLE_HEAD_HEIGHT + _ROWS * theme.ROW_REGISTER)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.panel)
        for hidden in (self.notice, self.chips, self._stack):
            hidden.hide()
        self.act = self.add_primary(_("追查"), self._on_act, "search")
        self.close_button = self.add_button(_("关闭"), self.reject, "close")
        self.export_button = self.add_button(_("导出"), self.export, "export")
        self.withdraw_button = self.add_button("", partial(self._ask, WITHDRAW), "undo")
        self.raise_button = self.add_button("", partial(self._ask, RAISE), "plus")
        self._show_buttons()

    def _connect(self) -> None:
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._tell_known)
        self.text.changed.connect(self._pause.start)
        self.open_button.clicked.connect(self._choose)
        self.chips.chosen.connect(self._show_part)
        self.panel.closed.connect(self._show_buttons)
        for one in self.lists.values():
            one.opened.connect(self._open)
        keys = {
            "Ctrl+O": self._choose, "Ctrl+E": self.export_button.click,
            "F7": partial(self._press, RAISE), "F8": partial(self._press, WITHDRAW),
            "Ctrl+Down": self._focus_list,
        }  # fmt: skip
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _know(self, me: Me) -> None:
        self._me = me
        self._show_buttons()

    def _show_buttons(self) -> None:
        """What can be done with what was found; the main button does what was asked for last."""
        found, wish = self.found, self.panel.wish
        cases = len(found.to_raise()) if found else 0
        lots = len(found.on_shelf()) if found else 0
        may: Callable[[Permission], bool] = self._me.may if self._me else lambda _one: False
        roles = self._me.actor.roles if self._me else frozenset()
        self.raise_button.set_text(_("登记使用中不合格 {n} 件　F7").format(n=cases))
        self.raise_button.setVisible(cases > 0 and wish == NOTHING and may(Permission.REGISTER))
        self.withdraw_button.set_text(_("停用待检 {n} 批　F8").format(n=lots))
        may_withdraw = bool(roles & _WITHDRAWERS)
        self.withdraw_button.setVisible(lots > 0 and wish == NOTHING and may_withdraw)
        self.export_button.setVisible(found is not None and may(Permission.EXPORT))
        names = {RAISE: _("登记 {n} 件").format(n=cases), WITHDRAW: _("停用 {n} 批").format(n=lots)}
        self.act.set_text(names.get(wish, _("追查")))
        self.act.set_icon("check" if wish else "search")

    # ---- the recall ----------------------------------------------------------------------------

    def _tell_known(self) -> None:
        """What is recognised in the text, before anything is looked for."""
        text = self.text.value() or ""
        asked = recall_text.read(text[:_TEXT_MOST])
        words = _("认出 {n} 个批号、{m} 个范围").format(n=len(asked.lots), m=len(asked.ranges))
        if len(text) > _TEXT_MOST:
            words += _("；文字太长，只看前 {n} 字").format(n=_TEXT_MOST)
        self.known.setText(words if text else "")

    def _choose(self) -> None:
        endings = " ".join(f"*{one}" for one in recall_file.SUFFIXES)
        name, _kind = QFileDialog.getOpenFileName(
            self, _("打开召回通知"), "", _("表格和文本 ({endings})").format(endings=endings)
        )
        if name:
            self.read_file(Path(name))

    def read_file(self, path: Path) -> None:
        """Put what stands in a file into the text, and trace it."""
        self.notice.hide()
        self.progress.start(_("正在读 {name}…").format(name=path.name), can_cancel=False)

        def show(text: str) -> None:
            self.progress.finish()
            self.text.set_value(text[:_TEXT_MOST])
            self._tell_known()
            self.trace()

        self._context.jobs.file(
            self, lambda _progress: recall_file.read_text(path), show, self._on_failed
        )

    def trace(self) -> None:
        """Look for every lot of the text."""
        asked = recall_text.read((self.text.value() or "")[:_TEXT_MOST])
        if not asked.lots and not asked.ranges:
            self._say("wait", _("没有认出批号；粘贴通知里的批号，或一行写一个"))
            self.text.first_input().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.notice.hide()
        self.progress.start(_("正在追查…"), can_cancel=False)
        desk = self._context.desk
        self._context.jobs.file(
            self, lambda _progress: tracing.trace(desk, asked), self._show, self._on_failed
        )

    def _show(self, found: Trace) -> None:
        self.progress.finish()
        self.found = found
        for part in PARTS:
            rows = part.rows(found)
            shown = self.lists[part.name]
            shown.set_rows([key for key, _cells in rows], [cells for _key, cells in rows])
            shown.set_footer(footer(part, found))
        chips = [Chip(one.name, _(one.title), len(one.rows(found))) for one in PARTS]
        before = self.chips.current()
        self.chips.set_chips(chips)
        first = next((one.key for one in chips if one.count), PARTS[0].name)
        kept = next((one.key for one in chips if one.key == before and one.count), first)
        self.chips.set_current(kept)
        self.chips.show()
        self._stack.show()
        self._show_part(kept)
        self._show_buttons()
        self._focus_list()

    def _show_part(self, name: str) -> None:
        self._stack.setCurrentWidget(self.lists[name])

    def _focus_list(self) -> None:
        shown = self._stack.currentWidget()
        if isinstance(shown, CellList) and self.found is not None:
            shown.view.setFocus(Qt.FocusReason.OtherFocusReason)
            if shown.current() is None:
                shown.view.select_row(0)

    # ---- acting --------------------------------------------------------------------------------

    def _on_act(self) -> None:
        if self.panel.wish == NOTHING or self.found is None:
            self.trace()
        elif not self.panel.is_filled():
            return
        elif self.panel.wish == RAISE:
            self._context.run(
                self, recall.raise_cases, self._on_raised, None,
                self.found.to_raise(), self.panel.note.value() or "",
            )  # fmt: skip
        else:
            lots = [one.lot_id for one in self.found.on_shelf()]
            self._context.run(
                self, recall.withdraw, self._on_withdrawn, None,
                lots, self.panel.doubt.value() or "", self.panel.place.value() or "",
            )  # fmt: skip

    def _ask(self, wish: str) -> None:
        if self.found is not None:
            self.panel.ask(wish, self.found)
            self._show_buttons()

    def _press(self, wish: str) -> None:
        """F7 and F8 press their button, or say why there is none."""
        button = self.raise_button if wish == RAISE else self.withdraw_button
        if button.isVisible():
            button.click()
        elif self.found is not None and self.panel.wish == NOTHING:
            self._say("wait", self._none_to_raise() if wish == RAISE else self._none_to_withdraw())

    def _none_to_raise(self) -> str:
        if self.found is not None and self.found.to_raise():
            return _("登记使用中不合格不由您办理；请科室或采购科室的人来登记")
        return _("查到的批没有发放到科室，不用登记使用中不合格")

    def _none_to_withdraw(self) -> str:
        if self.found is not None and self.found.on_shelf():
            return _("停用待检由仓库保管员、采购员办理；请他们来停用")
        return _("查到的批都不在架上，不用停用待检")

    def _on_raised(self, made: Raised) -> None:
        self._context.announce(made.changes)
        words = _("已登记 {n} 件使用中不合格").format(n=len(made.numbers))
        second = _("{n} 件已有未结案的，没有重复登记。").format(n=made.known) if made.known else ""
        self._finish("pass", words, second)

    def _on_withdrawn(self, made: Withdrawn) -> None:
        self._context.announce(made.changes)
        words = _("已停用待检 {n} 批").format(n=len(made.numbers))
        self._finish("wait" if made.refused else "pass", words, "；".join(made.refused))

    def _finish(self, tone: str, words: str, second: str) -> None:
        """Say what was done, and look again."""
        self.panel.close_panel()
        self.trace()
        self._say(tone, f"{words} {clock.local(clock.now()):%H:%M:%S}", second)

    def export(self) -> None:
        """Everything that was found, into a workbook."""
        found = self.found
        if found is None:
            return
        suggested = Path.home() / f"{_('批号追查')} {clock.today():%Y-%m-%d}.xlsx"
        path = choose_file(self, suggested)
        if path is None:
            return
        desk, asked = self._context.desk, " ".join((self.text.value() or "").split())[:200]

        def done(lines: int) -> None:
            self._say("pass", _("已导出 {n} 行：{path}").format(n=lines, path=path))

        self._context.jobs.file(
            self, lambda _progress: trace_sheet.export(desk, found, asked, path), done,
            self._on_failed,
        )  # fmt: skip

    def _open(self, key: Any) -> None:
        register, record_id = key
        if register:
            self._context.record_asked.emit(register, record_id)

    def _on_failed(self, error: Exception) -> None:
        self.progress.finish()
        self._say("fail", messages.sentence(error))

    def _say(self, tone: str, text: str, second: str = "") -> None:
        self.notice.show_notice(tone, text, second)

    def show_problem(self, text: str) -> None:
        """Something failed; what was found stays."""
        self._say("fail", text)

    # ---- events --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes a question away first."""
        if event.key() == Qt.Key.Key_Escape and self.panel.close_panel():
            self._focus_list()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file that may hold a recall."""
        if _file_of(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read it."""
        if path := _file_of(event):
            event.acceptProposedAction()
            self.read_file(path)


_WITHDRAWERS = tracing.LOTS.step(recall.WITHDRAW).roles


def _file_of(event: QDropEvent) -> Path | None:
    paths = [Path(one.toLocalFile()) for one in event.mimeData().urls() if one.isLocalFile()]
    return next((one for one in paths if one.suffix.lower() in recall_file.SUFFIXES), None)
