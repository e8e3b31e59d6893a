"""The line in which a lot is scanned or looked for: one hit is taken at once, several are offered."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from app.errors import AppError
from app.i18n import _
from app.services.materials import offers
from app.services.materials.offers import OFFERED_MOST, Offer
from app.views.context import Context
from app.views.inputs.choices_popup import ChoicesPopup
from app.views.inputs.offered_list import PickLine
from app.views.widgets.keystrokes import is_plain_enter

_PAUSE_MS = 250


class LotLine(PickLine):
    """Enter takes the lot that is marked, or the only one there is; on an empty line it goes on."""

    lot_chosen = Signal(object)  # Offer
    finished = Signal()  # Enter on the empty line: nothing more is to be scanned
    refused = Signal(str)  # why nothing was taken; empty when something was

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._offered: list[Offer] = []
        self._asked = 0
        self._popup = ChoicesPopup(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self.setPlaceholderText(_("扫标签；或输入编号、批号、品名、拼音首字母，再按 Enter"))
        self.setAccessibleName(_("扫码或查找要发放的批"))
        self.set_leading("scan")
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)
        self.textEdited.connect(self._on_edited)
        self._pause.timeout.connect(lambda: self._ask(takes_only=False))
        self.moved.connect(self._popup.move_by)
        self.picked.connect(lambda: self._take(self._popup.current()))
        self.escaped.connect(self._popup.close_list)
        self._popup.picked.connect(self._take)
        self._popup.closed.connect(self._on_closed)

    def look_for(self, text: str) -> None:
        """Take the lot a scanned code stands for, wherever the keyboard is."""
        self.setText(text)
        self._ask(takes_only=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter looks at once: a scanner ends its code with it."""
        if is_plain_enter(event) and not self.is_composing() and not self.is_open:
            if self.text().strip():
                self._ask(takes_only=True)
            else:
                self.finished.emit()
            return
        super().keyPressEvent(event)

    def _on_edited(self) -> None:
        self._popup.close_list()
        self.refused.emit("")
        self._pause.start()

    def _ask(self, *, takes_only: bool) -> None:
        """Look for what is typed; `takes_only` takes the only one without asking further."""
        self._pause.stop()
        self._asked += 1
        asked, text = self._asked, self.text().strip()
        if not text:
            return

        def show(found: list[Offer]) -> None:
            if asked == self._asked:
                self._show(found, text, takes_only=takes_only)

        def fail(error: Exception) -> None:
            words = _("没有查成，再按一次 Enter")
            self.refused.emit(str(error) if isinstance(error, AppError) else words)

        self._context.ask(self, offers.find, show, fail, text)

    def _show(self, found: list[Offer], text: str, *, takes_only: bool) -> None:
        self._offered = found
        if takes_only and len(found) == 1:
            self._take(0)
        elif found:
            note = _("只列出先到期的 {n} 批，多打几个字").format(n=OFFERED_MOST)
            rows = [(_words(one), _beside(one)) for one in found]
            self._popup.open(rows, note if len(found) >= OFFERED_MOST else "", 0)
            self.is_open = True
        elif takes_only:
            words = _("没有可发放的“{text}”：核对编号或批号；不在您库房的批由它的库房发放")
            self.refused.emit(words.format(text=text[:30]))
            self.selectAll()

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._offered):
            chosen = self._offered[row]
            self._asked += 1
            self._popup.close_list()
            self.clear()
            self.refused.emit("")
            self.lot_chosen.emit(chosen)

    def _on_closed(self) -> None:
        self.is_open = False


def _words(one: Offer) -> str:
    return "　".join(part for part in (one.name, one.specification, one.lot_number) if part)


def _beside(one: Offer) -> str:
    until = _("至 {day}").format(day=one.expires_on) if one.expires_on else ""
    left = _("余 {n} {unit}").format(n=one.in_stock, unit=one.unit) if not one.reason else ""
    return "　".join(part for part in (one.place, until, left or _("不能发放")) if part)
