"""What is asked before cases are made or shelves cleared: in the window itself, below the lists."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.services.materials.tracing import Trace
from app.views import theme
from app.views.inputs.editors import FieldGrid, FieldRow, LineEdit
from app.views.widgets.cards import Rule
from app.views.widgets.labels import label

NOTHING, RAISE, WITHDRAW = "", "raise", "withdraw"
_NOTE_LONGEST, _DOUBT_LONGEST, _PLACE_LONGEST = 200, 200, 60


class TracePanel(QWidget):
    """Asks for what a wish needs; the window's main button carries it out."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wish = NOTHING
        self._words = label("", "label", wrap=True)
        self.note = LineEdit(max_length=_NOTE_LONGEST, placeholder=_("召回通知的文号、来源"))
        self.doubt = LineEdit(max_length=_DOUBT_LONGEST)
        self.place = LineEdit(max_length=_PLACE_LONGEST, placeholder=_("待检区 2"))
        self.note_row = FieldRow(_("召回依据"), self.note)
        self.doubt_row = FieldRow(_("停用原因"), self.doubt, required=True)
        self.place_row = FieldRow(_("隔离位置"), self.place, required=True)
        self.doubt_row.set_check(lambda: "" if self.doubt.value() else _("还没有填写停用原因"))
        self.place_row.set_check(lambda: "" if self.place.value() else _("还没有填写隔离位置"))
        self._first = FieldGrid()
        self._first.add(self.note_row, wide=True)
        self._second = FieldGrid()
        self._second.add(self.doubt_row)
        self._second.add(self.place_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        for part in (Rule(), self._words, self._first, self._second):
            column.addWidget(part)
        self.hide()

    def ask(self, wish: str, found: Trace) -> None:
        """Show what is going to be done, and put the keyboard there."""
        self.wish = wish
        self._first.setVisible(wish == RAISE)
        self._second.setVisible(wish == WITHDRAW)
        if wish == RAISE:
            wards = {ward for _lot, ward in found.to_raise()}
            words = _(
                "给领用过的 {n} 个科室各登记一件，一批一件，共 {all} 件；已有未结案的不重复登记。"
            )
            self._words.setText(words.format(n=len(wards), all=len(found.to_raise())))
            first = self.note
        else:
            if not self.doubt.value():
                self.doubt.set_value(_("召回追查，停用待检"))
            numbers = "、".join(one.lot_number for one in found.on_shelf())
            words = _("把货架上的 {n} 批退回待检，贴黄色“待检”标识：{numbers}")
            self._words.setText(words.format(n=len(found.on_shelf()), numbers=numbers))
            first = self.place
        self.show()
        first.first_input().setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> bool:
        """Take it away; False when it was not there."""
        was_open = self.wish != NOTHING
        self.wish = NOTHING
        self.hide()
        if was_open:
            self.closed.emit()
        return was_open

    def is_filled(self) -> bool:
        """Whether everything asked for is there; else the keyboard stands in what is not."""
        if self.wish == WITHDRAW:
            for row in (self.doubt_row, self.place_row):
                if not row.validate():
                    row.focus()
                    return False
        return True
