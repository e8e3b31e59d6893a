"""管理常用语: put a phrase into other words, share it, or offer it no longer."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.errors import InvalidRecord
from app.i18n import _
from app.services.operations import Changes
from app.services.registers.register import Register
from app.services.suggestions import phrases
from app.services.suggestions.phrases import Offered, PhraseView
from app.views import messages
from app.views.asking.dialogs import Dialog
from app.views.context import Context
from app.views.inputs.choices_popup import NOTE_ROLE, ROW, ChoiceDelegate
from app.views.inputs.editors import FieldRow, TextArea

_ROWS = 6


class PhrasesDialog(Dialog):
    """The phrases of one field this person may change. Each button acts at once."""

    def __init__(self, context: Context, kind: Register, field: str, parent: QWidget) -> None:
        title = _("“{field}”的常用语").format(field=_(kind[field].label))
        super().__init__(
            parent, title, _("改动只影响以后选用；已经写进记录里的不变。"), icon="edit"
        )
        self._context, self._kind, self._field = context, kind, field
        self._known: list[PhraseView] = []
        self._may_share = False
        self.list = QListWidget()
        self.list.setItemDelegate(ChoiceDelegate(self.list))
        self.list.setFixedHeight(_ROWS * ROW)
        self.list.setAccessibleName(title)
        self.editor = TextArea(max_length=phrases.LONGEST)
        self.row = FieldRow(_("内容"), self.editor)
        self.body.addWidget(self.list)
        self.body.addWidget(self.row)
        self.retire = self.add_harmful(_("停用"), self._retire)
        self.keep = self.add_primary(_("保存内容"), self._save)
        self.share = self.add_button(_("共用给大家"), self._share)
        self.add_button(_("关闭"), self.accept)
        self.list.currentRowChanged.connect(lambda _row: self._show_current())
        self.focus_first(self.list)
        self._reload()

    def _current(self) -> PhraseView | None:
        row = self.list.currentRow()
        return self._known[row] if 0 <= row < len(self._known) else None

    def _reload(self) -> None:
        self._context.ask(self, phrases.offered, self._show, None, self._kind, self._field)

    def _show(self, offered: Offered) -> None:
        place = max(self.list.currentRow(), 0)
        self._may_share = offered.may_share
        self._known = [one for one in offered.phrases if one.may_change]
        self.list.clear()
        for one in self._known:
            item = QListWidgetItem(" ".join(one.text.split()))
            item.setData(NOTE_ROLE, _("共用") if one.is_shared else "")
            self.list.addItem(item)
        self.list.setCurrentRow(min(place, len(self._known) - 1))
        self._show_current()

    def _show_current(self) -> None:
        one = self._current()
        self.editor.set_value(one.text if one else None)
        self.row.set_error("")
        self.row.setVisible(one is not None)
        self.retire.setVisible(one is not None)
        self.keep.setVisible(one is not None)
        self.share.setVisible(one is not None and self._may_share)
        self.share.set_text(_("不再共用") if one and one.is_shared else _("共用给大家"))

    def _save(self) -> None:
        if one := self._current():
            self._run(phrases.change, one.id, self.editor.text())

    def _share(self) -> None:
        if one := self._current():
            self._run(phrases.share, one.id, not one.is_shared)

    def _retire(self) -> None:
        if one := self._current():
            self._run(phrases.retire, one.id)

    def _run(self, work: Callable[..., Changes], *args: Any) -> None:
        self._context.run(self, work, lambda _done: self._reload(), self._on_failed, *args)

    def _on_failed(self, error: Exception) -> None:
        problems = error.problems if isinstance(error, InvalidRecord) else {}
        self.row.set_error(problems.get("text") or messages.sentence(error))
