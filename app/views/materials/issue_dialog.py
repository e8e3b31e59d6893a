"""发放 (四.3.(3)①, HR-24): lots are scanned, a ward is named, and who receives signs in place."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from app import clock
from app.errors import AppError, SignInRefused
from app.i18n import _
from app.services.materials import issuing, offers
from app.services.materials.issuing import IssueRefused
from app.services.materials.offers import Offer
from app.services.operations import Changes
from app.services.slips.codes import Code
from app.views import messages
from app.views.asking.dialogs import Dialog
from app.views.asking.sign_fields import SignFields
from app.views.context import Context
from app.views.inputs.directory_edit import DirectoryEdit
from app.views.inputs.editors import FieldGrid, FieldRow, LineEdit
from app.views.materials.issue_rows import IssueRows
from app.views.materials.lot_line import LotLine
from app.views.scanning.recogniser import Recogniser
from app.views.widgets.labels import IconText

_WIDTH, _ROWS_HEIGHT = 960, 220


@dataclass(frozen=True)
class Unfinished:
    """What was entered and not issued, to be gone on with."""

    lots: tuple[int, ...] = ()
    quantities: tuple[object, ...] = ()
    ward: object = None
    note: str = ""


class IssueDialog(Dialog):
    """Ctrl+Enter issues all lines or none. What is wrong with one stands under it."""

    def __init__(
        self,
        context: Context,
        lots: Sequence[int],
        parent: QWidget | None,
        begun: Unfinished | None = None,
    ) -> None:
        text = _("发放人：{person}。扫一批填一个数量，Enter 接着扫下一批；领用人核对实物后签名。")
        super().__init__(parent, _("发放"), text.format(person=context.person), icon="send")
        self._context = context
        self._begun = begun or Unfinished()
        self._is_busy = False
        self.setMinimumWidth(_WIDTH)
        self.line, self.rows = LotLine(context), IssueRows()
        self.ward = DirectoryEdit(context.directory.departments)
        self.note = LineEdit(max_length=issuing.NOTE_LONGEST)
        self.ward_row = FieldRow(_("领用科室"), self.ward, required=True)
        self.ward_row.set_check(self._ward_missing)
        self.sign = SignFields(_("领用核对"))
        self._missed = IconText("triangle", "", "wait", "error")
        self._refusal = IconText("octagon", "", "fail", "error")
        self._fill()
        self.act = self.add_primary(_("发放"), self._on_act)
        self.keep = self.add_button(_("先不发"), self.reject, "close")
        self._connect()
        self.focus_first(self.line)
        self._order()
        self._begin(lots)

    def unfinished(self) -> Unfinished:
        """What was entered; a password is never kept."""
        rows = self.rows.rows
        return Unfinished(
            tuple(one.lot.lot_id for one in rows),
            tuple(one.quantity.value() for one in rows),
            self.ward.value(),
            self.note.value() or "",
        )

    def refusal(self) -> str:
        """Why nothing was issued, beside the sentences of the lines."""
        return self._refusal.text() if self._refusal.isVisibleTo(self) else ""

    def missed(self) -> str:
        """Why the last scan gave no line."""
        return self._missed.text() if self._missed.isVisibleTo(self) else ""

    # ---- building ------------------------------------------------------------------------------

    def _fill(self) -> None:
        self.body.addWidget(self.line)
        self.body.addWidget(self._missed)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(_ROWS_HEIGHT)
        area.setWidget(self.rows)
        self._area = area
        area.setProperty("card", "true")
        self.body.addWidget(area, 1)
        grid = FieldGrid()
        grid.add(self.ward_row)
        grid.add(FieldRow(_("备注"), self.note))
        self.body.addWidget(grid)
        self.body.addWidget(self.sign)
        self.body.addWidget(self._refusal)
        self._missed.hide()
        self._refusal.hide()

    def _connect(self) -> None:
        self.line.lot_chosen.connect(self._add_lot)
        self.line.refused.connect(self._show_missed)
        self.line.finished.connect(self.ward_row.focus)
        self.rows.changed.connect(self._order)
        self.rows.entered.connect(lambda: self.line.setFocus(Qt.FocusReason.OtherFocusReason))
        self._recogniser = Recogniser(self.isVisible, self)
        self._recogniser.scanned.connect(self._on_scanned)

    def _order(self) -> None:
        """Lots, ward, who signs, the buttons."""
        order = [
            self.line, *self.rows.inputs(), *self.ward.inputs(), *self.note.inputs(),
            *(one for row in self.sign.rows for one in row.editor.inputs()), self.keep, self.act,
        ]  # fmt: skip
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)

    def _begin(self, lots: Sequence[int]) -> None:
        """What was begun, and the lots chosen in the list that may leave."""
        begun = self._begun
        self.ward.set_value(begun.ward)
        self.note.set_value(begun.note)
        wanted = (*begun.lots, *(one for one in lots if one not in begun.lots))
        if wanted:
            self._context.ask(self, offers.of_lots, self._take_up, None, wanted)

    def _take_up(self, found: list[Offer]) -> None:
        quantities = dict(zip(self._begun.lots, self._begun.quantities, strict=True))
        rows = [
            self.rows.add(one) for one in found if one.lot_id in quantities or not one.reason
        ]  # fmt: skip
        for row in rows:
            row.quantity.set_value(quantities.get(row.lot.lot_id))
        empty = next((row for row in rows if not row.quantity.text()), None)
        if empty is not None:
            self.focus_first(empty.quantity.first_input())
            empty.quantity.first_input().setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- acting --------------------------------------------------------------------------------

    def _add_lot(self, lot: Offer) -> None:
        row = self.rows.add(lot)
        row.quantity.first_input().setFocus(Qt.FocusReason.OtherFocusReason)
        row.quantity.line.selectAll()
        self._refusal.hide()
        QTimer.singleShot(0, row, lambda: self._area.ensureWidgetVisible(row))

    def _on_scanned(self, code: Code) -> None:
        self.line.look_for(code.text)

    def _show_missed(self, text: str) -> None:
        self._missed.set_content("triangle", text, "wait")
        self._missed.setVisible(bool(text))

    def _ward_missing(self) -> str:
        return "" if self.ward.value() else _("还没有选择领用科室")

    def _on_act(self) -> None:
        if self._is_busy:
            return
        self._refusal.hide()
        if not self.rows.rows:
            self._refuse(_("还没有要发放的批；扫标签，或输入编号、批号、品名"))
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif (wrong := self.rows.check()) is not None:
            wrong.quantity.first_input().setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.ward_row.validate():
            self.ward_row.focus()
        elif (signer := self.sign.signer()) is None:
            self.sign.first_input().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._is_busy = True
            lines = [row.line() for row in self.rows.rows]
            ward = self.ward.value()
            assert isinstance(ward, int)
            self._context.run(
                self, issuing.hand_out, self._on_done, self._on_refused, signer, lines, ward,
                self.note.value() or "",
            )  # fmt: skip

    def _on_done(self, _changes: Changes) -> None:
        self._is_busy = False
        words = _("已发放 {n} 批到{ward}，{time}").format(
            n=len(self.rows.rows), ward=self.ward.text(),
            time=f"{clock.local(clock.now()):%H:%M:%S}",
        )  # fmt: skip
        self._context.said.emit(words)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self._is_busy = False
        if isinstance(error, IssueRefused):
            self.rows.show_refused(error.lines)
            self._refuse(_("一批也没有发放：先改好上面标出的行"))
        elif isinstance(error, AppError):
            self._refuse(str(error))
            if isinstance(error, SignInRefused):
                self.sign.retry()
        else:
            messages.show(self, error)

    def _refuse(self, text: str) -> None:
        self._refusal.set_content("octagon", text, "fail")
        self._refusal.show()

    def show_problem(self, text: str) -> None:
        """Something failed that is nobody's fault here; everything entered stays."""
        self._refuse(text)
