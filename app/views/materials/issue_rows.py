"""The lots of one issue: a line each, with its quantity and the reason why it cannot leave."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.services.materials.issuing import IssueLine
from app.services.materials.offers import Offer
from app.views import theme
from app.views.inputs.lines import Line
from app.views.inputs.text_editors import NumberEdit
from app.views.widgets.buttons import close_button
from app.views.widgets.keystrokes import is_plain_enter
from app.views.widgets.labels import ElidedLabel, IconText, label

_LOT, _DAY, _PLACE, _STOCK = 130, 96, 110, 96


class _QuantityLine(Line):
    """Enter is done with this lot: the next one is scanned."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain_enter(event) and not self.is_composing():
            self.entered.emit()
            return
        super().keyPressEvent(event)


class _Quantity(NumberEdit):
    line_class = _QuantityLine


class IssueRow(QWidget):
    """One lot that is to leave."""

    removed = Signal()
    entered = Signal()

    def __init__(self, lot: Offer) -> None:
        super().__init__()
        self.lot = lot
        self.quantity = _Quantity(unit=lot.unit)
        self.remove = close_button(_("去掉 {name}").format(name=lot.name))
        self._reason = IconText("octagon", "", "fail", "error")
        self._hint = IconText("ring-i", "", "", "muted")
        self._arrange()
        self.quantity.describe(_("{name}的发放数量").format(name=lot.name), "")
        self.quantity.changed.connect(lambda: self.set_error(self._problem()))
        self.remove.clicked.connect(self.removed)
        line = self.quantity.line
        assert isinstance(line, _QuantityLine)
        line.entered.connect(self._on_entered)
        self.set_error(lot.reason)

    def error(self) -> str:
        """The sentence under the line."""
        return self._reason.text() if self._reason.isVisibleTo(self) else ""

    def set_error(self, text: str) -> None:
        """Why it cannot leave; an empty text takes the sentence away."""
        self._reason.set_content("octagon", text, "fail")
        self._reason.setVisible(bool(text))
        self.quantity.set_bad(bool(text))

    def check(self) -> bool:
        """Whether as much as is written may leave, as far as is known here."""
        lacking = _("还没有填写数量；不发就去掉这一行") if not self.quantity.text() else ""
        self.set_error(self.lot.reason or lacking or self._problem())
        return not self.error()

    def line(self) -> IssueLine:
        """What is asked for."""
        return IssueLine(self.lot.lot_id, int(self.quantity.value() or 0))

    def _problem(self) -> str:
        if self.lot.reason:
            return self.lot.reason
        if problem := self.quantity.problem():
            return problem
        wanted = self.quantity.value()
        if wanted is not None and wanted <= 0:
            return _("发放数量要大于 0")
        if wanted is not None and wanted > self.lot.in_stock:
            return _("只剩 {n} {unit}").format(n=self.lot.in_stock, unit=self.lot.unit)
        return ""

    def _on_entered(self) -> None:
        if self.check():
            self.entered.emit()

    def _arrange(self) -> None:
        lot = self.lot
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.GAP, theme.GAP_INNER, theme.GAP_INNER, theme.GAP_INNER)
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        name = "　".join(part for part in (lot.name, lot.specification) if part)
        grid.addWidget(ElidedLabel(name, "strong"), 0, 0)
        until = f"{lot.expires_on}" if lot.expires_on else "—"
        left = _("余 {n}").format(n=lot.in_stock)
        texts = ((lot.lot_number, _LOT), (until, _DAY), (lot.place or "—", _PLACE), (left, _STOCK))
        for column, (text, width) in enumerate(texts, 1):
            made = ElidedLabel(text, "muted")
            made.setFixedWidth(width)
            grid.addWidget(made, 0, column)
        self.quantity.setFixedWidth(theme.WIDTHS["count"] + _STOCK - theme.GAP)
        grid.addWidget(self.quantity, 0, 5)
        grid.addWidget(self.remove, 0, 6)
        grid.addWidget(self._reason, 1, 0, 1, 7)
        if lot.sooner is not None and not lot.reason:
            words = _("同品名规格还有 {day} 到期的，先到期的先发").format(day=lot.sooner)
            self._hint.set_content("ring-i", words, "")
            grid.addWidget(self._hint, 2, 0, 1, 7)


class IssueRows(QWidget):
    """All lines, in the order they were scanned."""

    changed = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Plain")
        self.rows: list[IssueRow] = []
        self._nothing = label(_("还没有要发放的批。"), "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)

    def add(self, lot: Offer) -> IssueRow:
        """A line for a lot; one that has a line already gets the keyboard there."""
        known = next((row for row in self.rows if row.lot.lot_id == lot.lot_id), None)
        if known is not None:
            return known
        row = IssueRow(lot)
        row.removed.connect(lambda: self._remove(row))
        row.entered.connect(self.entered)
        self.rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        self._nothing.hide()
        self.changed.emit()
        return row

    def inputs(self) -> list[QWidget]:
        """Everything that takes the keyboard, in order."""
        return [one for row in self.rows for one in (*row.quantity.inputs(), row.remove)]

    def check(self) -> IssueRow | None:
        """Check every line; the first that is wrong."""
        return next(iter([row for row in self.rows if not row.check()]), None)

    def show_refused(self, lines: Mapping[int, str]) -> None:
        """Show the reasons that came back, by the places of the lines."""
        for place, row in enumerate(self.rows):
            row.set_error(lines.get(place, ""))

    def _remove(self, row: IssueRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self._nothing.setVisible(not self.rows)
        self.changed.emit()
        self.entered.emit()
